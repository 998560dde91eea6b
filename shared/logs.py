"""Log events, not prose: one JSON line for each outcome, as Cloud Logging reads it.

A line holds ids and counts; never the text of an entry, a token or a body. JSON escapes line breaks and control
characters, so input cannot forge a line.
"""

import json
import sys
from typing import TextIO

from shared.log_events import LogEvent, Severity


class Log:
    """Writes events to a stream. Cloud Run collects standard output, so no thread is needed."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def __call__(self, event: LogEvent, severity: Severity = "INFO", **ids_and_counts: object) -> None:
        """Write one event by its name, as ``reminder.team_asked``."""
        line = {"severity": severity, "message": event, **ids_and_counts}
        stream = self._stream or sys.stdout
        stream.write(json.dumps(line, default=str) + "\n")
        stream.flush()
