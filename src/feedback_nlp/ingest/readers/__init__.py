"""Read files into sheets and pages, whatever their format.

The only part of ingest that opens files. What a column or a line means is none of its business.
"""

from feedback_nlp.ingest.readers.dispatch import KNOWN_SUFFIXES, read_material

__all__ = ["KNOWN_SUFFIXES", "read_material"]
