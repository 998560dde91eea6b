"""The page's own sentences and files."""

import json
import re
from pathlib import Path

import pytest

from local import page
from tests.test_sentences import BANNED, placeholders

HERE = Path(page.__file__).parent
STATIC = sorted(path for path in (HERE / "static").rglob("*") if path.is_file())
LARGEST_PAGE = 200_000
ONLY_NAMES = {"http://www.w3.org/2000/svg"}


def catalogue(language: str) -> dict[str, str]:
    text = (HERE / "sentences" / f"{language}.json").read_text(encoding="utf-8")
    read: dict[str, str] = json.loads(text)
    return read


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(catalogue("ja")) == list(catalogue("en"))


def test_a_sentence_takes_the_same_values_in_both_languages() -> None:
    ja, en = catalogue("ja"), catalogue("en")
    own_words = {"things.write.how"}
    differing = {key for key in ja if placeholders(ja[key]) != placeholders(en[key])} - own_words
    assert not differing


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_sentence_counts_blames_hurries_or_exclaims(language: str) -> None:
    for key, sentence in catalogue(language).items():
        assert not BANNED[language].search(sentence), key
        assert not set("!！") & set(sentence), key
        assert sentence == sentence.strip(), key


def test_every_sentence_that_the_page_says_is_there_and_every_one_there_is_said() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in STATIC if path.suffix == ".js")
    said = {key for key in catalogue("en") if key in code or key.removeprefix("slack.") in code}
    put_together = re.compile(
        r"(things\.\w+(\.\w+)?|group\.\w+|told\.[\w.]+|switch\.\w+(\.how)?|chain\.\w+|why\.\w+|next\.\w+|tab\.\w+|behind\.\w+|sheet\.\w+"
        r"|side\.language\.\w+|slack\.command\.[\w-]+)"
    )
    unsaid = {key for key in catalogue("en") if key not in said and not put_together.fullmatch(key)}
    assert not unsaid


def test_the_page_is_small() -> None:
    pages = [*STATIC, *(HERE / "sentences").glob("*.json")]
    assert sum(path.stat().st_size for path in pages) <= LARGEST_PAGE


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path.name)
def test_no_file_of_the_page_names_another_host(path: Path) -> None:
    found = set(re.findall(r"https?://[\w.-]+[\w/.-]*", path.read_text(encoding="utf-8")))
    assert found <= ONLY_NAMES


@pytest.mark.parametrize("path", [p for p in STATIC if p.suffix in (".js", ".css")], ids=lambda path: path.name)
def test_a_file_of_the_page_is_read_in_one_go(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_nothing_that_people_write_is_read_as_markup() -> None:
    for path in STATIC:
        if path.suffix == ".js":
            assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", path.read_text())


def test_the_app_has_one_name_wherever_it_is_named() -> None:
    """It is called up by it, ``/invite @Furikaeri``; what people do is 振り返り, a look-back."""
    for language in ("ja", "en"):
        assert "ふりかえり" not in "".join(catalogue(language).values())
        assert catalogue(language)["page.name"] == "Furikaeri" != catalogue(language)["page.company"]
