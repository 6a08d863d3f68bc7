"""What commands that judge badges have in common: trust lists, whose badge it is, the exit code of several files."""

import os
import re
from argparse import Namespace
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from mexbadge import _limits, trust
from mexbadge.badge import Person
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.errors import InputError
from mexbadge.fetch import Fetch

if TYPE_CHECKING:
    from mexbadge.trust import TrustList

__all__ = ["TRUST", "duration", "person_named", "trust_lists", "worst"]

TRUST: Final = "MEXBADGE_TRUST"
"""The variable that names trust lists where ``--trust`` does not."""
_DURATION: Final = re.compile(r"P(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?")
_DAYS: Final = re.compile(r"([0-9]{1,5})d")
_YEAR: Final = 365


def worst(codes: Collection[int]) -> int:
    """Return the exit code of several files: 1 if any is invalid, else 2, else 3, else 0."""
    return next((code for code in (1, 2, 3) if code in codes), 0)


def trust_lists(arguments: Namespace, console: Console, fetch: Fetch, at: datetime | None) -> "tuple[TrustList, ...]":
    """Read the trust lists of the options, or else of the environment; one that cannot be read ends the command."""
    names = arguments.trust or [name for name in os.environ.get(TRUST, "").split(os.pathsep) if name]
    signers = arguments.trust_signer or None
    if signers and not names:
        raise InputError("trust_signer_without_list")
    at = at or datetime.now(UTC)
    given = [(name, read(name, console, max_bytes=_limits.CREDENTIAL_BYTES)) for name in names]
    return tuple(trust.TrustList.load(data, name=name, signers=signers, fetch=fetch, at=at) for name, data in given)


def duration(text: str | None) -> timedelta | None:
    """Read ``--max-age``: ``P2Y``, ``P18M``, ``P6W``, ``P10D`` and their sums (ISO 8601), or ``730d``."""
    if text is None:
        return None
    if found := _DAYS.fullmatch(text):
        return timedelta(days=int(found[1]))
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groups()):
        raise InputError("trust_duration", value=text)
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    return timedelta(days=_YEAR * years + -(-_YEAR * months // 12) + 7 * weeks + days)


def person_named(names: Sequence[str]) -> Person | None:
    """Return the person of ``--recipient``, who may have several identities; raise ``verify_bad_recipient``."""
    if not names:
        return None
    try:
        return Person.of(*names)
    except InputError:
        raise InputError("verify_bad_recipient", value=", ".join(names)) from None
