"""Words and punctuation of a text with what is needed to look around a name.

Knows nothing of names. Works on the text alone, so that it is the same with and without a language pipeline.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from feedback_nlp.places.fold import fold_word

_TOKEN = re.compile(r"[^\W_]+|['’]s\b|[^\w\s]|\n+")
_ENDS = frozenset('.!?…\n:;•*|"“”«»')
_SHOUT = 4
_SENTENCE = 40


@dataclass(frozen=True)
class Tokens:
    """Tokens of a text.

    Attributes:
        text: The text.
        starts: Offset of each token's first character, rising.
        ends: Offset after each token's last character.
        folded: Folded form of each token.
    """

    text: str
    starts: list[int]
    ends: list[int]
    folded: list[str]

    def written(self, index: int) -> str:
        """Return a token as written, or an empty string outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.starts) else ""

    def word(self, index: int) -> str:
        """Return a folded token, or an empty string outside the text."""
        return self.folded[index] if 0 <= index < len(self.folded) else ""

    def is_capitalised(self, index: int) -> bool:
        """Return whether a token is a word with a capital first letter."""
        return self.written(index)[:1].isupper()

    def begins_sentence(self, index: int) -> bool:
        """Return whether nothing but a sentence end, a line break or a quotation mark stands before a token."""
        return index <= 0 or self.folded[index - 1] in _ENDS or self.folded[index - 1][:1] == "\n"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last index of the tokens between two offsets."""
        return bisect_right(self.starts, start) - 1, max(
            bisect_left(self.ends, end), bisect_right(self.starts, start) - 1
        )

    @cached_property
    def lower_case_text(self) -> bool:
        """Whether the writer uses hardly any capitals."""
        words = [self.written(i) for i in range(len(self.starts)) if self.written(i)[:1].isalpha()]
        return sum(word[0].isupper() for word in words) <= len(words) / 40

    def title_case_around(self, index: int) -> bool:
        """Return whether most words of a token's sentence begin with a capital, as in a heading."""
        first, last = index, index
        while not self.begins_sentence(first):
            first -= 1
        while last + 1 < len(self.starts) and not self.begins_sentence(last + 1) and last - index < _SENTENCE:
            last += 1
        words = [self.written(i) for i in range(first, last + 1) if i != index and self.written(i)[:1].isalpha()]
        long = [word for word in words if len(word) > _SHOUT - 1]
        return len(long) > 1 and sum(word[0].isupper() for word in long) > 0.6 * len(long)

    def shouted_around(self, index: int) -> bool:
        """Return whether the words around a token are all in capitals."""
        around = [self.written(i) for i in range(index - _SHOUT, index + _SHOUT + 1) if i != index]
        words = [word for word in around if word.isalpha() and len(word) > 1]
        return bool(words) and all(word.isupper() for word in words)


def tokenise(text: str) -> Tokens:
    """Return the tokens of a text: words, possessive endings, punctuation marks and line breaks."""
    matches = list(_TOKEN.finditer(text))
    return Tokens(
        text,
        [match.start() for match in matches],
        [match.end() for match in matches],
        [fold_word(match.group()) for match in matches],
    )
