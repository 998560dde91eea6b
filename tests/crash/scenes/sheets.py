"""Scenarios of the team's spreadsheet: what happens before, and the acts."""

from local.google.grids import Spreadsheet, Tab
from local.slack.people.reading import plain_view
from tests.crash.play import Play
from tests.crash.scenes import entries
from tests.crash.scenes.days import TEAM
from tests.story.conftest import Story, ja

SHEET = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"
LINK = f"https://docs.google.com/spreadsheets/d/{SHEET}/edit"


def _with_sheet(story: Story) -> Tab:
    """#ops has a spreadsheet, and everybody was asked on Monday."""
    story.machine.google_sheets.add(Spreadsheet(SHEET))
    entries.asked(story)
    story.sato.command("/kpt", "sheet")
    story.sato.type(link=LINK)
    story.sato.submit()
    story.settle()
    story.sato.close_all()
    return story.machine.google_sheets.spreadsheets[SHEET].tabs[-1]


def about_to_connect(story: Story) -> None:
    """The form has a link to an existing spreadsheet in its field."""
    story.machine.google_sheets.add(Spreadsheet(SHEET))
    entries.asked(story)
    story.tanaka.close_all()
    story.tanaka.command("/kpt", "sheet")
    story.tanaka.type(link=LINK)


def first_entry(story: Story) -> None:
    _with_sheet(story)
    entries.typed(story)


def edit(story: Story) -> None:
    _with_sheet(story)
    story.write(story.tanaka, keep="よかった")
    story.tanaka.command("/kpt")
    story.tanaka.type(keep="もっとよかった", problem="困った")


def about_to_delete(story: Story) -> None:
    _with_sheet(story)
    story.write(story.tanaka, keep="よかった")
    story.tanaka.command("/kpt")


def spoilt(story: Story) -> None:
    """The sheet was changed by hand: a row is missing, one is there twice, one has another text, a header is
    different."""
    tab = _with_sheet(story)
    for person, keep in ((story.tanaka, "よかった"), (story.suzuki, "図を描いた"), (story.sato, "Shipped it.")):
        story.write(person, keep=keep)
    tab.type(0, 4, "よかったこと")
    tab.type(1, 4, "by hand")
    tab.duplicate_row(2)
    tab.delete_row(4)
    tab.type(2, 9, "a remark")


def without_its_tab(story: Story) -> None:
    """Somebody has deleted the tab."""
    tab = _with_sheet(story)
    story.write(story.tanaka, keep="よかった")
    story.machine.google_sheets.spreadsheets[SHEET].tabs.remove(tab)


def about_to_disconnect(story: Story) -> None:
    _with_sheet(story)
    story.write(story.suzuki, keep="よかった")
    story.tanaka.close_all()
    story.tanaka.command("/kpt", "sheet")


def connect(play: Play) -> None:
    """Submit the form until it works, and check that the view says *connected*."""
    person = play.person("U1")
    play.insist(person.submit)
    play.settle()
    assert ja("tried.connected", channel="#ops") in plain_view(person.view)


def rewrite(play: Play) -> None:
    play.publish("sheet", {"team": TEAM})
    play.settle()


def disconnect(play: Play) -> None:
    """Press *Disconnect* until the view says that it is done."""
    person = play.person("U1")
    while "sheet_leave" in str(person.view.content):
        person.press_in_view("sheet_leave")
    play.settle()
