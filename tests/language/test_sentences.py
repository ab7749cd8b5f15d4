"""Sentences by rule."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.language import split_sentences
from feedback_nlp.language.sentences import LONGEST


def sentences(text: str) -> list[str]:
    """The sentences of one text."""
    return [text[start:stop] for start, stop in next(split_sentences([text]))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We went. We saw.", ["We went.", "We saw."]),
        ("we liked it. we will copy it", ["we liked it.", "we will copy it"]),
        ("Great! we start now", ["Great!", "we start now"]),
        ("It rained.We left.", ["It rained.", "We left."]),
        ("Great 🎉 We go on", ["Great 🎉", "We go on"]),
        ("1. Plant trees\n2. Count bikes", ["Plant trees", "Count bikes"]),
        ("- trees\n- bikes and buses\n\nMore later", ["trees", "bikes and buses", "More later"]),
        ("a) heat\nb) rain", ["heat", "rain"]),
        ("• buses • trams", ["buses", "trams"]),
        ("Benefits:\ncleaner air", ["Benefits:", "cleaner air"]),
        ("Heading\nText follows here.", ["Heading", "Text follows here."]),
        ("Yes… Then we left.", ["Yes…", "Then we left."]),
        ("No. It is fine.", ["No.", "It is fine."]),
        ("In 2025. 30 towns joined.", ["In 2025.", "30 towns joined."]),
        ("He called it “done.” We agreed.", ["He called it “done.”", "We agreed."]),
        ("One.\r\nTwo.", ["One.", "Two."]),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    """Sentences end where readers would end them, however they are typed; list marks are left out."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Green of St. Gallen spoke about approx. 40 parks.",
        "The city, i.e. its park office, plants trees, hedges, etc. every year.",
        "J. Smith agreed.",
        "It costs 3.5 million.",
        "See www.Example.com for more.",
        "Wait… what a day.",
        "We saw the U.S. pavilion.",
        "He said “Stop!” and left.",
        "A line that is wrapped by the mail program after about seventy letters\nand goes on in the next.",
        "That was in Sect. 5 (see p. 5) of Vol. 2.",
    ],
)
def test_keep(text: str) -> None:
    """Abbreviations, initials, numbers, addresses, pauses and wrapped lines end nothing."""
    assert sentences(text) == [text]


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u00a0"])
def test_nothing(text: str) -> None:
    """A text without a visible character has no sentence."""
    assert sentences(text) == []


@given(st.text(alphabet=st.sampled_from("aB1 .!?…\n\r-•,()\"'🎉e.g"), max_size=200) | st.text(max_size=200))
def test_law(text: str) -> None:
    """Spans ascend without overlap, are trimmed, and leave out nothing but list marks and white space."""
    spans = next(split_sentences([text]))
    assert all(text[start:stop] == text[start:stop].strip() != "" for start, stop in spans)
    borders = [border for span in spans for border in span]
    assert borders == sorted(borders)
    covered = {at for start, stop in spans for at in range(start, stop)}
    left = [char for at, char in enumerate(text) if at not in covered and char.isalpha()]
    assert len(left) <= sum(text.count(mark) for mark in (")", "("))


@pytest.mark.parametrize("unit", ["word ", "x", "e.g. ", "Fine, ", "We went. ", ".\n"])
def test_long_text(unit: str) -> None:
    """100,000 characters of anything are cut into pieces of at most 1,000, in little time."""
    text = unit * (100_000 // len(unit))
    begun = time.perf_counter()
    spans = next(split_sentences([text]))
    assert time.perf_counter() - begun < 3
    assert max(stop - start for start, stop in spans) <= LONGEST


def test_several_texts() -> None:
    """Each text has its own list, in order."""
    assert list(split_sentences(["A b.", "", "C d. E f."])) == [[(0, 4)], [], [(0, 4), (5, 9)]]
