"""Which names of a GeoNames row are worth matching in English text, and how they are called in English.

Knows nothing of files. GeoNames mixes exonyms with romanisations of other scripts and airport codes; only what a person
may write in Latin script is kept.
"""

from __future__ import annotations

import re
from enum import IntEnum

from feedback_nlp.places.fold import WORD, fold, spellings
from feedback_nlp.places.lexicon import name_openers

_LATIN = re.compile(r"(?:['’](?:s|t)[- ])?[A-ZÀ-ÖØ-ÞĀ-ȟḀ-ỿ][A-Za-zÀ-ÖØ-öø-ȟḀ-ỿ .'’/-]*")
_CODE = re.compile(r"[A-Z]{2,4}")
_SOFT_SIGN = re.compile(r"(?<=[^\W\d_]{3})['’ʼ]|(?<!^)['’ʼ](?=[bcdfgjklmnpqrstvwxz\s]|$)|^[^\W\d_]{2}['’ʼ]")
_OTHER_SCRIPT = re.compile(
    r"\b(?:Lungsod|osh|khot|shaary|shi|on[ -]the|City of|Commune|Comune|Gemeente|Stadt|Municipality)\b"
)
_LINK = re.compile(
    r"\s(?:sur|sous|en|lès|les|de|do|da|dos|del|della|delle|degli|dei|di|am|an|im|in|bei|ob|op|aan|upon|on|"
    r"nad|pod|pri|na|u|of|vor|unter|a)(?:\s.+)$|-(?:sur|sous|en|lès|les|de|op|aan|an|am|upon|on)-.+$"
)
_BRACKET = re.compile(r"\s*\([^)]*\)$")
_ADJECTIVE = re.compile(r"\s\w+(?:ski|cki|ska|cka|skie|ckie|ská|cká|ské|cké|ský|cký)$")
_MIN_LETTERS = 3
_MAX_WORDS = 5
_MIN_SHORT = 4


class Kind(IntEnum):
    """How a name belongs to its place; lower outranks higher."""

    PRIMARY = 0
    SHORT = 1
    ALTERNATE = 2


def english_name(name: str, country: str) -> str:
    """Return a GeoNames main name as English texts write it.

    Args:
        name: Main name of the row.
        country: ISO 3166-1 alpha-2 code.

    Returns:
        The name with comma-below letters in Romanian, without stress marks in Greek, with `a` for `ŭ` in Bulgarian.
    """
    if country in {"RO", "MD"}:
        return name.translate(str.maketrans("şţŞŢ", "șțȘȚ"))
    if country in {"GR", "CY"}:
        return name.translate(str.maketrans("áéíóúýÁÉÍÓÚÝ", "aeiouyAEIOUY"))
    if country == "BG":
        return name.translate(str.maketrans("ŭŬ", "aA"))
    return name


def is_matchable(name: str) -> bool:
    """Return whether an alternate name is one that a person may write in Latin script."""
    if not _LATIN.fullmatch(name) or _OTHER_SCRIPT.search(name) or _SOFT_SIGN.search(name):
        return False
    if _CODE.fullmatch(name):
        return False
    words = WORD.findall(name)
    return len(words) <= _MAX_WORDS and sum(map(len, words)) >= _MIN_LETTERS


def short_form(name: str) -> str | None:
    """Return what people call a place of a long name, such as `Esslingen` for `Esslingen am Neckar`.

    Args:
        name: Main name.

    Returns:
        The part before the linking word, the bracket or the hyphen, or None where that part is generic or too short.
    """
    short = _ADJECTIVE.sub("", _LINK.sub("", _BRACKET.sub("", name)))
    if short == name and name.count("-") == 1 and " " not in name:
        short = name.partition("-")[0]
    folded = fold(short)
    if short == name or len(folded) < _MIN_SHORT or folded.split()[-1] in name_openers():
        return None
    return short


def name_forms(name: str, english: str, alternates: tuple[str, ...], *, with_short: bool) -> dict[str, Kind]:
    """Return every folded form of a place's names with the best kind that it has.

    Args:
        name: GeoNames main name.
        english: Usual English name.
        alternates: Alternate names as GeoNames lists them.
        with_short: Whether short forms of the main name count too.

    Returns:
        Folded form → kind.
    """
    forms: dict[str, Kind] = {}
    primary = [english, name, *(part for part in re.split(r"\s?/\s?", name) if part != name)]
    for written in primary:
        for form in spellings(written):
            forms.setdefault(form, Kind.PRIMARY)
    usable = [written for written in sorted(alternates) if is_matchable(written)]
    shortened = [short_form(written) for written in (english, name)] if with_short else []
    further = [short_form(written) for written in usable] if with_short else []
    for written_as, kind in ((shortened, Kind.SHORT), (usable, Kind.ALTERNATE), (further, Kind.ALTERNATE)):
        for written in filter(None, written_as):
            for form in spellings(written):
                forms.setdefault(form, kind)
    return forms
