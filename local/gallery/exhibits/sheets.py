"""Exhibits of the team's spreadsheet and of its entries as a file."""

from datetime import UTC, datetime, timedelta
from typing import Final, get_args

from local.gallery.cases import FRIDAY, MONDAY, Case
from local.gallery.exhibits.exhibit import Exhibit, Form, MessageExhibit, at_field, message, said_in_a_view
from shared.i18n.dates import day_with_year
from shared.kpt.messages.files import MayNotExport, TeamExport, TeamExportTold
from shared.kpt.messages.sheets import SheetTold, SheetTried
from shared.kpt.sheet.link import LinkFault
from shared.kpt.team.team import AnnouncementRule, TeamSheet
from shared.slack.blocks.message import RenderedMessage
from shared.slack.blocks.text import fallback
from shared.slack.handlers.response import ephemeral
from shared.slack.views.form import View
from shared.slack.views.messages import beside_file
from shared.slack.views.team import sheet_form as views
from shared.slack.views.team.sheet import view_of
from shared.usecases.sheets.sheet_try import Tried

ACCOUNT: Final = "furikaeri-sheet@our-project.iam.gserviceaccount.com"
CONNECTED_AT: Final = datetime(2026, 11, 17, 1, tzinfo=UTC)
NOW: Final = datetime(2026, 11, 19, 8, tzinfo=UTC)
LATER: Final = NOW + timedelta(hours=5)
OUTCOMES: Final[tuple[str, ...]] = tuple(each for part in get_args(Tried) for each in get_args(part))


def _form(case: Case, *, only_keep: bool = False) -> View:
    rule = AnnouncementRule(parts="keep") if only_keep else AnnouncementRule()
    return views.sheet_form(case.team(announcement=rule), case.language, ACCOUNT)


def _connected(
    case: Case,
    fault: str = "",
    written_at: datetime | None = NOW,
    earlier_from: datetime | None = NOW,
    *,
    by: str = "U1",
    past: bool = False,
) -> View:
    sheet = TeamSheet("1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms", 1000, by, CONNECTED_AT, past)
    state = views.SheetState(sheet, fault, written_at, earlier_from)
    return views.connected(case.team(sheet=sheet), case.language, ACCOUNT, state, NOW)


def _tried(case: Case, outcome: str) -> SheetTried:
    return SheetTried(case.language, case.channel, "T1-C1", outcome)


def _beside(case: Case) -> RenderedMessage:
    """The sentence beside the file; Slack itself shows the file."""
    file = TeamExport(case.language, "ops.csv", "", case.channel, MONDAY - timedelta(400), FRIDAY)
    return RenderedMessage(fallback([beside_file(file)]), [])


def _answer(key: str) -> MessageExhibit:
    def rendered(case: Case) -> RenderedMessage:
        days = {"from_": day_with_year(case.language, MONDAY), "until": day_with_year(case.language, FRIDAY)}
        return RenderedMessage(*ephemeral([case.say(key, **{**case.values, **days})]))

    return MessageExhibit(f"/kpt: {key}", rendered, only_you=True)


def _view(outcome: str) -> Form:
    return Form(f"tried: {outcome}", lambda case: view_of(_tried(case, outcome)))


SHEETS: Final[tuple[Exhibit, ...]] = (
    Form("to connect one", _form),
    Form("to connect one, where the Keep alone is shown", lambda case: _form(case, only_keep=True)),
    *(at_field(_form, views.LINK, f"sheet_link.{why}") for why in get_args(LinkFault)),
    at_field(_form, views.LINK, "sheet_form.failed"),
    at_field(_form, views.LINK, "sheet_form.slow"),
    Form("trying it", lambda case: views.saying(case.say("sheet_form.trying"), case.team(), case.language)),
    *map(_view, OUTCOMES),
    message("tried, in a direct message", lambda case: _tried(case, "not_shared")),
    Form("connected, and earlier entries may be added", _connected),
    Form("connected by somebody who has left", lambda case: _connected(case, by="U0", past=True)),
    Form("connected a moment ago", lambda case: _connected(case, written_at=None, earlier_from=LATER)),
    Form("connected, and the channel is not told", lambda case: _connected(case, earlier_from=None)),
    Form("connected, and closed to the app", lambda case: _connected(case, fault="not_shared")),
    *(
        said_in_a_view(f"it says: {key}", f"sheet_form.{key}", over="sheet_form.title")
        for key in ("none", "added", "left", "not_connected")
    ),
    _answer("sheet_form.not_here"),
    message("the channel is told", lambda case: SheetTold(case.language, case.name)),
    *(_answer(f"csv.{key}") for key in ("coming", "days", "not_here", "not_member", "blocked")),
    MessageExhibit("beside the file of /kpt csv", _beside),
    message("the channel is told of a file", lambda case: TeamExportTold(case.language, case.name, MONDAY, FRIDAY)),
    message("no file of /kpt csv can be sent", lambda case: MayNotExport(case.language, "csv")),
)
