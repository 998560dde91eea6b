"""One's own data: what is offered, and the export. The erasure is in test_erasure.py."""

import json
from datetime import timedelta
from typing import Any

import pytest

from local.slack.people.reading import plain
from shared.i18n.sentences import sentences
from shared.kpt.errors import StoreSilent
from shared.store.engine.documents import Documents, Put
from tests.infra import reading
from tests.story.conftest import Story, buttons, en, ja, tokyo
from tests.story.personal_data import (
    OTHERS,
    TEXTS,
    ask,
    audit,
    erase,
    export,
    files,
    press,
    stored,
    traces,
    two_weeks,
)
from tests.story.stores import store_of


@pytest.fixture
def history(asked: Story) -> Story:
    """田中 has two weeks behind them, in two teams."""
    return two_weeks(asked)


# What is offered


@pytest.mark.parametrize(("user", "say"), [("U1", ja), ("U3", en)])
def test_it_says_what_is_stored_and_offers_both_in_ones_own_language(asked: Story, user: str, say: Any) -> None:
    ask(asked.machine.person(user))
    offered = asked.ephemeral(user)
    assert plain(offered).splitlines()[0] == say("my_data.about")
    shown = buttons(offered)
    assert {name: element["text"]["text"] for name, element in shown.items()} == {
        "my_data_export": say("my_data.export"),
        "my_data_erase": say("my_data.erase"),
    }
    assert shown["my_data_erase"]["confirm"]["text"]["text"] == say("my_data.erase_text")
    assert "confirm" not in shown["my_data_export"]


def test_declining_the_dialog_erases_nothing(asked: Story) -> None:
    asked.write(asked.tanaka, keep=TEXTS[0])
    before = stored(asked)
    press(asked, asked.tanaka, "my_data_erase", confirm=False)
    assert stored(asked) == before


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_dialog_says_until_when_backups_hold_it(language: str) -> None:
    seconds = int(reading.block("google_firestore_backup_schedule", "daily")["retention"].rstrip("s"))
    assert str(seconds // 86400) in sentences(language)("my_data.erase_text")
    audited = (reading.ROOT / "docs/audit.md").read_text()
    assert f"daily backups for {seconds // 86400} days" in audited
    assert "point-in-time recovery for 7 days" in audited


@pytest.mark.parametrize(
    ("action", "key"), [("my_data_export", "my_data.exporting"), ("my_data_erase", "my_data.erasing")]
)
def test_a_click_only_leaves_an_errand_and_says_that_it_is_under_way(asked: Story, action: str, key: str) -> None:
    calls = len(asked.slack.calls)
    press(asked, asked.sato, action, settle=False)
    assert [call.method for call in asked.slack.calls[calls:]] == ["chat.postEphemeral"]
    assert asked.ephemerals("U3")[-1] == en(key)
    [errand] = asked.documents("errands").values()
    assert (errand["by"], errand["workspace"]) == ("U3", "T1")


def test_in_a_channel_that_the_app_is_not_in_a_form_says_it(asked: Story) -> None:
    asked.workspace.add_channel("C9", "elsewhere", ["U1"], bot_inside=False)
    press(asked, asked.tanaka, "my_data_export", channel="C9")
    assert ja("my_data.exporting") in asked.form(asked.tanaka)
    assert files(asked, "U1")


@pytest.mark.parametrize("action", ["my_data_export", "my_data_erase"])
def test_of_whom_nothing_is_stored_that_is_said(asked: Story, action: str) -> None:
    asked.workspace.add_user("U8", "late", "Late", locale="en-GB")
    asked.workspace.join("C1", "U8", told=False)
    before = stored(asked)
    press(asked, asked.machine.person("U8"), action)
    assert asked.ephemerals("U8")[-1] == en("my_data.nothing")
    assert stored(asked) == before


def test_a_store_that_is_silent_is_said_and_nothing_is_promised(asked: Story) -> None:
    ask(asked.tanaka)
    with store_of(asked, lambda: _silent()):
        asked.tanaka.press(asked.ephemeral("U1"), "my_data_erase")
    assert ja("error.press") in asked.ephemerals("U1")[-1]
    assert not asked.documents("errands")


def _silent() -> Documents:
    raise StoreSilent("silent")


# Export


def test_everything_of_theirs_comes_as_one_readable_file(history: Story) -> None:
    content = files(history, "U1")[-1]["content"]
    assert files(history, "U1")[-1]["name"] == "furikaeri-2026-11-27.json"
    assert all(text in content for text in TEXTS), "not escaped, and with every revision"
    everything = json.loads(content)
    assert everything["person"]["name"] == "田中"
    assert sorted(everything["teams"]) == ["T1-C1", "T1-C2"]
    entries = everything["teams"]["T1-C1"]["entries"]
    assert {name[:10]: entry["kind"] for name, entry in entries.items()} == {
        "2026-11-16": "written",
        "2026-11-17": "deleted",
        "2026-11-18": "quiet",
        "2026-11-24": "written",
        "2026-11-27": "written",
    }
    assert entries["2026-11-16_U1"]["keep"] == TEXTS[3]
    assert entries["2026-11-16_U1"]["revisions"]["2"]["keep"] == TEXTS[0]
    assert entries["2026-11-17_U1"]["revisions"]["2"]["keep"] == TEXTS[5]
    assert "digest:2026-11-20:U1:1" in everything["teams"]["T1-C1"]["deliveries"]
    assert "announcement:2026-11-16:U1" in everything["teams"]["T1-C2"]["deliveries"]
    assert "reminder:2026-11-16" in everything["deliveries"]
    assert "\n" in content
    assert everything["teams"]["T1-C1"]["named_in"] == ["member_ids", "members", "created_by", "updated_by"]
    assert [line["what"] for line in everything["audit"].values()] == ["set the team up", "set the team up"]


def test_nothing_of_anybody_elses_is_in_it(history: Story) -> None:
    content = files(history, "U1")[-1]["content"]
    assert not [word for word in ("U2", "U3", "鈴木", "Sato", *OTHERS) if word in content]


@pytest.mark.parametrize(("user", "say"), [("U1", ja), ("U3", en)])
def test_the_message_with_it_is_in_ones_own_language(asked: Story, user: str, say: Any) -> None:
    export(asked, asked.machine.person(user))
    message = asked.message(user)
    assert plain(message).splitlines() == [say("my_data.exported"), "[furikaeri-2026-11-16.json]"]
    assert list(audit(asked).values())[-1] == "exported their own data"


def test_one_click_is_one_file_however_often_it_comes(asked: Story) -> None:
    press(asked, asked.tanaka, "my_data_export")
    asked.tanaka.resend_last()
    asked.machine.triggers.twice = True
    asked.settle()
    assert len(files(asked, "U1")) == 1
    assert list(audit(asked).values()).count("exported their own data") == 1


def test_another_click_is_another_file(asked: Story) -> None:
    export(asked, asked.tanaka)
    asked.jump(tokyo(16, "18:00"))
    export(asked, asked.tanaka)
    assert len(files(asked, "U1")) == 2


@pytest.mark.functions_fail
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
def test_a_file_that_slack_did_not_take_comes_with_the_next_try(asked: Story, method: str) -> None:
    asked.slack.faults.status(method, 500)
    press(asked, asked.tanaka, "my_data_export")
    asked.settle()
    assert len(files(asked, "U1")) == 1


@pytest.mark.functions_fail
def test_after_a_lost_answer_it_comes_again_and_its_delivery_says_so(asked: Story) -> None:
    asked.slack.faults.reset("files.completeUploadExternal", after_effect=True)
    press(asked, asked.tanaka, "my_data_export")
    asked.settle()
    assert len(files(asked, "U1")) == 2, "Slack gives no way to look it up"
    [delivery] = [d for name, d in asked.documents("people/T1-U1/deliveries").items() if name.startswith("export:")]
    assert "posted again" in delivery["error"]


@pytest.mark.parametrize(("user", "say"), [("U1", ja), ("U3", en)])
def test_without_the_scope_a_sentence_says_which_is_missing_and_who_can_add_it(
    asked: Story, user: str, say: Any
) -> None:
    asked.workspace.scopes.remove("files:write")
    press(asked, asked.machine.person(user), "my_data_export")
    assert asked.messages(user)[-1] == say("my_data.may_not_send")
    assert "files:write" in asked.messages(user)[-1]
    assert asked.machine.triggers.settled, "it is not tried again"
    assert "exported their own data" not in audit(asked).values()
    asked.workspace.scopes.add("files:write")
    asked.jump(tokyo(16, "18:00"))
    assert export(asked, asked.machine.person(user))


# Of somebody who is in no team


@pytest.fixture
def changed(asked: Story) -> Story:
    """高橋, who is in the channel and no member, has set another time; 鈴木 another one since."""
    asked.workspace.add_user("U8", "takahashi", "高橋")
    asked.workspace.join("C1", "U8", told=False)
    for person, time in ((asked.machine.person("U8"), "18:00"), (asked.suzuki, "17:30")):
        person.close_all()
        person.command("/kpt", "setup")
        person.select(reminder_time=time)
        person.submit()
        asked.settle()
        asked.jump(asked.machine.clock.now() + timedelta(minutes=1))
    return asked


def test_who_only_changed_settings_gets_what_the_audit_says_of_them(changed: Story) -> None:
    everything = export(changed, changed.machine.person("U8"))
    [line] = everything["audit"].values()
    assert (line["by"], line["team"], line["what"]) == ("U8", "T1-C1", "changed the settings")


def test_and_erases_the_rest(changed: Story) -> None:
    assert any("18:00(高橋さん)" in plain(m) for m in changed.posts())
    erase(changed, changed.machine.person("U8"))
    assert traces(changed, "U8", "高橋") == []
    assert any("17:30(鈴木さん)" in plain(m) for m in changed.posts())
    press(changed, changed.machine.person("U8"), "my_data_export")
    assert changed.ephemerals("U8")[-1] == ja("my_data.nothing")


@pytest.fixture
def left(asked: Story) -> Story:
    """高橋 is stored and no more than that: in no team, with no entry, and never changed a setting."""
    asked.workspace.add_user("U8", "takahashi", "高橋")
    known = {**stored(asked)["people/T1-U2"], "user": "U8", "name": "高橋", "teams": []}
    asked.machine.sqlite.commit([Put("people/T1-U8", known)])
    return asked


def test_who_is_stored_but_in_no_team_gets_what_is_stored(left: Story) -> None:
    everything = export(left, left.machine.person("U8"))
    assert (everything["person"]["name"], everything["teams"]) == ("高橋", {})


def test_and_may_erase_it(left: Story) -> None:
    erase(left, left.machine.person("U8"))
    assert traces(left, "U8", "高橋") == []
    assert [who["by"] for who in left.documents("audit").values() if who["what"] == "erased their own data"] == ["U8"]


def test_an_export_that_comes_after_the_erasure_sends_nothing_and_stores_nothing(asked: Story) -> None:
    press(asked, asked.sato, "my_data_export", settle=False)
    [(name, late)] = asked.documents("errands").items()
    asked.settle()
    erase(asked, asked.sato)
    before, calls = stored(asked), len(asked.slack.calls)
    asked.machine.sqlite.commit([Put(f"errands/{name}", late)])
    asked.settle()
    assert files(asked, "U3") == []
    assert asked.slack.calls[calls:] == []
    assert stored(asked) == before


# Only one's own


@pytest.mark.parametrize("action", ["my_data_export", "my_data_erase"])
@pytest.mark.parametrize("value", ["U1", '{"user": "U1"}', "people/T1-U1", "../U1"])
def test_whose_data_it_is_says_the_signature_and_never_the_button(history: Story, action: str, value: str) -> None:
    mine = {path: fields for path, fields in stored(history).items() if "U1" in path and not path.startswith("audit")}
    ask(history.suzuki)
    offered = history.ephemeral("U2")
    for element in offered.blocks[-1]["elements"]:
        element["value"] = value
    history.suzuki.press(offered, action)
    history.settle()
    assert {path: fields for path, fields in stored(history).items() if path in mine} == mine
    assert not [text for text in TEXTS if any(text in file["content"] for file in files(history, "U2"))]


def test_a_person_of_the_same_id_in_another_workspace_keeps_theirs(history: Story) -> None:
    others = {
        "teams/T2-C1": {**stored(history)["teams/T1-C1"], "workspace": "T2"},
        "people/T2-U1": stored(history)["people/T1-U1"],
    }
    history.machine.sqlite.commit([Put(path, fields) for path, fields in others.items()])
    erase(history, history.tanaka)
    assert {path: fields for path, fields in stored(history).items() if path in others} == others
