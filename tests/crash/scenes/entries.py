"""What happens before scenarios of entries and digests."""

from shared.store.engine.documents import Update
from tests.crash.scenes.days import FRIDAY, MONDAY, TEAM
from tests.story.conftest import Story, tokyo


def two_are_asked(story: Story) -> None:
    """#duo, a channel of two people, is set up; it is 17:00."""
    story.workspace.add_channel("C2", "duo", ["U1", "U2"])
    story.set_up(channel="C2")
    story.jump(tokyo(16, "17:00"))


def asked(story: Story) -> None:
    """Everybody of #ops was asked on Monday."""
    story.set_up()
    story.until(tokyo(16, "17:05"))


def everybody_wrote(story: Story) -> None:
    """田中 and Sato wrote a Keep; 鈴木 had a quiet day."""
    asked(story)
    story.write(story.tanaka, keep="よかった", problem="困った")
    story.press(story.suzuki, "quiet")
    story.write(story.sato, keep="Shipped it.")


def about_to_thank(story: Story) -> None:
    """田中's first form thanks 鈴木, and somebody who is in no team."""
    asked(story)
    story.workspace.add_user("U9", "takahashi", "高橋")
    story.press(story.tanaka, "write")
    story.tanaka.type(keep="二人で返しきった")
    story.tanaka.select(thanks=["U2", "U9"])


def about_to_thank_in_digest(story: Story) -> None:
    """The digest is posted, and 田中 is about to thank 鈴木."""
    digest_is_posted(story)
    story.tanaka.press(story.workspace.direct_messages("U1")[0], "edit")
    story.tanaka.select(thanks=["U2"])


def about_to_take_thanks_back(story: Story) -> None:
    """田中's thanks are shown in the digest, and are about to be taken back."""
    about_to_thank_in_digest(story)
    story.tanaka.submit()
    story.settle()
    story.tanaka.press(story.workspace.direct_messages("U1")[0], "edit")
    story.tanaka.select(thanks=[])


def thanked_before_the_reminder(story: Story) -> None:
    """Tuesday's reminder is about to tell 鈴木 who thanked them."""
    about_to_thank(story)
    story.tanaka.submit()
    story.settle()
    story.jump(tokyo(17, "16:55"))


def friday(story: Story) -> None:
    """The win session is about to begin."""
    everybody_wrote(story)
    story.jump(tokyo(20, "16:30"))


def friday_before_the_reminder(story: Story) -> None:
    everybody_wrote(story)
    story.jump(tokyo(20, "15:30"))


def friday_with_a_form(story: Story) -> None:
    """Sato has Monday's form open, with another text in it."""
    friday(story)
    story.sato.command("/kpt")
    story.sato.press_in_view("day", MONDAY)
    story.sato.type(keep="Shipped it, and celebrated.")


def friday_with_a_first_form(story: Story) -> None:
    """鈴木, who has no Keep in the week yet, is about to send one."""
    friday(story)
    story.suzuki.command("/kpt")
    story.suzuki.type(keep="間に合った")


def digest_is_posted(story: Story) -> None:
    friday(story)
    story.machine.triggers.publish("digest", [{"team": TEAM, "day": FRIDAY}])
    story.settle()
    story.jump(tokyo(20, "16:40"))


def round_runs(story: Story) -> None:
    digest_is_posted(story)
    story.tanaka.press(story.digest(), "begin")
    story.settle()


def hour_is_over(story: Story) -> None:
    digest_is_posted(story)
    story.jump(tokyo(20, "18:40"))


def typed(story: Story) -> None:
    """田中's form is open, with texts that are not submitted yet."""
    story.tanaka.press(story.message("U1"), "write")
    story.tanaka.type({"keep": "よかった", "problem": "困った", "try": "試す"})


def first_entry(story: Story) -> None:
    asked(story)
    typed(story)


def in_a_thread(story: Story) -> None:
    asked(story)
    story.machine.sqlite.commit([Update(f"teams/{TEAM}", {"announcement.mode": "thread"})])
    story.settle()


def first_in_thread(story: Story) -> None:
    """The day's entries are replies, and 田中's is the first."""
    in_a_thread(story)
    typed(story)


def next_in_thread(story: Story) -> None:
    """鈴木's reply is in the thread, and 田中's is about to follow."""
    in_a_thread(story)
    story.write(story.suzuki, keep="先に書いた")
    typed(story)


def about_to_empty_thread(story: Story) -> None:
    """田中's is the only reply."""
    in_a_thread(story)
    story.write(story.tanaka, keep="よかった")
    story.tanaka.command("/kpt")


def edit(story: Story) -> None:
    asked(story)
    story.write(story.tanaka, keep="よかった")
    story.tanaka.command("/kpt")
    story.tanaka.type(keep="もっとよかった", problem="困った")


def long(story: Story) -> None:
    """An entry that takes three messages is about to be saved."""
    asked(story)
    story.tanaka.command("/kpt")
    story.tanaka.type({"keep": "🎉" * 3000, "problem": "字" * 3000, "try": "x" * 3000})


def long_to_short(story: Story) -> None:
    long(story)
    story.tanaka.submit()
    story.settle()
    story.tanaka.command("/kpt")
    story.tanaka.type({"keep": "よかった", "problem": "", "try": ""})


def long_to_delete(story: Story) -> None:
    long(story)
    story.tanaka.submit()
    story.settle()
    story.tanaka.command("/kpt")


def about_to_delete(story: Story) -> None:
    asked(story)
    story.write(story.tanaka, keep="よかった")
    story.tanaka.command("/kpt")


def about_to_join(story: Story) -> None:
    """鈴木 writes while the digest is open."""
    digest_is_posted(story)
    story.suzuki.command("/kpt")
    story.suzuki.type(keep="間に合った")


def about_to_edit_in_digest(story: Story) -> None:
    """Monday's Keep is changed on Friday evening."""
    hour_is_over(story)
    open_monday(story)
    story.tanaka.type(keep="もっとよかった")


def about_to_leave_digest(story: Story) -> None:
    hour_is_over(story)
    open_monday(story)


def open_monday(story: Story) -> None:
    story.tanaka.command("/kpt")
    story.tanaka.press_in_view("day", MONDAY)
