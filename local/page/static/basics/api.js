// The server: asked for the state, told what people do, listened to for changes.

async function post(path, wish) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wish),
  });
  return answer.json();
}

export const arrive = (language) => post("/api/arrive", { language });
export const startOver = (language) => post("/api/start-over", { language });
export const turn = () => post("/api/turn", {});
export const switchTo = (name, on) => post("/api/switch", { name, on });
export const touchSheet = (name) => post("/api/sheet", { do: name });
export const act = (wish) => post("/api/act", wish);
export const hasRead = (user, channel) => post("/api/read", { as: user, channel });

export const hasSeen = (things) => post("/api/seen", { things });

export async function state(user) {
  return (await fetch(`/api/state?as=${encodeURIComponent(user)}`)).json();
}

// Calls back whenever something changed, and when the server goes away and is there again.
export function listen({ changed, lost, back }) {
  const stream = new EventSource("/api/changes");
  let away = false;
  stream.onmessage = () => {
    if (away) back();
    away = false;
    changed();
  };
  stream.onerror = () => {
    away = true;
    lost();
  };
}
