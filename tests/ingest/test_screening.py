from __future__ import annotations

import pytest

from feedback_nlp.ingest.screening import consent_of, refusal_of


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("n/a", "no-answer"),
        ("N.A.", "no-answer"),
        ("None.", "no-answer"),
        ("-", "no-answer"),
        ("--", "no-answer"),
        ("...", "no-answer"),
        ("?", "no-answer"),
        ("Keine", "no-answer"),
        ("Néant", "no-answer"),
        ("nothing to add", "no-answer"),
        ("see above", "no-answer"),
        ("n.a. / none / see above", "no-answer"),
        ("-\n-\nn/a", "no-answer"),
        ("none, but we will ask", None),
        ("Open-Ended Response", "no-answer"),
        ('{"ImportId":"QID1_TEXT"}', "not-text"),
        ("123 456", "not-text"),
        ("🙂🙂", "not-text"),
        (":-)", "not-text"),
        ("!!!", "not-text"),
        ("https://example.org/page", "not-text"),
        ("asdf asdf", "not-text"),
        ("aaaaaaa", "not-text"),
        ("Thanks!", "too-short"),
        ("OK", "too-short"),
        ("Great session", None),
        ("Nothing new from Lund, but the heat bonus will help us.", None),
        ("None of it is possible in our town.", None),
        ("No.", "no-answer"),
        ("No money", None),
        ("3 trees planted", None),
        ("Дякуємо за обмін", None),
        ("See https://example.org for our plan", None),
    ],
)
def test_reason_of_a_text(text: str, reason: str | None) -> None:
    """Each text has the reason that its content gives, and testimonials have none."""
    refusal = refusal_of(text, min_words=2)
    assert (refusal.reason if refusal else None) == reason


def test_details_are_for_people() -> None:
    """The detail shows the text, cut to one line's length."""
    refusal = refusal_of("1 2 3 " * 40, min_words=2)
    assert refusal is not None
    assert "1 2 3" in refusal.detail
    assert len(refusal.detail) < 100


@pytest.mark.parametrize(
    ("stated", "consent"),
    [
        ("publish", "publish"),
        ("Yes", "publish"),
        ("Yes, you may quote it", "publish"),
        ("I agree that my answer is published without my name", "publish"),
        ("Anonymous", "publish"),
        ("Public", "publish"),
        ("No objection", "publish"),
        ("true", "publish"),
        ("aggregate", "aggregate"),
        ("Only in aggregated form", "aggregate"),
        ("Yes, but only for statistics", "aggregate"),
        ("No quotes please", "aggregate"),
        ("Do not publish", "aggregate"),
        ("only after my director has read it", "aggregate"),
        ("no", None),
        ("No, thank you", None),
        ("Nein", None),
        ("I do not agree", None),
        ("Do not use", None),
        ("0", None),
        (None, "publish"),
        ("", "publish"),
        ("n/a", "publish"),
    ],
)
def test_consent_of_a_cell(stated: str | None, consent: str | None) -> None:
    """Consent is read from usual wordings; what is not understood is never quoted."""
    assert consent_of(stated, "publish") == consent


def test_unstated_consent_is_the_programme_s() -> None:
    """The programme's default holds where nothing is stated."""
    assert consent_of(None, "aggregate") == "aggregate"
