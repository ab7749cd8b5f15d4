"""The spaCy component `feedback_nlp_themes`: `doc._.theme_hits` as a tuple of `ThemeHit`.

Knows nothing of how the models are trained. The packaged themes are judged by the network, which sees their cues too,
and by their words; any other theme of a user's codebook by its cues and description alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from feedback_nlp.codebook import Codebook, load_codebook
from feedback_nlp.encoder import Encoder, load_encoder
from feedback_nlp.encoder.files import verified_path
from feedback_nlp.extract.calibration import ThemeCalibration, load_theme_calibration
from feedback_nlp.extract.network import MODELS, Network, load_network
from feedback_nlp.extract.piping import MatchingComponent
from feedback_nlp.extract.reading import theme_scores
from feedback_nlp.extract.theme_evidence import cue_counts, theme_likeness
from feedback_nlp.extract.theme_terms import TermModel, terms_of
from feedback_nlp.records import Span, ThemeHit

FACTORY = "feedback_nlp_themes"
FILE = "themes.npz"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ThemeModel:
    """What is added to, or takes the place of, the network's scores.

    Attributes:
        unknown: Weights of `theme_likeness`, then a bias, for any theme that was not trained, shape (7,).
        terms: What words say of packaged themes, added to the network's scores.
        calibration: How their sum becomes log-odds; found on testimonials that the models have not seen.
    """

    unknown: Floats
    terms: TermModel
    calibration: ThemeCalibration

    def zero_shot(self, likeness: Floats) -> Floats:
        """Return log-odds of themes from their cues and descriptions alone."""
        result: Floats = likeness @ self.unknown[:-1] + self.unknown[-1]
        return result


class Themes(MatchingComponent[list[ThemeHit]]):
    """Sets `doc._.theme_hits` and `doc._.measure_themes`."""

    def __init__(self, codebook: Codebook, network: Network, encoder: Encoder, model: ThemeModel) -> None:
        """Use a codebook and what judges its themes."""
        self._codebook = codebook
        self._network = network
        self._encoder = encoder
        self._model = model
        self._packaged = load_codebook(None).themes
        self._unknown = tuple(theme for theme in codebook.themes if theme not in self._packaged)
        self._described = encoder.sentence_vectors([theme.description for theme in self._unknown])

    def match(self, doc: Doc) -> list[ThemeHit]:
        """Return the themes of a doc in the order of the codebook, without changing it; none if it was not coded."""
        if not doc._.readings:
            return []
        text = doc.text
        scores = self.log_odds(doc)
        hits = []
        for theme in self._codebook.themes:
            if scores[theme.id] > 0:
                cue = next(theme.matcher.spans(text), None)
                method = "classifier" if cue is None else "cue+classifier"
                evidence = None if cue is None else Span.of(text, *cue)
                hits.append(ThemeHit(theme.id, evidence, method, float(1 / (1 + np.exp(-scores[theme.id])))))
        return hits

    def set_annotations(self, doc: Doc, found: list[ThemeHit]) -> None:
        """Write the themes to the doc, and to each measure those of them whose cues it holds."""
        doc._.theme_hits = tuple(found)
        ids = {hit.theme_id for hit in found}
        themes = [theme for theme in self._codebook.themes if theme.id in ids]
        doc._.measure_themes = tuple(
            ";".join(theme.id for theme in themes if any(theme.matcher.spans(measure.span.text)))
            for measure in doc._.measures
        )

    def log_odds(self, doc: Doc) -> dict[str, float]:
        """Return the log-odds of each theme of the codebook for a doc that was coded."""
        calibration = self._model.calibration
        known = (self._known_scores(doc) + calibration.border) * calibration.scale
        scores = {theme.id: float(score) for theme, score in zip(self._packaged, known, strict=True)}
        if self._unknown:
            texts = [measure.span.text for measure in doc._.measures]
            counts = [cue_counts(said, self._unknown) for said in (doc.text, " . ".join(texts))]
            measures = self._encoder.sentence_vectors(texts)
            likeness = theme_likeness(self._vector(doc), measures, self._described, *counts)
            free = self._model.zero_shot(likeness)
            scores |= {theme.id: float(score) for theme, score in zip(self._unknown, free, strict=True)}
        return scores

    def _vector(self, doc: Doc) -> Floats:
        states = [section.reading.states for section in doc._.readings]
        total = np.sum([self._encoder.vector_of(state) for state in states], axis=0)
        result: Floats = total / np.linalg.norm(total)
        return result

    def _known_scores(self, doc: Doc) -> Floats:
        sections = [
            theme_scores(section.reading, self._network, [(span.first, span.last) for span in section.spans])
            + self._model.terms.scores(terms_of(section.reading.words, section.reading.candidates.named))
            for section in doc._.readings
        ]
        result: Floats = np.max(sections, axis=0)
        return result


@cache
def load_theme_model(folder: Path = MODELS) -> ThemeModel:
    """Return the shipped theme model.

    Raises:
        ModelFileError: If the file is missing or altered.
    """
    with np.load(verified_path(folder, FILE)) as stored:
        unknown = stored["unknown"].astype(np.float32)
        terms = TermModel.from_arrays(stored)
    return ThemeModel(unknown, terms, load_theme_calibration(folder))


def make_themes(nlp: Language, name: str, codebook: dict[str, Any] | None, model: str) -> Themes:
    """Return the component.

    Args:
        nlp: The pipeline, not used.
        name: Name of the component in it, not used.
        codebook: Themes to code, as a mapping of `codebook.Codebook`; None for the packaged ones.
        model: Folder of the model.
    """
    del nlp, name
    folder = Path(model)
    themes = load_codebook(None) if codebook is None else Codebook.model_validate(codebook)
    return Themes(themes, load_network(folder), load_encoder(threads=1), load_theme_model(folder))


Language.factory(
    FACTORY,
    requires=["doc._.measures", "doc._.readings"],
    assigns=["doc._.theme_hits", "doc._.measure_themes"],
    default_config={"codebook": None, "model": str(MODELS)},
    func=make_themes,
)


for extension in ("theme_hits", "measure_themes"):
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=())
