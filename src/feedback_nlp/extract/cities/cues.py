"""The words around a name that say what the name is used for.

Knows nothing of names. The classes stand in `cues.yaml`.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml


@cache
def cue_classes() -> dict[str, frozenset[str]]:
    """Return class name → folded words; plurals are not listed."""
    text = resources.files(__package__).joinpath("cues.yaml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in yaml.safe_load(text).items()}


def is_cue(word: str, cue_class: str) -> bool:
    """Return whether a folded word, or its singular, is of a class.

    Args:
        word: One or two folded words.
        cue_class: A class of `cues.yaml`.
    """
    words = cue_classes()[cue_class]
    if word in words:
        return True
    for ending, replacement in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + replacement in words:
            return True
    return False
