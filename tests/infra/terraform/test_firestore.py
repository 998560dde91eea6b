"""The database as it is deployed: kept, closed, and indexed as the code asks it."""

import ast
import re

from tests.infra import reading
from tests.infra.reading import INFRA, ROOT, block, blocks, local

# The memory


def test_nothing_here_deletes_the_database() -> None:
    database = block("google_firestore_database", "store")
    assert database["type"] == "FIRESTORE_NATIVE"
    assert database["deletion_policy"] == "ABANDON"
    assert database["delete_protection_state"] == "DELETE_PROTECTION_ENABLED"
    assert database["point_in_time_recovery_enablement"] == "POINT_IN_TIME_RECOVERY_ENABLED"
    assert "daily_recurrence" in block("google_firestore_backup_schedule", "daily")


def test_what_expires_does_so_by_the_field_that_the_code_writes() -> None:
    ttl = block("google_firestore_field", "expire")
    assert all(collection in ttl["for_each"] for collection in ("deliveries", "screens"))
    assert ttl["field"] == "expires"
    assert "ttl_config" in ttl
    for written in ("records/deliveries", "screens"):
        assert '"expires"' in (ROOT / f"shared/store/{written}.py").read_text()


def test_the_rules_let_nobody_in() -> None:
    rules = (INFRA / "firestore.rules").read_text()
    assert re.findall(r"allow [^;]*;", rules) == ["allow read, write: if false;"]
    assert 'file("${path.module}/firestore.rules")' in reading.source()


def queries() -> list[ast.Call]:
    """Every Where(…) of the code that is not the stores' own."""
    found = []
    for path in (ROOT / "shared").rglob("*.py"):
        tree = ast.parse(path.read_text())
        found += [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Where"
        ]
    return found


def test_no_query_needs_a_composite_index() -> None:
    """Where takes one field, and each field that is asked by has its index."""
    assert not blocks("google_firestore_index")
    for query in queries():
        assert len(query.args) == 1, ast.unparse(query)
        assert isinstance(query.args[0], ast.Constant), ast.unparse(query)
        names = {keyword.arg for keyword in query.keywords}
        assert names <= {"since", "after", "before", "until", "contains", "only"}


HOW = {False: "ASCENDING", True: "CONTAINS"}


def test_every_query_of_the_code_has_its_index_and_every_index_a_query() -> None:
    asked = {(str(query.args[0].value), _how(query)) for query in queries()}  # type: ignore[attr-defined]  # constants, as above
    indexed = {
        (field, "ASCENDING" if how == "BOTH" else how)
        for fields in local("asked_by").values()
        for field, how in fields.items()
    }
    assert asked == indexed


def _how(query: ast.Call) -> str:
    return HOW["contains" in {keyword.arg for keyword in query.keywords}]


def test_what_is_asked_for_newest_first_has_its_index_both_ways() -> None:
    newest_first = {field for fields in local("asked_by").values() for field, how in fields.items() if how == "BOTH"}
    code = "\n".join(path.read_text() for path in (ROOT / "shared/store").rglob("*.py"))
    used = re.findall(r'where = Where\("(\w+)"[^\n]*\n[^\n]*newest_first=True', code)
    assert newest_first == set(used)


COLLECTIONS = re.compile(
    r'"(teams|people|slots|errands|audit|screens)[/"]|/(entries|deliveries|digests|revisions|sheet)[/"]'
)


def test_in_every_collection_nothing_else_is_indexed() -> None:
    """Firestore would keep an index entry, both ways, for every field of every document."""
    code = "\n".join(path.read_text() for path in (ROOT / "shared").rglob("*.py"))
    named = {name for pair in COLLECTIONS.findall(code) for name in pair if name}
    assert named == set(local("asked_by"))
    exempt = block("google_firestore_field", "not_indexed")
    assert (exempt["for_each"], exempt["field"]) == ("${local.asked_by}", "*")
    assert exempt["index_config"] == [{}]
    assert "google_firestore_field.indexed" in str(exempt["depends_on"]), "or queries fail between the two"


def test_the_auditors_filters_and_the_restore_have_their_index() -> None:
    for field in ("day", "user"):
        assert field in local("asked_by")["entries"]
