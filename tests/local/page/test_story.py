"""The story that a visitor walks through, by the page's addresses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from local import page
from local.playground.play import Play
from shared.i18n.sentences import sentences
from tests.local.page.walk import Walk, said

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])


SCRIPTS = sorted((Path(page.__file__).parent / "static").rglob("*.js"))


DRAWN_BY_THEIR_BLOCK = {"plain_text", "plain_text_input", "rich_text_section"}


NAMES = {"ja": ["佐藤", "田中", "鈴木"], "en": ["Sato", "Tanaka", "Suzuki"]}


@LANGUAGES
def test_it_is_a_minute_to_five_and_two_weeks_have_happened(play: Play, client: FlaskClient, language: str) -> None:
    state = Walk(play, client, language).state()
    assert state["clock"]["iso"] == "2026-11-19T16:59:00+09:00"
    assert state["clock"]["next"]["way"] == "time"
    assert [person["name"] for person in state["people"]] == NAMES[language]
    assert sorted(person["language"] for person in state["people"]) == sorted(["ja", "en", language])
    assert all(person["unread"] == 0 for person in state["people"])
    messages = state["screen"]["channel"]["messages"]
    digests = [m for m in messages if len(m["replies"]) == 3 and m["day"] in ("11/13(金)", "Fri 13 Nov")]
    assert len(digests) == 1
    assert sum(bool(m["reactions"]) for m in messages) >= 4
    assert any(not reply["app"] for m in messages for reply in m["replies"])
    assert len([m for m in messages if m["day"] in ("11/19(木)", "Thu 19 Nov")]) == 1
    assert state["things"] == []
    assert not state["touched"]


@LANGUAGES
def test_nothing_was_refused_while_the_story_so_far_was_played(play: Play, client: FlaskClient, language: str) -> None:
    Walk(play, client, language)
    assert [call for call in play.machine.slack.calls if not call.ok] == []
    assert all(not person.troubles for person in play.people.values())


@LANGUAGES
def test_somebody_was_thanked_last_week_and_this_one(play: Play, client: FlaskClient, language: str) -> None:
    walk = Walk(play, client, language)
    say = sentences(language)
    by, helper = {"ja": ("佐藤", "田中"), "en": ("Sato", "Tanaka")}[language]
    messages = walk.state()["screen"]["channel"]["messages"]
    for name in (by, helper):
        thanked = say("announcement.thanks", names=say("part.head", name=name))
        assert [m for m in messages if thanked in said(m)]
    [digest] = [m for m in messages if len(m["replies"]) == 3 and m["day"] in ("11/13(金)", "Fri 13 Nov")]
    start = say("part.thanks", name=by, weekday={"ja": "水", "en": "Wed"}[language], first_line="")[:-1]
    assert [reply for reply in digest["replies"] if start in said(reply)]


@LANGUAGES
def test_last_friday_a_try_was_done_and_today_a_line_was_kept(play: Play, client: FlaskClient, language: str) -> None:
    walk = Walk(play, client, language)
    say = sentences(language)
    done = say("try.done", try_={"ja": "振り分けの種別を見直す", "en": "Look at the ticket routing again"}[language])
    messages = walk.state()["screen"]["channel"]["messages"]
    [digest] = [m for m in messages if len(m["replies"]) == 3 and m["day"] in ("11/13(金)", "Fri 13 Nov")]
    assert [reply for reply in digest["replies"] if done in said(reply)]
    assert [m for m in messages if done in said(m)]
    walk.turn()
    message = said(walk.newest("U1"))
    assert say("button.as_is") in message
    assert {"ja": "新人さんが、移管の問い合わせを", "en": "The newcomer answered"}[language] in message
    walk.press("U1", "as_is")
    assert walk.done == {"reminder", "kept", "write"}


@pytest.mark.functions_fail
@LANGUAGES
def test_the_things_tick_as_they_are_seen(play: Play, client: FlaskClient, language: str) -> None:
    walk = Walk(play, client, language)
    walk.turn()
    assert walk.done == {"reminder", "kept"}
    walk.press("U1", "write")
    walk.submit("U1", keep="That worked", problem="", **{"try": ""})
    assert walk.done == {"reminder", "kept", "write"}
    walk.press("U2", "quiet")
    assert walk.done == {"reminder", "kept", "write", "quiet"}
    walk.turn()
    assert walk.done == {"reminder", "kept", "write", "quiet", "session_day"}
    walk.switch("answer_lost", on=True)
    walk.turn()
    assert walk.done == {"reminder", "kept", "write", "quiet", "session_day", "digest", "lost"}
    assert walk.state()["switches"]["answer_lost"] is False
    thursdays = [m for m in walk.state("U1")["screen"]["direct"]["messages"] if "That worked" in said(m)]
    walk.act("U1", "press", ts=thursdays[0]["ts"], channel="DU1", action="edit")
    walk.submit("U1", keep="That worked well")
    assert "edit" in walk.done
    walk.switch("store_down", on=True)
    walk.press("U1", "write")
    walk.submit("U1", keep="These words stay")
    assert walk.state()["to_see"]["outage"] == "why/store"
    assert "outage" in walk.done
    view = walk.view("U1")
    assert {"block": "keep", "action": "text", "value": "These words stay"} in view["values"]
    assert "keep" in view["errors"]
    walk.switch("store_down", on=False)
    walk.turn()
    done, state = walk.done, walk.state()
    assert state["clock"]["iso"] == "2026-11-23T17:00:00+09:00"
    assert state["clock"]["holiday"] in ("勤労感謝の日", "Labor Thanksgiving Day")
    assert done == {
        *("reminder", "kept", "write", "quiet"),
        *("session_day", "digest", "edit"),
        *("lost", "outage"),
    }


def test_a_thing_ticks_when_it_was_seen_and_not_before_it_happened(walk: Walk) -> None:
    walk.see("reminder", "write", "none of ours")
    assert walk.state()["things"] == []
    walk.turn()
    state = walk.state()
    assert state["things"] == []
    assert state["to_see"] == {"reminder": "direct/U3", "kept": "direct/U1"}
    walk.see("reminder", "write")
    assert walk.state()["things"] == ["reminder"]
    assert walk.state()["to_see"] == {"kept": "direct/U1"}


def test_the_page_draws_every_block_and_element_that_was_sent(walk: Walk) -> None:
    walk.turn()
    walk.press("U1", "write")
    walk.submit("U1", keep="A line :tada: https://example.com/a")
    walk.press("U1", "edit")
    views = [view for user in ("U1", "U2") for view in walk.play.machine.workspace.view_stack(user)]
    channels = walk.play.machine.workspace.channels.values()
    sent = [message.blocks for channel in channels for message in channel.everything()]
    drawn = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    for kind in set(kinds([*sent, *(view.blocks for view in views)])):
        assert f'"{kind}"' in drawn or kind in DRAWN_BY_THEIR_BLOCK, kind


def kinds(part: object) -> Iterator[str]:
    """The types of all blocks, elements and texts."""
    if isinstance(part, dict):
        if isinstance(part.get("type"), str):
            yield part["type"]
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from kinds(each)


def test_the_reminder_leaves_out_who_has_written(walk: Walk) -> None:
    walk.turn()
    assert {person["name"]: person["unread"] for person in walk.state()["people"]} == {
        "Sato": 1,
        "Tanaka": 1,
        "Suzuki": 0,
    }
    rings = {each["name"]: [ring["line"] for ring in each["rang"]] for each in walk.state()["notified"]}
    assert rings["Sato"] == ["What you kept today is here. As it is will do."]
    assert rings["Tanaka"] == ["振り返りを記録しよう。今日のよかったことを、ひとことだけでも。"]
    assert rings["Suzuki"] == []


def test_a_phone_goes_on_saying_what_it_rang_with(walk: Walk) -> None:
    walk.turn()
    walk.press("U1", "quiet")
    assert walk.state()["notified"][0]["rang"][0]["line"].startswith("What you kept today is here.")


def test_a_badge_goes_when_the_conversation_was_looked_at(walk: Walk) -> None:
    walk.turn()
    assert walk.state()["screen"]["direct"]["unread"] == 1
    walk.post("read", {"as": "U1", "channel": "DU1"})
    assert walk.state()["screen"]["direct"]["unread"] == 0


def test_time_goes_by_the_sessions_and_the_working_days(walk: Walk) -> None:
    stops = []
    for _ in range(6):
        walk.turn()
        stops.append(walk.state()["clock"]["iso"][:16])
    assert stops == [
        "2026-11-19T17:00",
        "2026-11-20T16:00",
        "2026-11-20T16:30",
        "2026-11-23T17:00",
        "2026-11-24T17:00",
        "2026-11-25T17:00",
    ]
    assert walk.state()["clock"]["holiday"] == ""


def test_triggers_that_come_twice_change_nothing_twice(walk: Walk) -> None:
    walk.switch("twice", on=True)
    walk.turn()
    walk.press("U1", "write")
    walk.submit("U1", keep="Once")
    state = walk.state()
    assert len([m for m in state["screen"]["channel"]["messages"] if "Once" in said(m)]) == 1
    assert len(state["notified"][0]["rang"]) == 1
    functions = [link["name"] for link in state["chain"] if link["kind"] == "function"]
    assert functions[-2:] == ["announce", "announce"]


@pytest.mark.functions_fail
def test_when_slack_fails_the_message_comes_once_it_works_again(walk: Walk) -> None:
    walk.switch("slack_fails", on=True)
    walk.post("turn")
    state = walk.state()
    assert not state["settled"]
    assert any(link["error"] == "http_503" for link in state["chain"])
    walk.switch("slack_fails", on=False)
    walk.settle()
    assert len(walk.state()["notified"][0]["rang"]) == 1


def test_events_wait_while_the_store_is_down(walk: Walk) -> None:
    walk.turn()
    walk.press("U1", "write")
    view = walk.view("U1")["id"]
    walk.switch("store_down", on=True)
    walk.post("act", {"as": "U1", "do": "submit", "view": view, "typed": {"keep": "Still here"}})
    assert walk.view("U1")["errors"]["keep"].startswith("We couldn't save that just now.")
    failed = [link for link in walk.state()["chain"] if link["kind"] == "store" and link["ok"] is False]
    assert [link["error"] for link in failed] == ["StoreSilent"]
    walk.switch("store_down", on=False)
    walk.act("U1", "submit", view=view, typed={"keep": "Still here"})
    assert "Still here" in said(walk.newest("U1", "channel"))


@LANGUAGES
def test_the_round_begins_and_goes_on_without_an_error(play: Play, client: FlaskClient, language: str) -> None:
    walk = Walk(play, client, language)
    while "begin" not in str(walk.newest("U1", "channel")["blocks"]):
        walk.turn()
    for action in ("begin", "next", "next"):
        head = walk.newest("U1", "channel")
        walk.act("U1", "press", ts=head["ts"], channel=head["channel"], action=action)
