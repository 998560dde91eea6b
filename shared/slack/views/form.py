"""The form with Keep, Problem and Try of one day, and the small views that may replace it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from shared.i18n.dates import day_label
from shared.i18n.sentences import Sentences, question, sentences
from shared.kpt.day import other_days
from shared.kpt.entry.entry import LONGEST_TEXT
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.entry.prefill import EMPTY, Prefill
from shared.kpt.entry.promise import Part
from shared.kpt.entry.thanks import MOST_THANKED
from shared.kpt.text.pages import length
from shared.slack.blocks.buttons import actions, asking_first, button, modal
from shared.slack.blocks.form_metadata import FormState, language_in, pack, pack_state, with_unseen
from shared.slack.blocks.text import Block, ours, plain_text, section, shortened

View = dict[str, Any]
CALLBACK = "kpt"
THANKS = "thanks"
LONGEST_PLACEHOLDER = 150
LONGEST_OPTION = 75


def form(
    state: FormState,
    today: date,
    prefill: Prefill = EMPTY,
    written: Collection[date] = (),
    *,
    pushed: bool = False,
) -> View:
    """The form of a day. A text that is too long for its field is left out. A pushed form offers no other day: Slack
    stacks three views at most."""
    seed = state.seed
    say = sentences(seed.language)
    texts, own = prefill.texts, prefill.private
    blocks = [
        _where(seed, today, written, say, choose=not pushed),
        *([_team(seed, say)] if seed.others else []),
        _input(
            "keep",
            texts.keep,
            say("keep.placeholder", question=question(seed.language, seed.day)),
            say("keep.hint"),
            say,
        ),
        _thanks(prefill, say),
        _input("problem", texts.problem, say("problem.placeholder"), _problem_hint(seed, own, say), say),
        *_last_try(seed, today, say, done=prefill.done),
        _input("try", texts.try_, say("try.placeholder"), _private_hint("try_", seed, own, say), say),
    ]
    if prefill.can_be_deleted:
        blocks.append(_delete(seed, say))
    title = say("form.title") if seed.day == today else say("form.title_day", date=day_label(seed.language, seed.day))
    return {
        **modal(title, blocks, say),
        "callback_id": CALLBACK,
        "submit": ours(say("form.submit")),
        "private_metadata": pack_state(state),
    }


def _where(seed: FormSeed, today: date, written: Collection[date], say: Sentences, *, choose: bool) -> Block:
    """The first line: the day, the channel that shows the entry (unless the form has a choice of teams), and the menu
    of other days."""
    lines = [say("form.day", day=day_label(seed.language, seed.day))]
    if not seed.others:
        shown = say("form.where", channel=f"#{seed.channel_name}") if seed.is_announced else say("form.where_off")
        lines.append(shown)
    block = {**section(say("join.marks").join(lines)), "block_id": "day"}
    if choose:
        block["accessory"] = {
            "type": "static_select",
            "action_id": "day",
            "placeholder": ours(say("form.other_day")),
            "options": [_option(day, seed, day in written, say) for day in other_days(seed.day, today)],
        }
    return block


def _team(seed: FormSeed, say: Sentences) -> Block:
    """The choice among the person's teams; the seed's team is chosen at first."""
    teams = {seed.team: seed.channel_name, **seed.others}
    options = [{"text": plain_text(f"#{name}"[:LONGEST_OPTION]), "value": team} for team, name in teams.items()]
    return {
        "type": "input",
        "block_id": "team",
        "optional": False,
        "label": ours(say("form.team")),
        "element": {
            "type": "static_select",
            "action_id": "team",
            "options": options,
            "initial_option": options[0],
        },
    }


def _option(day: date, seed: FormSeed, is_written: bool, say: Sentences) -> dict[str, Any]:
    label = day_label(seed.language, day)
    return {
        "text": ours(say("form.day_written", day=label) if is_written else label),
        "value": day.isoformat(),
    }


def _input(name: str, text: str, placeholder: str, hint: str, say: Sentences) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": "text",
        "multiline": True,
        "max_length": LONGEST_TEXT,
        "placeholder": ours(placeholder[:LONGEST_PLACEHOLDER]),
    }
    if name == "keep":
        element["focus_on_load"] = True
    if text and len(text) <= LONGEST_TEXT:
        element["initial_value"] = text
    block = {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": ours(say(f"{name}.label")),
        "element": element,
    }
    if hint:
        block["hint"] = plain_text(hint)
    return block


def _thanks(prefill: Prefill, say: Sentences) -> Block:
    """The field for people who helped with the Keep. Slack cannot exclude apps or the person themselves from it."""
    chosen = {"initial_users": list(prefill.thanks)} if prefill.thanks else {}
    return {
        "type": "input",
        "block_id": THANKS,
        "optional": True,
        "label": ours(say("thanks.label")),
        "element": {
            "type": "multi_users_select",
            "action_id": "users",
            "max_selected_items": MOST_THANKED,
            "placeholder": ours(say("thanks.hint")),
            **chosen,
        },
    }


def without_thanked(view: View) -> View | None:
    """The same form without its thanked people, for where Slack refuses it with them. It says so, and the stored ones
    stay. None where nobody is thanked in it."""
    for place, block in enumerate(view["blocks"]):
        if block.get("block_id") == THANKS and (users := block["element"].get("initial_users")):
            element = {name: value for name, value in block["element"].items() if name != "initial_users"}
            metadata = view["private_metadata"]
            say = sentences(language_in(metadata))
            instead = {**block, "element": element, "hint": ours(say("thanks.not_shown"))}
            blocks = [*view["blocks"][:place], instead, *view["blocks"][place + 1 :]]
            return {**view, "blocks": blocks, "private_metadata": with_unseen(metadata, users)}
    return None


def _problem_hint(seed: FormSeed, own: Collection[Part], say: Sentences) -> str:
    return _private_hint("problem", seed, own, say) or say("problem.hint")


def _last_try(seed: FormSeed, today: date, say: Sentences, *, done: bool) -> list[Block]:
    """The last Try as a checkbox. A Try that is too long for its option is repeated in the hint. Where the Try was
    private or would be in this form, the hint says that ticking shows it."""
    offered = seed.try_before
    if offered is None:
        return []
    line = say("try.done", try_=offered.text)
    around = length(line) - length(offered.text)
    option = {
        "text": plain_text(say("try.done", try_=shortened(offered.text, LONGEST_OPTION - around))),
        "value": "done",
    }
    whole = offered.text if length(line) > LONGEST_OPTION else ""
    joins = say("try.hint_done" if seed.day == today else "try.hint_done_day")
    hint = "\n".join(filter(None, (whole, joins if offered.private or seed.promises == "keep" else "")))
    ticked = {"initial_options": [option]} if done else {}
    block: Block = {
        "type": "input",
        "block_id": "last_try",
        "optional": True,
        "label": ours(say("try.last")),
        "element": {"type": "checkboxes", "action_id": "done", "options": [option], **ticked},
    }
    return [{**block, "hint": plain_text(hint)} if hint else block]


def _private_hint(part: Part, seed: FormSeed, own: Collection[Part], say: Sentences) -> str:
    """The hint whether a part is private. A part that was written as private stays so until it is changed, and the hint
    says that before."""
    if seed.promises == "keep":
        return say("part.private_hint")
    return say("part.private_so_far", channel=f"#{seed.channel_name}") if part in own else ""


def _delete(seed: FormSeed, say: Sentences) -> Block:
    delete = button("delete", say("delete.button"), pack(seed.offering(None)))
    return actions("delete", asking_first(delete, say, "delete.", grave=True))


def loading(text: str) -> View:
    """The loading view, while the store is read. The caller chooses the language: the person's is in the store."""
    return {"type": "modal", "title": ours("Furikaeri"), "blocks": [section(text)]}


def sentence(text: str, say: Sentences, *, again: tuple[str, str] | None = None, title: str = "form.title") -> View:
    """A view with one sentence. ``again``: the action and value of a button *Try again*."""
    blocks = [section(text)]
    if again:
        blocks.append(actions("again", button(again[0], say("button.again"), again[1])))
    return modal(say(title), blocks, say)
