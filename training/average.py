"""Averages trained encoders: `python -m training.average OUT FIRST SECOND`.

The mean of two trainings from one start does better on unseen writing than each of them (Wortsman et al., "Model soups",
ICML 2022): what one has learned by heart, the other has not. The heads are those of the first: they begin at random, so
that the parts of two of them do not answer each other.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import Tensor

SHARE = 0.7  # of the first, which was trained for longer


def main() -> None:
    """Write model.pt and facts.json of the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("trained", type=Path, nargs=2, help="folders that training.train wrote")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    first, second = (torch.load(folder / "model.pt") for folder in args.trained)
    torch.save(mean_of(first, second), args.out / "model.pt")
    facts = [json.loads((folder / "facts.json").read_text()) for folder in args.trained]
    shared = {key: value for key, value in facts[0].items() if key not in {"settings", "data"}}
    (args.out / "facts.json").write_text(
        json.dumps(shared | {"trainings": [{k: f[k] for k in ("data", "settings")} for f in facts]}, indent=1)
    )


def mean_of(first: dict[str, Tensor], second: dict[str, Tensor]) -> dict[str, Tensor]:
    """Give the weighted mean of the layers of two encoders, with all else as in the first."""
    return {name: _mean(name, value, second[name]) for name, value in first.items()}


def _mean(name: str, one: Tensor, other: Tensor) -> Tensor:
    layer = name.startswith("encoder.") and not name.startswith("encoder.cases")
    return SHARE * one + (1 - SHARE) * other if layer and one.is_floating_point() else one


if __name__ == "__main__":
    main()
