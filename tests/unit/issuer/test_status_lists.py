from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from mexbadge.credentials.status_lists import BitList, revocation_document, revocation_entry
from mexbadge.errors import InputError
from mexbadge.status.bitstring import Bitstring
from mexbadge.status.entries import BitEntry, RevocationEntry, parse_entries
from mexbadge.status.list_credential import parse_status_list
from mexbadge.status.revocation_list import RevocationList

URL = "https://college.example/status/1"
ISSUER = "did:web:college.example"
START = datetime(2026, 11, 1, tzinfo=UTC)


def test_what_is_published_is_what_a_reader_reads() -> None:
    published = BitList(URL, ISSUER, "suspension")
    bits = Bitstring.new().with_entry(94_567)
    document = published.document(bits, valid_from=START, valid_until=START + timedelta(days=30), ttl=300_000)
    (entry,) = parse_entries(published.entry(94_567))
    assert isinstance(entry, BitEntry)
    found = parse_status_list(document)
    found.require(entry)
    assert found.bits(size=entry.size).read(entry.index) == 1
    assert found.ttl == 300_000
    assert (document["validFrom"], document["validUntil"]) == ("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")
    assert document["@context"] == ["https://www.w3.org/ns/credentials/v2"]


def test_the_index_is_written_as_text() -> None:
    assert BitList(URL, ISSUER).entry(7) == {
        "id": f"{URL}#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": URL,
    }


def test_a_list_of_messages_gives_the_text_of_each_value() -> None:
    published = BitList(URL, ISSUER, "message", 2, ("in order", "renewal due", "lost", "stolen"))
    (entry,) = parse_entries(published.entry(0))
    assert isinstance(entry, BitEntry)
    assert entry.messages == {0: "in order", 1: "renewal due", 2: "lost", 3: "stolen"}
    assert not entry.lacks_messages
    assert parse_status_list(published.document(Bitstring.new(size=2), valid_from=START)).purposes == {"message"}


def test_a_moment_is_written_in_utc() -> None:
    local = datetime(2026, 11, 1, 2, tzinfo=timezone(timedelta(hours=2)))
    document = BitList(URL, ISSUER).document(Bitstring.new(), valid_from=local)
    assert document["validFrom"] == "2026-11-01T00:00:00Z"
    assert "validUntil" not in document
    assert "ttl" not in document["credentialSubject"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"purpose": "probation"}, "status_issue_purpose"),
        ({"purpose": "message"}, "status_issue_messages"),
        ({"size": 2}, "status_issue_messages"),
        ({"size": 2, "messages": ("a",)}, "status_issue_messages"),
        ({"size": 0}, "status_size"),
        ({"size": 33}, "status_size"),
    ],
)
def test_a_list_that_no_reader_would_understand_is_not_made(change: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as caught:
        BitList(URL, ISSUER, **change)
    assert caught.value.code == code


def test_bits_that_do_not_fit_the_list_are_refused() -> None:
    published = BitList(URL, ISSUER)
    with pytest.raises(InputError) as caught:
        published.document(Bitstring.new(size=2), valid_from=START)
    assert caught.value.code == "status_issue_size"
    with pytest.raises(InputError) as caught:
        published.document(Bitstring(bytes(12_500)), valid_from=START)
    assert caught.value.code == "status_list_short"
    with pytest.raises(InputError) as caught:
        published.document(Bitstring.new(), valid_from=START.replace(tzinfo=None))
    assert caught.value.code == "moment_zone"


def test_a_list_of_revoked_ids() -> None:
    document = revocation_document(URL, ISSUER, {"urn:b": "error", "urn:a": None})
    assert document["revokedCredential"] == [
        {"id": "urn:a", "revoked": True},
        {"id": "urn:b", "revoked": True, "revocationReason": "error"},
    ]
    found = RevocationList.parse(document)
    assert "urn:a" in found
    assert found.reason("urn:b") == "error"
    assert found.issuer == ISSUER
    assert parse_entries(revocation_entry(URL)) == (RevocationEntry("/credentialStatus", URL),)


def test_a_list_with_nobody_on_it_is_one_too() -> None:
    assert not RevocationList.parse(revocation_document(URL, ISSUER, ())).revoked
    assert "urn:a" in RevocationList.parse(revocation_document(URL, ISSUER, ["urn:a"]))
