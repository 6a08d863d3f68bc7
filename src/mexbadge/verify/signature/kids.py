"""The name of a token's key, where it is an address (Open Badges 3.0, section 8.2.4: a ``kid`` must be dereferenced).

What stands there can contradict the issuer's own document, or, where the issuer publishes nothing else, take its place
with a warning: whoever may put a file on a site could otherwise sign in the name of everybody there.
"""

from dataclasses import dataclass
from typing import Final

from mexbadge.dids import ControllerDocument, KeyThere, VerificationMethod, is_address, lies_under, same_origin
from mexbadge.errors import FetchError, InputError
from mexbadge.keys import PublicKey
from mexbadge.proofs.vc_jwt import JwtCredential
from mexbadge.verify.findings import Check, Code, Finding, Outcome
from mexbadge.verify.signature.binding import IssuerKeys, ended, key_ended
from mexbadge.verify.subject import Ask, Subject

__all__ = ["NamedKey"]

_GONE: Final = frozenset({404, 410})
_REFUSED: Final = (Code.BINDING_NOT_ACCEPTED, Outcome.FAILED)
_ALONE: Final = (Code.BINDING_KID_ALONE, Outcome.WARNED)


@dataclass(frozen=True, slots=True)
class NamedKey:
    """What was found at the ``kid`` of a token whose issuer is an https address; nothing where it is no address there.

    ``issuer`` is the issuer's id, ``found`` the answer, ``failure`` why there is none.
    """

    issuer: str
    kid: str | None = None
    found: KeyThere | None = None
    failure: FetchError | InputError | None = None

    @classmethod
    def of(cls, jwt: JwtCredential, subject: Subject, ask: Ask) -> "NamedKey":
        """Dereference the ``kid`` of a token, if it is an address on the issuer's own origin.

        The issuer's own address needs no second look: what stands there is the issuer's document.
        """
        issuer, kid = subject.issuer_id or "", jwt.kid or ""
        elsewhere = not kid.startswith("https://") or not same_origin(kid, issuer)
        if not issuer.startswith("https://") or elsewhere or kid.partition("#")[0] == issuer:
            return cls(issuer)
        try:
            return cls(issuer, kid, ask.key_there(kid))
        except (FetchError, InputError) as error:
            return cls(issuer, kid, failure=error)

    @property
    def key(self) -> PublicKey | None:
        """The key at the address, where there is one that can be read."""
        return None if self.found is None else self.found.key

    def objection(self, method: VerificationMethod, keys: ControllerDocument, ask: Ask) -> Finding | None:
        """Return what speaks against a key that the issuer lists: the address in the token, or its own name."""
        if self.found is not None and self.found.method is not None:
            if self.found.key != method.public_key:
                values = {"kid": self.kid, "issuer": self.issuer}
                return Finding(Check.BINDING, Code.BINDING_KID_DIFFERS, Outcome.FAILED, values)
            if ended(self.found.method, ask.at):
                return key_ended(self.found.address)
        if method.kid is None or not is_address(method.kid) or lies_under(method.kid, keys.id):
            return None
        return self._unconfirmed(method, method.kid, keys, ask)

    def _unconfirmed(self, method: VerificationMethod, kid: str, keys: ControllerDocument, ask: Ask) -> Finding | None:
        """Say that a member of the origin's key set whose name is an address elsewhere is not confirmed there.

        Where the set does not say whose it is, a key that the address gives to another is another's.
        """
        values = {"kid": kid, "issuer": keys.id}
        refused = Finding(Check.BINDING, Code.BINDING_KID_UNCONFIRMED, Outcome.FAILED, values)
        try:
            found = ask.key_there(kid)
        except FetchError as error:
            if error.status in _GONE:
                return refused
            return Finding(Check.BINDING, Code.BINDING_UNRESOLVED, Outcome.UNKNOWN, {"issuer": kid, "reason": error})
        except InputError:
            return refused
        others = found.controllers - {keys.id}
        if found.method is None or found.key != method.public_key or (keys.shared is not None and others):
            return refused
        return key_ended(kid) if ended(found.method, ask.at) else None

    def alone(self, keys: IssuerKeys, ask: Ask) -> Finding | None:
        """Return what the key at the address comes to where the issuer lists no key at all; ``None`` where nothing.

        It binds, with a warning, where nobody but the issuer can have put it there: under the issuer's id, answered
        directly, and given to nobody else. Elsewhere on the origin it decides nothing.
        """
        if self.kid is None or not self._publishes_nothing(keys, ask):
            return None
        values = {"kid": self.kid, "issuer": self.issuer}
        if isinstance(self.failure, FetchError) and self.failure.status not in _GONE:
            unread = {"issuer": self.kid, "reason": self.failure}
            return Finding(Check.BINDING, Code.BINDING_UNRESOLVED, Outcome.UNKNOWN, unread)
        method = None if self.found is None or self.found.controllers - {self.issuer} else self.found.method
        if self.found is None or method is None or method.public_key is None:
            return None
        if ended(method, ask.at):
            return key_ended(self.kid)
        if not self.found.direct or not lies_under(self.kid, self.issuer):
            return Finding(Check.BINDING, Code.BINDING_KID_ELSEWHERE, Outcome.UNKNOWN, values)
        refused = bool(ask.policy.issuers) and self.issuer not in ask.policy.issuers
        code, outcome = _REFUSED if refused else _ALONE
        return Finding(Check.BINDING, code, outcome, values)

    def _publishes_nothing(self, keys: IssuerKeys, ask: Ask) -> bool:
        if isinstance(keys, Finding):
            return keys.code == Code.BINDING_UNRESOLVED and ask.publishes_nothing(self.issuer)
        listed = any(keys.relationships.values())
        return not (keys.methods or keys.unread or keys.problems or listed)
