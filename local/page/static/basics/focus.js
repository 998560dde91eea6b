// Where somebody works with the keyboard, and how they get back there when what they were on is drawn anew or gone.

export function focusOn(name) {
  const node = document.querySelector(`[data-focus="${CSS.escape(name)}"]`);
  node?.focus();
  return Boolean(node);
}

// The element's name, the message it stands in, and the part of the page around it.
export function spotOf(node) {
  const part = node?.closest?.(".messages, .home, .panel, .card-things");
  return { name: node?.dataset?.focus, message: node?.closest?.(".message")?.id, part: part && partName(part) };
}

const partName = (part) => (part.id ? `#${part.id}` : `${part.closest("#thread") ? "#thread" : "#main"} .${part.classList[0]}`);

// To the same element; else to the first one of the same message; else to the part it stood in.
export function focusBack({ name, message, part }) {
  if (name && focusOn(name)) return;
  const first = message && document.getElementById(message)?.querySelector("[data-action]");
  (first || (part && document.querySelector(part)))?.focus();
}

// Redrawing may take the focused element away: whoever was on it stays near it.
export function keepFocus(redraw) {
  const before = document.activeElement;
  const spot = spotOf(before);
  redraw();
  if (document.activeElement !== before || !before.isConnected) focusBack(spot);
}

// Within a list of messages, Tab leads through the newest, and arrows lead to those before it, as in Slack.
export function rove(list) {
  const messages = [...list.querySelectorAll(".message")];
  const at = list.contains(document.activeElement) && document.activeElement.closest(".message");
  const newest = [messages.at(-1), messages.findLast((each) => each.querySelector("[data-action]"))];
  const reached = new Set(at ? [at] : newest);
  for (const message of messages) {
    message.tabIndex = -1;
    for (const each of message.querySelectorAll("a, button, select, input")) each.tabIndex = reached.has(message) ? 0 : -1;
  }
}

export function moveByArrows(list) {
  list.addEventListener("focusin", () => rove(list));
  list.addEventListener("focusout", () => requestAnimationFrame(() => rove(list)));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.target.matches(".messages, .message, .message :is(button, a)")) return;
    const messages = [...list.querySelectorAll(".message")];
    const at = messages.indexOf(event.target.closest(".message"));
    const next = messages[at === -1 ? messages.length - 1 : at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
