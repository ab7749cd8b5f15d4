"""How near the shipped encoder is to the 32-bit one: `python -m feedback_nlp.encoder.compare --upstream DIR TEXTS`.

Knows nothing of the export but its graph. TEXTS has one text a line; longer ones than the window are cut off.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort

from feedback_nlp.encoder.export import float_models
from feedback_nlp.encoder.model import load_encoder, run_window
from feedback_nlp.encoder.windows import CONTENT, Floats, Tokens, tokens_of
from feedback_nlp.errors import FeedbackNlpError

LENGTHS = (16, 32, 64, 128, 256)


def cosines(upstream: Path, tokens: Sequence[Tokens]) -> Floats:
    """Return the cosine of the shipped encoder's vector to the 32-bit one's for each text, shape (number of texts,).

    Raises:
        ModelFileError: If an upstream or shipped file is missing or altered.
        MissingExtraError: If onnx or safetensors is not installed.
    """
    lower, upper = (ort.InferenceSession(model.SerializeToString()) for model in float_models(upstream))
    means = [_mean_state(lower, upper, text) for text in tokens]
    exact = np.array([mean / np.linalg.norm(mean) for mean in means], dtype=np.float32)
    shipped = load_encoder().vectors_of(tokens)
    products: Floats = (exact * shipped).sum(axis=1)
    return products


def _mean_state(lower: ort.InferenceSession, upper: ort.InferenceSession, tokens: Tokens) -> Floats:
    states = run_window(lower, "input_ids", tokens.windows[0].ids)
    mean: Floats = run_window(upper, "hidden_states", states).mean(axis=0)
    return mean


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, or 2 after printing an error."""
    parser = argparse.ArgumentParser(prog="python -m feedback_nlp.encoder.compare", description=__doc__)
    parser.add_argument("--upstream", type=Path, required=True, help="folder with the upstream files")
    parser.add_argument("texts", type=Path, help="UTF-8 file, one text a line")
    options = parser.parse_args(arguments)
    lines = [line for line in options.texts.read_text(encoding="utf-8").splitlines() if line.strip()]
    whole = load_encoder().tokenize(lines)
    tokens = [tokens_of(text.ids[:CONTENT].tolist(), text.offsets[:CONTENT].tolist()) for text in whole]
    try:
        values = cosines(options.upstream, tokens)
    except FeedbackNlpError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    sizes = np.array([len(text.ids) + 2 for text in tokens])
    for shortest, longest in zip((0, *LENGTHS), LENGTHS, strict=False):
        chosen = values[(sizes > shortest) & (sizes <= longest)]
        if len(chosen):
            figures = f"{len(chosen)} texts, mean {chosen.mean():.4f}, lowest {chosen.min():.4f}"
            print(f"up to {longest} wordpieces: {figures}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
