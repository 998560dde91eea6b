"""What is typed wrong, a store that fails, and text as people type it."""

import time

import pytest

from local.slack.people.reading import mentions, plain
from shared.store.engine.documents import Update
from tests.story.conftest import Story, buttons, inputs, ja, tokyo
from tests.story.entry.monday import MONDAYS_ENTRY
from tests.story.hostile_texts import TEXTS
from tests.story.stores import Forgetful, Silent, store_of

# What is wrong stands at its field


def test_all_fields_empty_stands_at_the_keep(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.submit()
    assert asked.tanaka.view.errors == {"keep": ja("error.empty")}
    assert asked.documents("teams/T1-C1/entries") == {}


@pytest.mark.parametrize(
    ("keep", "problem", "try_"),
    [(" \n\t", "　", "\u2003"), ("\u200b", "\u00ad", "\u3164"), ("\u2800", "\ufeff", "\u202e")],
)
def test_nothing_that_anybody_could_see_is_empty(asked: Story, keep: str, problem: str, try_: str) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type({"keep": keep, "problem": problem, "try": try_})
    asked.tanaka.submit()
    assert asked.tanaka.view.errors == {"keep": ja("error.empty")}
    assert asked.documents("teams/T1-C1/entries") == {}


@pytest.mark.parametrize("field", ["keep", "problem", "try"])
def test_any_one_field_is_enough(asked: Story, field: str) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type({field: "ひとこと"})
    asked.tanaka.submit()
    asked.settle()
    assert asked.document(MONDAYS_ENTRY)[field] == "ひとこと"
    assert len(asked.announcements()) == 1


def test_emptying_all_of_a_shown_entry_is_an_error_and_not_a_deletion(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.press(asked.tanaka, "edit")
    asked.tanaka.type(keep="")
    asked.tanaka.submit()
    assert asked.tanaka.view.errors == {"keep": ja("error.empty")}
    assert asked.document(MONDAYS_ENTRY)["keep"] == "よかった"


def test_text_over_the_limit_stands_at_its_own_field_and_the_text_stays(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type({"keep": "ok", "problem": "長" * 3001, "try": "長" * 4000}, raw=True)
    asked.tanaka.submit()
    assert asked.tanaka.view.errors == {
        "problem": ja("error.too_long", limit=3000, count=3001),
        "try": ja("error.too_long", limit=3000, count=4000),
    }
    assert "長" * 3001 in asked.form(asked.tanaka)
    assert asked.documents("teams/T1-C1/entries") == {}


def test_exactly_the_limit_is_stored_and_shown_whole(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    texts = {"keep": "け" * 3000, "problem": "🍵" * 3000, "try": "と" * 3000}
    asked.tanaka.type(texts)
    asked.tanaka.submit()
    assert asked.settle()
    [first, *_] = asked.posts()
    shown = "".join(plain(message) for message in (first, *first.replies))
    assert all(shown.count(text[0]) >= len(text) for text in texts.values()), "on as many messages as it takes"
    assert ja("done.shortened") in asked.messages("U1")[0]
    asked.press(asked.tanaka, "edit")
    filled = {name: element["initial_value"] for name, element in inputs(asked.tanaka).items() if name in texts}
    assert filled == texts


def test_somebody_who_is_not_a_member_is_told_so_and_the_text_stays(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="もういない")
    leave(asked, "U1")
    asked.tanaka.submit()
    assert asked.tanaka.view.errors == {"keep": ja("error.not_member", channel="#ops")}
    assert "もういない" in asked.form(asked.tanaka)
    assert asked.documents("teams/T1-C1/entries") == {}
    asked.tanaka.press(asked.message("U1"), "quiet")
    assert asked.ephemerals("U1")[-1] == ja("error.not_member", channel="#ops")


# A store that fails


@pytest.mark.parametrize("failing", ["reads", "writes"])
def test_a_store_that_fails_while_saving_keeps_the_form_with_text_and_error(asked: Story, failing: str) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="大切な言葉")
    slowly, reads = failing == "writes", failing == "reads"
    silent = Silent(asked.machine.sqlite, reads=reads, writes=not reads, slowly=slowly)
    started = time.monotonic()
    with store_of(asked, lambda: silent):
        asked.tanaka.submit()
        assert time.monotonic() - started < 3
        told = ja("error.store_slow" if slowly else "error.store")
        assert asked.tanaka.view.errors == {"keep": told}, "what may still be saved is not called not saved"
        assert "大切な言葉" in asked.form(asked.tanaka)
        silent.silent = False
        asked.tanaka.submit()
    asked.settle()
    assert asked.tanaka.troubles == []
    assert asked.document(MONDAYS_ENTRY)["keep"] == "大切な言葉"
    assert asked.document(MONDAYS_ENTRY)["revision"] == 1


def test_a_write_whose_answer_was_lost_is_one_change_when_saved_again(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="大切な言葉")
    lost = Forgetful(asked.machine.sqlite, reads=False)
    with store_of(asked, lambda: lost):
        asked.tanaka.submit()
        assert asked.tanaka.view.errors == {"keep": ja("error.store_slow")}
        lost.silent = False
        asked.tanaka.submit()
    asked.settle()
    assert asked.document(MONDAYS_ENTRY)["revision"] == 1
    assert len(asked.announcements()) == 1


def test_a_tap_that_could_not_be_stored_says_so(asked: Story) -> None:
    message = asked.message("U1")
    silent = Silent(asked.machine.sqlite, reads=False)
    with store_of(asked, lambda: silent):
        asked.tanaka.press(message, "quiet")
    assert ja("error.press") in asked.ephemerals("U1")[-1]
    assert asked.tanaka.troubles == []
    assert asked.documents("teams/T1-C1/entries") == {}


# Slack's null for fields that nobody touched


def test_untouched_fields_of_an_updated_view_never_empty_what_is_stored_and_it_is_said(asked: Story) -> None:
    asked.workspace.forget_untouched = True
    asked.write(asked.tanaka, {"keep": "よかった", "problem": "困った", "try": "やる"})
    with store_of(asked, lambda: asked.machine.sqlite):  # a new instance: a loading view that is updated
        asked.tanaka.command("/kpt")
    assert asked.tanaka.view.updated
    asked.tanaka.type(problem="もう困っていない")
    asked.tanaka.submit()
    asked.settle()
    entry = asked.document(MONDAYS_ENTRY)
    assert (entry["keep"], entry["problem"], entry["try"]) == ("よかった", "もう困っていない", "やる")
    assert ja("done.kept") in asked.form(asked.tanaka)


def test_submitting_an_updated_view_untouched_changes_nothing(asked: Story) -> None:
    asked.workspace.forget_untouched = True
    asked.write(asked.tanaka, keep="よかった")
    with store_of(asked, lambda: asked.machine.sqlite):
        asked.tanaka.command("/kpt")
    asked.tanaka.submit()
    entry = asked.document(MONDAYS_ENTRY)
    assert (entry["kind"], entry["keep"], entry["revision"]) == ("written", "よかった", 1)


def test_done_kept_names_the_way_to_empty_it_and_it_works(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった", problem="困った")
    with store_of(asked, lambda: asked.machine.sqlite):
        asked.tanaka.command("/kpt")
    asked.tanaka.type(problem="")
    asked.tanaka.submit()
    assert ja("done.kept") in asked.form(asked.tanaka)
    asked.settle()
    asked.press(asked.tanaka, "edit")
    asked.tanaka.type(problem="")
    asked.tanaka.submit()
    assert asked.document(MONDAYS_ENTRY)["problem"] == ""


# What people type


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_comes_back_as_typed_everywhere_and_notifies_nobody(asked: Story, text: str) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type({"keep": text, "problem": text, "try": text})
    asked.tanaka.submit()
    assert asked.settle()
    assert asked.document(MONDAYS_ENTRY)["keep"] == text
    asked.until(tokyo(20, "16:05"))
    session_message = asked.message("U1")
    asked.until(tokyo(20, "16:31"))
    (part, _) = asked.digest().replies
    (post,) = (m for m in asked.posts() if m is not asked.digest())
    recorded = asked.workspace.direct_messages("U1")[0]
    for message, times in ((post, 3), (recorded, 3), (part, 1)):
        assert plain(message).count(text) == times
        assert spoken(message.text).count(text) == times
        assert mentions(message) == []
    assert text.strip().splitlines()[0] in plain(session_message)
    assert mentions(session_message) == []
    asked.tanaka.press(recorded, "edit")
    fields = [element for name, element in inputs(asked.tanaka).items() if name != "thanks"]
    assert {element["initial_value"] for element in fields} == {text}
    asked.tanaka.close_all()
    assert asked.refused_calls() == []


def test_urls_can_be_clicked_and_emoji_are_drawn(asked: Story) -> None:
    asked.write(asked.tanaka, keep="見て https://example.com/a?b=c&d=e。 :tada:")
    elements = [
        element
        for block in asked.posts()[0].blocks
        if block["type"] == "rich_text"
        for section in block["elements"]
        for element in section["elements"]
    ]
    assert {"type": "link", "url": "https://example.com/a?b=c&d=e"} in elements
    assert {"type": "emoji", "name": "tada"} in elements


@pytest.mark.parametrize("name", ["<!channel>", "*bold*", "<@U2>", "&lt;", "🍵さん", ":tada:"])
def test_names_of_people_and_channels_are_data_too(story: Story, name: str) -> None:
    story.workspace.change_user("U1", real_name=name)
    story.set_up()
    story.until(tokyo(16, "17:05"))
    story.write(story.tanaka, keep="よかった")
    story.until(tokyo(20, "16:31"))
    assert ja("announcement.head", name=name, day="11/16(月)") in story.announcements()[0]
    assert ja("part.head", name=name) in plain(story.digest())
    assert story.thread()[0].startswith(ja("part.head", name=name))
    assert story.refused_calls() == []


def test_the_log_never_holds_what_was_typed(asked: Story) -> None:
    asked.write(asked.tanaka, keep="秘密のことば")
    asked.until(tokyo(20, "18:00"))
    assert "秘密" not in asked.log.getvalue()
    assert "\\u79d8" not in asked.log.getvalue()


def test_buttons_carry_no_text_of_an_entry_but_the_last_try(asked: Story) -> None:
    asked.write(asked.tanaka, {"keep": "秘密", "problem": "秘密", "try": "やる"})
    values = [button.get("value", "") for button in buttons(asked.message("U1")).values()]
    assert not any("秘密" in value for value in values)


def leave(story: Story, user: str) -> None:
    """The team's document no longer names this person."""
    members = {u: m for u, m in story.document("teams/T1-C1")["members"].items() if u != user}
    story.machine.sqlite.commit([Update("teams/T1-C1", {"members": members})])


def spoken(text: str) -> str:
    """A message's text as Slack shows it: the three entities decoded."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
