"""What came of one proof, as data."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mexbadge.dids import ControllerDocument, VerificationMethod
from mexbadge.errors import Problem
from mexbadge.keys import PublicKey
from mexbadge.proofs.hashing import Related

__all__ = ["ProofOutcome", "ProofResult"]


class ProofOutcome(StrEnum):
    """What one proof is found to be."""

    GOOD = "good"
    BAD = "bad"
    UNSUPPORTED = "unsupported"
    """Of a cryptosuite that is not known here: nothing was decided."""
    UNRESOLVED = "unresolved"
    """The document with the key could not be fetched: nothing was decided."""


@dataclass(frozen=True, slots=True)
class ProofResult:
    """What came of one proof of a document.

    ``index`` is its place in the document's ``proof`` (0 for a single one); ``id``, ``type``, ``cryptosuite``,
    ``verification_method`` and ``purpose`` are what it says of itself, where that is text. ``problem`` says why it is
    not good. ``controller`` is the id of the document that answered for the key, ``document`` that document, ``method``
    and ``key`` what it holds. ``related`` says, over RDF, which reading of the canonical form held (``list`` or
    ``set``). ``editions`` names the earlier edition of each context under which the signature holds, where it does not
    under today's: its address, and which edition. ``expires`` is when it ends, where it says so.

    Good means: the signature holds, and the key's own document allows the key for this. It does not mean that the key
    is the issuer's.
    """

    index: int
    outcome: ProofOutcome
    problem: Problem | None = None
    id: str | None = None
    type: str | None = None
    cryptosuite: str | None = None
    verification_method: str | None = None
    purpose: str | None = None
    controller: str | None = None
    key: PublicKey | None = None
    related: Related | None = None
    editions: tuple[tuple[str, str], ...] = ()
    method: VerificationMethod | None = field(default=None, repr=False)
    document: ControllerDocument | None = field(default=None, repr=False)
    expires: datetime | None = None

    @property
    def good(self) -> bool:
        """Whether the proof holds."""
        return self.outcome is ProofOutcome.GOOD
