"""What was found good is not checked again, and whatever is not the very same is."""

import marshal
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.credentials import issuing, ob3
from mexbadge.credentials.known_good import KEPT, KEPT_BYTES, KnownGood, without_own_values
from mexbadge.credentials.ob3 import Award, build
from mexbadge.errors import InputError, Problem, SchemaError
from mexbadge.issuer import issue
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.models import ob3 as models
from mexbadge.models.identity import Identity
from mexbadge.models.severity import faults
from world import ACHIEVEMENT, ISSUED

ISSUER = {"id": "did:web:college.example", "type": ["Profile"], "name": "College"}
SIGNER = LocalSigner.generate(KeyKind.ED25519, "did:web:college.example#key-1")
UUIDS = ["urn:uuid:0b7cb2d6-6a5c-4d16-8dd1-6a8c2c4f1f4e", "urn:uuid:1b7cb2d6-6a5c-4d16-8dd1-6a8c2c4f1f4f"]
LISTED = "https://college.example/status/1"
IDS = [*UUIDS, *UUIDS, "urn:uuid:0B7CB2D6-6A5C-4D16-8DD1-6A8C2C4F1F4E", "no address", "", None, 1, b""]
MOMENTS = [
    *("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", None, 1, b""),
    *("2026-03-01T25:00:00Z", "2026-03-01", "2026-03-01T00:00:00", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
]
HASHES = [f"sha256${'a' * 64}", f"sha256${'b' * 64}", "sha256$aa", f"md5${'a' * 32}", "", None, b""]
SALTS = ["a" * 32, "b" * 32, "", "a", None, 1, b""]
INDEXES = ["0", "94", "94", "094", "-1", "x", "", 94, None, b"", "4" * 30]


@st.composite
def awards(draw: st.DrawFn) -> Award:
    def one_of(some: list[Any], usual: int = 2) -> Any:
        return draw(st.sampled_from([*some[:usual] * 8, *some]))

    subject: dict[str, Any] = {}
    extra: dict[str, Any] = {"id": one_of(IDS), "validFrom": one_of(MOMENTS), "validUntil": one_of(MOMENTS)}
    if draw(st.booleans()):
        identifier = {"type": "IdentityObject", "hashed": True, "identityType": "emailAddress"}
        identifier |= {"identityHash": one_of(HASHES), "salt": one_of(SALTS)}
        subject["identifier"] = draw(st.sampled_from([[identifier], [identifier] * 2, identifier, [identifier, "x"]]))
    if draw(st.booleans()):
        index = one_of(INDEXES, 3)
        entry = {"id": f"{LISTED}#{one_of([index, *INDEXES], 1)}", "type": "BitstringStatusListEntry"}
        entry |= {"statusPurpose": "revocation", "statusListIndex": index, "statusListCredential": LISTED}
        extra["credentialStatus"] = draw(st.sampled_from([[entry], [entry, 1], entry, [entry | {"id": None}]]))
    return replace(AWARD, subject=subject, extra=extra)


AWARD = Award(ACHIEVEMENT, ISSUER, Identity.parse("a@b.ca"), UUIDS[0], "a" * 32, ISSUED)


def _problems(award: Award) -> tuple[Problem, ...]:
    try:
        build(award)
    except SchemaError as error:
        return tuple(error.problems)
    return ()


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(awards(), min_size=4, max_size=12))
def test_whatever_was_good_before_each_document_is_judged_as_it_is(some: list[Award]) -> None:
    for award in some:
        document: dict[str, Any] = {}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ob3, "_GOOD", KnownGood())
            patch.setattr(models, "problems", lambda given, document=document: document.update(given) or ())
            build(award)
        assert _problems(award) == faults(models.problems(document))


class Word(StrEnum):
    A = "a"


class Table(dict[str, Any]):
    pass


ALIKE = [1, 1.0, True, "1", b"1", [1], (1,), {"a": 1}, {1: "a"}, {"1": "a"}, None, "None", {"a": None}, {}]


def test_values_that_python_takes_for_equal_are_told_apart() -> None:
    for value in ALIKE:
        good = KnownGood()
        good.add({"x": value})
        assert [other for other in ALIKE if {"x": other} in good] == [value]
        assert [type(other) for other in ALIKE if {"x": other} in good] == [type(value)]


def test_types_of_somebodys_own_are_never_remembered() -> None:
    good = KnownGood()
    for value in (Word.A, Table(a=1), [Word.A], {"a": Table()}, object()):
        good.add(value)
        assert value not in good
    assert len(good) == 0
    good.add("a")
    assert Word.A not in good, "it may change what it says"


def test_equal_values_are_found_whichever_objects_they_are_made_of() -> None:
    good, text = KnownGood(), "x" * 30
    good.add({"a": text, "b": text})
    assert {"a": "x" * 30, "b": "".join(["x"] * 30)} in good


def test_what_is_remembered_is_bounded() -> None:
    good = KnownGood()
    for number in range(3 * KEPT):
        good.add(number)
        assert len(good) <= KEPT
        assert number in good
    good.add("x" * KEPT_BYTES)
    assert "x" * KEPT_BYTES not in good


def _whole(**changes: Any) -> dict[str, Any]:
    """Return a credential with a value at each place that is taken out, some of them changed."""
    usual = {"id": UUIDS[0], "moment": MOMENTS[0], "hash": HASHES[0], "salt": SALTS[0], "index": "94", "place": "94"}
    given = usual | changes
    entry = {"id": f"{LISTED}#{given['place']}", "type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    entry |= {"statusListIndex": given["index"], "statusListCredential": LISTED}
    identifier = {"type": "IdentityObject", "hashed": True, "identityType": "emailAddress"}
    identifier |= {"identityHash": given["hash"], "salt": given["salt"]}
    extra = {"id": given["id"], "validFrom": given["moment"], "credentialStatus": [entry]}
    return {**build(AWARD), **extra, "credentialSubject": {"type": ["AchievementSubject"], "identifier": [identifier]}}


@pytest.mark.parametrize(
    ("place", "forms", "usual"),
    [("id", IDS, 4), ("moment", MOMENTS, 2), ("hash", HASHES, 2), ("salt", SALTS, 2), ("index", INDEXES, 0)],
)
def test_only_values_of_the_usual_form_are_taken_out(place: str, forms: list[Any], usual: int) -> None:
    good = KnownGood()
    good.add(without_own_values(_whole()))
    for value in forms[:usual]:
        assert without_own_values(_whole(**{place: value})) in good
    for value in forms[usual:]:
        alike = place == "index" and value == "94"
        assert (without_own_values(_whole(**{place: value})) in good) is alike, value


def test_a_place_in_a_list_is_taken_out_where_it_stands_twice() -> None:
    good = KnownGood()
    good.add(without_own_values(_whole()))
    for value in ("0", "1", "131071"):
        assert without_own_values(_whole(place=value, index=value)) in good
    for value in ("094", "-1", "x", "", "4" * 30):
        assert without_own_values(_whole(place=value, index=value)) not in good
    (entry,) = _whole()["credentialStatus"]
    for other in ({"id": LISTED}, entry | {"id": "https://else.example/1#94"}):
        assert without_own_values(_whole() | {"credentialStatus": [other]}) not in good


def test_an_end_before_its_start_is_another_document() -> None:
    document = build(AWARD) | {"validUntil": "2027-01-01T00:00:00Z"}
    later = {"validUntil": "2028-01-01T00:00:00Z"}
    assert without_own_values(document) == without_own_values(document | later)
    assert without_own_values(document) != without_own_values(document | {"validUntil": "2020-01-01T00:00:00Z"})


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    found: Counter[str] = Counter()
    for owner, name in ((models, "problems"), (issuing, "complete"), (issuing, "refuse_placeholders")):
        monkeypatch.setattr(owner, name, _counted(found, name, getattr(owner, name)))
    for owner in (ob3, issuing):
        monkeypatch.setattr(owner, "_GOOD", KnownGood())
    return found


def _counted(found: Counter[str], name: str, original: Any) -> Any:
    def call(*given: Any) -> Any:
        found[name] += 1
        return original(*given)

    return call


def _issue(achievement: Mapping[str, object], to: str = "a@b.ca", **given: Any) -> None:
    issue(achievement, to=to, issuer=ISSUER, signer=SIGNER, **given)


def test_an_achievement_that_is_given_to_many_is_checked_once(counts: Counter[str]) -> None:
    for number in range(5):
        _issue(ACHIEVEMENT, f"learner.{number}@college.example", at=datetime(2026, 3, 1 + number, tzinfo=UTC))
    assert counts == {"problems": 1, "complete": 1, "refuse_placeholders": 1}
    _issue({**ACHIEVEMENT, "name": "Another"})
    assert counts == {"problems": 2, "complete": 2, "refuse_placeholders": 2}


def test_one_that_was_changed_after_it_was_given_is_checked_anew(counts: Counter[str]) -> None:
    achievement: dict[str, Any] = {**ACHIEVEMENT, "criteria": {"narrative": "By exam."}}
    _issue(achievement)
    achievement["criteria"]["narrative"] = "CHANGE ME"
    for _ in range(2):
        with pytest.raises(InputError, match="CHANGE ME"):
            _issue(achievement)
    achievement["criteria"]["narrative"] = 1
    for _ in range(2):
        with pytest.raises(SchemaError):
            _issue(achievement)
    assert counts["problems"] == 1
    assert counts["complete"] == 5


@pytest.mark.parametrize(
    "subject",
    [
        [{"identifier": [{"salt": "a" * 32}]}],
        {"identifier": {"salt": "a" * 32}},
        {"identifier": "a@b.ca"},
        "did:key:z6Mk",
        None,
    ],
    ids=["subjects", "bare", "text", "address", "null"],
)
def test_a_subject_of_another_form_stays_whole(subject: object) -> None:
    document = {"credentialSubject": subject}
    assert without_own_values(document) == (document, ())


def test_a_place_in_no_list_stays() -> None:
    document = {"credentialStatus": [{"id": "#94", "statusListIndex": "94"}]}
    assert without_own_values(document)[0] == document


def test_what_was_taken_out_of_one_object_is_told_from_what_was_taken_out_of_another() -> None:
    salt, index = {"salt": "a" * 32}, {"id": f"{LISTED}#94", "statusListIndex": "94"}
    unsalted, bare = {"salt": None}, {"id": LISTED, "statusListIndex": None}
    for one, other in (
        (
            {"credentialSubject": {"identifier": [salt, unsalted]}},
            {"credentialSubject": {"identifier": [unsalted, salt]}},
        ),
        ({"credentialStatus": [index, bare]}, {"credentialStatus": [bare, index]}),
    ):
        assert without_own_values(one) != without_own_values(other)


def test_an_end_at_its_start_is_another_document_than_one_after_it() -> None:
    start = "2026-03-01T00:00:00Z"
    at_once, later = ({"validFrom": start, "validUntil": end} for end in (start, "2026-03-02T00:00:00Z"))
    assert without_own_values(at_once) != without_own_values(later)


def test_as_many_bytes_and_values_as_are_allowed_are_remembered() -> None:
    good, value = KnownGood(), "a" * (KEPT_BYTES - len(marshal.dumps("", 2)))
    for one in range(KEPT - 1):
        good.add(one)
    good.add(value)
    assert len(good) == KEPT
    assert value in good
    assert f"{value}a" not in good
