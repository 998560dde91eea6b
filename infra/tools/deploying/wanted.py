"""Reads the arguments on make's command line, of which some are remembered until the next time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from infra.tools.commands import Stop

REGION = re.compile(r"[a-z]+-[a-z]+[0-9]+")
KEPT = (
    "REGION",
    "EMAIL",
    "FIRESTORE_DATABASE",
    "FIRESTORE_LOCATION",
    "MIN_INSTANCES",
    "PUBLIC",
    "BUDGET",
    "READ_LOG",
    "ROLE",
)
"""Arguments that are remembered: leaving one out changes nothing."""
PUBLIC = ("all-users", "no-check")
"""How Slack, which has no Google account, gets access: by a right for all, or by switching the account check off."""


@dataclass(frozen=True)
class Wanted:
    """The arguments, with those that were remembered."""

    project: str
    region: str
    database: str = "(default)"
    location: str = ""
    email: str = ""
    yes: bool = False
    adopt: bool = False
    min_instances: str = "0"
    public: str = "all-users"
    budget: str = "0"
    read_log: bool = False
    role: str = "furikaeriScheduler"
    kept: tuple[tuple[str, str], ...] = ()
    """The arguments to remember."""

    @property
    def state_bucket(self) -> str:
        """The bucket of Terraform's state and of the remembered arguments."""
        return f"{self.project}-furikaeri-state"

    @property
    def data_location(self) -> str:
        """The location of the Firestore database."""
        return self.location or self.region


def wanted(given: Mapping[str, str], command: str, before: Mapping[str, str] | None = None) -> Wanted:
    """Read make's arguments. One that is left out has its value from ``before``. Raises ``Stop`` where one is missing
    or wrong, before anything is done."""
    if not given.get("PROJECT") or not given.get("REGION"):
        raise Stop(f"Say where: make {command} PROJECT=my-project REGION=asia-northeast1")
    if not REGION.fullmatch(given["REGION"]):
        raise Stop(
            f"REGION={given['REGION']} is no region. It is an id as asia-northeast1: gcloud functions regions list"
        )
    if before and before.get("REGION", given["REGION"]) != given["REGION"]:
        raise Stop(
            f"This project has Furikaeri in {before['REGION']}; in {given['REGION']} all of it would be made anew.\n"
            f"make {command} PROJECT={given['PROJECT']} REGION={before['REGION']}\n"
            "To move it: make destroy in the one region (entries stay), then make deploy … ADOPT=1 in the other."
        )
    said = {word: value for word, value in {**(before or {}), **given}.items() if value}
    _check(said)
    return Wanted(
        project=said["PROJECT"],
        region=said["REGION"],
        database=said.get("FIRESTORE_DATABASE", "(default)"),
        location=said.get("FIRESTORE_LOCATION", ""),
        email=said.get("EMAIL", ""),
        yes=said.get("YES") == "1",
        adopt=said.get("ADOPT") == "1",
        min_instances=said.get("MIN_INSTANCES", "0"),
        public=said.get("PUBLIC", "all-users"),
        budget=said.get("BUDGET", "0"),
        read_log=said.get("READ_LOG") == "1",
        role=said.get("ROLE", "furikaeriScheduler"),
        kept=tuple((word, said[word]) for word in KEPT if word in said),
    )


def _check(said: Mapping[str, str]) -> None:
    for word in ("MIN_INSTANCES", "BUDGET"):
        if not said.get(word, "0").isdigit():
            raise Stop(f"{word}={said[word]} is no whole number.")
    if said.get("PUBLIC", "all-users") not in PUBLIC:
        raise Stop(f"PUBLIC={said['PUBLIC']} is neither of {' and '.join(PUBLIC)}: docs/operate.md")
    if said.get("READ_LOG", "0") not in ("0", "1"):
        raise Stop(f"READ_LOG={said['READ_LOG']} is neither 0 nor 1.")
    if not re.fullmatch(r"[A-Za-z0-9_.]{3,64}", said.get("ROLE", "furikaeriScheduler")):
        raise Stop(f"ROLE={said['ROLE']} is no id of a custom role: 3 to 64 letters, digits, _ and .")
