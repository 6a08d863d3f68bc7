"""Learner records for tests: credentials wrapped by whoever likes to."""

from typing import Any

from mexbadge import _json
from mexbadge.models.shape import CLR_CONTEXT, OB_CONTEXT, VC2_CONTEXT
from mexbadge.proofs import add_proof
from world import ISSUED, College

HOLDER = "did:example:learner"


def record_document(college: College, inner: list[Any], **subject: Any) -> dict[str, Any]:
    """A learner record with ``inner`` inside, not signed yet."""
    return {
        "@context": [VC2_CONTEXT, CLR_CONTEXT, OB_CONTEXT],
        "id": "urn:uuid:1d0b4a3c-2f52-4c39-9f3a-3a6f3f0a6a51",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Record of learning",
        "issuer": college.profile,
        "validFrom": "2026-03-02T00:00:00Z",
        "credentialSubject": {"id": HOLDER, "type": ["ClrSubject"], "verifiableCredential": inner, **subject},
    }


def record(college: College, inner: list[Any], *, suite: str = "eddsa-rdfc-2022", **subject: Any) -> bytes:
    """A signed learner record with ``inner`` inside."""
    document = record_document(college, inner, **subject)
    return _json.dumps(add_proof(document, college.signer, cryptosuite=suite, created=ISSUED)).encode()
