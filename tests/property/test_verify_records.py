"""Property: no wrapping lends a badge what it does not have."""

import json
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge import _json
from mexbadge.issuer import Form
from mexbadge.proofs import add_proof
from mexbadge.verify import Policy, verify
from records import HOLDER, record_document
from world import AT, ISSUED, RECIPIENT, College, World

STATUS = "https://uni.example/revoked.json"
REFRESH = "https://uni.example/refresh"
JCS = "eddsa-jcs-2022"


@dataclass
class Scene:
    """A university, whoever wraps its badges, and the badges that are bad, each in its own way."""

    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        self.uni = College(self.world, id="did:web:uni.example", name="Real University")
        self.wrappers = [
            College(self.world, id="did:web:mallory.example", name="Real University"),
            College(self.world, id="did:key:"),
        ]
        good, theirs, hashed = self._badge(), self._badge(id="did:example:alice"), self._hashed()
        token = self.uni.issue(Form.VC_JWT, to=HOLDER).credential.decode()
        revoked = self._signed(good | {"credentialStatus": {"id": STATUS, "type": "1EdTechRevocationList"}})
        refreshed = self._signed(good | {"refreshService": {"id": REFRESH, "type": "1EdTechCredentialRefresh"}})
        self.world.put(STATUS, {"id": STATUS, "issuer": self.uni.id, "revokedCredential": [good["id"]]})
        newer = good | {"validFrom": "2026-03-03T00:00:00Z", "validUntil": "2026-04-01T00:00:00Z"}
        self.world.put(REFRESH, _json.dumps(self._signed(newer)).encode())
        self.good = self._signed(good)
        self.bad: dict[str, Any] = {
            "altered": self.good | {"name": "Doctor of Medicine"},
            "never issued": good,
            "signed by a stranger": self._signed(good, self.wrappers[0]),
            "an empty proof": good | {"proof": []},
            "an altered token": _enveloped(token[:-8] + "AAAAAAAA"),
            "revoked": revoked,
            "revoked, its proof taken off": {name: value for name, value in revoked.items() if name != "proof"},
            "ended by its newer version": refreshed,
            "somebody else's": self._signed(theirs),
            "somebody else's, hashed": self._signed(hashed),
        }

    def _badge(self, **subject: Any) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.uni.issue(Form.DATA_INTEGRITY, to=HOLDER).credential)
        del document["proof"]
        document["credentialSubject"] |= subject
        return document

    def _hashed(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.uni.issue(Form.DATA_INTEGRITY, to=RECIPIENT).credential)
        del document["proof"]
        return document

    def _signed(self, document: dict[str, Any], signer: College | None = None) -> dict[str, Any]:
        by = (signer or self.uni).signer
        return dict(add_proof(document, by, cryptosuite=JCS, created=ISSUED))


def _enveloped(token: str) -> dict[str, Any]:
    return {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{token}",
    }


SCENE = Scene()
BAD = sorted(SCENE.bad)
OF_PERSON = {"somebody else's", "somebody else's, hashed"}
WRAPS = st.lists(
    st.fixed_dictionaries(
        {
            "wrapper": st.sampled_from([0, 1]),
            "before": st.integers(0, 2),
            "after": st.integers(0, 1),
            "signed": st.booleans(),
            "claims": st.booleans(),
        }
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=examples(120), deadline=None)
@given(
    kind=st.sampled_from(BAD),
    wraps=WRAPS,
    asked=st.booleans(),
    policy=st.sampled_from([Policy(), Policy.strictest()]),
)
def test_a_wrapped_badge_that_is_forged_revoked_or_somebody_elses_never_passes(
    *, kind: str, wraps: list[dict[str, Any]], asked: bool, policy: Policy
) -> None:
    """Wrapped once or several times, first or last, with the other's identities claimed beside one's own."""
    recipient = HOLDER if asked or kind in OF_PERSON else None
    credential = SCENE.bad[kind]
    for number, wrap in enumerate(wraps):
        wrapper = SCENE.wrappers[wraps[0]["wrapper"]] if not wrap["signed"] else SCENE.wrappers[wrap["wrapper"]]
        inner = [SCENE.good] * wrap["before"] + [credential] + [SCENE.good] * wrap["after"]
        claimed = SCENE.bad["somebody else's, hashed"]["credentialSubject"]["identifier"]
        document = record_document(wrapper, inner, **({"identifier": claimed} if wrap["claims"] else {}))
        if wrap["signed"] or number == len(wraps) - 1:
            document = dict(add_proof(document, wrapper.signer, cryptosuite=JCS, created=ISSUED))
        credential = document
    report = verify(credential, recipient=recipient, policy=policy, fetch=SCENE.world.fetch, at=AT)
    assert not report, str(report)


@settings(max_examples=examples(30), deadline=None)
@given(wraps=WRAPS, asked=st.booleans())
def test_a_good_badge_of_the_person_asked_passes_in_every_wrapping(*, wraps: list[dict[str, Any]], asked: bool) -> None:
    """So that the property above cannot hold because nothing passes."""
    credential: dict[str, Any] = SCENE.good
    for wrap in wraps:
        document = record_document(SCENE.wrappers[wrap["wrapper"]], [SCENE.good] * wrap["before"] + [credential])
        signer = SCENE.wrappers[wrap["wrapper"]].signer
        credential = dict(add_proof(document, signer, cryptosuite=JCS, created=ISSUED))
    assert verify(credential, recipient=HOLDER if asked else None, fetch=SCENE.world.fetch, at=AT)
