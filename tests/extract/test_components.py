"""The extraction as spaCy components, on the shipped model."""

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.codebook import Codebook, Theme, load_codebook
from feedback_nlp.extract import Coder, add_components, build_coder, code_rows
from feedback_nlp.extract.network import load_network
from feedback_nlp.extract.reading import theme_scores
from feedback_nlp.extract.theme_terms import terms_of
from feedback_nlp.extract.themes import FACTORY, load_theme_model
from feedback_nlp.places import load_gazetteer
from feedback_nlp.programme import Programme
from feedback_nlp.settings import ExtractSettings

NOTE = (
    "Aarhus showed us how to plant rain gardens in narrow streets. We have started a pilot with three of them. "
    "The Portuguese city presented a voucher for repairing bicycles, but this is too expensive for us."
)
TWO = "Braga and Aarhus gave us two ideas. " + NOTE


def coder(codebook: Codebook | None = None) -> Coder:
    """Return a coder with the packaged or another codebook."""
    return build_coder(
        codebook=codebook or load_codebook(None),
        programme=Programme(),
        gazetteer=load_gazetteer(),
        settings=ExtractSettings(),
    )


@pytest.fixture(scope="module")
def packaged() -> Coder:
    """The coder with the packaged codebook."""
    return coder()


def test_components_work_alone_in_any_pipeline() -> None:
    """`nlp("…")._.transfers` is there after adding the components to a pipeline."""
    nlp = add_components(
        spacy.blank("en"), codebook=load_codebook(None), programme=Programme(), settings=ExtractSettings()
    )
    transfers = nlp(TWO)._.transfers
    assert transfers
    assert {transfer.source.name for transfer in transfers if transfer.source} <= {"Aarhus", "Braga"}


def test_pipeline_declares_what_it_needs() -> None:
    """No component requires what none before it assigns, as spaCy analyses it."""
    problems = coder().nlp.analyze_pipes()["problems"]
    assert all(not found for found in problems.values())


def test_measures_sources_and_fates_of_a_plain_text(packaged: Coder) -> None:
    """Clear cases are coded: what, from whom, how far."""
    (row,) = code_rows([{"id": "a", "text": TWO, "learner": "Tartu, Estonia"}], coder=packaged)
    measures = [measure["text"] for measure in row["measures"]]
    assert any("rain gardens" in text for text in measures)
    fates = {(measures[t["measure"]].split()[-1], t["source"], t["stage"], t["status"]) for t in row["transfers"]}
    assert any(source == "Aarhus, DK" and stage == "trialling" for _, source, stage, _ in fates)
    assert any(source == "Braga, PT" and status == "negated" for _, source, _, status in fates)
    # A voucher for repairing bicycles is about bicycles, repair or money, as one sees it.
    arguable = {"sustainable-mobility", "circular-economy", "financing"}
    assert {"nature-based-solutions"} <= set(row["themes"]) <= {"nature-based-solutions"} | arguable


def test_gerunds_behind_hedges_are_measures(packaged: Coder) -> None:
    """A terse list of what was useful names measures, though no sentence says so."""
    items = ("Sharing approaches to greening tram stops;", "Technical solutions for testing movable benches.")
    text = "\n".join(["Useful above all:", "", *items])
    (row,) = code_rows([{"id": "a", "text": text, "learner": "Tartu, Estonia"}], coder=packaged)
    assert [measure["text"] for measure in row["measures"]] == ["greening tram stops", "testing movable benches"]


def test_evidence_holds_the_measure(packaged: Coder) -> None:
    """The evidence of a transfer is whole sentences around its measure."""
    (doc,) = packaged.docs([(TWO, "Tartu, Estonia")])
    for transfer in doc._.transfers:
        span = doc._.measures[transfer.measure].span
        assert transfer.evidence.start <= span.start < span.end <= transfer.evidence.end


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no-words"),
        ("🌳🌳🌳", "no-words"),
        ("\x00\x01\x1b[\u202e\ufeff", "no-words"),
        ("Wir haben von Lahti gelernt, wie man ein Moor renaturiert, und wollen das auch tun.", "language"),
        ("ok", None),
        ("Aarhus\x00: rain\x07 gardens\u202e. We want\ud7ff them.", None),
    ],
)
def test_bad_texts_are_coded_or_refused_with_a_reason(packaged: Coder, text: str, reason: str | None) -> None:
    """Nothing crashes; a text that was not coded says why and has no measures."""
    (row,) = code_rows([{"id": "a", "text": text, "learner": None}], coder=packaged)
    assert row.get("not_coded") == reason
    assert reason is None or not (row["measures"] or row["themes"] or row["transfers"])


def test_other_languages_still_name_their_cities(packaged: Coder) -> None:
    """A German text is coded for cities alone."""
    text = "Wir haben in Lahti viel über Moore gelernt und danken den Kollegen dort sehr herzlich."
    (row,) = code_rows([{"id": "a", "text": text, "learner": "Aachen, Germany"}], coder=packaged)
    assert [city["text"] for city in row["cities"]] == ["Lahti"]


def test_a_very_long_text_is_coded_in_sections(packaged: Coder) -> None:
    """A text of 100,000 characters is coded to its end, with spans that equal their text."""
    text = NOTE + "\n" + "It rained all day and the train was late. " * 2_400 + NOTE
    (row,) = code_rows([{"id": "a", "text": text, "learner": None}], coder=packaged)
    assert len(text) > 100_000
    assert max(measure["end"] for measure in row["measures"]) > len(text) - len(NOTE)
    assert all(text[m["start"] : m["end"]] == m["text"] for m in row["measures"])


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["", " We learned from Lahti how to restore bogs. "]))
def test_spans_equal_their_text_whatever_the_text(noise: str, kernel: str) -> None:
    """Every span of every kind is where it says, and every transfer has its measure."""
    (row,) = code_rows([{"id": "a", "text": noise + kernel + noise, "learner": "Lahti, Finland"}], coder=SHARED)
    for span in (*row["cities"], *row["measures"]):
        assert row["text"][span["start"] : span["end"]] == span["text"]
    assert {transfer["measure"] for transfer in row["transfers"]} == set(range(len(row["measures"])))


def test_a_text_is_coded_the_same_alone_and_among_others(packaged: Coder) -> None:
    """Neighbours in a batch change nothing."""
    rows = [{"id": str(i), "text": text, "learner": None} for i, text in enumerate([TWO, "ok", NOTE, NOTE * 3])]
    together = code_rows(rows, coder=packaged)
    assert together == [code_rows([row], coder=packaged)[0] for row in rows]


def test_packaged_themes_are_judged_by_network_and_words(packaged: Coder) -> None:
    """Both scores and the border are added, and the sum is scaled."""
    doc = packaged.nlp(NOTE)
    component = packaged.nlp.get_pipe(FACTORY)
    (section,) = doc._.readings
    model, spans = load_theme_model(), [(span.first, span.last) for span in section.spans]
    said = model.terms.scores(terms_of(section.reading.words, section.reading.candidates.named))
    scores = theme_scores(section.reading, load_network(), spans) + said + model.calibration.border
    found = component.log_odds(doc)
    assert list(found.values()) == pytest.approx(scores * model.calibration.scale, abs=1e-5)
    assert np.abs(said).max() > 0.1


def test_unseen_themes_are_found_by_cues_and_description() -> None:
    """A codebook of the user's own works without training, and names nothing else."""
    own = Codebook(
        themes=(
            Theme(id="cycling", label="Cycling", description="Bicycles and cycling.", cues=("bicycl*", "bike*")),
            Theme(id="ports", label="Ports", description="Harbours, shipping and ferries.", cues=("harbour*",)),
        )
    )
    (row,) = code_rows([{"id": "a", "text": TWO, "learner": None}], coder=coder(own))
    assert row["themes"] == ["cycling"]


SHARED = coder()
