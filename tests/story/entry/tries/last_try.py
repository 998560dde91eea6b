"""Helpers for stories about the last Try: what the form offers, and what is stored."""

from typing import Any

from local.slack.state.records import Json
from shared.i18n.sentences import sentences
from tests.story.conftest import Story, inputs

WALK = "朝に歩く"
DONE = sentences("ja")("try.done", try_=WALK)


def tick(story: Story) -> Json:
    """The option of the checkbox in Tanaka's open form."""
    (option,) = inputs(story.tanaka)["last_try"]["options"]
    return dict(option)


def is_ticked(story: Story) -> bool:
    return "initial_options" in inputs(story.tanaka)["last_try"]


def hint(story: Story) -> str:
    (block,) = (b for b in story.tanaka.view.blocks if b.get("block_id") == "last_try")
    return str(block.get("hint", {}).get("text", ""))


def do_it(story: Story, **texts: str) -> None:
    """Write today's entry with the tick."""
    story.press(story.tanaka, "write")
    story.tanaka.type(texts)
    story.tanaka.select(last_try=["done"])
    story.tanaka.submit()
    story.settle()


def edit(story: Story, ticked: bool, **texts: str) -> None:
    """Edit today's entry."""
    story.tanaka.command("/kpt")
    story.tanaka.type(texts)
    story.tanaka.select(last_try=["done"] if ticked else [])
    story.tanaka.submit()
    story.settle()


def entry(story: Story, day: str = "2026-11-17", team: str = "T1-C1") -> Any:
    return story.document(f"teams/{team}/entries/{day}_U1")


def last(story: Story) -> Any:
    return story.document("people/T1-U1").get("last_try")
