"""Rich Skill Descriptors (RSD) as the Open Skills Management Tool writes them: JSON, and CSV for import and export.

A descriptor is known by its ``id`` (an address), else by its UUID, else by the address of its one alignment where no
other has that, else by what it says. Its category is a group; keywords are no names of it and alignments no
equivalents, so neither counts for it. Occupations in it are of O*NET-SOC and are passed over.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from mexbadge import _json, _limits
from mexbadge.errors import InputError, Problem, RosterError, SchemaError
from mexbadge.models.language import Words
from mexbadge.skills.skill import Skill
from mexbadge.skills.taxonomy import Taxonomy
from mexbadge.tabular.sheet import ROWS, read_sheet

__all__ = ["from_rsd", "is_rsd"]

_URN: Final = "urn:mexbadge:rsd:"
_FRAMEWORK: Final = "RSD"
_NAMES: Final = frozenset({"rsd name", "skill name"})
_STATEMENTS: Final = frozenset({"skill statement", "contextualized skill statement"})
_CATEGORIES: Final = frozenset({"category", "skill category"})
_ALIGNMENTS: Final = frozenset({"alignment url", "alignment"})
_TYPE: Final = "RichSkillDescriptor"
_LISTS: Final = ("skills", "results", "content", "@graph")
_DIGITS: Final = 32


@dataclass(frozen=True, slots=True)
class _Descriptor:
    where: str | int
    name: str
    statement: str
    categories: tuple[str, ...]
    address: str | None
    alignments: tuple[str, ...]

    @property
    def digest(self) -> str:
        """What it says, as a name."""
        return f"{_URN}{sha256(_json.canonical([self.name, self.statement])).hexdigest()[:_DIGITS]}"


def is_rsd(data: bytes) -> bool:
    """Return whether a JSON or CSV document holds descriptors."""
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in {b"{", b"["}:
        return b'"skillStatement"' in text
    return _heading(text.partition(b"\n")[0].decode("utf-8", "replace").replace(";", ",").split(",")) is not None


def from_rsd(data: bytes, *, lang: str = "en") -> Taxonomy:
    """Read descriptors, whose texts are in ``lang``.

    Raises :class:`SchemaError` (JSON) or :class:`RosterError` (CSV) with all problems at their places: ``rsd_none``,
    ``rsd_name``, ``roster_…``; :class:`InputError` ``json_…``.
    """
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    found, problems = _of_json(text) if text[:1] in {b"{", b"["} else _of_csv(data)
    problems += [Problem("rsd_name", one.where) for one in found if not one.name]
    if not found and not problems:
        problems.append(Problem("rsd_none", None))
    if problems:
        raise SchemaError(problems) if text[:1] in {b"{", b"["} else RosterError(problems)
    return Taxonomy.of(_skills(found, lang))


def _skills(found: Sequence[_Descriptor], lang: str) -> Iterator[Skill]:
    uses = Counter(one.alignments[0] for one in found if len(one.alignments) == 1)
    groups = {name: f"{_URN}category:{_slug(name)}" for one in found for name in one.categories}
    seen: set[str] = set()
    for one in found:
        alone = one.alignments[0] if len(one.alignments) == 1 and uses[one.alignments[0]] == 1 else None
        uri = one.address or alone or one.digest
        if uri in seen and uri == one.digest:
            continue  # the same words twice are the same descriptor
        seen.add(uri)
        broader = tuple(dict.fromkeys(groups[name] for name in one.categories))
        statement = Words.of({lang: one.statement}) if one.statement else Words()
        yield Skill(uri, Words.of({lang: one.name}), broader=broader, framework=_FRAMEWORK, statement=statement)
    for uri, name in {uri: name for name, uri in groups.items()}.items():
        yield Skill(uri, Words.of({lang: name}), kind="group", framework=_FRAMEWORK)


def _slug(text: str) -> str:
    return "-".join(text.casefold().split())


def _of_json(data: bytes) -> tuple[list[_Descriptor], list[Problem]]:
    document = _json.loads(data, max_bytes=_limits.BUNDLE_BYTES)
    listed: object = document
    where = ""
    if isinstance(document, Mapping) and "skillStatement" not in document:
        name = next((name for name in _LISTS if isinstance(document.get(name), list)), None)
        listed, where = (document[name], f"/{name}") if name is not None else ([], "")
    items = listed if isinstance(listed, list) else [listed]
    problems = [Problem("roster_too_many", where, {"limit": ROWS})] if len(items) > ROWS else []
    found = [
        _of_object(one, f"{where}/{number}" if isinstance(listed, list) else where)
        for number, one in enumerate(items[:ROWS])
        if isinstance(one, Mapping)
    ]
    return found, problems


def _of_object(one: Mapping[str, Any], where: str) -> _Descriptor:
    def text(name: str) -> str:
        value = one.get(name)
        return " ".join(value.split()) if isinstance(value, str) else ""

    given, uuid = text("id"), text("uuid")
    address = given if ":" in given else f"urn:uuid:{uuid.lower()}" if uuid else None
    several = one.get("categories", one.get("category"))
    aligned = one.get("alignments")
    addresses = [each.get("id") for each in aligned if isinstance(each, Mapping)] if isinstance(aligned, list) else []
    urls = tuple(each for each in addresses if isinstance(each, str) and ":" in each)
    return _Descriptor(where, text("skillName"), text("skillStatement"), tuple(_texts(several)), address, urls)


def _texts(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield one.strip()


def _heading(cells: Sequence[str]) -> list[str] | None:
    plain = [" ".join(cell.strip().strip('"').lower().split()) for cell in cells]
    return plain if _NAMES & set(plain) and _STATEMENTS & set(plain) else None


def _of_csv(data: bytes) -> tuple[list[_Descriptor], list[Problem]]:
    sheet = read_sheet(data, lambda cells: 0 if _heading(cells) is None else len(cells))
    if sheet.problems:
        return [], list(sheet.problems)
    heading = _heading(sheet.rows[0][1])
    if heading is None:
        raise InputError("rsd_none")
    return [_of_row(line, heading, cells) for line, cells in sheet.rows[1:]], []


def _of_row(line: int, heading: Sequence[str], cells: Sequence[str]) -> _Descriptor:
    def values(names: Iterable[str]) -> list[str]:
        return [" ".join(cell.split()) for name, cell in zip(heading, cells, strict=False) if name in names and cell]

    def parts(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(part.strip() for value in values(names) for part in value.split(";") if part.strip())

    urls = tuple(each for each in parts(_ALIGNMENTS | {"alignment 2 url"}) if ":" in each)
    name, statement = (next(iter(values(names)), "") for names in (_NAMES, _STATEMENTS))
    return _Descriptor(line, name, statement, parts(_CATEGORIES), None, urls)
