"""Trains the network: `python -m training.train PASSAGES ... --minilm FOLDER --out FOLDER`."""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import platform
import random
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from training.augment import pool_of, renamed
from training.measuring import evaluate
from training.model import Model
from training.network import load_minilm
from training.records import read_crossner, read_passages, read_redocred, titles_of, without
from training.samples import samples_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.augment import Pool
    from training.records import Record
    from training.samples import Sample

    Unit = list[Sample]  # the windows of one record, which are learned from in one step

SETTINGS = ("epochs", "batch", "rate", "head_rate", "share", "seed", "rename", "threads")
_DECAY = 0.01  # of weights, for each step
_WARM = 0.1  # share of the steps in which the learning rate rises; it falls in the others
_STEEP = 1.0  # length to which gradients are cut
_MEASURED = 3  # epochs after which the model is measured, and saved


@dataclass(frozen=True)
class Data:
    """What the training learns from.

    Attributes:
        own: our passages; they get other names in each epoch.
        documents: of Re-DocRED.
        sentences: of CrossNER.
        apart: passages to measure on, by the name of their file.
    """

    own: list[Record]
    documents: list[Unit]
    sentences: list[Unit]
    apart: dict[str, Unit]

    def __len__(self) -> int:
        """Give the number of units of an epoch."""
        return len(self.own) + len(self.documents) + len(self.sentences)

    def __str__(self) -> str:
        """Tell how much there is."""
        apart = {name: len(samples) for name, samples in self.apart.items()}
        return f"{len(self.own)} passages, {len(self.documents)} documents, {len(self.sentences)} sentences; dev {apart}"


def main() -> None:
    """Train, tell how it goes, and write model.pt and facts.json."""
    args = _arguments()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    tokenizer = load_tokenizer(args.minilm)
    model = Model()
    load_minilm(model.encoder, args.minilm / "model.safetensors")
    data = read_data(args, tokenizer)
    print(data, flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "facts.json").write_text(json.dumps(facts_of(args), indent=1), encoding="utf-8")
    train(model, data, tokenizer, args)


def load_tokenizer(minilm: Path) -> Tokenizer:
    """Load the word pieces of all-MiniLM-L6-v2; texts stay as long as they are."""
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def read_data(args: argparse.Namespace, tokenizer: Tokenizer) -> Data:
    """Read all that the arguments name; public records that name a work of the annotated texts are left out."""
    own = [record for path in args.passages for record in read_passages(path)]
    random.shuffle(own)
    titles = titles_of(args.apart)
    documents = without((record for path in args.redocred for record in read_redocred(path)), titles)
    sentences = without((record for path in args.crossner for record in read_crossner(path)), titles)
    return Data(
        own=own[: round(len(own) * args.share)],
        documents=[samples_of(record, tokenizer) for record in documents],
        sentences=[samples_of(record, tokenizer) for record in sentences],
        apart={
            f"{path.parent.name}-{path.stem}": [
                sample for record in read_passages(path) for sample in samples_of(record, tokenizer)
            ]
            for path in args.dev
        },
    )


def facts_of(args: argparse.Namespace) -> dict[str, object]:
    """Give what the weights depend on: data by checksum, versions, and the numbers that steer the training."""
    files = [*args.passages, *args.crossner, *args.redocred, args.minilm / "model.safetensors"]
    return {
        "base": "all-MiniLM-L6-v2",
        "data": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "settings": {name: getattr(args, name) for name in SETTINGS},
    }


def train(model: Model, data: Data, tokenizer: Tokenizer, args: argparse.Namespace) -> None:
    """Train a model in place, print losses and measures, and save it now and then and at the end."""
    # Names that were never seen keep their places.
    model.encoder.words.weight.requires_grad_(False)  # noqa: FBT003, torch has no other way
    steps = args.epochs * math.ceil(len(data) / args.batch)
    optimiser = _optimiser(model, args.rate, args.head_rate)
    schedule = LambdaLR(optimiser, lambda step: _rate(step, steps))
    pool, rng = pool_of(data.own), random.Random(args.seed)
    begun = time.time()
    for epoch in range(1, args.epochs + 1):
        units = _units(data, pool, tokenizer, rng, args.rename)
        groups = [units[k : k + args.batch] for k in range(0, len(units), args.batch)]
        means = _epoch(model, groups, optimiser, schedule)
        told = " ".join(f"{name} {mean:.3f}" for name, mean in means.items())
        print(f"epoch {epoch} {time.time() - begun:.0f}s {told}", flush=True)
        if epoch == args.epochs or epoch % _MEASURED == 0:
            torch.save(model.state_dict(), args.out / "model.pt")
            _tell_measures(model, data)


def _units(data: Data, pool: Pool, tokenizer: Tokenizer, rng: random.Random, share: float) -> list[Unit]:
    """Give the units of an epoch in a new order, a share of our passages with other names."""
    units = [
        samples_of(renamed(record, pool, rng) if rng.random() < share else record, tokenizer, rng)
        for record in data.own
    ]
    units += data.documents
    units += random.sample(data.sentences, len(data.sentences))
    random.shuffle(units)
    return units


def _epoch(
    model: Model, groups: Sequence[Sequence[Unit]], optimiser: AdamW, schedule: LambdaLR
) -> dict[str, float]:
    """Make a step for each group of units, and give the mean of each part of the loss."""
    sums: dict[str, float] = defaultdict(float)
    for group in groups:
        loss, parts = model.losses([sample for unit in group for sample in unit])
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch gives it no types
        nn.utils.clip_grad_norm_(model.parameters(), _STEEP)
        optimiser.step()
        schedule.step()
        for name, value in parts.items():
            sums[name] += value
    return {name: total / len(groups) for name, total in sums.items()}


def _optimiser(model: Model, rate: float, head_rate: float) -> AdamW:
    """Give the optimiser: heads learn at a rate of their own, and norms and biases of the encoder do not decay."""
    own = [(name, p) for name, p in model.encoder.named_parameters() if not name.startswith("tags")]
    decay = [p for name, p in own if p.ndim > 1 and not name.startswith("words")]
    plain = [p for _, p in own if p.ndim == 1]
    heads = [*model.relations.parameters(), *model.encoder.tags.parameters()]
    return AdamW([
        {"params": decay, "lr": rate, "weight_decay": _DECAY},
        {"params": plain, "lr": rate, "weight_decay": 0.0},
        {"params": heads, "lr": head_rate, "weight_decay": _DECAY},
    ])  # fmt: skip


def _rate(step: int, steps: int) -> float:
    """Give the learning rate of a step as a share of the highest: it rises in a line, and falls in one to 0."""
    return min((step + 1) / (_WARM * steps), max(0.0, (steps - step) / ((1 - _WARM) * steps)))


def _tell_measures(model: Model, data: Data) -> None:
    """Print how the model does on each file that it does not learn from."""
    for name, samples in data.apart.items():
        measures = {key: round(value, 3) for key, value in evaluate(model, samples).items()}
        print(name, measures, flush=True)


def _arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("passages", nargs="+", type=Path, help="our passages, in the form of corpus/")
    add("--minilm", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    add("--out", type=Path, required=True, help="folder for model.pt and facts.json")
    add("--dev", type=Path, nargs="*", default=[], help="passages to measure on")
    add("--crossner", type=Path, nargs="*", default=[], help="files of CrossNER")
    add("--redocred", type=Path, nargs="*", default=[], help="Re-DocRED in the form of corpus/")
    add("--apart", type=Path, nargs="*", default=[], help="texts whose works no public record may name")
    add("--epochs", type=int, default=11)
    add("--batch", type=int, default=8, help="texts in a step")
    add("--rate", type=float, default=2e-4, help="highest learning rate of the encoder")
    add("--head-rate", type=float, default=1e-3, help="highest learning rate of the heads")
    add("--share", type=float, default=1.0, help="share of the passages to train on")
    add("--seed", type=int, default=1)
    add("--rename", type=float, default=0.6, help="share of the passages that get other names in an epoch")
    add("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
