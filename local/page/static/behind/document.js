// An entry's document as Firestore's console shows it: its path, its fields with their types, its revisions.

import { h, whole } from "../basics/dom.js";
import { say } from "../basics/words.js";

export function drawDocuments({ documents, chosen }, deeds) {
  if (documents.length === 0) return [h("p", { class: "note" }, say("document.empty"))];
  const document = documents.find((each) => each.id === chosen) ?? documents[0];
  return [
    h("p", { class: "path", "aria-label": document.path }, document.path.split("/").flatMap((part, n) => [n > 0 && h("i", {}, "›"), h("span", { class: "whole" }, part)])),
    h(
      "div",
      { class: "console" },
      h(
        "div",
        { class: "ids", role: "group", "aria-label": say("document.list") },
        h("h3", {}, "entries"),
        documents.map((each) =>
          h("button", { type: "button", class: each === document ? "shown" : "", "aria-pressed": String(each === document), "data-focus": `document/${each.id}`, onclick: () => deeds.choose(each.id) }, each.id),
        ),
      ),
      h("div", { class: "fields" }, h("h3", {}, whole(document.id)), fields(document)),
    ),
    h("h3", { class: "revisions-title" }, say("document.revisions")),
    ...document.revisions.map((each, n) =>
      h("details", { open: n === 0 }, h("summary", {}, h("code", {}, `revisions/${each.id}`), ` ${say("document.revision", { number: each.id })}`), fields(each)),
    ),
  ];
}

// A long id is not broken: one scrolls to its end, by the keyboard too.
const fields = (document) =>
  h(
    "dl",
    { tabindex: "0", "aria-label": document.id },
    document.fields.map((each) => h("div", {}, h("dt", {}, `${each.name}:`), h("dd", {}, whole(each.value), h("small", {}, ` (${each.type})`)))),
  );
