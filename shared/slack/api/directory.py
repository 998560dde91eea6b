"""People and channels, as Slack knows them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event, Lock
from typing import Any

from slack_sdk import WebClient

from shared.kpt.checkup import Permissions
from shared.kpt.errors import ChannelClosed, Rejected, RetryLater
from shared.kpt.team.person import Profile
from shared.slack.api.reactions import who_reacted
from shared.slack.api.web_api import Caller, call, raising_may_not_look
from shared.slack.requests.profiles import enterprise_named, nobody, profile_of
from shared.usecases.ports.world import ChannelPeople

PAGE = 200
NEEDED = ("chat:write", "commands", "im:write", "users:read", "channels:read", "groups:read")
OPTIONAL = ("channels:history", "groups:history", "im:history", "files:write", "reactions:read")
"""Scopes that the app can do without: those that infra/slack_manifest.yaml calls optional."""
FEW = 20
"""How many of the newest messages are searched for one of ours."""
AT_ONCE = 8
"""Calls of users.info at the same time: Slack allows more than a hundred a minute."""


class Directory(Caller):
    """Reads people and channels from Slack."""

    def __init__(self, web: WebClient) -> None:
        super().__init__(web)
        self._asking = Lock()
        self._installed_in: list[tuple[str, str]] = []

    def channel(self, channel: str) -> ChannelPeople:
        """A channel's name and everybody in it, on all its pages. Raises ``ChannelClosed`` where the app is not in it.

        A slash command does not bring a private channel's name: it calls it ``privategroup``.
        """
        info = self._open_info(channel)
        ids = tuple(self._member_pages(channel))
        return ChannelPeople(info.get("name") or "", ids, bool(info.get("is_ext_shared")))

    def reach(self, channel: str) -> None:
        """Raises ``ChannelClosed`` where the app is not in a channel, or it is archived."""
        self._open_info(channel)

    def permissions(self) -> Permissions:
        """The scopes that Slack granted the token. Slack names them in the header ``x-oauth-scopes`` of every answer
        (slackapi/node-slack-sdk reads it as ``response_metadata.scopes``). Raises ``RetryLater`` or ``Rejected`` where
        the token does not work."""
        headers = call(self._web.auth_test).headers
        named = {str(name).lower(): str(value) for name, value in headers.items()}
        granted = [scope.strip() for scope in named.get("x-oauth-scopes", "").split(",") if scope.strip()]
        if not granted:
            return Permissions(())
        return Permissions(
            tuple(scope for scope in (*NEEDED, *OPTIONAL) if scope in granted),
            tuple(scope for scope in NEEDED if scope not in granted),
            tuple(scope for scope in OPTIONAL if scope not in granted),
        )

    def who_reacted(
        self, channel: str, posted: Callable[[], tuple[Sequence[str], Sequence[str]]]
    ) -> Mapping[str, tuple[str, ...]]:
        """Who reacted to the posted messages. A message that could not be read is left out."""
        return who_reacted(self._web, self.permissions().granted, channel, posted)

    def recognises_its_own(self, user: str) -> bool | None:
        """Whether Slack returns the key that the app's newest message to a person carries. None where there is no
        message yet. Raises ``MayNotLook`` where the app may not read the conversation.

        Slack documents the scope metadata.message:read only for the events message_metadata_*;
        https://docs.slack.dev/reference/methods/conversations.history does not ask for it. Without the scope, metadata
        was reported to come back. That may differ by workspace, so this tries it.
        """
        with raising_may_not_look():
            channel = call(self._web.conversations_open, users=user)["channel"]["id"]
            page = {"channel": channel, "limit": FEW, "include_all_metadata": True}
            messages = call(self._web.conversations_history, **page).get("messages") or ()
        ours = (message for message in messages if message.get("user") != user and not message.get("files"))
        newest: dict[str, Any] | None = next(ours, None)
        return None if newest is None else bool((newest.get("metadata") or {}).get("event_payload"))

    def _open_info(self, channel: str) -> dict[str, Any]:
        info = self._info(channel)
        if info.get("is_archived"):
            raise ChannelClosed("is_archived")
        if info.get("is_member") is False:
            raise ChannelClosed("not_in_channel")
        return info

    def _info(self, channel: str) -> dict[str, Any]:
        try:
            info: dict[str, Any] | None = call(self._web.conversations_info, channel=channel).get("channel")
        except Rejected:
            return {}
        return info or {}

    def _member_pages(self, channel: str) -> Iterator[str]:
        cursor = ""
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = call(self._web.conversations_members, channel=channel, limit=PAGE, **more)
            yield from page.get("members") or ()
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def profiles(self, workspace: str, users: Sequence[str], within: float | None) -> dict[str, Profile]:
        """The profiles that Slack returns within so many seconds. Without a limit: all of them, or it raises
        ``RetryLater``. After Slack answers 429 no further account is asked for."""
        pool, has_to_rest = ThreadPoolExecutor(AT_ONCE), Event()

        def ask(user: str) -> Profile:
            if has_to_rest.is_set():
                raise RetryLater("ratelimited")
            try:
                return self._profile(workspace, user)
            except RetryLater:
                has_to_rest.set()
                raise

        if within is not None and self._left is not None:
            within = min(within, self._left())
        try:
            asked = {user: pool.submit(ask, user) for user in users}
            done, _ = wait(asked.values(), within)
            if within is not None:
                return {user: job.result() for user, job in asked.items() if job in done and not job.exception()}
            return {user: job.result() for user, job in asked.items()}
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _profile(self, workspace: str, user: str) -> Profile:
        try:
            account: dict[str, Any] = call(self._web.users_info, user=user, include_locale=True)["user"]
        except Rejected:  # user_not_found, user_not_visible: nobody to write to
            return nobody(user)
        is_elsewhere = account.get("team_id", workspace) != workspace and enterprise_named(account)
        return profile_of({**account, "id": user}, workspace, self.installed_in()[1] if is_elsewhere else "")

    def installed_in(self) -> tuple[str, str]:
        """The workspace in which the app is installed, and its organisation. The workspace is empty where the whole
        organisation installed the app; the organisation is empty where there is none. Raises ``RetryLater`` or
        ``OutcomeUnknown`` where Slack does not answer: a default would take a stranger for a colleague."""
        with self._asking:
            if not self._installed_in:
                try:
                    said = call(self._web.auth_test)
                except (Rejected, ChannelClosed) as error:
                    raise RetryLater(error.reason) from error
                team = "" if said.get("is_enterprise_install") else str(said.get("team_id") or "")
                self._installed_in.append((team, str(said.get("enterprise_id") or "")))
            return self._installed_in[0]
