// An input of a form: its label, the field, the error under it, the hint; and what Slack's client refuses by itself.

import { drawChoice, isChoice, isGroup } from "./choices.js";
import { h } from "../basics/dom.js";
import { textObject, unbroken } from "./rich.js";
import { slackSays } from "../basics/words.js";

// part: id, name (for the focus), value, error, people; typing(value) while it is typed, typed(value) when it stands.
export function drawInput(block, part) {
  const { element } = block;
  const { id } = part;
  const about = [block.hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" ");
  const inner = { ...part, about, wrong: Boolean(part.error), emptied: Boolean(block.optional), choose: part.typed };
  const named = isGroup(element) ? { id: `${id}-label` } : { for: id };
  return [
    h(isGroup(element) ? "p" : "label", { class: "label", ...named }, textObject(block.label), block.optional && h("span", { class: "optional" }, ` ${slackSays("optional")}`)),
    isChoice(element) ? drawChoice(element, inner) : textField(element, inner),
    h("p", { class: "error", id: `${id}-error`, role: "alert" }, part.error ?? ""),
    block.hint && h("p", { class: "hint-text", id: `${id}-hint` }, unbroken(textObject(block.hint))),
  ];
}

function textField(element, { id, name, value, wrong, about, typing, typed }) {
  const field = h(element.multiline ? "textarea" : "input", {
    id,
    rows: element.multiline ? 3 : null,
    placeholder: element.placeholder ? textObject(element.placeholder) : null,
    "data-focus": name,
    "aria-invalid": String(wrong),
    "aria-describedby": about,
  });
  field.value = value;
  field.addEventListener("input", () => {
    typing(field.value);
    grow(field);
  });
  field.addEventListener("change", () => typed(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) field.form?.requestSubmit();
  });
  requestAnimationFrame(() => grow(field));
  return field;
}

function grow(field) {
  if (field.tagName !== "TEXTAREA") return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 260)}px`;
}

// Slack's client itself refuses what is empty or too long, before anything is sent. Answers the sentence, or "".
export function wrongWith(block, value) {
  const limit = block.element.max_length;
  if (!block.optional && !value.length) return slackSays("required");
  if (limit && value.length > limit) return slackSays("too_long", { limit });
  return "";
}

// Show a sentence under a field that is drawn; "" takes it away.
export function showWrong(box, id, sentence) {
  const field = box.querySelector(`#${CSS.escape(id)}`);
  const inside = field.classList.contains("choices") ? [...field.querySelectorAll("input")] : [field];
  for (const each of inside) each.setAttribute("aria-invalid", String(Boolean(sentence)));
  box.querySelector(`#${CSS.escape(id)}-error`).textContent = sentence;
}
