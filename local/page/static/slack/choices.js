// Elements in which something is chosen: menus, lists to tick, dates and times. Drawn as the browser's own controls.

import { h } from "../basics/dom.js";
import { textObject } from "./rich.js";
import { slackSays } from "../basics/words.js";

// What each kind has at the start, if its view does not say what stands in it.
const INITIAL = {
  static_select: "initial_option",
  multi_static_select: "initial_options",
  users_select: "initial_user",
  multi_users_select: "initial_users",
  radio_buttons: "initial_option",
  checkboxes: "initial_options",
  datepicker: "initial_date",
  timepicker: "initial_time",
};
const SEVERAL = ["multi_static_select", "multi_users_select", "checkboxes"];
const GROUPS = [...SEVERAL, "radio_buttons"];

export const isChoice = (element) => element.type in INITIAL;
export const isGroup = (element) => GROUPS.includes(element.type);

export function initialChoice(element) {
  const bare = (each) => each?.value ?? each;
  const initial = element[INITIAL[element.type]];
  return SEVERAL.includes(element.type) ? (initial ?? []).map(bare) : (bare(initial) ?? "");
}

// One element. part: name (for the focus), value, people, choose(value); and in an input: id, about, wrong, emptied, label.
export function drawChoice(element, part) {
  if (isGroup(element)) return group(element, part);
  if (element.type === "datepicker" || element.type === "timepicker") return picker(element, part);
  return menu(element, part);
}

const placeholder = (element) => (element.placeholder ? textObject(element.placeholder) : "");

const common = (element, part) => ({
  id: part.id,
  "aria-label": part.id ? null : placeholder(element) || part.label,
  "aria-invalid": part.id ? String(Boolean(part.wrong)) : null,
  "aria-describedby": part.about,
  "data-focus": part.name,
  "data-action": element.action_id,
});

function menu(element, part) {
  const { value } = part;
  const option = (each) => h("option", { value: each.value, selected: each.value === value }, each.text);
  const groups = (element.option_groups ?? []).map((each) => h("optgroup", { label: textObject(each.label) }, optionsOf(each, part).map(option)));
  const none = h("option", { value: "", disabled: !part.emptied, selected: !value, hidden: !part.emptied }, placeholder(element));
  const choose = (event) => {
    const chosen = event.currentTarget.value;
    if (part.resets) event.currentTarget.value = ""; // a menu of things to do shows none of them as chosen
    if (chosen || part.emptied) part.choose(chosen);
  };
  return h("select", { class: "select", ...common(element, part), onchange: choose }, none, groups, element.option_groups ? [] : optionsOf(element, part).map(option));
}

// People are offered by the page: Slack does it without the app.
function optionsOf(element, part) {
  if (element.type?.endsWith("users_select")) return part.people.map(({ id, name, face, you }) => ({ value: id, text: you ? slackSays("you", { name }) : name, face }));
  return element.options.map((each) => ({ value: each.value, text: textObject(each.text), about: each.description && textObject(each.description) }));
}

function group(element, part) {
  const several = SEVERAL.includes(element.type);
  const most = element.max_selected_items ?? Infinity;
  const all = element.option_groups ? element.option_groups.flatMap((each) => optionsOf(each, part)) : optionsOf(element, part);
  const boxes = all.map((each) =>
    h("input", {
      type: several ? "checkbox" : "radio",
      name: part.name,
      value: each.value,
      checked: several ? part.value.includes(each.value) : part.value === each.value,
      "aria-invalid": part.wrong ? "true" : null,
      "data-focus": `${part.name}/${each.value}`,
      onchange: changed,
    }),
  );
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const hold = () => boxes.forEach((box) => (box.disabled = several && !box.checked && chosen().length >= most));
  function changed() {
    hold();
    part.choose(several ? chosen() : (chosen()[0] ?? ""));
  }
  hold();
  const { id, "aria-describedby": about, "data-action": action } = common(element, part);
  return h(
    "div",
    { id, class: "choices", role: several ? "group" : "radiogroup", "aria-labelledby": id && `${id}-label`, "aria-label": id ? null : part.label, "aria-describedby": about, "data-action": action },
    all.map((each, n) =>
      h(
        "label",
        { class: "choice" },
        boxes[n],
        each.face && h("img", { src: `faces/${each.face}.svg`, alt: "", width: 22, height: 22 }),
        h("span", {}, each.text, each.about && h("small", {}, each.about)),
      ),
    ),
    all.length === 0 && h("p", {}, slackSays("nobody")),
  );
}

// A year that is still being typed is no date yet.
function picker(element, part) {
  const kind = element.type === "datepicker" ? "date" : "time";
  const field = h("input", { type: kind, class: "picker", max: kind === "date" ? "9999-12-31" : null, ...common(element, part) });
  field.value = part.value;
  field.addEventListener("change", () => {
    if (kind === "time" || !field.value || field.value >= "1000") part.choose(field.value);
  });
  return field;
}
