"""A vacancy on its way from people's words to exact requirements."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from mexbadge._json import JsonObject
from mexbadge.errors import Problem, Where
from mexbadge.match.suggesting import Suggestion
from mexbadge.match.vacancy import RequirementKind

__all__ = ["UNTITLED", "WORDS", "Asked", "Draft", "slug", "wording"]

WORDS: Final = 300
"""How many letters a wording may have that is looked up whole; what is longer is read as a sentence."""
UNTITLED: Final = "-"
"""What stands for a title while there is none; such a draft has a problem and becomes no vacancy."""
_SLUG: Final = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a vacancy asks for, as somebody wrote it.

    ``words``: what a skill is called, or its URI; of several any will do. ``whole``: they name skills and nothing else;
    otherwise they are a sentence in which skills may be found. ``level`` is the object of a level, ``max_age`` how many
    days ago it may have been shown. ``fixed``: a requirement that needs no looking up (a credential, experience).
    ``options``: what may be meant, where that is known and not to be looked up, and by URI its level in ``levels``.
    ``where`` is a line, or a JSON pointer.
    """

    words: tuple[str, ...] = ()
    kind: RequirementKind = RequirementKind.MUST
    level: JsonObject | None = None
    max_age: int | None = None
    whole: bool = True
    fixed: JsonObject | None = None
    where: Where = None
    options: tuple[Suggestion, ...] = ()
    levels: Mapping[str, JsonObject] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read of a vacancy.

    ``facts``: the members of its document without the requirements; ``places``: where each stands, by JSON pointer, and
    where a member would stand that nothing was said of. ``problems`` keep it from becoming a vacancy; ``notes`` say
    what was left out or taken for granted.
    """

    facts: Mapping[str, object] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    places: Mapping[str, Where] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    def place(self, pointer: str) -> Where:
        """Return where a member stands, or the nearest around it; ``None`` where that is not known."""
        while pointer:
            if pointer in self.places:
                return self.places[pointer]
            pointer = pointer.rpartition("/")[0]
        return None


def wording(text: str) -> str:
    """Return what spellings of one wording have in common: letters and digits without capitals and accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+|[+#]+", letters))


def slug(text: str) -> str:
    """Return a short name for an id."""
    return "-".join(re.findall(r"[a-z0-9]+", wording(text)))[:_SLUG].strip("-")
