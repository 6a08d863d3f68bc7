"""The simple list of skills, as CSV or JSON, to which the lists of other frameworks can be exported.

CSV: one row a skill, with the columns of :data:`COLUMNS` in any order; several values of one cell are divided by ``|``.
JSON: ``{"schema": …, "skills": [{"uri": …, "labels": {"en": …}, …}]}``.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge._names import schema_name, schema_names
from mexbadge.errors import InputError, Problem, RosterError, SchemaError, within
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
_MEMBERS: Final = {
    "uri": str,
    "labels": dict,
    "alternatives": dict,
    "kind": str,
    "broader": list,
    "equivalents": list,
    "framework": str,
    "code": str,
    "statement": dict,
}


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
    listed = document.get("skills")
    if document.get("schema") not in schema_names(SKILLS_SCHEMA) or not isinstance(listed, list) or len(listed) > ROWS:
        raise SchemaError([Problem("skills_schema", "", {"schema": SKILLS_SCHEMA, "limit": ROWS})])
    problems = list(_unknown(document, {"schema", "skills"}, ""))
    skills: list[Skill] = []
    for place, value in enumerate(listed):
        found = list(_problems(value, f"/skills/{place}"))
        problems += found
        if not found:
            skills.append(_of_object(value))
    if problems:
        raise SchemaError(problems)
    return Taxonomy.of(skills)


def _problems(value: object, where: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem("skills_member", where, {"member": where, "kind": "object"})
        return
    yield from _unknown(value, _MEMBERS.keys(), where)
    for member, kind in _MEMBERS.items():
        if member in value and not _is(value[member], kind):
            yield Problem("skills_member", f"{where}/{member}", {"member": member, "kind": _KINDS[kind]})
    if not isinstance(value.get("uri"), str) or ":" not in value["uri"]:
        yield Problem("skills_uri", f"{where}/uri", {"uri": value.get("uri", "")})
    if not value.get("labels"):
        yield Problem("skills_no_label", f"{where}/labels", {"uri": value.get("uri", "")})


_KINDS: Final[Mapping[object, str]] = {str: "text", dict: "texts by language", list: "list of texts"}


def _is(value: object, kind: object) -> bool:
    if kind is dict:
        flat = value.items() if isinstance(value, dict) else [("", None)]
        return all(isinstance(each, str) or (_is(each, list)) for _, each in flat)
    if kind is list:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, str)


def _unknown(value: Mapping[str, object], known: Iterable[str], where: str) -> Iterator[Problem]:
    for name in value:
        if name not in known:
            yield Problem("skills_member_unknown", f"{where}/{_json.escape_pointer(name)}", {"member": name})


def _of_object(value: Mapping[str, Any]) -> Skill:
    return Skill(
        value["uri"],
        _words(value.get("labels", {})),
        _words(value.get("alternatives", {})),
        value.get("kind", "skill"),
        tuple(value.get("broader", ())),
        tuple(value.get("equivalents", ())),
        value.get("framework"),
        value.get("code"),
        _words(value.get("statement", {})),
    )


def _words(value: Mapping[str, str | Sequence[str]]) -> Words:
    return Words(
        tuple((lang, text) for lang, texts in value.items() for text in ([texts] if isinstance(texts, str) else texts))
    )


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
    text: JsonObject = {"type": "string"}
    texts: JsonObject = {
        "type": "object",
        "additionalProperties": {"anyOf": [text, {"type": "array", "items": text}]},
    }
    forms: Mapping[object, JsonObject] = {str: text, dict: texts, list: {"type": "array", "items": text}}
    members = {name: forms[kind] for name, kind in _MEMBERS.items()}
    item = {"type": "object", "properties": members, "required": ["uri", "labels"], "additionalProperties": False}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SKILLS_SCHEMA,
        "title": "A list of skills",
        "type": "object",
        "properties": {"schema": {"enum": schema_names(SKILLS_SCHEMA)}, "skills": {"type": "array", "items": item}},
        "required": ["schema", "skills"],
        "additionalProperties": False,
    }
