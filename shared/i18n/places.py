"""Guesses which zone somebody means by an abbreviation, an offset, or a Japanese city name.

An abbreviation may mean several zones (CST: Chicago or Shanghai), so the zone is only proposed.
"""

import re
from unicodedata import normalize

from babel.core import Locale

_BY_WORD = {
    "America/New_York": "est edt et est5edt eastern",
    "America/Chicago": "cst cdt ct cst6cdt central",
    "America/Denver": "mst mdt mt mst7mdt mountain",
    "America/Los_Angeles": "pst pdt pt pst8pdt pacific",
    "America/Anchorage": "akst akdt",
    "Pacific/Honolulu": "hst hdt",
    "America/Halifax": "ast adt",
    "America/St_Johns": "nst ndt",
    "America/Sao_Paulo": "brt brst",
    "America/Argentina/Buenos_Aires": "art",
    "America/Santiago": "clt clst",
    "America/Bogota": "cot",
    "America/Lima": "pet",
    "Europe/London": "gmt bst gmt0 gmt+0 gmt-0",
    "Europe/Lisbon": "wet west",
    "Europe/Berlin": "cet cest met mest mez mesz",
    "Europe/Athens": "eet eest",
    "Europe/Istanbul": "trt",
    "Europe/Moscow": "msk",
    "Africa/Johannesburg": "sast",
    "Africa/Nairobi": "eat",
    "Africa/Lagos": "wat",
    "Africa/Maputo": "cat",
    "Asia/Dubai": "gst",
    "Asia/Tehran": "irst",
    "Asia/Karachi": "pkt",
    "Asia/Kolkata": "ist",
    "Asia/Kathmandu": "npt",
    "Asia/Bangkok": "ict",
    "Asia/Jakarta": "wib",
    "Asia/Singapore": "sgt",
    "Asia/Manila": "pht phst",
    "Asia/Hong_Kong": "hkt",
    "Asia/Seoul": "kst kdt",
    "Asia/Tokyo": "jst 日本標準時 日本時間",
    "Australia/Perth": "awst",
    "Australia/Adelaide": "acst acdt",
    "Australia/Sydney": "aest aedt",
    "Pacific/Auckland": "nzst nzdt",
    "UTC": "zulu uct universal greenwich z 協定世界時",
}
_WORDS = {word: place for place, words in _BY_WORD.items() for word in words.split()}
_BY_MINUTES = {
    -660: "Pacific/Pago_Pago",
    -600: "Pacific/Honolulu",
    -540: "America/Anchorage",
    -480: "America/Los_Angeles",
    -420: "America/Denver",
    -360: "America/Chicago",
    -300: "America/New_York",
    -240: "America/Halifax",
    -210: "America/St_Johns",
    -180: "America/Sao_Paulo",
    -120: "America/Noronha",
    -60: "Atlantic/Azores",
    0: "Europe/London",
    60: "Europe/Berlin",
    120: "Europe/Athens",
    180: "Europe/Moscow",
    210: "Asia/Tehran",
    240: "Asia/Dubai",
    300: "Asia/Karachi",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    360: "Asia/Dhaka",
    420: "Asia/Bangkok",
    480: "Asia/Singapore",
    540: "Asia/Tokyo",
    570: "Australia/Adelaide",
    600: "Australia/Sydney",
    660: "Pacific/Noumea",
    720: "Pacific/Auckland",
    780: "Pacific/Tongatapu",
    840: "Pacific/Kiritimati",
}
_OFFSET = re.compile(r"(?P<etc>etc/)?(?:gmt|utc)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")


def place_meant(text: str) -> str:
    """The zone that an abbreviation, an offset or a Japanese city name stands for; empty where none is known."""
    word = normalize("NFKC", text).strip().casefold().replace(" ", "").replace("−", "-")
    bare = word.removeprefix("etc/")
    return _WORDS.get(bare) or _by_offset(word) or city_in_japanese(text)


def _by_offset(word: str) -> str:
    """The zone of an offset. Etc/GMT+5 is west of Greenwich, as in POSIX; people who write GMT+5 mean east."""
    found = _OFFSET.fullmatch(word)
    if not found:
        return ""
    east = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    turned = (found["sign"] == "-") != bool(found["etc"])
    return _BY_MINUTES.get(-east if turned else east, "")


def city_in_japanese(text: str) -> str:
    """The zone of a city by its Japanese name, as 東京; empty where no city has that name."""
    city = normalize("NFKC", text).strip().removesuffix("時間")
    if not city:
        return ""
    names = Locale.parse("ja").time_zones
    return next((zone for zone, about in names.items() if about.get("city") == city), "")
