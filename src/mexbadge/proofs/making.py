"""Making a proof (Data Integrity 1.0, sections 4.2 and 4.3)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge._multibase import encode
from mexbadge.errors import InputError, Problem, SchemaError, SigningKeyError
from mexbadge.keys import Signer
from mexbadge.proofs.chains import MAX_PROOFS, Proofs
from mexbadge.proofs.hashing import Contexts, Forms, HashData, Related, in_context
from mexbadge.proofs.statements import ASSERTION
from mexbadge.proofs.suites import KINDS, CanonicalForm, Suite, find

__all__ = ["DEFAULT_SUITE", "add_proof"]

DEFAULT_SUITE: Final = "eddsa-rdfc-2022"


def add_proof(  # noqa: PLR0913 - the members of a proof are its parameters
    document: Mapping[str, Any],
    signer: Signer,
    *,
    cryptosuite: str = DEFAULT_SUITE,
    created: datetime | None,
    proof_id: str | None = None,
    previous: str | Sequence[str] | None = None,
    contexts: Contexts = None,
    expires: datetime | None = None,
) -> JsonObject:
    """Return a copy of ``document`` with one more ``assertionMethod`` proof; ``document`` itself stays as it is.

    The proof is the only member ``proof``, or the last of a set where there are some already. ``created`` and
    ``expires`` (aware datetimes) are written in UTC, to the second; ``None`` leaves them out. ``previous`` names the
    earlier proofs, by id, that this one signs too. ``contexts`` are JSON-LD contexts beyond the bundled ones.

    Raises :class:`SigningKeyError` ``proof_key_kind_signing`` for a key that does not go with the suite, and
    :class:`InputError`: ``proof_suite_not_made`` (and what the table says of a suite), ``proof_date_naive``,
    ``proof_too_many``, ``proof_id_twice``, ``proof_previous``, ``proof_previous_missing``, ``proof_two_readings`` (over
    RDF: verifiers would not agree on what was signed), and as :class:`SchemaError` every member that no signature over
    RDF would cover.

    >>> from datetime import UTC, datetime
    >>> from mexbadge.keys import KeyKind, LocalSigner
    >>> signer = LocalSigner.generate(KeyKind.ED25519, "https://college.example/issuer#key-1")
    >>> moment = datetime(2026, 5, 1, 12, tzinfo=UTC)
    >>> signed = add_proof({"name": "Wound care"}, signer, cryptosuite="eddsa-jcs-2022", created=moment)
    >>> signed["proof"]["created"], signed["proof"]["proofValue"][0]
    ('2026-05-01T12:00:00Z', 'z')
    """
    suite = _suite_for(cryptosuite, signer)
    proofs = Proofs.of(document)
    _check_room(proofs, proof_id)
    proof = _options(suite, signer, created=created, expires=expires, proof_id=proof_id)
    if previous is not None:
        proof["previousProof"] = previous if isinstance(previous, str) else list(previous)
    if suite.canonical is CanonicalForm.JCS and "@context" in document:
        proof["@context"] = document["@context"]
    target = proofs.signed_by(proofs.previous(proof))
    hashes = _agreed(target, proof, suite, signer, Forms(contexts))
    signature = signer.sign(hashes.combined)
    if len(signature) != KINDS[signer.public_key.kind].signature_bytes:
        raise SigningKeyError("proof_signature_length", suite=suite.name)
    proof["proofValue"] = encode(signature)
    return {**document, "proof": [*proofs.proofs, proof] if proofs.proofs else proof}


def _suite_for(name: str, signer: Signer) -> Suite:
    suite = find({"type": "DataIntegrityProof", "cryptosuite": name})
    if isinstance(suite, Problem):
        raise InputError(suite.code, where=None, **suite.values)
    if not suite.makes:
        raise InputError("proof_suite_not_made", suite=name)
    kind = signer.public_key.kind
    if kind not in suite.kinds or signer.algorithm not in {KINDS[kind].algorithm, str(kind)}:
        raise SigningKeyError("proof_key_kind_signing", kind=str(kind), suite=name)
    return suite


def _check_room(proofs: Proofs, proof_id: str | None) -> None:
    if len(proofs.proofs) >= MAX_PROOFS:
        raise InputError("proof_too_many", where="/proof", count=len(proofs.proofs) + 1, limit=MAX_PROOFS)
    if proof_id is not None and proofs.with_id(proof_id):
        raise InputError("proof_id_twice", where="/proof", id=proof_id)


def _options(
    suite: Suite, signer: Signer, *, created: datetime | None, expires: datetime | None, proof_id: str | None
) -> JsonObject:
    """Return the proof as far as it is known before it is signed (Data Integrity 1.0, section 2.1)."""
    options: JsonObject = {"type": suite.proof_type}
    if proof_id is not None:
        options["id"] = proof_id
    options["cryptosuite"] = suite.name
    for name, moment in (("created", created), ("expires", expires)):
        if moment is not None:
            if moment.utcoffset() is None:
                raise InputError("proof_date_naive", name=name)
            options[name] = _moments.write(moment)
    return {**options, "verificationMethod": signer.verification_method, "proofPurpose": ASSERTION}


def _agreed(
    document: Mapping[str, Any], config: Mapping[str, Any], suite: Suite, signer: Signer, forms: Forms
) -> HashData:
    """Return what is signed; refuse where verifiers would not agree on it, or not all of it would be covered."""
    facts = KINDS[signer.public_key.kind]
    config = in_context(config, document, suite)
    whole, options = forms.of(document), forms.of(config)

    def forms_of(related: Related) -> tuple[bytes, bytes]:
        options_form = options.canonical(suite.canonical, facts, related)
        return whole.canonical(suite.canonical, facts, related), options_form

    both = forms_of("list")
    hashes = HashData.of(*both, facts)
    if suite.canonical is CanonicalForm.JCS:
        return hashes
    if both != forms_of("set"):
        raise InputError("proof_two_readings")
    lost = whole.lost() or options.lost(where="/proof")
    if lost:
        raise SchemaError(lost)
    return hashes
