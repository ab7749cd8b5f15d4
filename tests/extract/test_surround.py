"""What is put around measures for training."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.extract.training.surround import LONGEST_ASIDE, asides, with_adjuncts, with_aside

ROW = {
    "learner": "Tartu, Estonia",
    "text": "Lahti plants hedges. Mowing verges less often, too, is a good idea there",
    "cities": [{"start": 0, "end": 5, "text": "Lahti", "name": "Lahti", "country": "FI"}],
    "measures": [
        {"start": 6, "end": 19, "text": "plants hedges"},
        {"start": 21, "end": 45, "text": "Mowing verges less often"},
    ],
    "themes": ["nature-based-solutions"],
    "transfers": [],
}
ASIDE = {
    "text": "In Turku we talked about money. ",
    "cities": [{"start": 3, "end": 8, "text": "Turku", "name": "Turku", "country": "FI"}],
    "measures": [],
    "themes": ["financing"],
}


@given(st.integers(0, 10_000))
def test_adjuncts_stand_outside_measures(seed: int) -> None:
    """Measures and cities keep their words, whatever stands behind them, and nothing of the text is lost."""
    changed = with_adjuncts(ROW, Random(seed))  # noqa: S311 -- not cryptographic
    for name in ("cities", "measures"):
        assert [span["text"] for span in changed[name]] == [span["text"] for span in ROW[name]]
        assert all(changed["text"][span["start"] : span["end"]] == span["text"] for span in changed[name])
    assert "{" not in changed["text"]
    rest = iter(changed["text"])
    assert all(character in rest for character in ROW["text"])


def test_some_measures_get_an_adjunct() -> None:
    """Over many draws, some texts grow and some do not."""
    lengths = {len(with_adjuncts(ROW, Random(seed))["text"]) for seed in range(60)}  # noqa: S311
    assert len(ROW["text"]) in lengths
    assert len(lengths) > 1


def test_an_aside_comes_first_and_lends_its_themes() -> None:
    """Spans move behind it; neither of the two testimonials is written into."""
    joined = with_aside(ROW, ASIDE)
    assert joined["text"].startswith("In Turku we talked about money. Lahti plants")
    for span in (*joined["cities"], *joined["measures"]):
        assert joined["text"][span["start"] : span["end"]] == span["text"]
    assert joined["themes"] == ["financing", "nature-based-solutions"]
    assert ROW["cities"][0]["start"] == 0


def test_asides_are_short_testimonials_without_measures() -> None:
    """Neither a testimonial with measures nor an empty or a long one is an aside."""
    long = {**ASIDE, "text": "x" * (LONGEST_ASIDE + 1)}
    assert asides([ROW, ASIDE, long, {**ASIDE, "text": ""}]) == [ASIDE]
