"""Stores a submitted form before it is answered; on a fault the form stays open with its text and a sentence at the
field."""

from dataclasses import replace

from shared.i18n.dates import day_label
from shared.i18n.sentences import sentences
from shared.kpt.entry.answer import Answer, submission_token
from shared.kpt.entry.entry import LONGEST_TEXT, Texts
from shared.kpt.entry.thanks import MOST_THANKED, Thanks
from shared.kpt.errors import Retryable
from shared.log_events import LogEvent
from shared.slack.blocks.form_metadata import FormState, NotOurs, team_from, unpack_state, user_from
from shared.slack.handlers.context import Context
from shared.slack.handlers.response import DONE, Reply, errors, errors_at, turn_into, what_failed
from shared.slack.requests.inbound import Submission
from shared.slack.views.form import sentence
from shared.usecases.entry import submit


def answer(context: Context, submission: Submission) -> Reply:
    """Store the entry, and close this form only. Raises ``NotOurs``."""
    who = submission.who
    state = _for_the_chosen_team(unpack_state(submission.metadata, who.workspace), submission)
    seed = state.seed
    say = sentences(seed.language)
    typed = {name: submission.text(name) for name in ("keep", "problem", "try")}
    too_long = {name: text for name, text in typed.items() if len(text) > LONGEST_TEXT}
    if too_long:
        return errors(
            **{name: say("error.too_long", limit=LONGEST_TEXT, count=len(text)) for name, text in too_long.items()}
        )
    texts = Texts(typed["keep"], typed["problem"], typed["try"])
    tick = replace(seed.try_before, done=_is_ticked(submission)) if seed.try_before else None
    thanked = _thanked(submission)
    token = submission_token(submission.view, texts, seed.promises, tick, state.kept, thanked)
    untouched = bool(state.kept) and state.updated and submission.values.get("keep") is None
    given = Answer(
        "written",
        token,
        state.via,
        texts,
        state.shown,
        state.revision,
        seed.promises,
        try_before=tick,
        kept=state.kept,
        untouched=untouched,
        thanks=Thanks(thanked, state.unseen),
    )
    try:
        outcome = submit.answer(context.world, seed.team, who.user, seed.day, given)
    except Retryable as error:
        context.world.log(LogEvent.INTERACTION_STORE_SILENT, "ERROR", what="submission", error=type(error).__name__)
        return errors_at(submission, "keep", say(what_failed(error, "error.store", "error.store_slow")))
    if isinstance(outcome, submit.NotAllowed):
        is_the_team = "team" in submission.values and outcome.reason in ("no_team", "not_member", "no_zone")
        return errors_at(submission, "team" if is_the_team else "keep", why_not(outcome, state))
    if outcome.needs_keep:
        return errors_at(submission, "thanks", say("thanks.needs_keep"))
    if outcome.empty and outcome.left_out:
        return errors_at(submission, "last_try", say("error.try_alone"))
    if outcome.empty:
        return errors_at(submission, "keep", say("error.empty"))
    told = [say(f"done.{what}") for what in ("kept", "another", "left_out") if getattr(outcome, what)]
    return turn_into(sentence("\n".join(told), say)) if told else DONE


def _is_ticked(submission: Submission) -> bool:
    chosen = submission.values.get("last_try")
    return isinstance(chosen, tuple) and "done" in chosen


def _thanked(submission: Submission) -> tuple[str, ...]:
    """The chosen helpers without the author. Whether an account is a person is not checked here. Raises ``NotOurs`` for
    more than five, and for what is no account's id: Slack's field allows neither."""
    chosen = submission.values.get("thanks") or ()
    if not isinstance(chosen, tuple) or len(chosen) > MOST_THANKED:
        raise NotOurs("thanks")
    users = dict.fromkeys(map(user_from, chosen))
    return tuple(user for user in users if user != submission.who.user)


def _for_the_chosen_team(state: FormState, submission: Submission) -> FormState:
    """The form's state, as if it had been opened for the team chosen in it. The store decides whether the person is in
    that team."""
    seed, chosen = state.seed, submission.text("team")
    if not chosen or chosen == seed.team:
        return state
    team, teams = team_from(chosen, submission.who.workspace), {seed.team: seed.channel_name, **seed.others}
    others = {other: name for other, name in teams.items() if other != team}
    return replace(state, seed=replace(seed, team=team, channel_name=teams.get(team, ""), others=others), revision=0)


def why_not(refused: submit.NotAllowed, state: FormState) -> str:
    """The sentence why an answer was not stored."""
    seed = state.seed
    say = sentences(seed.language)
    day = day_label(seed.language, seed.day)
    return say(f"error.{refused.reason}", channel=f"#{seed.channel_name}", day=day)
