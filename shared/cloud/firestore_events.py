"""Firestore's events, as Eventarc delivers them. Only the document's path is used; its content is read again."""

from cloudevents.http import CloudEvent


def written_document(event: CloudEvent) -> str:
    """The path of the written document, as ``teams/T1-C1/entries/2026-11-24_U1``; empty where the event has none.

    Eventarc puts it into the attribute ``document``, and into ``subject`` after ``documents/``
    (https://cloud.google.com/firestore/docs/extend-with-functions-2nd-gen).
    """
    document = event.get("document") or ""
    return str(document) or str(event.get("subject") or "").partition("documents/")[2]
