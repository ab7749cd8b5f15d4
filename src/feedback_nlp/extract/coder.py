"""The extraction as one thing: a spaCy pipeline with our components, and frames made of what it finds.

Knows nothing of files. `build_coder` is where the codebook, the programme and the settings come together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from feedback_nlp.codebook import Codebook, load_codebook
from feedback_nlp.extract import measures, themes, transfers
from feedback_nlp.extract.cities import component as cities
from feedback_nlp.extract.cities.component import LEARNER
from feedback_nlp.extract.network import MODELS
from feedback_nlp.language import components as language_components
from feedback_nlp.places import Gazetteer, load_gazetteer
from feedback_nlp.programme import Programme
from feedback_nlp.settings import ExtractSettings

ENCODER = "token_encoder"
SHIPPED = "en_feedback"
"""Name of the shipped language pipeline in the settings."""


@dataclass(frozen=True, slots=True)
class Coder:
    """A pipeline that codes testimonials.

    Attributes:
        nlp: The pipeline.
        codebook: The themes it codes.
        gazetteer: Places, for the learners' cities.
        batch_size: Texts per batch.
    """

    nlp: Language
    codebook: Codebook
    gazetteer: Gazetteer
    batch_size: int

    def docs(self, testimonials: Iterable[tuple[str, str | None]]) -> Iterator[Doc]:
        """Yield the coded doc of each testimonial.

        Args:
            testimonials: Text and the respondent's place as stated, None where unknown.
        """
        yield from self.nlp.pipe(self._made(testimonials), batch_size=self.batch_size)

    def _made(self, testimonials: Iterable[tuple[str, str | None]]) -> Iterator[Doc]:
        for text, learner in testimonials:
            # The tokenizer's own limit guards a parser that is not in this pipeline.
            doc = self.nlp.tokenizer(text)
            doc.user_data[LEARNER] = learner
            yield doc


def add_components(
    nlp: Language, *, codebook: Codebook, programme: Programme, settings: ExtractSettings, model: Path = MODELS
) -> Language:
    """Add the extraction to a pipeline, so that `nlp("…")._.transfers` works; returns the pipeline.

    Args:
        nlp: Any spaCy pipeline for English.
        codebook: Themes to code.
        programme: Cities that lead or take part.
        settings: Thresholds.
        model: Folder of the model, the shipped one unless cross-validation names another.
    """
    if ENCODER not in nlp.pipe_names:
        nlp.add_pipe(ENCODER, config={"vectors": False})
    stated = [city.model_dump(mode="json") for city in programme.cities]
    nlp.add_pipe(cities.FACTORY, config={"cities": stated, "min_score": settings.min_city_score})
    nlp.add_pipe(measures.FACTORY, config={"model": str(model)})
    nlp.add_pipe(transfers.FACTORY, config={"review_below": settings.review_below, "model": str(model)})
    nlp.add_pipe(themes.FACTORY, config={"codebook": codebook.model_dump(mode="json"), "model": str(model)})
    return nlp


def build_coder(
    *,
    codebook: Codebook | None = None,
    programme: Programme | None = None,
    gazetteer: Gazetteer | None = None,
    settings: ExtractSettings | None = None,
    model: Path = MODELS,
) -> Coder:
    """Return a coder; without arguments, one with the packaged codebook and gazetteer and no programme.

    The extraction reads the encoder's states and needs no grammar, so the coder's pipeline has a tokenizer and our
    components alone; a pipeline that the settings name is loaded and analysed in full.

    Args:
        codebook: Themes to code; None for the packaged ones.
        programme: Cities that lead or take part.
        gazetteer: Places, the programme's own included; None for the packaged ones and those of the programme.
        settings: Pipeline, thresholds and batch size.
        model: Folder of the model, the shipped one unless cross-validation names another.

    Raises:
        ModelFileError: If a model file is missing or altered.
        ConfigurationError: If the settings name a pipeline that is not there.
    """
    codebook = codebook or load_codebook(None)
    programme = programme or Programme()
    gazetteer = gazetteer or load_gazetteer(extra=programme.cities)
    settings = settings or ExtractSettings()
    nlp = spacy.blank("en") if settings.pipeline == "default" else _named(settings.pipeline)
    add_components(nlp, codebook=codebook, programme=programme, settings=settings, model=model)
    cast(cities.Cities, nlp.get_pipe(cities.FACTORY)).use(gazetteer)
    return Coder(nlp, codebook, gazetteer, settings.batch_size)


def _named(name: str) -> Language:
    from feedback_nlp.language.pipeline import build_nlp  # noqa: PLC0415 -- parsers are needed only here

    return build_nlp("default" if name == SHIPPED else name)


def registered() -> dict[str, Any]:
    """Return the factories of the components by name; importing this module registers them."""
    return {
        ENCODER: language_components.TokenEncoder,
        cities.FACTORY: cities.Cities,
        measures.FACTORY: measures.Measures,
        transfers.FACTORY: transfers.Transfers,
        themes.FACTORY: themes.Themes,
    }
