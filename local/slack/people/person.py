"""A person at Slack: types commands, presses buttons, fills in forms. The app gets the requests that Slack would
send."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from local.slack.outgoing import events, payloads, requests
from local.slack.outgoing.requests import Answer, Post, Send
from local.slack.people import fields, submission
from local.slack.people.choosing import (
    NotPossible,
    agrees,
    chosen,
    element_called,
    input_of,
    refuse_unfinished,
)
from local.slack.state.records import ApiError, Channel, Json, Message, View
from local.slack.state.workspace import Workspace

__all__ = ["NotPossible", "Person"]


class Person:
    """Somebody of the workspace. A request that the app does not answer in time is an error that the person sees."""

    def __init__(self, workspace: Workspace, user_id: str, send: Send) -> None:
        """``send`` delivers a signed request to the app."""
        self.workspace = workspace
        self.user_id = user_id
        self.troubles: list[str] = []
        """The errors that Slack showed, as "operation_timeout"; oldest first."""
        self._send = send
        self._last: tuple[Post, Callable[[Answer], None]] | None = None

    @property
    def view(self) -> View:
        """The modal on top of this person's screen."""
        stack = self.workspace.view_stack(self.user_id)
        if not stack:
            raise NotPossible(f"{self.user_id} has no form open")
        return stack[-1]

    # Commands and shortcuts

    def command(self, command: str, text: str = "", channel: str = "C1") -> Answer:
        """Type a slash command in a channel. By default the app's answer is shown to this person only."""
        post = requests.form(
            self.workspace, payloads.command(self.workspace, self.user_id, command, text, self._conversation(channel))
        )
        return self._deliver(post, lambda answer: self._show(channel, answer))

    def shortcut(self, callback_id: str) -> Answer:
        """Choose a global shortcut."""
        payload = payloads.shortcut(self.workspace, self.user_id, callback_id)
        return self._deliver(requests.interaction(self.workspace, payload), self._note_trouble)

    # Messages

    def message_shortcut(self, message: Message, callback_id: str) -> Answer:
        """Choose a message shortcut in a message's menu. An ephemeral message has no such menu."""
        workspace = self.workspace
        with workspace.changed:
            if message.ephemeral or not self._sees(message):
                raise NotPossible(f"{self.user_id} has no menu at this message")
            payload = payloads.message_action(workspace, self.user_id, message, callback_id)
        return self._deliver(requests.interaction(workspace, payload), self._note_trouble)

    def press(
        self,
        message: Message,
        action_id: str,
        option: Any = None,
        *,
        block_id: str | None = None,
        confirm: bool = True,
    ) -> Answer | None:
        """Use an element of a message. ``option``: the value or text of an option, or a picker's value.

        With ``confirm=False`` the person declines the confirmation, and nothing is sent.
        """
        workspace = self.workspace
        with workspace.changed:
            if not self._sees(message):
                raise NotPossible(f"{self.user_id} does not see this message")
            block, element = element_called(message.blocks, action_id, block_id)
            if not agrees(element, confirm):
                return None
            action = payloads.action(workspace, block, element, chosen(workspace, element, option))
            payload = payloads.block_actions(workspace, self.user_id, message, action)
        return self._deliver(requests.interaction(workspace, payload), self._note_trouble)

    # Forms

    def type(self, texts: Mapping[str, str] | None = None, /, *, raw: bool = False, **more: str) -> None:
        """Type into inputs of the top view, by block_id: ``type(keep="…")`` or ``type({"try": "…"})``.

        ``raw``: ignore ``max_length``, as no client does.
        """
        with self.workspace.changed:
            view = self.view
            for block_id, text in {**(texts or {}), **more}.items():
                block, element = input_of(view, block_id)
                if element["type"] not in fields.TEXT_INPUTS:
                    raise NotPossible(f"{block_id} is no text input")
                if not raw and len(text) > element.get("max_length", 3000):
                    raise NotPossible(f"{block_id} takes {element.get('max_length', 3000)} characters, not {len(text)}")
                self._fill(view, block, element, text or None)

    def select(self, choices: Mapping[str, Any] | None = None, /, **more: Any) -> None:
        """Choose in inputs of the top view, by block_id: an option's value or text, an id, a date; or a list."""
        for block_id, choice in {**(choices or {}), **more}.items():
            view = self.view
            block, element = self.choose(block_id, choice)
            if block.get("dispatch_action"):
                self._use(view, block, element, choice)

    def choose(self, block_id: str, choice: Any) -> tuple[Json, Json]:
        """Choose in one input without telling the app. Returns the block and its element."""
        with self.workspace.changed:
            block, element = input_of(self.view, block_id)
            self._fill(self.view, block, element, chosen(self.workspace, element, choice))
            return block, element

    def press_in_view(
        self, action_id: str, option: Any = None, *, block_id: str | None = None, confirm: bool = True
    ) -> Answer | None:
        """Use a button, menu or picker of the top view, outside its inputs."""
        outside = [block for block in self.view.blocks if block["type"] != "input"]
        return self._press_in(self.view, element_called(outside, action_id, block_id), option, confirm)

    def submit(self) -> Answer:
        """Press the top view's submit button."""
        workspace = self.workspace
        with workspace.changed:
            view = self.view
            if not view.content.get("submit"):
                raise NotPossible("this form has no submit button")
            for block, element in fields.elements(view.blocks):
                refuse_unfinished(view, block, element)
            view.errors, view.trouble = {}, False
            payload = payloads.view_action("view_submission", workspace, view) | {"response_urls": []}
            payload["trigger_id"] = workspace.surfaces.new_trigger(self.user_id, in_modal=True)
        post = requests.interaction(workspace, payload)
        return self._deliver(post, lambda answer: self._take_submission(view, answer))

    def close(self) -> None:
        """Press the top view's close button, which uncovers the view below."""
        gone = submission.close(self.workspace, self.view)
        self._tell_closed(gone, cleared=len(gone) > 1)

    def close_all(self) -> None:
        """Press the cross, which closes all views."""
        self._tell_closed(self.workspace.surfaces.clear(self.user_id), cleared=True)

    def resend_last(self) -> Answer:
        """Send the last request again with a new signature, as a double click or a retry does."""
        if self._last is None:
            raise NotPossible("nothing was sent yet")
        post, take = self._last
        return self._deliver(requests.signed(self.workspace, post.body, post.headers["Content-Type"]), take)

    # The Home tab

    @property
    def home(self) -> View:
        """This person's Home tab, as it was last published."""
        view = self.workspace.home(self.user_id)
        if view is None:
            raise NotPossible(f"nothing was published for {self.user_id}")
        return view

    def open_home(self, *, tab: str = "home") -> Answer | None:
        """Open the app in the sidebar: its Home tab, or its ``messages``. None where the app does not subscribe to the
        event."""
        workspace = self.workspace
        with workspace.changed:
            if tab == "home" and not workspace.home_tab:
                raise NotPossible("the app has no Home tab")
            view = workspace.home(self.user_id)
            shown = workspace.surfaces.as_json(view) if view else None
            opened = events.home_opened(workspace, self.user_id, tab, shown)
        if "app_home_opened" not in workspace.events:
            return None
        return self._deliver(requests.event(workspace, "app_home_opened", **opened), lambda _answer: None)

    def press_in_home(self, action_id: str, option: Any = None, *, block_id: str | None = None) -> Answer | None:
        """Use a button, menu or picker of the Home tab."""
        return self._press_in(self.home, element_called(self.home.blocks, action_id, block_id), option, confirm=True)

    # How it is delivered

    def _deliver(self, post: Post, take: Callable[[Answer], None]) -> Answer:
        self._last = (post, take)
        begin = self.workspace.monotonic()
        answer = self._send(*post)
        if self.workspace.monotonic() - begin > self.workspace.answer_limit:
            answer = Answer(0)
        take(answer)
        with self.workspace.changed:
            self.workspace.changed.notify_all()
        return answer

    def _note_trouble(self, answer: Answer) -> None:
        if answer.status == 0:
            self.troubles.append("operation_timeout")
        elif answer.status != 200:
            self.troubles.append(f"http_{answer.status}")

    def _take_submission(self, view: View, answer: Answer) -> None:
        if not submission.take_answer(self.workspace, view, answer):
            self._note_trouble(answer)
            if answer.status == 200:
                self.troubles.append("not_understood")

    def _show(self, channel: str, answer: Answer) -> None:
        """Show the answer to a command: nothing, plain text, or a message in JSON."""
        self._note_trouble(answer)
        text = answer.body.decode(errors="replace").strip()
        if answer.status != 200 or not text:
            return
        try:
            shown = json.loads(text)
        except ValueError:
            shown = text
        message = shown if isinstance(shown, dict) else {"text": text}
        try:
            self.workspace.response_urls.show(self.user_id, channel, message)
        except ApiError as refusal:
            self.troubles.append(refusal.code)

    def _press_in(self, view: View, where: tuple[Json, Json], option: Any, confirm: bool) -> Answer | None:
        block, element = where
        with self.workspace.changed:
            if not agrees(element, confirm):
                return None
            if fields.holds_value(element):
                self._fill(view, block, element, chosen(self.workspace, element, option))
        return self._use(view, block, element, option)

    def _use(self, view: View, block: Json, element: Json, option: Any) -> Answer:
        workspace = self.workspace
        action = payloads.action(workspace, block, element, chosen(workspace, element, option))
        payload = payloads.view_action("block_actions", workspace, view) | {"actions": [action]}
        payload["container"] = {"type": "view", "view_id": view.id}
        in_modal = view.content["type"] == "modal"
        payload["trigger_id"] = workspace.surfaces.new_trigger(self.user_id, in_modal=in_modal)

        def take(answer: Answer) -> None:
            view.trouble = answer.status != 200
            self._note_trouble(answer)

        return self._deliver(requests.interaction(workspace, payload), take)

    def _fill(self, view: View, block: Json, element: Json, value: Any) -> None:
        field = fields.field_of(block, element)
        view.values[field] = value
        view.touched.add(field)

    def _tell_closed(self, gone: list[View], *, cleared: bool) -> None:
        for view in gone:
            if view.content.get("notify_on_close"):
                payload = payloads.view_action("view_closed", self.workspace, view) | {"is_cleared": cleared}
                self._deliver(requests.interaction(self.workspace, payload), self._note_trouble)

    def _sees(self, message: Message) -> bool:
        if message.ephemeral:
            return any(message is each for each in self.workspace.ephemeral.get(self.user_id, []))
        channel = self.workspace.channels.get(message.channel)
        inside = channel is not None and self.user_id in channel.members
        return inside and channel is not None and channel.find(message.ts) is message

    def _conversation(self, channel_id: str) -> Channel:
        """The conversation in which a command is typed: a channel of the workspace, or one that the app does not
        know."""
        known = self.workspace.channels.get(channel_id)
        if known is None and channel_id == f"D{self.user_id}":
            known = self.workspace.open_direct_messages(self.user_id)
        return known or Channel(channel_id, "", [self.user_id], is_private=True, with_user=self.user_id)
