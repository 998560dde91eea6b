"""WHEN Slack sends something: a command, a click, a form. The only function that is open to the internet.

Reads and writes entries, people and teams; opens forms. GET connects the store: `reminder` sends one, so that an
instance is warm when people click. Neither this file nor its imports load google.cloud or grpc.
"""

import gc

import flask
import functions_framework
from flask.typing import ResponseReturnValue

from shared.kpt.errors import StoreSilent
from shared.log_events import LogEvent
from shared.slack.handlers import router
from shared.slack.requests.body import leave, read_in_time
from shared.slack.requests.parsing import LARGEST_BODY, Malformed, NotSlack, look_at_headers, parse, verify
from shared.wiring import services as wiring

wiring.needs("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET")


@functions_framework.http
def interaction(request: flask.Request) -> ResponseReturnValue:
    """Check the signature on the raw body, understand, answer within three seconds."""
    services = wiring.services()
    if request.method == "GET":
        return _connect(services)
    request.max_content_length = LARGEST_BODY
    if (request.content_length or 0) > LARGEST_BODY:
        leave(request)
        return "", 413
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    try:
        look_at_headers(services.clocks, timestamp, signature)
        body = read_in_time(request)
        verify(services.signing_secrets, services.clocks, timestamp, signature, body)
        inbound = parse(request.content_type or "", body)
    except NotSlack:
        leave(request)
        return "", 401
    except Malformed as error:
        services.context.log(LogEvent.INTERACTION_MALFORMED, "WARNING", error=str(error))
        return "", 400
    reply = router.answer(services.context, inbound)
    return (reply.body, reply.status) if reply.body is not None else ("", reply.status)


def _connect(services: wiring.Services) -> ResponseReturnValue:
    try:
        services.world.store.connect()
    except StoreSilent:
        return "", 503
    return "", 204


# The garbage collector skips all that was imported: looking through it would cost a click up to 15 ms.
gc.freeze()
