"""Plays the story through the page's API, without a browser."""

from typing import Any

from flask.testing import FlaskClient

from local.playground.play import Play

Json = dict[str, Any]
PATIENCE = 10.0


class Walk:
    """Makes the requests that the page's script makes."""

    def __init__(self, play: Play, client: FlaskClient, language: str) -> None:
        self.play, self._client = play, client
        assert self.post("arrive", language=language) == {"language": language}

    def post(self, path: str, wish: Json | None = None, /, *, status: int = 200, **more: Any) -> Json:
        answer = self._client.post(f"/api/{path}", json={**(wish or {}), **more})
        assert answer.status_code == status, answer.text
        read: Json = answer.get_json()
        return read

    def act(self, user: str, do: str, *, status: int = 200, **wish: Any) -> Json:
        answer = self.post("act", {"as": user, "do": do, **wish}, status=status)
        self.settle()
        return answer

    def state(self, user: str = "U1") -> Json:
        answer = self._client.get(f"/api/state?as={user}")
        assert answer.status_code == 200, answer.text
        read: Json = answer.get_json()
        return read

    def turn(self) -> None:
        self.post("turn")
        self.settle()

    def settle(self) -> None:
        """Wait until all events are delivered."""
        assert self.play.changes.until(lambda: self.play.machine.triggers.settled, PATIENCE)
        self.play.happened()

    def switch(self, name: str, *, on: bool) -> None:
        self.post("switch", name=name, on=on)

    def newest(self, user: str, place: str = "direct") -> Json:
        """The newest message that somebody sees in a conversation."""
        message: Json = self.state(user)["screen"][place]["messages"][-1]
        return message

    def press(self, user: str, action: str, **more: Any) -> Json:
        """Press an element of the newest direct message."""
        message = self.newest(user)
        return self.act(user, "press", ts=message["ts"], channel=message["channel"], action=action, **more)

    def view(self, user: str) -> Json:
        """The form on top of somebody's screen."""
        view: Json = self.state(user)["screen"]["views"][-1]
        return view

    def submit(self, user: str, **typed: str) -> Json:
        return self.act(user, "submit", view=self.view(user)["id"], typed=typed)

    def see(self, *things: str) -> None:
        self.post("seen", things=list(things))

    @property
    def done(self) -> set[str]:
        """The things that are ticked after everything was looked at."""
        self.see(*self.state()["to_see"])
        return set(self.state()["things"])


def said(message: Json) -> str:
    """The blocks and text of a message, as one text."""
    return f"{message['blocks']} {message['text']}"
