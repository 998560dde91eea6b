"""What happens before scenarios of teams, people and screens."""

from datetime import UTC, datetime

from local.slack.outgoing.requests import event, http_sender
from shared.kpt.board.screen import code_of
from shared.store.engine.documents import Put, Update
from tests.crash.scenes import entries
from tests.crash.scenes.days import FRIDAY, TEAM
from tests.story.conftest import Story, tokyo


def set_up(story: Story) -> None:
    story.set_up()


def about_to_set_up(story: Story) -> None:
    """There is only the channel."""
    assert story.machine.triggers.settled


def somebody_is_unknown(story: Story) -> None:
    """高橋 has joined the channel, and is not stored yet."""
    story.set_up()
    story.workspace.add_user("U4", "takahashi", "高橋")
    story.workspace.join("C1", "U4")
    ids = [*story.document(f"teams/{TEAM}")["member_ids"], "U4"]
    story.machine.sqlite.commit([Update(f"teams/{TEAM}", {"member_ids": ids})])
    story.settle()


def things_are_amiss(story: Story) -> None:
    """A digest waits for its channel. One job is missing, one was changed by hand, one is not needed, one is
    unknown."""
    entries.friday(story)
    story.workspace.leave("C1", "UBOT", told=False)
    story.machine.triggers.publish("digest", [{"team": TEAM, "day": FRIDAY}])
    story.settle()
    story.workspace.join("C1", "UBOT", told=False)
    disturb_jobs(story)
    story.jump(datetime(2026, 11, 20, 16, 20, tzinfo=UTC))


def disturb_jobs(story: Story) -> None:
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


def archived(story: Story) -> None:
    """Somebody has archived #ops, and Slack is about to say so."""
    story.set_up()
    story.workspace.channel("C1").is_archived = True


def back_again(story: Story) -> None:
    """#ops was archived, and an entry was written meanwhile. Now it is unarchived, and Slack is about to say so."""
    archived(story)
    send = http_sender(story.machine.functions.url("interaction"))
    assert send(*event(story.workspace, "channel_archive", channel="C1")).status == 200
    story.settle()
    story.write(story.suzuki, keep="書いておいた")
    story.workspace.channel("C1").is_archived = False


def about_to_be_erased(story: Story) -> None:
    """鈴木's Keep is in an open digest, and 鈴木 has typed /kpt my-data."""
    entries.friday_with_a_first_form(story)
    story.suzuki.submit()
    story.settle()
    story.machine.triggers.publish("digest", [{"team": TEAM, "day": FRIDAY}])
    story.settle()
    story.suzuki.command("/kpt", "my-data")


def about_to_change(story: Story) -> None:
    """The settings form is open, with another time, zone and list of people in it."""
    story.set_up()
    story.jump(tokyo(16, "10:01"))
    story.tanaka.close()
    story.tanaka.command("/kpt", "setup")
    story.tanaka.type(time_zone="Europe/Berlin")
    story.tanaka.select(reminder_time="09:00", membership="list", chosen=["U1", "U2"])


def settings_are_open(story: Story) -> None:
    """田中, who is in two teams, looks at the settings of #ops."""
    two_teams(story)
    story.jump(tokyo(16, "17:01"))
    story.tanaka.close_all()
    story.tanaka.command("/kpt", "setup")


def before_the_session(story: Story) -> None:
    """The meeting was moved to Thursday, and 田中 is about to start the session."""
    entries.everybody_wrote(story)
    story.jump(tokyo(19, "13:00"))
    story.tanaka.command("/kpt", "setup")


def two_teams(story: Story) -> None:
    """田中 is in two teams, which send them one message a day together."""
    story.set_up()
    entries.two_are_asked(story)


def comes(story: Story) -> None:
    """高橋, in Berlin, has joined #ops and 鈴木 has left it. Slack is about to say so."""
    story.set_up()
    story.workspace.add_user("U4", "takahashi", "高橋", tz="Europe/Berlin")
    story.workspace.join("C1", "U4", told=False)
    story.workspace.leave("C1", "U2", told=False)


def moves(story: Story) -> None:
    """田中, who is in two teams, has moved to Berlin, and Slack is about to say so."""
    two_teams(story)
    story.workspace.change_user("U1", tz="Europe/Berlin")


def closed(story: Story) -> None:
    """田中's account was closed."""
    two_teams(story)
    story.workspace.change_user("U1", deleted=True)


def asked_to_show(story: Story) -> None:
    """田中 has typed a screen's code, and is asked whether the screen may show the week."""
    story.set_up()
    story.tanaka.command("/kpt", f"board {code_of(b'a room')}", "C1")


def shown_on_a_screen(story: Story) -> None:
    """The screen shows the week, and 田中 looks at Home."""
    asked_to_show(story)
    story.tanaka.press(story.ephemeral("U1"), "board_show")
    story.tanaka.open_home()
