"""Which skill of a list a wording means: exactly one by a label, or a choice that a person makes."""

from collections.abc import Iterable
from typing import Final

from mexbadge.match.drafts.draft import wording
from mexbadge.match.suggesting import Suggester, Suggestion
from mexbadge.skills import Taxonomy

__all__ = ["Lookup"]

_LANGUAGES: Final = frozenset({"", "en", "fr"})
_LONGEST: Final = 12
_NAMED: Final = "named"


class Lookup:
    """Looks wordings up among the labels and alternative labels of a list, in English and French."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._named: dict[str, set[str]] = {}
        self._suggester: Suggester | None = None
        for skill in taxonomy:
            for tag, text in (*skill.labels.texts, *skill.alternatives.texts):
                if (tag or "").lower().partition("-")[0] in _LANGUAGES and (key := wording(text)):
                    self._named.setdefault(key, set()).add(taxonomy.canonical(skill.uri))

    def exact(self, text: str) -> frozenset[str]:
        """Return the skills that are called so: their canonical URIs. One is exact, several are a choice."""
        if text in self.taxonomy:
            return frozenset({self.taxonomy.canonical(text)})
        return frozenset(self._named.get(wording(text), ()))

    def near(self, text: str, count: int) -> tuple[Suggestion, ...]:
        """Return what may be meant, the likeliest first: what is called so, what the text names, what comes near."""
        found = {uri: Suggestion(uri, 1.0, self.taxonomy.label(uri), _NAMED) for uri in sorted(self.exact(text))}
        found |= {one.skill: one for one in self._inside(text) if one.skill not in found}
        if len(found) < count and any(sign.isalnum() for sign in text):
            if self._suggester is None:
                self._suggester = Suggester(self.taxonomy)
            for one in self._suggester.suggest(text, count=count):
                found.setdefault(one.skill, one)
        return tuple(found.values())[:count]

    def names_one(self, text: str) -> bool:
        """Return whether a skill is named anywhere in a text."""
        return bool(self.exact(text)) or next(iter(self._inside(text)), None) is not None

    def _inside(self, text: str) -> Iterable[Suggestion]:
        """Yield the skills that are named within a text, the longest names first; no word counts for two of them."""
        words = wording(text).split()
        taken: set[int] = set()
        for size in range(min(_LONGEST, len(words)), 0, -1):
            for at in range(len(words) - size + 1):
                here = set(range(at, at + size))
                found = () if here & taken else sorted(self._named.get(" ".join(words[at : at + size]), ()))
                taken |= here if found else set()
                for uri in found:
                    yield Suggestion(uri, 1.0, self.taxonomy.label(uri), _NAMED)
