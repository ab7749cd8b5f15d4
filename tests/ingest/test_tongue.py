from __future__ import annotations

import pytest

from feedback_nlp.ingest.tongue import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We plan to open a repair café in the library next spring.", "en"),
        ("From Umeå and Jyväskylä we took the idea of a tool library.", "en"),
        ("In Óbidos the câmara said no, in Trușeni the primăria said yes.", "en"),
        ("Wir möchten das ab Herbst in zwei Stadtteilen auch so machen.", "de"),
        ("Nous voulons essayer avec deux services dès la rentrée prochaine.", "fr"),
        ("Nos llevamos de Valencia la oficina de energía en el mercado.", "es"),
        ("Gli alberi mobili ci sono piaciuti molto, ma senza acqua non resistono.", "it"),
        ("Queremos abrir uma oficina de reparação na biblioteca municipal.", "pt"),
        ("Chcemy otworzyć kawiarenkę naprawczą w bibliotece miejskiej.", "pl"),
        ("Vrem să deschidem un atelier de reparații în biblioteca orașului.", "ro"),
        ("Ми хочемо відкрити майстерню в міській бібліотеці навесні.", "uk"),
        ("Wir waren in Groningen, the city of cycling, und möchten das auch.", "de"),
        ("OK merci", "und"),
        ("Lund", "und"),
        ("", "und"),
        ("1 2 3 4 5 6", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    """Languages of the participants are told apart; short texts have none, and names do not make a text foreign."""
    assert language_of(text) == language
