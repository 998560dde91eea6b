"""What a use case asks of the store about digests."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from shared.kpt.digest.digest import Digest
from shared.kpt.team.team import Team


class DigestStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def open(self, team: str, digest: Digest) -> Digest:
        """Create the digest, by the store's own time; where it exists, that one."""
        ...

    def before(self, team: str, moment: datetime | None) -> Digest | None:
        """The last digest created before ``moment`` (None: the last of all)."""
        ...

    def newest(self, team: str, limit: int) -> list[Digest]:
        """The last digests, the newest first."""
        ...

    def closing_after(self, team: str, moment: datetime) -> Digest | None:
        """The first digest that closes after ``moment``."""
        ...

    def with_team(self, team: str, session: date) -> tuple[Team | None, Digest | None]:
        """A team and one of its digests."""
        ...

    def write_round(self, team: str, digest: Digest) -> Digest:
        """Write how far a digest's round has come, and leave the errand that lets its head follow, in one write and
        while it is as it was read; else ``VersionConflict``. Answers it as it is now."""
        ...

    def note_head(self, team: str, digest: Digest) -> Digest:
        """Write what a digest's head shows of the week's entries, while it is as it was read; else
        ``VersionConflict``. Answers it as it is now."""
        ...

    def note_noticed(
        self, team: str, digest: Digest, noticed: Mapping[str, Sequence[str]], *, again: bool = False
    ) -> None:
        """Store who reacted, by entry, and nothing else of the digest, while it has not changed since it was read;
        else ``VersionConflict``."""
        ...

    def finish(self, team: str, digest: Digest) -> bool:
        """All of it is posted; False where it was changed since it was read."""
        ...

    def all_of(self, team: str, since: datetime | None = None, limit: int | None = None) -> list[Digest]:
        """A team's digests that were created since then, in that order."""
        ...

    def get(self, team: str, session: date) -> Digest | None:
        """One digest, as it is now."""
        ...

    def note_redrawn(self, team: str, digest: Digest) -> None:
        """The messages of a digest show that what was erased is gone."""
        ...
