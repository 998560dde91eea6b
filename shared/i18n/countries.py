"""Finds countries by time zone, by name, and by what people type (Babel's data, from the CLDR)."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from unicodedata import category, normalize
from zoneinfo import TZPATH

from babel.core import Locale, get_global

_LOCALES = {"ja": "ja", "en": "en_GB"}
_OTHER_NAMES = {
    "AE": "uae, emirates, アラブ首長国",
    "BA": "bosnia",
    "CD": "dr congo, drc, democratic republic of the congo",
    "CG": "congo, republic of the congo",
    "CI": "ivory coast",
    "CN": "prc, people's republic of china, mainland china, 中華人民共和国",
    "CV": "cape verde",
    "CZ": "czech republic, チェコ共和国",
    "DE": "deutschland",
    "ES": "españa",
    "FM": "micronesia",
    "GB": "great britain, britain, england, scotland, wales, northern ireland, british isles, 英国, 連合王国,"
    " グレートブリテン, イングランド, スコットランド, ウェールズ, 北アイルランド",
    "HK": "香港",
    "IE": "eire, republic of ireland",
    "IN": "bharat",
    "KP": "dprk",
    "KR": "korea, republic of korea, rok, 大韓民国, コリア",
    "LA": "lao",
    "MK": "macedonia",
    "MM": "burma",
    "MO": "macau, マカオ, 澳門",
    "NL": "holland, ネーデルラント",
    "NZ": "aotearoa",
    "PH": "philippine",
    "PS": "palestine, パレスチナ",
    "RU": "russian federation, ロシア連邦",
    "SZ": "swaziland, スワジランド",
    "TL": "east timor",
    "TR": "turkey",
    "TW": "taiwan roc, republic of china, chinese taipei, 臺灣, 中華民国, チャイニーズタイペイ",
    "US": "america, the states, united states of america, 米国, アメリカ, 合衆国",
    "VA": "vatican, バチカン",
    "VN": "viet nam, ヴェトナム",
    "ZA": "rsa, 南アフリカ共和国, 南ア",
    "AU": "豪州",
    "BR": "brasil",
    "JP": "nippon, nihon, 日本国, にほん, にっぽん",
}
"""Other names of countries, in addition to the CLDR's names and its codes (three letters, UK)."""
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""The CLDR's territories that are no countries: unions, the rest of Oceania, pseudo-locales, and the unknown one."""
NEAR = 0.8
"""How similar a typed name must be to a country's (difflib's ratio) for the country to be proposed."""


def country_of(zone: str) -> str:
    """The ISO code of the country of an IANA zone; empty where the zone belongs to none. Zones that Babel does not know
    yet are looked up in the zones' own tables."""
    canonical = get_global("zone_aliases").get(zone, zone)
    country = str(get_global("zone_territories").get(canonical, "")) or by_the_zones().get(zone, "")
    return "" if country in ("001", "ZZ") else country  # the world, and no known place: Etc/UTC


@lru_cache(maxsize=1)
def by_the_zones() -> MappingProxyType[str, str]:
    """The country of every zone, from ``zone.tab`` and the links of ``tzdata.zi``."""
    folder = next((folder for folder in map(Path, TZPATH) if (folder / "zone.tab").exists()), None)
    if folder is None:
        return MappingProxyType({})
    rows = [line.split("\t") for line in _lines(folder / "zone.tab") if not line.startswith("#")]
    countries = {zone.strip(): country for country, _, zone, *_ in rows}
    links = [line.split() for line in _lines(folder / "tzdata.zi") if line.startswith("L ")]
    linked = {name: countries[target] for _, target, name in links if target in countries}
    return MappingProxyType({**linked, **countries})


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def country_name(language: str, code: str) -> str:
    """A country's name: "日本", "Japan". The code itself where Babel has no name, empty for an empty code."""
    return str(Locale.parse(_LOCALES[language]).territories.get(code, code))


def country_named(text: str) -> str | None:
    """The ISO code of a country from its code, its name in either language, or another of its names; None for no
    country."""
    return _by_name().get(_plain(text))


def near_country(language: str, text: str) -> str:
    """The name of the country whose name is most similar to the typed text; empty where none is similar."""
    by_name = _by_name()
    near = get_close_matches(_plain(text), [name for name in by_name if len(name) > 2], n=1, cutoff=NEAR)
    return country_name(language, by_name[near[0]]) if near else ""


@lru_cache(maxsize=1)
def _by_name() -> MappingProxyType[str, str]:
    """Codes by all names. Where two countries share a name, the first found wins: codes, then names, then other
    names."""
    found: dict[str, str] = {}
    for name, code in _names():
        found.setdefault(_plain(name), code)
    return MappingProxyType(found)


def _names() -> Iterator[tuple[str, str]]:
    territories = [Locale.parse(locale).territories for locale in _LOCALES.values()]
    known = map(str, territories[0])
    codes = [code for code in known if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES]
    yield from ((code, code) for code in codes)
    yield from ((names[code], code) for names in territories for code in codes if code in names)
    for other, meant in get_global("territory_aliases").items():
        if len(meant) == 1 and other.isalpha() and meant[0] in codes:
            yield other, str(meant[0])
    yield from ((name, code) for code, names in _OTHER_NAMES.items() for name in names.split(","))
    for names in territories:
        for code in codes:
            yield from ((part, code) for part in _parts(str(names.get(code, ""))))


def _parts(name: str) -> list[str]:
    """The parts of a name: "Hong Kong" of "Hong Kong SAR China", both names of "Myanmar (Burma)", "Antigua" and
    "Barbuda"."""
    without = re.sub(r" SAR China$", "", name)
    return [part for part in re.split(r"[()（）]| & | - ", without) if part.strip()]


def _plain(name: str) -> str:
    """A name in the form in which names are compared: without case, accents, dots, spaces and a leading "the"."""
    folded = normalize("NFKD", normalize("NFKC", name).casefold().replace("&", " and "))
    letters = "".join(char for char in folded if char.isspace() or category(char)[0] in "LN" or char in "\u3099\u309a")
    words = ["saint" if word == "st" else word for word in letters.split()]
    return normalize("NFC", "".join(words[1:] if len(words) > 1 and words[0] == "the" else words))
