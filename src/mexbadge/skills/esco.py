"""ESCO as it is released: a zip or a folder of CSV files, one set for each language (v1.1 and v1.2).

Read are ``skills_LL.csv``, ``skillGroups_LL.csv`` and ``occupations_LL.csv`` in each language, ``broaderRelationsSkillPillar*.csv``,
``occupationSkillRelations*.csv`` and ``skillSkillRelations*.csv``; columns are found by their names, in any order.
"""  # noqa: E501 - names of files

import csv
import io
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Final, TypeAlias

from mexbadge._limits import MIB
from mexbadge.errors import InputError
from mexbadge.models.language import Words
from mexbadge.skills.skill import Occupation, Skill
from mexbadge.skills.taxonomy import Taxonomy

__all__ = ["from_esco"]

FILE_BYTES: Final = 256 * MIB
"""How large one file of a release may be, unpacked."""
ROWS: Final = 1_000_000
"""How many rows one file may have."""
_CELL: Final = 1024 * 1024
_FRAMEWORK: Final = "ESCO"

_Open: TypeAlias = Callable[[str], bytes]
_Row: TypeAlias = Mapping[str, str]


def from_esco(path: str | PathLike[str], *, languages: Sequence[str] = ("en", "fr")) -> Taxonomy:
    """Read a release of ESCO.

    At least one of ``languages`` must be there; others are passed over. Raises :class:`InputError`:
    ``skills_esco_missing`` (a file), ``skills_esco_columns`` (a column), ``skills_file``, ``skills_too_large``,
    ``skills_csv``, and as :meth:`Taxonomy.of`.
    """
    names, read = _release(Path(path))
    texts: dict[str, dict[str, list[tuple[str, str]]]] = {"label": {}, "alt": {}, "text": {}}
    kinds: dict[str, str] = {}
    jobs: dict[str, None] = {}
    for lang in languages:
        for stem, needed in (("skillGroups", False), ("skills", lang == languages[0]), ("occupations", False)):
            for row in _rows(names, read, f"{stem}_{lang}.csv", ("conceptUri", "preferredLabel"), needed=needed):
                uri = row["conceptUri"]
                if stem == "occupations":
                    jobs[uri] = None
                else:
                    kinds.setdefault(uri, row.get("skillType") or ("group" if stem == "skillGroups" else "skill"))
                _take(texts, uri, lang, row)
    if not kinds:
        raise InputError("skills_esco_missing", name=f"skills_{languages[0]}.csv", path=str(path))
    broader = _pairs(names, read, "broaderRelationsSkillPillar", ("conceptUri", "broaderUri"))
    wanted = _wanted(names, read)
    skills = [
        Skill(
            uri,
            Words(tuple(texts["label"].get(uri, ()))),
            Words(tuple(texts["alt"].get(uri, ()))),
            kind,
            tuple(broader.get(uri, ())),
            framework=_FRAMEWORK,
            statement=Words(tuple(texts["text"].get(uri, ()))),
        )
        for uri, kind in kinds.items()
    ]
    occupations = [
        Occupation(
            uri,
            Words(tuple(texts["label"].get(uri, ()))),
            Words(tuple(texts["alt"].get(uri, ()))),
            frozenset(wanted.get((uri, "essential"), ())),
            frozenset(wanted.get((uri, "optional"), ())),
        )
        for uri in jobs
    ]
    return Taxonomy.of(skills, occupations=occupations)


def _take(texts: dict[str, dict[str, list[tuple[str, str]]]], uri: str, lang: str, row: _Row) -> None:
    texts["label"].setdefault(uri, []).append((lang, row["preferredLabel"]))
    others = [text.strip() for text in row.get("altLabels", "").split("\n")]
    if any(others):
        texts["alt"].setdefault(uri, []).extend((lang, text) for text in others if text)
    if description := row.get("description"):
        texts["text"].setdefault(uri, []).append((lang, description))


def _pairs(names: Sequence[str], read: _Open, stem: str, columns: tuple[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in _starting(names, stem):
        for row in _rows(names, read, name, columns):
            found.setdefault(row[columns[0]], []).append(row[columns[1]])
    return found


def _wanted(names: Sequence[str], read: _Open) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for name in _starting(names, "occupationSkillRelations"):
        for row in _rows(names, read, name, ("occupationUri", "relationType", "skillUri")):
            found.setdefault((row["occupationUri"], row["relationType"]), []).append(row["skillUri"])
    return found


def _starting(names: Sequence[str], stem: str) -> list[str]:
    """Return the one file of a relation: a release has it in each language, with the same content."""
    return sorted(name for name in names if name.rpartition("/")[2].startswith(stem))[:1]


def _rows(
    names: Sequence[str], read: _Open, name: str, columns: Sequence[str], *, needed: bool = True
) -> Iterator[_Row]:
    place = next((one for one in names if one == name or one.endswith(f"/{name}")), None)
    if place is None:
        if needed:
            raise InputError("skills_esco_missing", name=name, path=name)
        return
    try:
        text = read(place).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("skills_csv", where=name, name=name) from None
    limit = csv.field_size_limit(_CELL)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise InputError("skills_esco_columns", where=name, name=name, columns=", ".join(missing))
        for number, row in enumerate(reader):
            if number >= ROWS:
                raise InputError("skills_too_many", where=name, name=name, limit=ROWS)
            yield {key: value or "" for key, value in row.items() if isinstance(key, str)}
    except csv.Error:
        raise InputError("skills_csv", where=name, name=name) from None
    finally:
        csv.field_size_limit(limit)


def _release(path: Path) -> tuple[list[str], _Open]:
    """Return the names in a folder or zip, and what reads one of them."""
    if path.is_dir():
        names = sorted(one.relative_to(path).as_posix() for one in path.rglob("*.csv"))
        return names, lambda name: _bounded((path / name).read_bytes(), name)
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile):
        raise InputError("skills_file", path=os.fspath(path)) from None
    sizes = {one.filename: one.file_size for one in archive.infolist() if one.filename.endswith(".csv")}

    def read(name: str) -> bytes:
        if sizes[name] > FILE_BYTES:
            raise InputError("skills_too_large", where=name, name=name, limit=FILE_BYTES)
        try:
            with archive.open(name) as file:
                return _bounded(file.read(FILE_BYTES + 1), name)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
            raise InputError("skills_file", path=f"{path}/{name}") from None

    return sorted(sizes), read


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > FILE_BYTES:
        raise InputError("skills_too_large", where=name, name=name, limit=FILE_BYTES)
    return data
