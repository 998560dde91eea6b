"""Ticks off the twelve things to try, once they happened in documents, messages or calls and the visitor saw them."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from local.machine import Machine
from local.playground import scene
from local.playground.grid import said_by, tab_of
from local.playground.outage import Outage
from local.playground.past import key_of
from local.slack.people.reading import plain
from local.slack.state.records import Message
from shared.kpt.day import day_of
from shared.kpt.schedule.session import session_held_on
from shared.store.engine.documents import Document, Where
from shared.store.repository import Repository

ENTRIES: Final = f"teams/{scene.TEAM}/entries"


class Checklist:
    """``look()`` checks what has happened; ``saw()`` ticks what a page has shown. A tick is never removed.

    ``happened``: the things that have happened, each with the place where it can be seen: somebody's direct message,
    the channel, a thread, a panel behind the scenes, the details of a red line there, or the page itself. Several
    places are separated by spaces, and any of them will do.
    """

    def __init__(self, machine: Machine, outage: Outage, done: set[str] | None = None) -> None:
        self._machine, self._outage = machine, outage
        self._store = machine.sqlite
        self._records = Repository(lambda: machine.sqlite)
        self.done = done if done is not None else set()
        self.happened: dict[str, str] = {}
        self.unspoilt: list[list[str]] | None = None
        """The sheet's rows before the visitor changed one by hand; None where nobody did."""

    def look(self) -> None:
        """Note what has happened since the visitor began."""
        for name, where in self._checks.items():
            if name not in self.done and name not in self.happened and (sight := where()):
                self.happened[name] = sight

    def saw(self, names: Iterable[str]) -> None:
        """Tick those of these things that have happened: a page shows them."""
        for name in names:
            if self.happened.pop(name, ""):
                self.done.add(name)

    def spoils(self, before: list[list[str]]) -> None:
        """Note the sheet's rows from before the first change by hand."""
        if self.unspoilt is None:
            self.unspoilt = before

    @property
    def _checks(self) -> dict[str, Callable[[], str]]:
        """A function for each thing that returns where it can be seen; empty while it has not happened."""
        quiet = self._users()[2]
        return {
            "reminder": lambda: f"direct/{quiet}" if self._the_reminder_reached_whom_it_should() else "",
            "write": lambda: "channel" if any(map(self._announced, self._answered("written"))) else "",
            "quiet": lambda: _any_of(f"direct/{e.fields['user']}" for e in self._answered("quiet")),
            "helped": lambda: "channel" if any(e.fields.get("thanks") for e in self._answered("written")) else "",
            "kept": self._a_kept_line_came_back,
            "session_day": self._somebody_saw_their_week,
            "digest": lambda: next(filter(None, map(self._digest_thread, self._digests())), ""),
            "room": lambda: "page" if list(self._store.query("screens", Where("by", since=""), limit=1)) else "",
            "edit": lambda: next(filter(None, map(self._edited_in, self._digests())), ""),
            "lost": lambda: "why/slack" if self._a_lost_answer_made_one_message() else "",
            "outage": lambda: "why/store" if self._a_form_kept_its_words() else "",
            "sheet": lambda: "panel/sheet" if self._sheet_is_healed() else "",
        }

    # Reading

    def _new(self, moment: datetime | None) -> bool:
        return moment is not None and moment >= scene.BEGIN

    def _answered(self, kind: str) -> list[Document]:
        """Entries of this kind that the visitor made."""
        found = self._store.query(ENTRIES, Where("day", since=""))
        return [e for e in found if e.fields["kind"] == kind and self._new(e.fields["updated_at"])]

    def _digests(self) -> list[Document]:
        found = self._store.query(f"teams/{scene.TEAM}/digests", Where("created_at", since=scene.BEGIN))
        return [digest for digest in found if digest.fields.get("finished_at")]

    def _in_channel(self, key: str) -> list[Message]:
        everything = self._machine.workspace.channel(scene.CHANNEL).everything()
        return [message for message in everything if key_of(message) == key]

    def _asked(self, user: str, day: str) -> list[Message]:
        direct = self._machine.workspace.direct_messages(user)
        return [message for message in direct if key_of(message) == f"reminder:{day}"]

    def _users(self) -> list[str]:
        return list(self._machine.workspace.channel(scene.CHANNEL).members[:3])

    # What has happened

    def _the_reminder_reached_whom_it_should(self) -> bool:
        """On the first evening each member who had not written got one message, and the others none."""
        if self._machine.clock.now() < scene.BEGIN + timedelta(minutes=1):
            return False
        day = scene.BEGIN.date().isoformat()
        paths = {user: f"{ENTRIES}/{day}_{user}" for user in self._users()}
        found = self._store.get(list(paths.values()))
        for user, path in paths.items():
            before = path in found and found[path].fields["created_at"] < scene.BEGIN
            if len(self._asked(user, day)) != (0 if before else 1):
                return False
        return True

    def _announced(self, entry: Document) -> bool:
        return len(self._in_channel(f"announcement:{entry.fields['day']}:{entry.fields['user']}")) == 1

    def _a_kept_line_came_back(self) -> str:
        """A reminder that offers to save lines kept during the day."""
        day = day_of(self._machine.clock.now(), str(scene.ZONE)).isoformat()
        offered = (u for u in self._users() for message in self._asked(u, day) if "'as_is'" in str(message.blocks))
        return _any_of(f"direct/{user}" for user in offered)

    def _somebody_saw_their_week(self) -> str:
        """A reminder on the session's day that quotes its reader's Keeps of the days before."""
        team = self._records.teams.get(scene.TEAM)
        day = day_of(self._machine.clock.now(), str(scene.ZONE))
        if team is None or self._machine.clock.now() < scene.BEGIN or not session_held_on(team, day):
            return ""
        kept = [e.fields for e in self._store.query(ENTRIES, Where("kept_at", since=scene.SET_UP))]
        weeks = (
            f"direct/{e['user']}"
            for e in kept
            for message in self._asked(e["user"], day.isoformat())
            if e["keep"] and e["keep"].splitlines()[0] in plain(message) and e["day"] < day.isoformat()
        )
        return _any_of(weeks)

    def _digest_thread(self, digest: Document) -> str:
        parents = self._in_channel(f"digest:{digest.id}")
        return f"thread/{parents[0].ts}" if len(parents) == 1 and parents[0].replies else ""

    def _edited_in(self, digest: Document) -> str:
        """A Keep that was edited after the digest showed it, and is the same in the announcement and in the digest
        now."""
        since = digest.fields["created_at"]
        for entry in self._answered("written"):
            day, user, keep = (entry.fields[name] for name in ("day", "user", "keep"))
            before = self._store.get([f"{entry.path}/revisions/{entry.fields['revision']}"])
            changed = [d for d in before.values() if d.fields["kind"] == "written" and d.fields["keep"] != keep]
            if not keep or not changed or entry.fields["updated_at"] < since:
                continue
            announced = self._in_channel(f"announcement:{day}:{user}")
            parts = self._in_channel(f"digest:{digest.id}:{user}:1")
            shown = [*announced[:1], *parts[:1]]
            if len(shown) == 2 and all(keep.strip() in plain(message) and message.edited for message in shown):
                return self._digest_thread(digest)
        return ""

    def _a_lost_answer_made_one_message(self) -> bool:
        """Slack took a message but its answer was lost, the trigger came again, and the message was posted only
        once."""
        posts = self._machine.slack.calls_of("chat.postMessage")
        lost = [call for call in posts if call.took_effect and call.done and call.ok is None]
        for call in lost:
            key = ((call.arguments.get("metadata") or {}).get("event_payload") or {}).get("key", "")
            if self._stands_once(key) and self._machine.triggers.settled:
                return True
        return False

    def _stands_once(self, key: str) -> bool:
        direct = [m for user in self._users() for m in self._machine.workspace.direct_messages(user)]
        anywhere = self._machine.workspace.channel(scene.CHANNEL).everything()
        by_place: dict[str, int] = {}
        for message in [*direct, *anywhere]:
            if key_of(message) == key:
                by_place[message.channel] = by_place.get(message.channel, 0) + 1
        return bool(by_place) and set(by_place.values()) == {1}

    def _a_form_kept_its_words(self) -> bool:
        """A form that could not be saved is open, with an error at the Keep and its texts."""
        views = [view for user in self._users() for view in self._machine.workspace.view_stack(user)]
        return self._outage.down and any(view.errors.get("keep") and any(view.values.values()) for view in views)

    def _sheet_is_healed(self) -> bool:
        """The sheet has the same rows again as before the change by hand."""
        tab = tab_of(self._machine, self._records.teams.get(scene.TEAM))
        return tab is not None and self.unspoilt is not None and said_by(tab) == self.unspoilt


def _any_of(sights: Iterable[str]) -> str:
    return " ".join(sorted(set(sights)))
