// The form on top of somebody's screen: its fields, its errors, the views that lie on each other.

import { askFirst } from "../basics/dialog.js";
import { h } from "../basics/dom.js";
import { focusBack, keepFocus, spotOf } from "../basics/focus.js";
import { drawBlocks } from "./blocks.js";
import { initialChoice, isChoice } from "./choices.js";
import { drawInput, showWrong, wrongWith } from "./inputs.js";
import { personLanguage, slackSays } from "../basics/words.js";

const drafts = new Map(); // view → field → what is being typed
let shown = ""; // what is drawn, to leave it alone while it is the same
let opener = {};
let leave = () => {};

const fieldOf = (block) => `${block.block_id}/${block.element.action_id}`;

// deeds: submit(view, typed), close(view), press(view, typed, block, element, option), typed(view, typed),
// select(view, typed, block): chosen in an input that tells the app at once; people: whom a list of people offers.
export function showModal(views, deeds) {
  const place = document.getElementById("modal");
  const view = views[views.length - 1];
  if (!view) return hide(place);
  // What stands in the fields is left out: it is drawn already when somebody has typed or chosen it.
  const same = JSON.stringify([{ ...view, values: [] }, views.length]);
  if (same === shown) return;
  const isNew = place.dataset.view !== view.id;
  if (place.hidden) opener = spotOf(document.activeElement);
  forget(view, new Set(views.map((each) => each.id)));
  shown = same;
  place.hidden = false;
  place.dataset.view = view.id;
  place.lang = personLanguage();
  keepFocus(() => place.replaceChildren(drawModal(view, views.length > 1, deeds)));
  settleFocus(place, view, isNew);
}

function hide(place) {
  if (place.hidden) return;
  place.hidden = true;
  place.replaceChildren();
  place.dataset.view = "";
  shown = "";
  drafts.clear();
  leave = () => {};
  setTimeout(() => document.activeElement === document.body && focusBack(opener));
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
  const isElsewhere = document.activeElement?.closest(".backstage, .tabs"); // what changes the form there leaves one there
  if (wrong && !isElsewhere) wrong.focus();
  else if (isNew || !(place.contains(document.activeElement) || isElsewhere)) {
    const wanted = view.blocks.find((block) => block.element?.focus_on_load);
    const field = wanted && place.querySelector(`#${CSS.escape(inputId(view, wanted))}`);
    const focusable = field?.classList.contains("choices") ? field.querySelector("input") : field;
    (focusable ?? place.querySelector(".box-body :is(button, select, input), .box-foot button:last-child"))?.focus();
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
  return standing(view, block, block.element);
}

const standing = (view, block, element) =>
  view.values.find((each) => each.block === block.block_id && each.action === element.action_id)?.value ??
  (isChoice(element) ? initialChoice({ type: element.type }) : "");

export function drawModal(view, isPushed, deeds) {
  const close = () => deeds.close(view);
  leave = async () => (await mayGo(view)) && close();
  const hands = {
    name: view.id,
    use: (block, element, option) => deeds.press(view, typedIn(view), block, element, option),
    input: (block) => drawField(view, block, deeds),
    value: (block, element) => standing(view, block, element),
    people: deeds.people,
  };
  const box = h(
    "form",
    { class: "box", role: "dialog", "aria-labelledby": `title-${view.id}`, novalidate: true },
    h(
      "header",
      { class: "box-head" },
      isPushed && h("button", { type: "button", class: "icon", "aria-label": slackSays("back"), onclick: () => leave() }, "‹"),
      h("img", { src: "faces/furikaeri.svg", alt: "", width: 28, height: 28 }),
      h("h2", { id: `title-${view.id}` }, view.title),
      h("button", { type: "button", class: "icon", "aria-label": slackSays("close"), "data-focus": `${view.id}/leave`, onclick: () => leave() }, "×"),
    ),
    view.trouble && h("p", { class: "trouble", role: "alert" }, slackSays("trouble")),
    h("div", { class: "box-body" }, drawBlocks(view.blocks, hands)),
    (view.submit || view.close) &&
      h(
        "footer",
        { class: "box-foot" },
        view.close && h("button", { type: "button", class: "button", "data-focus": `${view.id}/close`, onclick: () => leave() }, view.close),
        view.submit && h("button", { type: "submit", class: "button primary", "data-focus": `${view.id}/submit` }, view.submit),
      ),
  );
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!fits(view, box)) return;
    shown = ""; // the same errors may come again: they are drawn again
    deeds.submit(view, typedIn(view));
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    leave();
  });
  return box;
}

// Close what lies on top, as Escape does; where something was typed or chosen, one is asked first.
export const leaveForm = () => leave();

async function mayGo(view) {
  const inputs = view.blocks.filter((block) => block.type === "input" && !block.dispatch_action);
  const isTouched = inputs.some((block) => inOrder(valueOf(view, block)) !== inOrder(atFirst(block.element)));
  return !isTouched || askFirst({ title: slackSays("drop.title"), text: slackSays("drop.text"), yes: slackSays("drop.ok"), no: slackSays("drop.no"), danger: true });
}

const atFirst = (element) => (isChoice(element) ? initialChoice(element) : (element.initial_value ?? ""));

// In which order several were ticked does not matter.
const inOrder = (value) => [value ?? ""].flat().toSorted().join("\n");

function drawField(view, block, deeds) {
  const keep = (value) => {
    if (!drafts.has(view.id)) drafts.set(view.id, new Map());
    drafts.get(view.id).set(fieldOf(block), value);
  };
  const told = () => (block.dispatch_action ? deeds.select(view, typedIn(view), block) : deeds.typed(view, typedIn(view)));
  return drawInput(block, {
    id: inputId(view, block),
    name: `${view.id}/${fieldOf(block)}`,
    value: valueOf(view, block),
    error: view.errors[block.block_id],
    people: deeds.people,
    typing: keep,
    typed: (value) => {
      keep(value);
      told();
    },
  });
}

function fits(view, box) {
  const inputs = view.blocks.filter((block) => block.type === "input");
  const wrong = inputs.filter((block) => {
    const sentence = wrongWith(block, valueOf(view, block));
    showWrong(box, inputId(view, block), sentence);
    return sentence;
  });
  box.querySelector("[aria-invalid=true]")?.focus();
  return wrong.length === 0;
}
