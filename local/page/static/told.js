// The line above everything: a sentence that concerns the page as a whole. What lies over the page begins below it.

export function tell(text) {
  const place = document.getElementById("toast");
  place.hidden = !text;
  place.textContent = text;
  makeRoom();
}

const makeRoom = () => document.documentElement.style.setProperty("--told", `${document.getElementById("toast").offsetHeight}px`);

addEventListener("resize", makeRoom);
