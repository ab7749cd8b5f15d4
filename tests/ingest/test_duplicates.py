from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.ingest.duplicates import find_repeats

LONG = "We will lend tools in the library from autumn on, and count the loans."


def repeats_of(*answers: tuple[str, str]) -> dict[int, int]:
    """Index of the repeat → index of the first, for pairs of learner and text."""
    found = find_repeats([text for _, text in answers], [learner for learner, _ in answers], likeness=0.93)
    return {index: repeat.of for index, repeat in found.items()}


def test_what_repeats_and_what_does_not() -> None:
    """The same learner's same or nearly same text repeats; another learner's or a different text does not."""
    assert repeats_of(
        ("a", LONG),
        ("a", LONG.upper().replace(",", "")),
        ("a", LONG.replace("autumn", "autum")),
        ("b", LONG),
        ("a", LONG.replace("tools in the library", "bicycles at the stations")),
        ("a", LONG),
    ) == {1: 0, 2: 0, 5: 0}


def test_short_and_unknown() -> None:
    """Short texts and texts of unknown learners repeat only where they are equal."""
    assert repeats_of(("a", "We plan two."), ("a", "We plan ten."), ("", LONG), ("", LONG + " Soon."), ("", LONG)) == {
        4: 2
    }


def test_texts_without_letters_of_any_script_are_compared_as_they_are() -> None:
    """Two different texts of marks alone are not the same."""
    assert repeats_of(("a", "!!"), ("a", "??")) == {}


@given(st.lists(st.tuples(st.sampled_from("ab"), st.text(max_size=20)), max_size=12))
def test_first_of_its_kind_is_kept(answers: list[tuple[str, str]]) -> None:
    """What repeats points back to an earlier answer of the same learner that is itself kept."""
    for index, first in repeats_of(*answers).items():
        assert first < index
        assert answers[first][0] == answers[index][0]
        assert first not in repeats_of(*answers)
