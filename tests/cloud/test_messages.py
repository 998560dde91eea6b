"""What a trigger may bring: understood, or named as none of ours; never an error that repeating would not mend."""

from base64 import b64encode

import pytest
from cloudevents.http import CloudEvent

from shared.cloud.pubsub import NoMessage, read_message


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"[]", b"null", b"1" * 10_000, b"{", b'{"slot":' + b"[" * 50_000, b'{"team": "T1-C1", "day": 7}'],
)
def test_what_does_not_parse_is_named(data: bytes) -> None:
    event = CloudEvent({"type": "t", "source": "s"}, {"message": {"data": b64encode(data).decode()}})
    with pytest.raises(NoMessage):
        read_message(event)


@pytest.mark.parametrize("data", [None, "", b"", {}, {"message": None}, {"message": {"data": 5}}])
def test_an_event_without_a_message_is_named(data: object) -> None:
    with pytest.raises(NoMessage):
        read_message(CloudEvent({"type": "t", "source": "s"}, data))
