"""The codebook: the themes that testimonials are coded for.

Knows nothing of models or texts. The packaged `themes.yaml` is the default; a user's
file replaces it, or extends it with `extends: default`.
"""

from feedback_nlp.codebook.load import Codebook, Theme, load_codebook
from feedback_nlp.codebook.patterns import CueMatcher, compile_cues

__all__ = ["Codebook", "CueMatcher", "Theme", "compile_cues", "load_codebook"]
