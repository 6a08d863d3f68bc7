from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.fetch.types import Request, Response
from mexbadge.status.bitstring import Bitstring
from mexbadge.verify.checks.status import check_status
from mexbadge.verify.findings import Finding, Outcome, Verdict
from mexbadge.verify.judged_lists import ListJudgement
from mexbadge.verify.policy import Policy
from mexbadge.verify.subject import Ask, SecuredBy, Subject

LIST = "https://college.example/status/1"
ISSUER = "did:web:college.example"
ID = "urn:uuid:6e2a0f3c-0000-4000-8000-0000000000aa"
GOOD = {
    "type": ["VerifiableCredential", "BitstringStatusListCredential"],
    "issuer": ISSUER,
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": Bitstring.new().with_entry(7).encoded(),
    },
}
ENTRY = {
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": LIST,
}
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-1, 2**40)
    | st.text(max_size=8)
    | st.sampled_from(["revocation", "suspension", "7", "StatusList2021Entry", "1EdTechRevocationList", LIST, ISSUER])
    | st.lists(st.text(max_size=4), max_size=2)
)


def judge_list(body: bytes, ask: Ask) -> ListJudgement:
    try:
        document = _json.loads_object(body)
    except InputError:
        return ListJudgement({}, None, Verdict.INVALID)
    issuer = document.get("issuer")
    verdict = Verdict.VALID if ask.at.year else Verdict.UNKNOWN
    return ListJudgement(document, issuer if isinstance(issuer, str) else None, verdict)


def checked(status: object, body: bytes) -> Iterator[Finding]:
    def fetch(request: Request) -> Response:
        return Response(request.url, 200, {}, body)

    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, {"id": ID, "issuer": ISSUER, "credentialStatus": status})
    return check_status(subject, Ask(Policy(), fetch, datetime(2026, 11, 23, tzinfo=UTC)), judge_list=judge_list)


@settings(max_examples=examples(150), deadline=None)
@given(
    changes=st.dictionaries(st.sampled_from([*ENTRY, "id", "statusSize", "statusMessage"]), VALUES, max_size=3),
    body=st.binary(max_size=40) | st.just(_json.dumps(GOOD).encode()) | st.just(b'{"revokedCredential": ["a:1"]}'),
)
def test_any_status_and_any_list_give_findings_and_no_error(changes: dict[str, Any], body: bytes) -> None:
    findings = list(checked({**ENTRY, **changes}, body))
    assert findings
    for finding in findings:
        assert finding.message("en") != finding.message("fr")


@settings(max_examples=examples(150), deadline=None)
@given(place=st.sampled_from([*GOOD, "statusPurpose", "encodedList", "ttl", "statusSize", "validUntil"]), value=VALUES)
def test_no_change_of_a_list_that_revokes_makes_the_badge_pass(place: str, value: object) -> None:
    inside = place in {"statusPurpose", "encodedList", "ttl", "statusSize"}
    subject = {**GOOD["credentialSubject"], place: value} if inside else GOOD["credentialSubject"]  # type: ignore[dict-item]
    changed = {**GOOD, "credentialSubject": subject, **({} if inside else {place: value})}
    findings = list(checked(ENTRY, _json.dumps(changed).encode()))
    assert {Outcome.FAILED, Outcome.UNKNOWN} & {finding.outcome for finding in findings}


REVOCATIONS = "https://college.example/revocations.json"
NAMES = st.sampled_from(
    ["withdrawn", "revokedAssertions", "revokedCredentials", "credentialSubject", "proof", "issuer", "x"]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("urn:x:other")
HOLDING = st.recursive(
    st.sampled_from([ID, ID.upper()]),
    lambda inner: (
        st.lists(inner | LEAVES, max_size=2).map(lambda items: [*items, ID])
        | st.dictionaries(st.text(max_size=4), inner | LEAVES, max_size=2).map(lambda found: {**found, "id": ID})
    ),
    max_leaves=6,
)


@settings(max_examples=examples(150), deadline=None)
@given(name=NAMES, holding=HOLDING, inside=st.booleans(), empty=st.booleans())
def test_an_unsigned_list_that_names_the_badge_anywhere_never_clears_it(
    name: str,
    holding: object,
    inside: bool,  # noqa: FBT001 - drawn
    empty: bool,  # noqa: FBT001 - drawn
) -> None:
    item = {"id": "urn:x:1", name: holding}
    listed: dict[str, object] = {"type": "1EdTechRevocationList", **({} if empty else {"revokedCredential": []})}
    document = {**listed, "revokedCredential": [item]} if inside else {**listed, name: holding}
    entry = {"id": REVOCATIONS, "type": "1EdTechRevocationList"}
    for finding in checked(entry, _json.dumps(document).encode()):
        assert finding.outcome in {Outcome.FAILED, Outcome.UNKNOWN}
