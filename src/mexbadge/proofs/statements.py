"""What one proof states, its shape and its dates checked before anything is fetched or hashed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from mexbadge import _moments, _multibase
from mexbadge.errors import InputError, Problem
from mexbadge.proofs.instants import parse_instant
from mexbadge.proofs.suites import Suite

__all__ = ["ASSERTION", "Statement"]

ASSERTION: Final = "assertionMethod"
"""The purpose of a proof that makes a claim (Data Integrity 1.0, section 2.3)."""
_CHARACTERS_PER_100_BYTES: Final = 138


@dataclass(frozen=True, slots=True)
class Statement:
    """The members of a proof that checking needs (Data Integrity 1.0, section 2.1)."""

    method: str
    purpose: str
    signature: bytes = field(repr=False)
    created: datetime | None
    expires: datetime | None

    @classmethod
    def of(cls, proof: Mapping[str, object], suite: Suite) -> "Statement":
        """Read a proof; raise :class:`InputError`, its ``where`` a JSON pointer into the proof.

        Codes: ``proof_member`` (a member is missing, or no text), ``proof_date``, ``proof_value_length``, and those of
        multibase.
        """
        for name in ("id", "created", "expires"):
            if name in proof:
                _text(proof, name)
        return cls(
            method=_text(proof, "verificationMethod"),
            purpose=_text(proof, "proofPurpose"),
            signature=_signature(_text(proof, "proofValue"), suite),
            created=_date(proof, "created"),
            expires=_date(proof, "expires"),
        )

    @property
    def controller(self) -> str:
        """The verification method without its fragment: what is resolved."""
        return self.method.partition("#")[0]

    def check_end(self, at: datetime) -> None:
        """Raise :class:`InputError` ``proof_expired`` for a proof that has ended."""
        if self.expires is not None and at >= self.expires:
            raise InputError("proof_expired", where="/expires", expires=_moments.write(self.expires))

    def later_than(self, at: datetime, leeway: timedelta) -> Problem | None:
        """Return ``proof_created_later`` for a proof that was made after ``at``, by more than ``leeway``."""
        if self.created is not None and self.created - at > leeway:
            return Problem("proof_created_later", "/created", {"created": _moments.write(self.created)})
        return None


def _text(proof: Mapping[str, object], name: str) -> str:
    value = proof.get(name)
    if not isinstance(value, str) or not value:
        raise InputError("proof_member", where=f"/{name}", name=name)
    return value


def _date(proof: Mapping[str, object], name: str) -> datetime | None:
    if name not in proof:
        return None
    moment = parse_instant(proof[name])
    if moment is None:
        raise InputError("proof_date", where=f"/{name}", name=name)
    return moment


def _signature(text: str, suite: Suite) -> bytes:
    """Decode ``proofValue``, which is base58btc; its length is bounded first, for decoding takes quadratic time."""
    limit = 2 + suite.longest_signature * _CHARACTERS_PER_100_BYTES // 100
    if len(text) > limit:
        raise InputError("proof_value_length", where="/proofValue", suite=suite.name)
    try:
        return _multibase.decode(text, allowed="z")
    except InputError as error:
        raise InputError(error.code, where="/proofValue", **error.problem.values) from None
