"""Levels on named scales: one that is not known is ``None``, and those of two scales are never compared by guess."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Self

from mexbadge._names import DREYFUS, OASIS_COMPLEXITY, OASIS_KNOWLEDGE, OASIS_PROFICIENCY, current
from mexbadge.errors import InputError
from mexbadge.models.language import Words
from mexbadge.texts import Lang, message

__all__ = ["SCALES", "Level", "Scale", "level_in_words", "reaches"]


@dataclass(frozen=True, slots=True)
class Scale:
    """A named scale: its id (a URI), its names, and the names of its levels, the lowest first.

    Raises :class:`InputError` ``skills_scale`` for a scale without levels, or with one name twice.
    """

    id: str
    names: Words
    levels: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.id or not self.levels or len(set(self.levels)) != len(self.levels):
            raise InputError("skills_scale", scale=self.id)


def _numbered(first: int, last: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(first, last + 1))


_KNOWN: Final = (
    Scale(
        "http://data.europa.eu/snb/eqf",
        Words.of({"en": "European Qualifications Framework", "fr": "Cadre européen des certifications"}),
        _numbered(1, 8),
    ),
    Scale(
        "https://www.ontario.ca/oqf",
        Words.of({"en": "Ontario Qualifications Framework", "fr": "Cadre des titres de compétence de l'Ontario"}),
        _numbered(1, 13),
    ),
    Scale(
        "https://www.onetcenter.org/scale/LV",
        Words.of({"en": "O*NET level", "fr": "Niveau O*NET"}),
        _numbered(0, 7),
    ),
    Scale(
        DREYFUS,
        Words.of({"en": "Dreyfus levels", "fr": "Niveaux de Dreyfus"}),
        ("novice", "advanced-beginner", "competent", "proficient", "expert"),
    ),
    Scale(
        OASIS_PROFICIENCY,
        Words.of({"en": "OaSIS proficiency (skills, abilities)", "fr": "Maîtrise SIPeC (compétences, habiletés)"}),
        _numbered(1, 5),
    ),
    Scale(
        OASIS_KNOWLEDGE,
        Words.of({"en": "OaSIS knowledge level", "fr": "Niveau de connaissance SIPeC"}),
        _numbered(1, 3),
    ),
    Scale(
        OASIS_COMPLEXITY,
        Words.of({"en": "OaSIS complexity (work activities)", "fr": "Complexité SIPeC (activités de travail)"}),
        _numbered(1, 5),
    ),
)
SCALES: Final[Mapping[str, Scale]] = {scale.id: scale for scale in _KNOWN}
"""The scales that are known without being given, by their ids."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its scale (a URI), its name on it, and its place between 0 (below the lowest) and 1 (the highest)."""

    scale: str
    native: str
    value: Fraction = field(repr=False)

    def __hash__(self) -> int:
        return hash((self.scale, self.native))  # that of a fraction is slow

    @classmethod
    def on(cls, scale: str | Scale, native: str | int, *, scales: Iterable[Scale] = ()) -> Self:
        """Return the level that bears the name ``native``; ``scales`` are further ones beside :data:`SCALES`.

        Raises :class:`InputError` ``skills_scale_unknown`` and ``skills_level_unknown``, naming what there is.
        """
        known = dict(SCALES) | {one.id: one for one in scales}
        found = scale if isinstance(scale, Scale) else known.get(scale) or known.get(current(scale))
        if found is None:
            raise InputError("skills_scale_unknown", scale=scale, known=", ".join(sorted(known)))
        name = str(native)
        if name not in found.levels:
            raise InputError("skills_level_unknown", level=name, scale=found.id, known=", ".join(found.levels))
        return cls(found.id, name, Fraction(found.levels.index(name) + 1, len(found.levels)))

    @classmethod
    def parse(cls, value: object, *, scales: Iterable[Scale] = ()) -> Self:
        """Read ``{"scale": URI, "level": NAME}``; raise as :meth:`on`, and ``skills_level_form``."""
        if not isinstance(value, Mapping) or value.keys() != {"scale", "level"}:
            raise InputError("skills_level_form")
        scale, native = value["scale"], value["level"]
        if not isinstance(scale, str) or isinstance(native, bool) or not isinstance(native, str | int):
            raise InputError("skills_level_form")
        return cls.on(scale, native, scales=scales)

    def to_json(self) -> dict[str, str]:
        """Return the form that :meth:`parse` reads."""
        return {"scale": self.scale, "level": self.native}


def reaches(held: Level | None, asked: Level | None) -> bool | None:
    """Return whether ``held`` is at least ``asked``; ``None`` where that is not known.

    Without an asked level everything reaches it. A level that is not known, or of another scale, decides nothing.
    """
    if asked is None:
        return True
    if held is None or held.scale != asked.scale:
        return None
    return held.value >= asked.value


def level_in_words(level: Level, lang: Lang) -> str:
    """Return what a level is called: one of Dreyfus by its word in the language, any other as its scale has it."""
    return message(f"level_{level.native.replace('-', '_')}", lang) if level.scale == DREYFUS else level.native
