"""Every sentence of the catalogues that says what comes next, or who sees what, has its proof in this folder."""

import importlib
import re
from pathlib import Path

from shared.i18n.sentences import sentences
from tests.story.promises import proofs

HERE = Path(__file__).parent
PROMISES = {
    "en": re.compile(
        r"\bnext\b|\bthen\b|only you|not shown|not posted|problem and try are not|back on|nothing more", re.I
    ),
    "ja": re.compile(
        r"次は|次の|次に|\{next\}|あなただけ|自分だけ|出ません|流れません|Keepだけが|また(お届け|届き)|もう届きません"
    ),
}
HOW_TO = {
    *("my_data.about", "my_data.may_not_send", "digest.first_word", "try.label", "fault.country"),
    *("error.setup_not_member", "error.away_many", "error.store_read", "error.not_invited", "error.setup_failed"),
    *("error.channel_archived", "doctor.token_silent", "doctor.scope_missing", "doctor.channel_archived"),
    *("doctor.channel_silent", "doctor.clocks_known", "doctor.store_silent"),
    *("schedule.blocked", "error.press", "setup.changed"),
    *("board.ask", "board.later", "board.not_yours", "csv.blocked", "csv.may_not_send", "csv.not_member"),
    *("doctor.metadata_lost", "doctor.metadata_silent", "sheet_form.share", "sheet_form.earlier_may"),
    *("tried.organisation", "tried.protected", "tried.read_only"),
    *("doctor.without_reactions_read", "year.may_not_send"),
}
"""What people may do one after another, in whichever words: nothing in it is promised."""
ELSEWHERE = {
    **dict.fromkeys(("kept.done", "kept.list", "kept.no_message"), "entry/keep"),
    **dict.fromkeys(("order.next", "order.next_off"), "session/test_round.py"),
    **dict.fromkeys(("help.year", "year.head", "year.link"), "person/test_year.py"),
    **dict.fromkeys(("doctor.sheet_new", "sheet_form.left", "sheet_leave.text"), "team/sheet"),
}
"""Sentences of a capability that has its own stories, in which they come true."""


def promises() -> set[str]:
    """The sentences that say what comes next, or who sees what."""
    return {
        key for lang, says in PROMISES.items() for key in sentences(lang).keys if says.search(sentences(lang).raw(key))
    }


def proven() -> set[str]:
    """The sentences that the tests of this folder prove, whichever of its files are run."""
    for file in HERE.glob("test_*.py"):
        importlib.import_module(f"{__package__}.{file.stem}")
    return set(proofs.PROVEN)


def test_every_sentence_about_what_comes_next_is_proven() -> None:
    assert sorted(promises() - HOW_TO - proven() - set(ELSEWHERE)) == []


def test_a_sentence_that_is_proven_elsewhere_is_named_there() -> None:
    for key, where in ELSEWHERE.items():
        path = HERE.parent / where
        files = sorted(path.glob("test_*.py")) if path.is_dir() else [path]
        assert any(key in file.read_text(encoding="utf-8") for file in files), key


def test_every_proof_is_of_a_sentence_that_there_is() -> None:
    assert sorted(proven() - set(sentences("ja").keys)) == []
    assert not HOW_TO & proven()
