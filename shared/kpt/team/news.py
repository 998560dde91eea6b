"""The release whose news an existing team's channel is told, once, in one message."""

RELEASE = 2
"""The release whose news are told now. A new team's welcome contains them."""
