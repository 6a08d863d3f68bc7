"""Proofs: compact JWS, credentials as tokens, and Data Integrity, to make and to check.

Whether a proof is good is answered here; whether its key is the issuer's is for :mod:`mexbadge.verify` to say.
"""

from mexbadge.proofs.checking import verify_proof
from mexbadge.proofs.making import add_proof
from mexbadge.proofs.results import ProofOutcome, ProofResult

__all__ = ["ProofOutcome", "ProofResult", "add_proof", "verify_proof"]
