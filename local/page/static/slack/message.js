// One message: who, when, its blocks, reactions, and the way into its thread.

import { h } from "../basics/dom.js";
import { drawBlocks } from "./blocks.js";
import { emoji } from "./emoji.js";
import { openMenu } from "./menu.js";
import { mrkdwn, unbroken } from "./rich.js";
import { slackSays } from "../basics/words.js";

// deeds: press(message, block, element, option), react(message, emoji), openThread(message), keep(message) or none.
export function drawMessage(message, deeds, { inThread = false } = {}) {
  const hands = {
    name: `${message.channel}/${message.ts}`,
    use: (block, element, option) => deeds.press(message, block, element, option),
  };
  const body = message.gone
    ? h("p", { class: "gone" }, slackSays("gone"))
    : message.blocks.length
      ? drawBlocks(message.blocks, hands)
      : h("div", { class: "rich said" }, unbroken(mrkdwn(message.text)));
  return h(
    "article",
    { lang: languageOf(message.text), class: `message${message.ephemeral ? " ephemeral" : ""}`, id: `m${message.ts}${inThread ? "t" : ""}`, "aria-label": spoken(message) },
    h("img", { class: "face", src: `faces/${message.face}.svg`, alt: "", width: 36, height: 36 }),
    h(
      "div",
      { class: "message-body" },
      message.ephemeral && h("p", { class: "only-you" }, eye(), slackSays("only_you")),
      h("header", {}, h("b", {}, message.name), message.app && h("span", { class: "app-mark" }, slackSays("app")), h("time", {}, message.time), menu(message, deeds)),
      body,
      message.reactions.length > 0 && reactions(message, deeds),
      !inThread && message.replies.length > 0 && threadLink(message, deeds),
    ),
  );
}

// The one entry of a message's menu that the app has. Nobody keeps what only they see, or what is gone.
function menu(message, deeds) {
  if (!deeds.keep || message.ephemeral || message.gone) return null;
  const name = `keep/${message.channel}/${message.ts}`;
  const keep = { text: slackSays("keep"), choose: () => deeds.keep(message) };
  return [
    h("button", { type: "button", class: "message-menu wordy", "data-focus": name, onclick: keep.choose }, keep.text),
    h("button", { type: "button", class: "message-menu short", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": slackSays("more"), "data-focus": `more/${name}`, onclick: (event) => openMenu(event.currentTarget, [keep]) }, "⋮"),
  ];
}

const spoken = (message) => `${message.name} ${message.day} ${message.time}`;

// A team writes in its own language, whoever looks: for line breaks, glyphs and voices it has to be said.
const languageOf = (text) => (/[\u3040-\u30ff\u4e00-\u9fff]/.test(text) ? "ja" : "en");

export const firstLine = (message) => message.text.split("\n")[0].replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

function reactions(message, deeds) {
  const one = (each) =>
    h(
      "button",
      {
        type: "button",
        class: `reaction${each.users.includes(deeds.user) ? " mine" : ""}`,
        "aria-pressed": String(each.users.includes(deeds.user)),
        title: slackSays("reacted", { names: each.by.join(", "), emoji: each.emoji }),
        "data-focus": `${message.ts}/${each.emoji}`,
        onclick: () => deeds.react(message, each.emoji),
      },
      h("span", { class: "emoji" }, emoji(each.emoji)),
      h("span", {}, String(each.users.length)),
      h("span", { class: "unseen" }, slackSays("reacted", { names: each.by.join(", "), emoji: each.emoji })),
    );
  return h("div", { class: "reactions" }, message.reactions.map(one));
}

function threadLink(message, deeds) {
  const faces = [...new Set(message.replies.map((reply) => reply.face))].slice(0, 3);
  return h(
    "button",
    { type: "button", class: "thread-link", "data-focus": `thread/${message.ts}`, onclick: () => deeds.openThread(message) },
    faces.map((face) => h("img", { src: `faces/${face}.svg`, alt: "", width: 22, height: 22 })),
    h("span", {}, count(message.replies.length)),
  );
}

// English counts one reply otherwise.
export const count = (replies) => slackSays("replies", { count: replies }).replace(/^1 replies$/, "1 reply");

function eye() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M1 10s3.500-6 9-6 9 6 9 6-3.500 6-9 6-9-6-9-6zm9 3.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z");
  svg.append(path);
  return svg;
}
