// A page of the board without a server behind it: what it asks for has not changed; what is wished for then is done.

const then = document.currentScript.parentElement.querySelector("meta[name=then]")?.content;
globalThis.fetch = async () => {
  if (then === "offline" || then === "old") throw new TypeError("no connection");
  return then === undefined ? new Promise(() => {}) : new Response(null, { status: 304 });
};
history.replaceState = () => {}; // a file has no other address
if (then === "focus") addEventListener("load", () => document.getElementById("begin").click());
if (then === "aside") addEventListener("load", () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" })));
