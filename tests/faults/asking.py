"""Everybody is asked, and the language in which they read it."""

from shared.i18n.sentences import sentences
from tests.story.conftest import Story, tokyo

AT_FIVE = "17:00 Asia/Tokyo"
ja = sentences("ja")


def remind(team: Story) -> bool:
    """It is five on Monday: the team's turn. Whether the trigger was acknowledged."""
    team.jump(tokyo(16, "17:00"))
    return team.remind("2026-11-16", AT_FIVE)
