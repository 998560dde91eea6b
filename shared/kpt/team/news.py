"""What the channel of a team that is there already is told of, once, in one message a release."""

RELEASE = 2
"""The release whose news are told now. A new team knows them by its welcome."""
