"""The learner record of a pathway: which badges stand in it, as they are, and what its issuer says itself."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from mexbadge import _moments
from mexbadge.badge import Person
from mexbadge.errors import InputError
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.models.identity import AwardedIdentity, Identity, identity_hash
from mexbadge.models.kinds import CLR_CONTEXT, OB_CONTEXT, VC2_CONTEXT
from mexbadge.models.language import Words
from mexbadge.pathways import After, Evaluation, Pathway, Requirement, SkillShown, Sub
from mexbadge.pathways.records import Contained, RecordFacts, belonging, contained_of, record_document
from mexbadge.proofs import vc_jwt
from mexbadge.skills import Holding, holding_of
from skilled import AISHA, ISSUER, report_of
from stacked import achievement, all_of, earn, earned, gone, pathway, walked

SIGNER = LocalSigner.generate(KeyKind.ED25519, f"{ISSUER}#key-1")
MADE = RecordFacts("urn:uuid:record", "salt", datetime(2026, 6, 1, tzinfo=UTC), ({"type": "BitstringStatusListEntry"},))
COLLEGE = {"id": ISSUER, "type": ["Profile"], "name": "College"}
EMAIL, ID = "aisha@example.ca", "did:example:aisha"


def credential(name: str, **members: Any) -> dict[str, Any]:
    return {
        "@context": [VC2_CONTEXT, OB_CONTEXT],
        "id": f"urn:badge:{name}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": ISSUER,
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {"id": ID, "achievement": {"id": achievement(name), "name": name, "signed": "as it is"}},
        **members,
    }


def with_content(holding: Holding, content: bytes | None) -> Holding:
    return replace(holding, report=replace(holding.report, content=content))


def proven(name: str, **given: Any) -> Holding:
    """Return a badge that counts, received as a document."""
    return with_content(earned(name, **given), json.dumps(credential(name)).encode())


def tokened(name: str, **given: Any) -> Holding:
    """Return a badge that counts, received as a token."""
    return with_content(earned(name, **given), vc_jwt.make(credential(name), SIGNER).encode())


def ids(found: tuple[Holding, ...]) -> list[str | None]:
    return [holding.badge.achievement_id if holding.badge else None for holding in found]


# What belongs to it


def test_what_stands_in_a_place_belongs_and_what_the_pathway_or_one_within_it_awards() -> None:
    inner = pathway(earn("c"), id="https://college.example/pathways/inner", completion=achievement("inner"))
    whole = pathway(all_of(earn("a"), earn("b"), Sub(id="sub", pathway=inner)))
    a, capstone, inner_goal = earned("a"), earned("capstone"), earned("inner")
    others = (
        earned("cooking"),
        earned("capstone", issuer_id="did:web:other.example", id="urn:badge:other"),
        gone("capstone", id="urn:badge:gone"),
        holding_of(report_of(None), person=AISHA),
    )
    evaluation = walked(whole, a)
    assert ids(belonging(evaluation, (a, capstone, inner_goal, *others))) == [
        achievement("a"),
        achievement("capstone"),
        achievement("inner"),
    ]
    assert belonging(evaluation, others) == ()


def test_where_a_pathway_awards_nothing_only_what_stands_in_a_place_belongs() -> None:
    a, nameless = earned("a"), earned("x", achievement_id=None, id="urn:badge:nameless")
    evaluation = walked(pathway(earn("a"), completion=None), a)
    assert belonging(evaluation, (a, nameless, earned("capstone"))) == (a,)
    assert belonging(walked(pathway(earn("a"), completion=None)), (a,)) == ()


def test_a_badge_in_a_place_that_no_longer_counts_does_not_belong() -> None:
    a = earned("a")
    evaluation = walked(pathway(earn("a")), a)
    assert belonging(evaluation, (gone("a"),)) == ()


# What goes into it


def test_badges_go_into_a_record_as_they_were_received() -> None:
    proven_badge, token = proven("a"), tokened("b")
    spaced = with_content(earned("c"), b"\n " + json.dumps(credential("c")).encode())
    found = contained_of([proven_badge, token, spaced])
    assert found.left_out == ()
    assert found.credentials == (
        credential("a"),
        {
            "@context": VC2_CONTEXT,
            "id": f"data:application/vc+jwt,{(token.report.content or b'').decode()}",
            "type": ["EnvelopedVerifiableCredential"],
        },
        credential("c"),
    )
    assert [one["id"] for one in found.achievements] == [achievement(name) for name in "abc"]
    assert found.achievements[0] == credential("a")["credentialSubject"]["achievement"]


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{",
        b"x.y.z",
        b'{"@context":"https://w3id.org/openbadges/v2","type":"Assertion"}',
        json.dumps(credential("x", **{"@context": ["https://www.w3.org/2018/credentials/v1"]})).encode(),
        json.dumps({"credentialSubject": {"id": ID}}).encode(),
        json.dumps(credential("x", credentialSubject=[{"id": ID}])).encode(),
    ],
)
def test_what_has_no_place_in_a_record_is_named_as_left_out_and_hinders_nothing(content: bytes | None) -> None:
    left = with_content(earned("x"), content)
    found = contained_of([left, proven("a")])
    assert found.left_out == (left,)
    assert found.credentials == (credential("a"),)
    assert found.identities == proven("a").badge.identities  # type: ignore[union-attr]


def test_what_does_not_count_is_left_out() -> None:
    lost = with_content(gone("x"), json.dumps(credential("x")).encode())
    assert contained_of([lost]) == Contained((), (), (), (lost,))


def test_an_achievement_is_described_only_as_its_own_issuer_does() -> None:
    own, neighbour = proven("a"), proven("b", issuer_id="did:web:other.example")
    nameless = with_content(earned("c", achievement_id=None), json.dumps(credential("c")).encode())
    found = contained_of([neighbour, nameless, own, replace(own)])
    assert len(found.credentials) == 4
    assert found.achievements == (credential("a")["credentialSubject"]["achievement"],)


def test_a_badge_of_which_nothing_is_known_goes_in_as_it_is() -> None:
    unread = replace(proven("a"), report=replace(proven("a").report, badge=None))
    found = contained_of([unread])
    assert (found.credentials, found.achievements, found.identities) == ((credential("a"),), (), ())


# What it says


def recorded(
    evaluation: Evaluation, contained: Contained | None = None, recipients: tuple[Identity, ...] = ()
) -> dict[str, Any]:
    return record_document(
        evaluation, contained or contained_of([proven("a")]), issuer=COLLEGE, recipients=recipients, made=MADE
    )


def test_a_record_says_which_pathway_it_is_of_and_whether_it_is_complete() -> None:
    whole = pathway(all_of(earn("a"), earn("b")), description=Words.of({"en": "All about care."}))
    partial = recorded(walked(whole, proven("a")))
    subject = partial.pop("credentialSubject")
    assert partial == {
        "@context": [VC2_CONTEXT, CLR_CONTEXT, OB_CONTEXT],
        "id": "urn:uuid:record",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Care",
        "issuer": COLLEGE,
        "validFrom": _moments.write(MADE.at),
        "partial": True,
        "credentialStatus": [{"type": "BitstringStatusListEntry"}],
    }
    assert subject["type"] == ["ClrSubject"]
    assert subject["verifiableCredential"] == [credential("a")]
    own, asked, goal = subject["achievement"]
    assert own == credential("a")["credentialSubject"]["achievement"], "as its issuer describes it"
    assert (asked["id"], asked["type"], asked["name"]) == (achievement("b"), ["Achievement"], asked["description"])
    assert asked["criteria"] == {"narrative": f"Required by the pathway: {asked['name']}"}
    assert goal == {
        "id": achievement("capstone"),
        "type": ["Achievement"],
        "name": "Care",
        "description": "All about care.",
        "criteria": {"narrative": "Awarded when every requirement of the pathway Care is met."},
    }
    assert recorded(walked(whole, proven("a"), proven("b")))["partial"] is False


def test_a_pathway_without_words_is_called_by_its_id() -> None:
    whole = pathway(earn("a"), name=Words.of({}), description=Words.of({}))
    document = recorded(walked(whole, proven("a")))
    goal = document["credentialSubject"]["achievement"][-1]
    assert document["name"] == goal["name"] == goal["description"] == whole.id


def test_only_achievements_are_listed_that_somebody_asks_for_by_their_id() -> None:
    whole = pathway(
        all_of(earn("a"), earn("b", achievement=None, alignment="https://skills.example/1")), completion=None
    )
    document = recorded(walked(whole, proven("a")))
    assert [one["id"] for one in document["credentialSubject"]["achievement"]] == [achievement("a")]
    assert "association" not in document["credentialSubject"]


def test_an_empty_record_is_not_made() -> None:
    with pytest.raises(InputError) as caught:
        recorded(walked(pathway(earn("a"))), Contained((), (), ()))
    assert caught.value.code == "pathways_nothing"


def associations(root: Requirement | Pathway) -> list[tuple[str, str, str]]:
    subject = recorded(walked(root, proven("a")))["credentialSubject"]
    found = subject.get("association", [])
    assert all(one["type"] == "Association" for one in found)
    short = {achievement(name): name for name in ("a", "b", "c", "d", "capstone", "inner")}
    return [(one["associationType"], short[one["sourceId"]], short[one["targetId"]]) for one in found]


def both(child: str, parent: str) -> list[tuple[str, str, str]]:
    return [("isChildOf", child, parent), ("isParentOf", parent, child)]


def test_what_is_asked_for_is_a_part_of_what_is_awarded_each_once_and_in_order() -> None:
    assert associations(all_of(earn("a"), earn("b"), earn("a", id="again"))) == both("a", "capstone") + both(
        "b", "capstone"
    )
    assert associations(all_of(earn("capstone"), earn("a"))) == both("a", "capstone"), "nothing is a part of itself"
    assert associations(pathway(all_of(earn("a"), earn("b")), completion=None)) == []
    aligned = earn("x", achievement=None, alignment="https://skills.example/1")
    assert associations(all_of(aligned, earn("a"))) == both("a", "capstone")


def test_what_comes_first_precedes_what_comes_then() -> None:
    aligned = earn("x", achievement=None, alignment="https://skills.example/1")
    shown = SkillShown(id="shown", skill="https://skills.example/2")
    after = After(
        id="after", first=all_of(earn("a"), shown, earn("b"), aligned, id="first"), then=all_of(earn("c"), id="then")
    )
    assert [one for one in associations(after) if one[0] == "precedes"] == [
        ("precedes", "a", "c"),
        ("precedes", "b", "c"),
    ]


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("capstone", "inner", both("inner", "capstone") + both("b", "inner") + both("a", "capstone")),
        ("capstone", "capstone", both("b", "capstone") + both("a", "capstone")),
        ("capstone", None, both("b", "capstone") + both("a", "capstone")),
        (None, "inner", both("b", "inner")),
        (None, None, []),
    ],
)
def test_the_parts_of_a_pathway_inside_are_parts_of_what_that_one_awards(
    outer: str | None, inner: str | None, expected: list[tuple[str, str, str]]
) -> None:
    def goal(name: str | None) -> str | None:
        return None if name is None else achievement(name)

    within = pathway(all_of(earn("b"), id="within"), id="https://college.example/inner", completion=goal(inner))
    whole = pathway(all_of(Sub(id="sub", pathway=within), earn("a")), completion=goal(outer))
    assert associations(whole) == expected


# Of whom it is


def named(recipients: tuple[Identity, ...], *held: AwardedIdentity) -> dict[str, Any]:
    contained = replace(contained_of([proven("a")]), identities=held)
    subject = recorded(walked(pathway(earn("a"))), contained, recipients)["credentialSubject"]
    return {name: subject[name] for name in ("id", "identifier") if name in subject}


def hashed(value: str, salt: str, kind: str = "emailAddress") -> AwardedIdentity:
    return AwardedIdentity(kind, identity_hash(value, salt), hashed=True, salt=salt)


def test_a_person_is_named_by_what_is_certified_and_by_nothing_that_a_badge_says() -> None:
    email, did, other = (Person.of(name).identities[0] for name in (EMAIL, ID, "did:example:second"))
    mine = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": identity_hash(EMAIL, "salt"),
        "identityType": "emailAddress",
        "salt": "salt",
    }
    again = {**mine, "identityHash": identity_hash(EMAIL, "pepper"), "salt": "pepper"}
    assert named(()) == {}
    assert named((email,)) == {"identifier": [mine]}
    assert named((did, other)) == {"id": ID}, "one person has one id"
    assert named((did, email)) == {"id": ID, "identifier": [mine]}
    weak = hashlib.md5(f"{EMAIL}pepper".encode(), usedforsecurity=False).hexdigest()
    held = (
        hashed(EMAIL, "pepper"),
        hashed("somebody@else.example", "pepper"),
        hashed(EMAIL, "salt"),
        AwardedIdentity("emailAddress", EMAIL, hashed=False),
        AwardedIdentity("emailAddress", f"md5${weak}", hashed=True, salt="pepper"),
    )
    assert named((email,), *held) == {"identifier": [mine, again]}
    assert named((did,), *held) == {"id": ID}
