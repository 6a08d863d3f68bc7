"""The form of what stands beside badges: status lists, revocation lists, documents of keys."""

from collections.abc import Mapping
from typing import Any, Final

from mexbadge._json import JsonObject
from mexbadge.dids import documents
from mexbadge.errors import InputError, Problem
from mexbadge.keys import PublicKey
from mexbadge.models.kinds import types_of
from mexbadge.models.severity import distinct
from mexbadge.models.uris import is_uri
from mexbadge.status.entries import BITSTRING_ENTRY, LEGACY_ENTRY
from mexbadge.status.list_credential import parse_status_list
from mexbadge.status.revocation_list import RevocationList
from mexbadge.verify.checks.model import outcome_of
from mexbadge.verify.findings import Outcome
from mexbadge.verify.form.faults import Fault

__all__ = ["key_faults", "revocation_faults", "status_faults"]

_OLDER_LIST: Final = "StatusList2021Credential"
_MOST_KEYS: Final = 100


def status_faults(document: JsonObject) -> list[Fault]:
    """Look at a status list: whose it is, its purpose, and whether its bits can be read (Bitstring Status List 1.0)."""
    issuer = document.get("issuer")
    own = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    faults = [] if isinstance(own, str) and is_uri(own) else [_failed("models_missing", "/issuer", name="issuer")]
    kind = LEGACY_ENTRY if _OLDER_LIST in types_of(document) else BITSTRING_ENTRY
    try:
        found = parse_status_list(document, kind=kind)
        found.bits(size=found.size or 1).require_length()
    except InputError as error:
        faults.append(Fault(error.problem, Outcome.FAILED))
    return faults


def revocation_faults(document: JsonObject) -> list[Fault]:
    """Look at a 1EdTechRevocationList: whether everything that stands there is read as an entry."""
    faults = [
        _failed("models_missing", f"/{name}", name=name)
        for name in ("id", "issuer")
        if not isinstance(document.get(name), str | Mapping)
    ]
    try:
        found = RevocationList.parse(document)
    except InputError as error:
        return [*faults, Fault(error.problem, Outcome.FAILED)]
    return [*faults, *unread(found)]


def unread(found: RevocationList) -> list[Fault]:
    """Say where a list holds more than is read: what stands there revokes nothing."""
    return [Fault(Problem("form_list_unread", place), Outcome.WARNED) for place in found.unread]


def key_faults(document: JsonObject) -> list[Fault]:
    """Look at a DID document, another document of keys, or a JSON Web Key Set, key by key."""
    if "keys" in document and "verificationMethod" not in document:
        return _set_faults(document["keys"])
    own = document.get("id")
    if not isinstance(own, str):
        return [_failed("models_missing", "/id", name="id")]
    try:
        found = documents.parse(document, did=own, source=None)
    except InputError as error:
        return [Fault(error.problem, Outcome.FAILED)]
    problems = (*found.problems, *(method.problem for method in found.methods if method.problem is not None))
    faults = [Fault(problem, outcome_of(problem, strict=False)) for problem in distinct(problems)]
    if not documents.lists(document):
        faults.append(Fault(Problem("form_no_assertion", "/assertionMethod"), Outcome.WARNED))
    return faults


def _set_faults(keys: Any) -> list[Fault]:  # noqa: ANN401 - any JSON value
    """Look at a JSON Web Key Set (RFC 7517, section 5)."""
    if not isinstance(keys, list) or not keys:
        return [_failed("models_missing", "/keys", name="keys")]
    faults = []
    for number, key in enumerate(keys[:_MOST_KEYS]):
        where = f"/keys/{number}"
        if not isinstance(key, dict):
            faults.append(_failed("models_type_object", where, name=f"keys[{number}]"))
            continue
        try:
            PublicKey.from_jwk(key)
        except InputError as error:
            faults.append(Fault(documents.prefixed(error, where), Outcome.FAILED))
    if len(keys) > _MOST_KEYS:
        faults.append(Fault(Problem("dids_too_many", "/keys", {"limit": _MOST_KEYS}), Outcome.UNKNOWN))
    return faults


def _failed(code: str, where: str, **values: object) -> Fault:
    return Fault(Problem(code, where, values), Outcome.FAILED)
