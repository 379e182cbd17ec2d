"""Each rule of the extractors, proved by texts in which it fires and texts in which it must not.

The texts are data: `rules/<module>.toml` holds the rules of `kg/extractors/<module>.py`. A rule is named as in the
evidence of what it reads:

    [[directed-by.fires]]               # at least two
    text = "Salt Choir is a film directed by Ana Lima."
    claims = [["directorOf", "Ana Lima", "Salt Choir"]]

    [[directed-by.silent]]              # at least one: looks alike, and says something else
    text = "Salt Choir is a film. Its title sequence was directed by Bo Ek."

A text is what a file would hold: lines such as "Director: Ana Lima" become credits, a headline stands on a line of its
own. A claim is relation, subject and object, each end by one of its names (a literal by its text or its value, the
document itself as "document"), and may have a table of qualifiers as fourth element: `{language = "en"}`.

`status = "planned"` in a text that fires says how its claims are meant; otherwise they are "stated", or an "opinion".
`encoder = true` reads the text with the names that the trained encoder finds.
In a silent text the rule gives no claim at all, unless as a rumour or denied. `without` lists claims that no rule may
give, in texts of either kind.
"""

from __future__ import annotations

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import kg.extractors
from kg.encoder import load_encoder
from kg.extractors import EXTRACTORS, extract
from kg.extractors.context import Context
from kg.language import EnglishAnnotator
from kg.model import Claim, Document, Entity, Literal, Status
from kg.readers import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = Path(__file__).parent / "rules"
CODE = Path(kg.extractors.__file__).parent
_UNSAID = {Status.NEGATED, Status.RUMOURED}
_FIRES_LEAST = 2


@dataclass(frozen=True)
class Example:
    """A text of a rule, with what the rule must read in it; nothing where it must be silent."""

    module: str
    rule: str
    text: str
    claims: tuple[tuple[Any, ...], ...]
    without: tuple[tuple[Any, ...], ...]
    status: str
    encoder: bool

    def annotator(self) -> EnglishAnnotator:
        """Give what reads the text."""
        return EnglishAnnotator(load_encoder() if self.encoder else None)


def _files() -> dict[str, dict[str, Any]]:
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))
    }


def _examples(kind: str) -> Iterator[Any]:
    for module, rules in _files().items():
        for rule, kinds in rules.items():
            for number, given in enumerate(kinds.get(kind, ()), 1):
                example = Example(
                    module,
                    rule,
                    given["text"],
                    tuple(tuple(c) for c in given.get("claims", ())),
                    tuple(tuple(c) for c in given.get("without", ())),
                    given.get("status", ""),
                    given.get("encoder", False),
                )
                yield pytest.param(example, id=f"{module}-{rule}-{number}")


def _document(text: str) -> Document:
    return read_bytes(text.strip().encode(), "example.txt")


def _read_by(example: Example) -> list[Claim]:
    """Give what the rule itself reads, before claims of several rules are weighed against each other."""
    context = Context(example.annotator().annotate(_document(example.text)))
    claims = EXTRACTORS[example.module](context)
    return [c for c in claims if c.evidence.extractor == example.rule and c.status not in _UNSAID]


def _names(end: Entity | Literal | Document) -> frozenset[str]:
    if isinstance(end, Entity):
        return frozenset(end.names)
    return frozenset({end.text, end.value}) if isinstance(end, Literal) else frozenset({"document"})


def _says(claim: Claim, wanted: tuple[Any, ...]) -> bool:
    relation, subject, obj, *more = wanted
    qualifiers = more[0] if more else {}
    return (
        claim.relation == relation
        and subject in _names(claim.subject)
        and obj in _names(claim.object)
        and all(claim.qualifier(key) == value for key, value in qualifiers.items())
    )


def _shown(claims: Iterable[Claim]) -> str:
    return "\n".join(
        f"{c.evidence.extractor}: {c.relation}({sorted(_names(c.subject))}, {sorted(_names(c.object))})"
        f" {c.status} {dict(c.qualifiers)}"
        for c in claims
    )


@pytest.mark.parametrize("example", [*_examples("fires")])
def test_fires(example: Example) -> None:
    claims = _read_by(example)
    whole = extract(_document(example.text), example.annotator()).claims
    assert example.claims
    for wanted in example.claims:
        fitting = [c for c in claims if _says(c, wanted)]
        assert fitting, f"{wanted} is not among\n{_shown(claims)}\nof all\n{_shown(whole)}"
        statuses = {example.status} if example.status else {"stated", "opinion"}
        assert {str(c.status) for c in fitting} <= statuses
        assert any(_says(c, wanted) for c in whole), f"{wanted} is lost in\n{_shown(whole)}"
    _check_without(example, whole)


@pytest.mark.parametrize("example", [*_examples("silent")])
def test_stays_silent(example: Example) -> None:
    claims = _read_by(example)
    assert not claims, _shown(claims)
    _check_without(example, extract(_document(example.text), example.annotator()).claims)


def _check_without(example: Example, claims: Iterable[Claim]) -> None:
    said = [c for c in claims if c.status not in _UNSAID]
    for unwanted in example.without:
        assert not any(_says(c, unwanted) for c in said), _shown(said)


@pytest.mark.parametrize("module", sorted(EXTRACTORS))
def test_every_rule_has_its_examples(module: str) -> None:
    names, prefixes = _rules_of(module)
    written = _files().get(module, {})
    missing = sorted(names - written.keys())
    unknown = sorted(w for w in written.keys() - names if not w.startswith(tuple(prefixes)))
    bare = sorted(p for p in prefixes if not any(w.startswith(p) for w in written))
    thin = sorted(
        rule
        for rule, kinds in written.items()
        if len(kinds.get("fires", ())) < _FIRES_LEAST or not kinds.get("silent")
    )
    assert (missing, bare, unknown, thin) == ([], [], [], [])


def test_no_text_is_used_twice() -> None:
    texts = [p.values[0].text for kind in ("fires", "silent") for p in _examples(kind)]
    assert sorted(t for t in set(texts) if texts.count(t) > 1) == []


def _rules_of(module: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the names of the rules in a module's code, and the beginnings of those that are put together there.

    A name is the first argument of a `Pattern`, `_Rule` or `_credit`, the first of a pair in a table `_PHRASES` or
    `_NAMED`, the second argument of a `Place`, or what a `_Line` is given or later gets as its rule. `Place(view, f"role-{rule.name}", ...)` makes each `_Rule` of the
    module a name with that beginning; with any other variable the beginning alone is known.
    """
    tree = ast.parse((CODE / f"{module}.py").read_text(encoding="utf-8"))
    tables, parts, places, starts = set[str](), set[str](), set[str](), dict[str, bool]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"_PHRASES", "_NAMED"}:
            pairs = node.value.elts if isinstance(node.value, ast.Tuple) else []
            tables |= {_constant(pair.elts[0]) for pair in pairs if isinstance(pair, ast.Tuple)}
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called == "_Line":
            tables |= {_constant(argument) for argument in node.args}
        elif called == "replace":
            tables |= {_constant(keyword.value) for keyword in node.keywords if keyword.arg == "rule"}
        elif called in {"Pattern", "_credit"} and node.args:
            tables.add(_constant(node.args[0]))
        elif called == "_Rule" and node.args:
            parts.add(_constant(node.args[0]))
        elif called in {"Place", "Evidence"} and len(node.args) > 1:
            named = node.args[1] if called == "Place" else node.args[-1]
            places.add(_constant(named))
            if isinstance(named, ast.JoinedStr):
                starts[_constant(named.values[0])] = "rule.name" in ast.unparse(named)
    composed = {f"{start}{part}" for start, whole in starts.items() if whole for part in parts}
    open_starts = frozenset(start for start, whole in starts.items() if not whole)
    return frozenset((tables | places | composed) - {""}), open_starts


def _constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
