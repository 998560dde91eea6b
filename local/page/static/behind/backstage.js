// The third column: the twelve things to try, and the panels behind the scenes.

import { drawPanelTabs, drawRings, drawSwitches, fillChain } from "./behind.js";
import { h, show, stayAtEnd } from "../basics/dom.js";
import { focusOn } from "../basics/focus.js";
import { drawDocuments } from "./document.js";
import { drawSheet } from "./sheet.js";
import { drawThings, namesOf } from "./things.js";
import { say } from "../basics/words.js";

const open = { panel: "chain", thing: undefined, document: null };

export const openPanelName = () => open.panel;

export function backstage({ state }, deeds, redraw) {
  const place = document.getElementById("backstage");
  const language = state.language;
  show(place, language, () => [
    h("section", { class: "card card-things", id: "things", "aria-label": say("things.title") }),
    h(
      "section",
      { class: "card card-behind", id: "behind", "aria-label": say("behind.title") },
      h("h2", {}, say("behind.title")),
      h("div", { class: "panel-tabs", role: "tablist", "aria-label": say("behind.title") }),
      h("div", { class: "panel", id: "panel", role: "tabpanel", tabindex: "0" }),
    ),
  ]);
  const things = document.getElementById("things");
  const isNew = show(things, { done: state.things, toSee: state.to_see, names: namesOf(state.people), opened: open.thing, room: state.room_screen, language }, (it) =>
    drawThings(it, {
      explain: (name) => {
        open.thing = name === open.thing ? undefined : name;
        redraw();
      },
    }),
  );
  if (isNew) bringIntoSight(things, things.querySelector(".thing.open"));
  showPanel(place, state, deeds, redraw);
}

// Scrolls the list alone, and only where the thing is cut off.
function bringIntoSight(list, thing) {
  if (!thing) return;
  const [outer, inner] = [list, thing].map((each) => each.getBoundingClientRect());
  if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 30;
  else if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top + 30;
}

function showPanel(place, state, deeds, redraw) {
  const { language } = state;
  const panel = place.querySelector("#panel");
  const openPanel = (name, focus) => {
    open.panel = name;
    redraw();
    if (focus) focusOn(`panel/${name}`);
  };
  show(place.querySelector(".panel-tabs"), { panel: open.panel, language }, () => drawPanelTabs(open.panel, { openPanel }));
  panel.setAttribute("aria-labelledby", `panel-${open.panel}`);
  panel.dataset.panel = open.panel;
  if (open.panel === "chain") {
    show(panel, { chain: language }, () => stayAtEnd(h("ol", { class: "chain", tabindex: "0", "aria-label": say("behind.chain") })));
    fillChain(panel.querySelector(".chain"), state.chain, Object.fromEntries(state.people.map((each) => [each.id, each.name])), redraw);
  } else if (open.panel === "document") {
    const choose = (id) => {
      open.document = id;
      redraw();
    };
    show(panel, { documents: state.documents, chosen: open.document, language }, (it) => drawDocuments(it, { choose }));
  } else if (open.panel === "sheet") {
    show(panel, { sheet: state.sheet, language }, (it) => drawSheet(it.sheet, deeds));
  } else if (open.panel === "rings") {
    show(panel, { notified: state.notified, language }, (it) => drawRings(it.notified));
  } else {
    show(panel, { switches: state.switches, settled: state.settled, language }, (it) => drawSwitches(it, deeds));
  }
}
