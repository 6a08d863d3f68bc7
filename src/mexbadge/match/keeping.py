"""Applicants and results kept as JSON, sealed with a digest: what was decided by can be shown unchanged years later."""

from collections.abc import Mapping
from typing import Any, Final

import mexbadge
from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge._kept import opened, sealed
from mexbadge._kept_schema import PackedSchema
from mexbadge._names import schema_name
from mexbadge.errors import InputError
from mexbadge.match.explaining import MATCH_SCHEMA, match_json, match_schema
from mexbadge.match.matching import Match
from mexbadge.match.vacancy import Applicant, applicant_schema
from mexbadge.plan import Plan
from mexbadge.skills import Holding, SkillProfile
from mexbadge.skills.keeping import KEPT_PROFILE_SCHEMA
from mexbadge.texts import Lang
from mexbadge.verify.keeping import KEPT_REPORT_SCHEMA, KeptReport

__all__ = [
    "KEPT_APPLICANT_SCHEMA",
    "KEPT_MATCH_SCHEMA",
    "keep_applicant",
    "keep_match",
    "kept_schema",
    "read_kept_applicant",
    "read_kept_match",
]

KEPT_APPLICANT_SCHEMA: Final = schema_name("kept-applicant-1")
"""The name of the form of :func:`keep_applicant`."""
KEPT_MATCH_SCHEMA: Final = schema_name("kept-match-1")
"""The name of the form of :func:`keep_match`."""


def keep_applicant(applicant: Applicant) -> JsonObject:
    """Return the document that :func:`read_kept_applicant` reads."""
    return sealed(KEPT_APPLICANT_SCHEMA, mexbadge.__version__, applicant.to_json())


def read_kept_applicant(document: Mapping[str, Any] | bytes) -> Applicant:
    """Read an applicant that was kept.

    Raises :class:`InputError` ``kept_version``, ``kept_changed``, ``kept_form``, and as :meth:`Applicant.parse`.
    """
    return Applicant.parse(_object(_opened(document, KEPT_APPLICANT_SCHEMA)))


def keep_match(match: Match, lang: Lang = "en", *, plan: Plan | None = None) -> JsonObject:
    """Return a result (:func:`match_json`) as the document that :func:`read_kept_match` reads."""
    return sealed(KEPT_MATCH_SCHEMA, mexbadge.__version__, match_json(match, lang, plan=plan))


def read_kept_match(document: Mapping[str, Any] | bytes) -> JsonObject:
    """Read a result that was kept: the object of :func:`match_json`, exactly as it was.

    Raises :class:`InputError` ``kept_version``, ``kept_changed``, ``kept_form``.
    """
    found = _object(_opened(document, KEPT_MATCH_SCHEMA))
    if found.get("schema") != MATCH_SCHEMA:
        raise InputError("kept_version", schema=str(found.get("schema")), expected=MATCH_SCHEMA)
    return found


def _opened(document: Mapping[str, Any] | bytes, schema: str) -> Mapping[str, Any]:
    if isinstance(document, bytes):
        document = _json.loads_object(document, max_bytes=_limits.RESOURCE_BYTES)
    return opened(document, schema)


def _object(document: Mapping[str, Any]) -> JsonObject:
    kept = document["kept"]
    if not isinstance(kept, dict):
        raise InputError("kept_form")
    return kept


def kept_schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of everything that is kept, to its depth.

    A report and a profile are described as this version writes them; of a result it is ``match-1``, of an applicant
    ``applicant-1``. In a profile a badge stands once, in ``shared``, and is named by its place.
    """
    packed = PackedSchema(Holding)
    applicant, result = applicant_schema(), match_schema()
    kept: dict[str, tuple[JsonObject, JsonObject | None]] = {
        KEPT_REPORT_SCHEMA: (packed.record(KeptReport), None),
        KEPT_PROFILE_SCHEMA: (packed.of(SkillProfile), packed.record(Holding)),
        KEPT_APPLICANT_SCHEMA: ({"$ref": applicant["$id"]}, None),
        KEPT_MATCH_SCHEMA: ({"$ref": result["$id"]}, None),
    }
    members: JsonObject = {
        "schema": {"enum": list(kept)},
        "kept": {"type": "object"},
        "shared": {"type": "array"},
        "mexbadge": {"type": "string", "description": "the version that wrote it; the digest does not cover it"},
        "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_name("kept-1"),
        "title": "A report, a profile, an applicant or a result, kept and sealed",
        "type": "object",
        "properties": members,
        "required": ["schema", "kept", "mexbadge", "digest"],
        "additionalProperties": False,
        "oneOf": [_one(name, *forms) for name, forms in kept.items()],
        "$defs": {**dict(sorted(packed.defs.items())), "applicant-1": applicant, "match-1": result},
    }


def _one(name: str, kept: JsonObject, shared: JsonObject | None) -> JsonObject:
    """Return the schema of one kind of document."""
    members: JsonObject = {"schema": {"const": name}, "kept": kept}
    members["shared"] = False if shared is None else {"type": "array", "items": shared}
    return {"properties": members, "required": [] if shared is None else ["shared"]}
