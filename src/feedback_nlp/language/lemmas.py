"""Lemmas from tables that are learned from treebanks.

Knows nothing of training loops. A form with its Penn tag is looked up; an unseen one takes the change of ending that
its longest known ending takes most often. Importing this module registers the component `lemma_tables`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from feedback_nlp.language.treebank import Sentence

LONGEST_ENDING = 5
MIN_FORMS = 2
NAME_TAGS = frozenset({"NNP", "NNPS"})
FILE = "lemmas.json"

Change = tuple[int, str]


class LemmaTables:
    """Assigns `token.lemma` from the form and `token.tag`.

    Attributes:
        forms: Tag → lower-cased form → lemma, where the endings alone would be wrong.
        endings: Tag → ending → letters to cut off and letters to add.
    """

    def __init__(self) -> None:
        """Start with empty tables, which leave every form as it is, in lower case."""
        self.forms: dict[str, dict[str, str]] = {}
        self.endings: dict[str, dict[str, Change]] = {}

    def learn(self, sentences: Iterable[Sentence]) -> None:
        """Replace the tables by those of some sentences."""
        seen = _lemmas(sentences)
        self.forms = {}
        self.endings = {tag: _endings(lemmas) for tag, lemmas in sorted(seen.items())}
        for tag, lemmas in sorted(seen.items()):
            wrong = {form: lemma for form, lemma in sorted(lemmas.items()) if self.lemma(form, tag) != lemma}
            self.forms[tag] = wrong

    def lemma(self, form: str, tag: str) -> str:
        """Return the lemma of a form; a name is its own lemma."""
        if tag in NAME_TAGS or not form.strip():
            return form
        lower = form.lower()
        known = self.forms.get(tag, {}).get(lower)
        if known is not None:
            return known
        endings = self.endings.get(tag, {})
        for size in range(min(LONGEST_ENDING, len(lower) - 1), -1, -1):
            change = endings.get(lower[len(lower) - size :])
            if change is not None:
                return lower[: len(lower) - change[0]] + change[1]
        return lower

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a doc."""
        for token, lemma in zip(doc, self.lemmas(doc), strict=True):
            token.lemma_ = lemma
        return doc

    def lemmas(self, doc: Doc) -> list[str]:
        """Return the lemma of each token, without touching the doc."""
        return [self.lemma(token.text, token.tag_) for token in doc]

    def score(self, examples: Iterable[Example], **options: object) -> dict[str, float]:
        """Return `lemma_acc`, the share of tokens with the right lemma."""
        scores: dict[str, float] = Scorer.score_token_attr(examples, "lemma", **options)
        return scores

    def to_disk(self, path: Path, **_: object) -> None:
        """Write the tables into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        content = {"forms": self.forms, "endings": self.endings}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0)
        (Path(path) / FILE).write_text(text, encoding="utf-8")

    def from_disk(self, path: Path, **_: object) -> LemmaTables:
        """Read the tables from a folder."""
        content = json.loads((Path(path) / FILE).read_text(encoding="utf-8"))
        self.forms = content["forms"]
        self.endings = {
            tag: {ending: (int(cut), str(add)) for ending, (cut, add) in changes.items()}
            for tag, changes in content["endings"].items()
        }
        return self


def _lemmas(sentences: Iterable[Sentence]) -> dict[str, dict[str, str]]:
    """Return tag → form → its most frequent lemma."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for sentence in sentences:
        for word in sentence.words:
            if word.tag not in NAME_TAGS:
                counts[word.tag][word.form.lower()][word.lemma] += 1
    return {
        tag: {form: min(lemmas, key=lambda lemma: (-lemmas[lemma], lemma)) for form, lemmas in forms.items()}
        for tag, forms in counts.items()
    }


def _endings(lemmas: dict[str, str]) -> dict[str, Change]:
    """Return the most frequent change of each ending, without those that a shorter ending implies."""
    votes: dict[str, Counter[Change]] = defaultdict(Counter)
    for form, lemma in lemmas.items():
        kept = _shared_start(form, lemma.lower())
        change = (len(form) - kept, lemma.lower()[kept:])
        for size in range(min(LONGEST_ENDING, len(form) - 1) + 1):
            # A change longer than the ending that asks for it does not generalise.
            if change[0] <= size:
                votes[form[len(form) - size :]][change] += 1
    endings: dict[str, Change] = {}
    for ending in sorted(votes, key=lambda text: (len(text), text)):
        change, count = min(votes[ending].items(), key=lambda vote: (-vote[1], vote[0]))
        implied = next((endings[ending[i:]] for i in range(1, len(ending) + 1) if ending[i:] in endings), None)
        if count >= MIN_FORMS and change != implied:
            endings[ending] = change
    return endings


def _shared_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _make_lemma_tables(nlp: Language, name: str) -> LemmaTables:
    del nlp, name
    return LemmaTables()


Language.factory("lemma_tables", assigns=["token.lemma"], requires=["token.tag"], func=_make_lemma_tables)
