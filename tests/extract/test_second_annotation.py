"""Second annotations of samples: they are of texts of the corpus, and say how well people agree."""

from pathlib import Path

import pytest

from feedback_nlp.extract import compare, read_rows, table_lines

GOLD = Path(__file__).parents[2] / "data" / "gold"
SECOND = read_rows(GOLD / "second" / "sample.jsonl")
FIRST = [row for path in sorted(GOLD.glob("train_*.jsonl")) for row in read_rows(path)]


def test_a_coding_is_compared_with_its_own_testimonials_alone() -> None:
    """The gold of other texts does not count as missed; a coding agrees with itself."""
    figures = compare(SECOND, SECOND + [row for row in FIRST if row["id"] not in {own["id"] for own in SECOND}])
    assert figures.testimonials == len(SECOND)
    assert figures.measures_strict.f1 == figures.transfers_full.f1 == figures.themes.f1 == 1.0


@pytest.mark.parametrize(
    ("file", "overlap", "strict", "full", "themes"),
    [("ordinary.jsonl", 0.913, 0.879, 0.848, 0.952), ("kinds.jsonl", 0.940, 0.849, 0.896, 0.963)],
)
def test_annotators_agree_on_the_test_part_too(
    file: str, overlap: float, strict: float, full: float, themes: float
) -> None:
    """So it is for ordinary answers, and for messages, forms and testimonials in the manner of the first corpus."""
    figures = compare(read_rows(GOLD / "second" / file), read_rows(GOLD / "test.jsonl"))
    assert figures.testimonials == 120
    assert figures.measures_overlap.f1 == pytest.approx(overlap, abs=5e-4)
    assert figures.measures_strict.f1 == pytest.approx(strict, abs=5e-4)
    assert figures.transfers_full.f1 == pytest.approx(full, abs=5e-4)
    assert figures.themes.f1 == pytest.approx(themes, abs=5e-4)


def test_annotators_agree_better_than_the_extraction_aims() -> None:
    """Labels that two people give alike are labels that can be learned; the figures stand in the data card."""
    figures = compare(SECOND, FIRST)
    assert figures.measures_overlap.f1 == pytest.approx(0.949, abs=5e-4)
    assert figures.measures_strict.f1 == pytest.approx(0.882, abs=5e-4)
    assert figures.transfers_full.f1 == pytest.approx(0.923, abs=5e-4)
    assert figures.themes.f1 == pytest.approx(0.949, abs=5e-4)
    assert "200 testimonials" in next(iter(table_lines(figures)))
