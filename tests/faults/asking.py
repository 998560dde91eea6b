"""Sends Monday's reminders."""

from shared.i18n.sentences import sentences
from tests.story.conftest import Story, tokyo

AT_FIVE = "17:00 Asia/Tokyo"
ja = sentences("ja")


def remind(team: Story) -> bool:
    """Send the team's reminders on Monday at 17:00. Returns whether the trigger was acknowledged."""
    team.jump(tokyo(16, "17:00"))
    return team.remind("2026-11-16", AT_FIVE)
