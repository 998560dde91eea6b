"""What the functions are made of. All of them use the pinned time zone rules. Python would prefer the machine's own,
however old they are (https://docs.python.org/3/library/zoneinfo.html#data-sources)."""

from importlib.util import find_spec
from pathlib import Path
from zoneinfo import reset_tzpath

_tzdata = find_spec("tzdata")
if _tzdata and _tzdata.submodule_search_locations:
    reset_tzpath([Path(_tzdata.submodule_search_locations[0]) / "zoneinfo"])
