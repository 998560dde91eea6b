// Back and forward: each place that one goes to is an entry of the browser's history, and so is a form that opens.

const PLACES = ["user", "tab", "place", "thread"];
let current = {}; // the entry that one is on
let closing = false; // the form is gone already: only its entries are still to be taken back

const placeOf = (here) => Object.fromEntries(PLACES.map((name) => [name, here[name]]));

export const begin = (here) => history.replaceState((current = placeOf(here)), "");

// form: how many entries stand for the form that is open, this one counted; none where no form is.
function push(here, form) {
  current = { ...placeOf(here), form };
  history.pushState(current, "");
}

// Somebody went somewhere: called before what is drawn changes hands.
export function went(here) {
  if (PLACES.some((name) => current[name] !== here[name])) push(here, current.form && current.form + 1);
}

// A form lies on the screen, or no longer.
export function formIs(open, here) {
  if (open === Boolean(current.form)) return;
  if (open) return push(here, 1);
  closing = true;
  history.go(-current.form);
  current = placeOf(here);
}

// goTo(place): where an entry leads; leaveForm(): what lies on top is to be closed; answerNo(): whether a question was
// asked, which is then answered.
export function listen({ goTo, leaveForm, answerNo }) {
  addEventListener("popstate", ({ state }) => {
    if (closing) {
      closing = false;
      return;
    }
    if (!state) return;
    if (answerNo()) return push(current, current.form);
    if (current.form && !state.form) {
      push(state, 1);
      return leaveForm();
    }
    const isOpen = Boolean(current.form);
    current = { ...state, form: isOpen ? state.form : undefined };
    goTo(placeOf(state));
  });
}
