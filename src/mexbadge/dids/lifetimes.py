"""When a JSON Web Key holds: its ``nbf``, ``exp`` and ``revoked`` (registered by OpenID Federation 1.0)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from mexbadge.dids.types import VerificationMethod
from mexbadge.errors import InputError
from mexbadge.models.dates import from_numeric, instant

__all__ = ["DATE_TIME_STAMP", "Lifetime"]

DATE_TIME_STAMP: Final = re.compile(
    r"-?[0-9]{4,9}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,20})?(?:Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
"""How the dates of a verification method are written (Controlled Identifiers 1.0, section 2.2)."""


@dataclass(frozen=True, slots=True)
class Lifetime:
    """From when a key counts, when it ends and when it was revoked, as date-times; ``None`` where nothing is said."""

    not_before: str | None = None
    expires: str | None = None
    revoked: str | None = None

    @classmethod
    def of(cls, jwk: Mapping[str, Any]) -> "Lifetime":
        """Read the members of a JSON Web Key; raise :class:`InputError` ``dids_method_date`` where one is malformed.

        ``nbf`` and ``exp`` are NumericDates (RFC 7519, section 2); ``revoked`` is an object with ``revoked_at``, a
        NumericDate, or a date-time as in a verification method. ``null`` says nothing; anything else is malformed,
        ``false`` and ``true`` as well: such a key counts for nothing.
        """
        return cls(_numeric(jwk, "nbf"), _numeric(jwk, "exp"), _revoked(jwk))

    def upon(self, method: VerificationMethod) -> VerificationMethod:
        """Return a method to whose own dates these are added: it ends with the earlier of two ends."""
        expires = [text for text in (method.expires, self.expires) if text is not None]
        return replace(
            method,
            not_before=self.not_before or method.not_before,
            expires=min(expires, key=_moment) if expires else None,
            revoked=method.revoked or self.revoked,
        )


def _moment(text: str) -> tuple[int, object]:
    """Order date-times; one that names no moment comes first, since a key with such an end never counts."""
    try:
        return 1, instant(text)
    except InputError:
        return 0, text


def _numeric(jwk: Mapping[str, Any], name: str) -> str | None:
    return None if jwk.get(name) is None else _text(jwk[name], f"/{name}", name)


def _revoked(jwk: Mapping[str, Any]) -> str | None:
    value = jwk.get("revoked")
    if value is None:
        return None
    if isinstance(value, str) and DATE_TIME_STAMP.fullmatch(value):
        return value
    if isinstance(value, Mapping):
        return _text(value.get("revoked_at"), "/revoked/revoked_at", "revoked_at")
    raise InputError("dids_method_date", where="/revoked", member="revoked")


def _text(value: object, where: str, member: str) -> str:
    moment = from_numeric(value)
    if moment is None:
        raise InputError("dids_method_date", where=where, member=member)
    return f"{moment.replace(tzinfo=None).isoformat()}Z"
