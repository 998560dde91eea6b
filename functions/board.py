"""WHEN somebody opens the board: a team's week on a web page. It is open to the internet, and only reads.

Reads teams, people, entries, digests and screens, once a signed cookie says who asks.
"""

import gc

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


# Flask itself answers some addresses (/static, /robots.txt, methods that are not allowed): they get the same headers.
if flask.has_app_context():
    flask.current_app.after_request(answers.with_headers)

# As in interaction.py: the garbage collector skips all that was imported.
gc.freeze()
