"""Accuracy of a pipeline on a treebank: `python -m feedback_nlp.language.evaluate --treebank FILE.conllu.gz`.

Knows nothing of training. Figures are those of spaCy's scorer, in per cent; attachment leaves out punctuation.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from feedback_nlp.errors import FeedbackNlpError
from feedback_nlp.language.corpus import doc_of
from feedback_nlp.language.pipeline import build_nlp
from feedback_nlp.language.treebank import Sentence, read_treebank

GROUP = 10
FIGURES = {
    "token_f": "tokens F",
    "tag_acc": "tags",
    "pos_acc": "parts of speech",
    "morph_acc": "features",
    "lemma_acc": "lemmas",
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "sents_f": "sentences F",
    "ents_f": "names F",
}


def evaluate(nlp: Language, sentences: Iterable[Sentence], *, own_tokens: bool) -> dict[str, float]:
    """Return the accuracy of a pipeline.

    Args:
        nlp: The pipeline.
        sentences: Sentences of a test treebank; texts of up to ten are formed from them, within documents.
        own_tokens: Whether the pipeline splits the running text into tokens itself; otherwise it is given the
            treebank's tokens, as parsers are usually compared.

    Returns:
        Figure → per cent, higher is better, in the order of `FIGURES`; without those the treebank cannot tell.
    """
    golds = [doc_of(group, vocab=nlp.vocab) for group in _groups(sentences)]
    pairs = [(nlp.make_doc(gold.text) if own_tokens else _untagged(gold), gold) for gold in golds]
    scores = nlp.evaluate([Example(predicted, gold) for predicted, gold in pairs])
    return {label: round(100 * scores[key], 1) for key, label in FIGURES.items() if scores.get(key) is not None}


def _groups(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.opens_document or len(group) == GROUP):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _untagged(gold: Doc) -> Doc:
    return Doc(gold.vocab, words=[token.text for token in gold], spaces=[bool(token.whitespace_) for token in gold])


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, or 2 after printing an error."""
    parser = argparse.ArgumentParser(prog="python -m feedback_nlp.language.evaluate", description=__doc__)
    parser.add_argument(
        "--treebank", type=Path, action="append", required=True, help=".conllu or .conllu.gz; repeatable"
    )
    parser.add_argument("--pipeline", default="default", help="an installed spaCy pipeline or a folder")
    options = parser.parse_args(arguments)
    try:
        nlp = build_nlp(options.pipeline)
        for path in options.treebank:
            sentences = read_treebank(path)
            for own_tokens in (True, False):
                row = {"treebank": path.name, "tokens": "own" if own_tokens else "given"}
                print(json.dumps({**row, **evaluate(nlp, sentences, own_tokens=own_tokens)}))  # noqa: T201
    except FeedbackNlpError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
