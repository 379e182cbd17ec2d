"""Say for each rule in how many annotated texts it fired and how often it was right: docs/reference/rules.md.

    python benchmarks/rule_report.py [--articles FILE] [--texts FILE] [--check]

A rule is judged by all that it reads, also where another rule reads the same in the same sentence, so that one cannot
hide behind the other. Each statement of a document counts once for each rule that read it, however often it did.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.evaluation import GoldDocument, read_gold
from kg.evaluation.said import all_said
from kg.extractors import EXTRACTORS
from kg.extractors.context import Context
from kg.extractors.fusion import fuse
from kg.language import EnglishAnnotator
from kg.model import Status
from kg.readers import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.evaluation.said import Said
    from kg.model import Claim

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "rules.md"
EXAMPLES = ROOT / "tests" / "extractors" / "rules"
ANNOTATED = ROOT.parent / "shared" / "eval"
_UNSAID = {Status.NEGATED, Status.RUMOURED}
_ROW = re.compile(
    r"^\| `(?P<rule>[^`]+)` \| [^|]* \| (?P<articles>[^|]*\|[^|]*\|[^|]*\|[^|]*) \| (?P<texts>[^|]*\|[^|]*\|[^|]*\|[^|]*) \|$"
)

HEAD = """# Rules

What the built-in extractors go by, and how each rule did on annotated texts. The page is generated:
`python benchmarks/rule_report.py`. The second set is no part of the project; where it is absent, its columns stay as
they are.

Every rule has texts in which it must fire and texts in which it must not, in `tests/extractors/rules/`; its name stands
in the evidence of each claim that it reads (`kg show`, `kg why`). *Texts* is the number of texts in which it fired.
*Right* and *wrong* are statements by the annotation, *open* those on which careful readers may differ. A dash is none.
Where a set does not annotate what a rule reads, its cells say n/a. Wrong statements of one rule may still be left out in
the end, when all that a document says is weighed together.
"""


@dataclass
class Tally:
    """What a rule did in a set of texts."""

    documents: set[str] = field(default_factory=set)
    right: int = 0
    wrong: int = 0
    open: int = 0

    def cells(self) -> str:
        """Give the four cells of a row."""
        if not self.documents:
            return "– | – | – | –"
        if not self.right + self.wrong + self.open:
            return f"{len(self.documents)} | n/a | n/a | n/a"
        return " | ".join(
            str(n) if n else "–" for n in (len(self.documents), self.right, self.wrong, self.open)
        )


def rules() -> dict[str, dict[str, tuple[str, ...]]]:
    """Give the relations of each rule, by module; the examples name every rule, a test sees to it."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for module in EXTRACTORS:
        path = EXAMPLES / f"{module}.toml"
        examples = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        found[module] = {
            rule: tuple(dict.fromkeys(claim[0] for text in kinds["fires"] for claim in text["claims"]))
            for rule, kinds in examples.items()
        }
    return found


def tallies(path: Path) -> Mapping[str, Tally]:
    """Give what each rule did in the annotated texts of a file."""
    counts: defaultdict[str, Tally] = defaultdict(Tally)
    documents = read_gold(path)
    annotated = {fact.relation for document in documents for fact in (*document.facts, *document.optional)}
    for document in documents:
        for rule, claims in claims_by_rule(document).items():
            tally = counts[rule]
            tally.documents.add(document.id)
            for said in statements(claims):
                if said.relation in annotated:
                    judge(document, said, tally)
    return counts


def claims_by_rule(gold: GoldDocument) -> Mapping[str, Sequence[Claim]]:
    """Give what each rule reads in a text, less what the vocabulary does not allow."""
    document = read_bytes(gold.text.encode(), f"{gold.id}.txt")
    context = Context(EnglishAnnotator().annotate(document))
    read = (claim for extractor in EXTRACTORS.values() for claim in extractor(context))
    by_rule: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in fuse(read, each_rule=True):
        if claim.status not in _UNSAID:
            by_rule[claim.evidence.extractor].append(claim)
    return by_rule


def statements(claims: Sequence[Claim]) -> Iterator[Said]:
    """Give each statement once."""
    seen = set()
    for said in all_said(claims):
        key = (said.relation, said.subject.identity, said.object.identity)
        if key not in seen:
            seen.add(key)
            yield said


def judge(gold: GoldDocument, said: Said, tally: Tally) -> None:
    """Count a statement as right, open or wrong."""
    if gold.matching(gold.facts, said):
        tally.right += 1
    elif gold.matching(gold.optional, said):
        tally.open += 1
    else:
        tally.wrong += 1


def old_cells(column: str) -> dict[str, str]:
    """Give a set's cells as the page has them."""
    if not PAGE.exists():
        return {}
    rows = (_ROW.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return {row["rule"]: row[column] for row in rows if row}


def cells(path: Path, column: str) -> dict[str, str]:
    """Give the cells of a set by rule, as measured now or, where its file is absent, as the page has them."""
    if path.exists():
        return {rule: tally.cells() for rule, tally in tallies(path).items()}
    print(f"{path.name} is not there: the columns of that set stay as they are", file=sys.stderr)
    return old_cells(column)


def page(articles: Mapping[str, str], texts: Mapping[str, str]) -> str:
    """Give the page."""
    nothing = Tally().cells()
    lines = [HEAD]
    for module, named in rules().items():
        lines += [
            f"## {module}",
            "",
            "| rule | states | articles: texts | right | wrong | open | development: texts | right | wrong | open |",
            "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
            *(
                f"| `{rule}` | {', '.join(relations)} | {articles.get(rule, nothing)} | {texts.get(rule, nothing)} |"
                for rule, relations in named.items()
            ),
            "",
        ]
    return "\n".join(lines)


def main() -> int:
    """Write the page, or say whether it is as it would be written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles",
        type=Path,
        default=ROOT / "tests" / "quality" / "seeds.jsonl",
        help="the annotated articles",
    )
    parser.add_argument(
        "--texts", type=Path, default=ANNOTATED / "dev.jsonl", help="the annotated development texts"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; 1 where the page would change")
    given = parser.parse_args()
    text = page(cells(given.articles, "articles"), cells(given.texts, "texts"))
    if given.check:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
