// The middle: the conversation that is open, the thread beside it, and the line on the lock screen.

import { conversationFrame, fillMessages } from "./slack/conversation.js";
import { h, show } from "./basics/dom.js";
import { appTabs, fillHome, homeFrame } from "./slack/home.js";
import { firstLine } from "./slack/message.js";
import { personLanguage, slackSays } from "./basics/words.js";

const at = (id) => document.getElementById(id);
let frame = null;
let thread = null;
const newest = new Map(); // the last message that was told, by conversation

export function showStage(here, deeds) {
  const { state, place } = here;
  if (place === "home") return showHome(here, deeds);
  const room = state.screen[place];
  const language = personLanguage();
  const acts = messageDeeds(here, deeds, room);
  const name = `${place} ${room.id} ${here.user} ${language}`;
  if (frame?.name !== name) {
    frame = conversationFrame(heading(place, room, state.screen.has_home, deeds), acts, { draft: `${place} ${here.user}` });
    putInPlace(name);
  }
  fillMessages(frame, room.messages, acts);
  announce(room);
  showNotice(here, deeds);
  showThread(here, room, acts, deeds);
}

function putInPlace(name) {
  frame.name = name;
  at("main").replaceChildren(h("div", { class: "notice-place" }), frame);
  at("main").lang = personLanguage();
}

function showHome(here, deeds) {
  const { screen } = here.state;
  const name = `home ${screen.user} ${personLanguage()}`;
  if (frame?.name !== name) {
    frame = homeFrame(appHeading([appTabs("home", deeds)]));
    putInPlace(name);
  }
  fillHome(frame, screen.home, { pressInHome: deeds.pressInHome, people: screen.people });
  showNotice(here, deeds);
  showThread(here, { messages: [] }, {}, deeds);
}

const messageDeeds = (here, deeds, room) => ({
  user: here.user,
  press: deeds.press,
  react: deeds.react,
  keep: deeds.keep,
  openThread: deeds.openThread,
  shortcut: deeds.shortcut,
  send: (text) => deeds.say(room.id, text),
});

const appHeading = (more) => ({
  nodes: [h("h1", {}, "Furikaeri"), h("span", { class: "app-mark" }, slackSays("app")), more],
  label: "Furikaeri",
  placeholder: slackSays("message", { where: "Furikaeri" }),
});

function heading(place, room, hasHome, deeds) {
  if (place === "direct") return appHeading([hasHome && appTabs("direct", deeds), h("p", {}, slackSays("direct_about"))]);
  const nodes = [h("h1", {}, `# ${room.name}`), h("p", {}, `${room.members} ${slackSays("members")}`)];
  return { nodes, label: `#${room.name}`, placeholder: slackSays("message", { where: `#${room.name}` }) };
}

// Screen readers hear what came into the conversation that is open.
function announce(room) {
  const last = room.messages[room.messages.length - 1];
  const before = newest.get(room.id);
  newest.set(room.id, last?.ts);
  if (last && before && last.ts > before) {
    at("live").lang = personLanguage();
    at("live").textContent = slackSays("new", { name: last.name, text: firstLine(last) });
  }
}

// As long as the direct message is unseen, its first line lies on the phone's lock screen.
function showNotice(here, deeds) {
  const { screen } = here.state;
  const place = at("main").querySelector(".notice-place");
  const notice = here.place !== "direct" && screen.direct.unread ? screen.notice : null;
  show(place, { notice, language: personLanguage() }, () =>
    notice
      ? h(
          "button",
          { type: "button", class: "notice", "data-focus": "notice", onclick: () => deeds.goTo("direct") },
          h("img", { src: "faces/furikaeri.svg", alt: "", width: 32, height: 32 }),
          h("span", { class: "notice-text" }, h("span", { class: "unseen" }, slackSays("notification")), h("b", {}, "Furikaeri"), h("span", {}, notice.line)),
          h("time", {}, notice.time),
        )
      : [],
  );
}

function showThread(here, room, acts, deeds) {
  const parent = here.thread && room.messages.find((message) => message.ts === here.thread);
  at("thread").hidden = !parent;
  document.body.classList.toggle("with-thread", Boolean(parent));
  if (!parent) {
    thread = null;
    at("thread").replaceChildren();
    return;
  }
  const name = `${room.id} ${parent.ts} ${personLanguage()}`;
  const threadActs = { ...acts, send: (text) => deeds.say(room.id, text, parent.ts) };
  const isNew = thread?.name !== name;
  if (isNew) {
    thread = conversationFrame(threadHeading(room, deeds), threadActs, { draft: `${parent.ts} ${here.user}`, thread: true, commands: false });
    thread.name = name;
    at("thread").lang = personLanguage();
    at("thread").replaceChildren(thread);
  }
  fillMessages(thread, [parent, ...parent.replies], threadActs, { inThread: true });
  if (!isNew) return;
  thread.list.atEnd = !parent.app;
  thread.list.scrollTop = parent.app ? 0 : thread.list.scrollHeight;
}

function threadHeading(room, deeds) {
  const close = h("button", { type: "button", class: "icon", "aria-label": slackSays("close"), "data-focus": "thread-close", onclick: deeds.closeThread }, "×");
  const nodes = [h("h1", {}, slackSays("thread")), h("p", {}, room.name ? `# ${room.name}` : "Furikaeri"), close];
  return { nodes, label: slackSays("thread"), placeholder: slackSays("reply") };
}
