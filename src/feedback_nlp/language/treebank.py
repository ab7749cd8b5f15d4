"""Universal Dependencies treebanks in CoNLL-U, as records.

Knows nothing of spaCy. Reads words, spacing, tags, features, lemmas, trees and paragraph borders, and the named
entities of GUM where they are annotated.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from feedback_nlp.errors import InputFormatError, InputNotFoundError

COLUMNS = 10
ENTITY_LABELS = {"person": "PERSON", "organization": "ORG", "place": "PLACE"}
_OPENING_OR_CLOSING = re.compile(r"\((?P<opens>\d+)-(?P<kind>[a-z]+)[^()]*(?P<alone>\))?|(?P<closes>\d+)\)")


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word.

    Attributes:
        form: As written.
        lemma: Dictionary form.
        pos: Universal part of speech.
        tag: Penn Treebank tag.
        morph: Features such as `Number=Sing|Person=3`; empty if none.
        head: Index of the head in the sentence; its own index for the root.
        dep: Universal dependency relation.
        space: Whether a space follows.
        entity: `PERSON`, `ORG` or `PLACE` for a word of such a name; empty otherwise.
    """

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A tree.

    Attributes:
        words: Its words.
        opens_document: Whether a document begins here.
        opens_paragraph: Whether a paragraph begins here.
        has_entities: Whether the treebank annotates names.
    """

    words: tuple[Word, ...]
    opens_document: bool
    opens_paragraph: bool
    has_entities: bool


@dataclass(slots=True)
class _Block:
    comments: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def read_treebank(path: Path) -> list[Sentence]:
    """Return the sentences of a CoNLL-U file.

    Args:
        path: `.conllu` or `.conllu.gz`.

    Raises:
        InputNotFoundError: If there is no such file.
        InputFormatError: If a line has not ten columns, or a head is no number.
    """
    if not path.is_file():
        raise InputNotFoundError(f"there is no treebank {path}; name a .conllu or .conllu.gz file")
    has_entities, sentences = False, []
    for block in _blocks(path):
        has_entities = has_entities or any(line.startswith("# global.Entity") for line in block.comments)
        sentences.append(_sentence(block, has_entities))
    return sentences


def _blocks(path: Path) -> Iterator[_Block]:
    opener = gzip.open if path.suffix == ".gz" else open
    block = _Block()
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, raw in enumerate(lines, start=1):
            line = str(raw).rstrip("\n")
            if line.startswith("#"):
                block.comments.append(line)
            elif line:
                row = line.split("\t")
                if len(row) != COLUMNS:
                    raise InputFormatError(f"{path}, line {number}: {len(row)} columns, expected {COLUMNS} (CoNLL-U)")
                block.rows.append(row)
            elif block.rows:
                yield block
                block = _Block()
    if block.rows:
        yield block


def _sentence(block: _Block, has_entities: bool) -> Sentence:
    rows = [row for row in block.rows if row[0].isdigit()]
    spaced = _spacing(block.rows)
    words = tuple(_word(row, index, spaced[index]) for index, row in enumerate(rows))
    if has_entities:
        words = _with_entities(words, [row[9] for row in rows])
    opens = any(line.startswith("# newdoc") for line in block.comments)
    paragraph = opens or any(
        line.startswith(("# newpar id", "# newpar\n")) or line == "# newpar" for line in block.comments
    )
    return Sentence(words, opens, paragraph, has_entities)


def _spacing(rows: list[list[str]]) -> list[bool]:
    """Return for each word whether a space follows; within a contraction none does."""
    spaces: list[bool] = []
    contraction_end, contraction_space = 0, True
    for row in rows:
        space = "SpaceAfter=No" not in row[9].split("|")
        if "-" in row[0]:
            contraction_end, contraction_space = int(row[0].split("-")[1]), space
        elif row[0].isdigit():
            number = int(row[0])
            spaces.append(space if number > contraction_end else contraction_space and number == contraction_end)
    return spaces


def _word(row: list[str], index: int, space: bool) -> Word:
    _, form, lemma, pos, tag, morph, head, dep, _, _ = row
    if not head.isdigit():
        raise InputFormatError(f"the head {head!r} of the word {form!r} is no number; the treebank needs trees")
    place = index if head == "0" else int(head) - 1
    dep = "ROOT" if head == "0" else dep
    morph = "" if morph == "_" else morph
    return Word(form, form if lemma == "_" else lemma, pos, tag, morph, place, dep, space)


def _with_entities(words: tuple[Word, ...], notes: list[str]) -> tuple[Word, ...]:
    """Label the proper nouns of each mention with its kind; the innermost mention counts."""
    labels = [""] * len(words)
    # Outer mentions come first, so that inner ones overwrite them.
    for start, stop, kind in sorted(_mentions(notes), key=lambda mention: mention[0] - mention[1]):
        for index in range(start, stop):
            labels[index] = ENTITY_LABELS.get(kind, "")
    return tuple(
        replace(word, entity=label if word.pos == "PROPN" else "") for word, label in zip(words, labels, strict=True)
    )


def _mentions(notes: list[str]) -> Iterator[tuple[int, int, str]]:
    opened: dict[str, list[tuple[int, str]]] = {}
    for index, note in enumerate(notes):
        value = next((part[7:] for part in note.split("|") if part.startswith("Entity=")), "")
        for match in _OPENING_OR_CLOSING.finditer(value):
            if match["alone"]:
                yield index, index + 1, match["kind"]
            elif match["opens"]:
                opened.setdefault(match["opens"], []).append((index, match["kind"]))
            elif opened.get(match["closes"]):
                start, kind = opened[match["closes"]].pop()
                yield start, index + 1, kind
