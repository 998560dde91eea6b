"""Renders, posts, updates and removes messages, and finds them again by the key that they carry."""

from collections.abc import Callable, Iterator
from typing import Any, Self

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from shared.i18n.year import markdown
from shared.kpt.errors import ChannelClosed, OutcomeUnknown, Rejected, RetryLater
from shared.kpt.messages.delivery import TOO_LONG
from shared.kpt.messages.files import Export
from shared.kpt.messages.messages import Message
from shared.kpt.messages.place import Channel, Direct, Place, Posted
from shared.kpt.messages.reminders import Recorded
from shared.kpt.text.pages import SIZES
from shared.slack.api.rate_limit import LONGEST_WAIT, RateLimit
from shared.slack.api.web_api import Caller, call, raising_may_not_look
from shared.slack.blocks.message import RenderedMessage
from shared.slack.blocks.text import escape
from shared.slack.views.messages import beside_file, render
from shared.slack.views.team.sheet import view_of

EVENT_TYPE = "furikaeri_delivery"
PAGE, PAGES = 200, 5
"""How far back ``find`` searches: pages of so many messages."""
ALL_PAGES = 1000
"""Pages that ``sent_to`` reads at most: 200,000 messages."""
GONE = frozenset({"message_not_found", "file_not_found", "file_deleted"})


class Messenger(Caller):
    """Sends messages to Slack and reads them there."""

    def __init__(self, web: WebClient, rate_limit: RateLimit) -> None:
        super().__init__(web)
        self._rate_limit = rate_limit
        self._longest_wait = LONGEST_WAIT

    def hurried(self, left: Callable[[], float]) -> Self:
        """A copy whose calls each end within the seconds that ``left`` returns, and never wait for the rate limit."""
        same = super().hurried(left)
        same._longest_wait = 0.0
        return same

    def _in_turn(self, conversation: str, method: Callable[..., SlackResponse], **arguments: object) -> SlackResponse:
        """Make one call as soon as the rate limit allows it."""
        self._rate_limit.wait(conversation, self._longest_wait)
        try:
            return call(method, **arguments)
        except RetryLater as error:
            if error.after:
                self._rate_limit.told_to_wait(conversation, error.after)
            raise

    def post(self, place: Place, message: Message, key: str) -> Posted:
        """Post a message, or a reply. With a person's id as the channel, Slack opens the direct message."""
        if isinstance(message, Export):
            return self._hand_over(place, message)
        where = {"channel": place.user} if isinstance(place, Direct) else _in_channel(place)
        alone = {**where, "unfurl_links": False, "unfurl_media": False}
        answer = self._shown(where["channel"], self._web.chat_postMessage, message, key, alone)
        return Posted(str(answer["channel"]), str(answer["ts"]))

    def _hand_over(self, place: Place, message: Export) -> Posted:
        """Send a file in three calls; the last one shows it. A file cannot carry a key
        (https://docs.slack.dev/messaging/working-with-files). The scope files:write is optional."""
        conversation = self._direct(place.user) if isinstance(place, Direct) else place.id
        said = beside_file(message)
        content = markdown(message.year) if message.year else message.content
        file = {"filename": message.name, "content": content, "initial_comment": escape(said)}
        try:
            answer = self._in_turn(conversation, self._web.files_upload_v2, channel=conversation, **file)
        except RetryLater as error:
            if str(error) == "missing_scope":
                raise Rejected("missing_scope") from error
            raise
        return Posted(conversation, "", str(answer["file"]["id"]))

    def replace(self, posted: Posted, message: Message, key: str) -> None:
        """Turn a posted message into another."""
        where = {"channel": posted.channel, "ts": posted.ts}
        self._shown(posted.channel, self._web.chat_update, message, key, where)

    def _shown(
        self, conversation: str, method: Callable[..., SlackResponse], message: Message, key: str, where: dict[str, Any]
    ) -> SlackResponse:
        """Show a message. While Slack calls it too long, shorten its names and texts and call again. Each refusal is
        certain, so nothing is shown twice. The rules cut messages that have pages."""
        link, see_glance = self._links(message) if isinstance(message, Recorded) else ("", "")
        tried: list[RenderedMessage] = []
        refused = Rejected("")
        for room in SIZES:
            rendered = render(message, link, room, see_glance)
            if rendered in tried:
                continue
            tried.append(rendered)
            try:
                return self._in_turn(conversation, method, **where, **_message(rendered, key))
            except Rejected as error:
                if error.reason not in TOO_LONG:
                    raise
                refused = error
        raise refused

    def turn_view(self, view: str, message: Message) -> None:
        """Show a message in an open view. Raises ``Rejected`` where the view was closed."""
        call(self._web.views_update, view_id=view, view=view_of(message))

    def withdraw(self, posted: Posted) -> None:
        """Remove a posted message or file. One that is already gone counts as removed."""
        try:
            if posted.file:
                self._take_file_back(posted)
        finally:
            if posted.ts:
                self._remove(posted.channel, self._web.chat_delete, channel=posted.channel, ts=posted.ts)

    def _take_file_back(self, posted: Posted) -> None:
        try:
            self._remove(posted.channel, self._web.files_delete, file=posted.file)
        except RetryLater as error:
            if str(error) == "missing_scope":
                raise Rejected("missing_scope") from error
            raise

    def _remove(self, conversation: str, method: Callable[..., SlackResponse], **what: str) -> None:
        try:
            self._in_turn(conversation, method, **what)
        except Rejected as error:
            if error.reason not in GONE:
                raise

    def find(self, place: Place, key: str) -> Posted | None:
        """Our own message that carries ``key``."""
        with raising_may_not_look():
            for channel_id, message in self._ours(place, PAGES):
                if ((message.get("metadata") or {}).get("event_payload") or {}).get("key") == key:
                    return Posted(channel_id, str(message["ts"]))
        return None

    def sent_to(self, user: str) -> list[Posted]:
        """Every message of ours in a person's direct messages, with or without a key."""
        with raising_may_not_look():
            return [
                Posted(channel_id, str(message["ts"]), file)
                for channel_id, message in self._ours(Direct(user), ALL_PAGES)
                for file in [each["id"] for each in message.get("files") or () if each.get("mode") != "tombstone"]
                or [""]
            ]

    def _ours(self, place: Place, pages: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """Our own messages, newest first, each with its channel's id."""
        me = call(self._web.auth_test)
        channel_id = place.id if isinstance(place, Channel) else self._direct(place.user)
        for message in self._read(channel_id, place.thread if isinstance(place, Channel) else None, pages):
            if message.get("bot_id") == me["bot_id"] or message.get("user") == me["user_id"]:
                yield channel_id, message

    def _direct(self, user: str) -> str:
        return str(call(self._web.conversations_open, users=user)["channel"]["id"])

    def _read(self, channel_id: str, thread: str | None, pages: int) -> Iterator[dict[str, Any]]:
        cursor = ""
        for _ in range(pages):
            page = {"channel": channel_id, "limit": PAGE, "include_all_metadata": True}
            page |= {"cursor": cursor} if cursor else {}
            if thread:
                answer = call(self._web.conversations_replies, ts=thread, **page)
            else:
                answer = call(self._web.conversations_history, **page)
            yield from answer.get("messages") or ()
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _links(self, message: Recorded) -> tuple[str, str]:
        """The permalinks of the person's own announcement and of the teammate's whose Keep the message shows."""
        channel_id = message.seed.team.partition("-")[2]
        other = message.glance.seen_at if message.glance else ""
        return self._link(channel_id, message.seen_at), self._link(channel_id, other)

    def _link(self, channel_id: str, ts: str) -> str:
        """A message's permalink; empty where Slack does not give it, as a message without a link is better than
        none."""
        if not ts:
            return ""
        try:
            answer = call(self._web.chat_getPermalink, channel=channel_id, message_ts=ts)
        except (RetryLater, OutcomeUnknown, Rejected, ChannelClosed):
            return ""
        return str(answer["permalink"])


def _in_channel(place: Channel) -> dict[str, str]:
    return {"channel": place.id, **({"thread_ts": place.thread} if place.thread else {})}


def _message(rendered: RenderedMessage, key: str) -> dict[str, Any]:
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
    return {"text": rendered.text, "blocks": rendered.blocks, "metadata": metadata}
