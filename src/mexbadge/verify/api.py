"""The doors of this room: :func:`verify`, :func:`verify_url` and the reusable :class:`Verifier`."""

import os
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from mexbadge import _json, _limits
from mexbadge._limits import INSIDE_SECONDS, VERIFY_SECONDS
from mexbadge.badge import Person
from mexbadge.errors import InputError
from mexbadge.fetch import Fetch
from mexbadge.models.identity import Identity
from mexbadge.verify import libraries
from mexbadge.verify.engine import alone, judge, judge_url
from mexbadge.verify.findings import Check, Finding, Outcome
from mexbadge.verify.kept_lists import KeptLists
from mexbadge.verify.many import ahead
from mexbadge.verify.policy import Policy
from mexbadge.verify.receipts import beside
from mexbadge.verify.report import Report
from mexbadge.verify.subject import Ask, Budget

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from mexbadge.fetch import Cache

__all__ = ["Badgelike", "Recipient", "Verifier", "content_of", "verify", "verify_many", "verify_url"]

_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)

Badgelike = bytes | bytearray | memoryview | str | PathLike[str] | Mapping[str, object]
"""How a badge is given: bytes are content, a text or path names a local file, a mapping is a document."""
Recipient = str | Identity | Person | Iterable[str | Identity]
"""Whose a badge should be: one identity, or several identities of one person."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A verifier to use many times, from many threads: a policy and a network.

    What it judged of a status list is remembered as long as it would come out again, and asked for anew each time
    (:mod:`mexbadge.verify.kept_lists`).

    ``fetch`` is the injected network function; ``None`` stands for the guarded network. ``cache`` keeps what was
    fetched for as long as it holds. ``clock`` counts seconds, those of the processor in this thread if not told
    otherwise; it bounds the work on one badge.
    """

    policy: Policy = field(default_factory=Policy)
    fetch: Fetch | None = None
    cache: "Cache | None" = None
    clock: Callable[[], float] = time.thread_time
    _lists: KeptLists = field(default_factory=KeptLists, init=False, repr=False, compare=False)

    def verify(
        self,
        badge: Badgelike,
        *,
        recipient: Recipient | None = None,
        at: datetime | None = None,
        name: str | None = None,
        receipt: bytes | None = None,
    ) -> Report:
        """Judge one badge; as :func:`verify`.

        ``name`` is what the report calls it. ``receipt`` is that of a ledger (C2SP tlog-proof); without one it is
        looked for beside the badge's file, then inside the image.
        """
        data, label = content_of(badge)
        if receipt is None and isinstance(badge, str | PathLike):
            receipt = beside(badge)
        return judge(data, name or label, self._ask(recipient, at, receipt))

    def verify_many(
        self,
        badges: Iterable[Badgelike],
        *,
        recipient: Recipient | None = None,
        at: datetime | None = None,
        executor: "Executor | None" = None,
    ) -> Iterator[Report]:
        """Judge one badge after the other and yield their reports in order, whatever becomes of each.

        ``badges`` is read a little ahead, so that any number may come. ``executor`` judges elsewhere: a pool of
        processes needs a ``fetch`` and a ``cache`` that can be sent there, as ``None`` can. A file that cannot be read
        is a report as well: it could not be decided. Raises :class:`InputError` at once where the call itself is wrong.
        """
        person = _person(recipient)
        self._ask(person, at)
        asked = partial(_judged_one, self, person, at)
        return map(asked, badges) if executor is None else ahead(asked, map(_as_it_is_now, badges), executor)

    def verify_url(
        self,
        url: str,
        *,
        recipient: Recipient | None = None,
        at: datetime | None = None,
        receipt: bytes | None = None,
    ) -> Report:
        """Fetch a badge by its address and judge it; as :func:`verify_url`. ``receipt`` as in :meth:`verify`."""
        return judge_url(url, self._ask(recipient, at, receipt))

    def _ask(self, recipient: Recipient | None, at: datetime | None, receipt: bytes | None = None) -> Ask:
        moment = datetime.now(UTC) if at is None else _aware(at)
        _require_policy(self.policy)
        person = _person(recipient) or _person(self.policy.recipients or None)
        network = self.fetch or libraries.HttpFetcher(libraries.NetworkPolicy(private_hosts=self.policy.private_hosts))
        budget = Budget(VERIFY_SECONDS, self.clock, inside=INSIDE_SECONDS)
        given, lists = at is not None, self._lists
        ask = Ask(self.policy, network, moment, person, receipt=receipt, budget=budget, given=given, lists=lists)
        if self.cache is None:
            return ask
        return replace(ask, fetch=libraries.Cached(network, self.cache), remember=self.cache.remember)


def verify(
    badge: Badgelike,
    *,
    recipient: Recipient | None = None,
    issuers: Collection[str] | None = None,
    policy: Policy | None = None,
    fetch: Fetch | None = None,
    at: datetime | None = None,
) -> Report:
    """Judge one badge and say why.

    ``badge``: bytes are content (PNG, SVG, JSON or a token), a text or path names a local file, a mapping is a
    document. A text is never taken for an address or for content: see :func:`verify_url`.
    ``recipient``: whose the badge should be: an e-mail address, a DID, ``TYPE:VALUE`` or an ``Identity``; several of
    them, in a list or as a ``Person``, where one person is known under several identities.
    ``issuers``: whom you accept, by DID or address (shorthand for ``policy.issuers``).
    ``policy``: what you accept; ``fetch``: the network as a function, ``None`` for the guarded one; ``at``: the moment
    at which the badge is judged, an aware ``datetime``, ``None`` for now, with a grace of a minute for two clocks.

    A bad badge is a report, never an exception. Raises :class:`InputError` where the call is wrong: a file that cannot
    be read (``verify_file_unreadable``), a time without a zone, a recipient that is no identity.
    """
    chosen = Policy() if policy is None else policy
    if issuers is not None:
        named = Policy(issuers=cast("frozenset[str]", issuers)).issuers  # the policy says what is wrong with it
        if not named:
            raise InputError("verify_no_issuers")
        chosen = replace(chosen, issuers=chosen.issuers | named)
    return Verifier(chosen, fetch).verify(badge, recipient=recipient, at=at)


def verify_many(
    badges: Iterable[Badgelike],
    *,
    recipient: Recipient | None = None,
    policy: Policy | None = None,
    fetch: Fetch | None = None,
    at: datetime | None = None,
    executor: "Executor | None" = None,
) -> Iterator[Report]:
    """Judge many badges and yield their reports in order; as :meth:`Verifier.verify_many`.

    >>> [report.verdict.value for report in verify_many([b"no badge", b"nor this"])]
    ['invalid', 'invalid']
    """
    verifier = Verifier(Policy() if policy is None else policy, fetch)
    return verifier.verify_many(badges, recipient=recipient, at=at, executor=executor)


def verify_url(
    url: str,
    *,
    recipient: Recipient | None = None,
    policy: Policy | None = None,
    fetch: Fetch | None = None,
    at: datetime | None = None,
) -> Report:
    """Fetch a badge by its address and judge it as :func:`verify` does.

    A web page is followed once, to the badge that it names by ``<link rel="alternate">``. A badge that cannot be had is
    a report as well: it could not be decided.
    """
    return Verifier(Policy() if policy is None else policy, fetch).verify_url(url, recipient=recipient, at=at)


def _as_it_is_now(badge: Badgelike) -> Badgelike:
    """Return bytes that nobody writes into before they are judged."""
    return bytes(badge) if isinstance(badge, bytearray | memoryview) else badge


def _judged_one(verifier: Verifier, recipient: Person | None, at: datetime | None, badge: Badgelike) -> Report:
    """Judge one of many."""
    try:
        return verifier.verify(badge, recipient=recipient, at=at)
    except InputError as error:
        finding = Finding.of(Check.FORMAT, error.problem, Outcome.UNKNOWN)
        name = os.fspath(badge) if isinstance(badge, str | PathLike) else "badge"
        return alone(name, finding, datetime.now(UTC) if at is None else at)


def content_of(badge: Badgelike) -> tuple[bytes, str]:
    """Return the bytes that were given, and what they are called; raise as :func:`verify` for a wrong call."""
    if isinstance(badge, bytes | bytearray | memoryview):
        return bytes(badge), "badge"
    if isinstance(badge, str) and _ADDRESS.match(badge) and not Path(badge).exists():
        raise InputError("verify_is_address", url=badge)
    if isinstance(badge, str | PathLike):
        return _read(Path(badge)), os.fspath(badge)
    if isinstance(badge, Mapping):
        try:
            return _json.dumps(badge).encode("ascii"), "badge"
        except (TypeError, ValueError, RecursionError):
            raise InputError("verify_bad_input") from None
    raise InputError("verify_bad_input")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_limits.IMAGE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "?"
        raise InputError("verify_file_unreadable", path=str(path)[:200], reason=reason) from None
    if len(data) > _limits.IMAGE_BYTES:
        raise InputError("json_too_large", size=len(data), limit=_limits.IMAGE_BYTES)
    return data


def _aware(at: object) -> datetime:
    """Return a moment if it is one, with a zone."""
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise InputError("moment_zone", value=str(at))
    return at


def _require_policy(policy: object) -> None:
    if not isinstance(policy, Policy):
        raise InputError("verify_bad_policy", name="policy")


def _person(recipient: object) -> Person | None:
    """Return the person who is asked about; an empty list of identities is refused, never read as "not asked"."""
    if recipient is None or isinstance(recipient, Person):
        return recipient
    named = (recipient,) if isinstance(recipient, str | Identity) else recipient
    if isinstance(named, bytes | bytearray | Mapping) or not isinstance(named, Iterable):
        raise InputError("verify_bad_recipient", value=str(recipient))
    identities = tuple(named)
    if not all(isinstance(one, str | Identity) for one in identities):
        raise InputError("verify_bad_recipient", value=str(recipient))
    try:
        return Person.of(*identities)
    except InputError:
        raise InputError("verify_bad_recipient", value=", ".join(map(str, identities))) from None
