"""What comparing needs of a profile, as text: skills with their levels and the worth of the word for each.

Written once a profile was read from badges, so that most runs parse no badge at all. Equal ways of showing a skill
become one value.
"""

from fractions import Fraction
from functools import lru_cache

from mexbadge import _json
from mexbadge.match.scale import skills_of
from mexbadge.match.scale_tables import Shown, Skills
from mexbadge.skills import Level, SkillProfile

__all__ = ["light_of", "read_light"]


def light_of(profile: SkillProfile) -> str:
    """Return the skills of a profile as a text that :func:`read_light` reads."""
    ways: dict[str, int] = {}
    found: dict[str, int] = {}
    for skill, shown in skills_of(profile).items():
        pairs = [
            [None if level is None else [level.scale, level.native, str(level.value)], str(worth)]
            for level, worth in shown.pairs()
        ]
        found[skill] = ways.setdefault(_json.dumps(pairs), len(ways))
    return _json.dumps({"ways": list(ways), "skills": found})


def read_light(text: str) -> Skills:
    """Read skills back; what each is worth is as it was."""
    document = _json.loads_object(text.encode())
    ways = [_way(one) for one in document["ways"]]
    return {_same(skill): ways[number] for skill, number in document["skills"].items()}


@lru_cache(maxsize=200_000)
def _same(text: str) -> str:
    return text


@lru_cache(maxsize=200_000)
def _way(text: str) -> Shown:
    by_worth: dict[Fraction, dict[Level | None, None]] = {}
    for level, worth in _json.loads(text):
        known = None if level is None else Level(level[0], level[1], Fraction(level[2]))
        by_worth.setdefault(Fraction(worth), {})[known] = None
    first, *others = (
        Shown(tuple(level for level in levels if level is not None), worth, None in levels)
        for worth, levels in sorted(by_worth.items(), reverse=True)
    )
    return first._replace(also=tuple(others))
