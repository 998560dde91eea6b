"""Reads App Home as its person sees it."""

from local.slack.people.person import Person
from local.slack.people.reading import plain_view


def lines(person: Person) -> list[str]:
    """The lines of the Home."""
    return plain_view(person.home).splitlines()


def opened(person: Person) -> list[str]:
    """Open the Home, and return its lines."""
    answer = person.open_home()
    assert answer is not None
    assert answer.status == 200
    return lines(person)
