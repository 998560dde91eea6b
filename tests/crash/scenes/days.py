"""The days and the team of all scenes."""

MONDAY, FRIDAY = "2026-11-16", "2026-11-20"
TEAM = "T1-C1"
