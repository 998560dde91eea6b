"""Countries: of a time zone, by name, and by what people type (by Babel, from the CLDR)."""

from unicodedata import normalize

from babel.core import Locale, get_global

_LOCALES = {"ja": "ja", "en": "en_GB"}


def country_of(zone: str) -> str:
    """The ISO code of the country of an IANA zone, as Babel knows it; empty where the zone belongs to none."""
    canonical = get_global("zone_aliases").get(zone, zone)
    country = str(get_global("zone_territories").get(canonical, ""))
    return "" if country in ("001", "ZZ") else country  # the world, and no known place: Etc/UTC


def country_name(language: str, code: str) -> str:
    """A country's name: "日本", "Japan"; the code itself where Babel knows no name, empty where there is none."""
    return str(Locale.parse(_LOCALES[language]).territories.get(code, code))


def country_named(text: str) -> str | None:
    """The ISO code of a country by its code or its name in either language; None where there is no such country."""
    wanted = normalize("NFKC", text).strip().casefold()
    for locale in _LOCALES.values():
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and wanted in (code.casefold(), normalize("NFKC", name).casefold()):
                return str(code)
    return None
