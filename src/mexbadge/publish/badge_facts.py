"""What stands in an issued badge beside its achievement: what shows that it was earned, where its status is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from mexbadge.badge import Badge, Evidence, Result
from mexbadge.status.entries import BITSTRING_ENTRY

__all__ = ["IssuedFacts", "StatusPlace", "facts_of"]

_WORD: Final = {"revocation", "suspension"}


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Where a page reads again how a badge stands: a file of its own site, by its path.

    ``kind`` is ``bits`` (place ``what`` of a list of bits for ``purpose``), ``ids`` (a list of revoked ids, of which
    ``what`` may be one) or ``hosted`` (the hosted assertion itself).
    """

    kind: str
    path: str
    what: str
    purpose: str


@dataclass(frozen=True, slots=True)
class IssuedFacts:
    """What one badge says of its holder's work, and where its status is; ``narrative`` is Markdown."""

    narrative: str | None = None
    evidence: tuple[Evidence, ...] = ()
    results: tuple[Result, ...] = ()
    status: tuple[StatusPlace, ...] = ()


def facts_of(document: Mapping[str, Any], base: str) -> IssuedFacts:
    """Return the facts of a credential or assertion whose issuer's site is at ``base``. Never raises."""
    view = Badge.of_ob3 if "credentialSubject" in document else Badge.of_ob2
    badge = view(document, format="")
    return IssuedFacts(badge.narrative, badge.evidence, badge.results, tuple(_places(document, base)))


def _places(document: Mapping[str, Any], base: str) -> Iterator[StatusPlace]:
    status, name = document.get("credentialStatus"), str(document.get("id"))
    for entry in status if isinstance(status, list | tuple) else (status,):
        if isinstance(entry, Mapping) and entry.get("type") == BITSTRING_ENTRY:
            purpose, index = str(entry.get("statusPurpose")), str(entry.get("statusListIndex"))
            path = _inside(entry.get("statusListCredential"), base)
            if path and purpose in _WORD and index.isdecimal():
                yield StatusPlace("bits", path, index, purpose)
    verification = document.get("verification")
    if isinstance(verification, Mapping):
        if path := _inside(name, base):
            yield StatusPlace("hosted", path, name, "revocation")
        else:
            yield StatusPlace("ids", "ob2/revocations.json", name, "revocation")


def _inside(url: object, base: str) -> str | None:
    """Return the path in the site of an address, with the ending under which every host has it."""
    if not isinstance(url, str) or not url.startswith(f"{base}/"):
        return None
    path = url.removeprefix(f"{base}/")
    return path if path.endswith(".json") else f"{path}.json"
