// The board's one script: a link's token, a screen's code, the week that follows what is written, one person at a time.

const EVERY = 15_000;
const EVERY_IN_SESSION = 5_000;
const EVERY_PAIRING = 3_000;
const ASIDE = 60_000;
const SMALLEST = 28;
const LONG_NAME = 24;

const page = document.body.dataset.page;
const byId = (id) => document.getElementById(id);

// A link: its token stands behind the #, which no server sees; it leaves the address before anything else happens.
async function enter() {
  const token = new URLSearchParams(location.hash.slice(1)).get("t") ?? "";
  history.replaceState(null, "", "/open");
  try {
    const answer = await fetch("/enter", { method: "POST", body: new URLSearchParams({ t: token }) });
    if (answer.ok) return location.replace(answer.headers.get("X-Next") ?? "/");
  } catch { /* told below, as an old link is: a new one mends both */ }
  byId("opening").hidden = true;
  byId("old").hidden = false;
}

async function pair() {
  for (;;) {
    await after(EVERY_PAIRING);
    try {
      const answer = await fetch("/pair", { cache: "no-store" });
      if (!answer.ok) continue;
      const found = await answer.json();
      if (found.open) return location.replace(found.to);
      byId("code").textContent = found.code;
    } catch { /* the next time */ }
  }
}

function after(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function week() {
  const root = byId("week");
  const focus = new Focus(byId("focus"), root);
  let tag = root.dataset.tag;
  let more = false;
  let timer = 0;

  const drawn = () => {
    byId("begin")?.addEventListener("click", () => focus.begin());
    byId("print")?.addEventListener("click", () => window.print());
    byId("more")?.addEventListener("change", (event) => {
      more = event.target.checked;
      tag = null;
      look();
    });
    focus.follow();
  };

  async function look() {
    clearTimeout(timer);
    if (!document.hidden) await ask();
    timer = setTimeout(look, byId("order").dataset.now ? EVERY_IN_SESSION : EVERY);
  }

  async function ask() {
    const headers = tag ? { "If-None-Match": tag } : {};
    try {
      const answer = await fetch(`${root.dataset.poll}${more ? "?more=1" : ""}`, { headers, cache: "no-store" });
      if ([401, 404, 410].includes(answer.status)) return location.reload();
      if (answer.status === 200) {
        tag = answer.headers.get("ETag");
        const html = await answer.text();
        if (!html.includes('id="order"')) return location.reload();
        replaced(root, html);
        drawn();
      } else if (answer.status !== 304) throw new Error(String(answer.status));
      byId("offline").hidden = true;
    } catch {
      const told = byId("offline");
      told.textContent = told.dataset.text.replace("{time}", root.querySelector(".top").dataset.asOf);
      told.hidden = false;
    }
  }

  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", look);
  if (byId("more")) byId("more").checked = false; // off at each opening, also where a browser remembers
  drawn();
  timer = setTimeout(look, 1_000);
}

// Put the new week in, without moving what somebody reads; what is new slides in.
function replaced(root, html) {
  const known = new Map([...root.querySelectorAll(".keep")].map((keep) => [keep.dataset.key, keep.textContent]));
  const anchor = [...root.querySelectorAll("[data-key]")].find((each) => each.getBoundingClientRect().bottom > 0);
  const before = anchor?.getBoundingClientRect().top;
  const focused = document.activeElement?.id;
  root.innerHTML = html;
  for (const keep of root.querySelectorAll(".keep")) {
    if (known.get(keep.dataset.key) !== keep.textContent) keep.classList.add("is-new");
  }
  const same = anchor && root.querySelector(`[data-key="${CSS.escape(anchor.dataset.key)}"]`);
  if (same && scrollY > 0) scrollBy(0, same.getBoundingClientRect().top - before);
  if (focused && focused !== document.activeElement?.id) byId(focused)?.focus({ preventScroll: true });
}

// One person's week fills the screen. Where the round has begun in Slack, the screen follows it; a key moves this screen
// alone, which comes back with the round's next step, or after a minute.
class Focus {
  #screen;
  #root;
  #at = -1;
  #aside = false;
  #timer = 0;
  #step = "";

  constructor(screen, root) {
    this.#screen = screen;
    this.#root = root;
    screen.querySelector(".leave").addEventListener("click", (event) => { event.stopPropagation(); this.#leave(); });
    screen.addEventListener("click", (event) => { if (!event.target.closest("a")) this.#move(1); });
    document.addEventListener("keydown", (event) => this.#key(event));
    window.addEventListener("resize", () => this.#fit());
  }

  get #order() {
    return [...byId("order").children];
  }

  get #now() {
    const now = byId("order").dataset.now ?? "";
    return now ? this.#order.findIndex((each) => each.dataset.user === now) : -1;
  }

  begin() {
    this.#at = this.#now >= 0 ? this.#now : 0;
    this.#aside = false;
    this.#draw();
  }

  // What the round says now.
  follow() {
    const { step = "", now = "" } = byId("order").dataset;
    if (step !== this.#step) {
      const ended = this.#step && !now;
      this.#step = step;
      if (now) return this.#back();
      if (ended && !this.#aside) return this.#leave();
    }
    if (this.#at >= 0) this.#draw();
  }

  #back() {
    clearTimeout(this.#timer);
    if (this.#now >= 0) this.begin();
    else this.#leave();
  }

  #leave() {
    clearTimeout(this.#timer);
    if (this.#aside && this.#now >= 0) return this.#back();
    this.#at = -1;
    this.#aside = false;
    this.#screen.hidden = true;
    document.body.style.removeProperty("overflow");
    byId("begin")?.focus({ preventScroll: true });
    if (this.#now >= 0) this.#later();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#back(), ASIDE);
  }

  #move(by) {
    const last = this.#order.length - 1;
    if (last < 0) return;
    const to = this.#at + by;
    if (to > last || to < 0) return this.#leave();
    this.#at = to;
    this.#aside = this.#now >= 0 && this.#at !== this.#now;
    if (this.#aside) this.#later();
    this.#draw();
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const inField = event.target.closest?.("input, textarea, a") || (event.target.closest?.("button") && event.key === " ");
    if (event.key === "Escape" && this.#at >= 0) this.#leave();
    else if (event.key === "ArrowRight" || (event.key === " " && (!inField || this.#at >= 0))) this.#move(1);
    else if (event.key === "ArrowLeft" && this.#at >= 0) this.#move(-1);
    else return;
    event.preventDefault();
  }

  #draw() {
    const turn = this.#order[this.#at];
    if (!turn) return this.#leave();
    const members = turn.dataset.members.split(" ").map(
      (user) => this.#root.querySelector(`.member[data-key="${CSS.escape(user)}"]`));
    const sheet = this.#screen.querySelector(".sheet");
    const name = document.createElement("h2");
    name.textContent = turn.dataset.name;
    name.tabIndex = -1;
    name.classList.toggle("is-long", name.textContent.length > LONG_NAME);
    const keeps = members.flatMap((member) => {
      const own = [...(member?.querySelectorAll(".keep, .thanks") ?? [])].map((keep) => keep.cloneNode(true));
      return members.length > 1 && own.length ? [line("whose", member.querySelector("h2 bdi").textContent), ...own] : own;
    });
    for (const keep of keeps) keep.classList.remove("is-new");
    sheet.replaceChildren(name, ...(keeps.length ? keeps : [line("empty", turn.dataset.empty)]));
    if (turn.dataset.last) sheet.append(line("last", turn.dataset.last));
    if (turn.dataset.reacted) sheet.append(line("reacted", turn.dataset.reacted));
    const aside = this.#screen.querySelector(".aside");
    aside.hidden = !this.#aside;
    aside.textContent = byId("order").dataset.aside ?? "";
    const opening = this.#screen.hidden;
    this.#screen.hidden = false;
    document.body.style.overflow = "hidden";
    this.#fit();
    if (opening) name.focus({ preventScroll: true });
  }

  // As large as it fits, and never smaller than can be read from four metres.
  #fit() {
    if (this.#screen.hidden) return;
    const sheet = this.#screen.querySelector(".sheet");
    if (innerWidth <= 700) return sheet.style.removeProperty("--size");
    let size = Math.min(72, Math.max(SMALLEST, innerHeight / 16));
    sheet.style.setProperty("--size", `${size}px`);
    while (size > SMALLEST && this.#screen.scrollHeight > this.#screen.clientHeight) {
      size = Math.max(SMALLEST, size - 2);
      sheet.style.setProperty("--size", `${size}px`);
    }
  }
}

function line(name, text) {
  const made = document.createElement("p");
  made.className = name;
  made.textContent = text;
  return made;
}

// One's own year: it prints, and is copied as Markdown.
function year() {
  byId("print").addEventListener("click", () => window.print());
  byId("copy").addEventListener("click", async (event) => {
    const button = event.currentTarget;
    const text = byId("markdown");
    try {
      await navigator.clipboard.writeText(text.value);
      button.textContent = button.dataset.copied;
    } catch { // a browser that does not let the page write: then it can be copied by hand
      text.hidden = false;
      text.select();
    }
  });
}

if (page === "open") enter();
if (page === "year") year();
if (page === "pair") pair();
if (page === "week") week();
if (page === "silent") setTimeout(() => location.reload(), EVERY);
