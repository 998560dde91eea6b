"""An entry with a text in each field."""

MONDAYS_ENTRY = "teams/T1-C1/entries/2026-11-16_U1"
