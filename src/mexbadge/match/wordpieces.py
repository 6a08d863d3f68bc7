"""Texts cut into word pieces, as models of the BERT family are trained with: lower case, accents off, longest first."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

__all__ = ["WordPieces"]

_LONGEST_WORD: Final = 100
_ASIAN: Final = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)
"""Signs that are words of their own."""


@dataclass(frozen=True, slots=True)
class WordPieces:
    """A vocabulary: pieces and their numbers; a piece that goes on with a word begins with ``##``."""

    vocabulary: Mapping[str, int] = field(repr=False)
    lower: bool = True

    def numbers(self, text: str, most: int) -> list[int]:
        """Return the numbers of at most ``most`` pieces, with the one that begins a text and the one that ends it."""
        known, found = self.vocabulary, list[int]()
        for word in self._words(text):
            found.extend(self._pieces(word))
            if len(found) >= most:
                break
        return [known["[CLS]"], *found[: most - 2], known["[SEP]"]]

    def _pieces(self, word: str) -> list[int]:
        unknown = self.vocabulary["[UNK]"]
        if len(word) > _LONGEST_WORD:
            return [unknown]
        found: list[int] = []
        at = 0
        while at < len(word):
            head = "##" if at else ""
            for end in range(len(word), at, -1):
                number = self.vocabulary.get(head + word[at:end])
                if number is not None:
                    break
            else:
                return [unknown]
            found.append(number)
            at = end
        return found

    def _words(self, text: str) -> Iterator[str]:
        """Yield words and signs, as the pieces of a model without cases were made of them."""
        if self.lower:
            text = "".join(one for one in unicodedata.normalize("NFD", text) if unicodedata.category(one) != "Mn")
            text = text.lower()
        word = ""
        for sign in text:
            kind = unicodedata.category(sign)
            apart = _is_sign(sign, kind) or _is_asian(sign)
            if word and (apart or sign.isspace()):
                yield word
                word = ""
            if apart:
                yield sign
            elif not sign.isspace() and kind[0] != "C" and sign != "\ufffd":
                word += sign
        if word:
            yield word


def _is_sign(sign: str, kind: str) -> bool:
    return kind[0] == "P" or (sign.isascii() and not sign.isalnum() and sign.isprintable() and sign != " ")


def _is_asian(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _ASIAN)
