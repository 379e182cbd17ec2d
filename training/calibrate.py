"""Fits what rules and encoder count for: `python -m training.calibrate TRAIN DEV --weights FOLDER`.

How often each rule is right is counted on the passages for training, which no rule was made from. What rules and encoder
count for is fitted on others, which the encoder has not seen.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg.encoder import RELATIONS, TextEncoder
from kg.evaluation import read_gold
from kg.evaluation.said import all_said
from kg.extractors import witness
from kg.extractors.learned import EXTRACTOR
from kg.extractors.weighing import FEATURES, Weights, Witnesses, chance, statement_of, witnesses_of
from kg.language import EnglishAnnotator
from kg.model import Claim, Document, Extraction, KgError, Status
from kg.readers import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from kg.evaluation import GoldDocument
    from kg.extractors.context import Opinion

    Floats = NDArray[np.float64]

# A fact that the encoder alone finds is given where it is nearly as likely right as not. One that a rule has read is given
# unless all else speaks against it: the passages that this is fitted on are harder for rules than most writing is.
CUT, RULE_CUT = 0.45, 0.05
RIDGE = 1.0  # of the weights of features and relations, some of which stand on few statements
PRIOR = 4.0  # statements that a rule is taken to have read already, with the precision of all rules
BINS = 10  # of chances, for the calibration error
_SLIGHT = 1e-3  # ridge of the bias
_STEPS = 30  # of Newton's method, which needs some ten
_SHOWN = ((0.3, 0.3), (0.5, 0.5), (0.6, 0.6), (0.7, 0.7), (0.8, 0.8))  # cuts that are shown beside the two
_UNSAID = frozenset({Status.NEGATED, Status.RUMOURED})


@dataclass(frozen=True)
class Read:
    """A document that was read, beside its annotation.

    Attributes:
        gold: what is annotated.
        claims: all that rules and encoder say, not yet weighed.
        opinion: what the encoder thinks of the entities; None where the document could not be read.
    """

    gold: GoldDocument
    claims: tuple[Claim, ...]
    opinion: Opinion | None

    def verdicts(self) -> Iterator[tuple[Claim, bool]]:
        """Say of each claim whether it is right; what is neither, or says a fact for a second time, is left out."""
        document = Document(self.gold.id, "", self.gold.text, ())
        first: dict[int, object] = {}
        for claim, said in zip(self.claims, all_said([Extraction(document, (), self.claims)]), strict=True):
            key = statement_of(claim)
            if key is None or claim.status in _UNSAID:
                continue
            hits = self.gold.matching(self.gold.facts, said)
            if hits and first.setdefault(hits[0], key) != key:
                continue
            if hits or not self.gold.matching(self.gold.optional, said):
                yield claim, bool(hits)


@dataclass(frozen=True)
class Row:
    """A statement of a document.

    Attributes:
        relation: in which two entities are said to stand.
        witnesses: what speaks for it.
        right: whether it is annotated.
    """

    relation: str
    witnesses: Witnesses
    right: bool


def main() -> None:
    """Write witnesses.json, and print how the fit does."""
    args = _arguments()
    annotator = EnglishAnnotator(TextEncoder(args.weights))
    rules = reliabilities(read_all(args.train, annotator))
    rows, total = rows_of(list(read_all(args.dev, annotator)), rules)
    fitted = fit(rows, rules)
    text = json.dumps({name: getattr(fitted, name) for name in Weights.__slots__}, indent=1)
    (args.weights / "witnesses.json").write_text(text + "\n", encoding="utf-8")
    print(fitted.bias, fitted.features)
    show("fit", rows, fitted, total)
    for path in args.test:
        rows, total = rows_of(list(read_all(path, annotator)), rules)
        show(path.stem, rows, fitted, total)


def read_all(path: Path, annotator: EnglishAnnotator) -> Iterator[Read]:
    """Read the texts of annotated documents; those that cannot be read are named, and say nothing."""
    for gold in read_gold(path):
        try:
            document = replace(read_bytes(gold.text.encode(), f"{gold.id}.txt"), id=gold.id)
        except KgError as error:
            print("left out:", error)
            yield Read(gold, (), None)
            continue
        context, claims = witness(document, annotator)
        yield Read(gold, claims, context.opinion)


def reliabilities(documents: Iterable[Read]) -> dict[str, float]:
    """Give for each rule how often what it reads is right, drawn to the mean of all where it reads little."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for read in documents:
        once = {(claim.evidence.extractor, statement_of(claim)): ok for claim, ok in read.verdicts()}
        for (rule, _), ok in once.items():
            if rule != EXTRACTOR:
                said[rule] += 1
                right[rule] += ok
    mean = right.total() / max(said.total(), 1)
    return {rule: round((right[rule] + PRIOR * mean) / (said[rule] + PRIOR), 3) for rule in sorted(said)}


def rows_of(documents: Sequence[Read], rules: Mapping[str, float]) -> tuple[list[Row], int]:
    """Give the statements of documents, and the number of annotated facts."""
    rows = []
    for read in documents:
        witnesses = witnesses_of(read.claims, rules, read.opinion)
        verdicts = {statement_of(claim): ok for claim, ok in read.verdicts()}
        rows += [Row(key[0], witnesses[key], ok) for key, ok in verdicts.items() if key in witnesses]
    return rows, sum(len(read.gold.facts) for read in documents)


def fit(rows: Sequence[Row], rules: Mapping[str, float]) -> Weights:
    """Fit a logistic regression by Newton's method, with a ridge on all but the bias."""
    x = np.array([[1.0, *row.witnesses, *(float(row.relation == n) for n in RELATIONS)] for row in rows])
    y = np.array([float(row.right) for row in rows])
    w = np.zeros(x.shape[1])
    ridge = np.diag([_SLIGHT, *[RIDGE] * (len(FEATURES) + len(RELATIONS))])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + ridge @ w
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, gradient)
    bias, *others = (round(float(weight), 4) for weight in w)
    features = dict(zip(FEATURES, others[: len(FEATURES)], strict=True))
    relations = dict(zip(RELATIONS, others[len(FEATURES) :], strict=True))
    return Weights(bias, features, relations, dict(rules), cut=CUT, rule_cut=RULE_CUT)


def show(name: str, rows: Sequence[Row], weights: Weights, total: int) -> None:
    """Print precision, recall and F1 at some cuts, and the expected calibration error (Naeini et al., 2015)."""
    chances, labels = _chances(rows, weights)
    for cut, rule_cut in ((weights.cut, weights.rule_cut), *_SHOWN):
        kept = _kept(rows, chances, cut, rule_cut)
        right = labels[kept].sum()
        p, r = right / max(kept.sum(), 1), right / max(total, 1)
        f1 = 2 * right / max(kept.sum() + total, 1)
        print(f"{name} cuts {cut:.2f} {rule_cut:.2f} P {p:.3f} R {r:.3f} F {f1:.3f}")
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [abs(chances[bins == b].mean() - labels[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    print(f"{name} ECE {sum(gaps):.3f} of {len(labels)}; at most {labels.sum() / max(total, 1):.3f} recall")


def _kept(rows: Sequence[Row], chances: Floats, cut: float, rule_cut: float) -> NDArray[np.bool_]:
    """Tell which statements are given, (rows,): those that a rule has read have a cut of their own."""
    ruled = np.array([row.witnesses.ruled > 0 for row in rows])
    return chances >= np.where(ruled, rule_cut, cut)


def _chances(rows: Sequence[Row], weights: Weights) -> tuple[Floats, Floats]:
    """Give the chances of statements, and 1 for those that are right and 0 for others: both (rows,)."""
    chances = np.array([chance(row.relation, row.witnesses, weights) for row in rows])
    return chances, np.array([float(row.right) for row in rows])


def _arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("train", type=Path, help="passages on which rules are judged")
    add("dev", type=Path, help="passages on which the weights are fitted")
    add("--weights", type=Path, required=True, help="folder of the encoder; witnesses.json is written there")
    add("--test", type=Path, nargs="*", default=[], help="passages on which the fit is measured")
    return parser.parse_args()


if __name__ == "__main__":
    main()
