// The app's Home tab, as it was published for the person whose screen it is; and the way between it and the messages.

import { drawBlocks } from "./blocks.js";
import { h, show } from "../basics/dom.js";
import { drawInput } from "./inputs.js";
import { personLanguage, slackSays } from "../basics/words.js";

// deeds: pressInHome(block, element, option); people: whom a list of people offers.
export function homeFrame(heading) {
  const body = h("div", { class: "home", tabindex: "0", role: "region", "aria-label": slackSays("home") });
  const frame = h("div", { class: "conversation" }, h("header", { class: "conversation-head" }, heading.nodes), body);
  frame.body = body;
  return frame;
}

export function fillHome(frame, view, deeds) {
  show(frame.body, { id: view?.id, hash: view?.hash, language: personLanguage() }, () =>
    view ? drawBlocks(view.blocks, hands(view, deeds)) : h("p", { class: "gone" }, slackSays("home_empty")),
  );
}

function hands(view, deeds) {
  const value = (block, element) => view.values.find((each) => each.block === block.block_id && each.action === element.action_id)?.value;
  const input = (block) =>
    drawInput(block, {
      id: `in-${view.id}-${block.block_id}`,
      name: `${view.id}/${block.block_id}/${block.element.action_id}`,
      value: value(block, block.element) ?? "",
      people: deeds.people,
      typing: () => {},
      typed: (chosen) => deeds.pressInHome(block, block.element, chosen),
    });
  return { name: view.id, use: deeds.pressInHome, value, input, people: deeds.people };
}

// Home and messages, side by side as in Slack.
export function appTabs(place, deeds) {
  const one = (name, label, go) =>
    h(
      "button",
      { type: "button", class: `app-tab${place === name ? " shown" : ""}`, "aria-current": place === name ? "page" : null, "data-focus": `app/${name}`, "data-app": name, onclick: go },
      label,
    );
  return h("nav", { class: "app-tabs", "aria-label": "Furikaeri" }, one("home", slackSays("home"), deeds.openHome), one("direct", slackSays("messages"), () => deeds.goTo("direct")));
}
