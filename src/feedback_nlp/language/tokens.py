"""Tokens as the treebanks split them, where spaCy's English rules differ.

Knows nothing of the rest of the pipeline. The rules are saved with the pipeline's tokenizer.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.util import compile_prefix_regex, compile_suffix_regex

# "!!", "?!", "-----" and "***" are one mark each.
RUNS = (r"[!?]{2,}", r"([=*_#~+-])\1+")
WHOLE = ("etc.", "al.", "e-mail", "E-mail", "e-mails", "b/c", "w/o")


def adapt_tokenizer(nlp: Language) -> None:
    """Make the pipeline's tokenizer keep runs of one mark, and a few words, in one piece."""
    defaults = nlp.Defaults
    nlp.tokenizer.prefix_search = compile_prefix_regex([*RUNS, *(defaults.prefixes or ())]).search
    nlp.tokenizer.suffix_search = compile_suffix_regex([*RUNS, *(defaults.suffixes or ())]).search
    for word in WHOLE:
        nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
