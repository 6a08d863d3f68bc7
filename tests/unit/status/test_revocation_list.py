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
        {"type": "1EdTechRevocationList", "Revoked": [ID]},
        {"revokedAssertions": []},
    ],
)
def test_json_that_is_no_list_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        RevocationList.parse(document)
    assert (caught.value.code, caught.value.where) == ("status_revocations_form", "/revokedCredential")


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
    assert ID in RevocationList.parse({"revokedCredential": ID})
    assert ID in RevocationList.parse({"revokedCredential": (ID,)})


def test_assertions_of_2_0_are_strings_or_objects_with_id_or_uid() -> None:
    found = RevocationList.parse_ob2(
        {"id": URL, "type": "RevocationList", "revokedAssertions": ["a:1", {"id": "a:2"}, {"uid": "abc", "id": None}]}
    )
    assert "a:1" in found
    assert "a:2" in found
    assert found.has_uid("abc")
    assert not found.has_uid("a:1")
    assert 5 not in found
    assert (set(found.revoked), set(found.uids)) == ({"a:1", "a:2"}, {"abc"})


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
    about = {"@context": ["https://w3id.org/openbadges/v1"], "id": URL, "issuer": {"id": ISSUER}}
    assert set(RevocationList.parse_ob2({**about, "abc": "gone"}, legacy=True).uids) == {"abc"}
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


def test_of_a_list_and_the_document_around_it_the_earlier_end_counts() -> None:
    late, early = "2027-01-01T00:00:00Z", "2026-01-01T00:00:00Z"
    for own, around in ((late, early), (early, late)):
        assert listed(validUntil=own).beside((), {"validUntil": around}).until == early


def test_a_list_says_where_it_holds_what_is_not_read_and_whom_it_may_concern() -> None:
    nested = listed({"id": "a:1", "also": {"x": 1}}, "a:2", {"id": "a:3", "more": ("y",)})
    assert nested.unread_of("a:9") == ("/revokedCredential/0/also", "/revokedCredential/2/more")
    assert listed(others=("x",)).unread_of("a:9") == ("/others",)
    assert listed(HasMore=True).unread_of("a:9") == ("/HasMore",)
    assert listed(others={"also": {"deep": {ID: 1}}}).elsewhere[ID] == "/others"
    assert listed({"id": "a:1", "also": {"deep": (ID,)}}).elsewhere[ID] == "/revokedCredential/0/also"


def test_what_a_list_calls_itself_and_why_it_revokes_others_concerns_no_other_badge() -> None:
    typed = listed(type=["1EdTechRevocationList", "a:2"])
    replaced = listed({"id": "a:1", "revocationReason": "a:2", "uid": "a:2"})
    for found in (typed, replaced, listed(), listed(type=[])):
        assert found.unread_of("a:2", URL) == ()
    for odd in (None, 5, {"id": "a:2"}, [5]):
        assert "/type" in listed(type=odd).unread_of("a:9")


def test_only_an_id_is_looked_for_amid_other_words() -> None:
    found = listed("a:1 5 b", note="badge 5, badge abc")
    assert found.unread_of(None, "", "5", "abc") == ()
    assert listed(note="5").unread_of("5") == ("/note",)
    assert listed("x a:1").unread_of("a:1") == ("/revokedCredential",)


@pytest.mark.parametrize(
    ("name", "text", "alike"),
    [
        (ID, f"gone: {ID.upper()}.", True),
        (ID, f"gone: {ID.rpartition(':')[2].upper()}", True),
        ("https://college.example/A", "http://college.example/A (lost)", True),
        ("https://college.example/A", "lost http://college.example/a", False),
        ("did:web:college.example:A", "lost did:web:college.example:A", True),
        ("did:web:college.example:A", "lost did:web:college.example:a", False),
        ("urn:x:A", "lost A", False),
    ],
)
def test_an_id_is_found_amid_other_words_in_every_spelling_that_means_it(name: str, text: str, alike: bool) -> None:  # noqa: FBT001 - the expectation
    assert listed(note=text).unread_of(name) == (("/note",) if alike else ())


@pytest.mark.parametrize(
    ("own", "address", "same"),
    [
        (None, URL, True),
        ("http:///x", URL, False),
        ("https://college.example:port/", URL, False),
        ("https://college.example:port/", "https://college.example:port/", True),
        ("https://college.example:port/", "https://college.example:other/", False),
        ("HTTPS://WWW.college.example/revocations/", URL, True),
        ("urn:x:1#a", "urn:x:1#b", True),
    ],
)
def test_a_list_is_at_the_address_that_it_names_if_it_names_one(own: str | None, address: str, same: bool) -> None:  # noqa: FBT001 - the expectation
    assert RevocationList(own, None, {}).is_at(address) is same
