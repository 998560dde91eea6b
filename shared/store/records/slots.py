"""The fields of slots."""

from datetime import datetime
from typing import Any

from shared.kpt.schedule.slots import SlotJob, SlotRecord
from shared.store.engine.documents import Document
from shared.store.records import lenient
from shared.store.records.common import SCHEMA


def slot_fields(job: SlotJob, at: datetime) -> dict[str, Any]:
    """The fields of a slot whose job was made at ``at``."""
    return {
        "schema": SCHEMA,
        "slot": str(job),
        "job": job.job,
        "cron": job.cron,
        "zone": job.slot.zone,
        "made_at": at,
        "last_run": None,
    }


def slot_from(document: Document) -> SlotRecord:
    """Read a slot from its ``slot``; where that is missing, from its id, cron and zone. Raises ValueError where both
    are missing."""
    f = document.fields
    slot, made_at = lenient.text(f.get("slot")), lenient.moment(f.get("made_at"))
    if not slot:
        minute, hour = lenient.text(f.get("cron"), "? ?").split()[:2]
        slot = f"{document.id.partition('-')[0]} {int(hour):02}:{int(minute):02} {f.get('zone')}"
    if made_at is None:
        raise ValueError(f"no slot: {document.path}")
    return SlotRecord(SlotJob.parse(slot), made_at, lenient.moment(f.get("last_run")))
