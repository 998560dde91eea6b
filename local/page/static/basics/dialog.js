// A dialog that asks first, and is answered by yes or no.

import { h, trap } from "./dom.js";

// asked: title, text, yes, no, danger.
export function askFirst(asked) {
  const place = document.getElementById("dialog");
  const before = document.activeElement;
  return new Promise((resolve) => {
    const answer = (value) => {
      place.hidden = true;
      place.replaceChildren();
      before?.focus?.();
      resolve(value);
    };
    const box = drawDialog(asked, answer);
    trap(box, () => answer(false));
    place.replaceChildren(box);
    place.hidden = false;
    box.querySelector(".button").focus();
  });
}

export function drawDialog({ title, text, yes, no, danger }, answer) {
  return h(
    "div",
    { class: "box small", role: "alertdialog", "aria-modal": "true", "aria-label": title, "aria-description": text },
    h("h2", {}, title),
    h("p", {}, text),
    h(
      "div",
      { class: "box-foot" },
      h("button", { type: "button", class: "button", onclick: () => answer(false) }, no),
      h("button", { type: "button", class: `button ${danger ? "danger" : "primary"}`, onclick: () => answer(true) }, yes),
    ),
  );
}
