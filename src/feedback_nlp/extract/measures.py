"""The spaCy component `feedback_nlp_measures`: `doc._.measures` as a tuple of `Measure`.

Knows nothing of where a measure came from or how far it got; it leaves what it read in `doc._.readings` for the
components that do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from feedback_nlp.encoder import Encoder, TokenStates, load_encoder
from feedback_nlp.extract.decode import ScoredSpan
from feedback_nlp.extract.network import MODELS, Network, load_network
from feedback_nlp.extract.piping import MatchingComponent
from feedback_nlp.extract.reading import Reading, measure_spans, read
from feedback_nlp.extract.screen import not_coded
from feedback_nlp.extract.sections import sections
from feedback_nlp.records import CityMention, Measure, Span

FACTORY = "feedback_nlp_measures"


@dataclass(frozen=True, slots=True)
class SectionReading:
    """A section of a text as the network read it.

    Attributes:
        offset: Where the section starts in the text.
        reading: What the network made of it.
        spans: Its measures as ranges of words of the reading.
    """

    offset: int
    reading: Reading
    spans: tuple[ScoredSpan, ...]

    def span(self, index: int, text: str) -> Span:
        """Return a measure as a stretch of the whole text."""
        found, offsets = self.spans[index], self.reading.words.offsets
        start, end = int(offsets[found.first, 0]), int(offsets[found.last - 1, 1])
        return Span.of(text, start + self.offset, end + self.offset)


class Measures(MatchingComponent[tuple[SectionReading, ...]]):
    """Sets `doc._.measures`, `doc._.readings` and `doc._.not_coded`."""

    def __init__(self, network: Network, encoder: Encoder) -> None:
        """Use a network and the encoder whose states it was trained on."""
        self._network = network
        self._encoder = encoder

    def match(self, doc: Doc) -> tuple[SectionReading, ...]:
        """Return the doc read in sections, without changing it; nothing where it cannot be coded."""
        text = doc.text
        if not_coded(text) is not None:
            return ()
        ranges = list(sections(text))
        states = self._states(doc, text, ranges)
        return tuple(
            self._section(doc, text[start:end], start, state)
            for (start, end), state in zip(ranges, states, strict=True)
        )

    def set_annotations(self, doc: Doc, found: tuple[SectionReading, ...]) -> None:
        """Write measures, readings and, where the text cannot be coded, the reason to the doc."""
        # spaCy joins the tokens anew each time that a doc's text is asked for.
        text = doc.text
        doc._.readings = found
        doc._.not_coded = None if found else not_coded(text)
        doc._.measures = tuple(
            Measure(section.span(index, text), span.score)
            for section in found
            for index, span in enumerate(section.spans)
        )

    def _states(self, doc: Doc, text: str, ranges: Sequence[tuple[int, int]]) -> list[TokenStates]:
        if len(ranges) == 1 and doc._.token_states is not None:
            return [doc._.token_states]
        return self._encoder.token_states([text[start:end] for start, end in ranges])

    def _section(self, doc: Doc, text: str, start: int, states: TokenStates) -> SectionReading:
        end = start + len(text)
        inside = [mention for mention in doc._.cities if start <= mention.span.start and mention.span.end <= end]
        reading = read(states, text, [_shifted(mention, start) for mention in inside], self._network)
        return SectionReading(start, reading, tuple(measure_spans(reading, self._network)))


def _shifted(mention: CityMention, offset: int) -> CityMention:
    span = Span(mention.span.start - offset, mention.span.end - offset, mention.span.text)
    return CityMention(span, mention.place, mention.role, mention.score, mention.runner_up)


def make_measures(nlp: Language, name: str, model: str) -> Measures:
    """Return the component.

    Args:
        nlp: The pipeline, not used.
        name: Name of the component in it, not used.
        model: Folder of the model.
    """
    del nlp, name
    return Measures(load_network(Path(model)), load_encoder(threads=1))


Language.factory(
    FACTORY,
    requires=["doc._.cities", "doc._.token_states"],
    assigns=["doc._.measures", "doc._.readings", "doc._.not_coded"],
    default_config={"model": str(MODELS)},
    func=make_measures,
)


for extension, default in (("measures", ()), ("readings", ()), ("not_coded", None)):
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=default)
