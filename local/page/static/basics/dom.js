// Building and reusing elements. Text only ever becomes text nodes: nothing that people write is read as markup.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// Draws a list, and leaves alone what has not changed: focus, selection and scroll position stay.
export function fill(container, items, keyOf, draw) {
  const there = new Map([...container.children].map((node) => [node.dataset.key, node]));
  const wanted = items.map((item) => {
    const key = String(keyOf(item));
    const same = JSON.stringify(item);
    const old = there.get(key);
    if (old && old.drawnFrom === same) return old;
    const node = draw(item);
    node.dataset.key = key;
    node.drawnFrom = same;
    return node;
  });
  const kept = new Set(wanted);
  for (const node of [...container.children]) if (!kept.has(node)) node.remove();
  wanted.forEach((node, place) => {
    if (container.children[place] !== node) container.insertBefore(node, container.children[place] || null);
  });
}

// Draws one thing into a container, if it is another one than before.
export function show(container, item, draw) {
  const same = JSON.stringify(item);
  if (container.drawnFrom === same) return false;
  container.drawnFrom = same;
  container.replaceChildren(...[draw(item)].flat(Infinity));
  return true;
}

const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex='0']";

// Tab goes round within the node; Escape does what it is told.
export function trap(node, onEscape) {
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      onEscape();
    }
    if (event.key !== "Tab") return;
    const all = [...node.querySelectorAll(FOCUSABLE)].filter((each) => each.offsetParent !== null);
    const [first, last] = [all[0], all[all.length - 1]];
    const outside = !node.contains(document.activeElement);
    if (event.shiftKey && (outside || document.activeElement === first)) {
      event.preventDefault();
      last?.focus();
    } else if (!event.shiftKey && (outside || document.activeElement === last)) {
      event.preventDefault();
      first?.focus();
    }
  });
}

// Text in which no id, address or moment is broken in its middle: such a word cannot be read. Other words are broken as usual.
export const whole = (text) => text.split(/([\w/~%][\w\-:./+#=?&@~%]*)/).map((part, n) => (n % 2 && ID.test(part) ? h("span", { class: "whole" }, part) : part));

const ID = /\w[-:./+#=?&@~_]\w/;

export const toEnd = (list) => {
  list.scrollTop = list.scrollHeight;
};

// Who reads the newest goes on reading it when something grows, or the window shrinks.
export function stayAtEnd(list) {
  list.atEnd = true;
  list.addEventListener("scroll", () => {
    list.atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  });
  new ResizeObserver(() => list.atEnd && toEnd(list)).observe(list);
  return list;
}
