"""The ports: what use cases need of the world, in the product's words. Adapters implement them; tests use real
adapters."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from shared.kpt.checkup import Permissions
from shared.kpt.ids import StoredIn
from shared.kpt.messages.messages import Message
from shared.kpt.messages.place import Place, Posted
from shared.kpt.schedule.slots import FoundJob, SlotJob
from shared.kpt.sheet.rows import DoneLine
from shared.kpt.team.person import Profile
from shared.log_events import WriteEvent

if TYPE_CHECKING:
    from shared.usecases.ports.sheets import Sheets
    from shared.usecases.ports.store import Store


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        ...


class Messenger(Protocol):
    """Slack's messages. Every call is made once and ends within 10 s.

    Raises ``RetryLater``, ``OutcomeUnknown``, ``Rejected`` or ``ChannelClosed``: a delivery handles each differently.
    """

    def hurried(self, left: Callable[[], float], /) -> "Messenger":
        """The same, with a time limit: ``left`` is asked at each call for the seconds that it may take. Such calls do
        not wait for the rate limit."""
        ...

    def post(self, place: Place, message: Message, key: str) -> Posted:
        """Post a message with ``key`` in its metadata, by which it can be found."""
        ...

    def replace(self, posted: Posted, message: Message, key: str) -> None:
        """Update a posted message."""
        ...

    def withdraw(self, posted: Posted) -> None:
        """Remove a posted message. One that is gone already counts as removed."""
        ...

    def turn_view(self, view: str, message: Message) -> None:
        """Show a message in an open view. ``Rejected`` where the view was closed."""
        ...

    def find(self, place: Place, key: str) -> Posted | None:
        """The app's message with ``key``, among the newest thousand. ``MayNotLook`` where the app may not read them."""
        ...

    def sent_to(self, user: str) -> list[Posted]:
        """All of the app's messages to a person. ``MayNotLook`` where the app may not read them."""
        ...


@dataclass(frozen=True)
class ChannelPeople:
    """A channel: its name (empty where Slack does not say), the ids of everybody in it, and whether it is shared with
    other workspaces."""

    name: str
    ids: tuple[str, ...]
    is_shared: bool = False


class Directory(Protocol):
    """Slack's people and channels."""

    def hurried(self, left: Callable[[], float], /) -> "Directory":
        """The same, with a time limit: ``left`` is asked at each call for the seconds that it may take."""
        ...

    def channel(self, channel: str) -> ChannelPeople:
        """A channel's name and the ids of everybody in it. Raises ``ChannelClosed`` where the app is not in it."""
        ...

    def installed_in(self) -> tuple[str, str]:
        """The ids of the workspace and the organisation that the app is installed in; empty for none. Raises
        ``RetryLater`` and ``OutcomeUnknown`` where Slack does not say."""
        ...

    def reach(self, channel: str) -> None:
        """Check that the app can post to a channel. Raises ``ChannelClosed`` where the app is not in it, or it is
        archived."""
        ...

    def permissions(self) -> Permissions:
        """What Slack lets the app do. Raises ``RetryLater`` or ``Rejected`` where its token does not work."""
        ...

    def who_reacted(
        self, channel: str, posted: Callable[[], tuple[Sequence[str], Sequence[str]]]
    ) -> Mapping[str, tuple[str, ...]]:
        """Who reacted to messages of a channel, by timestamp; without messages that could not be read. ``posted`` is
        called only if the app may read reactions: it returns the timestamps in the channel, and those in threads.
        Raises ``RetryLater`` or ``Rejected`` where the token does not work."""
        ...

    def recognises_its_own(self, user: str) -> bool | None:
        """Whether Slack shows the app the key of its newest message to a person; None without a message. Raises
        ``MayNotLook`` where the app may not read there."""
        ...

    def profiles(self, workspace: str, users: Sequence[str], within: float | None) -> dict[str, Profile]:
        """The profiles of these accounts that Slack gives within so many seconds (None: all of them, or raise)."""
        ...


class Publisher(Protocol):
    """Publishes messages on a function's topic, for example one for each of a slot's teams."""

    def publish(self, topic: str, messages: Iterable[Mapping[str, object]]) -> int:
        """Publish all messages. Returns how many, once all are accepted."""
        ...


class Scheduler(Protocol):
    """Cloud Scheduler's jobs of slots. Raises ``RetryLater`` or ``OutcomeUnknown``: the trigger retries."""

    def make(self, job: SlotJob) -> None:
        """Create a job. One that exists already counts as created."""
        ...

    def correct(self, job: SlotJob) -> None:
        """Correct a job's settings. One that is gone meanwhile is created."""
        ...

    def remove(self, job_id: str) -> None:
        """Delete a job. One that is gone already counts as deleted."""
        ...

    def jobs(self) -> Iterator[FoundJob]:
        """All jobs of slots, and no others."""
        ...

    def settings_of(self, job: SlotJob) -> Mapping[str, str]:
        """The settings of a job that nobody has changed by hand."""
        ...


@dataclass(frozen=True)
class World:
    """Everything that a function works with."""

    store: "Store"
    messenger: Messenger
    directory: Directory
    publisher: Publisher
    scheduler: Scheduler
    sheets: "Sheets"
    clock: Clock
    pause: Callable[[float], None]
    """Let so many seconds pass, while another run goes on."""
    show_home: Callable[["World", str, str], None]
    """Publish a person's Home again. It is an extra: if it fails, only the log says so."""
    warm: Callable[[], None]
    """Wake `interaction`, so that a click finds it warm."""
    log: WriteEvent
    done_line: DoneLine
    """Makes a spreadsheet's line *Done: …*."""
    stored_in: StoredIn = "cloud"
    """Where entries are stored. The welcome says it, as it tells who can read them."""
    has_board: bool = False
    """Whether there is a board: a new digest then has a button for it."""

    def hurried(self, left: Callable[[], float]) -> "World":
        """The same world, with a time limit: ``left`` is asked at each call to the store and to Slack for the seconds
        that it may take."""
        return replace(
            self,
            store=self.store.hurried(left),
            messenger=self.messenger.hurried(left),
            directory=self.directory.hurried(left),
        )
