"""What the rules ask of the world, in the words of the product. Adapters fulfil it; tests use real ones."""

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
    """What time it is."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        ...


class Messenger(Protocol):
    """Slack, as far as messages go. Every call ends within 10 s and is made once.

    Raises ``RetryLater``, ``OutcomeUnknown``, ``Rejected`` or ``ChannelClosed``: the four outcomes that a delivery
    tells apart.
    """

    def hurried(self, left: Callable[[], float], /) -> "Messenger":
        """The same, where every call ends within the seconds that are ``left`` then, and waits for no turn."""
        ...

    def post(self, place: Place, message: Message, key: str) -> Posted:
        """Post a message that carries ``key``, by which it can be found."""
        ...

    def replace(self, posted: Posted, message: Message, key: str) -> None:
        """Turn a posted message into another."""
        ...

    def withdraw(self, posted: Posted) -> None:
        """Remove a posted message; one that is gone already counts as removed."""
        ...

    def turn_view(self, view: str, message: Message) -> None:
        """Let an open view say what a message says. ``Rejected`` where it was closed."""
        ...

    def find(self, place: Place, key: str) -> Posted | None:
        """Our own message that carries ``key``, among the last thousand; ``MayNotLook`` where that is not allowed."""
        ...

    def sent_to(self, user: str) -> list[Posted]:
        """Every message of ours in a person's direct messages; ``MayNotLook`` where that is not allowed."""
        ...


@dataclass(frozen=True)
class ChannelPeople:
    """A channel: its name (empty where Slack does not say), the ids of everybody in it, and whether people of other
    workspaces are among them."""

    name: str
    ids: tuple[str, ...]
    is_shared: bool = False


class Directory(Protocol):
    """Slack, as far as people and channels go."""

    def hurried(self, left: Callable[[], float], /) -> "Directory":
        """The same, where every call ends within the seconds that are ``left`` then."""
        ...

    def channel(self, channel: str) -> ChannelPeople:
        """A channel's name and the ids of everybody in it. Raises ``ChannelClosed`` where the app is not in it."""
        ...

    def installed_in(self) -> tuple[str, str]:
        """The workspace that the app is installed in, and its organisation; each empty where there is none.
        Raises ``RetryLater`` and ``OutcomeUnknown`` where Slack does not say."""
        ...

    def reach(self, channel: str) -> None:
        """Whether a channel can be posted to. Raises ``ChannelClosed`` where the app is not in it, or it is
        archived."""
        ...

    def permissions(self) -> Permissions:
        """What Slack lets the app do. Raises ``RetryLater`` or ``Rejected`` where its token does not work."""
        ...

    def who_reacted(
        self, channel: str, posted: Callable[[], tuple[Sequence[str], Sequence[str]]]
    ) -> Mapping[str, tuple[str, ...]]:
        """Who reacted to messages of a channel, by their timestamps: of those that could be read. ``posted``, asked
        only where reactions may be read, answers those that stand in the channel, and those in threads. Raises
        ``RetryLater`` or ``Rejected`` where the token does not work."""
        ...

    def recognises_its_own(self, user: str) -> bool | None:
        """Whether Slack shows the app the key that its newest message to a person carries; None where there is no
        message yet. Raises ``MayNotLook`` where the app may not read there."""
        ...

    def profiles(self, workspace: str, users: Sequence[str], within: float | None) -> dict[str, Profile]:
        """What can be learnt of these accounts within so many seconds (None: all, or raise)."""
        ...


class Publisher(Protocol):
    """Where a function hands a slot's teams to, one message each, on its own topic."""

    def publish(self, topic: str, messages: Iterable[Mapping[str, object]]) -> int:
        """Publish all, and return how many once every one is accepted."""
        ...


class Scheduler(Protocol):
    """Cloud Scheduler, as far as the slots' jobs go. Raises ``RetryLater`` or ``OutcomeUnknown``: the trigger comes
    again."""

    def make(self, job: SlotJob) -> None:
        """Create a job; one that is there already counts as made."""
        ...

    def correct(self, job: SlotJob) -> None:
        """Set a job right; one that went away meanwhile is made."""
        ...

    def remove(self, job_id: str) -> None:
        """Delete a job; one that is gone already counts as deleted."""
        ...

    def jobs(self) -> Iterator[FoundJob]:
        """Every job of a slot; no other."""
        ...

    def settings_of(self, job: SlotJob) -> Mapping[str, str]:
        """What a job is when nobody has changed it by hand."""
        ...


@dataclass(frozen=True)
class World:
    """All that a function works with."""

    store: "Store"
    messenger: Messenger
    directory: Directory
    publisher: Publisher
    scheduler: Scheduler
    sheets: "Sheets"
    clock: Clock
    show_home: Callable[["World", str, str], None]
    """Show a person of a workspace their Home anew, in this world. It is an extra: where it fails, the log says so."""
    warm: Callable[[], None]
    """Wake the function that people will click on."""
    log: WriteEvent
    done_line: DoneLine
    """The words with which a spreadsheet says that an earlier Try was done."""
    stored_in: StoredIn = "cloud"
    """The channel is told, as it says who can read them."""
    has_board: bool = False
    """Whether there is a board: a digest that opens has a button for it."""

    def hurried(self, left: Callable[[], float]) -> "World":
        """The same, where every call to the store and to Slack ends within the seconds that are ``left`` then."""
        return replace(
            self,
            store=self.store.hurried(left),
            messenger=self.messenger.hurried(left),
            directory=self.directory.hurried(left),
        )
