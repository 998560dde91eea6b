"""*From this week's Keeps*: on the session's day the message shows a teammate's Keep, once that day is answered."""

import pytest

from local.slack.people.person import Person
from shared.store.engine.documents import REMOVE, Update
from tests.story.conftest import Story, buttons, en, ja, tokyo

TITLES = (ja("glance.title"), en("glance.title"))


@pytest.fixture
def friday(team: Story) -> Story:
    """Everybody wrote on Monday; it is Friday, and all are asked."""
    team.tanaka.close()
    team.until(tokyo(16, "17:05"))
    for person, keep in ((team.tanaka, "予定どおり"), (team.suzuki, "早めの相談"), (team.sato, "One less alert")):
        team.write(person, keep=keep)
        assert not is_shown(team, person), "it is an ordinary day"
    team.until(tokyo(20, "16:05"))
    return team


def is_shown(story: Story, person: Person) -> bool:
    return any(title in story.messages(person.user_id)[-1] for title in TITLES)


def keeps_shown(story: Story, person: Person) -> set[str]:
    """The Keeps of Monday that somebody's newest message shows below the line."""
    below = story.messages(person.user_id)[-1]
    for title in TITLES:
        below = below.partition(title)[2] or below
    return {keep for keep in ("予定どおり", "早めの相談", "One less alert") if keep in below}


def test_everybodys_keep_is_put_before_somebody_else(friday: Story) -> None:
    own = {"U1": "予定どおり", "U2": "早めの相談", "U3": "One less alert"}
    seen: list[str] = []
    for person in (friday.tanaka, friday.suzuki, friday.sato):
        friday.press(person, "quiet")
        (keep,) = keeps_shown(friday, person)
        assert keep != own[person.user_id]
        seen.append(keep)
    assert sorted(seen) == sorted(own.values())


def test_it_leads_to_where_the_keep_stands_and_is_acknowledged(friday: Story) -> None:
    friday.press(friday.tanaka, "quiet")
    (keep,) = keeps_shown(friday, friday.tanaka)
    (post,) = (post for post in friday.posts() if keep in post.text)
    assert buttons(friday.message("U1"))["see_glance"]["url"].endswith(post.ts.replace(".", ""))
    friday.press(friday.tanaka, "see_glance")
    assert friday.tanaka.troubles == []


def test_a_teammate_of_whom_only_the_team_knows_the_name_is_called_by_it(friday: Story) -> None:
    friday.machine.sqlite.commit([Update(f"people/T1-{user}", {"name": REMOVE}) for user in ("U2", "U3")])
    friday.press(friday.tanaka, "quiet")
    keep = keeps_shown(friday, friday.tanaka).pop()
    assert {"早めの相談": "鈴木さん", "One less alert": "Satoさん"}[keep] in friday.messages("U1")[-1]


def test_it_posts_and_stores_nothing(friday: Story) -> None:
    posts, stored = len(friday.posts()), friday.documents("people/T1-U1/deliveries").keys()
    friday.press(friday.tanaka, "quiet")
    assert is_shown(friday, friday.tanaka)
    assert len(friday.posts()) == posts
    assert friday.documents("people/T1-U1/deliveries").keys() == stored
    keep = keeps_shown(friday, friday.tanaka).pop()
    assert keep not in str([friday.document(path) for path in ("people/T1-U1", "teams/T1-C1")])


def test_next_week_it_is_another_pairing(friday: Story) -> None:
    friday.press(friday.tanaka, "quiet")
    before = keeps_shown(friday, friday.tanaka)
    friday.until(tokyo(24, "17:05"))
    for person, keep in ((friday.suzuki, "早めの相談"), (friday.sato, "One less alert"), (friday.tanaka, "予定どおり")):
        friday.write(person, keep=keep)
    friday.until(tokyo(27, "16:05"))
    friday.press(friday.tanaka, "quiet")
    assert keeps_shown(friday, friday.tanaka)
    assert keeps_shown(friday, friday.tanaka) != before


def test_whose_keep_was_taken_back_is_not_shown(friday: Story) -> None:
    friday.machine.sqlite.commit(
        [Update(f"teams/T1-C1/entries/2026-11-16_{user}", {"kind": "deleted"}) for user in ("U2", "U3")]
    )
    friday.press(friday.tanaka, "quiet")
    assert not is_shown(friday, friday.tanaka)


def test_a_person_can_switch_it_off_and_on_again(friday: Story) -> None:
    tick_glance(friday, [])
    friday.press(friday.tanaka, "quiet")
    assert not is_shown(friday, friday.tanaka)
    tick_glance(friday, ["shown"])
    assert "glance" not in friday.document("people/T1-U1")
    friday.write(friday.tanaka, keep="あとから")
    assert is_shown(friday, friday.tanaka)


def tick_glance(story: Story, ticked: list[str]) -> None:
    story.tanaka.open_home()
    story.tanaka.press_in_home("my_times")
    story.tanaka.select(glance=ticked)
    story.tanaka.submit()
    story.tanaka.close_all()
    story.settle()


def test_a_team_can_switch_it_off_and_the_channel_is_told(friday: Story) -> None:
    friday.suzuki.command("/kpt", "setup")
    friday.suzuki.select(glance="hidden")
    friday.suzuki.submit()
    friday.suzuki.close_all()
    friday.settle()
    assert any(ja("glance.hidden") in text for text in map(str, (post.text for post in friday.posts())))
    friday.press(friday.tanaka, "quiet")
    assert not is_shown(friday, friday.tanaka)


def test_who_deletes_their_entry_of_that_day_sees_none(friday: Story) -> None:
    friday.write(friday.tanaka, keep="金曜")
    assert is_shown(friday, friday.tanaka)
    friday.tanaka.press(friday.message("U1"), "edit")
    friday.tanaka.press_in_view("delete")
    friday.settle()
    assert not is_shown(friday, friday.tanaka)
