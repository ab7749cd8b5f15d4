"""The report's own words, one YAML catalogue per language.

To add a language, copy `en.yaml`, translate the values and name the file after the language's ISO 639-1 code.
"""

from feedback_nlp.report.strings.catalogue import Strings, languages, load_strings

__all__ = ["Strings", "languages", "load_strings"]
