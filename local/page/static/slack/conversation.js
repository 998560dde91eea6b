// The channel, the direct messages and a thread: a list of messages, and a field to write in.

import { fill, h, stayAtEnd, toEnd } from "../basics/dom.js";
import { moveByArrows, rove } from "../basics/focus.js";
import { count, drawMessage } from "./message.js";
import { personLanguage, slackSays } from "../basics/words.js";

const COMMANDS = ["", "setup", "week", "schedule", "doctor", "my-data", "help", "stop", "start"];

const drafts = new Map(); // what was typed and not sent, by conversation and person

// A frame that is drawn once, and whose list is filled anew: scroll position and what is being typed stay.
export function conversationFrame(heading, deeds, { draft, thread = false, commands = true }) {
  const list = stayAtEnd(h("div", { class: "messages", role: "log", "aria-live": "off", tabindex: "0", "aria-label": heading.label }));
  moveByArrows(list);
  const frame = h(
    "div",
    { class: "conversation" },
    h("header", { class: "conversation-head" }, heading.nodes),
    list,
    composer(deeds, { placeholder: heading.placeholder, draft, thread, commands }),
  );
  frame.list = list;
  return frame;
}

export function fillMessages(frame, messages, deeds, { inThread = false } = {}) {
  const { list } = frame;
  fill(list, inThread ? asThread(messages) : withDays(messages), (item) => item.key, (item) => drawItem(item, deeds, inThread));
  rove(list);
  if (list.atEnd) toEnd(list);
}

function asThread([parent, ...replies]) {
  const language = personLanguage();
  const item = (message) => ({ key: message.ts, message, language });
  return [item(parent), { key: "replies", count: replies.length, language }, ...replies.map(item)];
}

function withDays(messages) {
  const language = personLanguage();
  const items = [];
  let day = "";
  for (const message of messages) {
    if (message.day !== day) items.push({ key: `day ${message.day} ${language}`, day: message.day });
    day = message.day;
    items.push({ key: `${message.ts}${message.ephemeral ? " only" : ""}`, message, language });
  }
  return items;
}

function drawItem(item, deeds, inThread) {
  if (item.day) return h("h2", { class: "day" }, h("span", {}, item.day));
  if (!item.message) return h("p", { class: "reply-count" }, item.count ? count(item.count) : "");
  return drawMessage(item.message, deeds, { inThread });
}

// Enter sends, Shift and Enter break the line; "/" shows the commands that there are.
function composer(deeds, { placeholder, draft, thread, commands }) {
  const hints = h("div", { class: "hints", role: "listbox", "aria-label": slackSays("commands"), hidden: true });
  const field = h("textarea", { rows: 1, placeholder, "aria-label": placeholder, "data-focus": `composer${thread}` });
  field.value = drafts.get(draft) ?? "";
  const trouble = h("p", { class: "composer-trouble", role: "alert", hidden: true });

  async function send() {
    const text = field.value.trim();
    if (!text) return;
    const refused = await deeds.send(text);
    trouble.hidden = !refused;
    trouble.textContent = refused ?? "";
    if (!refused) drafts.delete(draft);
    if (!refused) field.value = "";
    offer();
  }

  function offer() {
    const typed = field.value;
    const fitting = commands && typed.startsWith("/") ? COMMANDS.filter((word) => `/kpt ${word}`.startsWith(typed.trimEnd())) : [];
    hints.replaceChildren(...fitting.map(hint));
    hints.hidden = fitting.length === 0;
  }

  function hint(word) {
    const command = `/kpt ${word}`.trim();
    const about = slackSays(word ? `command.${word}` : "command");
    const take = () => {
      field.value = command;
      send();
      field.focus();
    };
    return h("button", { type: "button", role: "option", class: "hint", onclick: take }, h("b", {}, command), h("span", {}, about));
  }

  field.addEventListener("input", () => {
    drafts.set(draft, field.value);
    offer();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
    if (event.key === "Escape" && !hints.hidden) {
      event.preventDefault();
      hints.hidden = true;
    }
  });
  const name = slackSays("shortcut_name");
  const shortcut = !thread && h("button", { type: "button", class: "send short", "aria-label": name, title: name, "data-focus": "shortcut-short", onclick: deeds.shortcut }, "⚡");
  const submit = h("button", { type: "button", class: "send", "aria-label": slackSays("send"), onclick: send }, "➤");
  return h("div", { class: "composer" }, hints, trouble, h("div", { class: "composer-field" }, shortcut, field, submit));
}
