"""The scenarios: one or more for every function, and for the clicks and forms that start them."""

from tests.crash.play import Scenario
from tests.crash.scenes import acts, entries, sheets, teams
from tests.story.conftest import tokyo

SCENARIOS = (
    Scenario("pairing", tokyo(16), teams.asked_to_show, acts.show),
    Scenario("closing", tokyo(16), teams.shown_on_a_screen, acts.close_screen),
    Scenario("sweep", tokyo(16), teams.things_are_amiss, acts.sweep),
    Scenario("reminder", tokyo(16), entries.two_are_asked, acts.remind),
    Scenario("reminder on the session's day", tokyo(16), entries.friday_before_the_reminder, acts.remind_of_session),
    Scenario("fan-out", tokyo(16), teams.two_teams, acts.fan_out, order_shows=True),
    Scenario("first entry", tokyo(16), entries.first_entry, acts.submit("U1")),
    Scenario("first entry in a thread", tokyo(16), entries.first_in_thread, acts.submit("U1")),
    Scenario("next entry in a thread", tokyo(16), entries.next_in_thread, acts.submit("U1")),
    Scenario("the last reply of a thread goes", tokyo(16), entries.about_to_empty_thread, acts.delete),
    Scenario("edit", tokyo(16), entries.edit, acts.submit("U1")),
    Scenario("a long entry", tokyo(16), entries.long, acts.submit("U1")),
    Scenario("a long entry becomes short", tokyo(16), entries.long_to_short, acts.submit("U1")),
    Scenario("a long entry is deleted", tokyo(16), entries.long_to_delete, acts.delete),
    Scenario("thanks in a first entry", tokyo(16), entries.about_to_thank, acts.submit("U1")),
    Scenario("thanks in a posted digest", tokyo(16), entries.about_to_thank_in_digest, acts.submit("U1")),
    Scenario("thanks are taken back", tokyo(16), entries.about_to_take_thanks_back, acts.submit("U1")),
    Scenario("thanks in a reminder", tokyo(16), entries.thanked_before_the_reminder, acts.remind_of_tuesday),
    Scenario("quiet tap", tokyo(16), entries.asked, acts.tap_quiet),
    Scenario("delete", tokyo(16), entries.about_to_delete, acts.delete),
    Scenario("digest", tokyo(16), entries.friday, acts.hold_session),
    Scenario("joining an open digest", tokyo(16), entries.about_to_join, acts.submit("U2")),
    Scenario("edit in a posted digest", tokyo(16), entries.about_to_edit_in_digest, acts.submit("U1")),
    Scenario("leaving a posted digest", tokyo(16), entries.about_to_leave_digest, acts.delete),
    Scenario("the round begins", tokyo(16), entries.digest_is_posted, acts.lead("begin")),
    Scenario("the next one tells", tokyo(16), entries.round_runs, acts.lead("next")),
    Scenario("somebody tells later", tokyo(16), entries.round_runs, acts.lead("order", 0)),
    Scenario("setup, welcome, schedule", tokyo(16), teams.about_to_set_up, acts.set_up_and_try),
    Scenario("errand for members", tokyo(16), teams.somebody_is_unknown, acts.learn_members),
    Scenario("a channel is archived", tokyo(16), teams.archived, acts.channel_event("channel_archive")),
    Scenario("a channel is back", tokyo(16), teams.back_again, acts.channel_event("channel_unarchive")),
    Scenario("somebody joins", tokyo(16), teams.comes, acts.of_member("member_joined_channel", "U4")),
    Scenario("somebody leaves", tokyo(16), teams.comes, acts.of_member("member_left_channel", "U2")),
    Scenario("a profile changes", tokyo(16), teams.moves, acts.profile),
    Scenario("an account is closed", tokyo(16), teams.closed, acts.profile),
    Scenario("erasure", tokyo(16), teams.about_to_be_erased, acts.erase),
    Scenario("settings are changed", tokyo(16), teams.about_to_change, acts.submit("U1")),
    Scenario("a team is paused", tokyo(16), teams.settings_are_open, acts.press_in_settings("team_pause")),
    Scenario("the session is begun", tokyo(16), teams.before_the_session, acts.press_in_settings("session_now")),
    Scenario("errand for one reminder", tokyo(16), teams.set_up, acts.send_it_now),
    Scenario("a spreadsheet is connected", tokyo(16), sheets.about_to_connect, sheets.connect),
    Scenario("a row follows a first entry", tokyo(16), sheets.first_entry, acts.submit("U1")),
    Scenario("a row follows an edit", tokyo(16), sheets.edit, acts.submit("U1")),
    Scenario("a row follows a deletion", tokyo(16), sheets.about_to_delete, acts.delete),
    Scenario("a spoilt spreadsheet is set right", tokyo(16), sheets.spoilt, sheets.rewrite),
    Scenario("a spreadsheet whose tab was deleted", tokyo(16), sheets.without_its_tab, sheets.rewrite),
    Scenario("a spreadsheet is disconnected", tokyo(16), sheets.about_to_disconnect, sheets.disconnect),
)

BESIDE = (
    Scenario("digest, a form open", tokyo(16), entries.friday_with_a_form, acts.hold_session),
    Scenario("digest, a first form open", tokyo(16), entries.friday_with_a_first_form, acts.hold_session),
)
"""Scenarios for tests in which something else happens meanwhile."""
BY_NAME = {scenario.name: scenario for scenario in (*SCENARIOS, *BESIDE)}
