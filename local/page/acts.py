"""Lets a ``Person`` do what somebody does at the page, so that the app gets the requests that Slack would send."""

from collections.abc import Callable, Mapping
from typing import Any

from local.playground.play import Play
from local.slack.people.choosing import NotPossible
from local.slack.people.fields import TEXT_INPUTS
from local.slack.people.person import Person
from local.slack.state.records import Message

Wish = Mapping[str, Any]


def act(play: Play, user: str, wish: Wish) -> list[str]:
    """Do an act. Returns the errors that Slack showed. Raises ``NotPossible``, and KeyError for an unknown act."""
    do = _ACTS[str(wish["do"])]
    return play.act(lambda person: do(play, person, wish), user)


def _command(_play: Play, person: Person, wish: Wish) -> None:
    command, _, words = str(wish["text"]).strip().partition(" ")
    if command != "/kpt":
        raise NotPossible("no_such_command")
    person.command(command, words.strip(), str(wish["channel"]))


def _shortcut(_play: Play, person: Person, _wish: Wish) -> None:
    person.shortcut("kpt")


def _say(play: Play, person: Person, wish: Wish) -> None:
    """Post as the person, in the channel or in a thread. The app reads no messages, so the page offers none to the app
    alone."""
    workspace, channel = play.machine.workspace, str(wish["channel"])
    text = str(wish["text"]).strip()[:4000]
    if text and person.user_id in workspace.channel(channel).members:
        workspace.post(channel, person.user_id, text, thread_ts=wish.get("thread"))
        play.has_read(person.user_id, channel)


def _keep(play: Play, person: Person, wish: Wish) -> None:
    person.message_shortcut(_message(play, person, wish), "keep")


def _react(play: Play, person: Person, wish: Wish) -> None:
    play.machine.workspace.react(_message(play, person, wish), str(wish["emoji"])[:40], person.user_id)


def _press(play: Play, person: Person, wish: Wish) -> None:
    message = _message(play, person, wish)
    person.press(message, str(wish["action"]), wish.get("option"), block_id=wish.get("block"))


def _press_in_view(_play: Play, person: Person, wish: Wish) -> None:
    _type_all(person, wish)
    person.press_in_view(str(wish["action"]), wish.get("option"), block_id=wish.get("block"))


def _select(_play: Play, person: Person, wish: Wish) -> None:
    """Choose in an input that sends its choice to the app at once."""
    _type_all(person, wish)
    block = str(wish["block"])
    person.select({block: wish["typed"][block] or None})


def _open_home(_play: Play, person: Person, _wish: Wish) -> None:
    person.open_home()


def _press_in_home(_play: Play, person: Person, wish: Wish) -> None:
    person.press_in_home(str(wish["action"]), wish.get("option"), block_id=wish.get("block"))


def _type(play: Play, person: Person, wish: Wish) -> None:
    """Take what was typed so far. It may come after the view was closed or submitted, and is ignored then."""
    if any(view.id == wish.get("view") for view in play.machine.workspace.view_stack(person.user_id)[-1:]):
        _type_all(person, wish, raw=True)  # a text may be too long in its field; only submitting it is refused


def _submit(_play: Play, person: Person, wish: Wish) -> None:
    _type_all(person, wish)
    person.submit()


def _close(_play: Play, person: Person, wish: Wish) -> None:
    _is_on_top(person, wish)
    person.close()


def _message(play: Play, person: Person, wish: Wish) -> Message:
    """The named message. Raises ``NotPossible`` where the person does not see it."""
    workspace, ts = play.machine.workspace, str(wish["ts"])
    if wish.get("ephemeral"):
        found = next((each for each in workspace.ephemeral.get(person.user_id, []) if each.ts == ts), None)
    else:
        channel = workspace.channel(str(wish["channel"]))
        found = channel.find(ts) if person.user_id in channel.members else None
    if found is None:
        raise NotPossible("message_gone")
    return found


def _is_on_top(person: Person, wish: Wish) -> None:
    if person.view.id != wish.get("view"):
        raise NotPossible("view_gone")


def _type_all(person: Person, wish: Wish, *, raw: bool = False) -> None:
    """Fill in the values of the browser's fields, by block_id. A view that was updated meanwhile may have only some of
    them."""
    _is_on_top(person, wish)
    inputs = {each["block_id"]: each["element"] for each in person.view.blocks if each["type"] == "input"}
    for block, value in (wish.get("typed") or {}).items():
        if block in inputs and inputs[block]["type"] in TEXT_INPUTS:
            person.type({block: str(value)}, raw=raw)
        elif block in inputs:
            person.choose(block, value or None)


_ACTS: dict[str, Callable[[Play, Person, Wish], None]] = {
    "command": _command,
    "shortcut": _shortcut,
    "say": _say,
    "react": _react,
    "keep": _keep,
    "press": _press,
    "press_in_view": _press_in_view,
    "select": _select,
    "open_home": _open_home,
    "press_in_home": _press_in_home,
    "type": _type,
    "submit": _submit,
    "close": _close,
}
