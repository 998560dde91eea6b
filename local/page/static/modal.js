// The form on top of somebody's screen: its fields, its errors, the views that lie on each other.

import { focusOn, h, keepFocus, trap } from "./dom.js";
import { drawBlocks } from "./blocks.js";
import { textObject } from "./rich.js";
import { personLanguage, slackSays } from "./words.js";

const drafts = new Map(); // view → field → what is being typed
let shown = ""; // what is drawn, to leave it alone while it is the same
let opener = null;

const fieldOf = (block) => `${block.block_id}/${block.element.action_id}`;

// deeds: submit(view, typed), close(view), press(view, typed, block, element, option), typed(view, typed).
export function showModal(views, deeds) {
  const place = document.getElementById("modal");
  const view = views[views.length - 1];
  if (!view) return hide(place);
  const same = JSON.stringify([view, views.length]);
  if (same === shown) return;
  const isNew = place.dataset.view !== view.id;
  if (place.hidden) opener = document.activeElement?.dataset?.focus ?? null;
  forget(view, new Set(views.map((each) => each.id)));
  shown = same;
  place.hidden = false;
  place.dataset.view = view.id;
  place.lang = personLanguage();
  keepFocus(() => place.replaceChildren(draw(view, views.length > 1, deeds)));
  settleFocus(place, view, isNew);
}

function hide(place) {
  if (place.hidden) return;
  place.hidden = true;
  place.replaceChildren();
  place.dataset.view = "";
  shown = "";
  drafts.clear();
  if (opener) setTimeout(() => document.activeElement === document.body && focusOn(opener));
}

// What was typed stays only where block_id and action_id are still there, as in Slack.
function forget(view, open) {
  for (const id of [...drafts.keys()]) if (!open.has(id)) drafts.delete(id);
  const there = new Set(view.blocks.filter((block) => block.type === "input").map(fieldOf));
  const typed = drafts.get(view.id);
  if (typed) for (const field of [...typed.keys()]) if (!there.has(field)) typed.delete(field);
}

function settleFocus(place, view, isNew) {
  const wrong = place.querySelector("[aria-invalid=true]");
  if (wrong) wrong.focus();
  else if (isNew || !place.contains(document.activeElement)) {
    const wanted = view.blocks.find((block) => block.element?.focus_on_load);
    const field = wanted && place.querySelector(`#${CSS.escape(inputId(view, wanted))}`);
    (field ?? place.querySelector(".box-body button, .box-foot button:last-child"))?.focus();
  }
}

const inputId = (view, block) => `in-${view.id}-${block.block_id}`;

function typedIn(view) {
  const typed = {};
  for (const block of view.blocks) {
    if (block.type === "input") typed[block.block_id] = valueOf(view, block);
  }
  return typed;
}

function valueOf(view, block) {
  const draft = drafts.get(view.id)?.get(fieldOf(block));
  if (draft !== undefined) return draft;
  return view.values.find((each) => `${each.block}/${each.action}` === fieldOf(block))?.value ?? "";
}

function draw(view, isPushed, deeds) {
  const close = () => deeds.close(view);
  const hands = {
    name: view.id,
    use: (block, element, option) => deeds.press(view, typedIn(view), block, element, option),
    input: (block) => drawInput(view, block, deeds),
  };
  const box = h(
    "form",
    { class: "box", role: "dialog", "aria-modal": "true", "aria-labelledby": "modal-title", novalidate: true },
    h(
      "header",
      { class: "box-head" },
      isPushed && h("button", { type: "button", class: "icon", "aria-label": slackSays("back"), onclick: close }, "‹"),
      h("img", { src: "/faces/furikaeri.svg", alt: "", width: 28, height: 28 }),
      h("h2", { id: "modal-title" }, view.title),
      h("button", { type: "button", class: "icon", "aria-label": slackSays("close"), onclick: close }, "×"),
    ),
    view.trouble && h("p", { class: "trouble", role: "alert" }, slackSays("trouble")),
    h("div", { class: "box-body" }, drawBlocks(view.blocks, hands)),
    (view.submit || view.close) &&
      h(
        "footer",
        { class: "box-foot" },
        view.close && h("button", { type: "button", class: "button", "data-focus": `${view.id}/close`, onclick: close }, view.close),
        view.submit && h("button", { type: "submit", class: "button primary", "data-focus": `${view.id}/submit` }, view.submit),
      ),
  );
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    if (fits(view, box)) deeds.submit(view, typedIn(view));
  });
  trap(box, close);
  return box;
}

function drawInput(view, block, deeds) {
  const { element } = block;
  const id = inputId(view, block);
  const error = view.errors[block.block_id];
  const about = [block.hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" ");
  const field = h(element.multiline ? "textarea" : "input", {
    id,
    rows: element.multiline ? 3 : null,
    placeholder: element.placeholder ? textObject(element.placeholder) : null,
    "data-focus": `${view.id}/${fieldOf(block)}`,
    "data-limit": element.max_length,
    "aria-invalid": String(Boolean(error)),
    "aria-describedby": about,
  });
  field.value = valueOf(view, block);
  field.addEventListener("input", () => {
    if (!drafts.has(view.id)) drafts.set(view.id, new Map());
    drafts.get(view.id).set(fieldOf(block), field.value);
    grow(field);
  });
  field.addEventListener("change", () => deeds.typed(view, typedIn(view)));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) field.form.requestSubmit();
  });
  requestAnimationFrame(() => grow(field));
  return [
    h("label", { for: id }, textObject(block.label), block.optional && h("span", { class: "optional" }, ` ${slackSays("optional")}`)),
    field,
    h("p", { class: "error", id: `${id}-error`, role: "alert" }, error ?? ""),
    block.hint && h("p", { class: "hint-text", id: `${id}-hint` }, textObject(block.hint)),
  ];
}

function grow(field) {
  if (field.tagName !== "TEXTAREA") return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 260)}px`;
}

// Slack's client itself refuses what is too long, before anything is sent.
function fits(view, box) {
  const wrong = [...box.querySelectorAll("[data-limit]")].filter((field) => field.value.length > Number(field.dataset.limit));
  for (const field of wrong) {
    field.setAttribute("aria-invalid", "true");
    box.querySelector(`#${CSS.escape(field.id)}-error`).textContent = slackSays("too_long", { limit: field.dataset.limit });
  }
  wrong[0]?.focus();
  return wrong.length === 0;
}
