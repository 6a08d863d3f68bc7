"""No change that keeps a document valid changes what it shows: a holding's achievement, its skills and its results.

A holder can write a file in many ways without a new signature. Where verification accepts the outcome, what counts is
what counted before; and what never counted (a result that was not reached, two achievements, an endorsement, a
record of what was not reached) does in none of them. Of a record that is no longer good, badges inside may still be.
"""

import copy
import json
from collections.abc import Callable
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baking import png
from examples_count import examples
from mexbadge import _json
from mexbadge.badge import Badge, Person
from mexbadge.bake import bake
from mexbadge.credentials.ob3 import Form, sign
from mexbadge.proofs import add_proof
from mexbadge.skills import claims_of, holdings_of
from mexbadge.verify import Policy, Report, Verdict, verify
from rewritable import COLLEGES, GOOD, LEARNER, ROOT, VC, badge, endorsement, record, signed, world
from rewriting import REWRITINGS, objects
from world import ACHIEVEMENT, AT, ISSUED

HOLDER: Final = Person.of(LEARNER)
EXAM: Final = "urn:x:exam"
PRACTICE: Final = "urn:x:practice"
LEVELS: Final[list[dict[str, Any]]] = [
    {"id": f"urn:x:level:{name}", "type": ["RubricCriterionLevel"], "name": name, "points": str(points)}
    for points, name in enumerate(("Novice", "Able", "Expert"))
]
UNMEASURED: Final[list[dict[str, Any]]] = [
    {name: value for name, value in level.items() if name != "points"} for level in LEVELS
]
DESCRIPTIONS: Final[list[dict[str, Any]]] = [
    {"id": EXAM, "type": ["ResultDescription"], "name": "Exam", "resultType": "Percent", "requiredValue": "60"},
    {
        "id": PRACTICE,
        "type": ["ResultDescription"],
        "name": "Practice",
        "resultType": "RubricCriterionLevel",
        "requiredLevel": "urn:x:level:Able",
        "rubricCriterionLevel": LEVELS,
    },
]


def aligned(name: str) -> dict[str, Any]:
    target = f"https://skills.example/{name}"
    return {"type": ["Alignment"], "targetName": name, "targetUrl": target, "targetType": "ceasn:Competency"}


def result(about: str, **said: Any) -> dict[str, Any]:
    return {"type": ["Result"], "resultDescription": about, **said}


PASSED: Final = [
    result(EXAM, value="85", status="Completed", alignment=[aligned("falls")]),
    {"id": "urn:x:result:2", **result(PRACTICE, achievedLevel="urn:x:level:Expert", alignment=[aligned("lifts")])},
]
ACHIEVED: Final = dict(ACHIEVEMENT) | {
    "alignment": [aligned("dementia"), aligned("records")],
    "resultDescription": DESCRIPTIONS,
    "creditsAvailable": 3,
    "tag": ["care", "night shift"],
}


def of(*results: dict[str, Any], achievement: Any = ACHIEVED, number: int = 0) -> dict[str, Any]:
    """An unsigned badge with these results."""
    subject = {"id": LEARNER, "type": ["AchievementSubject"], "achievement": achievement, "creditsEarned": 3}
    subject |= {"result": list(results)} if results else {}
    found = badge("rdfc", number, credentialSubject=subject)
    return {name: value for name, value in found.items() if name != "endorsement"}


def with_subject(document: dict[str, Any], **more: Any) -> dict[str, Any]:
    return document | {"credentialSubject": document["credentialSubject"] | more}


def of_record(*inner: dict[str, Any], **more: Any) -> dict[str, Any]:
    return with_subject(record("rdfc", list(inner)), **more) | {"partial": True}


MEDICINE: Final = dict(ACHIEVEMENT) | {"id": "urn:x:medicine", "name": "Medicine", "alignment": [aligned("surgery")]}
ENDORSED: Final = {
    "id": LEARNER,
    "type": ["EndorsementSubject", "AchievementSubject"],
    "endorsementComment": "Good.",
    "achievement": MEDICINE,
}

Way = Callable[[st.DataObject, dict[str, Any]], None]
COUNTING: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "a badge with results": lambda: of(*PASSED),
    "a badge without": of,
    "a record": lambda: of_record(
        signed("rdfc", of(*PASSED, number=1)),
        signed("rdfc", of(achievement=MEDICINE, number=2)),
        achievement=[MEDICINE, ACHIEVED],
    ),
}
NEVER: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "a status": lambda: of(result(EXAM, value="95", status="Withdrew"), PASSED[1]),
    "a result with an id that failed": lambda: of({"id": "urn:x:result:1", **result(EXAM, value="9", status="Failed")}),
    "a value below": lambda: of(result(EXAM, value="12"), PASSED[1]),
    "a level below": lambda: of(PASSED[0], result(PRACTICE, achievedLevel="urn:x:level:Novice")),
    "levels in an order that nobody signed": lambda: of(
        result(PRACTICE, achievedLevel="urn:x:level:Novice"),
        achievement=ACHIEVED | {"resultDescription": [DESCRIPTIONS[1] | {"rubricCriterionLevel": UNMEASURED}]},
    ),
    "a decimal comma": lambda: of(result(EXAM, value="85,5")),
    "two achievements": lambda: of(achievement=[ACHIEVED, MEDICINE]),
    "an endorsement": lambda: endorsement("rdfc", 1, ROOT, credentialSubject=ENDORSED),
    "a record of what was not reached": lambda: of_record(
        signed("rdfc", of(result(EXAM, value="12"), number=1)), achievement=[MEDICINE, ACHIEVED]
    ),
}


@cache
def made(name: str, form: str) -> dict[str, Any]:
    document = {member: value for member, value in (COUNTING | NEVER)[name]().items() if member != "proof"}
    suite = {"rdfc": "eddsa-rdfc-2022", "jcs": "eddsa-jcs-2022"}[form]
    return add_proof(document, COLLEGES["rdfc"].signer, cryptosuite=suite, created=ISSUED)


def read(document: dict[str, Any] | bytes) -> Report:
    raw = document if isinstance(document, bytes) else _json.dumps(document).encode()
    return verify(raw, fetch=world("rdfc").fetch, at=AT, policy=Policy())


def shown(badge: Badge | None) -> tuple[object, ...]:
    """What a badge shows, in no order that nobody signed."""
    if badge is None:
        return ()
    results = frozenset(repr(one) for one in badge.results)
    said = (badge.achievement_id, badge.achievement_type, badge.credits_earned, badge.credits_available)
    return (*said, frozenset(claims_of(badge)), results, frozenset(badge.alignments))


def counting(report: Report) -> frozenset[tuple[object, ...]]:
    return frozenset(shown(one.badge) for one in holdings_of([report], person=HOLDER) if one.counts)


@pytest.mark.parametrize("form", ["rdfc", "jcs"])
@pytest.mark.parametrize("name", COUNTING)
def test_what_is_good_counts_with_all_that_it_shows(name: str, form: str) -> None:
    assert counting(read(made(name, form)))


@pytest.mark.parametrize("form", ["rdfc", "jcs"])
@pytest.mark.parametrize("name", NEVER)
def test_what_was_not_achieved_counts_for_nothing(name: str, form: str) -> None:
    assert not counting(read(made(name, form)))


@pytest.mark.parametrize("way", REWRITINGS, ids=[way.__name__ for way in REWRITINGS])
@given(data=st.data(), name=st.sampled_from(sorted(COUNTING | NEVER)), more=st.sampled_from([None, *REWRITINGS]))
@settings(max_examples=examples(30), deadline=None)
def test_what_counts_is_the_same_however_a_signed_document_is_written(
    way: Way, data: st.DataObject, name: str, more: Way | None
) -> None:
    document = copy.deepcopy(made(name, "rdfc"))
    for one in (way, more) if more is not None else (way,):
        one(data, document)
    report = read(document)
    if report.verdict in GOOD:
        assert counting(report) == originally(name, "rdfc"), _json.dumps(document)
    else:
        assert counting(report) <= originally(name, "rdfc"), _json.dumps(document)


@pytest.mark.parametrize("name", COUNTING | NEVER)
def test_what_counts_is_the_same_with_every_array_turned_round(name: str) -> None:
    """Nobody signed the order of an array in a document whose proof is over RDF."""
    document = copy.deepcopy(made(name, "rdfc"))
    good = bool(read(document))
    for holder in objects(document):
        for member, value in holder.items():
            if isinstance(value, list) and member != "@context":
                value.reverse()
    report = read(document)
    assert report.verdict in ({Verdict.VALID, Verdict.WARNING} if good else {Verdict.INVALID})
    assert counting(report) == originally(name, "rdfc")


@cache
def originally(name: str, form: str) -> frozenset[tuple[object, ...]]:
    return counting(read(made(name, form)))


@pytest.mark.parametrize("name", COUNTING)
@given(data=st.data(), ways=st.lists(st.sampled_from(["members", "text"]), min_size=1, max_size=2))
@settings(max_examples=examples(20), deadline=None)
def test_a_document_whose_every_byte_is_canonical_shows_the_same_in_every_spelling(
    name: str, data: st.DataObject, ways: list[str]
) -> None:
    """Order of members, blanks, escapes and forms of numbers are all that the canonical form (RFC 8785) leaves free."""
    document = copy.deepcopy(made(name, "jcs"))
    for holder in list(objects(document)) if "members" in ways else ():
        members = data.draw(st.permutations(sorted(holder)))
        old = dict(holder)
        holder.clear()
        holder.update({member: old[member] for member in members})
    text = json.dumps(document, indent=data.draw(st.sampled_from([None, 1])), ensure_ascii=data.draw(st.booleans()))
    if "text" in ways:
        text = text.replace('"creditsEarned": 3', '"creditsEarned": 3.0').replace("falls", "\\u0066alls")
    report = read(data.draw(st.sampled_from(["", "\n", " "])).encode() + text.encode())
    assert report.verdict in GOOD
    assert counting(report) == originally(name, "jcs")


@pytest.mark.parametrize("name", COUNTING)
@given(data=st.data(), way=st.sampled_from(REWRITINGS))
@settings(max_examples=examples(20), deadline=None)
def test_such_a_document_written_otherwise_shows_nothing_else(name: str, data: st.DataObject, way: Way) -> None:
    document = copy.deepcopy(made(name, "jcs"))
    way(data, document)
    assert counting(read(document)) <= originally(name, "jcs"), _json.dumps(document)


@cache
def token() -> bytes:
    return sign(of(*PASSED), COLLEGES["rdfc"].signer, form=Form.VC_JWT)


def enveloped(raw: bytes) -> dict[str, Any]:
    kind = "EnvelopedVerifiableCredential"
    return {"@context": VC, "type": kind, "id": f"data:application/vc+jwt,{raw.decode()}"}


def presented(raw: bytes) -> dict[str, Any]:
    return {"@context": [VC], "type": ["VerifiablePresentation"], "verifiableCredential": [enveloped(raw)]}


CARRIERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "alone": lambda raw: raw,
    "with blanks": lambda raw: b"\n " + raw + b"\r\n",
    "in a picture": lambda raw: bake(png(), raw),
    "presented": lambda raw: _json.dumps(presented(raw)).encode(),
}


@pytest.mark.parametrize("carried", CARRIERS)
def test_a_token_counts_for_the_same_in_whatever_carries_it(carried: str) -> None:
    assert counting(read(CARRIERS[carried](token()))) == counting(read(token())) != frozenset()


@given(place=st.integers(0, 10_000), character=st.sampled_from("AQgw-_."))
@settings(max_examples=examples(60), deadline=None)
def test_a_token_of_which_a_character_was_changed_counts_for_nothing_else(place: int, character: str) -> None:
    raw = bytearray(token())
    raw[place % len(raw)] = ord(character)
    assert bytes(raw) == token() or counting(read(bytes(raw))) in {frozenset(), counting(read(token()))}
