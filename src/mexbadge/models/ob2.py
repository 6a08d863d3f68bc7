"""The classes of Open Badges 2.0 and what an object of each must and may hold.

:func:`problems` judges one expanded object (:class:`~mexbadge.models.ob2_nodes.Node`) by its class. A required property
that is null or empty is missing; an optional one that is null or an empty array is absent. ``where`` is a JSON pointer
in the terms of the 2.0 context, as if the document had been compacted to it. What each code costs stands in
:mod:`mexbadge.models.severity`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mexbadge.errors import Problem
from mexbadge.models.identity import is_identity_hash
from mexbadge.models.language import is_language
from mexbadge.models.ob2_nodes import Literal, Node, Value
from mexbadge.models.ob2_terms import CLASSES, TERMS
from mexbadge.models.ob2_values import CHECKS, is_data_uri, is_iri, is_url
from mexbadge.models.uris import is_uri

__all__ = ["MOST_PROBLEMS", "SHAPES", "ClassShape", "Property", "problems"]

MOST_PROBLEMS: Final = 50
"""How many problems of one document are told; who reads fifty needs no fifty-first."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property: the kind of its values, and how many there may be.

    ``kind`` names a check of :data:`~mexbadge.models.ob2_values.CHECKS` for values that are no objects, ``shape`` the
    class of embedded objects; a property may have both. Embedded objects of one that is judged ``apart`` are passed
    over. Nothing is judged by one that is ``shown`` only: an empty text there is unusual and no more.
    """

    term: str
    kind: str | None = "text"
    required: bool = False
    many: bool = False
    shape: str | None = None
    apart: bool = False
    shown: bool = False


@dataclass(frozen=True, slots=True)
class ClassShape:
    """One class: its name, of which classes one must stand in its ``type`` (none: may be left out), its properties."""

    name: str
    classes: tuple[str, ...]
    properties: tuple[Property, ...]
    identified: bool = False


def _texts(*terms: str) -> tuple[Property, ...]:
    return tuple(Property(term) for term in terms)


_IMAGE: Final = Property("image", "image", shape="Image", shown=True)
_VERIFICATION: Final = Property("verification", None, required=True, shape="Verification")

SHAPES: Final[Mapping[str, ClassShape]] = {
    shape.name: shape
    for shape in (
        ClassShape(
            "Assertion",
            ("Assertion",),
            (
                Property("recipient", None, required=True, shape="IdentityObject"),
                Property("badge", "iri", required=True, apart=True),
                _VERIFICATION,
                Property("issuedOn", "date", required=True),
                Property("expires", "date"),
                _IMAGE,
                Property("evidence", "iri", many=True, shape="Evidence", shown=True),
                Property("narrative"),
                Property("revoked", "boolean"),
                Property("revocationReason"),
            ),
            identified=True,
        ),
        ClassShape(
            "BadgeClass",
            ("BadgeClass",),
            (
                Property("name", required=True),
                Property("description", required=True),
                Property("image", "image", required=True, shape="Image"),
                Property("criteria", "iri", required=True, shape="Criteria"),
                Property("issuer", "iri", required=True, apart=True),
                Property("alignment", None, many=True, shape="AlignmentObject"),
                Property("tags", many=True),
            ),
            identified=True,
        ),
        ClassShape(
            "Issuer",
            ("Issuer", "Profile"),
            (
                Property("name", required=True),
                Property("url", "url", required=True),
                Property("email", "email", required=True, shown=True),
                Property("telephone", "telephone", shown=True),
                Property("description"),
                _IMAGE,
                Property("publicKey", "iri", many=True, shape="CryptographicKey"),
                Property("verification", None, shape="Policy"),
                Property("revocationList", "iri"),
            ),
            identified=True,
        ),
        ClassShape(
            "Endorsement",
            ("Endorsement",),
            (
                Property("claim", None, required=True, shape="Claim"),
                Property("issuer", "iri", required=True, apart=True),
                Property("issuedOn", "date", required=True),
                _VERIFICATION,
                Property("revoked", "boolean"),
                Property("revocationReason"),
            ),
            identified=True,
        ),
        ClassShape("Claim", (), (Property("endorsementComment"),), identified=True),
        ClassShape(
            "IdentityObject", (), (Property("identity", required=True), Property("hashed", "boolean"), Property("salt"))
        ),
        ClassShape("Verification", (), (Property("creator", "iri", shape="CryptographicKey"), Property("url", "url"))),
        ClassShape(
            "Policy",
            (),
            (
                Property("verificationProperty", "id_name"),
                Property("startsWith", "url", many=True),
                Property("allowedOrigins", "origin", many=True),
            ),
        ),
        ClassShape("Criteria", (), _texts("narrative")),
        ClassShape("Evidence", (), _texts("narrative", "name", "description", "genre", "audience")),
        ClassShape(
            "AlignmentObject",
            (),
            (
                Property("targetName", required=True),
                Property("targetUrl", "url", required=True),
                *_texts("targetDescription", "targetFramework", "targetCode"),
            ),
        ),
        ClassShape("Image", (), (Property("caption"), Property("author", "iri", shown=True))),
        ClassShape("CryptographicKey", (), (Property("owner", "iri"), Property("publicKeyPem", required=True))),
    )
}
"""The classes by name; ``Verification`` is the VerificationObject of an assertion, ``Policy`` that of a profile."""

_EVERYWHERE: Final = (Property("version", "version"), Property("related", "iri", many=True, shape="Related"))
_REVOKED_MAY_LACK: Final = frozenset({"recipient", "badge", "verification", "issuedOn", "claim"})
_NEWER: Final = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
"""The classes of 3.0, to which a 2.0 object that was converted refers as related."""


def problems(
    node: Node, shape: str, *, where: str = "", legacy: bool = False, dated: bool = True
) -> tuple[Problem, ...]:
    """Return all that is wrong with ``node`` as an object of the named class, at most :data:`MOST_PROBLEMS`.

    ``legacy`` admits what versions before 2.0 wrote: dates as numbers or days, a ``sha1`` or ``sha512`` identity, an
    issuer without an e-mail address. Without ``dated`` an assertion need not say when it was issued (0.5).
    """
    found: list[Problem] = []
    for problem in _Reader(legacy=legacy, dated=dated).read(node, SHAPES[shape], where):
        if len(found) == MOST_PROBLEMS:
            break
        found.append(problem)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Judges objects, and those inside them."""

    legacy: bool
    dated: bool = True

    def read(self, node: Node, shape: ClassShape, where: str) -> Iterator[Problem]:
        yield from self._identity(node, shape, where)
        yield from _types(node, shape, where)
        if node.language is not None and not is_language(node.language):
            yield Problem("ob2_language", where or None, {"value": node.language})
        revoked = node.flag("revoked") is True and shape.name in {"Assertion", "Endorsement"}
        for rule in (*shape.properties, *_EVERYWHERE):
            values = node.values(rule.term)
            if rule.required and not values:
                undated = not self.dated and rule.term == "issuedOn"
                if not (undated or (revoked and rule.term in _REVOKED_MAY_LACK)):
                    yield self._missing(rule.term, shape, where)
            elif len(values) > 1 and not rule.many:
                yield Problem("ob2_several", f"{where}/{rule.term}", {"term": rule.term, "count": len(values)})
            else:
                yield from self._values(node, rule, values, where)
        yield from self._whole(node, shape, where)

    def _missing(self, term: str, shape: ClassShape, where: str) -> Problem:
        if self.legacy and shape.name == "Issuer" and term == "email":
            return Problem("ob2_issuer_email_missing", f"{where}/{term}")
        return Problem("ob2_missing", f"{where}/{term}", {"term": term, "class": shape.name})

    def _identity(self, node: Node, shape: ClassShape, where: str) -> Iterator[Problem]:
        place = f"{where}/id"
        if node.id is None:
            if shape.identified:
                code = "ob2_no_id" if shape.name in {"BadgeClass", "Issuer"} else "ob2_missing"
                yield Problem(code, place, {"term": "id", "class": shape.name})
        elif shape.name == "Image":
            problem = CHECKS["image"](Node(node.id), place, self.legacy)
            if problem is not None:
                yield problem
        elif not is_iri(node.id, legacy=self.legacy):
            yield Problem("ob2_not_iri", place, {"value": node.id[:200]})
        elif shape.name == "Issuer" and not is_url(node.id):
            yield Problem("ob2_issuer_not_web", place, {"value": node.id})

    def _values(self, node: Node, rule: Property, values: tuple[Value, ...], where: str) -> Iterator[Problem]:
        for index, value in enumerate(values):
            place = f"{where}/{rule.term}/{index}" if len(values) > 1 else f"{where}/{rule.term}"
            if rule.shape == "Related" and isinstance(value, Node):
                yield from self._related(node, value, place)
            elif rule.shape is not None and isinstance(value, Node) and (rule.kind is None or not value.is_reference):
                yield from self.read(value, SHAPES[rule.shape], place)
            elif rule.kind is None:
                yield Problem("ob2_not_object", place, {"term": rule.term})
            elif rule.apart and isinstance(value, Node) and not value.is_reference:
                continue
            elif rule.shown and _is_blank(value):
                yield Problem("ob2_text_empty", place, {"term": rule.term})
            elif (problem := CHECKS[rule.kind](value, place, self.legacy)) is not None:
                yield problem

    def _related(self, node: Node, other: Node, where: str) -> Iterator[Problem]:
        newer = any(name.startswith(_NEWER) for name in other.types)
        if other.id is not None and not (is_uri(other.id) if newer else is_iri(other.id, legacy=self.legacy)):
            yield Problem("ob2_not_iri", f"{where}/id", {"value": other.id[:200]})
        if other.language is not None and not is_language(other.language):
            yield Problem("ob2_language", where, {"value": other.language})
        for version in other.values("version"):
            if (problem := CHECKS["version"](version, f"{where}/version", self.legacy)) is not None:
                yield problem
        if other.types and node.types and not newer and not set(other.types) & set(node.types):
            yield Problem("ob2_related_type", where)

    def _whole(self, node: Node, shape: ClassShape, where: str) -> Iterator[Problem]:
        """Judge what lies between the properties of one object."""
        if shape.name == "IdentityObject":
            yield from self._recipient(node, where)
        elif shape.name == "Verification" and not node.is_a("HostedBadge", "SignedBadge"):
            shown = ", ".join(node.types[:3]) or "-"
            yield Problem("ob2_verification_type", f"{where}/type", {"value": shown})
        elif shape.name == "Criteria" and node.id is None and not node.values("narrative"):
            yield Problem("ob2_criteria_empty", where)
        elif shape.name == "Image" and node.id is None:
            yield Problem("ob2_missing", f"{where}/id", {"term": "id", "class": "Image"})
        elif shape.name == "Assertion":
            image = node.text("image")
            if image is not None and is_data_uri(image):
                yield Problem("ob2_image_data", f"{where}/image")

    def _recipient(self, node: Node, where: str) -> Iterator[Problem]:
        """Judge whether the identity, its type and ``hashed`` go together (Open Badges 2.0, "IdentityObject")."""
        kinds = {TERMS[name][0]: name for name in ("email", "url", "telephone")} | {"@id": "id", "id": "id"}
        known = [kinds[name] for name in node.types if name in kinds]
        if not node.types:
            yield Problem("ob2_missing", f"{where}/type", {"term": "type", "class": "IdentityObject"})
        elif not known:
            yield Problem("ob2_identity_type", f"{where}/type", {"value": ", ".join(node.types[:3])})
        hashed = node.flag("hashed")
        if not node.values("hashed"):
            yield Problem("ob2_hashed_missing", f"{where}/hashed")
        identity = next((v for v in node.values("identity") if isinstance(v, Literal)), None)
        if identity is None or not isinstance(identity.value, str):
            return
        code = _identity_code(identity.value, hashed=hashed is True, email="email" in known, legacy=self.legacy)
        if code is not None:
            yield Problem(code, f"{where}/identity")


_OLDER_HASHES: Final = {"sha1": 40, "sha512": 128}
"""The hashes of identities that versions before 2.0 used beside those of 2.0, and how many digits each has."""
_HEXADECIMAL: Final = frozenset("0123456789abcdef")


def _is_blank(value: Value) -> bool:
    return (value.id if isinstance(value, Node) else value.value) == ""


def _identity_code(identity: str, *, hashed: bool, email: bool, legacy: bool) -> str | None:
    name, _, digits = identity.lower().partition("$")
    older = _OLDER_HASHES.get(name) == len(digits) and set(digits) <= _HEXADECIMAL
    if hashed:
        if older and legacy:
            return f"ob2_identity_{name}"
        return None if is_identity_hash(identity) else "ob2_identity_hash"
    if older or is_identity_hash(identity):
        return "ob2_identity_plain"
    if email and CHECKS["email"](Literal(identity), "", legacy) is not None:
        return "ob2_identity_email"
    return None


def _types(node: Node, shape: ClassShape, where: str) -> Iterator[Problem]:
    """Judge ``type``: the class must be in it, and no word that no context maps (except in identities)."""
    place = f"{where}/type"
    excused = not node.types and node.flag("revoked") is True
    if shape.classes and not excused and not any(CLASSES[name] in node.types for name in shape.classes):
        wanted = " / ".join(shape.classes)
        yield Problem("ob2_type_missing", place, {"class": wanted, "types": ", ".join(node.types[:3]) or "-"})
    if shape.name == "IdentityObject":
        return
    for name in node.types:
        if ":" not in name:
            yield Problem("ob2_type_word", place, {"value": name[:100]})
