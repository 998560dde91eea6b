"""A form that was sent: stored before it is answered, or left open with its text and a sentence at the field."""

from shared.kpt.entry import LONGEST_TEXT, Answer, Texts, submission_token
from shared.kpt.steps import answering
from shared.kpt.trouble import Trouble
from shared.slack.answers.front import Front, patience
from shared.slack.answers.reply import DONE, Reply, errors, turn_into
from shared.slack.dates import day_label
from shared.slack.inbound import Submission
from shared.slack.seeds import FormState, unpack_state
from shared.slack.sentences import sentences
from shared.slack.views.form import sentence


def answer(front: Front, submission: Submission) -> Reply:
    """Store it, and close this form only. Raises ``NotOurs``."""
    who = submission.who
    state = unpack_state(submission.metadata, who.workspace)
    seed = state.seed
    say = sentences(seed.language)
    typed = {name: submission.text(name) for name in ("keep", "problem", "try")}
    too_long = {name: text for name, text in typed.items() if len(text) > LONGEST_TEXT}
    if too_long:
        return errors(
            **{name: say("error.too_long", limit=LONGEST_TEXT, count=len(text)) for name, text in too_long.items()}
        )
    texts = Texts(typed["keep"], typed["problem"], typed["try"])
    given = Answer("written", submission_token(submission.view, texts), state.via, texts, state.shown, state.revision)
    try:
        outcome = answering.answer(front.world, seed.team, who.user, seed.day, given, patience())
    except Trouble as trouble:
        front.world.log("interaction.store_silent", "ERROR", what="submission", error=type(trouble).__name__)
        return errors(keep=say("error.store"))
    if isinstance(outcome, answering.Refused):
        return errors(keep=why_not(outcome, state))
    if outcome.empty:
        return errors(keep=say("error.empty"))
    told = [say(f"done.{what}") for what in ("kept", "another") if getattr(outcome, what)]
    return turn_into(sentence("\n".join(told), say)) if told else DONE


def why_not(refused: answering.Refused, state: FormState) -> str:
    """Why an answer is not stored, in the person's language."""
    seed = state.seed
    say = sentences(seed.language)
    day = day_label(seed.language, seed.day)
    return say(f"error.{refused.reason}", channel=f"#{seed.channel_name}", day=day)
