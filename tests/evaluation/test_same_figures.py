"""The figures are those of the scorer that the annotations come with."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import as_record, evaluate

FOLDER = Path(__file__).parents[3] / "shared" / "eval"
SCORER = FOLDER / "score.py"
SETS = ("seeds.jsonl", "dev.jsonl")

pytestmark = pytest.mark.skipif(
    not SCORER.exists(), reason="the annotated texts and their scorer are not here"
)


def noisy_claims(path: Path, seed: int) -> list[dict[str, Any]]:
    """Give claims made of the annotations: right, turned round, of wrong type, merged, denied, said twice."""
    chance = random.Random(seed)  # noqa: S311 - the same claims each time
    claims: list[dict[str, Any]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        ends = {entity["id"]: entity for entity in record["entities"]}
        for fact in [*record["facts"], *record.get("optional_facts", [])] * 2:
            made = [noisy_end(ends, fact[side], chance) for side in ("subject", "object")]
            if chance.random() < 0.1:
                made.reverse()
            claims.append(
                {
                    "document": record["id"] if chance.random() > 0.02 else "unknown",
                    "relation": fact["relation"]
                    if chance.random() > 0.05
                    else chance.choice(["portrays", "likes", "directorOf"]),
                    "subject": made[0],
                    "object": made[1],
                    "qualifiers": fact.get("qualifiers", {}) if chance.random() > 0.3 else {"language": "fr"},
                    "status": chance.choice(["stated", "stated", "stated", "opinion", "negated", "rumoured"]),
                    "evidence": noisy_quote(record["text"], fact.get("evidence") or "", chance),
                }
            )
    return claims


def noisy_end(ends: dict[str, Any], end: str, chance: random.Random) -> object:
    if end not in ends:
        return end if end != "doc" else {"id": "document/x", "type": "Document", "names": ["x"]}
    entity = ends[chance.choice(list(ends))] if chance.random() < 0.15 else ends[end]
    names = chance.sample(entity["names"], chance.randint(1, len(entity["names"])))
    if chance.random() < 0.1:
        names += ends[chance.choice(list(ends))]["names"][:1]
    if chance.random() < 0.1:
        names = [name.upper() for name in names]
    type_ = entity["type"] if chance.random() > 0.2 else chance.choice(["Film", "Manga", "Person", "Work"])
    if chance.random() < 0.05:
        return names[0]
    return {"id": f"x/{entity['id']}", "type": type_, "names": names}


def noisy_quote(text: str, quote: str, chance: random.Random) -> dict[str, Any]:
    start = text.find(quote) if quote and chance.random() > 0.3 else chance.randrange(len(text) - 60)
    end = start + (len(quote) or 60)
    if chance.random() < 0.1:
        start, end = start + 1, end + 2
    exact = text[start:end] if chance.random() > 0.1 else quote
    return {"exact": exact, "start": start, "end": end} if chance.random() > 0.05 else {}


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_are_those_of_the_scorer(name: str, seed: int, tmp_path: Path) -> None:
    claims = noisy_claims(FOLDER / name, seed)
    lines = tmp_path / "claims.jsonl"
    lines.write_text("".join(json.dumps(claim) + "\n" for claim in claims), encoding="utf-8")
    command = [sys.executable, str(SCORER), "score", str(FOLDER / name), str(lines), "--json"]
    expected = json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)
    record = as_record(evaluate(FOLDER / name, claims))
    assert 0 < record["all"]["right"] < record["all"]["said"]
    del record["types"], record["left_out"]
    assert record == expected


@pytest.mark.parametrize("name", SETS)
def test_mistakes_are_those_of_the_scorer(name: str, tmp_path: Path) -> None:
    claims = noisy_claims(FOLDER / name, 7)
    lines = tmp_path / "claims.jsonl"
    lines.write_text("".join(json.dumps(claim) + "\n" for claim in claims), encoding="utf-8")
    command = [sys.executable, str(SCORER), "score", str(FOLDER / name), str(lines), "--errors"]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    mistakes = evaluate(FOLDER / name, claims).mistakes
    for kind in ("wrong ", "missed "):
        assert len([m for m in mistakes if m.kind == kind.strip()]) == sum(
            line.startswith(kind) for line in printed.splitlines()
        )
