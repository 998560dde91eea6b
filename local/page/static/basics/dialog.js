// A dialog that asks first, and is answered by yes or no.

import { h, trap } from "./dom.js";

let refuse = null; // answers what is asked by no

// Whether something was asked: it is answered by no.
export function answerNo() {
  const wasAsked = Boolean(refuse);
  refuse?.();
  return wasAsked;
}

// asked: title, text, yes, no, danger.
export function askFirst(asked) {
  const place = document.getElementById("dialog");
  const before = document.activeElement;
  return new Promise((resolve) => {
    const answer = (value) => {
      refuse = null;
      place.hidden = true;
      place.replaceChildren();
      before?.focus?.();
      resolve(value);
    };
    const box = drawDialog(asked, answer);
    refuse?.();
    refuse = () => answer(false);
    trap(box, refuse);
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
