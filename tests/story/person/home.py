"""App Home, as its person reads it."""

from local.slack.people.person import Person
from local.slack.people.reading import plain_view


def lines(person: Person) -> list[str]:
    """What stands in the Home, line by line."""
    return plain_view(person.home).splitlines()


def opened(person: Person) -> list[str]:
    """The same, after opening it."""
    answer = person.open_home()
    assert answer is not None
    assert answer.status == 200
    return lines(person)
