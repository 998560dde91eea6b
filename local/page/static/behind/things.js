// The twelve things to try, in three groups. The next one is explained; each can be. One ticks once it was seen.

import { h } from "../basics/dom.js";
import { say } from "../basics/words.js";

const GROUPS = {
  day: ["reminder", "write", "helped", "kept", "quiet"],
  session: ["session_day", "digest", "room", "edit"],
  breaks: ["lost", "outage", "sheet"],
};
export const THINGS = Object.values(GROUPS).flat();

// room: the address of the meeting-room screen.
export function drawThings({ done, toSee, names, opened, room }, deeds) {
  const next = opened ?? nextOf(done);
  const one = (name) => thing(name, { isDone: done.includes(name), isToSee: name in toSee, isOpen: name === next, names, room }, deeds);
  return [
    h("p", { class: "what" }, say("page.what")),
    h("h2", {}, say("things.title"), h("span", { class: "tally", "aria-hidden": "true" }, `${done.length}/${THINGS.length}`)),
    ...Object.entries(GROUPS).map(([group, inside]) =>
      h("section", { class: "group", "aria-labelledby": `group-${group}` }, h("h3", { id: `group-${group}` }, say(`group.${group}`)), h("ol", { class: "things" }, inside.map(one))),
    ),
    done.length === THINGS.length && h("p", { class: "all-done" }, say("things.all")),
    h("aside", { class: "own", "aria-label": say("own.title") }, h("h3", {}, say("own.title")), h("p", {}, say("own.how")), h("code", { class: "command", tabindex: "0" }, "make run SLACK=socket")),
  ].filter(Boolean);
}

// a, b and c in what is said about them.
export const namesOf = (people) => Object.fromEntries(people.map((each, n) => ["abc"[n], each.name]));

export const nextOf = (done) => THINGS.find((each) => !done.includes(each));

function thing(name, { isDone, isToSee, isOpen, names, room }, deeds) {
  return h(
    "li",
    { class: `thing${isDone ? " done" : ""}${isOpen ? " open" : ""}`, "data-thing": name },
    h(
      "button",
      { type: "button", "aria-expanded": String(isOpen), "data-focus": `thing/${name}`, onclick: () => deeds.explain(name) },
      h("span", { class: "tick", "aria-hidden": "true" }, isDone ? "✓" : String(THINGS.indexOf(name) + 1)),
      h("span", { class: "thing-title" }, say(`things.${name}`)),
      isDone && h("span", { class: "unseen" }, say("things.done")),
    ),
    isOpen && h("p", {}, say(isToSee && !isDone ? `things.${name}.see` : `things.${name}.how`, names)),
    isOpen && name === "room" && h("p", {}, h("a", { href: room, target: "_blank", rel: "noopener", "data-focus": "thing/room-screen" }, say("side.room_screen"))),
  );
}
