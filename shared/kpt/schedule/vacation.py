"""Whether somebody's Slack status says that they are on vacation: a hint, taken for the day on which it is seen."""

import re
import unicodedata
from datetime import datetime

from shared.kpt.team.person import Profile

EMOJI = frozenset({"palm_tree", "beach_with_umbrella", "umbrella_on_ground", "desert_island"})
"""Palm tree is what Slack itself offers for *Vacationing*."""

_AWAY = re.compile(
    r"\b(vacation(ing)?|holidays?|(annual|parental|maternity|paternity) leave|on leave|out of (the )?office|ooo|pto"
    r"|(taking (a|the) )?days? off|off (work|today|this week))\b"
    r"|休暇|有給|有休|年休|代休|振休|育休|産休|休業|夏休み|冬休み|春休み|お休み|休み|不在"
)
_NOT_NOW = re.compile(
    r"\b(back from|(?<!back )(?<!until )(?<!till )(tomorrow|next (week|month))|half|morning|afternoon|planning)\b"
    r"|昼休み|半休|半日|午前|午後|休み(明け|前|時間)|休暇(明け|前)|(明日|明後日|来週|来月)(?!まで)"
)
"""What takes it back: a lunch break, half a day, another day."""


def says_vacation(profile: Profile, now: datetime) -> bool:
    """Whether the status, as it holds at ``now``, is a vacation's: by its emoji, or by its words."""
    if profile.status_expires and profile.status_expires <= now.timestamp():
        return False
    if profile.status_emoji.strip(":").partition("::")[0] in EMOJI:
        return True
    text = unicodedata.normalize("NFKC", profile.status_text).casefold()
    return _AWAY.search(text) is not None and _NOT_NOW.search(text) is None
