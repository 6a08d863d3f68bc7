"""The form of a trust list, as people write it; its JSON Schema follows from it."""

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    StrictInt,
    StringConstraints,
    Tag,
    ValidationInfo,
    WithJsonSchema,
    WrapValidator,
)

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge._names import schema_name
from mexbadge.errors import InputError
from mexbadge.ledger import LogPolicy, NoteKey, WitnessPolicy
from mexbadge.models.dates import ZONED_PATTERN, instant
from mexbadge.models.forms import DocumentForm, Saying, Sayings, SchemaName, form_of, form_schema, refused
from mexbadge.models.language import MAP_KEY_PATTERN, Words
from mexbadge.trust.entries import TrustEntry

__all__ = ["MOST_ISSUERS", "TRUST_LIST_SCHEMA", "ListForm", "document_in", "read_list", "trust_list_schema"]

TRUST_LIST_SCHEMA: Final = schema_name("trust-list-1")
"""The name of the form; ``schemas/trust-list-1.schema.json`` describes it."""
MOST_ISSUERS: Final = 10_000
"""How many issuers one list may name."""
_LONGEST_TEXT: Final = 300
_LONGEST_ID: Final = 4096
_LONGEST_KEY: Final = 500
_LONGEST_TONGUE: Final = 100
_MOST_LOGS: Final = 100
_ID_PATTERN: Final = r"^(did:[a-z0-9]+:[A-Za-z0-9._:%-]+|https://[!-~]+)$"
_TEXT: Final = Saying("trust_text", {"limit": _LONGEST_TEXT})
_SCHEMA: Final = Saying("trust_schema", {"schema": TRUST_LIST_SCHEMA})
_ID: Final = Saying("trust_id", {"id": "-"})


def _sayings(label: str) -> Sayings:
    """Return the words in which the list called ``label`` says what is wrong with it."""
    members = {
        "schema": _SCHEMA,
        "id": _ID,
        "issuers": Saying("trust_issuers"),
        "roles": Saying("trust_roles"),
        "logs": Saying("trust_log"),
    }
    codes = dict.fromkeys(("form_missing", "form_text", "form_empty", "form_long", "form_value"), _TEXT)
    codes |= {"form_unknown": Saying("trust_member"), "form_object": Saying("trust_entry")}
    return Sayings(members, codes, {"list": label})


def _text(value: object) -> object:
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_TEXT:
        raise refused(_TEXT.code, **_TEXT.values)
    return value


def _moment(value: object) -> object:
    try:
        instant(value if isinstance(value, str) else "")
    except InputError:
        raise refused("trust_date", date=value if isinstance(value, str) else "-") from None
    return value


def _after(value: object, info: ValidationInfo) -> object:
    """Refuse an end that does not lie behind the beginning, where both are moments."""
    start = info.data.get("valid_from")
    if isinstance(value, str) and isinstance(start, str) and instant(value) <= instant(start):
        raise refused("trust_dates", start=start, end=value)
    return value


def _once(value: str, info: ValidationInfo) -> str:
    """Refuse an id that another entry has."""
    seen: set[str] = info.context["seen"] if info.context else set()
    if value in seen:
        raise refused("trust_twice", id=value)
    seen.add(value)
    return value


def _ident(value: object, check: Callable[[object], str]) -> str:
    try:
        return check(value)
    except ValueError:  # of another kind, or no id
        raise refused(_ID.code, id=value if isinstance(value, str) else "-") from None


def _few(value: object) -> object:
    if isinstance(value, list) and len(value) > MOST_ISSUERS:
        raise refused("trust_many", limit=MOST_ISSUERS)
    return value


def _proofs(value: object) -> object:
    proofs = value if isinstance(value, list) else [value]
    if not proofs or not all(isinstance(one, dict) for one in proofs):
        raise refused("trust_proof_form")
    return value


def _log(value: object, check: Callable[[object], "_Log"]) -> "_Log":
    try:
        log = check(value)
        log.policy()
    except ValueError:  # of the form or of the keys: what is wrong is told by its place
        raise refused("trust_log") from None
    return log


def _kind(value: object) -> str:
    """Return as what a name is read: a tag that no member is called."""
    return ":map" if isinstance(value, dict) else ":list" if isinstance(value, list) else ":text"


class _Form(DocumentForm, validate_by_name=False):
    """A part of a list: its members are called as the standard would."""


class _Log(_Form):
    """A ledger that the list vouches for."""

    key: Annotated[str, StringConstraints(max_length=_LONGEST_KEY)]
    witnesses: tuple[Annotated[str, StringConstraints(max_length=_LONGEST_KEY)], ...] = ()
    quorum: Annotated[StrictInt, Field(ge=1)] | None = None

    def policy(self) -> LogPolicy:
        """Return whose word counts: how many of which witnesses must have spoken (all, unless told otherwise)."""
        if self.quorum is not None and not self.witnesses:
            raise refused("trust_log")
        keys = tuple(NoteKey.parse(name) for name in self.witnesses)
        return LogPolicy.of(self.key, WitnessPolicy(keys, self.quorum or len(keys)) if keys else None)


_Text = Annotated[
    str, BeforeValidator(_text), WithJsonSchema({"type": "string", "pattern": r"\S", "maxLength": _LONGEST_TEXT})
]
_Ident = Annotated[str, StringConstraints(pattern=_ID_PATTERN, max_length=_LONGEST_ID), WrapValidator(_ident)]
_Tongue = Annotated[str, StringConstraints(pattern=MAP_KEY_PATTERN, max_length=_LONGEST_TONGUE)]
_Tongues = Annotated[
    dict[_Tongue, _Text], Field(min_length=1, json_schema_extra={"additionalProperties": False}), Tag(":map")
]
_Name = Annotated[Annotated[_Text, Tag(":text")] | _Tongues, Discriminator(_kind)]
_Names = Annotated[
    Annotated[_Text, Tag(":text")] | _Tongues | Annotated[list[_Name], Field(min_length=1), Tag(":list")],
    Discriminator(_kind),
]
_ZONED: Final = WithJsonSchema({"type": "string", "pattern": ZONED_PATTERN})
_Start = Annotated[str | None, BeforeValidator(_moment), _ZONED]
_End = Annotated[str | None, AfterValidator(_after), BeforeValidator(_moment), _ZONED]
_PROOF: Final = {"anyOf": [{"type": "object"}, {"type": "array", "items": {"type": "object"}, "minItems": 1}]}


class _Entry(_Form):
    """An issuer."""

    id: Annotated[_Ident, AfterValidator(_once)]
    name: _Names
    roles: tuple[_Text, ...] = ()
    approved_by: _Text | None = None
    valid_from: _Start = None
    valid_until: _End = None

    def entry(self) -> TrustEntry:
        """Return what the list says of the issuer."""
        names = Words.of(self.name)
        name = names.text() or ""
        more = Words() if names == Words(((None, name),)) else names
        return TrustEntry(self.id, name, self.roles, self.valid_from, self.valid_until, more, self.approved_by)


class ListForm(_Form):
    """A trust list; its proof is another matter."""

    form: Annotated[str, SchemaName(TRUST_LIST_SCHEMA, _SCHEMA), Field(alias="schema")]
    name: _Text
    id: _Ident = ""
    valid_from: _Start = None
    valid_until: _End = None
    issuers: Annotated[tuple[_Entry, ...], Field(max_length=MOST_ISSUERS), BeforeValidator(_few)]
    logs: Annotated[tuple[Annotated[_Log, WrapValidator(_log)], ...], Field(max_length=_MOST_LOGS)] = ()
    proof: Annotated[Any, BeforeValidator(_proofs), WithJsonSchema(_PROOF)] = None


def read_list(document: JsonObject, label: str) -> ListForm:
    """Read a list that problems call ``label``; raise :class:`SchemaError` with all of them."""
    return form_of(ListForm, document, _sayings(label), {"seen": set()})


def trust_list_schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of a trust list."""
    return form_schema(ListForm, "trust-list-1", "A list of issuers that somebody approves")


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
