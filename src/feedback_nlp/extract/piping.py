"""What our components share: find without changing the doc, then annotate, several docs at a time.

Knows nothing of what is found.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import islice
from typing import Generic, TypeVar

from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from feedback_nlp.encoder.model import available_processors

Found = TypeVar("Found")


class MatchingComponent(ABC, Generic[Found]):
    """A spaCy component whose results depend on the doc alone, so that docs may be matched on threads."""

    @abstractmethod
    def match(self, doc: Doc) -> Found:
        """Return what is found in a doc, without changing it."""

    @abstractmethod
    def set_annotations(self, doc: Doc, found: Found) -> None:
        """Write what was found to the doc."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one doc."""
        self.set_annotations(doc, self.match(doc))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Annotate docs in order; the docs of a batch are matched on as many threads as there are processors."""
        docs = iter(stream)
        with ThreadPoolExecutor(available_processors()) as pool:
            while batch := list(islice(docs, batch_size)):
                # Our threads are one for each processor; the matrix library's own would only fight them.
                with _matrix_library().limit(limits=1):
                    matched = list(pool.map(self.match, batch))
                for doc, found in zip(batch, matched, strict=True):
                    self.set_annotations(doc, found)
                yield from batch


@cache
def _matrix_library() -> ThreadpoolController:
    return ThreadpoolController()
