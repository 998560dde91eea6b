"""The names of all log events. Alerts, the dashboard and docs/operate.md use them."""

from enum import StrEnum
from typing import Literal, Protocol

Severity = Literal["INFO", "WARNING", "ERROR"]


class LogEvent(StrEnum):
    """What happened. The part before the dot is the function that logs it, or its subject."""

    ANNOUNCE_NO_ENTRY = "announce.no_entry"
    ANNOUNCE_SHOWN = "announce.shown"

    BOARD_SCREEN_CLOSED = "board.screen_closed"
    BOARD_SCREEN_OPENED = "board.screen_opened"
    BOARD_STORE_SILENT = "board.store_silent"

    DELIVERY_BLOCKED = "delivery.blocked"
    DELIVERY_CLAIM_LOST = "delivery.claim_lost"
    DELIVERY_FAILED = "delivery.failed"
    DELIVERY_GONE = "delivery.gone"
    DELIVERY_LEFT = "delivery.left"
    DELIVERY_SENT = "delivery.sent"
    DELIVERY_SPLIT = "delivery.split"
    DELIVERY_STAYS = "delivery.stays"
    DELIVERY_UNKNOWN = "delivery.unknown"

    DIGEST_BEFORE_FIRST_ENTRY = "digest.before_first_entry"
    DIGEST_FANNED_OUT = "digest.fanned_out"
    DIGEST_NO_MESSAGE = "digest.no_message"
    DIGEST_NO_TEAM = "digest.no_team"
    DIGEST_POSTED = "digest.posted"
    DIGEST_ZONE_UNKNOWN = "digest.zone_unknown"

    DOCTOR_EXAMINED = "doctor.examined"

    ENTRY_ANSWERED = "entry.answered"

    ERRAND_DONE = "errand.done"
    ERRAND_NO_ERRAND = "errand.no_errand"
    ERRAND_UNKNOWN = "errand.unknown"

    INTERACTION_FORM_REFUSED = "interaction.form_refused"
    INTERACTION_HOME_NOT_SHOWN = "interaction.home_not_shown"
    INTERACTION_MALFORMED = "interaction.malformed"
    INTERACTION_NOT_TOLD = "interaction.not_told"
    INTERACTION_NOT_WARMED = "interaction.not_warmed"
    INTERACTION_STORE_SILENT = "interaction.store_silent"
    INTERACTION_TROUBLE = "interaction.trouble"
    INTERACTION_UNKNOWN = "interaction.unknown"

    LINE_KEPT = "line.kept"
    LINE_REMOVED = "line.removed"

    MY_DATA_ERASED = "my_data.erased"
    MY_DATA_EXPORTED = "my_data.exported"
    MY_DATA_NOT_LOOKED = "my_data.not_looked"

    NOTICED_NOT_READ = "noticed.not_read"
    NOTICED_STORED = "noticed.stored"

    PERSON_CHANGED = "person.changed"
    PERSON_FOLLOWED = "person.followed"

    REMINDER_FANNED_OUT = "reminder.fanned_out"
    REMINDER_NO_MESSAGE = "reminder.no_message"
    REMINDER_NO_TEAM = "reminder.no_team"
    REMINDER_TEAM_ASKED = "reminder.team_asked"
    REMINDER_TOO_LATE = "reminder.too_late"
    REMINDER_ZONE_UNKNOWN = "reminder.zone_unknown"

    ROUND_LEFT_TO_ERRAND = "round.left_to_errand"
    ROUND_PRESSED = "round.pressed"

    SCHEDULE_NO_TEAM = "schedule.no_team"
    SCHEDULE_NOT_PERMITTED = "schedule.not_permitted"
    SCHEDULE_SLOT_MADE = "schedule.slot_made"

    SETUP_DONE = "setup.done"
    SETUP_TROUBLE = "setup.trouble"

    SHEET_CLOSED = "sheet.closed"
    SHEET_NO_MESSAGE = "sheet.no_message"
    SHEET_NOT_NOW = "sheet.not_now"
    SHEET_OVERTAKEN = "sheet.overtaken"
    SHEET_ROWS_MOVED = "sheet.rows_moved"
    SHEET_TAB_FOUND = "sheet.tab_found"
    SHEET_TRIED = "sheet.tried"
    SHEET_TROUBLE = "sheet.trouble"
    SHEET_VIEW_GONE = "sheet.view_gone"
    SHEET_WRITTEN = "sheet.written"

    SLACK_NOTICE = "slack.notice"

    SWEEP_DONE = "sweep.done"
    SWEEP_ENTRY_BEHIND = "sweep.entry_behind"
    SWEEP_JOB_CORRECTED = "sweep.job_corrected"
    SWEEP_JOB_REMOVED = "sweep.job_removed"
    SWEEP_NO_MESSAGE = "sweep.no_message"
    SWEEP_NOT_NOW = "sweep.not_now"
    SWEEP_SLOT_MISSED = "sweep.slot_missed"
    SWEEP_SLOT_REMOVED = "sweep.slot_removed"
    SWEEP_TEAM_SLOTS_CORRECTED = "sweep.team_slots_corrected"
    SWEEP_ZONE_UNKNOWN = "sweep.zone_unknown"

    TEAM_BLOCKED = "team.blocked"
    TEAM_CHANGED = "team.changed"
    TEAM_EXPORTED = "team.exported"
    TEAM_MEMBERS_REFRESHED = "team.members_refreshed"
    TEAM_REHOMED = "team.rehomed"
    TEAM_STEPPED = "team.stepped"
    TEAM_UNBLOCKED = "team.unblocked"
    TEAM_UNBLOCKED_SENT = "team.unblocked_sent"

    THANKS_NOTED = "thanks.noted"

    YEAR_HANDED_OVER = "year.handed_over"


class WriteEvent(Protocol):
    """Writes an event with ids and counts; never a text that somebody wrote."""

    def __call__(self, event: LogEvent, severity: Severity = "INFO", **ids_and_counts: object) -> None:
        """Write one event."""
        ...
