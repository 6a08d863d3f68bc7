"""The JSON Schema (draft 2020-12) of what ``mexbadge check FILE --json`` says of one document."""

from typing import Final

from mexbadge._json import JsonObject
from mexbadge.verify.form.faults import Shape
from mexbadge.verify.form.value import FORM_SCHEMA
from mexbadge.verify.kinds import KINDS

__all__ = ["form_schema"]

_TEXT: Final[JsonObject] = {"type": "string"}
_MAYBE: Final[JsonObject] = {"type": ["string", "null"]}
_PROBLEM: Final[JsonObject] = {
    "code": _TEXT,
    "outcome": {"type": "string", "enum": ["failed", "warned", "unknown"]},
    "where": {"type": ["string", "integer", "null"]},
    "clause": _MAYBE,
    "message": _TEXT,
    "hint": _MAYBE,
}
_REPORT: Final[JsonObject] = {
    "kind": {"type": "string", "enum": [*KINDS, "unknown"]},
    "version": _MAYBE,
    "place": _MAYBE,
    "form": {"type": "string", "enum": [shape.value for shape in Shape]},
    "problems": {"type": "array", "items": {"$ref": "#/$defs/problem"}},
    "inside": {"type": "array", "items": {"$ref": "#/$defs/report"}},
}


def form_schema() -> JsonObject:
    """Return the schema of each line of ``mexbadge check FILE --json``."""
    head: JsonObject = {"schema": {"const": FORM_SCHEMA}, "input": _TEXT, "verified": {"const": False}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": FORM_SCHEMA,
        "title": "Whether a document of Open Badges is well formed; nothing of it is verified",
        **_object({**head, **_REPORT, "mexbadge": _TEXT}),
        "$defs": {"report": _object(_REPORT), "problem": _object(_PROBLEM)},
    }


def _object(members: JsonObject) -> JsonObject:
    return {"type": "object", "properties": members, "required": sorted(members), "additionalProperties": False}
