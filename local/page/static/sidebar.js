// The left side: whose screen it is, the channel, the app's direct messages, the shortcut.

import { h } from "./basics/dom.js";
import { say, slackSays } from "./basics/words.js";
import { nextOf, THINGS } from "./behind/things.js";

export function drawSidebar({ people, room, screen, place }, deeds) {
  return [
    h("div", { class: "workspace" }, h("b", {}, say("page.company")), h("span", {}, say("page.where"))),
    h("h2", { id: "who" }, say("side.who")),
    h("div", { class: "people", role: "group", "aria-labelledby": "who" }, people.map((each) => person(each, screen.user, deeds))),
    h("h2", { class: "wide" }, slackSays("channels")),
    conversation("channel", `# ${screen.channel.name}`, place, screen.channel.unread, false, deeds),
    h("h2", { class: "wide" }, slackSays("apps")),
    conversation("direct", "Furikaeri", place, screen.direct.unread, true, deeds),
    h("h2", { class: "wide" }, slackSays("shortcut")),
    h(
      "button",
      { type: "button", class: "room shortcut wide", "data-focus": "shortcut", onclick: deeds.shortcut },
      h("span", { class: "room-mark", "aria-hidden": "true" }, "⚡"),
      h("span", {}, slackSays("shortcut_name")),
    ),
    h(
      "a",
      { class: "room wide room-screen", href: room, target: "_blank", rel: "noopener", "data-focus": "room-screen" },
      h("span", { class: "room-mark", "aria-hidden": "true" }, "🖥"),
      h("span", {}, say("side.room_screen")),
    ),
  ];
}

function person(each, current, deeds) {
  const isShown = each.id === current;
  return h(
    "button",
    {
      type: "button",
      class: `person${isShown ? " shown" : ""}`,
      "aria-pressed": String(isShown),
      "data-focus": `person/${each.id}`,
      "data-person": each.id,
      onclick: () => deeds.become(each.id),
    },
    h("img", { src: `faces/${each.face}.svg`, alt: "", width: 28, height: 28 }),
    h("span", { class: "person-name" }, each.name),
    h("small", {}, say(`side.language.${each.language}`)),
    badge(each.unread),
  );
}

function conversation(name, label, place, unread, counts, deeds) {
  const isShown = place === name;
  return h(
    "button",
    {
      type: "button",
      class: `room wide${isShown ? " shown" : ""}${unread ? " unread" : ""}`,
      "aria-current": isShown ? "page" : null,
      "data-focus": `room/${name}`,
      "data-room": name,
      onclick: () => deeds.goTo(name),
    },
    h("span", { class: "room-name" }, label),
    counts && badge(unread),
  );
}

export const badge = (unread) => (unread ? h("span", { class: "badge", "aria-label": say("side.unread", { count: unread }) }, String(unread)) : null);

const SIGNS = { channel: "#", direct: "✉", things: "✓", behind: "⚙" };

// Above the tabs: how far one is, and what comes next.
export function drawStrip({ done, toSee, names }, deeds) {
  const next = nextOf(done);
  const how = next ? say(`things.${next}.${next in toSee ? "see" : "how"}`, names) : say("things.all");
  return h("button", { type: "button", class: "strip", "data-focus": "strip", onclick: () => deeds.goTo("things") }, h("b", {}, `${done.length}/${THINGS.length} ·`), h("span", {}, how));
}

export function drawTabs({ tab, unread }, deeds) {
  const one = (name, extra) =>
    h(
      "button",
      {
        type: "button",
        class: `tab${tab === name ? " shown" : ""}`,
        "aria-current": tab === name ? "page" : null,
        "data-focus": `tab/${name}`,
        "data-tab": name,
        onclick: () => deeds.goTo(name),
      },
      h("span", { class: "tab-sign", "aria-hidden": "true" }, SIGNS[name]),
      h("span", {}, say(`tab.${name}`)),
      extra,
    );
  return [one("channel"), one("direct", badge(unread)), one("things"), one("behind")];
}
