"""Writes trained weights in the form that the program loads: `python -m training.export TRAINED OUT --minilm FOLDER`."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import cast

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812, the name by which everybody knows it

from training.model import Model
from training.network import HEADS, WIDTH, Encoder, Layer, Relations

OPSET = 17  # of ONNX: the first that knows layer norms
_FILES = ("encoder.onnx", "heads.npz", "tokenizer.json")


class Plain(nn.Module):
    """The encoder without padding, dropout and batches, in operations that every runtime knows."""

    def __init__(self, encoder: Encoder) -> None:
        """Take the weights of an encoder."""
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, Tensor]:
        """Give states (1, pieces, WIDTH) and tag scores (1, pieces, TAGS); both arguments (1, pieces)."""
        own = self.encoder
        places = torch.arange(ids.shape[1])
        states = own.norm(own.words(ids) + own.positions(places) + own.cases(cases))
        for layer in own.layers:
            states = _plain_layer(cast("Layer", layer), states)
        return states, own.tags(states)


def main() -> None:
    """Write encoder.onnx, heads.npz, tokenizer.json and card.json."""
    args = _arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    model = Model()
    model.load_state_dict(torch.load(args.trained / "model.pt"))
    model.eval()
    write_encoder(model.encoder, args.out)
    write_heads(model.relations, args.out)
    write_tokenizer(args.minilm, args.out)
    write_card(args.trained, args.out)


def write_encoder(encoder: Encoder, out: Path) -> None:
    """Write the encoder with weights of 8 bits, a scale for each channel."""
    full = out / "full.onnx"
    ids = torch.ones(1, 20, dtype=torch.long)
    torch.onnx.export(
        Plain(encoder), (ids, ids), str(full), input_names=["ids", "cases"], output_names=["states", "tags"],
        dynamic_axes={name: {1: "pieces"} for name in ("ids", "cases", "states", "tags")}, opset_version=OPSET,
        dynamo=False,
    )  # fmt: skip
    # Of 7 bits in effect: on processors without VNNI, sums of 8 bits overflow.
    quantize_dynamic(
        full, out / "encoder.onnx", weight_type=QuantType.QInt8, reduce_range=True, per_channel=True
    )
    full.unlink()


def write_heads(relations: Relations, out: Path) -> None:
    """Write the weights of the heads by their names, as numbers of 16 bits."""
    heads = {name: weight.numpy().astype(np.float16) for name, weight in relations.state_dict().items()}
    np.savez(out / "heads.npz", **heads)


def write_tokenizer(minilm: Path, out: Path) -> None:
    """Write the tokenizer of all-MiniLM-L6-v2; texts stay as long as they are."""
    tokenizer = json.loads((minilm / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")


def write_card(trained: Path, out: Path) -> None:
    """Write what the weights were made from, and their checksums."""
    card = json.loads((trained / "facts.json").read_text(encoding="utf-8"))
    card["files"] = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in _FILES}
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _plain_layer(layer: Layer, states: Tensor) -> Tensor:
    """Give the states of the next layer, as `Layer.forward` does for one text in evaluation: (1, pieces, WIDTH)."""
    shape = (1, -1, HEADS, WIDTH // HEADS)
    query, key, value = (f(states).view(shape).transpose(1, 2) for f in (layer.query, layer.key, layer.value))
    mixed = (query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5).softmax(-1) @ value
    states = layer.norm1(states + layer.out(mixed.transpose(1, 2).reshape(1, -1, WIDTH)))
    after: Tensor = layer.norm2(states + layer.down(F.gelu(layer.up(states))))
    return after


def _arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path, help="folder with model.pt and facts.json")
    parser.add_argument("out", type=Path, help="folder for what the program loads")
    parser.add_argument("--minilm", type=Path, required=True, help="folder with tokenizer.json")
    return parser.parse_args()


if __name__ == "__main__":
    main()
