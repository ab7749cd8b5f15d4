"""Trains the language pipeline from treebanks.

Knows nothing of where the result is used. The same treebanks, configuration and versions give the same model.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config, load_model

from feedback_nlp.encoder.files import write_manifest
from feedback_nlp.errors import InputNotFoundError
from feedback_nlp.language import components, corpus, layers, lemmas
from feedback_nlp.language.pipeline import numpy_matrices
from feedback_nlp.language.tokens import adapt_tokenizer
from feedback_nlp.language.treebank import read_treebank

CONFIG = Path(__file__).parent / "config.cfg"
META = {
    "name": "feedback",
    "version": "1.0.0",
    "spacy_version": ">=3.8.7,<3.9.0",
    "description": "English for feedback-nlp, trained on UD English EWT and GUM with token states of all-MiniLM-L6-v2",
    "license": "CC BY-SA 4.0",
    "sources": [
        {
            "name": "UD English EWT",
            "license": "CC BY-SA 4.0",
            "author": "N. Silveira, T. Dozat, C. Manning, and others",
        },
        {"name": "UD English GUM", "license": "CC BY 4.0", "author": "A. Zeldes and the GUM annotators"},
        {"name": "all-MiniLM-L6-v2", "license": "Apache-2.0", "author": "sentence-transformers"},
    ],
}
REGISTERED = (components, corpus, layers, lemmas)


def train_pipeline(
    treebanks: Path, target: Path, *, overrides: Mapping[str, object] | None = None, log: IO[str] = sys.stdout
) -> None:
    """Train a pipeline and write it with its hashes.

    Args:
        treebanks: Folder with `*_train.conllu.gz` and `*_dev.conllu.gz`.
        target: Folder that receives the pipeline.
        overrides: Values that replace those of `config.cfg`, such as `{"training.max_steps": 100}`.
        log: Receives the table of losses and scores.

    Raises:
        InputNotFoundError: If the folder holds no training or no development treebank.
    """
    train, dev = (sorted(str(path) for path in treebanks.glob(f"*_{part}.conllu*")) for part in ("train", "dev"))
    if not train or not dev:
        raise InputNotFoundError(
            f"{treebanks} holds no *_train.conllu.gz or no *_dev.conllu.gz; put the treebanks there"
        )
    values = {"paths.train": train, "paths.dev": dev, **(overrides or {})}
    with numpy_matrices(), TemporaryDirectory() as folder:
        nlp = init_nlp(load_config(CONFIG, overrides=values))
        adapt_tokenizer(nlp)
        sentences = [sentence for path in train for sentence in read_treebank(Path(path))]
        nlp.get_pipe("lemma_tables").learn(sentences)
        train_loop(nlp, Path(folder), stdout=log, stderr=sys.stderr)
        save_pipeline(load_model(Path(folder) / "model-best"), target)


def save_pipeline(nlp: Language, target: Path) -> None:
    """Write a pipeline without the paths it was trained from, and `models.json` with the hashes of its files."""
    nlp.config["paths"] = {**nlp.config["paths"], "train": [], "dev": []}
    nlp.meta.update(META)
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(target)
    meta = target / "meta.json"
    content = {**json.loads(meta.read_text(encoding="utf-8")), "performance": {}}
    meta.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    names = [path.relative_to(target).as_posix() for path in sorted(target.rglob("*")) if path.is_file()]
    write_manifest(target, names)
