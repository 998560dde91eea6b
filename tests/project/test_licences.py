"""docs/licences.md lists what is pinned, and nothing there asks for more than to be named."""

import re

from infra.tools.licences import PAGE, PINS, licence, page, pinned

FREE = frozenset({"Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0", "MPL-2.0", "PSF-2.0"})
"""Of these a package may be used, unchanged, in a service."""


def test_the_page_is_what_the_pins_make_of_it() -> None:
    assert PAGE.read_text() == page(PINS.read_text()), "make licences"


def test_every_licence_is_known_to_be_free() -> None:
    assert {name: licence(name) for name, _ in pinned(PINS.read_text()) if not is_free(licence(name))} == {}


def is_free(words: str) -> bool:
    """One of several that may be chosen is enough; of several that all count, each."""
    return any(all(part in FREE for part in re.split(" AND ", choice)) for choice in words.split(" OR "))
