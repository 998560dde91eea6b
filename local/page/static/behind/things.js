// The nine things to try. The next one is explained; each can be.

import { h } from "../basics/dom.js";
import { say } from "../basics/words.js";

export const THINGS = ["reminder", "write", "quiet", "session_day", "digest", "edit", "lost", "outage", "holiday"];

export function drawThings({ done, names, opened }, deeds) {
  const next = opened ?? THINGS.find((each) => !done.includes(each));
  return [
    h("h2", {}, say("things.title"), h("span", { class: "tally", "aria-hidden": "true" }, `${done.length}/9`)),
    h("ol", { class: "things" }, THINGS.map((each, n) => thing(each, n + 1, done.includes(each), each === next, names, deeds))),
    done.length === THINGS.length && h("p", { class: "all-done" }, say("things.all")),
  ].filter(Boolean);
}

function thing(name, number, isDone, isOpen, names, deeds) {
  return h(
    "li",
    { class: `thing${isDone ? " done" : ""}${isOpen ? " open" : ""}`, "data-thing": name },
    h(
      "button",
      { type: "button", "aria-expanded": String(isOpen), "data-focus": `thing/${name}`, onclick: () => deeds.explain(name) },
      h("span", { class: "tick", "aria-hidden": "true" }, isDone ? "✓" : String(number)),
      h("span", { class: "thing-title" }, say(`things.${name}`)),
      isDone && h("span", { class: "unseen" }, say("things.done")),
    ),
    isOpen && h("p", {}, say(`things.${name}.how`, names)),
  );
}
