"""The JSON Schema (draft 2020-12) of what ``mexbadge show --json`` says of one document."""

from typing import Final

from mexbadge._json import JsonObject
from mexbadge.verify.contents.value import CONTENTS_SCHEMA
from mexbadge.verify.kinds import KINDS
from mexbadge.verify.subject import SecuredBy

__all__ = ["contents_schema"]

_TEXT: Final[JsonObject] = {"type": "string"}
_MAYBE: Final[JsonObject] = {"type": ["string", "null"]}
_TEXTS: Final[JsonObject] = {"type": "array", "items": _TEXT}
_WORDS: Final[JsonObject] = {"$ref": "#/$defs/words"}
_PLAIN: Final[JsonObject] = {"type": ["string", "number", "boolean"]}
_AS_WRITTEN: Final[JsonObject] = {"type": "object", "minProperties": 1}
_LEFT: Final[JsonObject] = {
    "extensions": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"name": _TEXT, "value": True},
            "required": ["name", "value"],
            "additionalProperties": False,
        },
    },
    "other": _AS_WRITTEN,
}
"""What has no place in the shape, under its own name."""


def contents_schema() -> JsonObject:
    """Return the schema of each line of ``mexbadge show --json``; readers ignore members they do not know."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": CONTENTS_SCHEMA,
        "title": "What a badge says, as mexbadge shows it; nothing of it is checked",
        **_object(
            {
                "schema": {"const": CONTENTS_SCHEMA},
                "input": _TEXT,
                "checked": {"const": False},
                **_CONTENTS,
                "mexbadge": _TEXT,
            },
            {"schema", "input", "checked", "mexbadge", *_ALWAYS},
        ),
        "$defs": {
            "words": {
                "description": "a text, or texts by language (und: in no language)",
                "anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT, "minProperties": 1}],
            },
            "contents": _object(_CONTENTS, set(_ALWAYS)),
            **{name: _object({"types": _TEXTS, **members, **_LEFT}) for name, members in _PARTS.items()},
        },
    }


def _object(members: JsonObject, required: set[str] | None = None) -> JsonObject:
    made: JsonObject = {"type": "object", "properties": members, "additionalProperties": False}
    return {**made, "required": sorted(required)} if required else made


def _ref(name: str) -> JsonObject:
    return {"$ref": f"#/$defs/{name}"}


def _several(name: str) -> JsonObject:
    return {"type": "array", "items": _ref(name)}


_PARTS: Final[JsonObject] = {
    "profile": {
        "id": _TEXT,
        "name": _WORDS,
        "url": _TEXT,
        "email": _TEXT,
        "phone": _TEXT,
        "description": _WORDS,
        "image": _ref("image"),
    },
    "image": {"url": _TEXT, "caption": _WORDS},
    "achievement": {
        "id": _TEXT,
        "name": _WORDS,
        "description": _WORDS,
        "achievementType": _TEXT,
        "criteria": _ref("criteria"),
        "alignments": _several("alignment"),
        "tags": {"type": "array", "items": _WORDS},
        "language": _TEXT,
        "creditsAvailable": _PLAIN,
        "creator": _ref("profile"),
        "resultDescriptions": _several("resultDescription"),
        "image": _ref("image"),
    },
    "criteria": {"url": _TEXT, "narrative": _WORDS},
    "alignment": {
        "name": _WORDS,
        "url": _TEXT,
        "code": _WORDS,
        "framework": _WORDS,
        "targetType": _TEXT,
        "description": _WORDS,
    },
    "resultDescription": {
        "id": _TEXT,
        "name": _WORDS,
        "resultType": _TEXT,
        "requiredValue": _WORDS,
        "requiredLevel": _TEXT,
        "alignments": _several("alignment"),
        "levels": _several("level"),
    },
    "level": {
        "id": _TEXT,
        "name": _WORDS,
        "level": _WORDS,
        "description": _WORDS,
        "points": _WORDS,
        "alignments": _several("alignment"),
    },
    "result": {
        "value": {"anyOf": [_WORDS, _PLAIN]},
        "level": _TEXT,
        "status": _TEXT,
        "resultDescription": _TEXT,
        "alignments": _several("alignment"),
    },
    "evidence": {
        "url": _TEXT,
        "name": _WORDS,
        "narrative": _WORDS,
        "description": _WORDS,
        "genre": _WORDS,
        "audience": _WORDS,
    },
    "identity": {"type": _TEXT, "value": _TEXT, "hashed": _PLAIN, "salt": _TEXT},
    "recipient": {
        "id": _TEXT,
        "identities": _several("identity"),
        "narrative": _WORDS,
        "role": _WORDS,
        "term": _WORDS,
        "licenseNumber": _WORDS,
        "creditsEarned": _PLAIN,
        "activityStart": _TEXT,
        "activityEnd": _TEXT,
        "source": _ref("profile"),
        "image": _ref("image"),
    },
    "endorsed": {"id": _TEXT, "comment": _WORDS},
}
_ALWAYS: Final = ("kind", "version", "format", "headline", "endorsements", "credentials", "notes")
_CONTENTS: Final[JsonObject] = {
    "kind": {"type": "string", "enum": list(KINDS)},
    "version": _MAYBE,
    "format": {"anyOf": [{"type": "string", "enum": [form.value for form in SecuredBy]}, {"type": "null"}]},
    "headline": {
        **_MAYBE,
        "description": "the achievement's name, in the language asked for",
    },
    "id": _TEXT,
    "types": _TEXTS,
    "contexts": {"type": "array", "items": True},
    "credentialName": _WORDS,
    "credentialDescription": _WORDS,
    "awarded": _TEXT,
    "validFrom": {**_TEXT, "description": "as it is written; issuedOn of 2.0, issuanceDate of VC 1.1"},
    "validUntil": {**_TEXT, "description": "as it is written; expires of 2.0, expirationDate of VC 1.1"},
    "issuer": _ref("profile"),
    "holder": _ref("profile"),
    "endorsed": _ref("endorsed"),
    "results": _several("result"),
    "recipient": _ref("recipient"),
    "achievements": _several("achievement"),
    "evidence": _several("evidence"),
    "image": _ref("image"),
    "technical": {**_AS_WRITTEN, "description": "proof, status, schema and the like, as they are written"},
    **_LEFT,
    "endorsements": _several("contents"),
    "credentials": _several("contents"),
    "notes": {
        "description": "what could not be had, and what should be known of how the rest was",
        "type": "array",
        "items": _object(
            {"code": _TEXT, "where": {"type": ["string", "integer", "null"]}, "message": _TEXT, "hint": _MAYBE},
            {"code", "where", "message", "hint"},
        ),
    },
}
