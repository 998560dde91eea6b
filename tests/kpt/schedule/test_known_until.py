"""Until when the world's holidays and clocks are known."""

from importlib.metadata import version

from shared.kpt.schedule.known_until import zone_rules


def test_time_zones_go_by_the_rules_that_are_pinned_not_by_the_machines() -> None:
    year, number = version("tzdata").split(".")  # 2026.6 is 2026f
    assert zone_rules() == f"{year}{'abcdefghijklmnopqrstuvwxyz'[int(number) - 1]}"
