"""OaSIS (SIPeC) as it is released: occupational profiles of Canada, each rated against some hundred descriptors.

A release is a zip or a folder of CSV files, in English or French: matrices with a row a profile and a column a
descriptor, and a guide that gives descriptors their codes. A profile is a unit group of the NOC 2021 and two digits
(``33102.00``). There is one number a cell: of skills, abilities, knowledge and work activities a level, of personal
attributes and work context an importance or another measure. 0 is "does not apply": no level, and not unknown either.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Final

from mexbadge._limits import MIB
from mexbadge._names import OASIS_COMPLEXITY, OASIS_KNOWLEDGE, OASIS_PROFICIENCY
from mexbadge.errors import InputError
from mexbadge.models.language import Words
from mexbadge.skills.levels import Level
from mexbadge.skills.noc import all_noc
from mexbadge.skills.skill import Skill
from mexbadge.skills.taxonomy import Taxonomy

__all__ = ["Oasis", "OasisProfile", "from_oasis", "is_oasis"]

_BYTES: Final = 32 * MIB
_ROWS: Final = 20_000
_FRAMEWORK: Final = "OaSIS"
_URN: Final = "urn:mexbadge:oasis:"
_FILES: Final[Mapping[str, re.Pattern[str]]] = {
    "F": re.compile(r"(?:skills|competences)_"),
    "A": re.compile(r"(?:abilities|habiletes)_"),
    "G": re.compile(r"(?:knowledges?|connaissances?)_"),
    "K": re.compile(r"(?:work-?activities|activites-travail)_"),
    "B": re.compile(r"(?:personal-attributes|attributs-personnels)_"),
    "J": re.compile(r"(?:work-?context|contexte?-travail)_"),
    "guide": re.compile(r"guide[_-]"),
}
"""How the file of each category begins; what stands beside these is not read."""
_SCALES: Final = {"F": OASIS_PROFICIENCY, "A": OASIS_PROFICIENCY, "G": OASIS_KNOWLEDGE, "K": OASIS_COMPLEXITY}
_MOST: Final = {"G": 3}
_HIGHEST: Final = 5
_CODE: Final = re.compile(r"(\d{5})(?:\.(\d{1,2}))?", re.ASCII)
_DESCRIPTOR: Final = re.compile(r"[A-Z](?:\d{2}(?:[a-z](?:\d{2})?)?)?", re.ASCII)
_LENGTH: Final = len("F01a01")
_VALUE: Final = re.compile(r"([0-9])(?:[.,]0+)?", re.ASCII)
_AGAIN: Final = re.compile(r"\s*\d{1,2}$", re.ASCII)
_RENAMED: Final = {
    "business administration": "business management",
    "client services": "client service",
    "vehicles and machinery operations": "vehicle machinery and equipment operations",
    "estimate quantifiable charact of prod events or info": "estimating the quantifiable characteristics",
    "evaluating information to determine compliance with standards": "evaluating information to determine compliance",
    "using new relevant knowledge": "applying new knowledge",
    "work schedule": "type of work schedules",
}
"""Names that differ between the matrices and the guide of 2023."""
_SEPARATORS: Final = ",;\t"


@dataclass(frozen=True, slots=True)
class OasisProfile:
    """One profile: the levels of its descriptors by their URIs, and the numbers of those that have no level."""

    code: str
    label: str
    levels: Mapping[str, Level] = field(default_factory=dict, repr=False)
    measures: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def noc(self) -> str:
        """The unit group of the NOC 2021."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Oasis:
    """A release: its descriptors as skills, and its profiles by their codes."""

    taxonomy: Taxonomy
    profiles: Mapping[str, OasisProfile] = field(repr=False)

    def of_noc(self, code: str) -> tuple[OasisProfile, ...]:
        """Return the profiles of a unit group: one (``.00``), or several from ``.01``."""
        return tuple(one for one in self.profiles.values() if one.noc == code)


def is_oasis(path: str | PathLike[str]) -> bool:
    """Return whether a zip or a folder holds matrices of OaSIS."""
    try:
        names, _ = _release(Path(path))
    except InputError:
        return False
    return any(re.search(r"oasis|sipec", name) for name in names) and bool(_named(names, "F") or _named(names, "K"))


def from_oasis(path: str | PathLike[str], *, lang: str = "en") -> Oasis:
    """Read a release; without a guide a descriptor is known by its name. Its texts are in ``lang``.

    Raises :class:`InputError`: ``skills_file``; ``oasis_missing`` where it holds no matrix, ``oasis_code``,
    ``oasis_value`` with file, row and column, ``skills_csv``, ``skills_too_large``.
    """
    names, read = _release(Path(path))
    guide = _guide(_table(read, name)) if (name := _named(names, "guide")) else ({}, {})
    skills: dict[str, Skill] = {}
    labels: dict[str, str] = {}
    rated: dict[str, tuple[dict[str, Level], dict[str, int]]] = {}
    matrices = [(kind, name) for kind in "FAGKBJ" if (name := _named(names, kind))]
    if not matrices:
        raise InputError("oasis_missing", path=str(path))
    for kind, name in matrices:
        matrix = _Matrix(kind, name, guide[0], lang)
        for code, label, values in matrix.rows(_table(read, name)):
            labels.setdefault(code, label)
            levels, measures = rated.setdefault(code, ({}, {}))
            levels |= {uri: level for uri, level in values.items() if isinstance(level, Level)}
            measures |= {uri: value for uri, value in values.items() if isinstance(value, int)}
        skills |= matrix.skills
    for uri in {wider for skill in skills.values() for wider in skill.broader}:
        skills |= _groups(uri, guide[1], lang)
    profiles = {code: OasisProfile(code, labels[code], *rated[code]) for code in sorted(rated)}
    return Oasis(Taxonomy.of(skills.values()), profiles)


def _groups(uri: str, named: Mapping[str, str], lang: str) -> dict[str, Skill]:
    """Return the group of descriptors of a URI, and those around it."""
    found: dict[str, Skill] = {}
    code = uri.removeprefix(_URN)
    while code:
        wider = _around(code)
        words = Words.of({lang: named.get(code, code)})
        around = (f"{_URN}{wider}",) if wider else ()
        here = f"{_URN}{code}"
        found[here] = Skill(here, words, kind="group", broader=around, framework=_FRAMEWORK, code=code)
        code = wider
    return found


def _around(code: str) -> str:
    """Return the code of the group around a code: ``F01a01``, ``F01a``, ``F01``, ``F``, none."""
    return {6: code[:4], 4: code[:3], 3: code[:1]}.get(len(code), "")


@dataclass(slots=True)
class _Matrix:
    """One file of ratings."""

    kind: str
    name: str
    guide: Mapping[str, tuple[str, str]]
    lang: str
    skills: dict[str, Skill] = field(default_factory=dict)

    def rows(self, table: Sequence[Sequence[str]]) -> Iterator[tuple[str, str, dict[str, Level | int]]]:
        """Yield each profile: its code, its label, and what each descriptor has; 0 does not apply and is left out."""
        filled = [at for at in range(len(table[0])) if any(at < len(row) and row[at].strip() for row in table)]
        heading = [table[0][at] for at in filled]
        uris = self._uris(heading[2:])
        for number, row in enumerate(table[1:], 2):
            cells = [row[at].strip() if at < len(row) else "" for at in filled]
            if not any(cells):
                continue
            where = f"{self.name}:{number}"
            values = ((uri, self._value(cell, where)) for uri, cell in zip(uris, cells[2:], strict=True))
            yield _profile(cells[0], where), cells[1], {uri: self._rated(value) for uri, value in values if value}

    def _uris(self, columns: Sequence[str]) -> list[str]:
        found: list[str] = []
        for column in columns:
            plain = _plain(column)
            again = _AGAIN.sub("", plain) if plain not in self.guide else plain
            second = again != plain and f"{_URN}{(self._known(again) or (None,))[0]}" in found
            code, label = self._known(again if second else plain) or _unlisted(self.kind, column)
            uri = f"{_URN}{code}{':2' if second else ''}"
            if uri in found:
                raise InputError("oasis_twice", name=self.name, column=" ".join(column.split()))
            found.append(uri)
            wider = _around(code) if _DESCRIPTOR.fullmatch(code) else self.kind
            words = Words.of({self.lang: f"{label} (2)" if second else label})
            broader = (f"{_URN}{wider}",)
            self.skills[uri] = Skill(
                uri, words, kind="descriptor", broader=broader, framework=_FRAMEWORK, code=None if second else code
            )
        return found

    def _known(self, plain: str) -> tuple[str, str] | None:
        """Return the code and the name of a descriptor, where the guide has it."""
        for name in (plain, _RENAMED.get(plain, ""), *(one for one in self.guide if one.startswith(f"{plain} "))):
            if name in self.guide and self.guide[name][0].startswith(self.kind):
                return self.guide[name]
        return None

    def _value(self, cell: str, where: str) -> int:
        found = _VALUE.fullmatch(cell) if cell else None
        if cell and (found is None or int(found[1]) > _MOST.get(self.kind, _HIGHEST)):
            raise InputError("oasis_value", value=cell, place=where, most=_MOST.get(self.kind, _HIGHEST))
        return 0 if found is None else int(found[1])

    def _rated(self, value: int) -> Level | int:
        scale = _SCALES.get(self.kind)
        return value if scale is None else _level(scale, value)


def _unlisted(kind: str, column: str) -> tuple[str, str]:
    """Return for a descriptor that no guide has a code made of its name, and the name."""
    return f"{kind}:{_plain(column).replace(' ', '-')}", " ".join(column.split())


@cache
def _level(scale: str, value: int) -> Level:
    return Level.on(scale, str(value))


def _profile(text: str, where: str) -> str:
    """Return the code of a profile; a fraction that lost its zero is filled up on the right: ``31100.1`` is ``.10``."""
    found = _CODE.fullmatch(text)
    if found is None or found[1] not in all_noc():
        raise InputError("oasis_code", value=text, place=where)
    return f"{found[1]}.{(found[2] or '').ljust(2, '0')}"


def _plain(text: str) -> str:
    """Return what spellings of one name have in common."""
    folded = unicodedata.normalize("NFKD", re.sub(r"[A-Z]\.\d\d\.[a-z]\.\d\d$", "", text.strip())).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(sign for sign in folded if not unicodedata.combining(sign))))


def _guide(table: Sequence[Sequence[str]]) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Return the descriptors of a guide by name, and the names of all that it lists by code."""
    descriptors: dict[str, tuple[str, str]] = {}
    named: dict[str, str] = {}
    for row in table:
        cells = [" ".join(cell.split()) for cell in row if cell.strip()]
        code = cells[0].replace(".", "") if cells else ""
        if not _DESCRIPTOR.fullmatch(code) or len(cells) < 2:  # noqa: PLR2004 - a code and a name
            continue
        name = next(cell for cell in cells[1:] if _plain(cell) not in _STRUCTURES)
        name = re.sub(r"[A-Z]\.\d\d\.[a-z]\.\d\d$", "", name).strip()
        named[code] = name
        if len(code) == _LENGTH:
            descriptors.setdefault(_plain(name), (code, name))
    return descriptors, named


_STRUCTURES: Final = frozenset(
    {"category", "sub category", "similarity group", "descriptor", "categorie", "sous categorie", "descripteur"}
    | {"groupe de similarite", "groupe de similarites", "groupe similaire"}
)


def _release(place: Path) -> tuple[list[str], Callable[[str], bytes]]:
    try:
        if place.is_dir():
            return sorted(one.name.lower() for one in place.iterdir()), lambda name: _of_folder(place, name)
        with zipfile.ZipFile(place) as archive:
            names = {Path(one.filename).name.lower(): one for one in archive.infolist()}
    except (OSError, ValueError, zipfile.BadZipFile):
        raise InputError("skills_file", path=str(place)) from None
    return sorted(names), lambda name: _of_zip(place, names[name])


def _of_folder(folder: Path, name: str) -> bytes:
    found = next(one for one in folder.iterdir() if one.name.lower() == name)
    if found.stat().st_size > _BYTES:
        raise InputError("skills_too_large", name=name, limit=_BYTES)
    return found.read_bytes()


def _of_zip(place: Path, entry: zipfile.ZipInfo) -> bytes:
    try:
        with zipfile.ZipFile(place) as archive, archive.open(entry) as file:
            data = file.read(_BYTES + 1)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        raise InputError("skills_file", path=str(place)) from None
    if len(data) > _BYTES:
        raise InputError("skills_too_large", name=entry.filename, limit=_BYTES)
    return data


def _named(names: Sequence[str], kind: str) -> str | None:
    return next((name for name in names if name.endswith(".csv") and _FILES[kind].match(name)), None)


def _table(read: Callable[[str], bytes], name: str) -> list[list[str]]:
    """Return the rows of a file, whatever it is separated by; raise ``skills_csv`` for one that cannot be read."""
    try:
        text = read(name).decode("utf-8-sig")
        head = text.partition("\n")[0]
        separator = max(_SEPARATORS, key=head.count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (UnicodeDecodeError, csv.Error):
        raise InputError("skills_csv", name=name, line=0) from None
    if not rows or len(rows) > _ROWS:
        raise InputError("skills_csv", name=name, line=len(rows))
    return rows
