"""Data Integrity proofs (Verifiable Credential Data Integrity 1.0): made, checked, and every value between.

:func:`add_proof` makes one, :func:`verify_proof` checks all of a document, :func:`hash_data` shows what is signed, and
:data:`SUITES` is the table of cryptosuites.
"""

from mexbadge.proofs.chains import MAX_PROOFS
from mexbadge.proofs.checking import verify_proof
from mexbadge.proofs.hashing import HashData, Related, hash_data
from mexbadge.proofs.making import DEFAULT_SUITE, add_proof
from mexbadge.proofs.methods import Resolve
from mexbadge.proofs.results import ProofOutcome, ProofResult
from mexbadge.proofs.suites import DATA_INTEGRITY, SUITES, CanonicalForm, Suite, find

__all__ = [
    "DATA_INTEGRITY",
    "DEFAULT_SUITE",
    "MAX_PROOFS",
    "SUITES",
    "CanonicalForm",
    "HashData",
    "ProofOutcome",
    "ProofResult",
    "Related",
    "Resolve",
    "Suite",
    "add_proof",
    "find",
    "hash_data",
    "verify_proof",
]
