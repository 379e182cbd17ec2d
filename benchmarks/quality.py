"""Say how well extraction does on annotated texts: rules alone, the trained encoder alone, and both (`make evaluate`).

    python benchmarks/quality.py [--only NAME ...] [--json FILE]

The sealed part of the corpus and `redocred_measure` were trained and tuned on by nobody. Sets that are not beside this
checkout are left out, and said to be.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.encoder import load_encoder
from kg.evaluation import evaluate, read_gold
from kg.evaluation.said import all_said
from kg.extractors import extract, witness
from kg.extractors.learned import EXTRACTOR
from kg.extractors.weighing import load_weights, statement_of, weigh
from kg.language import EnglishAnnotator
from kg.model import Extraction, KgError, Status
from kg.readers import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evaluation import GoldDocument
    from kg.model import Document

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "eval"
SETS = {
    "sealed part of the corpus": ROOT / "corpus" / "sealed.jsonl",
    "open part of the corpus": ROOT / "corpus" / "dev.jsonl",
    "the three articles": ROOT / "tests" / "quality" / "seeds.jsonl",
    "development texts": SHARED / "dev.jsonl",
    "Re-DocRED, measure": SHARED / "public" / "redocred_measure.jsonl",
    "Re-DocRED, train": SHARED / "public" / "redocred_train.jsonl",
    "WikiNRE, film": SHARED / "public" / "wikinre_film.jsonl",
}
WAYS = ("rules", "encoder", "both")
BINS = 10
_UNSAID = {Status.NEGATED, Status.RUMOURED}


@dataclass(frozen=True)
class Row:
    """How one way of reading did on one set."""

    name: str
    way: str
    precision: float
    recall: float
    f1: float
    right: int
    said: int
    gold: int


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="beginnings of the names of sets")
    parser.add_argument("--json", type=Path, help="write the rows here too")
    args = parser.parse_args()
    rows = []
    print("| set | read by | P | R | F1 | right | said | gold |\n|---|---|--:|--:|--:|--:|--:|--:|")
    for name, path in SETS.items():
        if args.only and not name.startswith(tuple(args.only)):
            continue
        if not path.is_file():
            print(f"{name} is not beside this checkout: left out", file=sys.stderr)
            continue
        for row in _measure(name, path):
            rows.append(row)
            print(
                f"| {row.name} | {row.way} | {row.precision:.3f} | {row.recall:.3f} | {row.f1:.3f}"
                f" | {row.right} | {row.said} | {row.gold} |",
                flush=True,
            )
    if args.json:
        args.json.write_text(json.dumps([vars(row) for row in rows], indent=1) + "\n", encoding="utf-8")
    if not args.only:
        _print_reliability(SETS["sealed part of the corpus"])
    return 0


def _documents(path: Path) -> Iterator[tuple[GoldDocument, Document]]:
    for gold in read_gold(path):
        try:
            yield gold, replace(read_bytes(gold.text.encode(), f"{gold.id}.txt"), id=gold.id)
        except KgError as error:
            print(f"left out: {error}", file=sys.stderr)


def _measure(name: str, path: Path) -> Iterator[Row]:
    annotator, weights = EnglishAnnotator(load_encoder()), load_weights()
    read: dict[str, list[Extraction]] = {way: [] for way in WAYS}
    for _, document in _documents(path):
        read["rules"].append(extract(document))
        context, claims = witness(document, annotator)
        alone = tuple(c for c in claims if c.evidence.extractor == EXTRACTOR)
        read["encoder"].append(Extraction(document, (), weigh(alone, weights)))
        read["both"].append(Extraction(document, (), weigh(claims, weights, None, context.opinion)))
    for way in WAYS:
        score = evaluate(path, read[way]).all
        yield Row(name, way, score.precision, score.recall, score.f1, score.right, score.said, score.gold)


def _print_reliability(path: Path) -> None:
    """Print, for each class of confidence, how much of what was found is right, and the expected calibration error."""
    annotator, weights = EnglishAnnotator(load_encoder()), load_weights()
    found: list[tuple[float, bool]] = []
    for gold, document in _documents(path):
        context, claims = witness(document, annotator)
        weighed = weigh(claims, weights, 0.0, context.opinion)
        seen = set()
        for claim, said in zip(weighed, all_said([Extraction(document, (), weighed)]), strict=True):
            key = statement_of(claim)
            hits = gold.matching(gold.facts, said)
            if (
                key is None
                or key in seen
                or claim.status in _UNSAID
                or (not hits and gold.matching(gold.optional, said))
            ):
                continue
            seen.add(key)
            found.append((claim.confidence, bool(hits)))
    print("\n| confidence | statements | mean confidence | right |\n|---|--:|--:|--:|")
    error = 0.0
    for number in range(BINS):
        inside = [f for f in found if min(int(f[0] * BINS), BINS - 1) == number]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            right = sum(ok for _, ok in inside) / len(inside)
            error += abs(mean - right) * len(inside) / len(found)
            print(
                f"| {number / BINS:.1f} to {(number + 1) / BINS:.1f} | {len(inside)} | {mean:.3f} | {right:.3f} |"
            )
    print(f"\nexpected calibration error {error:.3f} over {len(found)} statements")
    above = [f for f in found if f[0] >= weights.cut]
    if above:
        print(
            f"of what has a confidence of {weights.cut} or more, this is right: {sum(ok for _, ok in above) / len(above):.3f}"
        )


if __name__ == "__main__":
    sys.exit(main())
