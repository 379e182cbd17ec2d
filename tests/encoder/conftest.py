"""A tokenizer of a few words, a head of random weights, and an encoder that stands on them."""

from __future__ import annotations

import json
import string
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from kg.encoder import POLARITIES, RELATIONS, TYPES, TextEncoder
from kg.encoder.decoding import TAGS
from kg.encoder.pairs import FEATURES
from kg.encoder.pieces import NEWLINE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WIDTH, HALF, EMBED, HIDDEN = 6, 4, 3, 5
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = ["the", "film", "was", "directed", "by", "akira", "it", "is", "##ing", "ア", "ᄒ", "##ᅡ", "##ᆫ", "新"]


def tiny_tokenizer() -> Tokenizer:
    """Make a tokenizer that differs from the shipped one in its words alone."""
    plain = string.ascii_lowercase + string.digits
    vocabulary = [*SPECIAL, NEWLINE, *WORDS, *string.punctuation, *plain, *(f"##{c}" for c in plain)]
    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(WordPiece(numbers, unk_token="[UNK]"))  # noqa: S106, a piece and no password
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.add_special_tokens(SPECIAL)
    return tokenizer


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return tiny_tokenizer()


@pytest.fixture(scope="session")
def weights() -> dict[str, Floats]:
    """Give random weights of the relation head, by name."""
    random = np.random.default_rng(1)
    inputs = 4 * HALF + EMBED * len(FEATURES) + 2
    sizes = {
        "subject": (HALF, 2 * WIDTH), "object": (HALF, 2 * WIDTH), "context": (HALF, WIDTH), "hidden": (HIDDEN, inputs),
        "out": (len(RELATIONS), HIDDEN), "polarity": (len(POLARITIES), HIDDEN), "focus": (1, 2 * WIDTH),
        "types1": (HIDDEN, 2 * WIDTH), "types2": (len(TYPES), HIDDEN),
    }  # fmt: skip
    found = {f"{name}.weight": random.normal(size=size) for name, size in sizes.items()}
    found |= {f"{name}.bias": random.normal(size=size[0]) for name, size in sizes.items()}
    found |= {f"embeds.{name}.weight": random.normal(size=(size, EMBED)) for name, size in FEATURES.items()}
    return {name: array.astype(np.float32) for name, array in found.items()}


class FakeSession:
    """Stands where the trained network will: states and tags from a table, one row for each piece."""

    def __init__(self, *_model: object, **_providers: object) -> None:
        """Take what onnxruntime takes, and make the table."""
        random = np.random.default_rng(2)
        self._pieces = random.normal(size=(1000, WIDTH)).astype(np.float32)
        self._places = random.normal(size=(1000, WIDTH)).astype(np.float32)

    def run(self, _outputs: None, given: Mapping[str, NDArray[np.int64]]) -> list[Floats]:
        """Give states (1, pieces, WIDTH) and scores of tags (1, pieces, TAGS)."""
        ids, cases = given["ids"], given["cases"]
        assert ids.shape == cases.shape == (1, ids.size)
        sums = self._pieces[ids] + self._places[: ids.size] + cases[..., None] / 7
        states: Floats = sums.astype(np.float32)
        scores: Floats = states[..., :TAGS] * np.float32(3)
        return [states, scores]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, weights: Mapping[str, Floats]) -> Path:
    """Give a folder with all that an encoder loads; the network is an empty file."""
    path = tmp_path_factory.mktemp("weights")
    (path / "card.json").write_text(json.dumps({"seed": "1"}), encoding="utf-8")
    (path / "encoder.onnx").touch()
    tiny_tokenizer().save(str(path / "tokenizer.json"))
    np.savez(path / "heads.npz", allow_pickle=False, **weights)
    return path


@pytest.fixture(scope="session")
def encoder(folder: Path) -> TextEncoder:
    with pytest.MonkeyPatch.context() as patch:  # for the making alone: other tests load the real weights
        patch.setattr("onnxruntime.InferenceSession", FakeSession)
        return TextEncoder(folder)
