"""The JSON Schema (draft 2020-12) of a report, and of the object that stands for an error of the command itself."""

from typing import Final

from mexbadge import texts
from mexbadge._json import JsonObject
from mexbadge.fetch.types import Source
from mexbadge.verify.findings import Check, Outcome, Verdict, Why
from mexbadge.verify.report import REPORT_SCHEMA

__all__ = ["report_schema"]

_TEXT: Final[JsonObject] = {"type": "string"}
_MAYBE: Final[JsonObject] = {"type": ["string", "null"]}
_WHERE: Final[JsonObject] = {"type": ["string", "integer", "null"]}


def report_schema() -> JsonObject:
    """Return the schema of each line of ``mexbadge verify --json``; readers ignore members they do not know."""
    codes = sorted(code for code, sentence in texts.all_sentences().items() if sentence.about)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": REPORT_SCHEMA,
        "title": "A report of mexbadge, or an error of the command",
        "oneOf": [{"$ref": "#/$defs/whole"}, {"$ref": "#/$defs/error"}],
        "$defs": {
            "code": {"type": "string", "enum": codes},
            "whole": {
                **_object({**_REPORT, "schema": {"const": REPORT_SCHEMA}, "mexbadge": _TEXT}, optional={"nested"}),
            },
            "report": _object(_REPORT, optional={"nested"}),
            "badge": _object(_BADGE),
            "finding": _object(_FINDING),
            "resource": _object(
                {
                    "url": _TEXT,
                    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "source": _enum(Source),
                }
            ),
            "error": _object(
                {
                    "error": _object(
                        {"code": {"$ref": "#/$defs/code"}, "message": _TEXT, "hint": _MAYBE, "where": _WHERE}
                    )
                }
            ),
        },
    }


def _enum(values: "type[Verdict | Outcome | Check | Source | Why]") -> JsonObject:
    return {"type": "string", "enum": [value.value for value in values]}


def _object(members: JsonObject, optional: "set[str] | frozenset[str]" = frozenset()) -> JsonObject:
    return {"type": "object", "properties": members, "required": sorted(members.keys() - optional)}


_FINDING: Final[JsonObject] = {
    "code": {"$ref": "#/$defs/code"},
    "check": _enum(Check),
    "outcome": _enum(Outcome),
    "why": {"anyOf": [_enum(Why), {"type": "null"}]},
    "message": _TEXT,
    "hint": _MAYBE,
    "where": _WHERE,
}
_IDENTITY: Final[JsonObject] = {"type": _TEXT, "value": _MAYBE, "hashed": {"type": "boolean"}}
_BADGE: Final[JsonObject] = {
    "version": _TEXT,
    "format": _TEXT,
    "id": _MAYBE,
    "name": _MAYBE,
    "issuer": _object({"id": _MAYBE, "name": _MAYBE}),
    "holder": _object({"id": _MAYBE, "identities": {"type": "array", "items": _object(_IDENTITY)}}),
    "validFrom": _MAYBE,
    "validUntil": _MAYBE,
}
_REPORT: Final[JsonObject] = {
    "input": _TEXT,
    "verdict": _enum(Verdict),
    "at": {"type": "string", "format": "date-time"},
    "badge": {"anyOf": [{"$ref": "#/$defs/badge"}, {"type": "null"}]},
    "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
    "resources": {"type": "array", "items": {"$ref": "#/$defs/resource"}},
    "nested": {"type": "array", "items": {"$ref": "#/$defs/report"}},
}
