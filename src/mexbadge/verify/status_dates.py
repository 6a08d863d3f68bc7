"""As of when a status list speaks, and whether an unsigned one has ended."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from mexbadge._moments import is_over
from mexbadge.errors import Problem
from mexbadge.fetch import libraries
from mexbadge.fetch.types import Response
from mexbadge.proofs.instants import parse_instant

__all__ = ["as_of", "as_served", "has_ended"]


def as_of(document: Mapping[str, object], *, at: datetime) -> Problem:
    """Say as of when a signed list speaks: the latest moment before ``at`` from which it, or its proof, dates itself.

    Where it names later moments only, the earliest of them.
    """
    proof = document.get("proof")
    proofs = proof if isinstance(proof, list) else [proof]
    texts = [document.get("validFrom"), document.get("issuanceDate")]
    texts += [one.get("created") for one in proofs if isinstance(one, Mapping)]
    moments = sorted(moment for moment in map(parse_instant, texts) if moment is not None)
    return _said(max((moment for moment in moments if moment <= at), default=moments[0] if moments else None))


def as_served(answer: Response) -> Problem:
    """Say as of when an unsigned list speaks: when it was changed or sent, as its server says (RFC 9110, 8.8.2, 6.6.1).

    A list without a date may be of any time.
    """
    for name in ("last-modified", "date"):
        moment = _http_date(answer.headers.get(name))
        if moment is not None:
            return _said(moment)
    return _said(None)


def has_ended(until: str | None, *, at: datetime) -> bool:
    """Return whether an unsigned list is past the end that it names; one that cannot be read is no end to rely on."""
    end = parse_instant(until)
    return until is not None and (end is None or is_over(end, at=at))


def _http_date(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = libraries.parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _said(moment: datetime | None) -> Problem:
    if moment is None:
        return Problem("status_undated", None)
    return Problem("status_as_of", None, {"moment": _minute(moment)})


@lru_cache(maxsize=64)
def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}Z"
