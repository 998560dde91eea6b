// The line above: what time it is, where the next button leads, the language, and the way back to the start.

import { h } from "./basics/dom.js";
import { say } from "./basics/words.js";

export function drawTop({ clock, going }, deeds) {
  const { next } = clock;
  const label = say(`next.${next.way}`, next);
  const to = next.way === "day" ? say("next.day_to", next) : "";
  return [
    h("div", { class: "brand" }, h("img", { src: "faces/furikaeri.svg", alt: "", width: 28, height: 28 }), h("span", {}, say("page.name"))),
    h(
      "div",
      { class: "clock" },
      h("time", { datetime: clock.iso, "aria-label": `${say("clock.label")} ${clock.day} ${clock.time}` }, h("span", {}, clock.day), h("b", {}, clock.time)),
      h("small", {}, say("clock.zone")),
    ),
    h(
      "button",
      { type: "button", class: "next", id: "next", "aria-disabled": String(going), "data-focus": "next", onclick: deeds.turn },
      h("span", { "aria-hidden": "true" }, "▶"),
      h("span", {}, going ? say("next.going") : label),
      to && !going && h("small", {}, to),
    ),
    h("div", { class: "space" }),
    h("button", { type: "button", class: "quiet-button", id: "language", "data-focus": "language", lang: say("language.other") === "English" ? "en" : "ja", onclick: deeds.otherLanguage }, say("language.other")),
    h("button", { type: "button", class: "quiet-button", id: "over", "data-focus": "over", "aria-label": say("over.button"), onclick: deeds.startOver }, h("span", { class: "word" }, say("over.button")), h("span", { class: "sign", "aria-hidden": "true" }, "↺")),
  ];
}

export function showBanner(clock) {
  const place = document.getElementById("banner");
  place.hidden = !clock.holiday;
  place.textContent = clock.holiday ? say("holiday.today", clock) : "";
}
