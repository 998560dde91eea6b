"""Showing a view that is filled from the store, while a trigger lives.

Where the store is not connected yet, or silent for half a second, a loading view opens first and is updated: a
trigger lives three seconds and works once (https://docs.slack.dev/surfaces/modals).
"""

from collections.abc import Callable

from shared.kpt.errors import Rejected, StoreSilent
from shared.log_events import LogEvent
from shared.slack.handlers.context import Context
from shared.slack.handlers.response import in_both
from shared.slack.views.form import View, loading

FIRST_TRY = 0.5
SECOND_TRY = 1.6

Show = Callable[[View], str]
"""Shows a view and returns its id."""
Render = Callable[[Context, bool], View]
"""Reads by a context that has only so many seconds, and draws. The second says whether what fields are filled with is
sure to be seen, and to come back: after ``views.update`` Slack has been seen to send null for fields that nobody
touched."""

Instead = Callable[[View], View | None]
"""What to show where Slack refuses a view: None where there is nothing else."""


def nothing_else(_view: View) -> View | None:
    """Of most views there is only the one."""
    return None


def opens(context: Context, trigger: str) -> Show:
    """A click that opens a view."""
    return lambda view: context.modals.open(trigger, view)


def pushes(context: Context, trigger: str) -> Show:
    """A click that puts a view on top of another."""
    return lambda view: context.modals.push(trigger, view)


def show_filled(
    context: Context,
    render: Render,
    silent: View,
    show: Show,
    waiting: str | None = None,
    instead: Instead = nothing_else,
) -> None:
    """Show what is drawn; ``silent`` where the store does not answer, ``instead`` where Slack refuses it.

    ``waiting`` is a loading view that is open.
    """
    if waiting is None and context.world.store.connected:
        try:
            _show(context, show, render(context.at_most(FIRST_TRY), True), instead)
        except StoreSilent:
            pass
        else:
            return
    view = waiting or show(loading(in_both("form.loading")))
    try:
        filled = render(context.at_most(SECOND_TRY), False)
    except StoreSilent:
        context.world.log(LogEvent.INTERACTION_STORE_SILENT, "ERROR", what="form")
        filled = silent
    _show(context, _updates(context, view), filled, instead)


def _updates(context: Context, view: str) -> Show:
    def update(filled: View) -> str:
        context.modals.update(view, filled)
        return view

    return update


def _show(context: Context, show: Show, view: View, instead: Instead) -> None:
    try:
        show(view)
    except Rejected as error:
        other = instead(view)
        if other is None:
            raise
        context.log(LogEvent.INTERACTION_FORM_REFUSED, "WARNING", reason=error.reason)
        show(other)


def fill_again(context: Context, view: str, render: Render, silent: View, instead: Instead = nothing_else) -> None:
    """Once more, in a view that had to say that the store was silent."""
    try:
        filled = render(context.at_most(SECOND_TRY), False)
    except StoreSilent:
        filled = silent
    _show(context, _updates(context, view), filled, instead)
