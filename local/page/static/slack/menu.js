// The menu behind ⋯: arrows move, Enter chooses, Escape and a click elsewhere close it.

import { h } from "../basics/dom.js";

let close = () => {};

export function openMenu(opener, options) {
  const wasOpen = opener.getAttribute("aria-expanded") === "true";
  close();
  if (wasOpen) return;
  const items = options.map((option) =>
    h("button", { type: "button", role: "menuitem", class: "menu-item", onclick: () => choose(option) }, option.text),
  );
  const menu = h("div", { class: "menu", role: "menu", onkeydown: move }, items);

  function choose(option) {
    close();
    opener.focus();
    option.choose();
  }

  function move(event) {
    const place = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      items[(place + step + items.length) % items.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      close();
      opener.focus();
    }
  }

  const elsewhere = (event) => {
    if (!menu.contains(event.target) && event.target !== opener) close();
  };
  close = () => {
    menu.remove();
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", elsewhere);
    close = () => {};
  };
  opener.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", elsewhere);
  document.body.append(menu);
  place(menu, opener.getBoundingClientRect());
  items[0].focus();
}

function place(menu, at) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  menu.style.top = `${at.bottom + 4 + height > innerHeight ? at.top - height - 4 : at.bottom + 4}px`;
}
