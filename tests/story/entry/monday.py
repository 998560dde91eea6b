"""The path of Monday's entry."""

MONDAYS_ENTRY = "teams/T1-C1/entries/2026-11-16_U1"
