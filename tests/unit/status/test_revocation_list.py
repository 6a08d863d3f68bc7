import json
import time
from typing import Any

import pytest

from mexbadge import _json, _limits
from mexbadge.errors import InputError
from mexbadge.status.revocation_list import RevocationList

URL = "https://college.example/revocations"
ISSUER = "did:web:college.example"
ID = "urn:uuid:6e2a0f3c-0000-4000-8000-0000000000aa"


def listed(*items: object, name: str = "revokedCredential", **more: Any) -> RevocationList:
    return RevocationList.parse({"id": URL, "issuer": ISSUER, name: list(items), **more})


@pytest.mark.parametrize("name", ["revokedCredential", "revokedCredentials"])
def test_an_id_is_revoked_in_the_singular_and_in_the_plural(name: str) -> None:
    found = listed({"id": ID, "revocationReason": "error"}, name=name)
    assert ID in found
    assert found.reason(ID) == "error"
    assert (found.id, found.issuer) == (URL, ISSUER)


@pytest.mark.parametrize(("revoked", "expected"), [(True, True), ("true", True), (False, False)])
def test_revoked_counts_when_true_or_absent(revoked: object, expected: bool) -> None:  # noqa: FBT001 - the expectation
    assert (ID in listed({"id": ID, "revoked": revoked})) is expected


def test_an_id_that_stands_twice_is_revoked_if_either_says_so() -> None:
    assert ID in listed({"id": ID}, {"id": ID, "revoked": False})
    assert ID in listed({"id": ID, "revoked": False}, {"id": ID})


def test_both_members_count() -> None:
    found = listed({"id": "a:1"}, revokedCredentials=[{"id": "a:2"}])
    assert "a:1" in found
    assert "a:2" in found


def test_a_uuid_is_the_same_in_either_case() -> None:
    assert ID.upper() in listed({"id": ID})
    assert "https://college.example/A" not in listed({"id": "https://college.example/a"})


def test_an_issuer_may_be_an_object() -> None:
    assert listed(issuer={"id": ISSUER, "type": "Profile"}).issuer == ISSUER


def test_a_list_on_which_nothing_stands_may_leave_the_member_out() -> None:
    assert not RevocationList.parse({"type": ["1EdTechRevocationList"]}).revoked
    assert not RevocationList.parse({"type": "1EdTechRevocationList", "id": URL, "issuer": ISSUER}).revoked


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"error": "log in"},
        {"id": URL},
        {"id": URL, "issuer": ISSUER},
        {"type": "1EdTechRevocationList", "revoked": [ID]},
        {"revokedAssertions": []},
    ],
)
def test_json_that_is_no_list_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        RevocationList.parse(document)
    assert caught.value.code == "status_revocations_form"


@pytest.mark.parametrize(
    "item",
    [None, 5, "", {}, {"id": 5}, {"id": ""}, {"id": ID, "revoked": "no"}, {"id": ID, "revoked": None}, {"uid": "x"},
     {"id": ID, "revoked": 0}, {"id": ID, "revocationReason": 5}, [ID]],
)  # fmt: skip
def test_an_item_that_names_no_badge_makes_the_list_malformed(item: object) -> None:
    with pytest.raises(InputError) as caught:
        listed({"id": "a:1"}, item)
    assert (caught.value.code, caught.value.where) == ("status_revocations_entry", "/revokedCredential/1")


@pytest.mark.parametrize("change", [{"issuer": 5}, {"issuer": {}}, {"id": 5}, {"revokedCredentials": 5}])
def test_a_malformed_member_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        listed(**change)


def test_a_single_object_stands_for_a_list_of_one() -> None:
    assert ID in RevocationList.parse({"revokedCredential": {"id": ID}})


def test_assertions_of_2_0_are_strings_or_objects_with_id_or_uid() -> None:
    found = RevocationList.parse_ob2(
        {"id": URL, "type": "RevocationList", "revokedAssertions": ["a:1", {"id": "a:2"}, {"uid": "abc", "id": None}]}
    )
    assert "a:1" in found
    assert "a:2" in found
    assert found.has_uid("abc")
    assert not found.has_uid("a:1")
    assert 5 not in found


def test_a_list_of_2_0_needs_its_member() -> None:
    for document in ({}, {"type": "RevocationList"}, {"abc": "reason"}):
        with pytest.raises(InputError):
            RevocationList.parse_ob2(document)
    with pytest.raises(InputError):
        RevocationList.parse_ob2({"revokedAssertions": [{"reason": "x"}]})


def test_the_form_before_2_0_is_read_only_when_asked() -> None:
    found = RevocationList.parse_ob2({"@context": "https://w3id.org/openbadges/v1", "abc": "gone"}, legacy=True)
    assert found.has_uid("abc")
    assert "abc" in found
    for document in ({"abc": 5}, {"type": "RevocationList", "abc": "gone"}):
        with pytest.raises(InputError):
            RevocationList.parse_ob2(document, legacy=True)


def test_a_hundred_thousand_entries_are_read_in_bounded_time() -> None:
    items = [{"id": f"urn:uuid:{n:032x}", "revocationReason": "error"} for n in range(100_000)]
    body = json.dumps({"id": URL, "issuer": ISSUER, "revokedCredential": items})
    begin = time.process_time()
    found = RevocationList.parse(_json.loads_object(body, max_bytes=_limits.BUNDLE_BYTES))
    assert f"urn:uuid:{99_999:032x}" in found
    assert time.process_time() - begin < 20  # about one on a quiet machine; a quadratic step would take minutes


@pytest.mark.parametrize(
    ("ends", "earliest"),
    [
        ({}, None),
        ({"validUntil": None, "expires": None}, None),
        ({"validUntil": "2027-01-01T00:00:00Z"}, "2027-01-01T00:00:00Z"),
        ({"validUntil": "2027-01-01T00:00:00Z", "expires": "2026-01-01T00:00:00Z"}, "2026-01-01T00:00:00Z"),
        (
            {"expirationDate": "2026-01-01T00:30:00+01:00", "expires": "2026-01-01T00:00:00Z"},
            "2026-01-01T00:30:00+01:00",
        ),
        ({"validUntil": "2027-01-01T00:00:00Z", "expires": "never"}, "never"),
        ({"validUntil": "2027-01-01T00:00:00Z", "expires": False}, "False"),
    ],
)
def test_of_several_ends_the_earliest_counts_and_one_that_cannot_be_read_first(
    ends: dict[str, Any], earliest: str | None
) -> None:
    for name, read in (("revokedCredential", RevocationList.parse), ("revokedAssertions", RevocationList.parse_ob2)):
        document = {"type": "1EdTechRevocationList", name: [], **ends}
        assert read(document).until == earliest
        assert read({**document, **dict.fromkeys(ends)}).beside((), document).until == earliest
