"""Windows over wordpieces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.encoder.windows import CLS, SEP, WINDOW, tokens_of


@given(st.integers(min_value=0, max_value=3000))
def test_every_wordpiece_is_kept_once(count: int) -> None:
    """Joining the windows' own rows gives back every wordpiece, in order."""
    tokens = tokens_of(range(count), [(i, i + 1) for i in range(count)])
    rows = [window.ids.astype(np.float32)[:, None] for window in tokens.windows]
    assert tokens.join(rows)[:, 0].tolist() == list(range(count))


@given(st.integers(min_value=0, max_value=3000))
def test_windows_fit_the_encoder(count: int) -> None:
    """No window is longer than the encoder takes, and each is framed by the special tokens."""
    for window in tokens_of(range(count), [(0, 1)] * count).windows:
        assert len(window.ids) <= WINDOW
        assert (window.ids[0], window.ids[-1]) == (CLS, SEP)


@pytest.mark.parametrize(("count", "windows"), [(0, 1), (1, 1), (254, 1), (255, 2), (444, 2), (445, 3), (1000, 5)])
def test_number_of_windows(count: int, windows: int) -> None:
    """A text is cut only when it does not fit, and no window is needless."""
    assert len(tokens_of(range(count), [(0, 1)] * count).windows) == windows


@given(st.integers(min_value=255, max_value=3000))
def test_kept_rows_have_context(count: int) -> None:
    """Where windows meet, each wordpiece is read from one with at least 32 neighbours on the cut side."""
    tokens = tokens_of(range(count), [(0, 1)] * count)
    for before, after in zip(tokens.windows, tokens.windows[1:], strict=False):
        assert before.start + len(before.ids) - 2 - before.keep_stop >= 32
        assert after.keep_start - after.start >= 32
