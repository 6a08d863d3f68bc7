"""The form of a trust list: its JSON Schema, and reading one with everything that is wrong with it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge._names import schema_name, schema_names
from mexbadge.errors import InputError, Problem
from mexbadge.ledger import LogPolicy, NoteKey, WitnessPolicy
from mexbadge.models.dates import ZONED_PATTERN, instant
from mexbadge.models.language import MAP_KEY_PATTERN, Words, is_language
from mexbadge.trust.entries import TrustEntry

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["MOST_ISSUERS", "TRUST_LIST_SCHEMA", "ListReading", "document_in", "trust_list_schema"]

TRUST_LIST_SCHEMA: Final = schema_name("trust-list-1")
"""The name of the form; ``schemas/trust-list-1.schema.json`` describes it."""
MOST_ISSUERS: Final = 10_000
"""How many issuers one list may name."""
_MOST_PROBLEMS: Final = 100
_LONGEST_TEXT: Final = 300
_LONGEST_ID: Final = 4096
_ID_PATTERN: Final = r"^(did:[a-z0-9]+:[A-Za-z0-9._:%-]+|https://[!-~]+)$"
_ID: Final = re.compile(_ID_PATTERN[1:-1], re.ASCII)
_LIST_MEMBERS: Final = ("schema", "name", "id", "validFrom", "validUntil", "issuers", "logs", "proof")
_MOST_LOGS: Final = 100
_LONGEST_KEY: Final = 500
_NO_LANGUAGE: Final = "@none"
_LONGEST_TONGUE: Final = 100
_TONGUE: Final = {"pattern": MAP_KEY_PATTERN, "maxLength": _LONGEST_TONGUE}
_ENTRY_MEMBERS: Final = ("id", "name", "roles", "validFrom", "validUntil")


def trust_list_schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of a trust list."""
    text = {"type": "string", "pattern": r"\S", "maxLength": _LONGEST_TEXT}
    ident = {"type": "string", "pattern": _ID_PATTERN, "maxLength": _LONGEST_ID}
    moment = {"type": "string", "pattern": ZONED_PATTERN}
    window = {"validFrom": moment, "validUntil": moment}
    tongues = {"type": "object", "minProperties": 1, "propertyNames": _TONGUE, "additionalProperties": text}
    names = {"anyOf": [text, tongues, {"type": "array", "minItems": 1, "items": {"anyOf": [text, tongues]}}]}
    entry = {"id": ident, "name": names, "roles": {"type": "array", "items": text}, **window}
    proof = {"type": "object"}
    members = {
        "schema": {"enum": schema_names(TRUST_LIST_SCHEMA)},
        "name": text,
        "id": ident,
        **window,
        "issuers": {"type": "array", "items": _closed(entry, ["id", "name"]), "maxItems": MOST_ISSUERS},
        "logs": {"type": "array", "items": _closed(_LOG, ["key"]), "maxItems": _MOST_LOGS},
        "proof": {"anyOf": [proof, {"type": "array", "items": proof, "minItems": 1}]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": TRUST_LIST_SCHEMA,
        "title": "A list of issuers that somebody approves",
        **_closed(members, ["issuers", "name", "schema"]),
    }


_KEY_TEXT: Final = {"type": "string", "maxLength": _LONGEST_KEY}
_LOG: Final[JsonObject] = {
    "key": _KEY_TEXT,
    "witnesses": {"type": "array", "items": _KEY_TEXT, "minItems": 1},
    "quorum": {"type": "integer", "minimum": 1},
}


def _log(value: object) -> LogPolicy:
    """Return one ledger: its key, and how many of which witnesses must have spoken (all, unless told otherwise)."""
    if not isinstance(value, dict) or not value.keys() <= _LOG.keys():
        raise ValueError(value)
    key, names, quorum = value.get("key"), value.get("witnesses", []), value.get("quorum")
    texts = isinstance(names, list) and all(isinstance(name, str) for name in names)
    if (
        not isinstance(key, str)
        or not texts
        or not isinstance(quorum, int | None)
        or isinstance(quorum, bool)
        or (quorum is not None and not names)
    ):
        raise ValueError(value)
    keys = tuple(NoteKey.parse(name) for name in names)
    return LogPolicy.of(key, WitnessPolicy(keys, len(keys) if quorum is None else quorum) if keys else None)


def _closed(members: JsonObject, required: list[str]) -> JsonObject:
    return {"type": "object", "properties": members, "required": required, "additionalProperties": False}


def document_in(source: bytes | str | PathLike[str], label: str) -> JsonObject:
    """Return the JSON object in ``source``; raise :class:`InputError` ``trust_not_json`` or ``trust_unreadable``."""
    data = source if isinstance(source, bytes) else _read(Path(source), label)
    try:
        return _json.loads_object(data)
    except InputError as error:
        raise InputError("trust_not_json", where=error.where, list=label, reason=error) from None


def _read(path: Path, label: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_limits.CREDENTIAL_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "?"
        raise InputError("trust_unreadable", list=label, reason=reason) from None


@dataclass(frozen=True, slots=True)
class ListReading:
    """One list while it is read, and everything that is wrong with it, up to a hundred problems."""

    label: str
    problems: list[Problem] = field(default_factory=list)

    def document(self, document: JsonObject) -> tuple[TrustEntry, ...]:
        """Read the whole; the entries mean something only if there are no problems."""
        if document.get("schema") not in schema_names(TRUST_LIST_SCHEMA):
            self._problem("trust_schema", "/schema", schema=TRUST_LIST_SCHEMA)
        self._known(document, _LIST_MEMBERS, "")
        self._text(document, "name", "")
        if "id" in document:
            self._id(document, "")
        self._window(document, "")
        proof = document.get("proof", {})
        proofs = proof if isinstance(proof, list) else [proof]
        if not proofs or not all(isinstance(one, dict) for one in proofs):
            self._problem("trust_proof_form", "/proof")
        self.logs(document)
        return self._entries(document.get("issuers"))

    def logs(self, document: JsonObject) -> tuple[LogPolicy, ...]:
        """Read the ledgers that the list vouches for."""
        listed = document.get("logs", [])
        if not isinstance(listed, list) or len(listed) > _MOST_LOGS:
            self._problem("trust_log", "/logs")
            return ()
        found: list[LogPolicy] = []
        for place, value in enumerate(listed):
            try:
                found.append(_log(value))
            except ValueError:  # of ours or of the keys: what is wrong is told by its place
                self._problem("trust_log", f"/logs/{place}")
        return tuple(found)

    def _entries(self, issuers: object) -> tuple[TrustEntry, ...]:
        if not isinstance(issuers, list):
            self._problem("trust_issuers", "/issuers")
            return ()
        if len(issuers) > MOST_ISSUERS:
            self._problem("trust_many", "/issuers", limit=MOST_ISSUERS)
            return ()
        entries: dict[str, TrustEntry] = {}
        for place, value in enumerate(issuers):
            where = f"/issuers/{place}"
            entry = self._entry(value, where)
            if entry.id and entry.id in entries:
                self._problem("trust_twice", f"{where}/id", id=entry.id)
            entries[entry.id] = entry
        return tuple(entries.values())

    def _entry(self, value: object, where: str) -> TrustEntry:
        if not isinstance(value, dict):
            self._problem("trust_entry", where)
            return TrustEntry("", "")
        self._known(value, _ENTRY_MEMBERS, where)
        start, end = self._window(value, where)
        roles = value.get("roles", [])
        if not isinstance(roles, list):
            self._problem("trust_roles", f"{where}/roles")
            roles = []
        for place, role in enumerate(roles):
            self._is_text(role, f"{where}/roles/{place}")
        names = self._names(value.get("name"), f"{where}/name")
        name = names.text() or ""
        more = Words() if names == Words(((None, name),)) else names
        return TrustEntry(self._id(value, where), name, tuple(map(str, roles)), start, end, more)

    def _names(self, value: object, where: str) -> Words:
        """Read one name, names by their languages, or a list of both."""
        many = isinstance(value, list) and bool(value)
        for place, item in enumerate(value) if isinstance(value, list) and many else ((None, value),):
            at = where if place is None else f"{where}/{place}"
            texts = item if isinstance(item, dict) and item else {_NO_LANGUAGE: item}
            for tongue, text in texts.items():
                inner = (
                    at
                    if isinstance(item, str) or not isinstance(item, dict)
                    else f"{at}/{_json.escape_pointer(tongue)}"
                )
                if tongue != _NO_LANGUAGE and not is_language(tongue):
                    self._problem("trust_text", inner, limit=_LONGEST_TEXT)
                self._is_text(text, inner)
        return Words.of(value)

    def _known(self, value: JsonObject, known: Collection[str], where: str) -> None:
        for name in value:
            if name not in known:
                self._problem("trust_member", f"{where}/{_json.escape_pointer(name)}", name=name)

    def _id(self, holder: JsonObject, where: str) -> str:
        ident = holder.get("id")
        if isinstance(ident, str) and len(ident) <= _LONGEST_ID and _ID.fullmatch(ident):
            return ident
        self._problem("trust_id", f"{where}/id", id=ident if isinstance(ident, str) else "-")
        return ""

    def _text(self, holder: JsonObject, name: str, where: str) -> str:
        value = holder.get(name)
        self._is_text(value, f"{where}/{name}")
        return str(value)

    def _is_text(self, value: object, where: str) -> None:
        if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_TEXT:
            self._problem("trust_text", where, limit=_LONGEST_TEXT)

    def _window(self, holder: JsonObject, where: str) -> tuple[str | None, str | None]:
        texts = holder.get("validFrom"), holder.get("validUntil")
        moments: list[datetime] = []
        for name, text in zip(("validFrom", "validUntil"), texts, strict=True):
            if name not in holder:
                continue
            try:
                moments.append(instant(text if isinstance(text, str) else ""))
            except InputError:
                self._problem("trust_date", f"{where}/{name}", date=text if isinstance(text, str) else "-")
        if len(moments) == len(texts) and moments[1] <= moments[0]:
            self._problem("trust_dates", f"{where}/validUntil", start=texts[0], end=texts[1])
        return texts

    def _problem(self, code: str, where: str, **values: object) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(code, where, {"list": self.label, "place": where, **values}))
