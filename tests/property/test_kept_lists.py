"""A verifier that has seen lists before says the same of each badge as one that has seen nothing."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.credentials.status_lists import BitList
from mexbadge.dids import did_document
from mexbadge.issuer import Form, sign
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import add_proof
from mexbadge.status.bitstring import Bitstring
from mexbadge.verify import Verifier
from world import AT, ISSUED, College, World

LIST = "https://badges.college.example/status/1"
DID_DOCUMENT = "https://badges.college.example/.well-known/did.json"
WORLD = World()
COLLEGE = College(WORLD)
SECOND = LocalSigner.generate(KeyKind.ED25519, f"{COLLEGE.id}#key-2")
BADGES = [COLLEGE.issue(extra={"credentialStatus": BitList(LIST, COLLEGE.id).entry(place)}) for place in (7, 8)]
MOMENTS = st.sampled_from([-2, -1, 0, 1, 2, 301]).map(lambda seconds: AT + timedelta(seconds=seconds))
ENDS = st.none() | MOMENTS | MOMENTS
LISTS: dict[Any, Any] = {}


def published(mark: int, until: Any, signer: LocalSigner, form: Form) -> Any:
    """A list; the same question always gets the same bytes, as from a server."""
    known = (mark, until, signer.verification_method, form)
    if known not in LISTS:
        bits = Bitstring.new().with_entry(7, mark)
        document = BitList(LIST, COLLEGE.id).document(bits, valid_from=ISSUED, valid_until=until)
        suite = "eddsa-jcs-2022"
        tied = add_proof(document, signer, cryptosuite=suite, created=ISSUED) if form is Form.DATA_INTEGRITY else None
        LISTS[known] = tied or sign(document, signer, form=form)
    return LISTS[known]


def documented(both: bool, end: Any) -> dict[str, Any]:  # noqa: FBT001 - drawn
    """The issuer's document with one key or two, of which the second may end."""
    chosen = [COLLEGE.signer, *([SECOND] if both else [])]
    document = did_document(COLLEGE.id, [(one.verification_method, one.public_key) for one in chosen])
    for method in document["verificationMethod"] if end is not None else ():
        if SECOND.verification_method in method["id"]:
            method["expires"] = f"{end:%Y-%m-%dT%H:%M:%SZ}"
    return document


SIGNERS, FORMS = st.sampled_from([COLLEGE.signer, SECOND]), st.sampled_from([Form.VC_JWT, Form.DATA_INTEGRITY])
CHANGES = (
    st.tuples(st.just("moment"), MOMENTS)
    | st.tuples(st.just("list"), st.builds(published, st.integers(0, 1), ENDS, SIGNERS, FORMS))
    | st.tuples(st.just("keys"), st.builds(documented, st.sampled_from([True, True, True, False]), ENDS) | st.none())
    | st.tuples(st.just("badge"), st.sampled_from(BADGES))
)


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(CHANGES, min_size=4, max_size=10))
def test_a_verifier_says_the_second_time_what_a_new_one_says(changes: list[tuple[str, Any]]) -> None:
    same, now = Verifier(fetch=WORLD.fetch), dict[str, Any](moment=AT, badge=BADGES[0])
    now |= {"list": published(0, None, SECOND, Form.VC_JWT), "keys": documented(both=True, end=None)}
    for name, value in (("moment", AT), *changes):
        now[name] = value
        WORLD.put(LIST, now["list"])
        WORLD.put(DID_DOCUMENT, now["keys"] or b"", status=200 if now["keys"] else 503)
        said = same.verify(now["badge"].credential, at=now["moment"])
        assert said == Verifier(fetch=WORLD.fetch).verify(now["badge"].credential, at=now["moment"])
