"""The table of cryptosuites: what a proof of each is made of, and which are known by name only."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256, sha384
from typing import TYPE_CHECKING, Final, Literal

from mexbadge.errors import Problem
from mexbadge.keys import KeyKind

if TYPE_CHECKING:
    from hashlib import _Hash

__all__ = ["DATA_INTEGRITY", "KINDS", "SUITES", "CanonicalForm", "KindFacts", "Suite", "find"]

DATA_INTEGRITY: Final = "DataIntegrityProof"
"""The proof type that names its suite in ``cryptosuite`` (Data Integrity 1.0, section 3.1)."""


class CanonicalForm(StrEnum):
    """How a document becomes the bytes that are hashed."""

    JCS = "jcs"
    RDFC = "rdfc"


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What the kind of key decides: hash, JOSE name of the signature algorithm, bytes of a signature."""

    hash_name: Literal["sha256", "sha384"]
    algorithm: str
    signature_bytes: int

    def digest(self, data: bytes) -> bytes:
        """Return the hash of ``data`` that goes with this kind of key."""
        hashed: _Hash = sha384(data) if self.hash_name == "sha384" else sha256(data)
        return hashed.digest()


KINDS: Final[Mapping[KeyKind, KindFacts]] = {
    KeyKind.ED25519: KindFacts("sha256", "EdDSA", 64),
    KeyKind.P256: KindFacts("sha256", "ES256", 64),
    KeyKind.P384: KindFacts("sha384", "ES384", 96),
}
"""The kinds of key that Data Integrity has suites for here."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One cryptosuite: its name, the ``type`` of its proofs, its canonical form, its kinds of key.

    ``makes`` is false for a suite whose proofs are only checked.
    """

    name: str
    proof_type: str
    canonical: CanonicalForm
    kinds: frozenset[KeyKind]
    makes: bool

    @property
    def longest_signature(self) -> int:
        """The bytes of the longest signature of this suite."""
        return max(KINDS[kind].signature_bytes for kind in self.kinds)


_EDDSA: Final = frozenset({KeyKind.ED25519})
_ECDSA: Final = frozenset({KeyKind.P256, KeyKind.P384})

SUITES: Final[Mapping[str, Suite]] = {
    suite.name: suite
    for suite in (
        Suite("eddsa-rdfc-2022", DATA_INTEGRITY, CanonicalForm.RDFC, _EDDSA, makes=True),
        Suite("eddsa-jcs-2022", DATA_INTEGRITY, CanonicalForm.JCS, _EDDSA, makes=True),
        Suite("ecdsa-rdfc-2019", DATA_INTEGRITY, CanonicalForm.RDFC, _ECDSA, makes=True),
        Suite("ecdsa-jcs-2019", DATA_INTEGRITY, CanonicalForm.JCS, _ECDSA, makes=True),
        Suite("eddsa-2022", DATA_INTEGRITY, CanonicalForm.RDFC, _EDDSA, makes=False),
        Suite("Ed25519Signature2020", "Ed25519Signature2020", CanonicalForm.RDFC, _EDDSA, makes=False),
    )
}
"""The cryptosuites that are checked, by name: Data Integrity EdDSA 1.0 and ECDSA 1.0."""

_BLOCKCHAINS: Final = frozenset(
    {"MerkleProof2017", "MerkleProof2019", "merkle-proof-2019", "EthereumEip712Signature2021"}
)
"""Proofs that hold by what stands in a public ledger."""
_MISSPELT: Final[Mapping[str, str]] = {"eddsa-rdf-2022": "eddsa-rdfc-2022"}


def find(proof: Mapping[str, object]) -> Suite | Problem:
    """Return the suite that a proof names, or why there is none.

    The problem is ``proof_type`` (no ``type`` as text), ``proof_suite_missing``, ``proof_suite_misspelt``,
    ``proof_suite_blockchain`` or ``proof_suite_unsupported``.
    """
    kind = proof.get("type")
    if not isinstance(kind, str) or not kind:
        return Problem("proof_type", "/type")
    name, where = (proof.get("cryptosuite"), "/cryptosuite") if kind == DATA_INTEGRITY else (kind, "/type")
    if not isinstance(name, str) or not name:
        return Problem("proof_suite_missing", where)
    if name in _MISSPELT:
        return Problem("proof_suite_misspelt", where, {"suite": name, "meant": _MISSPELT[name]})
    if name in _BLOCKCHAINS:
        return Problem("proof_suite_blockchain", where, {"suite": name})
    suite = SUITES.get(name)
    if suite is None or suite.proof_type != kind:
        return Problem("proof_suite_unsupported", where, {"suite": name})
    return suite
