"""Wordpieces of texts of any length, in windows that the encoder can take.

Knows nothing of ONNX. A text longer than a window is cut into overlapping windows; each wordpiece is read from the
window in which it has most context, so that results can be joined again without seams.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CLS, SEP = 101, 102
WINDOW = 256
CONTENT = WINDOW - 2
OVERLAP = 64

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of wordpieces that the encoder sees at once.

    Attributes:
        ids: `[CLS]`, the wordpieces `start … stop - 1` of the text, `[SEP]`; at most 256.
        start: Index of the first wordpiece in the text.
        keep_start: First wordpiece that is read from this window.
        keep_stop: One past the last wordpiece that is read from this window.
    """

    ids: Ints
    start: int
    keep_start: int
    keep_stop: int

    @property
    def kept_rows(self) -> slice:
        """Rows of the window's output, `[CLS]` being row 0, that count for the text."""
        return slice(self.keep_start - self.start + 1, self.keep_stop - self.start + 1)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The wordpieces of a text, without `[CLS]` and `[SEP]`.

    Attributes:
        ids: Vocabulary ids, shape (n,).
        offsets: Start and end of each wordpiece in characters of the text, shape (n, 2).
        windows: At least one; an empty text has one with nothing but `[CLS]` and `[SEP]`.
    """

    ids: Ints
    offsets: Ints
    windows: tuple[Window, ...]

    def join(self, outputs: Sequence[Floats]) -> Floats:
        """Return per-wordpiece rows from per-window rows.

        Args:
            outputs: One array a window, shape (wordpieces of the window + 2, m).

        Returns:
            Array of shape (n, m).
        """
        kept = [rows[window.kept_rows] for window, rows in zip(self.windows, outputs, strict=True)]
        return kept[0] if len(kept) == 1 else np.concatenate(kept)


def tokens_of(ids: Sequence[int], offsets: Sequence[tuple[int, int]]) -> Tokens:
    """Return wordpieces cut into windows.

    Args:
        ids: Vocabulary ids without special tokens.
        offsets: Character offsets, as many as ids.
    """
    pieces = np.asarray(ids, dtype=np.int64)
    return Tokens(pieces, np.asarray(offsets, dtype=np.int64).reshape(-1, 2), tuple(_windows(pieces)))


def _windows(ids: Ints) -> list[Window]:
    count, step = len(ids), CONTENT - OVERLAP
    starts = [0, *range(step, max(count - OVERLAP, step), step)] if count > CONTENT else [0]
    borders = [0, *(start + OVERLAP // 2 for start in starts[1:]), count]
    return [
        Window(np.concatenate(([CLS], ids[start : start + CONTENT], [SEP])), start, borders[i], borders[i + 1])
        for i, start in enumerate(starts)
    ]
