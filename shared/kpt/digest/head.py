"""The head of a digest: the week in short, and who speaks now. It is made from the digest and the team alone.

Whoever reads the week stores in the digest what the head needs of it (``Gathered``). So a step of the round, for which
everybody waits, reads no entry.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from shared.kpt.board.running_order import OFF, Press, Round, Turn, press, turn, turns
from shared.kpt.digest.digest import Digest, Gathered
from shared.kpt.digest.week import Week
from shared.kpt.messages.digests import DigestParent, Lead
from shared.kpt.team.team import Team


def gathered(team: Team, week: Week, now: datetime) -> Gathered:
    """What the head shows of a week as it was just read."""
    digest = week.digest
    authors = week.authors
    return Gathered(
        first=week.first,
        has_keeps=bool(authors),
        off_with_keeps=tuple(u for u in digest.away if u in authors),
        joined=tuple(u for u in authors if u in team.asked and u not in {*digest.order, *digest.away}),
        is_open=now < digest.closes_at,
        revision=week.entries_revision,
    )


def with_gathered(digest: Digest, seen: Gathered) -> Digest:
    """The digest with what was just read. The head's revision must never get smaller: where an erased entry lowers the
    sum of revisions, ``changes`` is raised instead."""
    least = head_revision(digest, digest.head) + 1 if digest.head else 0
    return replace(digest, head=seen, changes=max(digest.changes, least - seen.revision))


def head_revision(digest: Digest, seen: Gathered) -> int:
    """The head's revision: it grows with every change of the head."""
    return digest.changes + seen.revision


def parent(team: Team, digest: Digest, seen: Gathered, now: datetime, week: Week | None = None) -> DigestParent:
    """The message that opens the session. ``week``, where it was read, has names that the digest does not store."""
    closes = digest.closes_at.astimezone(ZoneInfo(team.time_zone))
    name = namer(team, digest, week)
    return DigestParent(
        language=team.language,
        first=seen.first,
        last=digest.held_on,
        has_keeps=seen.has_keeps,
        order=tuple(map(name, _in_order(team, digest, seen))),
        away=tuple(name(u) for u in digest.away if u not in seen.off_with_keeps),
        away_with_keeps=tuple(map(name, seen.off_with_keeps)),
        open_until=closes.time() if now < closes else None,
        lead=_lead(team, digest, seen, name) if digest.names else None,
    )


def namer(team: Team, digest: Digest, week: Week | None = None) -> Callable[[str], str]:
    """A function that names people as they were called when the digest opened."""

    def name(user: str) -> str:
        if user in digest.names:
            return digest.names[user]
        return week.name_of(team, user) if week else team.members.get(user, user)

    return name


def turn_of(team: Team, digest: Digest, seen: Gathered) -> Turn | None:
    """Whose turn it is; None where the round is not running, or nobody is left."""
    return turn(_speaking(digest, seen), digest.round, _gone(team, digest, seen), has_off=bool(seen.off_with_keeps))


def turns_of(team: Team, digest: Digest, seen: Gathered) -> list[str]:
    """Everybody's turn, in their order."""
    return turns(_speaking(digest, seen), digest.round, _gone(team, digest, seen), has_off=bool(seen.off_with_keeps))


def pressed(team: Team, digest: Digest, seen: Gathered, what: Press, now: datetime) -> Digest | None:
    """The digest after a press; None where the press changes nothing."""
    gone = _gone(team, digest, seen)
    after = press(_speaking(digest, seen), digest.round, what, now, gone, has_off=bool(seen.off_with_keeps))
    return changed(digest, after) if after else None


def changed(digest: Digest, round_: Round) -> Digest:
    """The digest with its round as it is now."""
    return replace(digest, round=round_, changes=digest.changes + 1)


def _speaking(digest: Digest, seen: Gathered) -> tuple[str, ...]:
    return (*digest.order, *seen.joined)


def _in_order(team: Team, digest: Digest, seen: Gathered) -> list[str] | tuple[str, ...]:
    """The order of speaking. Once the round has begun, those who chose *later* come later, and those who left are
    gone."""
    if digest.round.begun_at is None:
        return _speaking(digest, seen)
    return [user for user in turns_of(team, digest, seen) if user != OFF]


def _gone(team: Team, digest: Digest, seen: Gathered) -> list[str]:
    """Who has left the channel since."""
    return [user for user in _speaking(digest, seen) if user not in team.members]


def _lead(team: Team, digest: Digest, seen: Gathered, name: Callable[[str], str]) -> Lead:
    round_ = digest.round
    lead = Lead(team.id, digest.session, round_.step, "none", has_board=digest.has_board)
    all_turns = turns_of(team, digest, seen)
    if round_.begun_at is None:
        return replace(lead, state="before" if len(all_turns) > 1 else "none")  # alone one needs no order
    now = turn_of(team, digest, seen)
    if now is None:
        everybody = set(all_turns) <= set(round_.told)
        return replace(lead, state="done" if everybody else "ended", may_go_back=len(round_.presses) > 1)
    return replace(
        lead,
        state="off" if now.now == OFF else "telling",
        now="" if now.now == OFF else name(now.now),
        first_word=name(now.first_word) if now.first_word else "",
        next="" if now.next in ("", OFF) else name(now.next),
        is_last=not now.next,
        may_be_later=now.may_be_later,
        may_go_back=now.may_go_back,
    )
