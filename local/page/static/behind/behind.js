// Behind the scenes: the chain of events, who was notified, and the switches that make things go wrong.

import { fill, h, toEnd, whole } from "../basics/dom.js";
import { say } from "../basics/words.js";
import { chainsOf, isShaken, isWrong, toldIn, unfolded, whysOf } from "./chains.js";

export const PANELS = ["chain", "document", "sheet", "rings", "switches"];

export function drawPanelTabs(panel, deeds) {
  return PANELS.map((each) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `panel-${each}`,
        "aria-selected": String(each === panel),
        "aria-controls": "panel",
        tabindex: each === panel ? "0" : "-1",
        "data-focus": `panel/${each}`,
        onclick: () => deeds.openPanel(each),
        onkeydown: (event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (step) deeds.openPanel(PANELS[(PANELS.indexOf(each) + step + PANELS.length) % PANELS.length], true);
        },
      },
      say(`behind.${each}`),
    ),
  );
}

// unfold: told when somebody has unfolded a chain.
export function fillChain(list, links, people, unfold) {
  if (links.length === 0) {
    list.replaceChildren(h("li", { class: "empty" }, say("chain.empty")));
    return;
  }
  const chains = chainsOf(links).map((chain) => ({ ...chain, told: toldIn(chain, people) }));
  fill(list, chains, (chain) => chain.number, (chain) => drawChain(chain, unfold));
  if (list.atEnd !== false) toEnd(list);
}

// What was unfolded stays so when more comes into it.
function drawChain(chain, unfold) {
  const isOpen = unfolded.has(chain.number);
  const details = h(
    "details",
    { open: isOpen },
    h("summary", { class: isWrong(chain) ? "wrong" : "", "data-focus": `chain/${chain.number}` }, chain.told),
    whysOf(chain).map((kind) => h("p", { class: "why" }, say(`why.${kind}`))),
    h("ol", {}, withMoments(chain.links).map((item) => drawLink(item, chain))),
  );
  details.addEventListener("toggle", () => {
    const isNew = details.open && !unfolded.has(chain.number);
    unfolded[details.open ? "add" : "delete"](chain.number);
    if (!isNew) return;
    standAtTop(details);
    unfold();
  });
  return h("li", { class: "chain-told" }, details);
}

// What one has unfolded is read from its first line on.
function standAtTop(details) {
  const list = details.closest(".chain");
  list.atEnd = false;
  list.scrollTop += details.getBoundingClientRect().top - list.getBoundingClientRect().top - 2;
}

function withMoments(links) {
  const items = [];
  let moment = "";
  for (const link of links) {
    const now = `${link.day} ${link.time}`;
    if (now !== moment) items.push({ key: `at ${now} ${link.number}`, at: now });
    moment = now;
    items.push({ key: link.number, link });
  }
  return items;
}

function drawLink(item, chain) {
  if (item.at) return h("li", { class: "moment" }, item.at);
  const { link } = item;
  const state = link.ok === null ? "running" : link.ok && !isShaken(link, chain) ? "ok" : "failed";
  const wrong = state === "failed" && (link.error || (link.kind === "function" && !link.ok ? say("chain.again") : ""));
  return h(
    "li",
    { class: `link link-${link.kind} ${state}${link.inside ? " inside" : ""}` },
    h("span", { class: "dot", role: "img", "aria-label": say(`chain.${state}`) }),
    h("p", {}, h("span", { class: "link-kind" }, say(state === "failed" && link.kind === "store" ? "chain.store_failed" : `chain.${link.kind}`)), " ", h("code", {}, whole(link.name)), link.about && h("small", {}, " ", whole(link.about)), wrong && h("em", {}, ` ${wrong}`)),
    link.ms !== null && h("span", { class: "link-ms" }, `${link.ms} ms`),
  );
}

export function drawRings(notified) {
  return [
    h("p", { class: "note" }, say("rings.since")),
    ...notified.map((each) =>
      h(
        "section",
        { class: "rings" },
        h(
          "h3",
          {},
          h("img", { src: `faces/${each.face}.svg`, alt: "", width: 24, height: 24 }),
          each.name,
          h("span", { class: "tally" }, each.rang.length ? say("rings.count", { count: each.rang.length }) : say("rings.none")),
        ),
        each.rang.map((ring) => h("p", { class: "phone", lang: each.language }, h("b", {}, "Furikaeri"), h("time", {}, `${ring.at.day} ${ring.at.time}`), h("span", {}, ring.line))),
      ),
    ),
  ];
}

export function drawSwitches({ switches, settled }, deeds) {
  const one = (name) =>
    h(
      "div",
      { class: "switch" },
      h("button", {
        type: "button",
        role: "switch",
        id: `switch-${name}`,
        "aria-checked": String(switches[name]),
        "aria-labelledby": `label-${name}`,
        "aria-describedby": `about-${name}`,
        "data-focus": `switch/${name}`,
        onclick: () => deeds.switchTo(name, !switches[name]),
      }),
      h("label", { id: `label-${name}`, for: `switch-${name}` }, say(`switch.${name}`)),
      h("p", { id: `about-${name}` }, say(`switch.${name}.how`)),
    );
  return [...Object.keys(switches).map(one), !settled && h("p", { class: "note waiting", role: "status" }, say("switch.waiting"))].filter(Boolean);
}
