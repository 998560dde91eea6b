// Texts: rich_text as Slack draws it, plain_text, and the mrkdwn of a message without blocks.

import { h } from "../basics/dom.js";
import { emoji } from "./emoji.js";

export function richText(block) {
  return h("div", { class: "rich" }, block.elements.map(part));
}

function part(each) {
  if (each.type === "rich_text_list") {
    return h(each.style === "ordered" ? "ol" : "ul", {}, each.elements.map((item) => h("li", {}, inlines(item))));
  }
  const tags = { rich_text_quote: "blockquote", rich_text_preformatted: "pre" };
  return h(tags[each.type] ?? "div", { class: "rich-section" }, inlines(each));
}

const inlines = (section) => section.elements.map(inline);

function inline(each) {
  if (each.type === "link") return link(each.url, each.text || each.url);
  if (each.type === "emoji") return h("span", { class: "emoji", role: "img", "aria-label": each.name }, emoji(each.name));
  if (each.type !== "text") return `:${each.type}:`;
  const style = each.style ?? {};
  let node = unbroken(each.text);
  if (style.bold) node = h("b", {}, node);
  if (style.italic) node = h("i", {}, node);
  if (style.strike) node = h("s", {}, node);
  if (style.code) node = h("code", {}, node);
  return node;
}

export const link = (url, text) => h("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, text);

// A text object. Only our own sentences say emoji: true; ":tada:" that somebody typed stays as it is.
export function textObject(text) {
  if (text.type === "mrkdwn") return mrkdwn(text.text);
  return text.emoji ? named(text.text) : text.text;
}

// The name of a channel stays on one line, as Slack draws it: "#ops-team" has a hyphen, at which a browser would break.
export const unbroken = (text) =>
  [text].flat().flatMap((part) => (typeof part === "string" ? part.split(/(#[\p{L}\p{N}_-]+)/u).map(channelOrText) : part));

// One that is longer than a line breaks within its sentence, and what follows goes on behind it.
const LINE = 28;
const columns = (name) => name.length + name.replace(/[ -~]/g, "").length;
const channelOrText = (text, place) => (place % 2 ? h("span", { class: `channel-name${columns(text) > LINE ? " long" : ""}` }, text) : text);

const named = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name));

// What a person typed, or a message's text without blocks: links shown, entities decoded, all else as it is.
export function mrkdwn(text) {
  const decode = (part) => part.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  return text.split(/(<https?:[^<>]+>|https?:\/\/[^\s<>]+)/).map((each) => {
    if (!/^<?https?:/.test(each)) return named(decode(each));
    const [url, label] = each.replace(/^<|>$/g, "").split("|");
    return link(decode(url), decode(label ?? url));
  });
}
