"""The scenes: one or more for every function, and for the click and the form that start them."""

from collections.abc import Callable
from datetime import UTC, datetime

from local.slack.outgoing import events
from local.slack.outgoing.requests import Answer, event, http_sender
from local.slack.people.person import Person
from shared.kpt.board.screen import code_of
from shared.store.engine.documents import Put, Update
from tests.crash.play import Play, Scenario
from tests.story.conftest import Story, buttons, tokyo

MONDAY, FRIDAY = "2026-11-16", "2026-11-20"
TEAM = "T1-C1"


def _two_are_asked(story: Story) -> None:
    """#duo, of two, is set up; it is five."""
    story.workspace.add_channel("C2", "duo", ["U1", "U2"])
    story.set_up(channel="C2")
    story.jump(tokyo(16, "17:00"))


def _set_up(story: Story) -> None:
    story.set_up()


def _asked(story: Story) -> None:
    """Everybody of #ops was asked on Monday."""
    story.set_up()
    story.until(tokyo(16, "17:05"))


def _everybody_wrote(story: Story) -> None:
    """田中 and Sato with a Keep; 鈴木 had a quiet day."""
    _asked(story)
    story.write(story.tanaka, keep="よかった", problem="困った")
    story.press(story.suzuki, "quiet")
    story.write(story.sato, keep="Shipped it.")


def _friday(story: Story) -> None:
    """The win session is about to begin."""
    _everybody_wrote(story)
    story.jump(tokyo(20, "16:30"))


def _friday_before_the_reminder(story: Story) -> None:
    _everybody_wrote(story)
    story.jump(tokyo(20, "15:30"))


def _friday_with_a_form(story: Story) -> None:
    """Sato has Monday's form open, with other words in it."""
    _friday(story)
    story.sato.command("/kpt")
    story.sato.press_in_view("day", MONDAY)
    story.sato.type(keep="Shipped it, and celebrated.")


def _friday_with_a_first_form(story: Story) -> None:
    """鈴木, who has no Keep in the week yet, is about to send one."""
    _friday(story)
    story.suzuki.command("/kpt")
    story.suzuki.type(keep="間に合った")


def _digest_is_posted(story: Story) -> None:
    _friday(story)
    story.machine.triggers.publish("digest", [{"team": TEAM, "day": FRIDAY}])
    story.settle()
    story.jump(tokyo(20, "16:40"))


def _round_runs(story: Story) -> None:
    _digest_is_posted(story)
    story.tanaka.press(story.digest(), "begin")
    story.settle()


def _hour_is_over(story: Story) -> None:
    _digest_is_posted(story)
    story.jump(tokyo(20, "18:40"))


def _typed(story: Story) -> None:
    """田中's form is open, with a text in it that is not sent yet."""
    story.tanaka.press(story.message("U1"), "write")
    story.tanaka.type({"keep": "よかった", "problem": "困った", "try": "試す"})


def _first_entry(story: Story) -> None:
    _asked(story)
    _typed(story)


def _in_a_thread(story: Story) -> None:
    _asked(story)
    story.machine.sqlite.commit([Update(f"teams/{TEAM}", {"announcement.mode": "thread"})])
    story.settle()


def _first_in_thread(story: Story) -> None:
    """The day's entries are replies, and 田中's is the first."""
    _in_a_thread(story)
    _typed(story)


def _next_in_thread(story: Story) -> None:
    """鈴木's reply stands there, and 田中's is about to come."""
    _in_a_thread(story)
    story.write(story.suzuki, keep="先に書いた")
    _typed(story)


def _about_to_empty_thread(story: Story) -> None:
    """田中's is the only reply."""
    _in_a_thread(story)
    story.write(story.tanaka, keep="よかった")
    story.tanaka.command("/kpt")


def _edit(story: Story) -> None:
    _asked(story)
    story.write(story.tanaka, keep="よかった")
    story.tanaka.command("/kpt")
    story.tanaka.type(keep="もっとよかった", problem="困った")


def _long(story: Story) -> None:
    """An entry that takes three messages is about to be saved."""
    _asked(story)
    story.tanaka.command("/kpt")
    story.tanaka.type({"keep": "🎉" * 3000, "problem": "字" * 3000, "try": "x" * 3000})


def _long_to_short(story: Story) -> None:
    _long(story)
    story.tanaka.submit()
    story.settle()
    story.tanaka.command("/kpt")
    story.tanaka.type({"keep": "よかった", "problem": "", "try": ""})


def _long_to_delete(story: Story) -> None:
    _long(story)
    story.tanaka.submit()
    story.settle()
    story.tanaka.command("/kpt")


def _about_to_delete(story: Story) -> None:
    _asked(story)
    story.write(story.tanaka, keep="よかった")
    story.tanaka.command("/kpt")


def _about_to_join(story: Story) -> None:
    """鈴木 writes while the digest is open."""
    _digest_is_posted(story)
    story.suzuki.command("/kpt")
    story.suzuki.type(keep="間に合った")


def _about_to_edit_in_digest(story: Story) -> None:
    """Monday's Keep is changed on Friday evening."""
    _hour_is_over(story)
    _open_monday(story)
    story.tanaka.type(keep="もっとよかった")


def _about_to_leave_digest(story: Story) -> None:
    _hour_is_over(story)
    _open_monday(story)


def _open_monday(story: Story) -> None:
    story.tanaka.command("/kpt")
    story.tanaka.press_in_view("day", MONDAY)


def _about_to_set_up(story: Story) -> None:
    """Nothing there but the channel."""
    assert story.machine.triggers.settled


def _somebody_is_unknown(story: Story) -> None:
    """Of 高橋, who came into the channel, nothing is known yet."""
    story.set_up()
    story.workspace.add_user("U4", "takahashi", "高橋")
    story.workspace.join("C1", "U4")
    ids = [*story.document(f"teams/{TEAM}")["member_ids"], "U4"]
    story.machine.sqlite.commit([Update(f"teams/{TEAM}", {"member_ids": ids})])
    story.settle()


def _things_are_amiss(story: Story) -> None:
    """A digest waits for its channel; one job is gone, one was changed by hand, one is of no use, one unknown."""
    _friday(story)
    story.workspace.leave("C1", "UBOT", told=False)
    story.machine.triggers.publish("digest", [{"team": TEAM, "day": FRIDAY}])
    story.settle()
    story.workspace.join("C1", "UBOT", told=False)
    _disturb_jobs(story)
    story.jump(datetime(2026, 11, 20, 16, 20, tzinfo=UTC))


def _disturb_jobs(story: Story) -> None:
    slots = story.documents("slots")
    useless = {**next(iter(slots.values())), "slot": "reminder 05:00 Asia/Tokyo", "cron": "0 5 * * *"}
    useless["job"] = "furikaeri-reminder-0500-asia-tokyo"
    store = story.machine.sqlite
    store.commit([Put(f"slots/{useless['job'].removeprefix('furikaeri-')}", useless)])
    jobs = story.machine.scheduler.jobs
    gone, changed, *_ = [name for name in sorted(jobs) if "sweep" not in name]
    of_no_use = jobs.pop(gone)
    for name in ("furikaeri-reminder-0500-asia-tokyo", "furikaeri-digest-0515-asia-tokyo"):
        copy = type(of_no_use)(of_no_use, name=f"{gone.rpartition('/')[0]}/{name}")
        jobs[copy.name] = copy
    jobs[changed] = type(of_no_use)(jobs[changed], schedule="1 1 * * *")


def _archived(story: Story) -> None:
    """Somebody has archived #ops, and Slack is about to say so."""
    story.set_up()
    story.workspace.channel("C1").is_archived = True


def _back_again(story: Story) -> None:
    """It was, and an entry was written meanwhile; now it is open again, and Slack is about to say so."""
    _archived(story)
    send = http_sender(story.machine.functions.url("interaction"))
    assert send(*event(story.workspace, "channel_archive", channel="C1")).status == 200
    story.settle()
    story.write(story.suzuki, keep="書いておいた")
    story.workspace.channel("C1").is_archived = False


def _about_to_be_erased(story: Story) -> None:
    """鈴木, whose Keep is in an open digest and who has the question before them."""
    _friday_with_a_first_form(story)
    story.suzuki.submit()
    story.settle()
    story.machine.triggers.publish("digest", [{"team": TEAM, "day": FRIDAY}])
    story.settle()
    story.suzuki.command("/kpt", "my-data")


def _about_to_change(story: Story) -> None:
    """The settings are open, with another time and another zone in them."""
    story.set_up()
    story.jump(tokyo(16, "10:01"))
    story.tanaka.close()
    story.tanaka.command("/kpt", "setup")
    story.tanaka.type(time_zone="Europe/Berlin")
    story.tanaka.select(reminder_time="09:00", membership="list", chosen=["U1", "U2"])


def _settings_are_open(story: Story) -> None:
    """田中, who is in two teams, looks at the settings of #ops."""
    _two_teams(story)
    story.jump(tokyo(16, "17:01"))
    story.tanaka.close_all()
    story.tanaka.command("/kpt", "setup")


def _before_the_session(story: Story) -> None:
    """The meeting was moved to Thursday, and 田中 is about to say so."""
    _everybody_wrote(story)
    story.jump(tokyo(19, "13:00"))
    story.tanaka.command("/kpt", "setup")


def _two_teams(story: Story) -> None:
    """田中 is in both: one message a day all the same."""
    story.set_up()
    _two_are_asked(story)


def _comes(story: Story) -> None:
    """高橋, in Berlin, has come into #ops and 鈴木 has left it; Slack is about to say so."""
    story.set_up()
    story.workspace.add_user("U4", "takahashi", "高橋", tz="Europe/Berlin")
    story.workspace.join("C1", "U4", told=False)
    story.workspace.leave("C1", "U2", told=False)


def _moves(story: Story) -> None:
    """田中, who is in two teams, has moved to Berlin, and Slack is about to say so."""
    _two_teams(story)
    story.workspace.change_user("U1", tz="Europe/Berlin")


def _closed(story: Story) -> None:
    """田中's account was closed."""
    _two_teams(story)
    story.workspace.change_user("U1", deleted=True)


def _asked_to_show(story: Story) -> None:
    """田中 has typed the code of a screen, and is asked whether the week may show on it."""
    story.set_up()
    story.tanaka.command("/kpt", f"board {code_of(b'a room')}", "C1")


def _shown_on_a_screen(story: Story) -> None:
    """It shows there; 田中 looks at Home."""
    _asked_to_show(story)
    story.tanaka.press(story.ephemeral("U1"), "board_show")
    story.tanaka.open_home()


def _remind(play: Play) -> None:
    play.publish("reminder", {"team": "T1-C2", "day": MONDAY, "slot": "17:00 Asia/Tokyo"})
    play.settle()


def _remind_of_session(play: Play) -> None:
    play.publish("reminder", {"team": TEAM, "day": FRIDAY})
    play.settle()


def _fan_out(play: Play) -> None:
    play.publish("reminder", {"slot": "17:00 Asia/Tokyo"})
    play.settle()


def _submit(user: str) -> Callable[[Play], None]:
    def act(play: Play) -> None:
        person = play.person(user)
        play.insist(person.submit)
        play.settle()

    return act


def _tap_quiet(play: Play) -> None:
    person = play.person("U2")
    message = play.workspace.direct_messages("U2")[-1]
    play.insist(lambda: person.press(message, "quiet"))
    play.settle()


def _delete(play: Play) -> None:
    """Until the form says that it is gone."""
    person = play.person("U1")
    while "delete" in str(person.view.content):
        person.press_in_view("delete")
    play.settle()


def _hold_session(play: Play) -> None:
    play.publish("digest", {"team": TEAM, "day": FRIDAY})
    play.settle()


def _set_up_and_try(play: Play) -> None:
    person = play.person("U1")
    play.insist(lambda: person.command("/kpt", "setup"))
    play.insist(person.submit)
    play.settle()


def _learn_members(play: Play) -> None:
    with play.documents() as documents:
        errand = {"schema": 1, "kind": "members", "team": TEAM, "by": "U1"}
        documents.commit([Put(f"errands/members-{TEAM}", errand)])
    play.wake("errand", f"errands/members-{TEAM}")
    play.settle()


def _try_now(person: Person) -> Answer | None:
    """In the form that says that the team is set up; what a try before has put on top of it is closed first."""
    while len(person.workspace.view_stack(person.user_id)) > 1:
        person.close()
    return person.press_in_view("try_now")


def _send_it_now(play: Play) -> None:
    person = play.person("U1")
    play.insist(lambda: _try_now(person))
    play.settle()


def _press_in_settings(action: str) -> Callable[[Play], None]:
    """Until the view says what became of it."""

    def act(play: Play) -> None:
        person = play.person("U1")
        while action in str(person.view.content):
            person.press_in_view(action)
        play.settle()

    return act


def _event(kind: str) -> Callable[[Play], None]:
    def act(play: Play) -> None:
        play.insist(lambda: play.ask("interaction", *event(play.workspace, kind, channel="C1")))
        play.settle()

    return act


def _of_member(kind: str, user: str) -> Callable[[Play], None]:
    def act(play: Play) -> None:
        fields = events.membership(play.workspace, play.workspace.channel("C1"), user)
        play.insist(lambda: play.ask("interaction", *event(play.workspace, kind, **fields)))
        play.settle()

    return act


def _profile(play: Play) -> None:
    fields = events.changed_user(play.workspace, "U1")
    play.insist(lambda: play.ask("interaction", *event(play.workspace, "user_change", **fields)))
    play.settle()


def _erase(play: Play) -> None:
    person = play.person("U2")
    offered = play.workspace.ephemeral["U2"][-1]
    play.insist(lambda: person.press(offered, "my_data_erase"))
    play.settle()


def _lead(action: str, option: int | None = None) -> Callable[[Play], None]:
    """Somebody presses on the digest's head until it shows the next step."""

    def act(play: Play) -> None:
        person = play.person("U1")
        channel = play.workspace.channel("C1")
        [head] = [m for m in channel.messages if (m.metadata or {})["event_payload"]["key"] == f"digest:{FRIDAY}"]
        seen = head.blocks
        while head.blocks == seen:
            values = [each["value"] for each in buttons(head)[action].get("options", [])]
            person.press(head, action, None if option is None else values[option])
            play.settle()

    return act


def _show(play: Play) -> None:
    person, asked = play.person("U1"), play.workspace.ephemeral["U1"][-1]
    play.insist(lambda: person.press(asked, "board_show"))
    play.settle()


def _close_screen(play: Play) -> None:
    """Until Home says that it is closed."""
    person = play.person("U1")
    while "board_close" in str(person.home.content):
        person.press_in_home("board_close")
    play.settle()


def _sweep(play: Play) -> None:
    play.publish("sweep", {})
    play.settle()


SCENARIOS = (
    Scenario("pairing", tokyo(16), _asked_to_show, _show),
    Scenario("closing", tokyo(16), _shown_on_a_screen, _close_screen),
    Scenario("sweep", tokyo(16), _things_are_amiss, _sweep),
    Scenario("reminder", tokyo(16), _two_are_asked, _remind),
    Scenario("reminder on the session's day", tokyo(16), _friday_before_the_reminder, _remind_of_session),
    Scenario("fan-out", tokyo(16), _two_teams, _fan_out, order_shows=True),
    Scenario("first entry", tokyo(16), _first_entry, _submit("U1")),
    Scenario("first entry in a thread", tokyo(16), _first_in_thread, _submit("U1")),
    Scenario("next entry in a thread", tokyo(16), _next_in_thread, _submit("U1")),
    Scenario("the last reply of a thread goes", tokyo(16), _about_to_empty_thread, _delete),
    Scenario("edit", tokyo(16), _edit, _submit("U1")),
    Scenario("a long entry", tokyo(16), _long, _submit("U1")),
    Scenario("a long entry becomes short", tokyo(16), _long_to_short, _submit("U1")),
    Scenario("a long entry is deleted", tokyo(16), _long_to_delete, _delete),
    Scenario("quiet tap", tokyo(16), _asked, _tap_quiet),
    Scenario("delete", tokyo(16), _about_to_delete, _delete),
    Scenario("digest", tokyo(16), _friday, _hold_session),
    Scenario("joining an open digest", tokyo(16), _about_to_join, _submit("U2")),
    Scenario("edit in a posted digest", tokyo(16), _about_to_edit_in_digest, _submit("U1")),
    Scenario("leaving a posted digest", tokyo(16), _about_to_leave_digest, _delete),
    Scenario("the round begins", tokyo(16), _digest_is_posted, _lead("begin")),
    Scenario("the next one tells", tokyo(16), _round_runs, _lead("next")),
    Scenario("somebody tells later", tokyo(16), _round_runs, _lead("order", 0)),
    Scenario("setup, welcome, schedule", tokyo(16), _about_to_set_up, _set_up_and_try),
    Scenario("errand for members", tokyo(16), _somebody_is_unknown, _learn_members),
    Scenario("a channel is archived", tokyo(16), _archived, _event("channel_archive")),
    Scenario("a channel is back", tokyo(16), _back_again, _event("channel_unarchive")),
    Scenario("somebody joins", tokyo(16), _comes, _of_member("member_joined_channel", "U4")),
    Scenario("somebody leaves", tokyo(16), _comes, _of_member("member_left_channel", "U2")),
    Scenario("a profile changes", tokyo(16), _moves, _profile),
    Scenario("an account is closed", tokyo(16), _closed, _profile),
    Scenario("erasure", tokyo(16), _about_to_be_erased, _erase),
    Scenario("settings are changed", tokyo(16), _about_to_change, _submit("U1")),
    Scenario("a team is paused", tokyo(16), _settings_are_open, _press_in_settings("team_pause")),
    Scenario("the session is begun", tokyo(16), _before_the_session, _press_in_settings("session_now")),
    Scenario("errand for one reminder", tokyo(16), _set_up, _send_it_now),
)

BESIDE = (
    Scenario("digest, a form open", tokyo(16), _friday_with_a_form, _hold_session),
    Scenario("digest, a first form open", tokyo(16), _friday_with_a_first_form, _hold_session),
)
"""Scenes in which something else happens, too."""
BY_NAME = {scenario.name: scenario for scenario in (*SCENARIOS, *BESIDE)}
