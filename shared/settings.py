"""Settings: read once from a mapping. One error names everything that is missing; secrets are never printed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

SLACK = "https://slack.com/api/"


class SettingsMissing(Exception):
    """One sentence that names every setting that is missing or wrong."""


@dataclass(frozen=True)
class Settings:
    """The settings from a function's environment. README explains each."""

    bot_token: str = field(repr=False)
    signing_secrets: tuple[str, ...] = field(repr=False)
    slack_api_url: str
    project: str
    database: str
    store: str
    scheduler_location: str
    scheduler_endpoint: str
    interaction_url: str
    sheet_account: str
    sheets_api_url: str
    clock_offset: float
    board_url: str = ""
    board_keys: tuple[str, ...] = field(default=(), repr=False)

    @property
    def sqlite_path(self) -> str | None:
        """The file of the SQLite store; None with Firestore."""
        kind, _, path = self.store.partition(":")
        return path if kind == "sqlite" else None


def read_settings(environ: Mapping[str, str], needs: Collection[str] = ()) -> Settings:
    """Read the environment. Raises ``SettingsMissing`` where one of ``needs`` or of the store's own settings is
    missing.

    Values are stripped: a secret made with ``echo`` ends in a line break.
    """

    def get(name: str, default: str = "") -> str:
        return environ.get(name, default).strip()

    store = get("STORE", "firestore") or "firestore"
    needed = list(needs)
    needed += ["GOOGLE_CLOUD_PROJECT"] if store == "firestore" else []
    missing = [name for name in needed if not get(name)]
    if missing:
        raise SettingsMissing(f"Furikaeri cannot start: set {', '.join(missing)} in its environment.")
    if store != "firestore" and not (store.startswith("sqlite:") and store.removeprefix("sqlite:")):
        raise SettingsMissing("Furikaeri cannot start: STORE is `firestore` or `sqlite:PATH`.")
    return Settings(
        bot_token=get("SLACK_BOT_TOKEN"),
        signing_secrets=_several(get("SLACK_SIGNING_SECRET")),
        slack_api_url=get("SLACK_API_URL") or SLACK,
        project=get("GOOGLE_CLOUD_PROJECT"),
        database=get("FIRESTORE_DATABASE") or "(default)",
        store=store,
        scheduler_location=get("SCHEDULER_LOCATION"),
        scheduler_endpoint=get("CLOUD_SCHEDULER_ENDPOINT"),
        interaction_url=get("INTERACTION_URL"),
        sheet_account=get("SHEET_ACCOUNT"),
        sheets_api_url=get("SHEETS_API_URL"),
        clock_offset=_clock_offset(get("CLOCK_OFFSET"), store, get("FIRESTORE_EMULATOR_HOST")),
        board_url=get("BOARD_URL").rstrip("/"),
        board_keys=_several(get("BOARD_KEY")),
    )


def _several(text: str) -> tuple[str, ...]:
    """The parts of a list with commas: there are two secrets while one is being replaced."""
    return tuple(part for each in text.split(",") if (part := each.strip()))


def _clock_offset(seconds: str, store: str, emulator: str) -> float:
    """The offset in seconds. It counts only with SQLite or an emulator, where no real team is."""
    if not seconds or not (emulator or store.startswith("sqlite:")):
        return 0.0
    try:
        return float(seconds)
    except ValueError as error:
        raise SettingsMissing("Furikaeri cannot start: CLOCK_OFFSET is a number of seconds.") from error
