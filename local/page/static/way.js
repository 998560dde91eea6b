// Back and forward: each place that one goes to is an entry of the browser's history, and so is a form that opens.

const PLACES = ["user", "tab", "place", "thread"];
let hasForm = false;
let closing = false; // the form is gone already: only its entry is still to be taken back

const placeOf = (here) => Object.fromEntries(PLACES.map((name) => [name, here[name]]));

export const begin = (here) => history.replaceState(placeOf(here), "");

// Somebody went somewhere: called before what is drawn changes hands.
export function went(here) {
  if (PLACES.some((name) => history.state?.[name] !== here[name])) history.pushState(placeOf(here), "");
}

// A form lies on the screen, or no longer.
export function formIs(open, here) {
  if (open === hasForm) return;
  hasForm = open;
  if (open) history.pushState({ ...placeOf(here), form: true }, "");
  else if (history.state?.form) {
    closing = true;
    history.back();
  }
}

// goTo(place): where an entry leads; leaveForm(): what lies on top is to be closed.
export function listen({ goTo, leaveForm }) {
  addEventListener("popstate", (event) => {
    if (closing) {
      closing = false;
      return;
    }
    if (hasForm) {
      history.pushState({ ...event.state, form: true }, "");
      leaveForm();
    } else if (event.state) goTo(Object.fromEntries(PLACES.map((name) => [name, event.state[name]])));
  });
}
