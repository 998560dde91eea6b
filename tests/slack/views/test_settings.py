"""A team's settings in words."""

import pytest

from shared.i18n.sentences import sentences
from shared.kpt.messages.teams import Changed
from shared.kpt.team.team_settings import SettingChange
from shared.slack.views.team.settings import changed, value_of

CHANGES = (
    SettingChange("reminder_time", "17:00", "16:00"),
    SettingChange("extra_days_off", "", ",".join(f"12-{day}" for day in range(10, 32))),
)


@pytest.mark.parametrize(
    ("what", "value", "said"),
    [
        ("weekdays", "0,4", "Mon, Fri"),
        ("weekdays", "", ""),  # another tool stored none
        ("country", "", sentences("en")("setting.none")),
    ],
)
def test_a_value_is_said_in_words(what: str, value: str, said: str) -> None:
    assert value_of(what, value, sentences("en"), "en") == said


def test_what_was_changed_is_told_whole_where_it_fits_and_shortened_where_it_does_not() -> None:
    message = Changed("en", "Sato", CHANGES)
    whole = changed(message, 8000).text
    room = sum(map(len, whole.split("\n")))
    assert changed(message, room).text == whole
    assert "12-31" in whole
    assert len(changed(message, room - 1).text) < len(whole)
