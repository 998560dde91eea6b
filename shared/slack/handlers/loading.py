"""Shows a view that is filled from the store before its trigger expires.

A trigger lives three seconds and works once (https://docs.slack.dev/surfaces/modals). So a loading view opens first,
and is updated later, where the store is not connected yet or does not answer within half a second.
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
"""Reads through a context with a deadline of its own, and renders the view. The second argument says whether the person
certainly sees what fields are filled with, and Slack returns it: after ``views.update`` Slack has sent null for
untouched fields."""

Instead = Callable[[View], View | None]
"""Returns the view to show where Slack refuses the first one; None where there is no other."""


def nothing_else(_view: View) -> View | None:
    """The usual ``Instead``: there is no other view."""
    return None


def opens(context: Context, trigger: str) -> Show:
    """Shows a view by opening it."""
    return lambda view: context.modals.open(trigger, view)


def pushes(context: Context, trigger: str) -> Show:
    """Shows a view on top of the open one."""
    return lambda view: context.modals.push(trigger, view)


def show_filled(
    context: Context,
    render: Render,
    silent: View,
    show: Show,
    waiting: str | None = None,
    instead: Instead = nothing_else,
) -> None:
    """Show the rendered view; ``silent`` where the store does not answer, ``instead`` where Slack refuses the view.

    ``waiting``: the id of an open loading view.
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
    """Fill the view again that said that the store was silent."""
    try:
        filled = render(context.at_most(SECOND_TRY), False)
    except StoreSilent:
        filled = silent
    _show(context, _updates(context, view), filled, instead)
