from typing import Any

import pytest

from mexbadge.errors import InputError
from mexbadge.models.kinds import texts_of
from mexbadge.status.entries import BitEntry, OtherEntry, RevocationEntry, parse_entries

LIST = "https://college.example/status/1"
ENTRY = {
    "id": f"{LIST}#94567",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "94567",
    "statusListCredential": LIST,
}


def test_an_entry_of_a_list_of_bits() -> None:
    (entry,) = parse_entries(ENTRY)
    assert entry == BitEntry("/credentialStatus", "BitstringStatusListEntry", LIST, "revocation", 94_567)
    assert not entry.lacks_messages


def test_an_entry_of_2021_is_read_alike() -> None:
    (entry,) = parse_entries({**ENTRY, "type": ["StatusList2021Entry"], "statusListIndex": 0})
    assert isinstance(entry, BitEntry)
    assert (entry.kind, entry.index) == ("StatusList2021Entry", 0)


def test_a_list_of_revoked_ids_is_named_by_its_id() -> None:
    assert parse_entries({"id": "https://x.example/r#5", "type": "1EdTechRevocationList"}) == (
        RevocationEntry("/credentialStatus", "https://x.example/r"),
    )


def test_an_unknown_type_is_kept_as_such() -> None:
    assert parse_entries([{"type": ["A", "B"]}]) == (OtherEntry("/credentialStatus/0", "A, B"),)


@pytest.mark.parametrize("value", [None, []])
def test_nothing_named_is_nothing(value: object) -> None:
    assert parse_entries(value) == ()


def test_eight_entries_are_read_and_nine_refused() -> None:
    assert len(parse_entries([ENTRY] * 8)) == 8
    with pytest.raises(InputError) as caught:
        parse_entries([ENTRY] * 9)
    assert caught.value.code == "status_entries_many"


def test_the_messages_are_read_by_value() -> None:
    messages = [{"status": "0x0", "message": "fine"}, {"status": "0x1", "message": "lost"}]
    (entry,) = parse_entries({**ENTRY, "statusPurpose": "message", "statusMessage": messages})
    assert isinstance(entry, BitEntry)
    assert entry.messages == {0: "fine", 1: "lost"}


def test_a_size_above_one_wants_messages() -> None:
    (entry,) = parse_entries({**ENTRY, "statusSize": 2})
    assert isinstance(entry, BitEntry)
    assert entry.lacks_messages
    for purpose, lacks in (("message", True), ("revocation", False)):
        (entry,) = parse_entries({**ENTRY, "statusPurpose": purpose})
        assert isinstance(entry, BitEntry)
        assert entry.lacks_messages is lacks


def test_the_largest_index_and_size_are_read() -> None:
    for index in (9_999_999_999, "9999999999"):
        (entry,) = parse_entries({**ENTRY, "statusListIndex": index, "statusSize": 32})
        assert isinstance(entry, BitEntry)
        assert (entry.index, entry.size) == (9_999_999_999, 32)


def test_what_is_given_as_tuples_is_read_as_lists_are() -> None:
    lost = {"status": "0x1", "message": "lost"}
    tuples = parse_entries(({**ENTRY, "type": (ENTRY["type"],), "statusMessage": (lost,)},))
    assert tuples == parse_entries([{**ENTRY, "type": [ENTRY["type"]], "statusMessage": [lost]}])


@pytest.mark.parametrize("messages", ["lost", "", 5, {"status": "0x1", "message": "lost"}])
def test_messages_that_are_no_list_are_named_by_their_own_place(messages: object) -> None:
    with pytest.raises(InputError) as caught:
        parse_entries({**ENTRY, "statusMessage": messages})
    assert caught.value.where == "/credentialStatus/statusMessage"


@pytest.mark.parametrize(
    "index",
    [
        "-1",
        "+1",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "0x10",
        "",
        "12345678901",
        "\u0661",
        "1_0",
        "\u00bd",
        None,
        True,
        -1,
        1.0,
        10**10,
        [1],
    ],
)
def test_an_odd_index_is_refused(index: object) -> None:
    with pytest.raises(InputError) as caught:
        parse_entries({**ENTRY, "statusListIndex": index})
    assert (caught.value.code, caught.value.where) == ("status_entry_index", "/credentialStatus/statusListIndex")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": None}, "status_entry_type"),
        ({"type": []}, "status_entry_type"),
        ({"type": 5}, "status_entry_type"),
        ({"type": ["BitstringStatusListEntry", "1EdTechRevocationList"]}, "status_entry_type"),
        ({"statusPurpose": None}, "status_entry_purpose"),
        ({"statusPurpose": ["revocation"]}, "status_entry_purpose"),
        ({"statusPurpose": ""}, "status_entry_purpose"),
        ({"statusListCredential": None}, "status_entry_url"),
        ({"statusListCredential": "/status/1"}, "status_entry_url"),
        ({"statusListCredential": "https://a.example/\n"}, "status_entry_url"),
        ({"statusListCredential": {"id": LIST}}, "status_entry_url"),
        ({"statusSize": 0}, "status_entry_size"),
        ({"statusSize": 33}, "status_entry_size"),
        ({"statusSize": "1"}, "status_entry_size"),
        ({"statusSize": True}, "status_entry_size"),
        ({"statusSize": None}, "status_entry_size"),
        ({"statusMessage": "lost"}, "status_entry_message"),
        ({"statusMessage": ["lost"]}, "status_entry_message"),
        ({"statusMessage": [{"status": "1", "message": "lost"}]}, "status_entry_message"),
        ({"statusMessage": [{"status": "0x1", "message": 5}]}, "status_entry_message"),
        (
            {"statusMessage": [{"status": "0x1", "message": "a"}, {"status": "0x01", "message": "b"}]},
            "status_entry_message",
        ),
    ],
)
def test_a_malformed_entry_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_entries([ENTRY, {**ENTRY, **change}])
    assert caught.value.code == code
    assert str(caught.value.where).startswith("/credentialStatus/1")


@pytest.mark.parametrize("value", ["https://college.example", 5, True, {}, [None], [[]]])
def test_what_is_no_entry_is_refused(value: object) -> None:
    with pytest.raises(InputError):
        parse_entries(value)


def test_one_string_or_a_list_of_strings_are_types() -> None:
    assert texts_of("a") == ("a",)
    assert texts_of(["a", "b"]) == ("a", "b")
    assert texts_of(["a", 5]) == texts_of(None) == texts_of({"a": 1}) == ()
