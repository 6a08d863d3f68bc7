"""What a verifier accepts: policy as data."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from mexbadge import ld
from mexbadge.errors import InputError
from mexbadge.models.identity import Identity

if TYPE_CHECKING:
    from mexbadge.ld import ExtraContext
    from mexbadge.ledger import LogPolicy
    from mexbadge.trust import TrustList

__all__ = ["Policy"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What a verifier accepts. The default is meant for a badge from a stranger.

    ``issuers``: whom you accept, by DID or address; empty accepts every issuer whose key is bound to it. An issuer that
    is listed here needs nobody else to vouch for it, so its self-asserted key (``did:key``) gives no warning.
    ``trust``: lists of issuers that somebody approves; the report says on which of them the issuer is, and its own key
    is vouched for by them. They never widen ``issuers``.
    ``require_listed``: whether an issuer that is on none of them fails, instead of giving a warning.
    ``endorsers``: who may endorse a 3.0 badge, by DID or address; empty accepts everybody. The word of another gives a
    warning.
    ``maximum_age``: how old a badge may be at the moment asked, counted from its award; an older one gives a warning.
    ``algorithms``: the JOSE algorithms and cryptosuites that you accept, by name; ``None`` for all that mexbadge knows.
    They hold for everything that is signed: badges, endorsements, status lists.
    ``status``: whether revocation is looked up (``--no-status`` switches it off, at the price of a warning).
    ``compat``: whether old fixtures get the benefit of the doubt (``--compat``): small RSA keys, a missing key binding.
    ``strict``: whether what is merely unusual fails (``--strict``).
    ``endorsements``: whether an endorsement that does not count only warns, or makes a 3.0 badge invalid, as step 6 of
    the standard's section 9.1 says and ``strict`` does.
    ``contexts``: JSON-LD contexts beyond the bundled ones, each with its digest (``--context``); the report says that
    they were supplied. They may give no other meaning to a word of the standards.
    ``logs``: the logs that you believe, each with its key and witnesses; a badge's receipt is checked against them.
    ``require_ledger``: whether a badge without a receipt of one of them fails (``--require-ledger``).
    ``recipients``: whose the badges should be, under each identity of that one person, where a call names nobody.
    ``private_hosts``: hosts of your own network that may be asked (``--allow-private``); the report warns of each that
    was, for nobody outside can verify what rests on it.
    ``remote_schemas``: whether schemas that are not bundled are fetched and applied (``--remote-schemas``).
    """

    issuers: frozenset[str] = frozenset()
    status: bool = True
    compat: bool = False
    strict: bool = False
    endorsements: Literal["fail", "warn"] = "warn"
    contexts: "tuple[ExtraContext, ...]" = field(default=(), repr=False)
    trust: "tuple[TrustList, ...]" = ()
    require_listed: bool = False
    endorsers: frozenset[str] = frozenset()
    maximum_age: timedelta | None = None
    algorithms: frozenset[str] | None = None
    remote_schemas: bool = False
    private_hosts: frozenset[str] = frozenset()
    recipients: tuple[str | Identity, ...] = field(default=(), repr=False)
    logs: "tuple[LogPolicy, ...]" = ()
    require_ledger: bool = False

    def __post_init__(self) -> None:
        """Refuse a text where a set of texts belongs, since a text would be searched for parts of itself."""
        for name in ("issuers", "endorsers", "algorithms", "private_hosts"):
            value = getattr(self, name)
            if value is None and name == "algorithms":
                continue
            if isinstance(value, str | bytes) or not isinstance(value, Iterable):
                raise InputError("verify_bad_policy", name=name)
            texts = frozenset(value)
            if not all(isinstance(text, str) for text in texts):
                raise InputError("verify_bad_policy", name=name)
            object.__setattr__(self, name, texts)
        if self.maximum_age is not None and not isinstance(self.maximum_age, timedelta):
            raise InputError("verify_bad_policy", name="maximum_age")
        named: object = self.recipients
        if isinstance(named, str | bytes | Identity) or not isinstance(named, Iterable):
            raise InputError("verify_bad_policy", name="recipients")
        object.__setattr__(self, "recipients", tuple(self.recipients))
        object.__setattr__(self, "trust", tuple(self.trust))
        object.__setattr__(self, "contexts", tuple(self.contexts))
        if self.contexts:
            ld.check_supplied(self.contexts)

    @classmethod
    def default(cls) -> "Policy":
        """Return the policy for a badge from a stranger."""
        return cls()

    @classmethod
    def strictest(cls) -> "Policy":
        """Return the policy in which what is merely unusual fails."""
        return cls(strict=True)

    @classmethod
    def compatible(cls) -> "Policy":
        """Return the policy for old fixtures; not for deciding about people."""
        return cls(compat=True)

    def accepting(self, *issuers: str) -> "Policy":
        """Return this policy with ``issuers`` added to those that are accepted."""
        return replace(self, issuers=self.issuers | frozenset(issuers))
