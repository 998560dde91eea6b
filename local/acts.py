"""Things that a person does in several steps."""

from local.slack.outgoing.requests import Answer
from local.slack.people.person import Person


def set_up(person: Person, channel: str = "C1") -> Answer:
    """Type /kpt setup and submit the form as it opened. Returns the command's answer where no form opened."""
    answer = person.command("/kpt", "setup", channel)
    opened = person.workspace.view_stack(person.user_id)
    return person.submit() if opened and opened[-1].content.get("callback_id") == "settings" else answer
