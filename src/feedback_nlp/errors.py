"""The errors that users can act on.

Knows nothing of the rest of the package. Every error names the thing, the value and the remedy in one line; the
command line prints that line and exits with code 2.
"""

from __future__ import annotations


class FeedbackNlpError(Exception):
    """Base of all errors raised on purpose by this package."""


class InputNotFoundError(FeedbackNlpError, FileNotFoundError):
    """A path that a user named does not exist."""

    def __str__(self) -> str:
        """Return the message alone, without the errno prefix of `FileNotFoundError`."""
        return str(self.args[0]) if self.args else ""


class InputFormatError(FeedbackNlpError, ValueError):
    """An input file cannot be read as what it claims to be, or its columns are unknown."""


class NothingAcceptedError(FeedbackNlpError, ValueError):
    """A run accepted no testimonial, so there is nothing to publish."""


class ConfigurationError(FeedbackNlpError, ValueError):
    """A settings, programme or codebook file holds a wrong key or value."""


class RecordError(FeedbackNlpError, ValueError):
    """A record would be illegal, for instance a span whose text is not at its offsets."""


class TableError(FeedbackNlpError, ValueError):
    """A table breaks its column contract or a key does not resolve."""


class ModelFileError(FeedbackNlpError, RuntimeError):
    """A shipped model file is missing or is not the one its recorded hash names."""


class MissingExtraError(FeedbackNlpError, ImportError):
    """A feature needs an optional dependency that is not installed."""
