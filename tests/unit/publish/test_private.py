"""What only the private link opens: nothing of it is readable without, and the same content is the same bytes."""

import json
import re
from base64 import b64decode
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuing import AISHA, BEN, Folder
from mexbadge._multibase import base64url_decode
from mexbadge.credentials.ob3 import Form
from mexbadge.issuer import Issuer
from mexbadge.issuer.roster.rows import Consent
from mexbadge.publish import private
from mexbadge.publish.site import publish

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS, st.binary(), st.text("abc ", max_size=9))
def test_what_was_sealed_opens_to_the_same_bytes(key: bytes, content: bytes, what: str) -> None:
    assert private.opened(key, private.sealed(key, content, what), what) == content


@given(KEYS, KEYS, st.binary())
def test_another_key_and_another_use_open_nothing(key: bytes, other: bytes, content: bytes) -> None:
    sealed = private.sealed(key, content, private.PAGE)
    assert private.opened(key, sealed, private.FILE) is None
    if other != key:
        assert private.opened(other, sealed, private.PAGE) is None


@given(KEYS, st.binary(), st.data())
def test_bytes_that_were_changed_open_nothing(key: bytes, content: bytes, data: st.DataObject) -> None:
    sealed = bytearray(private.sealed(key, content, private.PAGE))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    assert private.opened(key, bytes(sealed), private.PAGE) is None
    assert private.opened(key, bytes(sealed[: data.draw(st.integers(0, len(sealed) - 1))]), private.PAGE) is None


@given(KEYS, st.binary(), st.binary(), st.sampled_from([private.PAGE, private.FILE]))
def test_a_nonce_is_the_same_for_the_same_content_and_for_no_other(
    key: bytes, one: bytes, two: bytes, what: str
) -> None:
    first, second = private.sealed(key, one, what), private.sealed(key, two, what)
    assert (first[:12] == second[:12]) == (one == two)
    assert (first == second) == (one == two)
    assert private.sealed(key, one, private.PAGE)[:12] != private.sealed(key, one, private.FILE)[:12]


@given(KEYS, st.none() | st.text(max_size=200))
def test_the_length_of_a_page_s_part_tells_little_of_a_name(key: bytes, name: str | None) -> None:
    part = b64decode(private.page_part(key, name=name, file="a.png", kind="image/png"))
    assert (len(part) - 28) % 512 == 0


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    made = Folder(tmp_path / "badges").create(email="registrar@college.example")
    made.issue("dementia-care", to=AISHA, name="Aïsha Khan")
    made.issue("dementia-care", to=BEN, name="Ben Tremblay", form=Form.OB2_HOSTED)
    return made


def key_in(link: str) -> bytes:
    return base64url_decode(urlsplit(link).fragment)


def test_the_private_link_opens_the_name_and_the_original_and_no_other_badge_s(tmp_path: Path, issuer: Issuer) -> None:
    publish(issuer, tmp_path / "site")
    one, two = issuer.list()
    assert issuer.holder_url(one).startswith(f"{issuer.page_url(one.page)}#")
    page = (tmp_path / "site" / "b" / one.page / "index.html").read_text("utf-8")
    found = re.search('data-sealed="([^"]+)"', page)
    assert found
    part = b64decode(unescape(found[1]))
    told = private.opened(key_in(issuer.holder_url(one)), part, private.PAGE)
    assert told
    assert json.loads(told) == {"name": "Aïsha Khan", "file": "dementia-care.png", "type": "image/png"}
    assert private.opened(key_in(issuer.holder_url(two)), part, private.PAGE) is None
    file = (tmp_path / "site" / "b" / one.page / "original.bin").read_bytes()
    assert private.opened(key_in(issuer.holder_url(one)), file, private.FILE) == (issuer.files / one.file).read_bytes()


def test_neither_the_name_nor_the_salt_nor_the_key_lies_on_the_site_in_plain_view(
    tmp_path: Path, issuer: Issuer
) -> None:
    publish(issuer, tmp_path / "site")
    one, two = issuer.list()
    salt = issuer.issued(one.id).document["credentialSubject"]["identifier"][0]["salt"]
    secrets = ["Aïsha", "Tremblay", salt, urlsplit(issuer.holder_url(one)).fragment]
    for path in (tmp_path / "site").rglob("*"):
        if path.is_file():
            assert not [one for one in secrets if one.encode() in path.read_bytes()], path
    # A hosted assertion of 2.0 lies at its own address, for verifiers; nobody is led there from the page.
    for path in (tmp_path / "site" / "b" / two.page).rglob("*.html"):
        assert two.id.rpartition(":")[2].encode() not in path.read_bytes()


def test_the_same_badge_gives_the_same_bytes_and_is_not_written_again(tmp_path: Path, issuer: Issuer) -> None:
    for name in ("one", "two"):
        publish(issuer, tmp_path / name)
    (one,) = [record for record in issuer.list() if record.name == "Aïsha Khan"]
    for name in ("index.html", "original.bin"):
        first, second = ((tmp_path / site / "b" / one.page / name).read_bytes() for site in ("one", "two"))
        assert first == second
    written = publish(issuer, tmp_path / "one")
    assert (written.added, written.changed, written.removed) == ((), (), ())


def test_consent_shows_the_name_and_its_withdrawal_takes_it_off_with_the_next_publishing(
    tmp_path: Path, issuer: Issuer
) -> None:
    site = tmp_path / "site"
    publish(issuer, site)
    (one,) = [record for record in issuer.list() if record.name == "Aïsha Khan"]
    page = site / "b" / one.page / "index.html"
    issuer.consent([one.id], Consent(given=True))
    publish(issuer, site)
    assert "Aïsha Khan" in page.read_text("utf-8")
    assert (page.parent / "badge.png").is_file()
    assert not (page.parent / "original.bin").exists()
    assert issuer.holder_url(issuer.record(one.id)) == issuer.page_url(one.page)
    issuer.consent([one.id], Consent(given=False))
    publish(issuer, site)
    assert "Aïsha" not in page.read_text("utf-8")
    assert {path.name for path in page.parent.iterdir()} >= {"original.bin"}
    assert not (page.parent / "badge.png").exists()
    assert not (page.parent / "credential.json").exists()
