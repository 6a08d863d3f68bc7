"""Who a badge was awarded to: identities, plain or hashed, and their comparison.

An identifier that is unique only within an institution (a student number, a user name) is compared together with its
issuer, and a telephone number in one form. Of an e-mail address three spellings are tried, since issuers hash one as it
was typed: as given, with the domain in lower case, and wholly in lower case. A badge that matches only in another
spelling than the given one is found by :func:`how_matches` to do so by case. Everything else is compared as it is,
character by character.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Literal, Self

from mexbadge.errors import InputError
from mexbadge.models.vocabulary import EXT, IDENTIFIER_TYPES

__all__ = [
    "HASH_PATTERN",
    "Algorithm",
    "AwardedIdentity",
    "How",
    "Identity",
    "how_matches",
    "identity_hash",
    "is_identity_hash",
    "matches",
]

Algorithm = Literal["sha256", "md5"]
HASH_PATTERN: Final = r"^(md5\$[0-9A-Fa-f]{32}|sha256\$[0-9A-Fa-f]{64})$"
"""IdentityHash (Open Badges 3.0, appendix B): the algorithm, ``$`` and hexadecimal digits in either case."""

EMAIL: Final = "emailAddress"
DID: Final = "did"
URL: Final = "url"
TELEPHONE: Final = "telephone"
ID: Final = "id"

_HASH: Final = re.compile(r"(md5)\$([0-9A-Fa-f]{32})|(sha256)\$([0-9A-Fa-f]{64})")
_NAMES: Final[Mapping[str, str]] = {
    **{name.lower(): name for name in IDENTIFIER_TYPES},
    "email": EMAIL,
    "mailto": EMAIL,
    "tel": TELEPHONE,
    "phone": TELEPHONE,
    TELEPHONE: TELEPHONE,
    "ext:telephone": TELEPHONE,
    "ext:url": URL,
    URL: URL,
    DID: DID,
    ID: ID,
}
_EVERYWHERE: Final = frozenset({EMAIL, DID, URL, TELEPHONE, ID, "name", "isbn", "issn"})
"""The types whose values mean the same wherever they stand. Any other is unique only within whoever gave it, a national
number within a country that nothing names: it is taken as the number that the issuer knows."""
_ISSUER: Final = re.compile(r"(.+)@(did:[a-z0-9]+:.+|https://.+)", re.DOTALL)
_BETWEEN_DIGITS: Final = re.compile(r"[\s().\-\u2010-\u2015]+")
_SCHEMES: Final = frozenset({"http", "https", "urn"})
_URIS: Final = frozenset({DID, URL, ID})


class How(StrEnum):
    """In what way an identifier matches."""

    EXACT = "exact"
    CASE = "case"


def identity_hash(identifier: str, salt: str = "", algorithm: Algorithm = "sha256") -> str:
    """Return the IdentityHash of ``identifier``: the digest of its UTF-8 followed by that of ``salt``.

    MD5 is for reading old badges; it hides nothing. Raises :class:`InputError` ``models_hash_algorithm`` for any other
    algorithm.
    """
    return f"{algorithm}${_digest(identifier, salt, algorithm)}"


def is_identity_hash(text: str) -> bool:
    """Return whether ``text`` has the form of an IdentityHash."""
    return _HASH.fullmatch(text) is not None


def matches(identity_object: Mapping[str, object], identifier: str) -> bool:
    """Return whether an IdentityObject, of OB 3.0 or 2.0, holds ``identifier``; its type is not looked at."""
    return how_matches(identity_object, identifier) is not None


def how_matches(identity_object: Mapping[str, object], identifier: str) -> How | None:
    """Return how an IdentityObject holds ``identifier``, or ``None`` where it does not."""
    awarded = AwardedIdentity.of(identity_object)
    return None if awarded is None else awarded.how_holds(identifier)


@dataclass(frozen=True, slots=True)
class Identity:
    """By what somebody is known: a type and a value.

    ``type`` is a term of IdentifierTypeEnum (``emailAddress``, ``userName`` ...), an ``ext:`` term, or one of ``did``,
    ``url``, ``telephone`` and ``id``, which stand for the id of a credential's subject and for the types of OB 2.0.
    ``at`` is the issuer within whom the value is meant, for a type that is unique only there: the same student number
    is another student's at another college.
    """

    type: str
    value: str = field(repr=False)  # a log, a notebook or a traceback shows no address
    at: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``TYPE:VALUE``, ``TYPE:VALUE@ISSUER``, an e-mail address, a DID, or an http(s) address or URN.

        ``email:``, ``emailAddress:``, ``mailto:``, ``did:``, ``url:``, ``telephone:``, ``tel:``, ``id:`` and the terms
        of IdentifierTypeEnum, in any case, are types. Raises :class:`InputError` ``models_identity_empty`` where
        nothing stands behind the type, ``models_identity_type`` where the type is none.
        """
        text = text.strip()
        head, colon, tail = text.partition(":")
        kind = head.lower()
        if kind == DID and tail:
            return cls(DID, text)
        if kind == "ext":
            term, _, value = tail.partition(":")
            return cls._of(f"{head}:{term}", value)
        if colon and kind in _NAMES:
            return cls._of(_NAMES[kind], tail)
        if colon and kind in _SCHEMES:
            return cls(URL if kind != "urn" else ID, text)
        if "@" in text and text.count("@") == 1 and not text.startswith("@") and not text.endswith("@"):
            return cls(EMAIL, text)
        raise InputError("models_identity_type" if text else "models_identity_empty", value=text)

    @classmethod
    def _of(cls, kind: str, value: str) -> Self:
        value = value.strip()
        if not value:
            raise InputError("models_identity_empty", value=kind)
        if kind.startswith("ext:") and EXT.fullmatch(kind) is None:
            raise InputError("models_identity_type", value=kind)
        within = None if kind in _EVERYWHERE else _ISSUER.fullmatch(value)
        return cls(kind, value) if within is None else cls(kind, within[1], within[2])

    def spellings(self) -> tuple[str, ...]:
        """Return the values under which a badge may hold this identity, the given one first."""
        return _spellings_of(self.type, self.value)

    def __str__(self) -> str:
        """Return a text that :meth:`parse` reads back."""
        plain = self.type in {EMAIL, DID, URL, ID} and _parsed_or_none(self.value) == self
        return self.value if plain else f"{self.type}:{self.value}" + (f"@{self.at}" if self.at else "")


def _parsed_or_none(text: str) -> Identity | None:
    try:
        return Identity.parse(text)
    except InputError:
        return None


@dataclass(frozen=True, slots=True)
class AwardedIdentity:
    """An identity as a badge holds it; ``value`` is an IdentityHash where ``hashed``.

    ``by`` is the badge's issuer, for a type that is unique only within it.
    """

    type: str
    value: str
    hashed: bool
    salt: str = ""
    by: str | None = None

    @classmethod
    def of(cls, identity_object: object) -> Self | None:
        """Read an IdentityObject of OB 3.0 (``identityHash``) or 2.0 (``identity``); ``None`` for what is none.

        A missing ``hashed`` counts as false, as in OB 2.0; one that is no boolean makes the object unreadable.
        """
        if not isinstance(identity_object, Mapping):
            return None
        value = identity_object.get("identityHash", identity_object.get("identity"))
        kind = identity_object.get("identityType")
        if kind is None:
            kind = _type_of_ob2(identity_object.get("type"))
        hashed = identity_object.get("hashed", False)
        salt = identity_object.get("salt", "")
        if not isinstance(value, str) or not isinstance(kind, str):
            return None
        if not isinstance(hashed, bool) or not isinstance(salt, str):
            return None
        return cls(_NAMES.get(kind.lower(), kind), value, hashed, salt)

    def how_holds(self, identifier: str) -> How | None:
        """Return how this holds ``identifier``, whatever the types, or ``None`` where it does not."""
        email = self.type == EMAIL
        if self.type == TELEPHONE:
            return self._holds_number(identifier)
        for spelling in _spellings(identifier) if email else (identifier,):
            if self._equals(spelling):
                return How.EXACT if spelling == identifier else How.CASE
        if email and not self.hashed and not set(_spellings(self.value)).isdisjoint(_spellings(identifier)):
            return How.CASE
        return None

    def _holds_number(self, number: str) -> How | None:
        same = not self.hashed and _number(self.value) == _number(number)
        return How.EXACT if same or any(self._equals(one) for one in _spellings_of(TELEPHONE, number)) else None

    def given_by(self, issuer: str | None) -> "AwardedIdentity":
        """Return this as an identity of a badge of ``issuer``."""
        return self if self.type in _EVERYWHERE else replace(self, by=issuer)

    @classmethod
    def of_subject(cls, subject_id: str) -> Self:
        """Read the id of a credential's subject: a DID, ``mailto:``, ``tel:``, an address or another URI."""
        scheme, _, rest = subject_id.partition(":")
        match scheme.lower():
            case "did":
                return cls(DID, subject_id, hashed=False)
            case "mailto":
                return cls(EMAIL, rest, hashed=False)
            case "tel":
                return cls(TELEPHONE, rest, hashed=False)
            case "http" | "https":
                return cls(URL, subject_id, hashed=False)
        return cls(ID, subject_id, hashed=False)

    def comparable(self, identity: Identity) -> bool:
        """Return whether this and ``identity`` are of one type, so that they can be told apart.

        Of a type that is unique only within an issuer, both must be meant within the same one.
        """
        if self.type == identity.type:
            return self.type in _EVERYWHERE or (self.by is not None and self.by == identity.at)
        return {self.type, identity.type} <= _URIS

    def how_is(self, identity: Identity) -> How | None:
        """Return how this is ``identity``, type and value, or ``None`` where it is another."""
        return self.how_holds(identity.value) if self.comparable(identity) else None

    def matches(self, identity: Identity) -> bool:
        """Return whether this is ``identity``, type and value."""
        return self.how_is(identity) is not None

    def is_of(self, other: "AwardedIdentity") -> bool:
        """Return whether ``other``, where it is in clear, is held by this: two hashes are only compared as they are."""
        return self == other or (not other.hashed and self.matches(Identity(other.type, other.value, other.by)))

    def is_telling(self, other: "AwardedIdentity") -> bool:
        """Return whether this and ``other`` can be told apart: of one type, and not both hashed."""
        return not (self.hashed and other.hashed) and self.comparable(Identity(other.type, other.value, other.by))

    def _equals(self, identifier: str) -> bool:
        if not self.hashed:
            return hmac.compare_digest(_utf8(self.value), _utf8(identifier))
        match = _HASH.fullmatch(self.value)
        if match is None:
            return False
        algorithm: Algorithm = "md5" if match.group(1) else "sha256"
        digits = match.group(2) or match.group(4)
        return hmac.compare_digest(digits.lower(), _digest(identifier, self.salt, algorithm))


def _type_of_ob2(names: object) -> object:
    """Return the type of an OB 2.0 identity, which may stand in an array."""
    if isinstance(names, list | tuple):
        return next((name for name in names if isinstance(name, str) and name.lower() in _NAMES), None)
    return names


def _spellings_of(kind: str, value: str) -> tuple[str, ...]:
    if kind == EMAIL:
        return _spellings(value)
    if kind == TELEPHONE:
        return tuple(dict.fromkeys((value, _number(value), f"tel:{_number(value)}")))
    return (value,)


def _number(text: str) -> str:
    """Return a telephone number in one form (RFC 3966): without ``tel:`` and what only parts its digits."""
    plain = text.strip()
    plain = plain[4:] if plain[:4].lower() == "tel:" else plain
    return _BETWEEN_DIGITS.sub("", plain)


def _spellings(address: str) -> tuple[str, ...]:
    name, at, domain = address.rpartition("@")
    return tuple(dict.fromkeys((address, f"{name}{at}{_folded(domain)}", _folded(address))))


def _folded(text: str) -> str:
    """Return ``text`` with its ASCII letters in lower case: beyond ASCII, letters that fold alike are not the same."""
    return "".join(character.lower() if character.isascii() else character for character in text)


def _digest(identifier: str, salt: str, algorithm: str) -> str:
    data = _utf8(identifier) + _utf8(salt)
    if algorithm == "sha256":
        return hashlib.sha256(data).hexdigest()
    if algorithm == "md5":
        return hashlib.md5(data, usedforsecurity=False).hexdigest()
    raise InputError("models_hash_algorithm", value=algorithm)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
