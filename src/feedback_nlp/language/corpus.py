"""Training examples from treebanks: sentences grouped into texts, some of them roughened.

Knows nothing of training. Testimonials are several sentences long and typed in a hurry, so sentences are learned in
groups, and a share of the groups loses capitals, final stops or diacritics, or gains line breaks. Importing this
module registers the reader `feedback_nlp.TreebankCorpus.v1`.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from spacy import registry
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example, biluo_tags_to_spans
from spacy.vocab import Vocab

from feedback_nlp.language.components import TokenEncoder
from feedback_nlp.language.treebank import Sentence, Word, read_treebank

LARGEST_GROUP = 8
ENCODE_BATCH = 256
MOST = 0.7


class TreebankCorpus:
    """Examples with encoded predicted docs, made once and kept; each pass comes in another order."""

    def __init__(self, *, paths: Sequence[Path], variants: int, limit: int, seed: int) -> None:
        """Describe a corpus.

        Args:
            paths: Treebank files.
            variants: Passes over the treebanks with other groups; the first is plain, the rest are roughened.
            limit: Examples of each treebank and variant, 0 for all.
            seed: Seed of grouping, roughening and order.
        """
        self._paths, self._variants, self._limit, self._seed = paths, variants, limit, seed
        self._docs: list[Doc] = []
        self._passes = 0

    def __call__(self, nlp: Language) -> Iterator[Example]:
        """Yield the examples."""
        if not self._docs:
            self._docs = self._encoded(nlp)
        order = random.Random(self._seed + self._passes)  # noqa: S311
        self._passes += 1
        for doc in order.sample(self._docs, len(self._docs)):
            yield example_of(doc)

    def _encoded(self, nlp: Language) -> list[Doc]:
        docs = [doc for path in self._paths for doc in self._made(nlp.vocab, path)]
        encoder: TokenEncoder = nlp.get_pipe("token_encoder")
        for doc in encoder.pipe(docs, batch_size=ENCODE_BATCH):
            # Half precision halves the memory; the wordpieces are not needed here.
            doc._.token_vectors = doc._.token_vectors.astype("float16")
            doc._.token_states = None
        return docs

    def _made(self, vocab: Vocab, path: Path) -> Iterator[Doc]:
        sentences = read_treebank(path)
        for variant in range(self._variants):
            source = random.Random(f"{self._seed}-{path.name}-{variant}")  # noqa: S311
            groups = list(grouped(sentences, source=source))
            if self._limit:
                groups = source.sample(groups, min(self._limit, len(groups)))
            for group in groups:
                yield doc_of(roughened(group, source=source) if variant else group, vocab=vocab)


def example_of(doc: Doc) -> Example:
    """Return an example whose predicted doc has the words and states of the reference, and nothing else."""
    predicted = Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
    predicted._.token_vectors = doc._.token_vectors
    return Example(predicted, doc)


def grouped(sentences: Iterable[Sentence], *, source: random.Random) -> Iterator[list[Sentence]]:
    """Yield runs of 1 to 8 consecutive sentences that do not cross documents."""
    group: list[Sentence] = []
    size = source.randint(1, LARGEST_GROUP)
    for sentence in sentences:
        if group and (sentence.opens_document or len(group) >= size):
            yield group
            group, size = [], source.randint(1, LARGEST_GROUP)
        group.append(sentence)
    if group:
        yield group


def roughened(group: list[Sentence], *, source: random.Random) -> list[Sentence]:
    """Return sentences as someone in a hurry might have typed them; the analysis stays."""
    (way,) = source.choices(list(_WAYS), weights=list(_WAYS.values()))
    return [way(sentence, source) for sentence in group]


def _as_is(sentence: Sentence, _: random.Random) -> Sentence:
    return sentence


def _lower_case(sentence: Sentence, _: random.Random) -> Sentence:
    return _respelt(sentence, str.lower)


def _plain_letters(sentence: Sentence, _: random.Random) -> Sentence:
    return _respelt(sentence, _without_marks)


def _respelt(sentence: Sentence, spell: Callable[[str], str]) -> Sentence:
    return replace(sentence, words=tuple(replace(word, form=spell(word.form)) for word in sentence.words))


def _uncapitalised(sentence: Sentence, _: random.Random) -> Sentence:
    first, *rest = sentence.words
    return replace(sentence, words=(replace(first, form=first.form[:1].lower() + first.form[1:]), *rest))


def _without_marks(form: str) -> str:
    decomposed = unicodedata.normalize("NFKD", form.replace("’", "'").replace("“", '"').replace("”", '"'))
    return "".join(char for char in decomposed if not unicodedata.combining(char)) or form


def _without_final_stop(sentence: Sentence, source: random.Random) -> Sentence:
    *words, last = sentence.words
    if source.random() > MOST or not words or last.form != "." or any(word.head == len(words) for word in words):
        return sentence
    words[-1] = replace(words[-1], space=True)
    return replace(sentence, words=tuple(words))


def _with_break(sentence: Sentence, source: random.Random) -> Sentence:
    """Return the sentence with a line break after a random word, and one after its end."""
    words = list(sentence.words)
    words.append(_line_break(head=len(words) - 1, text=source.choice(["\n", "\n\n"])))
    at = source.randrange(len(words))
    if words[at].space and at < len(words) - 2 and source.random() > MOST:
        words = [replace(word, head=word.head + (word.head > at)) for word in words]
        words.insert(at + 1, _line_break(head=at, text="\n"))
    return replace(sentence, words=tuple(words))


def _line_break(*, head: int, text: str) -> Word:
    return Word(text, text, "SPACE", "_SP", "", head, "dep", space=False)


# Ways of roughening, with their weights.
_WAYS = {
    _as_is: 38,
    _lower_case: 15,
    _uncapitalised: 10,
    _without_final_stop: 15,
    _plain_letters: 7,
    _with_break: 15,
}


def doc_of(sentences: Sequence[Sentence], *, vocab: Vocab) -> Doc:
    """Return a doc with the gold analysis of some sentences."""
    words: list[Word] = []
    heads: list[int] = []
    for sentence in sentences:
        heads += [len(words) + word.head for word in sentence.words]
        words += sentence.words
    doc = Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.dep for word in words],
    )
    if all(sentence.has_entities for sentence in sentences):
        doc.set_ents(biluo_tags_to_spans(doc, _entity_tags(words)), default="outside")
    return doc


def _entity_tags(words: Sequence[Word]) -> list[str]:
    """Return BILUO tags of the runs of words with the same label."""
    labels = ["", *(word.entity for word in words), ""]
    tags = []
    for before, label, after in zip(labels, labels[1:], labels[2:], strict=False):
        place = {(True, True): "I", (False, True): "B", (True, False): "L", (False, False): "U"}
        tags.append(f"{place[before == label, after == label]}-{label}" if label else "O")
    return tags


def make_corpus(
    *, paths: list[str], variants: int = 1, limit: int = 0, seed: int = 0
) -> Callable[[Language], Iterator[Example]]:
    """Return a corpus reader for a training configuration; see `TreebankCorpus`."""
    return TreebankCorpus(paths=[Path(path) for path in paths], variants=variants, limit=limit, seed=seed)


registry.readers.register("feedback_nlp.TreebankCorpus.v1", func=make_corpus)
