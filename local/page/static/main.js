// Where it begins: asks for the state, draws it, and does what people do. The server tells when to look again.

import * as api from "./basics/api.js";
import { answerNo, askFirst } from "./basics/dialog.js";
import { show } from "./basics/dom.js";
import { focusOn, keepFocus } from "./basics/focus.js";
import { showStage } from "./stage.js";
import { leaveForm, showModal } from "./slack/modal.js";
import { drawSidebar, drawStrip, drawTabs } from "./sidebar.js";
import { tell } from "./told.js";
import { drawTop, showBanner } from "./top.js";
import * as way from "./way.js";
import { namesOf } from "./behind/things.js";
import { backstage, openPanelName } from "./behind/backstage.js";
import { whysShown } from "./behind/chains.js";
import { loadWords, say, slackSays, speak } from "./basics/words.js";

const at = (id) => document.getElementById(id);
const here = { user: "U1", tab: "channel", place: "channel", thread: null, going: false, state: null, telling: 0 };

const deeds = {
  become: (user) => look({ user, thread: null }).then(() => here.place === "home" && act({ do: "open_home" })),
  goTo: (tab) => look({ tab, thread: null, ...(["channel", "direct"].includes(tab) ? { place: tab } : {}) }),
  openHome: () => look({ tab: "direct", place: "home", thread: null }).then(() => act({ do: "open_home" })),
  openThread: (message) => look({ thread: message.ts }).then(() => focusOn("thread-close")),
  closeThread: () => {
    const { thread } = here;
    look({ thread: null }).then(() => focusOn(`thread/${thread}`));
  },
  press: (message, block, element, option) => {
    if (element.url) follow(element.url);
    const { ts, channel, ephemeral } = message;
    return act({ do: "press", ts, channel, ephemeral, block: block.block_id, action: element.action_id, option });
  },
  react: (message, emoji) => act({ do: "react", ts: message.ts, channel: message.channel, emoji }),
  keep: (message) => act({ do: "keep", ts: message.ts, channel: message.channel }),
  shortcut: () => act({ do: "shortcut" }),
  say: (channel, text, thread) => {
    if (!text.startsWith("/")) return act({ do: "say", channel, text, thread });
    if (thread) return slackSays("not_in_thread");
    return text.split(/\s/)[0] === "/kpt" ? act({ do: "command", channel, text }) : slackSays("no_such_command");
  },
  submit: (view, typed) => act({ do: "submit", view: view.id, typed }),
  typed: (view, typed) => act({ do: "type", view: view.id, typed }),
  close: (view) => act({ do: "close", view: view.id }),
  select: (view, typed, block) => act({ do: "select", view: view.id, typed, block: block.block_id }),
  pressInHome: (block, element, option) => act({ do: "press_in_home", block: block.block_id, action: element.action_id, option }),
  pressInView: (view, typed, block, element, option) =>
    act({ do: "press_in_view", view: view.id, typed, block: block.block_id, action: element.action_id, option }),
  touchSheet: (name) => api.touchSheet(name).then(() => look({})),
  switchTo: (name, on) => api.switchTo(name, on),
  async turn() {
    if (here.going) return;
    here.going = true;
    draw();
    await api.turn();
    here.going = false;
    await look({});
  },
  async otherLanguage() {
    const asked = { title: say("language.title"), text: say("language.text"), yes: say("language.ok"), no: say("dialog.no") };
    if (await askFirst(asked)) begin(here.state.language === "ja" ? "en" : "ja");
  },
  async startOver() {
    const asked = { title: say("over.title"), text: say("over.text"), yes: say("over.ok"), no: say("dialog.no"), danger: true };
    if (await askFirst(asked)) begin(here.state.language);
  },
};

async function begin(language) {
  const answer = await api.startOver(language);
  Object.assign(here, { user: "U1", tab: "channel", place: "channel", thread: null });
  tellAddress(answer.language);
  await look({});
}

const tellAddress = (language) => history.replaceState(history.state, "", `?lang=${language}`);

async function act(wish) {
  const answer = await api.act({ as: here.user, ...wish });
  const trouble = answer.troubles?.length ? "timeout" : { message_gone: "message_gone", view_gone: "view_gone" }[answer.refused];
  tell(trouble ? slackSays(trouble) : "");
  await look({});
}

// A link into the workspace leads to the message, here.
function follow(url) {
  const ts = url.match(/\/p(\d+)(\d{6})/);
  if (!ts) return;
  look({ tab: "channel", place: "channel", thread: null }).then(() => {
    const message = document.getElementById(`m${ts[1]}.${ts[2]}`);
    message?.scrollIntoView({ block: "center" });
    message?.classList.add("found");
  });
}

// Take up a change of place, fetch the state and draw it. What comes too late, after another fetch, is dropped.
async function look(change) {
  Object.assign(here, change);
  way.went(here);
  const number = ++here.telling;
  const state = await api.state(here.user);
  if (number !== here.telling || state.refused) return;
  here.state = state;
  speak(state.language, state.screen.language);
  draw();
  const room = here.place === "home" ? null : state.screen[here.place];
  if (room?.unread && isSeen()) api.hasRead(here.user, room.id);
}

const wide = matchMedia("(min-width: 900px)");
const wider = matchMedia("(min-width: 1500px)"); // a thread stands beside its channel
const isSeen = () => wide.matches || here.tab === here.place;

function draw() {
  const { state } = here;
  if (!state) return;
  const { screen, people, clock } = state;
  document.title = say("page.title");
  at("skip").textContent = say("page.skip");
  document.body.dataset.tab = here.tab;
  keepFocus(() => {
    show(at("top"), { clock, going: here.going, language: state.language }, (it) => drawTop(it, deeds));
    const side = { people, room: state.room_screen, screen: { user: screen.user, channel: { ...screen.channel, messages: 0 }, direct: { ...screen.direct, messages: 0 } } };
    show(at("side"), { ...side, place: here.place === "home" ? "direct" : here.place, language: [state.language, screen.language] }, (it) => drawSidebar(it, deeds));
    show(at("strip"), { done: state.things, toSee: state.to_see, names: namesOf(people), language: state.language }, (it) => drawStrip(it, deeds));
    show(at("tabs"), { tab: here.tab, unread: screen.direct.unread, language: state.language }, (it) => drawTabs(it, deeds));
    showBanner(clock);
    showStage(here, deeds);
    backstage(here, deeds, draw);
  });
  tellWhatIsSeen(state);
  const { submit, close, typed, select } = deeds;
  way.formIs(screen.views.length > 0, here);
  showModal(screen.views, { submit, close, typed, select, press: deeds.pressInView, people: screen.people });
  leaveOutWhatIsCovered(screen.views.length > 0);
}

// What lies under a form or a thread is not to be reached by Tab either. What stands beside it is: behind the scenes, and
// a phone's tabs.
function leaveOutWhatIsCovered(hasForm) {
  const onScreen = hasForm && (wide.matches || here.tab === here.place || here.place === "home");
  for (const name of ["side", "thread"]) at(name).inert = onScreen;
  at("main").inert = onScreen || !(at("thread").hidden || wider.matches);
  for (const name of ["top", "strip"]) at(name).inert = onScreen && !wide.matches;
}

// A thing ticks when it was seen: what it is to be seen in is drawn, on the screen that shows.
function tellWhatIsSeen({ to_see: toSee, chain }) {
  const shown = new Set(["page"]);
  if (wide.matches || here.tab === "behind") {
    shown.add(`panel/${openPanelName()}`);
    if (openPanelName() === "chain") whysShown(chain).forEach((why) => shown.add(`why/${why}`));
  }
  if (here.thread && isSeen()) shown.add(`thread/${here.thread}`);
  if (here.place === "channel" && isSeen()) shown.add("channel");
  if (here.place === "direct" && isSeen()) shown.add(`direct/${here.user}`);
  const seen = Object.keys(toSee).filter((name) => toSee[name].split(" ").some((sight) => shown.has(sight)));
  if (seen.length > 0) api.hasSeen(seen);
}

async function start() {
  await loadWords();
  const wanted = new URLSearchParams(location.search).get("lang");
  const browser = navigator.language.startsWith("ja") ? "ja" : "en";
  const language = ["ja", "en"].includes(wanted) ? wanted : browser;
  speak(language, language);
  at("loading").textContent = say("page.loading");
  const answer = await api.arrive(language);
  way.begin(here);
  await look({});
  way.listen({ goTo: look, leaveForm, answerNo });
  for (const width of [wide, wider]) width.addEventListener("change", draw);
  addEventListener("keydown", (event) => {
    const isFree = !event.defaultPrevented && !event.isComposing && at("dialog").hidden;
    if (event.key === "Escape" && isFree) leaveForm();
  });
  if (wanted && answer.language !== language) deeds.otherLanguage();
  let waiting = false;
  api.listen({
    changed() {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        look({});
      });
    },
    lost: () => tell(say("page.lost")),
    async back() {
      tell("");
      await api.arrive(here.state.language);
      look({});
    },
  });
}

start();
