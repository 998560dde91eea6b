// The team's spreadsheet: the way to connect it, its rows, and what one's hands may do in it.

import { h, whole } from "../basics/dom.js";
import { say } from "../basics/words.js";

const HANDS = ["sort", "spoil", "copy", "delete"];

export function drawSheet({ link, title, rows }, deeds) {
  if (!title) return [h("p", { class: "note" }, say("sheet.how")), h("p", { class: "path" }, h("span", {}, link.split(/(?<=\/)/).map((part) => h("span", { class: "whole" }, part))))];
  const [header, ...below] = rows;
  const press = (name) => h("button", { type: "button", "data-focus": `sheet/${name}`, onclick: () => deeds.touchSheet(name) }, say(`sheet.${name}`));
  return [
    h("p", { class: "note" }, say("sheet.try")),
    h("div", { class: "hands" }, [...HANDS, "compare"].map(press)),
    h(
      "div",
      { class: "grid", tabindex: "0", role: "region", "aria-label": title },
      h(
        "table",
        {},
        h("caption", {}, title),
        h("thead", {}, h("tr", {}, (header ?? []).map((cell) => h("th", { scope: "col" }, cell)))),
        h("tbody", {}, below.map((row) => h("tr", {}, row.map((cell) => h("td", {}, whole(String(cell ?? ""))))))),
      ),
    ),
  ];
}
