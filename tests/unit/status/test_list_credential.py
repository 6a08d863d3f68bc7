from typing import Any

import pytest

from mexbadge.errors import InputError
from mexbadge.status.bitstring import Bitstring
from mexbadge.status.entries import LEGACY_ENTRY, BitEntry
from mexbadge.status.list_credential import parse_status_list

URL = "https://college.example/status/1"
ENTRY = BitEntry("/credentialStatus", "BitstringStatusListEntry", URL, "revocation", 7)


def document(**subject: Any) -> dict[str, Any]:
    return {
        "id": URL,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "credentialSubject": {
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": Bitstring.new().with_entry(7).encoded(),
            **subject,
        },
    }


def test_a_list_says_what_it_is_for() -> None:
    found = parse_status_list(document(ttl=300_000))
    assert (found.id, found.purposes, found.ttl, found.size) == (
        URL,
        frozenset({"revocation"}),
        300_000,
        None,
    )
    assert found.bits().read(7) == 1
    found.require(ENTRY)


def test_a_list_may_serve_several_purposes() -> None:
    found = parse_status_list(document(statusPurpose=["suspension", "revocation"]))
    found.require(ENTRY)


def test_a_list_of_2021() -> None:
    legacy = document(type="StatusList2021")
    legacy["type"] = ["VerifiableCredential", "StatusList2021Credential"]
    legacy["credentialSubject"] = [legacy["credentialSubject"]]
    assert parse_status_list(legacy, kind=LEGACY_ENTRY).bits().read(7) == 1
    with pytest.raises(InputError) as caught:
        parse_status_list(legacy)
    assert caught.value.code == "status_list_type"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"statusPurpose": "suspension"}, "status_list_purpose"),
        ({"statusSize": 2}, "status_list_size"),
    ],
)
def test_a_list_that_does_not_serve_the_entry_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_status_list(document(**change)).require(ENTRY)
    assert caught.value.code == code
    assert "{" not in str(caught.value)


def test_a_list_that_names_another_address_is_another_list() -> None:
    with pytest.raises(InputError) as caught:
        parse_status_list({**document(), "id": "https://college.example/status/2"}).require(ENTRY)
    assert caught.value.code == "status_list_other"
    for scheme in ("HTTPS:", "Http:", "hTTps:"):
        with pytest.raises(InputError) as caught:
            parse_status_list({**document(), "id": f"{scheme}//college.example/status/2"}).require(ENTRY)
        assert caught.value.code == "status_list_other"
    for harmless in ("urn:uuid:0", f"{URL}#list", None, 5):
        parse_status_list({**document(), "id": harmless}).require(ENTRY)


@pytest.mark.parametrize(
    "change",
    [
        {"encodedList": None},
        {"encodedList": 5},
        {"statusPurpose": None},
        {"statusPurpose": []},
        {"ttl": "300000"},
        {"ttl": -1},
        {"ttl": True},
        {"statusSize": "2"},
        {"type": "BitstringStatusListEntry"},
    ],
)
def test_a_malformed_list_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="status list"):
        parse_status_list(document(**change))


def test_a_list_may_be_read_anew_each_time_and_says_one_thing_about_one_subject() -> None:
    assert parse_status_list(document(ttl=0)).ttl == 0
    subject = document()["credentialSubject"]
    one = parse_status_list({**document(), "credentialSubject": (subject,)})
    assert one == parse_status_list({**document(), "credentialSubject": [subject]}) == parse_status_list(document())
    for several in ([], [subject, subject]):
        with pytest.raises(InputError) as caught:
            parse_status_list({**document(), "credentialSubject": several})
        assert (caught.value.code, caught.value.where) == ("status_list_form", "/credentialSubject")


@pytest.mark.parametrize("change", [{"type": []}, {"credentialSubject": None}, {"credentialSubject": [{}, {}]}])
def test_what_is_no_list_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        parse_status_list({**document(), **change})
