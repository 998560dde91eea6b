"""The most frequent click: the reminder's *Write* opens its form at once, without the store."""

from shared.i18n.dates import day_label
from shared.i18n.sentences import sentences
from shared.kpt.day import day_of
from shared.kpt.entry.entry import FROM_HOME, fault_of_day
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.entry.prefill import from_seed
from shared.slack.blocks.form_metadata import FormState, unpack
from shared.slack.handlers.context import Context
from shared.slack.requests.inbound import Press
from shared.slack.views.form import form, loading


def write(context: Context, press: Press) -> None:
    """*Write*: open the form from the button's value."""
    seed = unpack(press.value, press.who.workspace)
    today = day_of(context.clock.now(), seed.zone)
    if fault_of_day(seed.day, today):
        say = sentences(seed.language)
        context.tell(press, [say("error.too_old", day=day_label(seed.language, seed.day))])
        return
    via = FROM_HOME if press.in_home else "reminder"
    if seed.kept_in_store:
        _write_with_all_lines(context, press, seed, via)
        return
    prefill = from_seed(seed.kept)
    context.modals.open(press.trigger, form(FormState(seed, via, kept=prefill.kept), today, prefill))


def _write_with_all_lines(context: Context, press: Press, seed: FormSeed, via: str) -> None:
    """Open the form from the store, where a button cannot carry all kept lines. On a cold instance a loading view opens
    before anything more is imported."""
    waiting = None
    if not context.world_is_made():
        waiting = context.modals.open(press.trigger, loading(sentences(seed.language)("form.loading")))
    from shared.slack.handlers.entry import opening

    opening.open_from_store(context, press, seed, via, waiting)
