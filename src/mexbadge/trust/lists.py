"""Trust lists: whom somebody whom you trust approves, as a JSON file, signed or not.

A list names issuers by their ids, with the name and the roles that the list gives them and the time for which it does.
Ids are compared exactly. That an issuer is on a list counts only where the key that signed is bound to that issuer:
that is for the checks to see to.
"""

import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from os import PathLike
from pathlib import Path
from typing import Final, Self

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge._limits import CLOCK_SKEW
from mexbadge._moments import aware, is_ahead, is_over
from mexbadge._names import schema_name, schema_names
from mexbadge.dids import ControllerDocument, resolve
from mexbadge.errors import InputError, Problem, SchemaError
from mexbadge.fetch.types import Fetch, nothing
from mexbadge.ledger import LogPolicy, NoteKey, WitnessPolicy
from mexbadge.models.dates import ZONED_PATTERN, instant
from mexbadge.models.language import MAP_KEY_PATTERN, Words, is_language
from mexbadge.proofs import ProofOutcome, ProofResult, verify_proof
from mexbadge.trust.skeletons import looks

__all__ = [
    "MOST_ISSUERS",
    "TRUST_LIST_SCHEMA",
    "Listing",
    "State",
    "TrustCode",
    "TrustEntry",
    "TrustList",
    "listings",
    "trust_list_schema",
]

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
_SUITES: Final = frozenset({"eddsa-jcs-2022", "ecdsa-jcs-2019"})


class TrustCode(StrEnum):
    """What a finding about trust says."""

    ON_LIST = "trust_on_list"
    LAPSED = "trust_lapsed"
    NOT_YET = "trust_not_yet"
    ON_NO_LIST = "trust_on_no_list"
    UNBOUND = "trust_unbound"
    KEY_LISTED = "trust_key_listed"
    ENDORSER = "trust_endorser"
    TOO_OLD = "trust_too_old"
    ALGORITHM = "trust_algorithm"
    NAME_DIFFERS = "trust_name_differs"
    NAME_OF_OTHER = "trust_name_of_other"
    NAME_LISTED = "trust_name_listed"


class State(StrEnum):
    """How an issuer stands on a list at one moment."""

    ON = "on"
    LAPSED = "lapsed"
    NOT_YET = "not_yet"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TrustEntry:
    """One issuer on a list: its id, and the name, the roles and the time that the list gives it.

    ``names`` are all the names that the list gives it, in one or several languages; ``name`` is one of them.
    """

    id: str
    name: str
    roles: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_until: str | None = None
    names: Words = field(default_factory=Words)

    @property
    def words(self) -> Words:
        """Its names, at least the one."""
        return self.names or Words(((None, self.name),))


@dataclass(frozen=True, slots=True)
class Listing:
    """How one issuer stands on one list; ``limit`` is the date, as written, that keeps it from being on the list."""

    list_name: str
    entry: TrustEntry | None
    state: State
    limit: str | None = None


@dataclass(frozen=True, slots=True)
class TrustList:
    """Issuers that somebody approves. ``signers`` are the ids of those whose proofs on the list were checked.

    ``logs`` are ledgers that the list vouches for, each with its key and its witnesses.
    """

    name: str
    issuers: tuple[TrustEntry, ...] = ()
    id: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    signers: tuple[str, ...] = ()
    logs: tuple[LogPolicy, ...] = ()
    _by_id: dict[str, TrustEntry] = field(init=False, repr=False, compare=False)
    _by_look: dict[str, list[TrustEntry]] = field(init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<TrustList {self.name!r}: {len(self.issuers)} issuers>"

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {entry.id: entry for entry in self.issuers})
        object.__setattr__(self, "_by_look", {})

    def named_like(self, name: str) -> tuple[TrustEntry, ...]:
        """Return the entries of which a name reads like ``name`` (Unicode Technical Standard 39, section 4)."""
        if not self._by_look:
            self._by_look.update(_looks_of(self.issuers))
        found = {entry.id: entry for look in sorted(looks(name)) for entry in self._by_look.get(look, ())}
        return tuple(found.values())

    @classmethod
    def load(
        cls,
        source: bytes | str | PathLike[str],
        *,
        name: str | None = None,
        signers: Collection[str] | None = None,
        fetch: Fetch = nothing,
        at: datetime | None = None,
    ) -> Self:
        """Read a trust list: bytes are content, a text or path names a local file.

        ``name`` is what problems call it. ``signers``: the ids of whom you expect to have signed it; then an unsigned
        list, or one signed by others only, is refused. A proof that is there is always checked, with keys that
        ``fetch`` finds. ``at``: the moment for which the end of a proof and of its key counts, ``None`` for no moment.

        Raises :class:`SchemaError` with all problems of the form, each with its JSON pointer, and :class:`InputError`:
        ``trust_unreadable``, what :func:`mexbadge._json.loads` raises, ``trust_unsigned``, ``trust_signer``,
        ``trust_proof_suite``, ``trust_proof_bad``, ``trust_proof_ended``, ``trust_proof_unresolved``.
        """
        label = name or ("-" if isinstance(source, bytes) else os.fspath(source))
        document = _document(source, label)
        reading = _Reading(label)
        entries = reading.document(document)
        if reading.problems:
            raise SchemaError(reading.problems)
        proven = _checked(document, _Signing(label, signers, fetch, at))
        return cls(
            document["name"],
            entries,
            document.get("id"),
            document.get("validFrom"),
            document.get("validUntil"),
            proven,
            reading.logs(document),
        )

    def logs_at(self, at: datetime, *, leeway: timedelta = CLOCK_SKEW) -> tuple[LogPolicy, ...]:
        """Return the logs that the list vouches for at a moment: none before it begins and after it ends."""
        over = is_over(_moment(self.valid_until), at=aware(at)) or is_ahead(
            _moment(self.valid_from), at=at, leeway=leeway
        )
        return () if over else self.logs

    def find(self, issuer_id: str, *, at: datetime, leeway: timedelta = CLOCK_SKEW) -> Listing:
        """Say how the issuer stands on this list at the moment ``at``; the id must be the very same text."""
        at, entry = aware(at), self._by_id.get(issuer_id)
        if entry is None:
            return Listing(self.name, None, State.NONE)
        for end in (self.valid_until, entry.valid_until):
            if is_over(_moment(end), at=at):
                return Listing(self.name, entry, State.LAPSED, end)
        for start in (self.valid_from, entry.valid_from):
            if is_ahead(_moment(start), at=at, leeway=leeway):
                return Listing(self.name, entry, State.NOT_YET, start)
        return Listing(self.name, entry, State.ON)


def _looks_of(entries: Iterable[TrustEntry]) -> dict[str, list[TrustEntry]]:
    found: dict[str, list[TrustEntry]] = {}
    for entry in entries:
        for look in frozenset[str]().union(*(looks(text) for _, text in entry.words.texts)):
            found.setdefault(look, []).append(entry)
    return found


def listings(
    lists: Iterable[TrustList], issuer_id: str, *, at: datetime, leeway: timedelta = CLOCK_SKEW
) -> tuple[Listing, ...]:
    """Return how the issuer stands on the lists that name it; only those on which it is, if it is on any."""
    stands = (one.find(issuer_id, at=at, leeway=leeway) for one in lists)
    found = tuple(listing for listing in stands if listing.state is not State.NONE)
    return tuple(listing for listing in found if listing.state is State.ON) or found


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


def _moment(text: str | None) -> datetime | None:
    return None if text is None else instant(text)


def _document(source: bytes | str | PathLike[str], label: str) -> JsonObject:
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
class _Reading:
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


@dataclass(frozen=True, slots=True)
class _Signing:
    """What the signature of a list is checked with."""

    label: str
    signers: Collection[str] | None
    fetch: Fetch
    at: datetime | None

    def resolve(self, did: str) -> ControllerDocument:
        return resolve(did, fetch=self.fetch)

    def require(self, result: ProofResult) -> str:
        """Return the id of whoever made a proof that holds; raise :class:`InputError` for any other."""
        if result.outcome is ProofOutcome.UNRESOLVED:
            raise self._refused("trust_proof_unresolved", result)
        if result.outcome is not ProofOutcome.GOOD or result.controller is None:
            raise self._refused("trust_proof_bad", result)
        return result.controller

    def require_in_force(self, proof: Mapping[str, object], result: ProofResult) -> None:
        """Raise where the proof, or its key, had ended. When it was made does not matter: a list is as of now."""
        ends = (proof.get("expires"), None if result.method is None else result.method.expires)
        for end in ends:
            if end is not None and self.at is not None and self.at >= _end(end, self.at):
                raise InputError("trust_proof_ended", where="/proof", list=self.label, end=end)

    def _refused(self, code: str, result: ProofResult) -> InputError:
        reason = result.outcome.value if result.problem is None else result.problem.code
        return InputError(code, where="/proof", list=self.label, reason=reason)


def _end(text: object, at: datetime) -> datetime:
    """Return the moment that ``text`` names; one that names none has passed."""
    try:
        return instant(text) if isinstance(text, str) else at
    except InputError:
        return at


def _checked(document: JsonObject, signing: _Signing) -> tuple[str, ...]:
    """Return who signed the list; every proof on it must hold."""
    if "proof" not in document:
        if signing.signers is not None:
            raise InputError("trust_unsigned", list=signing.label)
        return ()
    proofs = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    for proof in proofs:
        suite = proof.get("cryptosuite")
        if not isinstance(suite, str) or suite not in _SUITES:
            shown = suite if isinstance(suite, str) else "-"
            raise InputError("trust_proof_suite", where="/proof", list=signing.label, suite=shown)
    results = verify_proof(document, resolve=signing.resolve)
    names = tuple(dict.fromkeys(signing.require(result) for result in results))
    for result in results:
        signing.require_in_force(proofs[result.index], result)
    if not names or (signing.signers is not None and not set(names) & set(signing.signers)):
        raise InputError("trust_signer", where="/proof", list=signing.label, signers=", ".join(names) or "-")
    return names
