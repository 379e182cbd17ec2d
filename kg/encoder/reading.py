"""What the encoder makes of a text, and the loading of its weights."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from kg.encoder.decoding import BEGIN, INSIDE, OUTSIDE, TAGS, decode
from kg.encoder.heads import RelationHead
from kg.encoder.pairs import FAMILY, TYPES
from kg.encoder.pieces import split_pieces, windows_of
from kg.encoder.sentences import sentence_starts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from kg.encoder.heads import NamedAt
    from kg.encoder.pieces import Pieces, Window

    Floats = NDArray[np.float32]

KEPT = 256  # windows, of some 50,000 words: what takes 120 MB
WEIGHTS = Path(__file__).parent / "weights"


class Seen(NamedTuple):
    """A name that the encoder sees.

    Attributes:
        start: offset in the text.
        end: offset behind it.
        chances: of each of `TYPES`; what is left to 1 is the chance that it is no name.
    """

    start: int
    end: int
    chances: tuple[float, ...]


@dataclass(frozen=True)
class Reading:
    """What the encoder makes of a text.

    Attributes:
        pieces: of the text.
        windows: that were read.
        states: of each window, shape (pieces of the window, 384).
        tags: chances of tags, (pieces, tags).
        sentences: offsets at which sentences begin.
        head: scores pairs of mentions.
    """

    pieces: Pieces
    windows: tuple[Window, ...]
    states: Sequence[Floats]
    tags: Floats
    sentences: tuple[int, ...]
    head: RelationHead

    @cached_property
    def first(self) -> NDArray[np.bool_]:
        """Tell which pieces open a word."""
        words = self.pieces.words
        return np.append(True, words[1:] != words[:-1])[: len(words)]

    @cached_property
    def names(self) -> tuple[Seen, ...]:
        """Give the names that the encoder sees, in order."""
        rows = np.flatnonzero(self.first)
        spans = decode(self.tags[rows])
        found = []
        for begin, end in spans:
            pieces = rows[begin:end]
            last = rows[end] - 1 if end < len(rows) else len(self.pieces) - 1
            found.append((int(self.pieces.starts[pieces[0]]), int(self.pieces.ends[last])))
        return tuple(Seen(start, end, self.chances_at(start, end)) for start, end in found)

    def chances_at(self, start: int, end: int) -> tuple[float, ...]:
        """Give the chance of each type for a stretch of the text; their sum is the chance that it is a name."""
        known = self._chances.get((start, end))
        if known is None:
            known = self._chances[start, end] = self._chances_of(start, end)
        return known

    @cached_property
    def _chances(self) -> dict[tuple[int, int], tuple[float, ...]]:
        """Give what was asked already: names are asked about several times."""
        return {}

    def _chances_of(self, start: int, end: int) -> tuple[float, ...]:
        low = int(np.searchsorted(self.pieces.starts, start))
        high = int(np.searchsorted(self.pieces.starts, end))
        rows = np.arange(low, high)[self.first[low:high]]
        if not len(rows):
            return (0.0,) * len(TYPES)
        tags = np.log(np.maximum(self.tags[rows], 1e-6))
        name = np.exp((tags[0, BEGIN] + tags[1:, INSIDE].sum()) / len(rows))
        other = np.exp(tags[:, OUTSIDE].mean())
        number = self._window_of[low]
        window = self.windows[number]
        shift = int(window.index[window.lead]) - window.lead
        kinds = self.head.types(self.states[number], low - shift, high - shift)
        return tuple(float(k) for k in kinds * name / (name + other))

    @cached_property
    def _window_of(self) -> NDArray[np.int64]:
        """Give the number of the window that each piece was read in."""
        return np.repeat(np.arange(len(self.windows)), [len(w.index) - w.lead for w in self.windows])

    def focus(self, mentions: Sequence[NamedAt]) -> dict[int, float]:
        """Give for the entities of mentions that are works the chance to be what the text is about."""
        found: defaultdict[int, list[float]] = defaultdict(list)
        for mention, chance in zip(mentions, self.head.focus(self, mentions), strict=True):
            if FAMILY[mention.type] == "Work":
                found[mention.entity].append(float(chance))
        return {entity: sum(chances) / len(chances) for entity, chances in found.items()}

    def sentence_at(self, offset: int) -> int:
        """Give the number of the sentence at an offset."""
        return bisect_right(self.sentences, offset)


class TextEncoder:
    """Reads texts by the weights in a folder.

    Attributes:
        card: what the weights say of themselves.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load the weights.

        Raises:
            OSError: where they are not there.
        """
        import onnxruntime  # noqa: PLC0415, a fifth of a second that reading by rules alone need not wait for
        from tokenizers import Tokenizer  # noqa: PLC0415, as onnxruntime

        self.card: Mapping[str, object] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / "heads.npz") as heads:
            self._head = RelationHead({name: heads[name] for name in heads.files})

    def read(self, text: str) -> Reading:
        """Read a text."""
        pieces = split_pieces(self.tokenizer, text)
        windows = tuple(windows_of(pieces, text))
        states: list[Floats] = []
        tags = np.zeros((len(pieces), TAGS), dtype=np.float32)
        for window in windows:
            found, scores = self._run(pieces, window)
            if len(states) < KEPT:
                states.append(found)
            exponents = np.exp(scores - scores.max(1, keepdims=True))
            chances = exponents / exponents.sum(1, keepdims=True)
            tags[window.index[window.lead :]] = chances[window.lead :]
        kept = _States(states, windows, lambda window: self._run(pieces, window)[0])
        return Reading(pieces, windows, kept, tags, tuple(sentence_starts(text)), self._head)

    def _run(self, pieces: Pieces, window: Window) -> tuple[Floats, Floats]:
        """Give the states and the tag scores of a window."""
        inputs = {"ids": pieces.ids[window.index][None], "cases": pieces.cases[window.index][None]}
        states, scores = self._session.run(None, inputs)
        return states[0], scores[0]


class _States(Sequence["Floats"]):
    """The states of windows: of the first `KEPT` as they were computed, of those behind them computed anew."""

    def __init__(
        self, kept: list[Floats], windows: Sequence[Window], run: Callable[[Window], Floats]
    ) -> None:
        self._kept = kept
        self._windows = windows
        self._run = run
        self._last: tuple[int, Floats] | None = None

    def __len__(self) -> int:
        return len(self._windows)

    @overload
    def __getitem__(self, number: int) -> Floats: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Floats]: ...
    def __getitem__(self, number: int | slice) -> Floats | Sequence[Floats]:
        if isinstance(number, slice):
            return [self[k] for k in range(*number.indices(len(self)))]
        if number < len(self._kept):
            return self._kept[number]
        if self._last is None or self._last[0] != number:
            self._last = (number, self._run(self._windows[number]))
        return self._last[1]


@cache
def load_encoder(folder: Path = WEIGHTS) -> TextEncoder:
    """Give the encoder of a folder of weights, loaded once."""
    return TextEncoder(folder)
