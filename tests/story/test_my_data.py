"""One's own data: exported, and erased (issue 5, item 7)."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from local.slack.person import Person
from local.slack.reading import plain
from shared.kpt.trouble import StoreSilent
from shared.slack.sentences import sentences
from shared.store.documents import Documents, Fields, Merge, Put, Write
from tests.infra import reading
from tests.story.conftest import TOKYO, Story, buttons, en, ja, key_of, tokyo
from tests.story.stores import store_of

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
"""What 田中 writes below."""
OTHERS = ("鈴木の月曜", "Sato's Monday", "鈴木の二週目")


def ask(person: Person, channel: str = "C1") -> None:
    person.command("/kpt", "my-data", channel)


def press(story: Story, person: Person, action: str, *, settle: bool = True, **how: Any) -> None:
    """Ask for one's data, press a button, and let happen what it brings about."""
    ask(person, how.pop("channel", "C1"))
    person.press(story.whisper(person.user_id), action, **how)
    if settle:
        story.settle()


def export(story: Story, person: Person) -> dict[str, Any]:
    press(story, person, "my_data_export")
    return exported(story, person.user_id)


def files(story: Story, user: str) -> list[dict[str, Any]]:
    """The files that stand in somebody's direct messages."""
    shared = [file for message in story.workspace.direct_messages(user) for file in message.files]
    return [file for file in shared if "content" in file]


def exported(story: Story, user: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(files(story, user)[-1]["content"])
    return content


def stored(story: Story) -> dict[str, Fields]:
    """Every document that there is."""
    with story.machine.sqlite._connection(None) as connection:
        paths = [row[0] for row in connection.execute("SELECT path FROM documents")]
    return {path: document.fields for path, document in story.machine.sqlite.get(paths).items()}


def traces(story: Story, *words: str) -> list[str]:
    """Where one of these words stands: in the id, a key or a value of a document; in a message of Slack's.

    Slack's own ids of blocks are random, and may hold an id by chance: whole words count.
    """
    any_of = re.compile("|".join(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])" for word in words))
    documents = [f"{path} {fields!r}" for path, fields in stored(story).items() if not path.startswith("audit/")]
    messages = [f"{m!r} {plain(m)}" for m in story.everything_posted()]
    return [text for text in (*documents, *messages) if any_of.search(text)]


def audit(story: Story) -> dict[str, str]:
    return {name: fields["what"] for name, fields in story.documents("audit").items()}


@pytest.fixture
def history(asked: Story) -> Story:
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


def erase(story: Story, person: Person) -> None:
    press(story, person, "my_data_erase")


# What is offered


@pytest.mark.parametrize(("user", "say"), [("U1", ja), ("U3", en)])
def test_it_says_what_is_stored_and_offers_both_in_ones_own_language(asked: Story, user: str, say: Any) -> None:
    ask(asked.machine.person(user))
    offered = asked.whisper(user)
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
    assert asked.whispers("U3")[-1] == en(key)
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
    asked.workspace.join("C1", "U8")
    before = stored(asked)
    press(asked, asked.machine.person("U8"), action)
    assert asked.whispers("U8")[-1] == en("my_data.nothing")
    assert stored(asked) == before


def test_a_store_that_is_silent_is_said_and_nothing_is_promised(asked: Story) -> None:
    ask(asked.tanaka)
    with store_of(asked, lambda: _silent()):
        asked.tanaka.press(asked.whisper("U1"), "my_data_erase")
    assert ja("error.press") in asked.whispers("U1")[-1]
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


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
def test_a_file_that_slack_did_not_take_comes_with_the_next_try(asked: Story, method: str) -> None:
    asked.slack.faults.status(method, 500)
    press(asked, asked.tanaka, "my_data_export")
    asked.settle()
    assert len(files(asked, "U1")) == 1


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


# Only one's own


@pytest.mark.parametrize("action", ["my_data_export", "my_data_erase"])
@pytest.mark.parametrize("value", ["U1", '{"user": "U1"}', "people/T1-U1", "../U1"])
def test_whose_data_it_is_says_the_signature_and_never_the_button(history: Story, action: str, value: str) -> None:
    mine = {path: fields for path, fields in stored(history).items() if "U1" in path and not path.startswith("audit")}
    ask(history.suzuki)
    offered = history.whisper("U2")
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


# Erasure


def test_nothing_is_left_but_the_audit_line(history: Story) -> None:
    erase(history, history.tanaka)
    assert traces(history, "U1", "田中", "tanaka", *TEXTS) == []
    (line,) = [(n, f) for n, f in history.documents("audit").items() if f["what"] == "erased their own data"]
    assert line[0].endswith("_T1-U1")
    assert line[1].keys() == {"schema", "at", "by", "what"}
    assert line[1]["by"] == "U1"
    assert not any(word in repr(history.documents("audit")) for word in ("田中", *TEXTS))
    assert history.machine.triggers.settled


def test_what_others_have_stays_as_it_is(history: Story) -> None:
    def others() -> dict[str, Fields]:
        kept = {p: f for p, f in stored(history).items() if p.startswith("people/T1-U2") or p.endswith("_U2")}
        return kept | {p: f for p, f in stored(history).items() if "_U3" in p or "_U2/" in p or "/T1-U3" in p}

    def messages() -> list[tuple[str, str, str]]:
        theirs = [m for m in history.everything_posted() if m.metadata and ("U2" in key_of(m) or "U3" in key_of(m))]
        direct = [m for user in ("U2", "U3") for m in history.workspace.direct_messages(user)]
        return [(m.channel, m.ts, plain(m)) for m in (*theirs, *direct)]

    before, said = others(), messages()
    assert len(before) > 12
    assert len(said) > 10
    erase(history, history.tanaka)
    assert others() == before
    assert messages() == said


def test_digests_name_the_others_only_and_follow_their_edits_as_before(history: Story) -> None:
    erase(history, history.tanaka)
    first, second = [m for m in history.posts() if key_of(m).startswith("digest:")]
    assert "鈴木" in plain(first)
    assert [key_of(reply).split(":")[2] for reply in second.replies] == ["U2", "invite"]
    history.suzuki.command("/kpt")
    history.suzuki.press_in_view("day", "2026-11-24")
    history.suzuki.type(keep="鈴木の直し")
    history.suzuki.submit()
    history.sato.command("/kpt")
    history.sato.type(keep="Sato joins")
    history.sato.submit()
    history.settle()
    shown = "\n".join(history.thread())
    assert "鈴木の直し" in shown
    assert "Sato joins" in shown
    assert ja("part.invite", names="Satoさん") not in shown, "the invitation moves on, too"


def test_an_erased_authors_digest_without_any_other_keep_says_so(asked: Story) -> None:
    asked.write(asked.tanaka, keep=TEXTS[0])
    asked.until(tokyo(20, "18:00"))
    erase(asked, asked.tanaka)
    assert ja("digest.empty") in plain(asked.digest())
    assert asked.digest().replies == []


def test_direct_messages_that_no_delivery_remembers_any_more_go_too(history: Story) -> None:
    gone = [p for p in stored(history) if p.startswith("people/T1-U1/deliveries/")]
    history.machine.sqlite.commit([_delete(path) for path in gone])  # as Firestore does after 30 days
    erase(history, history.tanaka)
    assert history.workspace.direct_messages("U1") == []


def _delete(path: str) -> Write:
    from shared.store.documents import Delete

    return Delete(path)


def test_where_direct_messages_may_not_be_read_all_that_is_remembered_goes(history: Story) -> None:
    history.workspace.scopes.remove("im:history")
    history.machine.sqlite.commit([_delete("people/T1-U1/deliveries/reminder:2026-11-16")])
    erase(history, history.tanaka)
    assert [
        m for m in history.workspace.direct_messages("U1") if m.metadata and key_of(m) != "reminder:2026-11-16"
    ] == []
    assert not files(history, "U1")
    assert history.events("my_data.not_looked")
    assert "people/T1-U1" not in stored(history)


def test_an_archived_channel_and_messages_that_are_gone_do_not_stop_it(history: Story) -> None:
    history.workspace.delete(next(m for m in history.posts() if key_of(m) == "announcement:2026-11-24:U1"))
    history.workspace.channel("C2").is_archived = True
    erase(history, history.tanaka)
    assert [text for text in traces(history, "U1", "田中", *TEXTS) if not text.startswith("Message(")] == []
    left = [m for m in history.everything_posted() if any(word in repr(m) for word in ("U1", "田中"))]
    assert {m.channel for m in left} == {"C2"}, "Slack lets go of none there"
    assert {event["reason"] for event in history.events("delivery.left")} == {"is_archived"}


def test_a_digest_in_an_archived_channel_is_drawn_anew_when_it_is_back(history: Story) -> None:
    channel = history.workspace.channel("C1")
    channel.is_archived = True
    erase(history, history.tanaka)
    channel.is_archived = False
    history.machine.triggers.publish("sweep", [{}])
    history.settle()
    history.machine.sqlite.commit([Put("errands/unblocked-T1-C1", {"schema": 1, "kind": "unblocked", "team": "T1-C1"})])
    history.settle()
    assert not [m for m in history.posts() if "田中" in plain(m) and key_of(m).count(":") == 1]


@pytest.mark.parametrize("code", ["cant_delete_message", "message_not_found"])
def test_what_slack_refuses_is_logged_and_the_rest_goes_on(history: Story, code: str) -> None:
    history.slack.faults.error("chat.delete", code, times=3)
    erase(history, history.tanaka)
    assert "people/T1-U1" not in stored(history)
    assert bool(history.events("delivery.left")) == (code != "message_not_found")


def test_without_the_scope_for_files_everything_else_goes(history: Story) -> None:
    history.workspace.scopes.remove("files:write")
    erase(history, history.tanaka)
    assert history.machine.triggers.settled
    assert "people/T1-U1" not in stored(history)
    assert "missing_scope" in {event["reason"] for event in history.events("delivery.left")}


# Cut off, repeated, beside others

METHODS = ["chat.delete", "chat.update", "conversations.history", "conversations.open", "files.delete"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("after_effect", [False, True])
def test_it_goes_on_after_a_call_that_broke_off(history: Story, method: str, after_effect: bool) -> None:
    history.slack.faults.reset(method, times=2, after_effect=after_effect)
    erase(history, history.tanaka)
    for minutes in range(1, 8):
        if history.machine.triggers.settled:
            break
        history.jump(tokyo(27, "17:00") + timedelta(minutes=3 * minutes))
        history.settle()
    assert traces(history, "U1", "田中", *TEXTS) == []


def test_it_goes_on_at_slacks_pace(history: Story) -> None:
    history.slack.faults.status("chat.delete", 429, retry_after=1)
    erase(history, history.tanaka)
    history.settle()
    assert traces(history, "U1", "田中", *TEXTS) == []


class CutOff:
    """A store whose process ends at a commit: before it, or after it with the answer unused."""

    def __init__(self, behind: Documents, at: int, *, after: bool) -> None:
        self._behind, self._left, self._after = behind, at, after
        self.get, self.query = behind.get, behind.query

    def commit(self, writes: Any, *, within: float | None = None) -> list[object]:
        self._left -= 1
        if self._left == 0 and not self._after:
            raise StoreSilent("cut off")
        done = self._behind.commit(writes, within=within)
        if self._left == 0:
            raise StoreSilent("cut off")
        return done

    @property
    def is_passed(self) -> bool:
        """Whether it came so far."""
        return self._left <= 0


@pytest.mark.parametrize("after", [False, True])
def test_a_run_that_is_cut_off_at_any_write_is_ended_by_the_next(asked: Story, after: bool) -> None:
    for number in range(1, 60):
        asked.machine.triggers.publish("sweep", [{}])  # 田中 is a member, or one again
        asked.settle()
        _week(asked)
        cut = CutOff(asked.machine.sqlite, number, after=after)
        press(asked, asked.tanaka, "my_data_erase", settle=False)
        with store_of(asked, lambda cut=cut: cut):  # type: ignore[misc]
            _wake_errand(asked)
        asked.jump(asked.machine.clock.now() + timedelta(minutes=3))
        asked.settle()
        assert asked.machine.triggers.settled
        assert traces(asked, "U1", "田中", *TEXTS) == [], number
        if not cut.is_passed:
            assert number > 15
            return
    raise AssertionError("an erasure that does not end")


def _week(story: Story) -> None:
    """From one Monday to the next: a reminder, an entry with an edit, a digest that holds it, an entry that joins."""
    monday = story.machine.clock.now().astimezone(TOKYO)
    monday = (monday + timedelta(days=-monday.weekday() % 7)).replace(hour=17, minute=5)
    story.jump(monday)
    story.remind()
    story.write(story.tanaka, keep=TEXTS[0])
    story.write(story.tanaka, keep=TEXTS[3])
    story.jump(monday + timedelta(days=4))
    story.machine.triggers.publish("digest", [{"team": "T1-C1", "day": f"{monday + timedelta(days=4):%Y-%m-%d}"}])
    story.settle()
    story.write(story.tanaka, keep=TEXTS[6])


def _wake_errand(story: Story) -> None:
    """The erasure's errand is run, once."""
    story.machine.triggers._wake("errand", 0, "errands/erase-T1-U1")


def test_erasing_twice_writes_one_line(asked: Story) -> None:
    asked.write(asked.tanaka, keep=TEXTS[0])
    ask(asked.tanaka)
    offered = asked.whisper("U1")
    asked.tanaka.press(offered, "my_data_erase")
    asked.tanaka.press(offered, "my_data_erase")
    asked.machine.triggers.twice = True
    asked.settle()
    assert list(audit(asked).values()).count("erased their own data") == 1


class Meanwhile:
    """A store at which something else happens before the first commit that meets a condition."""

    def __init__(self, behind: Documents, when: Callable[[list[Write]], bool], act: Callable[[], None]) -> None:
        self._behind, self._when, self._act = behind, when, act
        self.get, self.query, self.happened = behind.get, behind.query, False

    def commit(self, writes: Any, *, within: float | None = None) -> list[object]:
        if not self.happened and self._when(list(writes)):
            self.happened = True
            self._act()
        return self._behind.commit(writes, within=within)


@pytest.mark.parametrize("claimed", ["announcement:", "digest:2026-11-20:U1"])
def test_an_announcement_that_is_under_way_brings_nothing_back(asked: Story, claimed: str) -> None:
    """The run of `announce` has read the entry; the erasure begins and ends; then it claims its delivery and posts."""
    asked.write(asked.suzuki, keep=OTHERS[0])
    asked.until(tokyo(20, "16:31"))
    asked.write(asked.tanaka, settle=False, keep=TEXTS[0])

    def erase_all() -> None:
        with store_of(asked, lambda: asked.machine.sqlite):
            ask(asked.tanaka)
            asked.tanaka.press(asked.whisper("U1"), "my_data_erase")
            _wake_errand(asked)

    store = Meanwhile(asked.machine.sqlite, lambda writes: f"deliveries/{claimed}" in writes[0].path, erase_all)
    with store_of(asked, lambda: store):
        asked.machine.triggers._wake("announce", 0, "teams/T1-C1/entries/2026-11-20_U1")
    assert store.happened
    asked.jump(tokyo(20, "16:40"))
    asked.settle()
    assert asked.machine.triggers.settled
    assert traces(asked, "U1", "田中", *TEXTS) == []
    assert OTHERS[0] in asked.thread()[0]


def test_a_digest_that_is_being_posted_ends_without_them(asked: Story) -> None:
    asked.write(asked.tanaka, keep=TEXTS[0])
    asked.write(asked.suzuki, keep=OTHERS[0])
    asked.jump(tokyo(20, "16:30"))

    def erase_all() -> None:
        with store_of(asked, lambda: asked.machine.sqlite):
            ask(asked.tanaka)
            asked.tanaka.press(asked.whisper("U1"), "my_data_erase")
            _wake_errand(asked)

    store = Meanwhile(asked.machine.sqlite, lambda w: "deliveries/digest:2026-11-20:U1" in w[0].path, erase_all)
    asked.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-20"}])
    with store_of(asked, lambda: store):
        asked.machine.triggers._once()
    assert store.happened
    asked.jump(tokyo(20, "16:40"))
    asked.settle()
    assert traces(asked, "U1", "田中", *TEXTS) == []
    assert any(OTHERS[0] in part for part in asked.thread())


def test_what_is_written_while_it_runs_goes_too(asked: Story) -> None:
    asked.write(asked.tanaka, keep=TEXTS[0])
    asked.tanaka.command("/kpt")
    asked.tanaka.type(keep=TEXTS[3])
    press(asked, asked.tanaka, "my_data_erase", settle=False)

    def save() -> None:
        with store_of(asked, lambda: asked.machine.sqlite):
            asked.tanaka.submit()

    store = Meanwhile(asked.machine.sqlite, lambda w: "members" in getattr(w[0], "fields", {}), save)
    with store_of(asked, lambda: store):
        asked.settle()
    assert store.happened
    assert traces(asked, "U1", "田中", *TEXTS) == []


# Afterwards


def sweep(story: Story) -> None:
    story.machine.triggers.publish("sweep", [{}])
    story.settle()


def test_somebody_who_stays_in_the_channel_is_asked_again_as_a_new_member(history: Story) -> None:
    erase(history, history.tanaka)
    sweep(history)
    history.until(tokyo(30, "17:05"))
    assert ja("reminder.first_time", channel="#ops") in history.messages("U1")[-1]
    assert not any(text in history.messages("U1")[-1] for text in TEXTS)


def test_who_left_the_channels_stays_out(history: Story) -> None:
    for channel in ("C1", "C2"):
        history.workspace.leave(channel, "U1")
    erase(history, history.tanaka)
    history.until(tokyo(30, "17:05"))
    assert traces(history, "U1", "田中", *TEXTS) == []


def test_so_does_who_stops_the_messages_afterwards(history: Story) -> None:
    erase(history, history.tanaka)
    history.tanaka.command("/kpt", "stop")
    assert stored(history)["people/T1-U1"] == {"schema": 1, "stopped": True}
    history.until(tokyo(30, "17:05"))
    assert history.messages("U1") == []


def test_a_member_without_any_entry_is_erased_as_well(asked: Story) -> None:
    erase(asked, asked.suzuki)
    assert traces(asked, "U2", "鈴木") == []


def test_the_answer_says_how_to_stay_out() -> None:
    for say in (ja, en):
        assert "/kpt stop" in say("my_data.erasing")


def test_a_stored_errand_of_a_kind_that_nobody_knows_is_logged(asked: Story) -> None:
    asked.machine.sqlite.commit([Merge("errands/x", {"schema": 1, "kind": "dance", "by": "U1"})])
    asked.settle()
    assert asked.events("errand.unknown")
    assert not asked.documents("errands")
