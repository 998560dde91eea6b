"""A story that was left: it goes on, or begins anew."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from io import StringIO
from pathlib import Path

import pytest

from local.playground import scene
from local.playground.chain import Link
from local.playground.lines import Lines
from local.playground.play import Play
from tests.local.page.conftest import FACES, a_play
from tests.local.page.walk import Walk


def test_a_story_that_was_left_goes_on(tmp_path: Path) -> None:
    left = a_play(tmp_path)
    left.begin("en")
    left.turn()
    message = left.machine.workspace.direct_messages("U1")[-1]
    left.act(lambda person: person.press(message, "write"), "U1")
    left.act(lambda person: person.type(keep="Half a wor"), "U1")
    then = left.machine.clock.now()
    left.end()
    taken_up = a_play(tmp_path)
    assert taken_up.go_on()
    assert taken_up.machine.clock.now() == then
    assert taken_up.checklist.done == {"reminder"}
    assert taken_up.people["U1"].view.values[("keep", "text")] == "Half a wor"
    taken_up.act(lambda person: person.type(keep="Half a word more"), "U1")
    taken_up.act(lambda person: person.submit(), "U1")
    assert taken_up.changes.until(lambda: taken_up.machine.triggers.settled, 10)
    taken_up.turn()
    assert "session_day" in taken_up.checklist.done
    taken_up.end()


class Interrupting(Lines):
    """Ctrl-C as the first of Scheduler's jobs fires."""

    def link(self, link: Link) -> None:
        if link.kind == "job":
            raise KeyboardInterrupt


def test_a_story_that_was_left_while_it_began_begins_anew(tmp_path: Path) -> None:
    left = Play(tmp_path, FACES, Interrupting(StringIO()))
    with pytest.raises(KeyboardInterrupt):
        left.begin("en")
    assert not left.end()
    again = a_play(tmp_path)
    assert not again.go_on()
    again.begin("en")
    assert again.machine.clock.now() == scene.BEGIN
    assert again.end()


class Ending(Lines):
    """Ends the play from another thread, as Ctrl-C does, when the first of Scheduler's jobs fires."""

    def __init__(self) -> None:
        super().__init__(StringIO())
        self.end: Callable[[], bool] = bool
        self.pool = ThreadPoolExecutor(1)
        self.ended: Future[bool] | None = None

    def link(self, link: Link) -> None:
        if link.kind == "job" and self.ended is None:
            self.ended = self.pool.submit(self.end)
            wait([self.ended], timeout=0.2)


def test_a_story_that_is_beginning_is_not_torn_down(tmp_path: Path) -> None:
    lines = Ending()
    play = Play(tmp_path, FACES, lines)
    lines.end = play.end
    with lines.pool:
        play.begin("en")
        assert lines.ended
        assert lines.ended.result()
    again = a_play(tmp_path)
    assert again.go_on()
    again.end()


def test_what_other_code_has_left_is_begun_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "documents.sqlite").write_bytes(b"")
    (tmp_path / "workspace.pickle").write_bytes(b"no pickle")
    other = a_play(tmp_path)
    assert not other.go_on()
    assert capsys.readouterr().out.endswith("the story begins again.\n")
    other.end()


def test_starting_over_begins_again(walk: Walk) -> None:
    walk.turn()
    walk.press("U1", "quiet")
    assert walk.post("start-over", language="ja") == {"language": "ja"}
    state = walk.state()
    assert state["clock"]["iso"] == "2026-11-19T16:59:00+09:00"
    assert state["things"] == []
    assert state["language"] == "ja"


def test_a_story_nobody_has_touched_is_told_in_the_next_visitors_language(walk: Walk) -> None:
    assert walk.post("arrive", language="ja") == {"language": "ja"}
    walk.turn()
    assert walk.post("arrive", language="en") == {"language": "ja"}
