"""The records of a site: what it says of the exact bytes that it issued, and of nothing and nobody else."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from issuing import AISHA, BEN, DID, URL, Folder
from mexbadge._names import RECORD, RECORDS
from mexbadge.credentials.ob3 import Form
from mexbadge.issuer import Issued, Issuer
from mexbadge.publish.site import publish


def _records(site: Path) -> dict[str, dict[str, str]]:
    return {path.stem: json.loads(path.read_bytes()) for path in sorted((site / "r").iterdir())}


def _of(site: Path, badge: Issued) -> dict[str, str]:
    return _records(site)[sha256(badge.credential).hexdigest()]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


@pytest.fixture
def issuer(folder: Folder) -> Issuer:
    return folder.create(email="badges@college.example")


@pytest.mark.parametrize("form", list(Form))
def test_a_badge_of_every_form_has_a_record_by_its_bytes(tmp_path: Path, issuer: Issuer, form: Form) -> None:
    badge = issuer.issue("dementia-care", to=AISHA, name="Aisha Khan", form=form)
    publish(issuer, tmp_path / "site")
    digest = sha256(badge.credential).hexdigest()
    assert _of(tmp_path / "site", badge) == {"type": RECORD, "issuer": DID, "digest": digest, "state": "active"}


def test_the_key_document_tells_where_the_records_lie(tmp_path: Path, issuer: Issuer) -> None:
    publish(issuer, tmp_path / "site")
    document = json.loads((tmp_path / "site" / ".well-known" / "did.json").read_bytes())
    assert document["service"] == [{"id": f"{DID}#records", "type": RECORDS, "serviceEndpoint": f"{URL}/r/"}]


def test_a_record_tells_how_a_badge_stands_and_since_when_and_nobody_s_reason(
    tmp_path: Path, folder: Folder, issuer: Issuer
) -> None:
    site = tmp_path / "site"
    gone, held, kept = (
        issuer.issue("dementia-care", to=f"{name}@student.college.example", name=name.title())
        for name in ("gone", "held", "kept")
    )
    folder.clock.pass_days(1)
    issuer.revoke(gone.id, reason_en="Copied from Ben")
    issuer.suspend(held.id)
    publish(issuer, site)
    assert (_of(site, gone)["state"], _of(site, gone)["since"]) == ("revoked", "2026-03-02T12:00:00Z")
    assert _of(site, held)["state"] == "suspended"
    assert _of(site, kept)["state"] == "active"
    issuer.restore(held.id)
    publish(issuer, site)
    assert _of(site, held)["state"] == "active"
    whole = b"".join(path.read_bytes() for path in (site / "r").iterdir())
    for secret in (b"Copied", b"Kept", b"@", gone.id.encode(), str(gone.page).encode()):
        assert secret not in whole


def test_what_a_stolen_key_signed_is_not_confirmed(tmp_path: Path, issuer: Issuer) -> None:
    before = issuer.issue("dementia-care", to=AISHA, name="Aisha Khan")
    stolen = issuer.keys()[0].id
    issuer.rotate_key()
    after = issuer.issue("dementia-care", to=BEN, name="Ben Tremblay")
    issuer.compromise_key(stolen)
    publish(issuer, tmp_path / "site")
    assert _of(tmp_path / "site", before)["state"] == "key_withdrawn"
    assert _of(tmp_path / "site", after)["state"] == "active"


def test_a_status_list_is_known_only_as_it_is_now(tmp_path: Path, issuer: Issuer) -> None:
    site = tmp_path / "site"
    badge = issuer.issue("dementia-care", to=AISHA, name="Aisha Khan")
    publish(issuer, site)
    older = (site / "status" / "1.json").read_bytes()
    issuer.revoke(badge.id)
    publish(issuer, site)
    newer = (site / "status" / "1.json").read_bytes()
    assert newer != older
    records = _records(site)
    assert records[sha256(newer).hexdigest()]["state"] == "list"
    assert sha256(older).hexdigest() not in records


def test_whose_holder_was_forgotten_keeps_its_record(tmp_path: Path, issuer: Issuer) -> None:
    badge = issuer.issue("dementia-care", to=AISHA, name="Aisha Khan")
    issuer.forget(AISHA)
    publish(issuer, tmp_path / "site")
    assert _of(tmp_path / "site", badge)["state"] == "active"


def test_the_same_register_gives_the_same_bytes(tmp_path: Path, issuer: Issuer) -> None:
    issuer.issue("dementia-care", to=AISHA, name="Aisha Khan")
    publish(issuer, tmp_path / "one")
    assert publish(issuer, tmp_path / "one").changed == ()
    publish(issuer, tmp_path / "two")
    for path in (tmp_path / "one" / "r").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / "r" / path.name).read_bytes()
