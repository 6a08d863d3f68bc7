"""Trust lists: whom somebody whom you trust approves, as a JSON file, signed or not.

A list names issuers by their ids, with the name and the roles that the list gives them and the time for which it does.
Ids are compared exactly. That an issuer is on a list counts only where the key that signed is bound to that issuer:
that is for the checks to see to.
"""

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from os import PathLike
from typing import TYPE_CHECKING, Self

from mexbadge._limits import CLOCK_SKEW
from mexbadge._moments import aware, is_ahead, is_over
from mexbadge.fetch.types import Fetch, nothing
from mexbadge.models.dates import instant
from mexbadge.trust import libraries
from mexbadge.trust.entries import ListedState, Listing, TrustEntry
from mexbadge.trust.signing import Signing, checked_signers
from mexbadge.trust.skeletons import looks

if TYPE_CHECKING:
    from mexbadge.ledger import LogPolicy

__all__ = [
    "TrustList",
    "listings",
]


@dataclass(frozen=True, slots=True, repr=False)
class TrustList:
    """Issuers that somebody approves. ``signers`` are the ids of those whose proofs on the list were checked.

    ``logs`` are ledgers that the list vouches for, each with its key and its witnesses.
    """

    name: str
    issuers: tuple[TrustEntry, ...] = ()
    id: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    signers: tuple[str, ...] = ()
    logs: "tuple[LogPolicy, ...]" = ()
    _by_id: dict[str, TrustEntry] = field(init=False, repr=False, compare=False)
    _by_look: dict[str, list[TrustEntry]] = field(init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<TrustList {self.name!r}: {len(self.issuers)} issuers>"

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {entry.id: entry for entry in self.issuers})
        object.__setattr__(self, "_by_look", {})

    def named_like(self, name: str) -> tuple[TrustEntry, ...]:
        """Return the entries of which a name reads like ``name`` (Unicode Technical Standard 39, section 4)."""
        if not self._by_look:
            self._by_look.update(_looks_of(self.issuers))
        found = {entry.id: entry for look in sorted(looks(name)) for entry in self._by_look.get(look, ())}
        return tuple(found.values())

    @classmethod
    def load(
        cls,
        source: bytes | str | PathLike[str],
        *,
        name: str | None = None,
        signers: Collection[str] | None = None,
        fetch: Fetch = nothing,
        at: datetime | None = None,
    ) -> Self:
        """Read a trust list: bytes are content, a text or path names a local file.

        ``name`` is what problems call it. ``signers``: the ids of whom you expect to have signed it; then an unsigned
        list, or one signed by others only, is refused. A proof that is there is always checked, with keys that
        ``fetch`` finds. ``at``: the moment for which the end of a proof and of its key counts, ``None`` for no moment.

        Raises :class:`SchemaError` with all problems of the form, each with its JSON pointer, and :class:`InputError`:
        ``trust_unreadable``, what :func:`mexbadge._json.loads` raises, ``trust_unsigned``, ``trust_signer``,
        ``trust_proof_suite``, ``trust_proof_bad``, ``trust_proof_ended``, ``trust_proof_unresolved``.
        """
        label = name or ("-" if isinstance(source, bytes) else os.fspath(source))
        document = libraries.document_in(source, label)
        form = libraries.read_list(document, label)
        proven = checked_signers(document, Signing(label, signers, fetch, at))
        entries = tuple(one.entry() for one in form.issuers)
        logs = tuple(one.policy() for one in form.logs)
        return cls(form.name, entries, form.id or None, form.valid_from, form.valid_until, proven, logs)

    def logs_at(self, at: datetime, *, leeway: timedelta = CLOCK_SKEW) -> "tuple[LogPolicy, ...]":
        """Return the logs that the list vouches for at a moment: none before it begins and after it ends."""
        over = is_over(_moment(self.valid_until), at=aware(at)) or is_ahead(
            _moment(self.valid_from), at=at, leeway=leeway
        )
        return () if over else self.logs

    def find(self, issuer_id: str, *, at: datetime, leeway: timedelta = CLOCK_SKEW) -> Listing:
        """Say how the issuer stands on this list at the moment ``at``; the id must be the very same text."""
        at, entry = aware(at), self._by_id.get(issuer_id)
        if entry is None:
            return Listing(self.name, None, ListedState.NONE)
        for end in (self.valid_until, entry.valid_until):
            if is_over(_moment(end), at=at):
                return Listing(self.name, entry, ListedState.LAPSED, end)
        for start in (self.valid_from, entry.valid_from):
            if is_ahead(_moment(start), at=at, leeway=leeway):
                return Listing(self.name, entry, ListedState.NOT_YET, start)
        return Listing(self.name, entry, ListedState.ON)


def _looks_of(entries: Iterable[TrustEntry]) -> dict[str, list[TrustEntry]]:
    found: dict[str, list[TrustEntry]] = {}
    for entry in entries:
        for look in frozenset[str]().union(*(looks(text) for _, text in entry.words.texts)):
            found.setdefault(look, []).append(entry)
    return found


def listings(
    lists: Iterable[TrustList], issuer_id: str, *, at: datetime, leeway: timedelta = CLOCK_SKEW
) -> tuple[Listing, ...]:
    """Return how the issuer stands on the lists that name it; only those on which it is, if it is on any."""
    stands = (one.find(issuer_id, at=at, leeway=leeway) for one in lists)
    found = tuple(listing for listing in stands if listing.state is not ListedState.NONE)
    return tuple(listing for listing in found if listing.state is ListedState.ON) or found


def _moment(text: str | None) -> datetime | None:
    return None if text is None else instant(text)
