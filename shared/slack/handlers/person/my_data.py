"""`/kpt my-data`: exports or erases a person's data. A click leaves an errand; the function `errand` does the work."""

import hashlib
from collections.abc import Mapping
from typing import Any

from shared.i18n.sentences import Sentences, language_of, sentences
from shared.kpt.ids import Language
from shared.slack.blocks.buttons import asking_first, button
from shared.slack.handlers.context import Context
from shared.slack.requests.inbound import Press
from shared.slack.views.form import sentence


def offer(language: Language) -> tuple[list[str], list[dict[str, Any]]]:
    """What is stored, with *Export* and *Erase*. The buttons carry only a language; Slack's signature says whose data
    it is."""
    say = sentences(language)
    erase_button = button("my_data_erase", say("my_data.erase"), language)
    return [say("my_data.about")], [
        button("my_data_export", say("my_data.export"), language),
        asking_first(erase_button, say, "my_data.erase_", grave=True),
    ]


def export(context: Context, press: Press) -> None:
    """*Export*: send a file in a direct message. A repeated request of the same click makes no second export."""
    click = hashlib.sha256((press.at or press.trigger).encode()).hexdigest()[:16]
    name = f"export-{press.who.workspace}-{press.who.user}-{click}"
    _leave(context, press, name, "my_data.exporting", {"kind": "export", "key": f"export:{click}"})


def erase(context: Context, press: Press) -> None:
    """*Erase*, after Slack's confirmation. The next sweep treats somebody who is still in a team's channel as a new
    member."""
    name = f"erase-{press.who.workspace}-{press.who.user}"
    _leave(context, press, name, "my_data.erasing", {"kind": "erase"})


def _leave(context: Context, press: Press, errand: str, told: str, what: Mapping[str, str]) -> None:
    """Leave the errand and tell the person; or tell them that nothing is stored."""
    who, store = press.who, context.world.store
    language = language_of(press.value)
    say = sentences(language)
    is_known = who.user in store.people.get_many(who.workspace, [who.user])
    if not is_known and not store.thanks.teams_thanking(who.workspace, who.user):
        _tell(context, press, say, "my_data.nothing")
        return
    asked = {"by": who.user, "workspace": who.workspace, "language": language, "at": context.clock.now().isoformat()}
    store.errands.add(errand, {**what, **asked})
    _tell(context, press, say, told)


def _tell(context: Context, press: Press, say: Sentences, key: str) -> None:
    """Tell the person ephemerally; in a view where the app may not post, as in a channel that it is not in."""
    if not context.post_ephemeral(press.channel, press.who, [say(key)]):
        context.modals.open(press.trigger, sentence(say(key), say))
