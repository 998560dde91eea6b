// What happened, in one plain line a chain: what set it off, and what came of it. Each unfolds into its events.

import { say } from "../basics/words.js";

// A chain begins with the clock or with a person, and has whatever follows until the next one begins.
export function chainsOf(links) {
  const chains = [];
  for (const link of links) {
    const begins = ["job", "person"].includes(link.kind) || chains.length === 0;
    if (begins) chains.push({ number: link.number, day: link.day, time: link.time, links: [] });
    chains.at(-1).links.push(link);
  }
  return chains;
}

export const isWrong = (chain) => chain.links.some((link) => link.ok === false);

// What went wrong in it, each kind once: unfolded, a chain says why.
export function whysOf({ links }) {
  const failed = links.filter((link) => link.ok === false);
  return ["store", "slack"].filter((kind) => failed.some((link) => link.kind === kind));
}

// By the number of their first event.
export const unfolded = new Set();

export const whysShown = (links) => chainsOf(links).filter((chain) => unfolded.has(chain.number)).flatMap(whysOf);

// A function has not gone well in which the store was silent, even where it said so to whoever asked.
export function isShaken(link, { links }) {
  if (link.kind !== "function") return false;
  const later = links.filter((each) => each.number > link.number);
  const end = later.findIndex((each) => !each.inside);
  return later.slice(0, end < 0 ? later.length : end).some((each) => each.kind === "store" && each.ok === false);
}

// people: their names by id.
export const toldIn = (chain, people) => [causeOf(chain.links[0], chain, people), ...effectsOf(chain)].join(" → ");

function causeOf(link, chain, people) {
  if (link.kind === "job") {
    const slot = link.name.match(/-(?:reminder|digest)-\d{4}-(?:.*-)?([a-z_]+)$/);
    return slot ? say("told.struck", { time: chain.time, place: placeNamed(slot[1]) }) : say("told.round", { time: chain.time });
  }
  if (link.kind !== "person") return say("told.before");
  const who = people[link.about] ?? link.about;
  const [kind] = link.name.split(" ");
  if (kind.startsWith("/")) return say("told.typed", { who, command: link.name });
  return say({ view_submission: "told.saved", block_actions: "told.pressed", view_closed: "told.closed" }[kind] ?? "told.opened", { who });
}

const placeNamed = (zone) => (zone === "tokyo" ? say("clock.zone") : zone.replace(/^./, (first) => first.toUpperCase()));

function effectsOf({ links }) {
  const done = (kind, name, about = /^/) => links.filter((link) => link.kind === kind && link.ok && name.test(link.name) && about.test(link.about));
  const asked = done("slack", /^chat.postMessage$/, / reminder:/).length;
  const isReminder = links[0].kind === "job" && links[0].name.includes("-reminder-");
  const told = [
    isReminder && say(["told.asked.none", "told.asked.one"][asked] ?? "told.asked.more", { count: asked }),
    done("store", /\/entries\//).length > 0 && say("told.noted"),
    done("slack", /^chat\./, / announcement:/).length > 0 && say("told.announced"),
    done("slack", /^chat\./, / digest:/).length > 0 && say("told.digest"),
    done("slack", /^views\.(open|push)$/).length > 0 && say("told.form"),
    done("function", /^sheet$/).length > 0 && say("told.sheet"),
  ].filter(Boolean);
  const failed = links.filter((link) => link.ok === false);
  if (failed.some((link) => link.kind === "store")) told.push(say("told.store_down"));
  const unanswered = failed.some((link) => link.kind === "slack");
  if (unanswered) told.push(say(links.at(-1).ok ? "told.lost_and_found" : "told.slack_failed"));
  return told;
}
