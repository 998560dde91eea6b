"""The stand-in for Slack in a process of its own. Requests of people are prepared first, and sent and timed later."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.managers import BaseManager

from local.slack.api.server import Slack
from local.slack.outgoing.requests import Answer, Post
from local.slack.people.person import Person
from local.slack.people.reading import plain
from local.slack.state.records import Json, Message
from local.slack.state.workspace import Workspace
from shared.clock import SystemClock

PATIENT = 300.0
"""Seconds that a trigger lives here, as prepared requests are sent later."""
FIELDS = ("keep", "problem", "try")


class StandIn:
    """A workspace of ten people in #ops. The apps reach it over HTTP, the bench through a manager's proxy."""

    def __init__(self) -> None:
        self._workspace = Workspace(SystemClock(), trigger_life=PATIENT, answer_limit=PATIENT)
        self._slack = Slack(self._workspace).start()
        self.add_people(10)

    def add_people(self, count: int) -> None:
        """Add U1 to U{count}, all in #ops."""
        people = [f"U{n}" for n in range(1, count + 1)]
        for user in people:
            self._workspace.add_user(user, user.lower(), f"Person {user}", locale="en-GB")
        self._workspace.add_channel("C1", "ops", people)

    def environ(self) -> dict[str, str]:
        """An app's environment for this workspace."""
        return {
            "SLACK_SIGNING_SECRET": self._workspace.signing_secret,
            "SLACK_BOT_TOKEN": self._workspace.token,
            "SLACK_API_URL": self._slack.url,
        }

    def delay(self, seconds: float) -> None:
        """From now on, answer every call so many seconds late."""
        self._slack.faults.clear()
        if seconds:
            self._slack.faults.hang("*", seconds, times=None)

    def command(self, user: str) -> Post:
        """The request when somebody types /kpt."""
        return self._captured(user, lambda person: person.command("/kpt"))

    def write(self, user: str) -> Post:
        """The request when somebody presses *Write* in the newest reminder."""
        message = self._workspace.direct_messages(user)[-1]
        return self._captured(user, lambda person: person.press(message, "write"))

    def submission(self, user: str, keep: str) -> Post:
        """The request when somebody fills in and saves the form that was opened last."""
        content = next(view for view in reversed(self._forms()))
        self._workspace.surfaces.open(self._workspace.surfaces.new_trigger(user), content)

        def save(person: Person) -> None:
            person.type(keep=keep)
            person.submit()

        return self._captured(user, save)

    def step(self, user: str, action: str) -> Post:
        """The request when somebody presses a button of the digest's parent."""
        return self._captured(user, lambda person: person.press(self._digest(), action))

    def head(self) -> str:
        """The text of the digest's parent."""
        return plain(self._digest())

    def _digest(self) -> Message:
        return self._workspace.channel("C1").messages[-1]

    def _captured(self, user: str, act: Callable[[Person], object]) -> Post:
        posts: list[Post] = []

        def send(headers: dict[str, str], body: bytes) -> Answer:
            posts.append(Post(headers, body))
            return Answer(200)

        act(Person(self._workspace, user, send))
        return posts[-1]

    def opened_at(self, *, complete: bool) -> float | None:
        """When the last ``views.open`` came in, in the time of ``time.time()``. ``complete``: the last one with all
        three inputs."""
        opened = [call for call in self._slack.calls_of("views.open") if not complete or _is_form(call.arguments)]
        return opened[-1].at.timestamp() if opened else None

    def calls(self) -> int:
        """The number of calls so far."""
        return len(self._slack.calls)

    def refused(self) -> list[tuple[str, str | None]]:
        """The calls that Slack refused, with their errors."""
        return [(call.method, call.error) for call in self._slack.calls if call.done and not call.ok]

    def _forms(self) -> list[Json]:
        shown = [call.arguments for name in ("views.open", "views.update") for call in self._slack.calls_of(name)]
        return [arguments["view"] for arguments in shown if _is_form(arguments)]


def _is_form(arguments: Json) -> bool:
    blocks = arguments["view"]["blocks"]
    return {block["block_id"] for block in blocks if block["type"] == "input"} >= set(FIELDS)


class _Manager(BaseManager):
    """Runs the stand-in in its own process."""


_Manager.register("StandIn", StandIn)


@contextmanager
def slack_of_its_own() -> Iterator[StandIn]:
    """Run the stand-in in a process that ends with the block."""
    with _Manager(ctx=get_context("spawn")) as manager:
        standin: StandIn = manager.StandIn()  # type: ignore[attr-defined]  # registered above
        yield standin
