"""What people's screens show: stacks of modals and Home tabs, with the trigger ids and Slack's rules for them."""

import secrets
from dataclasses import dataclass

from local.slack.limits.views import checked_view
from local.slack.people import fields
from local.slack.state.conversations import Conversations
from local.slack.state.records import ApiError, Json, View

STACK_LIMIT = 3


@dataclass
class _Trigger:
    user: str
    made_at: float
    in_modal: bool
    used: bool = False


class Surfaces:
    """The screens of a workspace's people. Its lock is the workspace's."""

    def __init__(self, workspace: Conversations, trigger_life: float) -> None:
        self.trigger_life = trigger_life
        self._workspace = workspace
        self._triggers: dict[str, _Trigger] = {}
        self.stacks: dict[str, list[View]] = {}
        """The modals on each person's screen; the last one is on top."""
        self.homes: dict[str, View] = {}
        """Each person's Home tab, once it was published."""

    def new_trigger(self, user: str, *, in_modal: bool = False) -> str:
        """Make a trigger id, with which the app may open a view for this person."""
        with self._workspace.changed:
            trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
            self._triggers[trigger_id] = _Trigger(user, self._workspace.monotonic(), in_modal)
            return trigger_id

    def stack(self, user: str) -> list[View]:
        """A person's modals; the last one is on top."""
        with self._workspace.changed:
            return list(self.stacks.get(user, []))

    def home(self, user: str) -> View | None:
        """A person's Home tab."""
        with self._workspace.changed:
            return self.homes.get(user)

    def open(self, trigger_id: str, content: Json) -> View:
        """Open a modal, which replaces those that are open."""
        content = checked_view(content, "modal")
        with self._workspace.changed:
            self._refuse_taken_external_id(content, None)
            user = self._exchange(trigger_id).user
            self.stacks[user] = []
            return self._put_on_top(user, content)

    def push(self, trigger_id: str, content: Json) -> View:
        """Put a modal on top of the one from which the trigger came. A stack has three at most."""
        content = checked_view(content, "modal")
        with self._workspace.changed:
            self._refuse_taken_external_id(content, None)
            trigger = self._exchange(trigger_id)
            if not trigger.in_modal:
                raise ApiError("invalid_trigger_id")
            return self.push_for(trigger.user, content)

    def push_for(self, user: str, content: Json) -> View:
        """Put a modal on top in answer to a submission, which needs no trigger. ``content`` was checked before."""
        with self._workspace.changed:
            stack = self.stacks.get(user, [])
            if not stack:
                raise ApiError("not_found")
            if len(stack) >= STACK_LIMIT:
                raise ApiError("push_limit_reached")
            return self._put_on_top(user, content)

    def update(self, content: Json, *, view_id: str = "", external_id: str = "", expected_hash: str = "") -> View:
        """Replace the content of an open view. Typed values stay where block_id and action_id are the same."""
        content = checked_view(content, "modal")
        with self._workspace.changed:
            views = [view for stack in self.stacks.values() for view in stack]
            view = next((view for view in views if _is(view, view_id, external_id)), None)
            if view is None:
                raise ApiError("not_found")
            if expected_hash and expected_hash != view.hash:
                raise ApiError("hash_conflict")
            self._refuse_taken_external_id(content, view)
            self.replace(view, content)
            return view

    def replace(self, view: View, content: Json) -> None:
        """Replace the content of an open view. ``content`` was checked before."""
        with self._workspace.changed:
            view.values = fields.carried_over(content["blocks"], view)
            view.touched &= view.values.keys()
            view.content = content
            view.hash = self._new_hash()
            view.updated = True
            view.errors, view.trouble = {}, False
            self._workspace.changed.notify_all()

    def publish(self, user_id: str, content: Json, expected_hash: str = "") -> View:
        """Publish a person's Home tab.

        It stays the same view. Choices stay where block_id and action_id are the same, as in an update
        (github.com/slackapi/bolt-js/issues/974).
        """
        content = checked_view(content, "home")
        with self._workspace.changed:
            if not self._workspace.home_tab:
                raise ApiError("not_enabled")
            user = self._workspace.user(user_id)
            view = self.homes.get(user.id)
            self._refuse_taken_external_id(content, view)
            if expected_hash and (view is None or expected_hash != view.hash):
                raise ApiError("hash_conflict")
            if view is None:
                view = self.homes[user.id] = self._new_view(user.id, content)
            self.replace(view, content)
            return view

    def remove(self, view: View) -> None:
        """Take a view off its stack."""
        with self._workspace.changed:
            stack = self.stacks.get(view.user, [])
            if view in stack:
                stack.remove(view)
            self._workspace.changed.notify_all()

    def clear(self, user: str) -> list[View]:
        """Close all modals of a person, and return them."""
        with self._workspace.changed:
            gone = self.stacks.pop(user, [])
            self._workspace.changed.notify_all()
            return gone

    def as_json(self, view: View) -> Json:
        """The view as Slack's API and payloads show it."""
        workspace = self._workspace
        installed_in = workspace.enterprise_id if workspace.is_org_wide else workspace.team_id
        with self._workspace.changed:
            content: Json = {
                "callback_id": "",
                "external_id": "",
                "private_metadata": "",
                "close": None,
                "submit": None,
            }
            content |= {"clear_on_close": False, "notify_on_close": False} | view.content
            return content | {
                "id": view.id,
                "team_id": self._workspace.user(view.user).team_id,
                "state": fields.state(view, forget_untouched=self._workspace.forget_untouched),
                "hash": view.hash,
                "previous_view_id": view.previous_view_id,
                "root_view_id": view.root_view_id,
                "app_id": self._workspace.app_id,
                "app_installed_team_id": installed_in,
                "bot_id": self._workspace.bot_id,
            }

    def _exchange(self, trigger_id: str) -> _Trigger:
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._workspace.monotonic() - trigger.made_at >= self.trigger_life:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger

    def _put_on_top(self, user: str, content: Json) -> View:
        stack = self.stacks.setdefault(user, [])
        view = self._new_view(user, content)
        if stack:
            view.previous_view_id, view.root_view_id = stack[-1].id, stack[0].id
        stack.append(view)
        self._workspace.changed.notify_all()
        return view

    def _new_view(self, user: str, content: Json) -> View:
        view_id = f"V{secrets.token_hex(5).upper()}"
        values = fields.carried_over(content["blocks"], None)
        return View(view_id, user, content, self._new_hash(), view_id, values=values)

    def _new_hash(self) -> str:
        return f"{int(self._workspace.clock.now().timestamp())}.{secrets.token_hex(4)}"

    def _refuse_taken_external_id(self, content: Json, of: View | None) -> None:
        external_id = content.get("external_id")
        views = [view for stack in (*self.stacks.values(), self.homes.values()) for view in stack if view is not of]
        if external_id and any(_is(view, "", external_id) for view in views):
            raise ApiError("duplicate_external_id")


def _is(view: View, view_id: str, external_id: str) -> bool:
    return view.id == view_id if view_id else bool(external_id) and view.content.get("external_id") == external_id
