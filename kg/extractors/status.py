"""How a sentence says something: as a fact, a plan, a rumour, or not at all."""

from __future__ import annotations

import re

from kg.language.screening import Guarded
from kg.model import Status

_RUMOURED = Guarded(
    re.compile(
        r"\b(?:reportedly|reports that|asked (?:about|whether)|rumou?red|rumou?rs?|in talks|in negotiations|allegedly|supposedly|speculat\w+|could (?:\w+ )?(?:be|voice|play|direct)"
        r"|might|may (?:\w+ )?(?:be|have|voice|play|direct)|(?:was|were|been|being) considered|eyed|circling|hopes? to|would love to"
        r"|unconfirmed|likely to|courted|wishes|once planned|was to have|had been set|approached)\b",
        re.IGNORECASE,
    )
)
_NEGATED = Guarded(
    re.compile(
        r"(?:\bnot|\bnever|n[’']t|\bno longer|\bneither|\bnor|\bwithout|\bdenied|\bdenies|\bdeclin(?:es?|ed)|\bdropped out|\bturned down"
        r"|\bpassed on|\brather than|\binstead of|\brefus(?:es?|ed|ing)|\bfail(?:s|ed)? to)\b[^.;,]{0,40}$|\bno\s(?:[\w-]+\s)?$",
        re.IGNORECASE,
    )
)
_DENIED_AFTER = re.compile(
    r"^[^.;]{0,40}\b(?:denied|is false|was wrong|isn[’']t true|has declined|dropped out)\b", re.IGNORECASE
)
_PLANNED = Guarded(
    re.compile(
        r"\b(?:will(?! (?:\w+ )?(?:love|like|enjoy|find|recogni[sz]e|remember|know|want|see|appreciate|hate|notice|miss|adore))|is set to|are set to|set to|set as|is slated|slated|tapped|upcoming|forthcoming|to be (?:directed|written|voiced|produced|released)"
        r"|has been cast|have been cast|is attached|is scheduled|scheduled|is due|picked [^.]{0,60} to (?:star|play|direct)|signed on|to star|to direct|to play)\b",
        re.IGNORECASE,
    )
)


def status_of(text: str, start: int, end: int) -> Status:
    """Give the status of what stands at `text[start:end]` of a masked sentence.

    Hedges count in the whole clause, a negation where it stands before the phrase, a plan within it or close by.
    """
    left = text[max(0, start - 90) : start].rpartition("; ")[2]  # another clause hedges itself
    right = text[end : end + 60]
    inside = text[start:end]
    if _RUMOURED.search(f"{left[-60:]}{inside}{right[:25]}"):
        return Status.RUMOURED
    if _NEGATED.search(left) or _NEGATED.search(inside) or _DENIED_AFTER.match(right):
        return Status.NEGATED
    if _PLANNED.search(f"{left[-50:]}{inside}"):
        return Status.PLANNED
    return Status.STATED
