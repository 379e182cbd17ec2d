"""What was claimed, in the one form that evaluation compares, from values or from JSON lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.evaluation.folding import fold_all
from kg.model import Claim, Document, Entity, Extraction, KgError, Literal, Problem

if TYPE_CHECKING:
    from typing import TypeAlias

    Claims: TypeAlias = Iterable[Claim | Extraction | Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a claim.

    Attributes:
        names: folded.
        type: local name of a class, "" where none is said.
        id: within its document, "" for a literal.
        is_entity: False for a literal.
    """

    names: frozenset[str]
    type: str = ""
    id: str = ""
    is_entity: bool = True

    @property
    def identity(self) -> str:
        """Give what tells one wrong end from another."""
        return self.id or min(self.names, default="")


@dataclass(frozen=True, slots=True)
class Said:
    """One claim; `start` and `end` are None where it says no offsets, `exact` is "" where it has no quote."""

    document: str
    relation: str
    subject: End
    object: End
    status: str = "stated"
    qualifiers: Mapping[str, Any] = field(default_factory=dict)
    exact: str = ""
    start: int | None = None
    end: int | None = None


def all_said(claims: Claims) -> Iterator[Said]:
    """Give every claim, those of extractions one by one."""
    for claim in claims:
        if isinstance(claim, Extraction):
            yield from map(_from_claim, claim.claims)
        else:
            yield _from_claim(claim) if isinstance(claim, Claim) else _from_record(claim)


def _from_claim(claim: Claim) -> Said:
    evidence = claim.evidence
    return Said(
        evidence.document,
        claim.relation,
        _end_of(claim.subject),
        _end_of(claim.object),
        claim.status.value,
        dict(claim.qualifiers),
        evidence.exact,
        evidence.span.start,
        evidence.span.end,
    )


def _end_of(end: Entity | Document | Literal) -> End:
    if isinstance(end, Literal):
        return End(fold_all([end.text]), is_entity=False)
    if isinstance(end, Document):
        return End(fold_all([end.metadata.title or end.id]), "Document", f"document/{end.id}")
    return End(fold_all(end.names), end.type, end.id)


def _from_record(record: Mapping[str, object]) -> Said:
    """Read a claim as `kg extract --format jsonl` prints it."""
    missing = [key for key in ("document", "relation", "subject", "object") if key not in record]
    if missing:
        message = f"a claim lacks {', '.join(missing)}"
        raise KgError(
            Problem("bad-claim", message, advice="give claims as kg extract --format jsonl prints them")
        )
    evidence = _mapping(record.get("evidence"))
    start, end = evidence.get("start"), evidence.get("end")
    return Said(
        str(record["document"]),
        str(record["relation"]),
        _end_from(record["subject"]),
        _end_from(record["object"]),
        str(record.get("status") or "stated"),
        _mapping(record.get("qualifiers")),
        str(evidence.get("exact") or ""),
        start if isinstance(start, int) else None,
        end if isinstance(end, int) else None,
    )


def _end_from(value: object) -> End:
    if not isinstance(value, Mapping):
        return End(fold_all([str(value)]), is_entity=False)
    names = value.get("names") or ()
    listed = [str(name) for name in names] if isinstance(names, list | tuple) else []
    return End(
        fold_all([*listed, str(value.get("name") or "")]),
        str(value.get("type") or ""),
        str(value.get("id") or ""),
    )


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
