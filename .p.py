def sub(p, *pairs):
    s = open(p).read()
    for a, b in pairs:
        assert a in s, (p, a)
        s = s.replace(a, b, 1)
    open(p, "w").write(s)


sub(
    "shared/store/records/lenient.py",
    (
        """def number(value""",
        '''def ids(value: object, pattern: re.Pattern[str]) -> tuple[str, ...]:
    """A list of ids: what is none would name no document."""
    return tuple(each for each in texts(value) if pattern.fullmatch(each))


def number(value''',
    ),
    ("from collections.abc", "import re\nfrom collections.abc"),
)
sub(
    "shared/store/records/teams.py",
    ('for user, member in found.fields(f.get("members")).items()}', 'for user, member in _by_id(f.get("members"))}'),
    ('member_ids=found.texts(f.get("member_ids"))', 'member_ids=found.ids(f.get("member_ids"), SLACK_ID)'),
    ('stepped_out=found.texts(f.get("stepped_out"))', 'stepped_out=found.ids(f.get("stepped_out"), SLACK_ID)'),
    ('teams=found.texts(f.get("teams"))', 'teams=found.ids(f.get("teams"), TEAM_ID)'),
    ('home=found.text(f.get("home"))', 'home=next(iter(found.ids([f.get("home")], TEAM_ID)), "")'),
    (
        "def _name_of(",
        """def _by_id(members: object) -> list[tuple[str, object]]:
    return [(user, about) for user, about in found.fields(members).items() if SLACK_ID.fullmatch(str(user))]


def _name_of(""",
    ),
    (
        "from shared.kpt.team.person import DaysOff",
        "from shared.kpt.ids import SLACK_ID, TEAM_ID\nfrom shared.kpt.team.person import DaysOff",
    ),
)
