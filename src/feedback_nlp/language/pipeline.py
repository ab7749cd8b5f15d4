"""Loads the language pipeline: ours, or any installed spaCy pipeline.

Knows nothing of extraction, which adds its components to what it gets here.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import use_ops

from feedback_nlp.encoder.files import recorded_hashes, verified_path
from feedback_nlp.errors import ConfigurationError, ModelFileError
from feedback_nlp.language import components, layers, lemmas

MODEL = Path(__file__).parent / "models" / "en_feedback"
# Importing these registers what the model's configuration names.
REGISTERED = (components, layers, lemmas)


def build_nlp(name: str = "default") -> Language:
    """Return a pipeline with tags, lemmas, sentences, dependencies and, in ours, names.

    Every pipeline gets the component `token_encoder`, so that `doc._.token_states` is there for extraction.

    Args:
        name: `default` for the shipped pipeline, otherwise an installed spaCy pipeline or its folder.

    Raises:
        ModelFileError: If a file of the shipped pipeline is missing or altered.
        ConfigurationError: If there is no pipeline of that name, or it sets no sentences or no tags.
    """
    return _shipped(MODEL) if name == "default" else _installed(name)


def numpy_matrices() -> AbstractContextManager[None]:
    """Return a context in which models are made to multiply matrices with numpy.

    numpy's BLAS is three times as fast as the one that thinc brings along.
    """
    context: AbstractContextManager[None] = use_ops("numpy", use_blis=False)
    return context


def _shipped(folder: Path) -> Language:
    for file in recorded_hashes(folder):
        verified_path(folder, file)
    try:
        with numpy_matrices():
            return spacy.load(folder)
    except (OSError, ValueError) as error:
        raise ModelFileError(f"the pipeline in {folder} cannot be read: {error}; reinstall feedback-nlp") from error


def _installed(name: str) -> Language:
    try:
        with numpy_matrices():
            nlp = spacy.load(name)
    except OSError as error:
        raise ConfigurationError(
            f"there is no spaCy pipeline {name!r}; install it, or set extract.pipeline to 'default'"
        ) from error
    needed = {"token.dep": "dependencies", "token.tag": "tags"}
    assigned = {attribute for pipe in nlp.pipe_names for attribute in nlp.get_pipe_meta(pipe).assigns}
    missing = [word for attribute, word in needed.items() if attribute not in assigned]
    if missing:
        raise ConfigurationError(f"the spaCy pipeline {name!r} sets no {' and no '.join(missing)}; choose another")
    if "token_encoder" not in nlp.pipe_names:
        nlp.add_pipe("token_encoder", first=True)
    return nlp
