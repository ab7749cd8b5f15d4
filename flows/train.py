"""Flow: the language pipeline from treebanks. `python -m flows.train TREEBANKS [TARGET]`."""

from __future__ import annotations

import sys
from pathlib import Path

from prefect import flow, task

from feedback_nlp.language.pipeline import MODEL
from feedback_nlp.language.training import train_pipeline


@task(name="train language pipeline")
def train_language(treebanks: Path, target: Path) -> None:
    """Train on `*_train.conllu.gz`, choose on `*_dev.conllu.gz`, and write the best model with its hashes."""
    train_pipeline(treebanks, target)


@flow(name="train")
def train(treebanks: Path, target: Path = MODEL) -> None:
    """Replace the language pipeline in `target` by one trained from a folder of treebanks."""
    train_language(treebanks, target)


if __name__ == "__main__":
    train(*map(Path, sys.argv[1:3]))
