"""The port for digests."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from shared.kpt.digest.digest import Digest
from shared.kpt.team.team import Team


class DigestStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def open(self, team: str, digest: Digest) -> Digest:
        """Create the digest, with the store's own time. Returns the existing one where there is one."""
        ...

    def before(self, team: str, moment: datetime | None) -> Digest | None:
        """The last digest created before ``moment`` (None: the last of all)."""
        ...

    def newest(self, team: str, limit: int) -> list[Digest]:
        """The last ``limit`` digests, newest first."""
        ...

    def closing_after(self, team: str, moment: datetime) -> Digest | None:
        """The first digest that closes after ``moment``."""
        ...

    def with_team(self, team: str, session: date) -> tuple[Team | None, Digest | None]:
        """A team and one of its digests."""
        ...

    def write_round(self, team: str, digest: Digest) -> Digest:
        """Write a digest's round, and the errand that updates its head, in one write. ``VersionConflict`` where the
        digest has changed since it was read. Returns the digest as stored."""
        ...

    def note_head(self, team: str, digest: Digest) -> Digest:
        """Write what a digest's head shows of the week's entries. ``VersionConflict`` where the digest has changed
        since it was read. Returns the digest as stored."""
        ...

    def note_noticed(
        self, team: str, digest: Digest, noticed: Mapping[str, Sequence[str]], *, again: bool = False
    ) -> None:
        """Write who reacted, by entry, and nothing else of the digest. ``VersionConflict`` where the digest has changed
        since it was read."""
        ...

    def finish(self, team: str, digest: Digest) -> bool:
        """Store that the whole digest is posted. False where the digest has changed since it was read."""
        ...

    def all_of(self, team: str, since: datetime | None = None, limit: int | None = None) -> list[Digest]:
        """A team's digests created since a moment, in the order of their creation."""
        ...

    def get(self, team: str, session: date) -> Digest | None:
        """The digest of a session."""
        ...

    def note_redrawn(self, team: str, digest: Digest) -> None:
        """Store that a digest's messages were updated for an erasure."""
        ...
