"""`make demo`: one working week through the real functions, told like a letter. `ENTRIES=file.csv`: your own weeks."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from local import story
from local.demo.entries import Fault, Row, read_file
from local.demo.events import Member
from local.demo.paper import clean
from local.demo.play import play
from local.demo.sentences import narration
from local.demo.telling import Telling, why_not
from local.story import Moment
from shared.i18n.sentences import Language, language_of

NARROWEST, WIDEST = 40, 80


def main(arguments: Sequence[str], environ: Mapping[str, str], out: TextIO, err: TextIO) -> int:
    """Read the entries, play them and print what happened. Returns 1 where the file or language is wrong; nothing is
    played then."""
    parser = argparse.ArgumentParser(prog="python -m local.demo", description=__doc__)
    parser.add_argument("--in", dest="language", default="", help="ja or en; default: as the shell's LANG")
    parser.add_argument("--entries", default="", help="a CSV file: date,person,keep,problem,try and, if you like, kind")
    given = parser.parse_args(arguments)
    language, entries = language_of(environ.get("LANG")), given.entries.strip()
    if asked_for := given.language.strip().lower():
        if asked_for not in ("ja", "en"):
            print(clean(narration(language)("language", language=asked_for)), file=err)
            return 1
        language = language_of(asked_for)
    try:
        rows = read_file(Path(entries).expanduser() if entries else story.file_of(language))
    except Fault as fault:
        print(why_not(language, entries, fault), file=err)
        return 1
    kind = "own" if entries else "story"
    kept: list[Moment] = []
    if not entries:
        rows, kept = with_moments(rows, story.moments(language))
    members = cast_of(rows, language, reads_the_other="" if entries else story.READS_THE_OTHER[language])
    columns, styled = _terminal(environ, out)
    telling = Telling(language, columns, styled=styled)
    _print(telling.begin(kind, members), out)
    for event in play(rows, members, narration(language)(f"{kind}.channel"), kept):
        _print(telling.tell(event), out)
    _print(telling.end(), out)
    return 0


def with_moments(rows: Sequence[Row], moments: Sequence[Moment]) -> tuple[tuple[Row, ...], list[Moment]]:
    """The story's rows with its moments: ticks of the last Try, thanks, and a row *Save as it is* on each evening after
    a kept line. Also returns the kept lines of these weeks."""
    of_now = [each for each in moments if each.day >= rows[0].day]
    ticked = {(each.day, each.person) for each in of_now if each.what == "done"}
    thanked = {(e.day, e.person): tuple(e.line.split()) for e in of_now if e.what == "thanked"}
    kept = [each for each in of_now if each.what == "kept"]
    saved = [Row(each.day, each.person, kind="as_is") for each in kept]
    told = [
        replace(row, done=(row.day, row.person) in ticked, thanks=thanked.get((row.day, row.person), ()))
        for row in rows
    ]
    return tuple(sorted([*told, *saved], key=lambda row: row.day)), kept


def cast_of(rows: Sequence[Row], language: Language, *, reads_the_other: str = "") -> tuple[Member, ...]:
    """The people of the rows, in the order in which they first appear."""
    names = dict.fromkeys(row.person for row in rows)
    other = story.OTHER_LANGUAGE[language]
    return tuple(Member(name, other if name == reads_the_other else language) for name in names)


def _terminal(environ: Mapping[str, str], out: TextIO) -> tuple[int, bool]:
    """The columns to write, and whether to use bold and dim."""
    if not out.isatty():
        return WIDEST, False
    columns = shutil.get_terminal_size((WIDEST, 24)).columns
    return max(NARROWEST, min(WIDEST, columns)), not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def _print(lines: Iterable[str], out: TextIO) -> None:
    for line in lines:
        print(line, file=out)
    out.flush()


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = main(sys.argv[1:], os.environ, sys.stdout, sys.stderr)
    except BrokenPipeError:  # as in `make demo | head`: the reader has ended
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except KeyboardInterrupt:
        code = 130
    raise SystemExit(code)
