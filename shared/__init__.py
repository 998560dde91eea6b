"""What the functions are made of. Every one of them reckons with the time zone rules that are pinned: Python would
take the machine's own first (https://docs.python.org/3/library/zoneinfo.html#data-sources), however old they are.
"""

from importlib.util import find_spec
from pathlib import Path
from zoneinfo import reset_tzpath

_tzdata = find_spec("tzdata")
if _tzdata and _tzdata.submodule_search_locations:
    reset_tzpath([Path(_tzdata.submodule_search_locations[0]) / "zoneinfo"])
