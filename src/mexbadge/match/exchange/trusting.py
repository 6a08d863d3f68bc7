"""The approved colleges as a trust list that verifiers use: signed, each with its name and the days of its approval."""

from collections.abc import Iterable
from datetime import date, datetime, time

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge.errors import InputError
from mexbadge.keys import Signer
from mexbadge.match.exchange.forms import TrainingCollege
from mexbadge.models.language import Words
from mexbadge.proofs import add_proof
from mexbadge.trust import TRUST_LIST_SCHEMA

__all__ = ["ROLE", "trust_document"]

ROLE = "approved college"
"""The role of an issuer on the list."""


def trust_document(name: Words, colleges: Iterable[TrainingCollege], signer: Signer, *, at: datetime) -> JsonObject:
    """Return the signed list of the colleges that were approved at some time; who never was is not on it.

    An approval that is over stays on the list with its end, so that verifiers say so. Raises :class:`InputError`
    ``exchange_none_approved``.
    """
    issuers = [_entry(one, at) for one in colleges if one.since is not None]
    if not issuers:
        raise InputError("exchange_none_approved")
    document = {
        "schema": TRUST_LIST_SCHEMA,
        "name": name.text("en") or name.text() or "",
        "validFrom": _moments.write(at),
        "issuers": issuers,
    }
    suite = "eddsa-jcs-2022" if signer.algorithm == "EdDSA" else "ecdsa-jcs-2019"
    return add_proof(document, signer, cryptosuite=suite, created=at)


def _entry(college: TrainingCollege, at: datetime) -> JsonObject:
    names = {lang or "und": text for lang, text in college.name.texts}
    shown: object = next(iter(names.values())) if len(names) == 1 else names
    days = {"validFrom": college.since, "validUntil": college.until}
    ends = {member: _start(day, at) for member, day in days.items() if day is not None}
    by = {} if college.approved_by is None else {"approvedBy": college.approved_by}
    return {"id": college.issuer, "name": shown, "roles": [ROLE], **by, **ends}


def _start(day: date, at: datetime) -> str:
    """Return the moment at which a day begins, in the zone in which ``at`` is written."""
    return _moments.write(datetime.combine(day, time(), at.tzinfo))
