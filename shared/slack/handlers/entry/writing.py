"""The commonest click, and the first of the day: the reminder's *Write* opens its form at once, without the store."""

from shared.i18n.dates import day_label
from shared.i18n.sentences import sentences
from shared.kpt.day import day_of
from shared.kpt.entry.entry import FROM_HOME, fault_of_day
from shared.slack.blocks.form_metadata import FormState, unpack
from shared.slack.handlers.context import Context
from shared.slack.requests.inbound import Press
from shared.slack.views.form import form


def write(context: Context, press: Press) -> None:
    """*Write*: its value holds all that the form needs."""
    seed = unpack(press.value, press.who.workspace)
    today = day_of(context.clock.now(), seed.zone)
    if fault_of_day(seed.day, today):
        say = sentences(seed.language)
        context.tell(press, [say("error.too_old", day=day_label(seed.language, seed.day))])
        return
    context.modals.open(press.trigger, form(FormState(seed, via=FROM_HOME if press.in_home else "reminder"), today))
