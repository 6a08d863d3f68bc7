"""Over RDF: one flipped bit or one added member, and the badge is not good."""

import copy
import json
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge import _json
from mexbadge.dids import ControllerDocument, VerificationMethod
from mexbadge.errors import InputError
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import add_proof, verify_proof

ISSUER: Final = "https://college.example/issuer"
METHOD: Final = f"{ISSUER}#key-1"
SIGNER: Final = LocalSigner.generate(KeyKind.ED25519, METHOD)
PUBLISHED: Final = ControllerDocument(
    ISSUER,
    (VerificationMethod(METHOD, "Multikey", ISSUER, SIGNER.public_key),),
    {"assertionMethod": frozenset({METHOD})},
)
CREDENTIAL: Final[dict[str, Any]] = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "id": "urn:uuid:8a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b11",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Collège d'exemple é"},
    "validFrom": "2026-05-01T12:00:00Z",
    "credentialSubject": {
        "id": "did:example:learner",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://college.example/wound-care",
            "type": ["Achievement"],
            "criteria": {"narrative": "Dress a wound."},
            "description": "Care of wounds",
            "name": "Wound care",
            "creditsAvailable": 7.5,
        },
    },
}
SIGNED: Final = add_proof(CREDENTIAL, SIGNER, created=None)
TEXT: Final = json.dumps(SIGNED, ensure_ascii=False, separators=(",", ":")).encode()
PLACES: Final = (
    (),
    ("issuer",),
    ("credentialSubject",),
    ("credentialSubject", "achievement"),
    ("credentialSubject", "achievement", "criteria"),
    ("proof",),
)

NAMES: Final = [
    *("name", "description", "image", "type", "url", "tag", "evidence", "endorsement", "proof", "created", "domain"),
    *("@type", "@id", "@graph", "@index", "@language", "@value", "@reverse", "@included", "@nest", "@set", "@list"),
    "@context",
]
names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(NAMES)
scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-5, 5) | st.text("ab:/é\x08 ", max_size=6)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(names, inner, max_size=2), max_leaves=5
)


def is_good(document: object) -> bool:
    return any(result.good for result in verify_proof(document, resolve=lambda _: PUBLISHED))


def test_unchanged_it_is_good() -> None:
    assert is_good(_json.loads(TEXT))


@given(st.integers(0, 8 * len(TEXT) - 1))
@settings(max_examples=examples(250), deadline=None)
def test_a_flipped_bit_is_never_good(bit: int) -> None:
    changed = bytearray(TEXT)
    changed[bit // 8] ^= 1 << bit % 8
    try:
        document = _json.loads(bytes(changed))
    except InputError:
        return
    assert not is_good(document)


@given(st.sampled_from(PLACES), names, values)
@settings(max_examples=examples(150), deadline=None)
def test_an_added_member_is_never_good(place: tuple[str, ...], name: str, value: Any) -> None:
    document = copy.deepcopy(SIGNED)
    holder = document
    for step in place:
        holder = holder[step]
    if name not in holder and value is not None:  # null says nothing
        holder[name] = value
        assert not is_good(document)
