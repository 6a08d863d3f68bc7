"""What a verifier keeps of a status list counts only as long as it would be judged the same again."""

import pickle
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from mexbadge import _limits
from mexbadge.credentials.published_keys import key_documents
from mexbadge.credentials.status_lists import BitList
from mexbadge.dids import ControllerDocument, KeyThere, VerificationMethod
from mexbadge.errors import FetchError
from mexbadge.fetch.hearing import Hearing, same_again
from mexbadge.fetch.types import Fetch, Request, ResourceKind, Response, Source, nothing
from mexbadge.issuer import Form, Issued
from mexbadge.keys import KeyKind, LocalSigner, public
from mexbadge.proofs import add_proof
from mexbadge.status.bitstring import Bitstring
from mexbadge.trust.entries import TrustEntry
from mexbadge.trust.lists import TrustList
from mexbadge.verify import Check, Outcome, Policy, Verdict, Verifier
from mexbadge.verify.findings import Finding
from mexbadge.verify.judged_lists import LONGEST, ListJudgement, judged_anew
from mexbadge.verify.kept_lists import KeptLists
from world import AT, College, World

LIST = "https://badges.college.example/status/1"
SERVICE = "did:web:status.example"
OF_SERVICE = "https://status.example/lists/1"
STARTED = datetime(2026, 3, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FORMS = pytest.mark.parametrize("form", [Form.VC_JWT, Form.DATA_INTEGRITY], ids=["token", "linked data"])


def publish(
    world: World, url: str, issuer: str, signer: LocalSigner, *, marked: Mapping[int, int] | None = None, **given: Any
) -> None:
    bits = Bitstring.new().with_entries(marked or {})
    document = BitList(url, issuer).document(bits, **{"valid_from": STARTED, **given})
    world.put(url, add_proof(document, signer, cryptosuite="eddsa-jcs-2022", created=STARTED))


@dataclass
class Scene:
    """A college, its list, and a badge that names place 7 of it."""

    world: World = field(default_factory=World)
    form: Form = Form.VC_JWT

    def __post_init__(self) -> None:
        self.college = College(self.world)
        self.publish()
        self.badge = self.named(LIST)
        self.verifier = Verifier(fetch=self.world.fetch)

    def publish(self, *, marked: Mapping[int, int] | None = None, **given: Any) -> None:
        publish(self.world, LIST, self.college.id, self.college.signer, marked=marked, **given)

    def named(self, url: str, place: int = 7, **given: Any) -> Issued:
        entry = BitList(url, self.college.id).entry(place)
        return self.college.issue(self.form, extra={"credentialStatus": {**entry, **given}})

    def status(self, badge: Issued | None = None, at: datetime = AT, verifier: Verifier | None = None) -> list[str]:
        report = (verifier or self.verifier).verify((badge or self.badge).credential, at=at)
        return [str(finding.code) for finding in report.findings if finding.check is Check.STATUS]


@pytest.fixture
def signatures(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many signatures were checked."""
    found: Counter[str] = Counter()
    original = public._verify

    def counted(*arguments: Any, **named: Any) -> Any:
        found["checked"] += 1
        return original(*arguments, **named)

    monkeypatch.setattr(public, "_verify", counted)
    return found


@FORMS
def test_the_next_badge_checks_no_signature_of_a_list_again(form: Form, signatures: Counter[str]) -> None:
    scene = Scene(form=form)
    first, other = scene.status(), scene.named(LIST, 8)
    assert first == ["status_not_revoked"]
    before = signatures["checked"]
    assert scene.status(other) == first
    assert signatures["checked"] == before + 1, "that of the badge alone"
    assert scene.world.asked.count(LIST) == 2, "the list itself is asked for each time"


@FORMS
def test_a_badge_that_is_revoked_between_two_calls_is_revoked(form: Form) -> None:
    scene = Scene(form=form)
    assert scene.status() == ["status_not_revoked"]
    scene.publish(marked={7: 1})
    assert scene.status() == ["status_revoked"]
    scene.publish()
    assert scene.status() == ["status_not_revoked"]


@FORMS
def test_each_badge_has_its_own_place_on_a_kept_list(form: Form) -> None:
    scene = Scene(form=form)
    scene.publish(marked={8: 1})
    assert scene.status() == ["status_not_revoked"]
    assert scene.status(scene.named(LIST, 8)) == ["status_revoked"]
    assert scene.status() == ["status_not_revoked"]


def with_service(scene: Scene) -> tuple[College, Issued]:
    """A status service that the badge names, with a list of its own."""
    service = College(scene.world, SERVICE)
    publish(scene.world, OF_SERVICE, SERVICE, service.signer)
    return service, scene.named(OF_SERVICE)


def test_a_key_that_is_taken_back_takes_its_lists_along() -> None:
    scene = Scene()
    service, badge = with_service(scene)
    assert "status_not_revoked" in scene.status(badge)
    College(scene.world, SERVICE)
    assert scene.status(badge) == ["status_list_invalid"], "another key stands in its document now"
    for url, document in service.documents().items():
        scene.world.put(url, document)
    assert "status_not_revoked" in scene.status(badge)


def test_a_second_key_of_the_issuer_itself_takes_its_lists_along() -> None:
    scene = Scene()
    second = LocalSigner.generate(KeyKind.ED25519, f"{scene.college.id}#key-2")
    keys = [(one.verification_method, one.public_key) for one in (scene.college.signer, second)]
    for url, found in key_documents(scene.college.id, keys).items():
        scene.world.put(url, found)
    publish(scene.world, LIST, scene.college.id, second)
    assert scene.status() == ["status_not_revoked"]
    for url, found in scene.college.documents().items():
        scene.world.put(url, found)
    assert scene.status() == ["status_list_invalid"]


def test_a_list_whose_key_is_out_of_reach_says_nothing_however_often_it_did() -> None:
    scene = Scene()
    service, badge = with_service(scene)
    assert "status_not_revoked" in scene.status(badge)
    for url in service.documents():
        scene.world.drop(url)
    assert scene.status(badge) == ["status_list_undecided"]


def test_a_check_that_failed_is_made_again() -> None:
    scene = Scene()
    service, badge = with_service(scene)
    documents = service.documents()
    for url in documents:
        scene.world.drop(url)
    assert scene.status(badge) == ["status_list_undecided"]
    for url, document in documents.items():
        scene.world.put(url, document)
    assert "status_not_revoked" in scene.status(badge)


def test_a_list_that_another_signed_never_counts_beside_one_that_did() -> None:
    scene = Scene()
    assert scene.status() == ["status_not_revoked"]
    good = scene.world.pages[LIST].body
    stranger = College(World()).signer
    forged = LocalSigner(stranger.private, scene.college.signer.verification_method)
    publish(scene.world, LIST, scene.college.id, forged)
    assert scene.status() == ["status_list_invalid"]
    scene.world.put(LIST, good)
    assert scene.status() == ["status_not_revoked"]
    changed = good.replace(b"2026-03-01T00:00:00Z", b"2026-03-02T00:00:00Z", 1)
    assert changed != good
    scene.world.put(LIST, changed)
    assert scene.status() == ["status_list_invalid"]


def test_the_same_bytes_at_another_address_are_another_list() -> None:
    scene = Scene()
    assert scene.status() == ["status_not_revoked"]
    elsewhere = "https://badges.college.example/status/2"
    scene.world.put(elsewhere, scene.world.pages[LIST].body)
    assert scene.status(scene.named(elsewhere)) == ["status_list_other"]


def test_the_same_list_for_another_purpose_or_size_says_nothing() -> None:
    scene = Scene()
    assert scene.status() == ["status_not_revoked"]
    assert scene.status(scene.named(LIST, statusPurpose="suspension")) == ["status_list_purpose"]
    messages = [{"status": f"0x{n}", "message": str(n)} for n in range(4)]
    assert scene.status(scene.named(LIST, statusSize=2, statusMessage=messages)) == ["status_list_short"]
    legacy = scene.named(LIST, type="StatusList2021Entry")
    assert scene.status(legacy) == scene.status(legacy, verifier=Verifier(fetch=scene.world.fetch))
    assert scene.status() == ["status_not_revoked"]


def test_a_list_that_ends_between_two_moments_is_stale_at_the_second() -> None:
    scene = Scene()
    end = AT + timedelta(seconds=30)
    scene.publish(valid_until=end)
    assert scene.status() == ["status_not_revoked"]
    assert scene.status(at=end - SECOND) == ["status_not_revoked"]
    assert scene.status(at=end) == ["status_list_stale"]
    assert scene.status(at=end - SECOND) == ["status_not_revoked"]


def test_a_list_that_begins_between_two_moments_is_not_yet_in_force_at_the_first() -> None:
    scene = Scene()
    scene.publish(valid_from=AT)
    assert scene.status() == ["status_not_revoked"]
    assert scene.status(at=AT - SECOND) == ["status_list_later", "status_not_revoked"]
    assert scene.status() == ["status_not_revoked"]


def test_a_list_whose_proof_ends_between_two_moments_says_nothing_at_the_second() -> None:
    scene = Scene()
    end = AT + timedelta(seconds=30)
    document = BitList(LIST, scene.college.id).document(Bitstring.new(), valid_from=STARTED)
    proven = add_proof(document, scene.college.signer, cryptosuite="eddsa-jcs-2022", created=STARTED, expires=end)
    scene.world.put(LIST, proven)
    assert scene.status() == ["status_not_revoked"]
    assert scene.status(at=end - SECOND) == ["status_not_revoked"]
    assert scene.status(at=end) == ["status_list_invalid"]
    assert scene.status(at=end - SECOND) == ["status_not_revoked"]


def test_a_key_that_ends_between_two_moments_ends_its_lists() -> None:
    scene = Scene()
    service, badge = with_service(scene)
    end = AT + timedelta(seconds=30)
    address = next(url for url, page in service.documents().items() if "verificationMethod" in page)
    document = service.documents()[address]
    ends = {"expires": f"{end:%Y-%m-%dT%H:%M:%SZ}"}
    document["verificationMethod"] = [{**one, **ends} for one in document["verificationMethod"]]
    scene.world.put(address, document)
    assert "status_not_revoked" in scene.status(badge)
    assert "status_not_revoked" in scene.status(badge, at=end - SECOND)
    assert scene.status(badge, at=end) == ["status_list_invalid"]


def test_what_two_threads_judge_at_once_is_what_one_would() -> None:
    scene = Scene()
    scene.publish(marked=dict.fromkeys(range(0, 40, 3), 1))
    badges = [scene.named(LIST, place) for place in range(40)]
    expected = [["status_not_revoked" if place % 3 else "status_revoked"] for place in range(40)]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            assert list(pool.map(scene.status, badges)) == expected


def test_a_verifier_with_another_policy_never_meets_what_one_kept() -> None:
    scene = Scene()
    assert scene.status() == ["status_not_revoked"]
    other = replace(scene.verifier, policy=Policy(strict=True))
    assert other._lists is not scene.verifier._lists


@dataclass(frozen=True)
class Asking:
    """What a list is asked with."""

    fetch: Fetch = nothing
    at: datetime = AT
    policy: Policy = field(default_factory=Policy)
    depth: int = 1
    given: bool = True
    leeway: timedelta = timedelta()


@dataclass
class Judge:
    """Judges any list alike, asks for ``page`` on the way, and counts how often."""

    outcome: Outcome = Outcome.PASSED
    verdict: Verdict = Verdict.VALID
    page: str = ""
    resolved: tuple[object, ...] = ()
    dates: Mapping[str, object] = field(default_factory=dict)
    bits: str = field(default_factory=lambda: Bitstring.new().encoded())
    times: int = 0

    def __call__(self, fetch: Hearing) -> tuple[ListJudgement, tuple[object, ...]]:
        self.times += 1
        if self.page:
            with suppress(FetchError):
                fetch(Request.of(self.page, ResourceKind.DID_DOCUMENT))
        subject = {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": self.bits}
        types = ["VerifiableCredential", "BitstringStatusListCredential"]
        document = {"type": types, "credentialSubject": subject, **self.dates}
        findings = (Finding(Check.PROOF, "proof_ok", self.outcome),)
        return ListJudgement(document, ISSUER, self.verdict, findings), self.resolved


ISSUER = "did:web:lists.example"
PAGE = "https://lists.example/.well-known/did.json"


def judged(lists: KeptLists, body: bytes, asking: Asking, judge: Judge) -> ListJudgement:
    return lists.judged(body, asking, partial(judged_anew, body, asking, judge))


def times(judge: Judge, *asked: Asking, body: bytes = b"{}") -> int:
    """Return how often a list was judged, asked for again and again."""
    lists = KeptLists()
    for one in asked:
        judged(lists, body, one, judge)
    return judge.times


def test_what_is_sent_to_another_process_arrives_with_nothing_kept() -> None:
    lists = KeptLists()
    judged(lists, b"{}", Asking(), Judge())
    assert repr(lists) == "<KeptLists: 1>"
    assert repr(pickle.loads(pickle.dumps(lists))) == "<KeptLists: 0>"


def test_a_list_is_judged_again_five_minutes_away_and_not_before() -> None:
    for way in (1, -1):
        assert times(Judge(), Asking(), Asking(at=AT + way * (LONGEST - SECOND))) == 1
        assert times(Judge(), Asking(), Asking(at=AT + way * (LONGEST + SECOND))) == 2


def test_a_list_is_judged_again_where_it_lies_deeper_or_the_moment_was_not_named() -> None:
    assert times(Judge(), Asking(), Asking()) == 1
    assert times(Judge(), Asking(), Asking(depth=2)) == 2
    assert times(Judge(), Asking(), Asking(given=False)) == 2


def test_a_list_is_judged_again_under_another_policy_and_not_under_an_equal_one() -> None:
    assert times(Judge(), Asking(policy=Policy(strict=True)), Asking(policy=Policy(strict=True))) == 1
    assert times(Judge(), Asking(policy=Policy(strict=True)), Asking(policy=Policy())) == 2


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.UNKNOWN])
def test_a_list_that_does_not_count_is_never_kept(outcome: Outcome) -> None:
    assert times(Judge(outcome), Asking(), Asking()) == 2


@pytest.mark.parametrize("verdict", [Verdict.INVALID, Verdict.UNKNOWN])
def test_a_list_without_a_good_verdict_is_never_kept(verdict: Verdict) -> None:
    assert times(Judge(verdict=verdict), Asking(), Asking()) == 2


def test_a_list_whose_bits_cannot_be_read_is_never_kept() -> None:
    assert times(Judge(bits="u!"), Asking(), Asking()) == 2


def answering(*, source: Source = Source.NETWORK, status: int = 200, body: bytes = b"{}", **headers: str) -> Asking:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Asking(lambda request: Response(request.url, status, named, body, source))


def test_a_list_is_judged_again_where_anything_that_was_heard_is_another() -> None:
    same = answering(date="Fri, 01 May 2026 12:00:00 GMT", content_type="application/json")
    assert times(Judge(page=PAGE), same, answering(date="later", content_type="application/json")) == 1
    for other in (
        answering(body=b"{ }", content_type="application/json"),
        answering(status=404, content_type="application/json"),
        answering(source=Source.CACHE, content_type="application/json"),
        answering(content_type="text/plain"),
        answering(content_type="application/json", content_location="https://elsewhere.example/"),
        Asking(nothing),
    ):
        assert times(Judge(page=PAGE), same, other) == 2
        assert times(Judge(page=PAGE), other, same) == 2


def test_an_answer_counts_as_it_was_when_it_was_heard() -> None:
    headers: dict[str, str] = {}
    answer = Response("https://college.example/x", 200, headers, b"{}")
    hearing = Hearing(lambda _: answer)
    hearing(Request.of(answer.url, ResourceKind.PROFILE))
    assert same_again(hearing.heard, lambda _: answer)
    headers["content-location"] = "https://elsewhere.example/"
    assert not same_again(hearing.heard, lambda _: answer)


def test_a_failure_on_the_way_has_to_come_again_too() -> None:
    def gone(request: Request) -> Response:
        raise FetchError("fetch_status", url=request.url, status=410)

    assert times(Judge(page=PAGE), Asking(nothing), Asking(nothing)) == 1
    assert times(Judge(page=PAGE), Asking(nothing), Asking(gone)) == 2


@pytest.mark.parametrize("name", ["validFrom", "validUntil", "issuanceDate", "expirationDate"])
@pytest.mark.parametrize("leeway", [timedelta(), timedelta(seconds=60)])
def test_no_date_of_a_list_lies_between_two_moments_that_share_a_judgement(name: str, leeway: timedelta) -> None:
    turn = AT + timedelta(seconds=90)
    judge = Judge(dates={name: f"{turn:%Y-%m-%dT%H:%M:%SZ}"})
    before, at = (Asking(at=moment - leeway, leeway=leeway) for moment in (turn - SECOND, turn))
    assert times(judge, before, at) == 2
    assert times(judge, at, before) == 4
    end, after = (Asking(at=moment, leeway=leeway) for moment in (turn - SECOND, turn))
    assert times(judge, end, after) == 6


@pytest.mark.parametrize("name", ["expires", "not_before"])
def test_no_date_of_a_key_lies_between_two_moments_that_share_a_judgement(name: str) -> None:
    turn = AT + timedelta(seconds=90)
    dates: dict[str, Any] = {name: f"{turn:%Y-%m-%dT%H:%M:%SZ}"}
    method = VerificationMethod(f"{ISSUER}#1", "Multikey", ISSUER, **dates)
    for found in (ControllerDocument(ISSUER, (method,)), KeyThere(PAGE, method)):
        judge = Judge(resolved=(found,))
        assert times(judge, Asking(at=turn - SECOND), Asking(at=turn)) == 2


@pytest.mark.parametrize("several", [False, True], ids=["one proof", "several"])
def test_no_end_of_a_proof_lies_between_two_moments_that_share_a_judgement(several: bool) -> None:  # noqa: FBT001
    turn = AT + timedelta(seconds=90)
    proof = {"expires": f"{turn:%Y-%m-%dT%H:%M:%SZ}"}
    judge = Judge(dates={"proof": [{}, proof] if several else proof})
    assert times(judge, Asking(at=turn - SECOND), Asking(at=turn)) == 2


def test_of_several_dates_that_are_past_the_last_one_counts() -> None:
    begun = VerificationMethod(f"{ISSUER}#1", "Multikey", ISSUER, not_before=f"{AT - SECOND:%Y-%m-%dT%H:%M:%SZ}")
    judge = Judge(
        resolved=(ControllerDocument(ISSUER, (begun,)),),
        dates={"validFrom": f"{AT - timedelta(seconds=60):%Y-%m-%dT%H:%M:%SZ}"},
    )
    assert times(judge, Asking(), Asking(at=AT - SECOND)) == 1
    assert times(judge, Asking(), Asking(at=AT - 2 * SECOND)) == 3
    assert times(judge, Asking(at=AT - SECOND), Asking(at=AT - SECOND)) == 4, "a date that is now is past"


def test_what_was_looked_for_in_vain_has_no_dates() -> None:
    judge = Judge(resolved=(KeyThere(PAGE, None), FetchError("fetch_offline", url=PAGE)))
    assert times(judge, Asking(), Asking()) == 1


def test_a_list_of_two_kinds_of_which_one_cannot_be_read_is_never_kept() -> None:
    types = ["VerifiableCredential", "BitstringStatusListCredential", "StatusList2021Credential"]
    assert times(Judge(dates={"type": types}), Asking(), Asking()) == 2


def test_a_list_is_judged_again_where_the_trust_lists_say_something_else_of_its_issuer() -> None:
    until = AT + timedelta(seconds=30)
    entry = TrustEntry(ISSUER, "Lists", valid_until=f"{until:%Y-%m-%dT%H:%M:%SZ}")
    policy = Policy(trust=(TrustList("A list", (entry,)),))
    moments = [Asking(policy=policy, at=moment) for moment in (AT, until - SECOND, until, until + SECOND)]
    assert times(Judge(), *moments) == 2


def test_the_first_and_the_last_moment_that_there_is_can_be_asked_about() -> None:
    for moment in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        assert times(Judge(dates={"validUntil": "9999-12-31T23:59:59Z"}), Asking(at=moment), Asking(at=moment)) == 1


def test_only_so_many_bytes_of_lists_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    judge, lists = Judge(), KeptLists()
    size = len(Bitstring.new().data) + 2 * len(b"0")
    monkeypatch.setattr(_limits, "KEPT_LISTS_BYTES", 3 * size)
    for body in (b"0", b"1", b"2", b"0", b"3"):
        judged(lists, body, Asking(), judge)
    assert (repr(lists), judge.times) == ("<KeptLists: 3>", 4)
    judged(lists, b"0", Asking(), judge)
    assert judge.times == 4, "what was asked for last is kept"
    judged(lists, b"1", Asking(), judge)
    assert judge.times == 5, "and what was not asked for longest is let go"
    for second in range(9):
        judged(lists, b"1", Asking(at=AT + second * 2 * LONGEST), judge)
    assert (repr(lists), judge.times) == ("<KeptLists: 3>", 13), "a list in the place of another takes no more"
    judge.times = 5
    monkeypatch.setattr(_limits, "KEPT_LISTS_BYTES", size - 1)
    judged(lists, b"9", Asking(), judge)
    judged(lists, b"9", Asking(), judge)
    assert judge.times == 7, "a list that is larger than all is not kept"


def test_what_was_heard_counts_among_the_bytes_of_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(Bitstring.new().data) + 2 * len(b"{}")
    asking = answering(body=b"x" * 10)
    monkeypatch.setattr(_limits, "KEPT_LISTS_BYTES", size + 9)
    assert times(Judge(page=PAGE), asking, asking) == 2
    monkeypatch.setattr(_limits, "KEPT_LISTS_BYTES", size + 10)
    assert times(Judge(page=PAGE), asking, asking) == 1


def test_only_so_many_lists_are_kept() -> None:
    judge, lists = Judge(), KeptLists()
    for place in range(300):
        judged(lists, str(place).encode(), Asking(), judge)
    assert repr(lists) == "<KeptLists: 256>"
