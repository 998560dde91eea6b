"""App Home: today, my week, days off, my times, my teams; shown on opening and after a change."""

from shared.i18n.sentences import question
from tests.story.conftest import MONDAY, Story, en, ja, tokyo
from tests.story.person.home import lines, opened
from tests.test_sentences import BANNED


def test_it_has_all_that_is_ones_own(team: Story) -> None:
    assert opened(team.tanaka) == [
        ja("home.today", day="11/16(月)"),
        ja("reminder.body"),
        ja("reminder.hint", question=question("ja", MONDAY)),
        f"[{ja('button.write')}] [{ja('button.quiet')}] [{ja('button.off')}]",
        ja("mine.week"),
        f"月 11/16 ・ {ja('mine_day.today')}",
        *(f"{day} ・ {ja('mine_day.to_come')}" for day in ("火 11/17", "水 11/18", "木 11/19", "金 11/20")),
        f"[{ja('button.year')}]",
        f"[{ja('button.board')}]",
        ja("home.days_off"),
        ja("home.days_off_none"),
        f"[{ja('button.add_off')}]",
        ja("home.times"),
        ja("home.asked_team", days="月・火・水・木・金", time="17:00"),
        f"{ja('home.next', when='11/16(月) 17:00')} {ja('home.language', language='日本語')}",
        f"[{ja('button.change')}] [{ja('menu.stop')}]",
        ja("home.teams"),
        ja("home.asks", channel="#ops"),
        f"[{ja('button.settings')}] [{ja('button.step_out')}] [{ja('button.sheet')}]",
    ]


def test_it_speaks_the_persons_language(team: Story) -> None:
    shown = opened(team.sato)
    assert shown[0] == "Today, Mon 16 Nov"
    assert "Tue 17 Nov · To come" in shown
    assert "Mon, Tue, Wed, Thu, Fri at 17:00 (the team's time)" in shown


def test_who_is_in_no_team_reads_how_to_start(story: Story) -> None:
    assert opened(story.tanaka) == [ja("home.nobody")]
    assert opened(story.sato) == [en("home.nobody")]


def test_the_messages_tab_is_no_home(team: Story) -> None:
    team.tanaka.open_home(tab="messages")
    assert team.slack.calls_of("views.publish") == []


# Today


def test_a_quiet_day_takes_one_tap_there_and_the_home_says_so(asked: Story) -> None:
    opened(asked.tanaka)
    asked.tanaka.press_in_home("quiet")
    assert lines(asked.tanaka)[1:4] == [ja("done.quiet"), ja("done.quiet_note"), f"[{ja('button.write_after_all')}]"]
    assert f"月 11/16 ・ {ja('mine_day.quiet')}" in lines(asked.tanaka)
    asked.settle()
    assert asked.messages("U1")[-1].startswith(ja("done.quiet"))


def test_a_day_off_too(asked: Story) -> None:
    opened(asked.sato)
    asked.sato.press_in_home("off")
    assert lines(asked.sato)[1:3] == [en("done.off"), "[Write after all] [Off for longer]"]
    assert "Mon 16 Nov · Day off" in lines(asked.sato)


def test_what_is_written_from_it_shows_there_without_opening_it_again(team: Story) -> None:
    opened(team.tanaka)
    team.tanaka.press_in_home("write")
    team.tanaka.type(keep="よかった\n二行目", problem="困った")
    calls = len(team.slack.calls)
    team.tanaka.submit()
    assert len(team.slack.calls) == calls, "the answer waits for nothing"
    team.settle()
    shown = lines(team.tanaka)
    assert shown[1:6] == [ja("done.written"), "Keep", "よかった", "二行目", "Problem"]
    assert "月 11/16 ・ よかった" in shown
    assert f"[{ja('button.edit')}]" in shown


def test_what_is_edited_from_it_does_too(team: Story) -> None:
    team.write(team.tanaka, keep="before")
    opened(team.tanaka)
    team.tanaka.press_in_home("edit", block_id="today")
    team.tanaka.type(keep="after")
    team.tanaka.submit()
    team.settle()
    assert "月 11/16 ・ after" in lines(team.tanaka)


def test_what_is_deleted_from_it_does_too(team: Story) -> None:
    team.write(team.tanaka, keep="before")
    opened(team.tanaka)
    team.tanaka.press_in_home("edit", block_id="today")
    team.tanaka.press_in_view("delete")
    team.settle()
    assert f"月 11/16 ・ {ja('mine_day.today')}" in lines(team.tanaka)


def test_what_is_written_elsewhere_shows_on_the_next_opening_and_costs_no_call(team: Story) -> None:
    opened(team.tanaka)
    team.write(team.tanaka, keep="by command")
    assert len(team.slack.calls_of("views.publish")) == 1
    assert "月 11/16 ・ by command" in opened(team.tanaka)


def test_a_tap_after_writing_says_that_it_is_written_over_the_home(team: Story) -> None:
    opened(team.tanaka)
    team.write(team.tanaka, keep="a")
    team.tanaka.press_in_home("quiet")
    assert ja("done.already", day="11/16(月)") in team.form(team.tanaka)
    assert "月 11/16 ・ a" in lines(team.tanaka)


# The week


def test_an_empty_day_of_the_last_seven_can_be_written_from_there(team: Story) -> None:
    team.until(tokyo(18))
    shown = opened(team.tanaka)
    where = shown.index(f"月 11/16 ・ {ja('mine_day.open')}")
    assert shown[where + 1] == f"[{ja('button.write')}]"
    team.tanaka.press_in_home("write", block_id="day:2026-11-16:0")
    assert team.form(team.tanaka).splitlines()[0] == ja("form.title_day", date="11/16(月)")
    team.tanaka.type(keep="月曜の分")
    team.tanaka.submit()
    team.settle()
    assert "月 11/16 ・ 月曜の分" in lines(team.tanaka)


def test_a_holiday_is_called_by_its_name(team: Story) -> None:
    team.until(tokyo(23))
    shown = opened(team.tanaka)
    assert shown[:3] == [
        ja("home.today", day="11/23(月)"),
        ja("home.today_holiday", holiday="勤労感謝の日"),
        f"[{ja('button.write')}]",
    ]
    assert f"月 11/23 ・ {ja('mine_day.holiday', holiday='勤労感謝の日')}" in shown
    assert "Mon 23 Nov · Holiday: Labor Thanksgiving Day" in opened(team.sato)


def test_nothing_in_it_counts_blames_or_hurries(team: Story) -> None:
    for day in range(16, 29):
        team.until(tokyo(day, "20:00"))
        for person, language in ((team.tanaka, "ja"), (team.sato, "en")):
            for line in opened(person):
                assert not BANNED[language].search(line), line


# Days off


def test_days_off_are_added_and_taken_back_there(team: Story) -> None:
    opened(team.tanaka)
    team.tanaka.press_in_home("add_off")
    team.tanaka.select(first="2026-11-17", last="2026-11-19")
    team.tanaka.submit()
    assert team.form(team.tanaka).splitlines()[1] == ja("done.off_until", date="11/19(木)", next="11/20(金)")
    team.settle()
    team.tanaka.close_all()
    assert ja("home.range", from_="11/17(火)", to="11/19(木)") in lines(team.tanaka)
    assert f"水 11/18 ・ {ja('mine_day.off')}" in lines(team.tanaka)
    team.tanaka.press_in_home("remove_off")
    assert ja("home.days_off_none") in lines(team.tanaka)
    assert f"水 11/18 ・ {ja('mine_day.to_come')}" in lines(team.tanaka)


def test_on_a_day_off_that_was_planned_there_is_no_reminder_and_the_home_offers_only_to_write(team: Story) -> None:
    opened(team.tanaka)
    team.tanaka.press_in_home("add_off")
    team.tanaka.submit()
    team.tanaka.close_all()
    team.until(tokyo(16, "18:00"))
    assert (len(team.messages("U1")), len(team.messages("U2"))) == (0, 1)
    assert opened(team.tanaka)[1:3] == [ja("home.today_off"), f"[{ja('button.write')}]"]


# Times, and stopping


def test_stopping_and_the_way_back(team: Story) -> None:
    opened(team.tanaka)
    team.tanaka.press_in_home("home_stop")
    assert ja("home.stopped") in lines(team.tanaka)
    team.until(tokyo(16, "18:00"))
    assert team.messages("U1") == []
    team.tanaka.press_in_home("home_resume")
    assert ja("home.stopped") not in lines(team.tanaka)
    team.until(tokyo(17, "18:00"))
    assert len(team.messages("U1")) == 1


def test_a_time_that_is_changed_there_shows_there(team: Story) -> None:
    opened(team.sato)
    team.sato.press_in_home("my_times")
    team.sato.select(time="11:15", weekdays=["0", "2"], language="ja")
    calls = len(team.slack.calls)
    team.sato.submit()
    assert len(team.slack.calls) == calls, "the answer waits for nothing"
    team.settle()
    assert ja("home.asked", days="月・水", time="11:15") in lines(team.sato)
