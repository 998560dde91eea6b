// All panels of one case, each drawn by the page's own code. The case is named in the address: panels.html?ja-wide

import { drawBlocks, wordsOf } from "../../page/static/slack/blocks.js";
import { drawDialog } from "../../page/static/basics/dialog.js";
import { h } from "../../page/static/basics/dom.js";
import { fillHome, homeFrame } from "../../page/static/slack/home.js";
import { drawMessage, firstLine } from "../../page/static/slack/message.js";
import { drawModal } from "../../page/static/slack/modal.js";
import { textObject } from "../../page/static/slack/rich.js";
import { learn, speak } from "../../page/static/basics/words.js";

const nothing = () => {};
const deeds = (people) => ({
  user: "U1",
  people,
  press: nothing,
  react: nothing,
  openThread: nothing,
  submit: nothing,
  close: nothing,
  typed: nothing,
  select: nothing,
  pressInHome: nothing,
});

function drawPanel(panel, does) {
  return h("section", { class: "panel-of", id: panel.name }, h("h3", {}, panel.title), h("div", { class: "sheet" }, drawn(panel, does)));
}

function drawn(panel, does) {
  if (panel.message) return [drawMessage(panel.message, does), lockScreen(panel.message), asides(panel.message.blocks)];
  if (panel.form) return [h("div", { class: "over-slack" }, drawModal(panel.form, false, does)), asides(panel.form.blocks)];
  const frame = homeFrame({ nodes: [h("h1", {}, "Furikaeri")] });
  fillHome(frame, panel.home, does);
  return [frame, asides(panel.home.blocks)];
}

// What a locked phone shows, and a reader says first.
function lockScreen(message) {
  return message.ephemeral ? null : h("p", { class: "lock" }, h("span", { "aria-hidden": "true" }, "🔔 "), firstLine(message));
}

// What is seen only after a click: what a button asks first, what stands in its menu.
function asides(blocks) {
  const elements = blocks.flatMap((block) => [block.accessory, ...(block.elements ?? [])]).filter(Boolean);
  const menus = elements.filter((each) => each.type === "overflow");
  const asking = elements.filter((each) => each.confirm);
  return [
    menus.map((each) => h("p", { class: "lock" }, "⋯ ", each.options.map((option) => textObject(option.text)).join(" / "))),
    asking.map((each) => h("div", { class: "aside" }, drawDialog(wordsOf(each.confirm), nothing))),
  ];
}

function showGallery({ language, rooms, people }) {
  speak(language, language);
  const does = deeds(people);
  document.getElementById("rooms").append(...rooms.map((room) => h("a", { href: `#${room.name}` }, room.title)));
  const drawRoom = (room) => h("section", { class: "room-of", id: room.name }, h("h2", { lang: "en" }, room.title), room.panels.map((each) => drawPanel(each, does)));
  document.getElementById("panels").append(...rooms.map(drawRoom));
  document.body.dataset.shown = language;
}

Object.entries(globalThis.WORDS).forEach(([language, sentences]) => learn(language, sentences));
const asked = location.search.slice(1);
const name = /^(ja|en)-(narrow|wide)$/.test(asked) ? asked : "en-narrow";
document.head.append(h("script", { src: `${name}.js`, onload: () => showGallery(globalThis.GALLERY) }));
