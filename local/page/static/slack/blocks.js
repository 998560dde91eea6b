// Block Kit: every block and element that the app sends. One that is not known is said so, for a test to find.

import { h } from "../basics/dom.js";
import { drawChoice, initialChoice, isChoice } from "./choices.js";
import { askFirst } from "../basics/dialog.js";
import { openMenu } from "./menu.js";
import { richText, textObject, unbroken } from "./rich.js";
import { slackSays } from "../basics/words.js";

// hands.use(block, element, option): somebody used an element. hands.name: of what the elements are, for the focus.
// Of a view also hands.input(block), which draws an input, hands.value(block, element), and the people to choose from.
export function drawBlocks(blocks, hands) {
  return blocks.map((block) => h("div", { class: `block block-${block.type}` }, drawBlock(block, hands)));
}

function drawBlock(block, hands) {
  switch (block.type) {
    case "rich_text":
      return richText(block);
    case "section":
      return section(block, hands);
    case "context":
      return block.elements.map((each) => (each.type === "image" ? image(each, "tiny") : h("span", {}, unbroken(textObject(each)))));
    case "actions":
      return block.elements.map((element) => drawElement(block, element, hands));
    case "input":
      return hands.input(block);
    case "header":
      return h("h3", {}, unbroken(textObject(block.text)));
    case "divider":
      return h("hr");
    case "image":
      return image(block, "large");
    default:
      return unknown(block);
  }
}

function section(block, hands) {
  const texts = [block.text, ...(block.fields ?? [])].filter(Boolean).map((text) => h("p", {}, unbroken(textObject(text))));
  const accessory = block.accessory && h("div", { class: "accessory" }, drawElement(block, block.accessory, hands));
  return [h("div", { class: "section-text" }, texts), accessory];
}

export function drawElement(block, element, hands) {
  switch (element.type) {
    case "button":
      return button(block, element, hands);
    case "overflow":
      return overflow(block, element, hands);
    case "image":
      return image(element, "medium");
    default:
      return isChoice(element) ? choice(block, element, hands) : unknown(element);
  }
}

const focusName = (hands, block, element) => `${hands.name}/${block.block_id}/${element.action_id}`;

function button(block, element, hands) {
  const use = async (event) => {
    const pressed = event.currentTarget;
    if (pressed.ariaBusy === "true") return; // Slack takes its time: once is enough
    if (element.confirm && !(await asks(element.confirm))) return;
    pressed.ariaBusy = "true";
    await hands.use(block, element);
    pressed.ariaBusy = null;
  };
  const leads = leadsOut(element);
  return h(
    leads ? "a" : "button",
    {
      ...(leads ? { href: element.url, target: "_blank", rel: "noopener noreferrer" } : { type: "button" }),
      class: `button ${element.style ?? ""}`,
      "data-focus": focusName(hands, block, element),
      "data-action": element.action_id,
      "aria-label": element.accessibility_label,
      onclick: use,
    },
    textObject(element.text),
  );
}

// A link into the workspace leads to a message, here; any other opens as in Slack, and Slack tells the app of it, too.
const leadsOut = (element) => /^https?:/.test(element.url ?? "") && !/\/p\d{16}/.test(element.url);

const asks = (confirm) => askFirst(wordsOf(confirm));

export const wordsOf = (confirm) => ({
  title: textObject(confirm.title),
  text: textObject(confirm.text),
  yes: textObject(confirm.confirm),
  no: textObject(confirm.deny),
  danger: confirm.style === "danger",
});

function overflow(block, element, hands) {
  const choose = async (option) => {
    if (element.confirm && !(await asks(element.confirm))) return;
    hands.use(block, element, option.value);
  };
  const options = element.options.map((option) => ({ text: textObject(option.text), choose: () => choose(option) }));
  return h(
    "button",
    {
      type: "button",
      class: "button more",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": slackSays("more"),
      "data-focus": focusName(hands, block, element),
      "data-action": element.action_id,
      onclick: (event) => openMenu(event.currentTarget, options),
    },
    "⋯",
  );
}

// A menu that shows no choice at the start is one of things to do: it goes back to its placeholder.
function choice(block, element, hands) {
  const initial = initialChoice(element);
  const resets = element.type === "static_select" && !initial;
  return drawChoice(element, {
    name: focusName(hands, block, element),
    value: resets ? "" : (hands.value?.(block, element) ?? initial),
    people: hands.people ?? [],
    label: block.text?.text,
    resets,
    choose: async (value) => {
      if (element.confirm && !(await asks(element.confirm))) return;
      hands.use(block, element, value === "" ? null : value);
    },
  });
}

// Pictures are on this machine: only the path counts, so that another port or name finds them too.
function image(element, size) {
  const { pathname } = new URL(element.image_url);
  return h("img", { class: `picture ${size}`, src: pathname.slice(1), alt: element.alt_text });
}

const unknown = (part) => h("mark", { class: "unknown" }, `unknown: ${part.type}`);
