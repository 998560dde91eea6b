"""response_url: a URL at which the app can answer an interaction, five times within half an hour."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from local.slack.limits.messages import checked_blocks
from local.slack.state.conversations import Conversations
from local.slack.state.records import ApiError, Json, Message

LIFE = timedelta(minutes=30)
USES = 5


@dataclass
class _Place:
    user: str
    channel: str
    message: Message | None
    made_at: datetime
    uses: int = 0


class ResponseUrls:
    """The response_urls of a workspace."""

    def __init__(self, workspace: Conversations) -> None:
        self._workspace = workspace
        self._places: dict[str, _Place] = {}

    def new(self, user: str, channel: str, message: Message | None = None) -> str:
        """Make a URL for answers to one interaction."""
        with self._workspace.changed:
            key = secrets.token_urlsafe(16)
            self._places[key] = _Place(user, channel, message, self._workspace.clock.now())
            return f"{self._workspace.base_url}response/{key}"

    def answer(self, key: str, answer: Json) -> None:
        """Take what the app posts to a URL. Raises Slack's refusal."""
        with self._workspace.changed:
            place = self._places.get(key)
            if place is None or self._workspace.clock.now() - place.made_at > LIFE:
                raise ApiError("expired_url")
            if place.uses >= USES:
                raise ApiError("used_url")
            place.uses += 1
            self.show(place.user, place.channel, answer, place.message)

    def show(self, user: str, channel: str, answer: Json, message: Message | None = None) -> None:
        """Show an answer: to the person alone by default, in the channel with ``in_channel``."""
        workspace = self._workspace
        text, blocks = str(answer.get("text") or ""), checked_blocks(answer.get("blocks"), workspace.blocks_limit)
        with workspace.changed:
            if answer.get("delete_original") and message:
                self._take_away(user, message)
            elif not text and not blocks:
                raise ApiError("no_text")
            elif answer.get("replace_original") and message:
                message.text, message.blocks = text, blocks
            elif answer.get("response_type") == "in_channel":
                ours = {"bot_id": workspace.bot_id, "app_id": workspace.app_id, "blocks": blocks}
                workspace.post(channel, workspace.bot_user_id, text, **ours)
            else:
                workspace.post_ephemeral(channel, user, text, blocks)
            workspace.changed.notify_all()

    def _take_away(self, user: str, message: Message) -> None:
        if message.ephemeral:
            self._workspace.ephemeral[user].remove(message)
        else:
            self._workspace.delete(message)
