"""Opens, pushes and updates views while somebody waits, and sends ephemeral messages."""

from typing import Any

from shared.kpt.errors import Rejected
from shared.settings import SLACK
from shared.slack.api.web_api import Caller, call, hurried, respond
from shared.slack.blocks.text import Block

RESPONSES = "https://hooks.slack.com/"


class Modals(Caller):
    """Shows views in Slack. A call takes two seconds at most; a trigger that is too old raises ``TooLateToOpen``."""

    def open(self, trigger: str, view: dict[str, Any]) -> str:
        """Open a view and return its id."""
        return str(call(self._web.views_open, trigger_id=trigger, view=view)["view"]["id"])

    def push(self, trigger: str, view: dict[str, Any]) -> str:
        """Put a view on top of the open one and return its id."""
        return str(call(self._web.views_push, trigger_id=trigger, view=view)["view"]["id"])

    def update(self, view_id: str, view: dict[str, Any]) -> None:
        """Replace a view in which nobody has typed."""
        call(self._web.views_update, view_id=view_id, view=view)

    def publish(self, user: str, view: dict[str, Any]) -> None:
        """Replace what this person's Home shows."""
        call(self._web.views_publish, user_id=user, view=view)

    def respond(self, url: str, text: str, blocks: list[Block], *, replace: bool) -> None:
        """Answer through a click's ``response_url``, which also works where the app is not in the conversation
        (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses). It is called once, within
        two seconds. Raises ``Rejected`` for a URL that is not Slack's, and what ``call`` raises.
        """
        if not (url.startswith(RESPONSES) or self._is_of_a_stand_in(url)):
            raise Rejected("response_url")
        from slack_sdk.webhook import WebhookClient

        answers = WebhookClient(url, retry_handlers=[])
        answers.timeout = hurried(self._client, self._left).timeout
        respond(answers.send, text=text, blocks=blocks, response_type="ephemeral", replace_original=replace)

    def _is_of_a_stand_in(self, url: str) -> bool:
        """Whether ``SLACK_API_URL`` names a stand-in of Slack, and this URL is on it."""
        base = self._web.base_url
        return base != SLACK and url.startswith(f"{base.removesuffix('api/')}")

    def post_ephemeral(self, channel: str, user: str, text: str, blocks: list[Block]) -> None:
        """Post a message that only this person sees."""
        call(self._web.chat_postEphemeral, channel=channel, user=user, text=text, blocks=blocks)
