"""Extractors: from a document to claims, each with the sentence that says so.

An extractor is a function `Context -> Iterator[Claim]` in the table `EXTRACTORS`. Others join by the entry point group
"kg.extractors"; what they say passes the same checks: the ontology allows it, and the quote stands in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from kg.extractors.bonds import extract_bonds
from kg.extractors.castlists import extract_cast_lists
from kg.extractors.casts import extract_casts
from kg.extractors.companies import extract_companies
from kg.extractors.comparisons import extract_comparisons
from kg.extractors.context import Context
from kg.extractors.credits import extract_credits
from kg.extractors.crew import extract_crew
from kg.extractors.fusion import fuse, one_a_sentence
from kg.extractors.learned import EXTRACTOR, extract_learned
from kg.extractors.releases import extract_releases
from kg.extractors.roles import extract_roles
from kg.extractors.sources import extract_sources
from kg.extractors.weighing import load_weights, weigh
from kg.language import EnglishAnnotator
from kg.model import Claim, Document, Entity, Extraction

if TYPE_CHECKING:
    from kg.language import Annotator

Extractor = Callable[[Context], Iterator[Claim]]

EXTRACTORS: dict[str, Extractor] = {
    "credits": extract_credits,
    "castlists": extract_cast_lists,
    "crew": extract_crew,
    "companies": extract_companies,
    "sources": extract_sources,
    "roles": extract_roles,
    "casts": extract_casts,
    "comparisons": extract_comparisons,
    "bonds": extract_bonds,
    "releases": extract_releases,
    "learned": extract_learned,
}

__all__ = ["EXTRACTORS", "Context", "Extractor", "extract", "witness"]


def extract(
    document: Document, annotator: Annotator | None = None, min_confidence: float | None = None
) -> Extraction:
    """Read all claims out of a document.

    Args:
        document: as a reader gave it.
        annotator: the language pipeline; the built-in rules where none is given.
        min_confidence: the chance from which a claim is given; where None, the cut of the weights.

    Returns:
        The claims, with the entities that take part in them.
    """
    context, claims = witness(document, annotator)
    claims = one_a_sentence(_trusted(context, claims, min_confidence), _rank)
    return Extraction(document, _entities(context, claims), claims)


def _trusted(context: Context, claims: tuple[Claim, ...], min_confidence: float | None) -> tuple[Claim, ...]:
    """Give the claims that are likely enough."""
    if context.annotation.reading is not None:
        return weigh(claims, load_weights(), min_confidence, context.opinion)
    return tuple(c for c in claims if min_confidence is None or c.confidence >= min_confidence)


def _rank(claim: Claim) -> tuple[float, ...]:
    """Say which claim stands for those of one sentence: the likeliest, and a rule, which can be shown."""
    return claim.confidence, float(claim.evidence.extractor != EXTRACTOR)


def witness(document: Document, annotator: Annotator | None = None) -> tuple[Context, tuple[Claim, ...]]:
    """Give all that rules and encoder say of a document, before it is weighed."""
    context = Context((annotator or EnglishAnnotator()).annotate(document))
    return context, fuse(claim for extractor in _extractors() for claim in extractor(context))


@cache
def _extractors() -> tuple[Extractor, ...]:
    outside = sorted(entry_points(group="kg.extractors"), key=lambda entry: entry.name)
    return (*EXTRACTORS.values(), *(entry.load() for entry in outside))


def _entities(context: Context, claims: tuple[Claim, ...]) -> tuple[Entity, ...]:
    """Give the entities of the claims, and works and platforms that qualify them, sorted by id."""
    found = {
        end.id: end for claim in claims for end in (claim.subject, claim.object) if isinstance(end, Entity)
    }
    known = context.annotation.entities
    for claim in claims:
        for key in ("work", "platform"):
            named = claim.qualifier(key)
            if named and named not in found and named in known:
                found[named] = known[named]
    return tuple(found[key] for key in sorted(found))
