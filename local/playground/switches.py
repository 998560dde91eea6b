"""The switches at the page, each of which causes a fault while it is on."""

from typing import Final, Literal, get_args

from local.machine import Machine
from local.playground.outage import Outage

Name = Literal["slack_fails", "slack_slow", "answer_lost", "twice", "store_down"]
NAMES: Final[tuple[Name, ...]] = get_args(Name)
SLOW: Final = 1.2
"""Seconds that a slow Slack takes: less than the two that a click waits."""


class Switches:
    """Slack fails, is slow, or loses the answer to the next message; every trigger comes twice; the store is down."""

    def __init__(self, machine: Machine, outage: Outage) -> None:
        self._machine, self._outage = machine, outage
        self._on: set[Name] = set()

    @property
    def on(self) -> dict[Name, bool]:
        """Which switches are on. ``answer_lost`` is off after one lost answer."""
        lost = any(fault.reset for fault in self._machine.slack.faults.standing)
        return {name: name in self._on and (name != "answer_lost" or lost) for name in NAMES}

    def turn(self, name: Name, *, on: bool) -> None:
        """Turn a switch on or off."""
        wanted = {each for each, is_on in self.on.items() if is_on} - {name}
        self._on = wanted | ({name} if on else set())
        self._outage.down = "store_down" in self._on
        self._machine.triggers.twice = "twice" in self._on
        faults = self._machine.slack.faults
        faults.clear()
        if "answer_lost" in self._on:
            faults.reset("chat.postMessage", after_effect=True)
        if "slack_fails" in self._on:
            faults.status("*", 503, times=None)
        elif "slack_slow" in self._on:
            faults.hang("*", SLOW, times=None)
