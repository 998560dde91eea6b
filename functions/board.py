"""WHEN somebody opens the board: a team's week on a web page. Open to the internet, and it only ever reads.

Reads teams, people, entries, digests and screens. Nothing is read before a signed cookie says who asks.
"""

import flask
import functions_framework

from shared.kpt.errors import StoreSilent
from shared.log_events import LogEvent
from shared.web import addresses, answers, files
from shared.web.site import language_wished
from shared.wiring import board as wiring

wiring.needs("BOARD_URL", "BOARD_KEY")


@functions_framework.http
def board(request: flask.Request) -> flask.Response:
    """Answer with a page, with the part of it that changed, or with nothing at all."""
    services = wiring.services()
    try:
        return addresses.answer(services, request)
    except StoreSilent:
        services.log(LogEvent.BOARD_STORE_SILENT, "ERROR")
        return answers.page(files.silent_page(language_wished(request)), 503)


# Flask answers some addresses itself, as /static, /robots.txt and what it does not allow: with the same headers.
if flask.has_app_context():
    flask.current_app.after_request(answers.with_headers)
