"""Badges older than 2.0: which version a document is, and what it says in the words of 2.0.

Versions 0.5 and 1.0 have no context; their members are given one, and the names of 2.0 where those changed. Version
1.1 is JSON-LD; after expansion only what moved is renamed. Dates stay as they were written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, Literal
from urllib.parse import urljoin

from mexbadge._json import JsonObject
from mexbadge.models.ob2_nodes import Node, Value
from mexbadge.models.ob2_terms import CLASSES, CONTEXT

__all__ = ["Role", "Upgraded", "Version", "upgrade_document", "upgrade_node", "version_of"]

Role = Literal["assertion", "badge", "issuer", "endorsement", "key", "list"]
"""What a document is fetched as."""

_V1: Final = re.compile(r"https?://(www\.)?(w3id\.org/openbadges|openbadgespec\.org)/v1(/.*)?")
_REVOKED_1_1: Final = "https://w3id.org/security#revoked"
"""What ``revoked`` means in the context of 1.1; it means :data:`obi:revoked` everywhere else."""
_ISSUER_1_1: Final = "IssuerOrg"
_CLASS: Final[Mapping[str, tuple[str, ...]]] = {
    "assertion": ("Assertion",),
    "badge": ("BadgeClass",),
    "issuer": ("Issuer", "Profile"),
    "key": ("CryptographicKey",),
    "list": ("RevocationList",),
    "endorsement": ("Endorsement",),
}


_KEPT_0_5: Final = frozenset({"expires", "evidence", "revoked", "revocationReason"})


class Version(StrEnum):
    """A version of Open Badges before 3.0."""

    V0_5 = "0.5"
    V1_0 = "1.0"
    V1_1 = "1.1"
    V2_0 = "2.0"

    @property
    def is_legacy(self) -> bool:
        """Whether it is older than 2.0."""
        return self is not Version.V2_0


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A document in the words of 2.0, and the names of what was changed for that."""

    document: JsonObject
    changes: tuple[str, ...] = ()


def version_of(document: Mapping[str, Any]) -> Version:
    """Return the version of a document by its context, and without one by its shape.

    A context of 1.x makes it 1.1, any other context 2.0; without a context it is 0.5 where the recipient is a text, and
    1.0 otherwise.
    """
    if "@context" in document:
        given = document["@context"]
        entries = given if isinstance(given, list) else [given]
        first = next((entry for entry in entries if isinstance(entry, str)), "")
        return Version.V1_1 if _V1.fullmatch(first) else Version.V2_0
    if isinstance(document.get("recipient"), str):
        return Version.V0_5
    return Version.V1_0


def upgrade_document(document: Mapping[str, Any], version: Version, *, role: Role, url: str | None) -> Upgraded:
    """Give a document without a context the context and the names of 2.0; ``url`` is where it was fetched."""
    changes: dict[str, None] = {"@context": None}
    if version is Version.V0_5 and role == "assertion":
        upgraded = _from_0_5(document, url, changes)
    else:
        upgraded = _from_1_0(document, role, url, changes)
    return Upgraded({"@context": CONTEXT, **upgraded}, tuple(changes))


def upgrade_node(node: Node, version: Version, *, role: Role) -> tuple[Node, tuple[str, ...]]:
    """Give an expanded object the types and the alignments of 2.0, where it has those of an older version.

    An object of 2.0 that uses words of 1.1 is read by them as well; what it says for the rest stays as it is.
    """
    changes: dict[str, None] = {}
    if version.is_legacy:
        return _upgraded(node, role, changes), tuple(changes)
    return _renamed(node, role, changes), tuple(changes)


def _renamed(node: Node, role: Role, changes: dict[str, None]) -> Node:
    """Read the words of 1.1 that a document of 2.0 uses: the members of an alignment, the class of an issuer."""
    if role == "issuer" and _ISSUER_1_1 in node.types and not node.is_a(*_CLASS["issuer"]):
        types = (CLASSES["Issuer"] if name == _ISSUER_1_1 else name for name in node.types)
        node = replace(node, types=tuple(types))
        changes[_ISSUER_1_1] = None
    moved: dict[str, tuple[Value, ...]] = {}
    inner: tuple[tuple[str, Role], ...] = (("badge", "badge"), ("issuer", "issuer"))
    for term, deeper in inner:
        if any(not found.is_reference for found in node.nodes(term)):
            moved[term] = tuple(_renamed(v, deeper, changes) if isinstance(v, Node) else v for v in node.values(term))
    names: dict[str, None] = {}
    aligned = tuple(_alignments(node, names))
    if names:
        moved["alignment"] = aligned
        changes |= names
    return node.with_values(moved) if moved else node


def _from_0_5(document: Mapping[str, Any], url: str | None, changes: dict[str, None]) -> JsonObject:
    """Upgrade an assertion of 0.5, which holds badge and issuer, none of them with an id."""
    result = {name: value for name, value in document.items() if name in _KEPT_0_5}
    recipient = document.get("recipient")
    identity: JsonObject = {"type": "email", "identity": recipient}
    identity["hashed"] = isinstance(recipient, str) and "@" not in recipient
    if isinstance(document.get("salt"), str):
        identity["salt"] = document["salt"]
    result |= {"type": "Assertion", "recipient": identity, "verification": {"type": "hosted"}}
    if url is not None:
        result["id"] = url
    if "issued_on" in document:
        result["issuedOn"] = document["issued_on"]
    changes |= dict.fromkeys(("id", "type", "recipient", "issuedOn", "verification"))
    badge = document.get("badge")
    if isinstance(badge, Mapping):
        result["badge"] = _badge_of_0_5(badge)
        changes |= dict.fromkeys(("badge", "issuer"))
    elif badge is not None:
        result["badge"] = badge
    return result


def _badge_of_0_5(badge: Mapping[str, Any]) -> JsonObject:
    issuer = badge.get("issuer")
    origin = issuer.get("origin") if isinstance(issuer, Mapping) else None
    result = {name: badge[name] for name in ("name", "description", "tags") if name in badge}
    result["type"] = "BadgeClass"
    for name in ("image", "criteria"):
        if name in badge:
            result[name] = _absolute(badge[name], origin)
    if isinstance(badge.get("alignment"), list):
        result["alignment"] = [_aligned(entry) for entry in badge["alignment"]]
    if isinstance(issuer, Mapping):
        names = [part for part in (issuer.get("name"), issuer.get("org")) if isinstance(part, str) and part]
        result["issuer"] = {
            "type": "Issuer",
            **({"name": ": ".join(names)} if names else {}),
            **({"url": origin} if origin is not None else {}),
            **({"email": issuer["contact"]} if "contact" in issuer else {}),
        }
    return result


def _absolute(value: object, origin: object) -> object:
    """Return the address that 0.5 may give relative to the issuer's origin."""
    if not isinstance(value, str) or not isinstance(origin, str):
        return value
    try:
        return urljoin(f"{origin}/", value) if value.startswith("/") else value
    except ValueError:
        return value


def _aligned(entry: object) -> object:
    if not isinstance(entry, Mapping):
        return entry
    names = {"name": "targetName", "url": "targetUrl", "description": "targetDescription"}
    return {names.get(name, name): value for name, value in entry.items()}


def _from_1_0(document: Mapping[str, Any], role: Role, url: str | None, changes: dict[str, None]) -> JsonObject:
    """Upgrade a document of 1.0: an id by place and address, a type by place."""
    result = dict(document)
    if "id" not in result and (found := _id_of_1_0(document, role, url)) is not None:
        result["id"] = found
        changes["id"] = None
    if "type" not in result and role in _CLASS:
        result["type"] = _CLASS[role][0]
        changes["type"] = None
    if isinstance(result.get("alignment"), list):
        result["alignment"] = [_aligned(entry) for entry in result["alignment"]]
        changes["alignment"] = None
    for name, inner in (("badge", "badge"), ("issuer", "issuer")):
        if isinstance(result.get(name), Mapping):
            result[name] = _from_1_0(result[name], inner, None, changes)  # type: ignore[arg-type]
    return result


def _id_of_1_0(document: Mapping[str, Any], role: Role, url: str | None) -> str | None:
    if role != "assertion":
        return url
    verify = document.get("verify", document.get("verification"))
    if isinstance(verify, Mapping) and verify.get("type") == "hosted" and isinstance(verify.get("url"), str):
        return str(verify["url"])
    uid = document.get("uid")
    return url or (f"uid:{uid}" if isinstance(uid, str) else None)


def _upgraded(node: Node, role: Role, changes: dict[str, None]) -> Node:
    wanted = _CLASS.get(role, ())
    if wanted and not node.is_a(*wanted) and not node.is_reference:
        node = replace(node, types=(*node.types, CLASSES[wanted[0]]))
        changes["type"] = None
    moved: dict[str, tuple[Value, ...]] = {}
    if _REVOKED_1_1 in node.properties and not node.values("revoked"):
        moved["revoked"] = node.properties[_REVOKED_1_1]
        changes["revoked"] = None
    if role == "assertion" and node.id is None and (found := _id_of_node(node)) is not None:
        node = replace(node, id=found)
        changes["id"] = None
    inner: tuple[tuple[str, Role], ...] = (("badge", "badge"), ("issuer", "issuer"))
    for term, deeper in inner:
        if any(not found.is_reference for found in node.nodes(term)):
            moved[term] = tuple(_upgraded(v, deeper, changes) if isinstance(v, Node) else v for v in node.values(term))
    if aligned := tuple(_alignments(node, changes)):
        moved["alignment"] = aligned
    return node.with_values(moved) if moved else node


def _id_of_node(node: Node) -> str | None:
    verify = node.node("verification")
    if verify is not None and verify.is_a("HostedBadge"):
        return verify.text("url")
    uid = node.text("uid")
    return None if uid is None else f"uid:{uid}"


def _alignments(node: Node, changes: dict[str, None]) -> Iterator[Value]:
    for value in node.values("alignment"):
        if isinstance(value, Node) and not value.values("targetName") and value.values("name"):
            changes["alignment"] = None
            yield value.with_values(
                {
                    "targetName": value.values("name"),
                    "targetUrl": value.values("url"),
                    "targetDescription": value.values("description"),
                    "name": (),
                    "url": (),
                    "description": (),
                }
            )
        else:
            yield value
