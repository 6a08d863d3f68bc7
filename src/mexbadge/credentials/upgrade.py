"""From a verified 2.0 badge to a credential of 3.0 (Open Badges 3.0 Implementation Guide, "Migrating").

The two stay two documents, each with its own id, and refer to each other: the credential lists the assertion as its
evidence and the badge class as related; the 2.0 documents get ``related`` entries that point back. Whoever calls this
makes sure that the 2.0 badge is valid and that the credential is signed by its own issuer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from mexbadge._json import JsonObject
from mexbadge.credentials.ob3 import CONTEXTS
from mexbadge.errors import InputError
from mexbadge.models.dates import instant_ob2, lexical_problem
from mexbadge.models.identity import AwardedIdentity

__all__ = ["Converted", "to_ob3"]

_OBI: Final = "https://w3id.org/openbadges#"
_VOCABULARY: Final = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_OLD: Final = "Open Badges v2p0"
_NEW: Final = "Open Badges v3p0"
_ALIGNMENT: Final = ("targetName", "targetUrl", "targetDescription", "targetFramework", "targetCode")
_EVIDENCE: Final = ("name", "narrative", "description", "genre", "audience")
_IDENTITY_TYPES: Final[Mapping[str, str]] = {"telephone": "ext:telephone", "url": "ext:url", "id": "identifier"}


@dataclass(frozen=True, slots=True)
class Converted:
    """An unsigned credential, and for each 2.0 document the ``related`` entry to add to it, by the document's id."""

    credential: JsonObject = field(repr=False)
    related: Mapping[str, JsonObject]


def to_ob3(
    assertion: Mapping[str, Any],
    badge_class: Mapping[str, Any],
    issuer: Mapping[str, Any],
    *,
    new_id: str,
    issuer_id: str | None = None,
    achievement_id: str | None = None,
) -> Converted:
    """Return the credential of 3.0 that says what a 2.0 badge says; the three documents are in the terms of 2.0.

    ``new_id`` (``urn:uuid:…``) is the credential's own id. ``issuer_id`` is the issuer in 3.0 (a ``did:web``), by
    default the address of the 2.0 profile; ``achievement_id`` that of the achievement, by default a UUID that follows
    from the address of the badge class, so that badges of one class stay badges of one achievement.

    Raises :class:`InputError` ``ob2_convert_date`` for a date that names no moment, ``ob2_convert_recipient`` for a
    recipient that 3.0 cannot hold.
    """
    old_badge, old_issuer = str(badge_class.get("id", "")), str(issuer.get("id", ""))
    who = issuer_id or old_issuer
    what = achievement_id or f"urn:uuid:{uuid5(NAMESPACE_URL, f'{old_badge}#open-badges-v3p0')}"
    credential: JsonObject = {
        "@context": list(CONTEXTS),
        "id": new_id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _text(badge_class.get("name")),
        "issuer": _issuer(issuer, who, old_issuer),
        "validFrom": _date(assertion.get("issuedOn"), "/issuedOn"),
        "credentialSubject": {**_whom(assertion), "type": ["AchievementSubject"]},
        "evidence": [*_evidence(assertion), {"type": ["Evidence", f"{_OBI}Assertion"], "id": assertion.get("id")}],
    }
    if assertion.get("expires") is not None:
        credential["validUntil"] = _date(assertion["expires"], "/expires")
    subject = credential["credentialSubject"]
    subject["achievement"] = _achievement(badge_class, what, old_badge)
    if (narrative := _text(assertion.get("narrative"))) is not None:
        subject["narrative"] = narrative
    back = {old_badge: _related(what, "Achievement")}
    if who != old_issuer:
        back[old_issuer] = _related(who, "Profile")
    return Converted(credential, {name: entry for name, entry in back.items() if name})


def _related(new_id: str, kind: str) -> JsonObject:
    return {"id": new_id, "type": f"{_VOCABULARY}{kind}", "version": _NEW}


def _achievement(badge: Mapping[str, Any], new_id: str, old_id: str) -> JsonObject:
    result: JsonObject = {
        "id": new_id,
        "type": ["Achievement"],
        "name": _text(badge.get("name")),
        "description": _text(badge.get("description")),
        "criteria": _criteria(badge.get("criteria")),
    }
    if (image := _image(badge.get("image"))) is not None:
        result["image"] = image
    if tags := [text for entry in _listed(badge.get("tags")) if (text := _text(entry)) is not None]:
        result["tag"] = tags
    alignments = [
        {"type": ["Alignment"], **_texts(entry, _ALIGNMENT)}
        for entry in _listed(badge.get("alignment"))
        if isinstance(entry, Mapping)
    ]
    if alignments:
        result["alignment"] = alignments
    if old_id:
        result["related"] = [{"type": ["Related", f"{_OBI}BadgeClass"], "id": old_id, "version": _OLD}]
    return result


def _issuer(issuer: Mapping[str, Any], new_id: str, old_id: str) -> JsonObject:
    result: JsonObject = {"id": new_id, "type": ["Profile"], **_texts(issuer, ("name", "url", "email", "description"))}
    if (phone := _text(issuer.get("telephone"))) is not None:
        result["phone"] = phone
    if (image := _image(issuer.get("image"))) is not None:
        result["image"] = image
    if old_id and new_id != old_id:
        entry = {"type": "IdentifierEntry", "identifier": old_id, "identifierType": "identifier"}
        result["otherIdentifier"] = [entry]
    return result


def _whom(assertion: Mapping[str, Any]) -> JsonObject:
    """Return the subject's id or identifier: hashes stay the hashes that they are."""
    awarded = AwardedIdentity.of(assertion.get("recipient"))
    if awarded is None or awarded.value.lower().startswith(("sha1$", "sha512$")):
        raise InputError("ob2_convert_recipient", where="/recipient")
    if not awarded.hashed and awarded.type in {"url", "id"}:
        return {"id": awarded.value}
    identity: JsonObject = {
        "type": "IdentityObject",
        "hashed": awarded.hashed,
        "identityHash": awarded.value,
        "identityType": _IDENTITY_TYPES.get(awarded.type, awarded.type),
    }
    return {"identifier": [{**identity, "salt": awarded.salt} if awarded.salt else identity]}


def _evidence(assertion: Mapping[str, Any]) -> Iterator[JsonObject]:
    for entry in _listed(assertion.get("evidence")):
        if isinstance(entry, str):
            yield {"type": ["Evidence"], "id": entry}
        elif isinstance(entry, Mapping):
            yield {"type": ["Evidence"], **_texts(entry, ("id", *_EVIDENCE))}


def _criteria(value: object) -> JsonObject:
    return _texts(value, ("id", "narrative")) if isinstance(value, Mapping) else {"id": value}


def _image(value: object) -> JsonObject | None:
    if isinstance(value, Mapping):
        return {"type": "Image", **_texts(value, ("id", "caption"))} if isinstance(value.get("id"), str) else None
    return {"id": value, "type": "Image"} if isinstance(value, str) else None


def _date(value: object, where: str) -> str:
    """Return a date as 3.0 writes it: as it is where it may stay, in UTC otherwise."""
    if isinstance(value, str) and lexical_problem(value, zone_needed=True) is None:
        return value
    moment = instant_ob2(value)
    if moment is None:
        raise InputError("ob2_convert_date", where=where, value=value)
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("@value")
    return value if isinstance(value, str) else None


def _texts(value: Mapping[str, Any], names: tuple[str, ...]) -> JsonObject:
    return {name: text for name in names if (text := _text(value.get(name))) is not None}


def _listed(value: object) -> list[object]:
    return [] if value is None else list(value) if isinstance(value, list | tuple) else [value]
