"""Who signed a trust list, and whether the proofs on it hold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mexbadge._json import JsonObject
from mexbadge.dids import ControllerDocument, resolve
from mexbadge.errors import InputError
from mexbadge.fetch.types import Fetch
from mexbadge.models.dates import instant
from mexbadge.proofs import ProofOutcome, ProofResult, verify_proof

__all__ = ["Signing", "checked_signers"]

_SUITES: Final = frozenset({"eddsa-jcs-2022", "ecdsa-jcs-2019"})


@dataclass(frozen=True, slots=True)
class Signing:
    """What the signature of a list is checked with."""

    label: str
    signers: Collection[str] | None
    fetch: Fetch
    at: datetime | None

    def resolve(self, did: str) -> ControllerDocument:
        """Return the document that ``did`` names."""
        return resolve(did, fetch=self.fetch)

    def require(self, result: ProofResult) -> str:
        """Return the id of whoever made a proof that holds; raise :class:`InputError` for any other."""
        if result.outcome is ProofOutcome.UNRESOLVED:
            raise self._refused("trust_proof_unresolved", result)
        if result.outcome is not ProofOutcome.GOOD or result.controller is None:
            raise self._refused("trust_proof_bad", result)
        return result.controller

    def require_in_force(self, proof: Mapping[str, object], result: ProofResult) -> None:
        """Raise where the proof, or its key, had ended. When it was made does not matter: a list is as of now."""
        ends = (proof.get("expires"), None if result.method is None else result.method.expires)
        for end in ends:
            if end is not None and self.at is not None and self.at >= _end(end, self.at):
                raise InputError("trust_proof_ended", where="/proof", list=self.label, end=end)

    def _refused(self, code: str, result: ProofResult) -> InputError:
        reason = result.outcome.value if result.problem is None else result.problem.code
        return InputError(code, where="/proof", list=self.label, reason=reason)


def _end(text: object, at: datetime) -> datetime:
    """Return the moment that ``text`` names; one that names none has passed."""
    try:
        return instant(text) if isinstance(text, str) else at
    except InputError:
        return at


def checked_signers(document: JsonObject, signing: Signing) -> tuple[str, ...]:
    """Return who signed the list; every proof on it must hold."""
    if "proof" not in document:
        if signing.signers is not None:
            raise InputError("trust_unsigned", list=signing.label)
        return ()
    proofs = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    for proof in proofs:
        suite = proof.get("cryptosuite")
        if not isinstance(suite, str) or suite not in _SUITES:
            shown = suite if isinstance(suite, str) else "-"
            raise InputError("trust_proof_suite", where="/proof", list=signing.label, suite=shown)
    results = verify_proof(document, resolve=signing.resolve)
    names = tuple(dict.fromkeys(signing.require(result) for result in results))
    for result in results:
        signing.require_in_force(proofs[result.index], result)
    if not names or (signing.signers is not None and not set(names) & set(signing.signers)):
        raise InputError("trust_signer", where="/proof", list=signing.label, signers=", ".join(names) or "-")
    return names
