"""Two weeks of somebody in two teams, and helpers to export, erase and find their data."""

import json
import re
from typing import Any

from local.slack.people.person import Person
from local.slack.people.reading import plain
from shared.store.engine.documents import Fields
from tests.story.conftest import Story, tokyo

TEXTS = (
    "田中の月曜",
    "田中の困りごと",
    "田中の次の一手",
    "直した月曜",
    "もうひとつの場所",
    "消した火曜",
    "田中の二週目",
    "夜の追記",
)
"""The texts that 田中 writes below."""
OTHERS = ("鈴木の月曜", "Sato's Monday", "鈴木の二週目")


def ask(person: Person, channel: str = "C1") -> None:
    person.command("/kpt", "my-data", channel)


def press(story: Story, person: Person, action: str, *, settle: bool = True, **how: Any) -> None:
    """Type /kpt my-data, press a button, and deliver all events."""
    ask(person, how.pop("channel", "C1"))
    person.press(story.ephemeral(person.user_id), action, **how)
    if settle:
        story.settle()


def export(story: Story, person: Person) -> dict[str, Any]:
    press(story, person, "my_data_export")
    return exported(story, person.user_id)


def files(story: Story, user: str) -> list[dict[str, Any]]:
    """The files in somebody's direct messages."""
    shared = [file for message in story.workspace.direct_messages(user) for file in message.files]
    return [file for file in shared if "content" in file]


def exported(story: Story, user: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(files(story, user)[-1]["content"])
    return content


def stored(story: Story) -> dict[str, Fields]:
    """Every document of the store."""
    with story.machine.sqlite._connection(None) as connection:
        paths = [row[0] for row in connection.execute("SELECT path FROM documents")]
    return {path: document.fields for path, document in story.machine.sqlite.get(paths).items()}


def traces(story: Story, *words: str) -> list[str]:
    """The documents and messages that contain one of these words. Audit lines are left out.

    Only whole words count: Slack's random block ids may contain an id by chance.
    """
    any_of = re.compile("|".join(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])" for word in words))
    documents = [f"{path} {fields!r}" for path, fields in stored(story).items() if not path.startswith("audit/")]
    messages = [f"{m!r} {plain(m)}" for m in story.everything_posted()]
    return [text for text in (*documents, *messages) if any_of.search(text)]


def audit(story: Story) -> dict[str, str]:
    return {name: fields["what"] for name, fields in story.documents("audit").items()}


def erase(story: Story, person: Person) -> None:
    press(story, person, "my_data_erase")


def two_weeks(asked: Story) -> Story:
    """Two teams, two weeks: entries, edits, a deletion, quiet days and days off, two digests, an export."""
    story = asked
    story.workspace.change_user("U1", picture="https://example.com/tanaka.png")
    story.workspace.add_channel("C2", "duo", ["U1", "U2"])
    story.set_up(channel="C2")
    story.write(story.tanaka, {"keep": TEXTS[0], "problem": TEXTS[1], "try": TEXTS[2]})
    story.tanaka.command("/kpt")
    story.tanaka.type(keep=TEXTS[3])
    story.tanaka.submit()
    story.tanaka.command("/kpt", channel="C2")
    story.tanaka.type(keep=TEXTS[4])
    story.tanaka.submit()
    story.write(story.suzuki, keep=OTHERS[0])
    story.write(story.sato, keep=OTHERS[1])
    story.until(tokyo(17, "17:05"))
    story.write(story.tanaka, keep=TEXTS[5])
    story.tanaka.command("/kpt")
    story.tanaka.press_in_view("delete")
    story.until(tokyo(18, "17:05"))
    story.press(story.tanaka, "quiet")
    story.until(tokyo(20, "16:05"))
    story.press(story.sato, "off")
    story.until(tokyo(24, "17:05"))
    story.write(story.tanaka, keep=TEXTS[6])
    story.write(story.suzuki, keep=OTHERS[2])
    story.until(tokyo(27, "16:05"))
    story.press(story.tanaka, "off")
    story.until(tokyo(27, "16:45"))
    story.write(story.tanaka, keep=TEXTS[7])
    press(story, story.tanaka, "my_data_export")
    story.jump(tokyo(27, "16:50"))
    assert len(traces(story, "U1", "田中", *TEXTS)) > 30, "or there is nothing to erase"
    return story
