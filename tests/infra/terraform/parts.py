"""Parts of the Terraform files that several tests read."""

import json

from tests.infra import reading
from tests.infra.reading import ROOT

FUNCTION = "google_cloudfunctions2_function"
PACE = json.loads((ROOT / "shared/pace.json").read_text())


def tree_kinds(word: str) -> set[str]:
    return {kind for entry in reading.tree()["resource"] for kind in entry if word in kind}
