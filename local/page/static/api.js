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
export const act = (wish) => post("/api/act", wish);
export const hasRead = (user, channel) => post("/api/read", { as: user, channel });

export async function state(user) {
  return (await fetch(`/api/state?as=${encodeURIComponent(user)}`)).json();
}

// Calls back whenever something changed, and tells whether the server is there.
export function listen(onChange, onLost) {
  const stream = new EventSource("/api/changes");
  stream.onmessage = () => {
    onLost(false);
    onChange();
  };
  stream.onerror = () => onLost(true);
}
