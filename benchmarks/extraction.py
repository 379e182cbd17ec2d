"""How many words a second are read, beside spaCy: its English tokenizer alone, and one of its pipelines.

Run: python benchmarks/extraction.py [--texts FILE] [--model en_core_web_sm] [--runs 7]
FILE holds a text a line (JSONL, field "text"); without one the open part of the corpus is read. spaCy and its model are
no part of the project (`pip install spacy && python -m spacy download en_core_web_sm`); where one is absent, its line
says so. All is measured in one run on one machine, taking turns, so that the ratios mean something; the times alone do
not. Seconds are those of the processor, all threads together; the first run of each, which sets it up, does not count.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from kg.encoder import load_encoder
from kg.extractors import extract
from kg.language import EnglishAnnotator
from kg.model import KgError
from kg.pipeline import Manner
from kg.readers import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Work = Callable[[Sequence[str]], object]

CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "dev.jsonl"
_LAST_WORD = re.compile(r" ([a-z]+[.!?])(?=\s|$)")
_VARIANTS = 8  # of the texts; what was remembered of one is forgotten when it comes again
OURS = "Colophon, claims"  # by rules and the encoder


class AbsentError(Exception):
    """What a line needs is not installed."""


def documents() -> Work:
    """Give what reads texts into documents: language, blocks, metadata."""
    return lambda texts: [read_bytes(text.encode(), "text.txt") for text in texts]


def names() -> Work:
    """Give what reads texts and finds sentences, names and their types."""
    annotator = EnglishAnnotator()
    return lambda texts: [annotator.annotate(read_bytes(text.encode(), "text.txt")) for text in texts]


def claims() -> Work:
    """Give what reads texts into claims, each with its sentence: all that `kg extract` does but the printing."""
    return lambda texts: [extract(read_bytes(text.encode(), "text.txt")) for text in texts]


def full() -> Work:
    """Give what reads texts into claims by rules and the trained encoder, as `kg extract` does unless told `--fast`."""
    manner = Manner()
    return lambda texts: [manner.read(read_bytes(text.encode(), "text.txt")) for text in texts]


def encoded() -> Work:
    """Give what runs the encoder alone."""
    encoder = load_encoder()
    return lambda texts: [encoder.read(text) for text in texts]


def tokens() -> Work:
    """Give spaCy's tokenizer for English, without a model."""
    pipeline = _imported("spacy").blank("en")
    return lambda texts: [pipeline(text) for text in texts]


def tagged(model: str) -> Work:
    """Give a pipeline of spaCy: tags, parse, lemmas and named entities."""
    spacy = _imported("spacy")
    try:
        pipeline = spacy.load(model)
    except OSError as error:
        raise AbsentError(model) from error
    return lambda texts: list(pipeline.pipe(texts))


def _imported(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  # a module that may be absent has no types
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise AbsentError(name) from error


def contestants(model: str) -> dict[str, Callable[[], Work]]:
    """Give what is compared, by the name of its line."""
    return {
        OURS: full,
        "Colophon, the encoder alone": encoded,
        "Colophon, claims with --fast": claims,
        "Colophon, names": names,
        "Colophon, documents": documents,
        "spaCy, tokens": tokens,
        f"spaCy, {model}": lambda: tagged(model),
    }


def timed(work: Work, texts: Sequence[str]) -> float:
    """Give the seconds of processor time that some texts take."""
    start = time.process_time()
    work(texts)
    return time.process_time() - start


def varied(texts: Sequence[str], number: int) -> list[str]:
    """Give the texts with wider spaces near the ends of sentences, so that nothing of the last runs helps."""
    return [_LAST_WORD.sub(rf"{' ' * (number + 2)}\1", text) for text in texts]


def english(texts: Sequence[str]) -> list[str]:
    """Give the texts that are read at all: those in English."""
    kept = []
    for text in texts:
        try:
            read_bytes(text.encode(), "text.txt")
        except KgError:
            continue
        kept.append(text)
    return kept


def measured(
    makers: dict[str, Callable[[], Work]], texts: Sequence[str], runs: int
) -> dict[str, list[float] | None]:
    """Give the seconds of each contestant, the first run with what sets it up; None for what is not installed."""
    works: dict[str, Work] = {}
    seconds: dict[str, list[float] | None] = {}
    for name, maker in makers.items():
        start = time.process_time()
        try:
            works[name] = maker()
        except AbsentError:
            seconds[name] = None
            continue
        works[name](texts)
        seconds[name] = [time.process_time() - start]
    for number, (_run, name) in enumerate(product(range(runs), works)):
        found = seconds[name]
        if found is not None:
            found.append(timed(works[name], varied(texts, number % _VARIANTS)))
    return seconds


def main() -> None:
    """Measure all on the same texts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--texts", type=Path, default=CORPUS, help="texts, one a line")
    parser.add_argument("--model", default="en_core_web_sm", help="pipeline of spaCy")
    parser.add_argument("--runs", type=int, default=7, help="whose median counts")
    given = parser.parse_args()
    lines = given.texts.read_text(encoding="utf-8").splitlines()
    texts = english([json.loads(line)["text"] for line in lines])
    words = sum(len(text.split()) for text in texts)
    seconds = measured(contestants(given.model), texts, given.runs)
    ours = statistics.median((seconds[OURS] or [])[1:])
    print(
        f"{len(texts)} texts of {words} words; words a second, and as a ratio to ours; median of {given.runs}\n"
    )
    print(f"{'':28} {'words/s':>10} {'ratio':>8}")
    for name, found in seconds.items():
        if found is None:
            print(f"{name:28} not installed")
            continue
        median = statistics.median(found[1:])
        print(f"{name:28} {words / median:10.0f} {ours / median:8.2f}")
    print(
        f"\nOur first run, which sets up the patterns: {words / (seconds[OURS] or [0.0])[0]:.0f} words a second"
    )


if __name__ == "__main__":
    main()
