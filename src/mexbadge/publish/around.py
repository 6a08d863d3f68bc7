"""What lies around a college's badges in its folder: pathways, courses, vacancies, and what was counted of demand.

``trust/`` holds lists that say who may award (:mod:`mexbadge.publish.vouching`), ``pathways/`` one pathway a file,
``vacancies/`` one vacancy a file (TOML or JSON), ``courses.csv`` (or ``.toml``, ``.json``) the courses, ``demand.csv``
what ``mexbadge match demand --csv`` wrote. All of it may be missing.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from mexbadge.errors import InputError
from mexbadge.issuer.folder.catalogue import slug_of
from mexbadge.match import Vacancy
from mexbadge.match.opening import open_at
from mexbadge.pathways import Pathway, load_pathway
from mexbadge.pathways.model import Earn, Requirement, Sub, parts_of
from mexbadge.plan import Catalogue
from mexbadge.plan.course import Course
from mexbadge.publish.college import ShownAward
from mexbadge.publish.vouching import Vouched, vouched_in
from mexbadge.texts import Lang

__all__ = ["Around", "Counted", "read_around"]

_TABLES: Final = ("*.toml", "*.json")
_COURSES: Final = ("courses.csv", "courses.toml", "courses.json")
_DEMAND: Final = "demand.csv"
_LONGEST: Final = 4 * 1024 * 1024
_COLUMNS: Final = ("name", "label", "asked", "lacked")
_HIDDEN: Final = "hidden"
_BETWEEN: Final = " | "


@dataclass(frozen=True, slots=True)
class Counted:
    """How many vacancies asked for something when it was counted, and how many people lacked it.

    ``lacked`` is ``None`` where that is not shown, since they were too few.
    """

    names: tuple[str, ...]
    label: str
    asked: int
    lacked: int | None


@dataclass(frozen=True)
class Around:
    """What was read; ``vacancies`` are those that were open, ``pathways`` the college's own and those inside them."""

    pathways: tuple[Pathway, ...] = ()
    courses: tuple[Course, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    demand: tuple[Counted, ...] = ()
    vouched: tuple[Vouched, ...] = ()
    _slugs: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for one in self.pathways:
            slug, number = slug_of(one.id.rstrip("/").rpartition("/")[2]), 1
            while slug in self._slugs.values():
                number += 1
                slug = f"{slug_of(one.id.rstrip('/').rpartition('/')[2])}-{number}"
            self._slugs[one.id] = slug

    def slug(self, pathway: Pathway) -> str:
        """Return the name under which a pathway has its page."""
        return self._slugs[pathway.id]

    def leads_to(self, award: str) -> tuple[Pathway, ...]:
        """Return the pathways that ask for a badge of an award, itself or one that counts for it."""
        return tuple(one for one in self.pathways if any(_asks(leaf, award, one) for leaf in own_leaves(one)))

    def above(self, pathway: Pathway) -> tuple[Pathway, ...]:
        """Return the pathways of which a pathway is a part."""
        return tuple(one for one in self.pathways if any(sub.id == pathway.id for sub in subs_of(one)))

    def completed_by(self, award: str) -> tuple[Pathway, ...]:
        """Return the pathways that end in an award."""
        return tuple(one for one in self.pathways if one.completion == award)

    def courses_for(self, award: str) -> tuple[Course, ...]:
        """Return the courses that award it."""
        return tuple(course for course in self.courses if award in course.awards)

    def college_at(self, host: str, lang: Lang) -> str | None:
        """Return what the courses call the college whose id is the did:web of a host, or ``None``."""
        found = next((one.college for one in self.courses if one.college.id == f"did:web:{host}"), None)
        return None if found is None else found.name.text(lang)

    def asking(self, award: ShownAward) -> tuple[Vacancy, ...]:
        """Return the open vacancies that ask for an award, or for a skill that it shows."""
        wanted = {award.id, *_skills(award)}
        return tuple(
            one
            for one in self.vacancies
            if any(wanted & {*asked.skills, asked.credential, asked.pathway} for asked in one.requirements)
        )

    def counted(self, award: ShownAward) -> tuple[Counted, ...]:
        """Return what was counted of an award and of the skills that it shows."""
        wanted = {award.id, *_skills(award)}
        return tuple(one for one in self.demand if wanted & set(one.names))


def read_around(folder: Path, at: datetime, issuer: str) -> Around:
    """Read what lies in the folder of the college whose id is ``issuer``, as of a moment.

    Raises as :func:`mexbadge.pathways.load_pathway`, :meth:`mexbadge.plan.Catalogue.load`,
    :meth:`mexbadge.match.Vacancy.load` and :func:`mexbadge.publish.vouching.vouched_in`, each with the file's name, and
    :class:`InputError` ``site_demand``.
    """
    pathways: dict[str, Pathway] = {}
    for path in _tables(folder / "pathways"):
        for one in _whole(load_pathway(path)):
            pathways.setdefault(one.id, one)
    courses = next((Catalogue.load(folder / name).courses for name in _COURSES if (folder / name).is_file()), ())
    vacancies = open_at((Vacancy.load(path) for path in _tables(folder / "vacancies")), at)
    vouched = tuple(vouched_in(folder, issuer, at))
    return Around(tuple(pathways.values()), courses, vacancies, tuple(_demand(folder / _DEMAND)), vouched)


def own_leaves(pathway: Pathway) -> Iterator[Earn]:
    """Yield the badges that a pathway asks for itself, not those of the pathways inside it."""
    waiting: list[Requirement] = [pathway.root]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Earn):
            yield here
        if not isinstance(here, Sub):
            waiting.extend(reversed(parts_of(here)))


def subs_of(pathway: Pathway) -> Iterator[Pathway]:
    """Yield the pathways that stand directly inside one."""
    waiting: list[Requirement] = [pathway.root]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Sub):
            yield here.pathway
        else:
            waiting.extend(reversed(parts_of(here)))


def _whole(pathway: Pathway) -> Iterator[Pathway]:
    yield pathway
    for one in subs_of(pathway):
        yield from _whole(one)


def _asks(leaf: Earn, award: str, pathway: Pathway) -> bool:
    if leaf.achievement == award:
        return True
    same = (one.achievements for one in pathway.equivalences)
    return any(award in names and leaf.achievement in names for names in same)


def _skills(award: ShownAward) -> Iterator[str]:
    return (skill.url for skill in award.skills if skill.url)


def _tables(folder: Path) -> list[Path]:
    return sorted(path for pattern in _TABLES for path in folder.glob(pattern))


def _demand(path: Path) -> Iterator[Counted]:
    """Yield the rows of the table that ``match demand --csv`` wrote; raise :class:`InputError` ``site_demand``."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        content = file.read(_LONGEST).decode("utf-8-sig", "replace")
    table = csv.DictReader(io.StringIO(content))
    if not set(_COLUMNS) <= set(table.fieldnames or ()):
        raise InputError("site_demand", where=1, path=str(path), columns=", ".join(_COLUMNS))
    for row in table:
        yield _row(path, table.line_num, row)


def _row(path: Path, line: int, row: Mapping[str, str | None]) -> Counted:
    name, asked, lacked = (row.get(column) or "" for column in ("name", "asked", "lacked"))
    if not name or not asked.isdecimal() or not (lacked == _HIDDEN or lacked.isdecimal()):
        raise InputError("site_demand", where=line, path=str(path), columns=", ".join(_COLUMNS))
    count = None if lacked == _HIDDEN else int(lacked)
    return Counted(tuple(name.split(_BETWEEN)), row.get("label") or name, int(asked), count)
