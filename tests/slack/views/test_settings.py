"""A team's settings in words."""

import pytest

from shared.i18n.sentences import sentences
from shared.slack.views.team.settings import value_of


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
