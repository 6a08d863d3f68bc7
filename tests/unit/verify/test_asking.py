"""What is asked where a badge is judged by its bytes or its address: for its receipt, and on whose network."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from baking import png
from ledger_world import AT as LOGGED
from ledger_world import TIME, log_policy, new_log, signer
from mexbadge.bake import bake, insert_receipt
from mexbadge.errors import FetchError
from mexbadge.fetch.types import Request, Response, Source
from mexbadge.issuer import Form
from mexbadge.ledger import EntryKind, commit, secured_bytes
from mexbadge.ledger.cosignature import cosign_text
from mexbadge.verify import Outcome, Policy, Report, Verdict
from mexbadge.verify.codes import Check
from mexbadge.verify.engine import judge, judge_url
from mexbadge.verify.intake import take
from mexbadge.verify.subject import Ask, Budget
from world import AT, College, World

URL = "https://badges.college.example/b/1"
BELIEVED = Policy(logs=(log_policy(),))


@pytest.fixture
def world() -> World:
    return World()


def receipt_of(badge: bytes, path: Path) -> bytes:
    subject = take(badge).subject
    assert subject is not None
    log = new_log(path)
    made = commit(EntryKind.ISSUE, secured_bytes(subject.raw), subject="urn:x", at=LOGGED, rng=bytes)
    with log.database.transaction() as connection:
        log.append(connection, [made])
    note = log.checkpoint(signer(1))
    log.add_lines(1, [cosign_text(note.text, "witness.example/w1", signer(2), time=TIME)])
    with log.database.read() as connection:
        return log.receipt(connection, 0)


def ask(world: World, policy: Policy = BELIEVED, **given: Any) -> Ask:
    return Ask(policy, world.fetch, AT, **given)


def of_ledger(report: Report) -> set[str]:
    return {str(finding.code) for finding in report.findings if finding.check == "ledger"}


def test_a_receipt_that_is_given_counts_before_the_one_inside_and_that_before_the_one_beside_the_address(
    tmp_path: Path,
) -> None:
    world = World()
    bare = bake(png(), College(world).issue().credential)
    good = receipt_of(bare, tmp_path / "log.db")
    carrying, spoilt = insert_receipt(bare, good), insert_receipt(bare, b"no receipt")
    witnessed, absent = {"ledger_witnessed"}, {"ledger_absent"}
    assert of_ledger(judge(carrying, "b.png", ask(world))) == witnessed
    assert of_ledger(judge(bare, "b.png", ask(world))) == absent
    assert of_ledger(judge(spoilt, "b.png", ask(world, receipt=good))) == witnessed
    wrong = of_ledger(judge(carrying, "b.png", ask(world, receipt=b"no receipt")))
    assert not wrong & (witnessed | absent)

    for inner, beside, given, expected in (
        (bare, None, None, absent),
        (bare, good, None, witnessed),
        (carrying, b"no receipt", None, witnessed),
        (spoilt, good, None, wrong),
        (bare, b"no receipt", None, wrong),
        (spoilt, b"no receipt", good, witnessed),
        (carrying, good, b"no receipt", wrong),
    ):
        world.put(URL, inner, kind="image/png")
        world.pages.pop(f"{URL}.tlog-proof", None)
        if beside is not None:
            world.put(f"{URL}.tlog-proof", beside)
        assert of_ledger(judge_url(URL, ask(world, receipt=given))) == expected


@pytest.mark.parametrize(
    ("policy", "asked"),
    [(Policy(), False), (BELIEVED, True), (Policy(require_ledger=True), True), (Policy(strict=True), False)],
)
def test_a_receipt_is_looked_for_beside_an_address_only_where_it_may_count_and_none_is_no_defect(
    world: World, policy: Policy, *, asked: bool
) -> None:
    world.put(URL, College(world).issue().credential)
    seen: list[str] = []

    def fetch(request: Request) -> Response:
        seen.append(request.url)
        if request.url.endswith(".tlog-proof"):
            raise FetchError("fetch_connection", url=request.url)
        return world.fetch(request)

    report = judge_url(URL, Ask(policy, fetch, AT))
    assert (f"{URL}.tlog-proof" in seen) is asked
    assert report.badge is not None


def test_what_is_judged_by_its_address_is_the_document_that_stands_there(world: World) -> None:
    """Only a hosted badge that does not know its own address has the one where it was found."""
    college = College(world)
    signed = json.loads(college.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential)
    nameless = {name: value for name, value in signed.items() if name != "id"}
    hosted = {"type": "Assertion", "badge": "https://badges.college.example/a", "uid": "1", "issuedOn": 1_700_000_000}
    context = {"@context": "https://w3id.org/openbadges/v2"}
    for document in (signed, nameless, {**context, "id": URL, **hosted}, {**context, "@id": URL, **hosted}):
        world.put(URL, document)
        assert json.loads(judge_url(URL, ask(world, Policy())).content or b"") == document
    world.put(URL, {**context, **hosted})
    assert judge_url(URL, ask(world, Policy())).content == URL.encode()
    world.put(URL, b"no badge", kind="text/plain")
    report = judge_url(URL, ask(world, Policy()))
    assert (report.verdict, report.content) == (Verdict.INVALID, None)


def test_what_is_out_of_reach_is_an_open_question_and_a_page_without_a_badge_is_none(world: World) -> None:
    report = judge_url(URL, ask(world))
    assert [finding.outcome for finding in report.findings] == [Outcome.UNKNOWN]
    world.put(URL, b"<!doctype html><title>x</title>", kind="text/html")
    report = judge_url(URL, ask(world))
    assert [finding.outcome for finding in report.findings] == [Outcome.FAILED]


def private(world: World, badge: bytes, *hosts: str) -> tuple[Verdict, list[tuple[object, Outcome]]]:
    report = judge(badge, "b", ask(world, Policy(private_hosts=frozenset(hosts))))
    told = [finding for finding in report.findings if finding.code == "binding_private"]
    assert list(report.findings) == sorted(report.findings, key=lambda one: list(Check).index(one.check))
    return report.verdict, [(finding.values["host"], finding.outcome) for finding in told]


def test_a_host_of_ones_own_network_that_answered_is_told_and_makes_a_verdict_worse_and_never_better(
    world: World,
) -> None:
    college = College(world)
    badge, ended = college.issue().credential, college.issue(until=AT).credential
    host = "badges.college.example"
    told = [(host, Outcome.WARNED)]
    assert private(world, badge, "Badges.College.example", "other.example") == (Verdict.WARNING, told)
    assert private(world, badge, "other.example") == private(world, badge) == (Verdict.VALID, [])
    assert private(world, ended, host) == (Verdict.INVALID, told)
    away = College(World(), id="did:web:away.example").issue().credential
    assert private(world, away, host)[0] is Verdict.UNKNOWN
    recorded = replace(world, source=Source.RESOURCES)
    again = College(recorded).issue().credential
    assert private(recorded, again, host) == (Verdict.VALID, [])


def test_what_a_presentation_holds_is_judged_only_while_there_is_time(world: World) -> None:
    badge = College(world).issue().credential.decode()
    shown = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [badge, badge],
    }
    data = json.dumps(shown).encode()
    assert judge(data, "p", ask(world, Policy())).verdict is Verdict.VALID
    over = Budget(0.0, lambda: 1.0)
    report = judge(data, "p", ask(world, Policy(), budget=over))
    assert report.verdict is Verdict.UNKNOWN
    assert {str(code) for one in report.nested for code in one.codes()} == {"nested_out_of_time"}
