"""What stands to the left and to the right of a name.

Knows nothing of the name itself. Each function yields the names of the features that hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedback_nlp.extract.cities.cues import is_cue
from feedback_nlp.extract.cities.tokens import Tokens
from feedback_nlp.places import country_names, demonyms
from feedback_nlp.places.countries import code_in_text, region_countries
from feedback_nlp.places.lexicon import first_names, surnames

LOCATIVE = frozenset({"in", "from", "near", "around", "outside", "through", "at"})
_PREPOSITION = frozenset({"to", "with", "by", "of", "between", "like", "for", "on", "than", "about", "across", "as"})
_DETERMINER = frozenset({"a", "an", "the", "this", "that", "our", "their", "his", "her", "my", "your", "its", "each"})
_PRONOUN = frozenset({"i", "we", "you", "he", "she", "they", "it", "to", "will", "can", "would", "should", "may"})
_STREET = frozenset({"street", "via", "rue", "rua", "calle", "piazza", "plaza", "place", "strada", "ulica", "avenue"})
_HYPHEN = frozenset({"-", "–"})
_POSSESSIVE = frozenset({"'s", "’s"})
_CITY_VERB = frozenset(
    {"has", "have", "is", "was", "showed", "uses", "does", "did", "had", "are", "explained", "presented"}
)
_NO_NOUN = frozenset(
    {"", ",", ".", ";", ":", "!", "?", ")", "and", "or", "of", "in", "is", "was", "has", "which", "that", "at"}
)
_DASH = frozenset({"-", "–", "—"})
_LONGEST_ACRONYM, _YEAR_DIGITS, _DATELINE = 4, 4, 4


def left_features(tokens: Tokens, first: int) -> Iterator[str]:
    """Yield what stands to the left of the token at `first`."""
    word, before = tokens.word(first - 1), tokens.word(first - 2)
    kinds = (
        ("after locative", word in LOCATIVE and not tokens.is_capitalised(first - 1)),
        ("begins with locative", word in LOCATIVE and tokens.is_capitalised(first - 1)),
        ("after preposition", word in _PREPOSITION),
        ("after determiner", word in _DETERMINER),
        ("after the", word == "the"),
        ("after pronoun", word in _PRONOUN),
        ("after hyphen", word in _HYPHEN and tokens.ends[first - 1] == tokens.starts[first]),
        ("after apostrophe", word in {"'", "’"} and tokens.ends[first - 1] == tokens.starts[first]),
        ("after demonym", word in demonyms()),
        ("after frame", is_cue(word, "frame") or word in {"downtown", "central"}),
        ("after street", word in _STREET and (word != "via" or tokens.is_capitalised(first - 1))),
        ("after visit", is_cue(word, "visit") or (word in LOCATIVE | _PREPOSITION and is_cue(before, "visit"))),
        ("after comma", word == ","),
        ("after bracket", word == "("),
        ("after quote", word in {'"', "“", "„", "«", "‘"}),
        ("after number", word.isdigit()),
        ("after water", word in {"river", "lake", "rivers", "creek", "fjord", "mount"}),
    )
    yield from (name for name, holds in kinds if holds)
    yield from _of_features(tokens, first)
    yield from _capital_before(tokens, first)


def _of_features(tokens: Tokens, first: int) -> Iterator[str]:
    if tokens.word(first - 1) not in {"of", "de", "di", "del"}:
        return
    head, whole = tokens.word(first - 2), f"{tokens.word(first - 3)} {tokens.word(first - 2)}"
    if is_cue(head, "frame") or is_cue(whole, "frame"):
        yield "frame of"
    elif is_cue(head, "borrowed") or is_cue(head, "prefix"):
        yield "borrowed of"
        if tokens.is_capitalised(first - 2):
            yield "borrowed of capital"


def _capital_before(tokens: Tokens, first: int) -> Iterator[str]:
    word, written = tokens.word(first - 1), tokens.written(first - 1)
    if is_cue(word, "title") or (word == "." and is_cue(tokens.word(first - 2), "title")):
        yield "after title"
    if not tokens.is_capitalised(first - 1) or word in demonyms():
        return
    if word in first_names():
        yield "after first name"
    if is_cue(word, "prefix"):
        yield "after prefix"
    if written.isupper() and 1 < len(written) <= _LONGEST_ACRONYM and not tokens.shouted_around(first - 1):
        yield "after acronym"
    if not tokens.begins_sentence(first - 1) and word not in LOCATIVE:
        yield "after capital"


def right_features(tokens: Tokens, last: int) -> Iterator[str]:
    """Yield what stands to the right of the token at `last`."""
    word, after = tokens.word(last + 1), tokens.word(last + 2)
    possessive = word in _POSSESSIVE
    capital = tokens.is_capitalised(last + 1)
    hyphen = word in _HYPHEN and tokens.starts[last + 1] == tokens.ends[last]
    kinds = (
        ("before possessive", possessive),
        ("before apostrophe", word in {"'", "’"}),
        ("before speech", is_cue(word, "speech") or (word == "," and is_cue(after, "speech"))),
        ("before country", word in {",", "("} and country_at(tokens, last + 2) is not None),
        ("before gloss", word == "(" and country_at(tokens, last + 2) is None),
        ("before capital", capital),
        ("before surname", capital and word in surnames()),
        ("before initial", capital and len(word) == 1),
        ("before hyphen capital", hyphen and tokens.is_capitalised(last + 2)),
        ("before hyphen", hyphen and not tokens.is_capitalised(last + 2)),
        ("before colon", word == ":"),
        ("before dash", word in _HYPHEN and not hyphen),
        ("before city verb", word in _CITY_VERB),
        ("before number", word.isdigit()),
        ("before year", len(word) == _YEAR_DIGITS and word.isdigit() and word.startswith("20")),
        ("before of capital", word in {"of", "de", "di", "der"} and tokens.is_capitalised(last + 2)),
        ("dateline", _is_dateline(tokens, last)),
        ("before score", word.isdigit() and after in _HYPHEN | {":"}),
        ("before comma", word == ","),
        ("before no noun", word in _NO_NOUN),
    )
    yield from (name for name, holds in kinds if holds)
    yield from _noun_features(tokens, last + 2 if possessive else last + 1, suffix=" of it" if possessive else "")


def country_at(tokens: Tokens, index: int) -> str | None:
    """Return the country whose name, code or region begins at an index, as ISO code, None if there is none."""
    word = tokens.word(index)
    pair = f"{word} {tokens.word(index + 1)}"
    names, regions = country_names(), region_countries()
    found = names.get(pair) or regions.get(pair) or names.get(word) or regions.get(word)
    return found or code_in_text(tokens.written(index))


def _is_dateline(tokens: Tokens, last: int) -> bool:
    """`PARIS (Reuters) -`, `Paris, 3 May –`: a bracket or a comma, few words, and then a dash."""
    if tokens.word(last + 1) not in {"(", ","}:
        return False
    return any(tokens.word(i) in _DASH for i in range(last + 3, last + 3 + _DATELINE))


def _noun_features(tokens: Tokens, position: int, *, suffix: str) -> Iterator[str]:
    word = tokens.word(position)
    pair = f"{word} {tokens.word(position + 1)}"
    case = " capital" if tokens.is_capitalised(position) else ""
    for cue_class in ("administration", "organisation", "region", "company", "matter", "sport", "product"):
        if is_cue(word, cue_class) or is_cue(pair, cue_class):
            yield f"before {cue_class}{case}{suffix}"
    if not case:
        return
    for offset in (1, 2, 3):
        if not tokens.is_capitalised(position + offset):
            continue
        farther = tokens.word(position + offset)
        if is_cue(farther, "organisation") or is_cue(farther, "region"):
            yield f"farther organisation{suffix}"
            return
        if is_cue(farther, "administration"):
            yield f"farther administration{suffix}"
            return
