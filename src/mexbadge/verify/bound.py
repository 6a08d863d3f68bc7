"""To whom the key of a badge is bound, as the findings of its binding say."""

from collections.abc import Iterable
from typing import Final

from mexbadge.verify.findings import Code, Finding, Outcome
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.trust_codes import TrustCode

__all__ = ["bound_finding", "bound_issuer"]

_BAD: Final = frozenset({Outcome.FAILED, Outcome.UNKNOWN})
_BOUND: Final = frozenset(
    {
        Code.BINDING_OK,
        Code.BINDING_RECORDED,
        Code.BINDING_ACCEPTED,
        Code.BINDING_SELF_ASSERTED,
        TrustCode.KEY_LISTED,
        Ob2Code.SCOPE,
        Ob2Code.SCOPE_RECORDED,
    }
)
"""The findings that say: the key, or the hosted badge, is that of the issuer that they name.

Whom they name is another question than whether the issuer's word counts (``_VOUCHES`` of ``mexbadge.skills.holdings``):
a key that names itself is somebody's key, and vouches for nobody; nor need a finding have passed to name somebody.
"""


def bound_issuer(findings: Iterable[Finding]) -> str | None:
    """Return the id of the issuer to whom the key is bound, or ``None`` where nothing binds it (``--compat``)."""
    found = bound_finding(findings)
    return None if found is None else str(found.values["issuer"])


def bound_finding(findings: Iterable[Finding]) -> Finding | None:
    """Return the finding that says to whom the key is bound; ``None`` where nothing binds it."""
    for finding in findings:
        issuer = finding.values.get("issuer")
        if finding.code in _BOUND and finding.outcome not in _BAD and isinstance(issuer, str) and issuer:
            return finding
    return None
