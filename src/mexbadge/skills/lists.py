"""The simple list of skills, as CSV or JSON, to which the lists of other frameworks can be exported.

CSV: one row a skill, with the columns of :data:`COLUMNS` in any order; several values of one cell are divided by ``|``.
JSON: ``{"schema": …, "skills": [{"uri": …, "labels": {"en": …}, …}]}``.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, ValidationInfo

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge._names import schema_name
from mexbadge.errors import InputError, Problem, RosterError, within
from mexbadge.models.forms import DocumentForm, Saying, Sayings, SchemaName, form_of, form_schema, refused
from mexbadge.models.language import Words
from mexbadge.skills.esco import from_esco
from mexbadge.skills.oasis import from_oasis, is_oasis
from mexbadge.skills.rsd import from_rsd, is_rsd
from mexbadge.skills.skill import Skill
from mexbadge.skills.taxonomy import Taxonomy
from mexbadge.tabular.sheet import FILE_BYTES, ROWS, read_sheet

__all__ = ["COLUMNS", "SKILLS_SCHEMA", "from_csv", "from_json", "load_taxonomy", "skills_schema", "to_csv", "to_json"]

SKILLS_SCHEMA: Final = schema_name("skills-1")
"""The name of the JSON form."""
COLUMNS: Final = (
    *("uri", "label_en", "label_fr", "alt_en", "alt_fr", "kind", "broader", "equivalents", "framework", "code"),
    *("statement_en", "statement_fr"),
)
"""The columns of the CSV; only ``uri`` and one label are needed."""
_LANGUAGES: Final = ("en", "fr")
_OTHER: Final = Saying("skills_schema", {"schema": SKILLS_SCHEMA, "limit": ROWS})
_SAYINGS: Final = Sayings({"schema": _OTHER, "skills": _OTHER}, {})


def _uri(value: object) -> object:
    if not isinstance(value, str) or ":" not in value or value != value.strip():
        raise refused("skills_uri", uri=value if isinstance(value, str) else "")
    return value


def _labels(value: dict[str, tuple[str, ...]], info: ValidationInfo) -> dict[str, tuple[str, ...]]:
    if not any(value.values()):
        raise refused("skills_no_label", uri=info.data.get("uri", ""))
    return value


def _several(value: object) -> object:
    """Return one text, or several in a list, as several."""
    if not isinstance(value, str | list):
        raise refused("form_text")
    return (value,) if isinstance(value, str) else value


_Several = Annotated[tuple[str, ...], BeforeValidator(_several, json_schema_input_type=str | tuple[str, ...])]
_Texts = dict[str, _Several]


class _Skill(DocumentForm):
    model_config = ConfigDict(json_schema_extra={"required": ["uri", "labels"]})

    uri: Annotated[str, BeforeValidator(_uri), Field(validate_default=True)] = ""
    labels: Annotated[_Texts, AfterValidator(_labels)] = Field(default_factory=dict, validate_default=True)
    alternatives: _Texts = Field(default_factory=dict)
    kind: str = "skill"
    broader: tuple[str, ...] = ()
    equivalents: tuple[str, ...] = ()
    framework: str = ""
    code: str = ""
    statement: _Texts = Field(default_factory=dict)

    def skill(self) -> Skill:
        """Return what the list says of a skill."""
        return Skill(
            self.uri,
            _words(self.labels),
            _words(self.alternatives),
            self.kind,
            self.broader,
            self.equivalents,
            self.framework or None,
            self.code or None,
            _words(self.statement),
        )


def _words(texts: Mapping[str, Iterable[str]]) -> Words:
    return Words(tuple((lang, text) for lang, several in texts.items() for text in several))


class _Skills(DocumentForm, validate_by_name=False):
    form: Annotated[str, SchemaName(SKILLS_SCHEMA, _OTHER), Field(alias="schema")]
    skills: Annotated[tuple[_Skill, ...], Field(max_length=ROWS)]


def load_taxonomy(path: str | PathLike[str]) -> Taxonomy:
    """Read skills by what the file is: a CSV, a JSON, Rich Skill Descriptors (both), a release of ESCO or of OaSIS.

    Raises :class:`InputError` ``skills_file``, and as :func:`from_csv`, :func:`from_json`,
    :func:`~mexbadge.skills.esco.from_esco`, :func:`~mexbadge.skills.oasis.from_oasis` and
    :func:`~mexbadge.skills.rsd.from_rsd`.
    """
    place = Path(path)
    with within(path):
        if place.is_dir() or place.suffix.lower() == ".zip":
            return from_oasis(place).taxonomy if is_oasis(place) else from_esco(place)
        try:
            with place.open("rb") as file:
                content = file.read(FILE_BYTES + 1)
        except (OSError, ValueError):
            raise InputError("skills_file", path=str(path)) from None
        if is_rsd(content):
            return from_rsd(content)
        return from_json(content) if content.lstrip()[:1] == b"{" else from_csv(content)


def from_csv(data: bytes) -> Taxonomy:
    """Read the CSV form; raise :class:`RosterError` with all problems by line, and as :meth:`Taxonomy.of`."""
    sheet = read_sheet(data, lambda cells: sum(cell.strip().lower() in COLUMNS for cell in cells))
    if sheet.problems:
        raise RosterError(sheet.problems)
    heading = [cell.strip().lower() for cell in sheet.rows[0][1]]
    if "uri" not in heading:
        raise RosterError([Problem("skills_columns", sheet.rows[0][0], {"columns": ", ".join(COLUMNS)})])
    skills: list[Skill] = []
    problems: list[Problem] = []
    for line, cells in sheet.rows[1:]:
        row = dict(zip(heading, cells, strict=False))
        try:
            skills.append(_of_row(row))
        except InputError as error:
            problems.append(Problem(error.code, line, error.problem.values))
    if problems:
        raise RosterError(problems)
    return Taxonomy.of(skills)


def _of_row(row: Mapping[str, str]) -> Skill:
    def words(stem: str) -> Words:
        return Words(tuple((lang, text) for lang in _LANGUAGES for text in _split(row.get(f"{stem}_{lang}", ""))))

    labels = Words(tuple((lang, text) for lang in _LANGUAGES if (text := row.get(f"label_{lang}", ""))))
    if not labels:
        raise InputError("skills_no_label", uri=row.get("uri", ""))
    return Skill(
        row.get("uri", ""),
        labels,
        words("alt"),
        row.get("kind") or "skill",
        tuple(_split(row.get("broader", ""))),
        tuple(_split(row.get("equivalents", ""))),
        row.get("framework") or None,
        row.get("code") or None,
        Words(tuple((lang, text) for lang in _LANGUAGES if (text := row.get(f"statement_{lang}", "")))),
    )


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def from_json(data: bytes) -> Taxonomy:
    """Read the JSON form; raise :class:`SchemaError` with all problems, each with its JSON pointer."""
    document = _json.loads_object(data, max_bytes=_limits.BUNDLE_BYTES)
    return Taxonomy.of(one.skill() for one in form_of(_Skills, document, _SAYINGS).skills)


def to_json(taxonomy: Taxonomy) -> JsonObject:
    """Return the JSON form."""
    return {"schema": SKILLS_SCHEMA, "skills": [_object(taxonomy.skills[uri]) for uri in sorted(taxonomy.skills)]}


def _object(skill: Skill) -> JsonObject:
    found: JsonObject = {
        "uri": skill.uri,
        "labels": _by_language(skill.labels),
        "alternatives": _by_language(skill.alternatives),
        "kind": skill.kind,
        "broader": list(skill.broader),
        "equivalents": list(skill.equivalents),
        "framework": skill.framework,
        "code": skill.code,
        "statement": _by_language(skill.statement),
    }
    return {name: value for name, value in found.items() if value}


def _by_language(words: Words) -> JsonObject:
    found: dict[str, list[str]] = {}
    for lang, text in words.texts:
        found.setdefault(lang or "und", []).append(text)
    return {lang: texts[0] if len(texts) == 1 else texts for lang, texts in found.items()}


def to_csv(taxonomy: Taxonomy) -> bytes:
    """Return the CSV form, UTF-8 with a mark, as Excel reads it; texts in other languages than two are left out."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for uri in sorted(taxonomy.skills):
        writer.writerow(_row(taxonomy.skills[uri]))
    return out.getvalue().encode("utf-8-sig")


def _row(skill: Skill) -> dict[str, str]:
    row = {"uri": skill.uri, "kind": skill.kind, "framework": skill.framework or "", "code": skill.code or ""}
    row |= {"broader": "|".join(skill.broader), "equivalents": "|".join(skill.equivalents)}
    for stem, words in (("label", skill.labels), ("alt", skill.alternatives), ("statement", skill.statement)):
        for lang in _LANGUAGES:
            row[f"{stem}_{lang}"] = "|".join(text for tag, text in words.texts if tag == lang)
    return row


def skills_schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of the JSON form."""
    return form_schema(_Skills, "skills-1", "A list of skills")
