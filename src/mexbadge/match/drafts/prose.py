"""A vacancy out of the text of a posting, as it is pasted from a page or a letter.

The text stays as the description. Which of its lines ask for something is told by their headings and bullets; what they
ask for a person chooses, but where a whole line is what a skill is called.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mexbadge.errors import InputError, Problem
from mexbadge.match.drafts.draft import WORDS, Asked, Draft, slug, wording
from mexbadge.match.drafts.lookup import Lookup
from mexbadge.match.vacancy import RequirementKind
from mexbadge.texts import Lang

__all__ = ["LINES", "read_posting_text", "sentences"]

LINES: Final = 100
"""How many lines of a text are taken for something that is asked."""
_LONGEST: Final = 10_000
_TITLE: Final = 200
_HEADING: Final = 60
_BULLET: Final = re.compile(r"\s*(?:[-–—*•·▪◦●○‣]|\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")  # noqa: RUF001 - bullets
_AFTER_COLON: Final = re.compile(r"([^:]{3,60}?)\s*:\s*(\S.*)")


def _keys(text: str) -> frozenset[str]:
    return frozenset(wording(name) for name in text.split(","))


_MUST: Final = _keys(
    "requirements, job requirements, qualifications, required qualifications, minimum qualifications, skills, "
    "required skills, must have, must haves, what you need, what you bring, who you are, your profile, you have, "
    "skills and qualifications, education and experience, exigences, exigences du poste, compétences, "
    "compétences requises, qualifications requises, compétences recherchées, profil recherché, votre profil, "
    "vous avez, ce qu'il faut, conditions"
)
_NICE: Final = _keys(
    "nice to have, nice to haves, assets, asset, preferred, preferred qualifications, preferred skills, a plus, bonus, "
    "bonus points, desirable, atouts, atout, un atout, seraient des atouts, souhaité, souhaités, préférences, "
    "compétences souhaitées, qualifications souhaitées"
)
_OTHER: Final = _keys(
    "responsibilities, duties, your duties, what you will do, what you'll do, about us, about the role, about the job, "
    "the role, job description, what we offer, we offer, benefits, compensation, pay, salary, how to apply, apply, "
    "schedule, hours, location, contact, responsabilités, tâches, fonctions, vos tâches, description du poste, "
    "à propos de nous, ce que nous offrons, nous offrons, avantages, avantages sociaux, rémunération, salaire, "
    "pour postuler, comment postuler, horaire, lieu, lieu de travail"
)
_WELCOME: Final = re.compile(
    r"\b(?:an asset|a plus|preferred|is desirable|nice to have|un atout|souhaitée?s?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    bullet: bool
    kind: RequirementKind | None
    """Of the heading above it: what must be, what is welcome, or neither (``None``)."""


def read_posting_text(text: str, lookup: Lookup | None = None, *, lang: Lang = "en", title: str = "") -> Draft:
    """Read the text of a posting in one language; without a ``title`` its first line is taken for it.

    Raises :class:`InputError` ``match_text`` for a text that says nothing.
    """
    rows = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if wording(line)]
    if not rows:
        raise InputError("match_text")
    notes = [Problem("vacancy_text_facts", None)]
    name = title
    if not title:
        (number, name), rows = rows[0], rows[1:]
        name = name[:_TITLE]
        notes.insert(0, Problem("vacancy_title_taken", number, {"title": name}))
    lines = list(_lines(rows))
    asking = _asking(lines, lookup)
    asked = [one for line in asking for one in _asked(line, lookup)]
    problems: list[Problem] = []
    if len(asked) > LINES:
        problems.append(Problem("vacancy_text_long", asked[LINES].where, {"limit": LINES}))
        asked = asked[:LINES]
    facts = {"id": slug(name) or "vacancy", "title": {lang: name}, "description": {lang: text.strip()[:_LONGEST]}}
    return Draft(facts, tuple(asked), {}, tuple(problems), tuple(notes))


def sentences(text: str, kind: RequirementKind, where: str, lookup: Lookup | None = None) -> Iterator[Asked]:
    """Yield what a text asks for that is known to hold requirements: a list by its signs, or a sentence."""
    for raw in re.split(r"[\n;•▪●]+", text):
        line = _Line(0, _BULLET.sub("", raw, count=1).strip(), bullet=True, kind=kind)
        if wording(line.text):
            for one in _asked(line, lookup):
                yield Asked(one.words, one.kind, whole=one.whole, where=where)


def _lines(rows: Iterable[tuple[int, str]]) -> Iterator[_Line]:
    """Yield the lines that are no headings, each with what the heading above it says of it."""
    kind: RequirementKind | None = None
    for number, text in rows:
        found = _BULLET.match(text)
        plain = text[found.end() :] if found else text
        heading = _heading(plain)
        if heading is not None:
            kind = heading[0]
            continue
        after = _AFTER_COLON.fullmatch(plain)
        named = None if after is None else _heading(after[1])
        if after is not None and named is not None:
            yield from (_Line(number, part, bullet=True, kind=named[0]) for part in _listed(after[2]))
        else:
            yield _Line(number, plain, found is not None, kind)


def _heading(text: str) -> tuple[RequirementKind | None] | None:
    """Return what a heading says of the lines below it; ``None`` for a text that is no heading."""
    key = wording(text)
    if len(text) > _HEADING:
        return None
    for known, kind in ((_MUST, RequirementKind.MUST), (_NICE, RequirementKind.NICE), (_OTHER, None)):
        if key in known:
            return (kind,)
    return (None,) if text.rstrip().endswith(":") else None


def _asking(lines: list[_Line], lookup: Lookup | None) -> list[_Line]:
    """Return the lines that ask: those under a heading that says so, else bullets, else those that name a skill."""
    under = [line for line in lines if line.kind is not None]
    bullets = [line for line in lines if line.bullet]
    named = [line for line in lines if lookup is not None and lookup.names_one(line.text)]
    return under or bullets or named or lines


def _asked(line: _Line, lookup: Lookup | None) -> Iterator[Asked]:
    kind = (
        RequirementKind.NICE
        if line.kind is RequirementKind.NICE or _WELCOME.search(line.text)
        else RequirementKind.MUST
    )
    text = line.text.strip(" .;,")
    whole = len(text) <= WORDS and lookup is not None and bool(lookup.exact(text))
    parts = [text] if whole else _listed(text)
    short = len(parts) > 1 and all(len(part.split()) <= _FEW for part in parts)
    for part in parts if short else [text]:
        yield Asked((part[:_TITLE],), kind, whole=whole or short, where=line.number)


_FEW: Final = 5
"""Of how many words at most what stands between commas is, where a line is a list."""


def _listed(text: str) -> list[str]:
    parts = [part.strip(" .;,") for part in re.split(r"[,;]", text)]
    return [part for part in parts if wording(part)]
