"""A digest's triggers repeat, overlap and come late; long weeks, and what is around it."""

import pytest

from local.slack.people.reading import plain
from local.slack.state.records import Message
from tests.story.conftest import Story, buttons, ja, key_of, tokyo
from tests.story.session.digests import digests

# Triggers


def test_a_trigger_that_repeats_posts_nothing_twice(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(20, "16:31"))
    before = [m.ts for m in asked.channel.everything()]
    for _ in range(2):
        asked.machine.triggers.publish("digest", [{"slot": "16:30 Asia/Tokyo"}])
        assert asked.settle()
    assert [m.ts for m in asked.channel.everything()] == before


@pytest.mark.functions_fail
def test_triggers_that_overlap_post_once(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.jump(tokyo(20, "16:30"))
    fields = {"team": "T1-C1", "day": "2026-11-20", "slot": "16:30 Asia/Tokyo"}
    asked.push("digest", fields, times=5)
    asked.machine.triggers.publish("digest", [fields])
    assert asked.settle()
    keys = [key_of(m) for m in asked.channel.everything() if key_of(m).startswith("digest")]
    assert sorted(keys) == ["digest:2026-11-20", "digest:2026-11-20:U1:1", "digest:2026-11-20:invite"]


def test_a_digest_is_posted_however_late(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.jump(tokyo(21, "09:00"))
    asked.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-20", "slot": "16:30 Asia/Tokyo"}])
    asked.settle()
    assert ja("digest.title", from_="11/16", to="11/20") in plain(asked.digest())


@pytest.mark.functions_fail
def test_one_that_was_cut_off_is_finished_by_the_next_run(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.jump(tokyo(20, "16:30"))
    asked.slack.faults.status("chat.postMessage", 429, retry_after=5, times=1)
    asked.machine.triggers.publish("digest", [{"team": "T1-C1", "day": "2026-11-20", "slot": "16:30 Asia/Tokyo"}])
    asked.settle()
    assert asked.settle()
    assert len(asked.thread()) == 2
    assert asked.document("teams/T1-C1/digests/2026-11-20")["finished_at"] is not None


def test_a_day_on_which_no_session_is_held_does_nothing(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(17, "18:00"))
    assert digests(asked) == []
    assert asked.documents("teams/T1-C1/digests") == {}


@pytest.mark.parametrize("data", [{"team": "T1-C1/x"}, {"team": "T1-C1", "day": "9999-12-31"}])
def test_data_that_nobody_knows_is_acknowledged_and_logged(team: Story, data: dict[str, str]) -> None:
    team.machine.triggers.publish("digest", [data])
    assert team.settle()
    assert [event["severity"] for event in team.events("digest.no_message")] == ["ERROR"]


# Long weeks


def test_a_long_week_is_split_within_slacks_limits_and_never_cut(asked: Story) -> None:
    texts = []
    for day in (16, 17, 18, 19, 20):
        asked.until(tokyo(day, "16:05" if day == 20 else "17:05"))
        texts.append(f"{day}日 " + "とても長い一日。" * 370)
        asked.write(asked.tanaka, keep=texts[-1])
    asked.until(tokyo(20, "16:31"))
    parts = [reply for reply in asked.digest().replies if ":U1:" in key_of(reply)]
    assert [key_of(part)[-1] for part in parts] == ["1", "2", "3"]
    assert plain(parts[1]).startswith(ja("part.continued", name="田中"))
    shown = "".join(plain(part).replace("\n", "") for part in parts)
    assert all(text in shown for text in texts)
    for part in parts:
        assert_within_slacks_limits(part)
    assert asked.refused_calls() == []


def test_pages_that_an_edit_made_superfluous_go(asked: Story) -> None:
    for day in (16, 17, 18, 19, 20):
        asked.until(tokyo(day, "16:05" if day == 20 else "17:05"))
        asked.write(asked.tanaka, keep="とても長い一日。" * 240)
    asked.until(tokyo(20, "16:31"))
    asked.tanaka.press(asked.workspace.direct_messages("U1")[-1], "edit")
    asked.tanaka.type(keep="短く")
    asked.tanaka.submit()
    asked.settle()
    parts = [reply for reply in asked.digest().replies if ":U1:" in key_of(reply)]
    assert len(parts) == 1
    assert "短く" in plain(parts[0])


def test_many_members_fit(story: Story) -> None:
    for n in range(25):
        story.workspace.add_user(f"UM{n}", f"m{n}", "とても長い名前の人" * 8 + str(n))
        story.workspace.join("C1", f"UM{n}")
    story.set_up()
    story.write(story.tanaka, keep="よかった")
    story.until(tokyo(20, "16:31"))
    for message in (story.digest(), *story.digest().replies):
        assert_within_slacks_limits(message)
    assert "とても長い名前の人24" in plain(story.digest())
    assert story.refused_calls() == []


# Around it


def test_the_reminders_button_of_that_day_writes_into_the_open_digest(asked: Story) -> None:
    asked.press(asked.tanaka, "quiet")
    asked.until(tokyo(20, "16:31"))
    assert "write" in buttons(asked.message("U2"))
    asked.press(asked.suzuki, "write")
    asked.suzuki.type(keep="会議の中で")
    asked.suzuki.submit()
    asked.settle()
    assert any("会議の中で" in part for part in asked.thread())


def test_a_team_of_one(story: Story) -> None:
    story.workspace.add_channel("C7", "solo", ["U1"])
    story.set_up(channel="C7")
    story.tanaka.command("/kpt", channel="C7")
    story.tanaka.type(keep="ひとりで")
    story.tanaka.submit()
    story.until(tokyo(20, "16:31"))
    parent = story.workspace.channel("C7").messages[-1]
    assert plain(parent).splitlines() == [
        ja("digest.title", from_="11/16", to="11/20"),
        ja("digest.body"),
        f"{ja('digest.order')} 田中さん",
        ja("digest.open", time="17:30"),
        f"[{ja('button.board')}]",
    ]
    assert [plain(reply) for reply in parent.replies] == ["田中さん\n月 11/16 ひとりで"]


def assert_within_slacks_limits(message: Message) -> None:
    assert len(message.blocks) <= 50
    assert len(message.text.encode()) <= 4000
    total = 0
    for block in message.blocks:
        if block["type"] == "rich_text":
            texts = [e.get("text") or e.get("url") or "" for s in block["elements"] for e in s["elements"]]
        else:
            found = [block["text"]] if "text" in block else block["elements"]
            texts = [each["text"]["text"] if isinstance(each["text"], dict) else each["text"] for each in found]
        size = sum(len(text.encode("utf-16-le")) // 2 for text in texts)
        assert size <= 3000
        total += size
    assert total <= 11_300
