"""A team's spreadsheet follows its entries."""

from tests.kpt.build import MONDAY, TUESDAY
from tests.sheets.conftest import Connected


def test_a_first_writing_is_a_row(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.", problem="Bad.", try_="More.")
    connected.settle()
    link = "https://slack.com/app_redirect?team=T1&channel=C1"
    assert connected.rows() == [("2026-11-16_U1", 46342, 46342, "name of U1", "Good.", "Bad.", "More.", link)]
    assert connected.rows() == connected.wanted()
