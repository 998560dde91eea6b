// A dialog that asks first, and is answered by yes or no.

import { h, trap } from "./dom.js";

export function askFirst({ title, text, yes, no, danger }) {
  const place = document.getElementById("dialog");
  const before = document.activeElement;
  return new Promise((resolve) => {
    const answer = (value) => {
      place.hidden = true;
      place.replaceChildren();
      before?.focus?.();
      resolve(value);
    };
    const deny = h("button", { type: "button", class: "button", onclick: () => answer(false) }, no);
    const box = h(
      "div",
      { class: "box small", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "ask", "aria-describedby": "asked" },
      h("h2", { id: "ask" }, title),
      h("p", { id: "asked" }, text),
      h(
        "div",
        { class: "box-foot" },
        deny,
        h("button", { type: "button", class: `button ${danger ? "danger" : "primary"}`, onclick: () => answer(true) }, yes),
      ),
    );
    trap(box, () => answer(false));
    place.replaceChildren(box);
    place.hidden = false;
    deny.focus();
  });
}
