"""A badge that was kept: today's hosts come first, and what was recorded proves nothing by itself."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from issuing import AISHA, DID, Folder
from mexbadge import _json
from mexbadge.credentials.ob3 import Form
from mexbadge.credentials.published_keys import key_documents
from mexbadge.errors import InputError
from mexbadge.fetch import Fetch, Request, ResourceSet, Response, nothing
from mexbadge.issuer import Issued, Issuer, RosterRow
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.models.identity import Identity
from mexbadge.proofs import vc_jwt
from mexbadge.verify import Outcome, Report, Verdict, Verifier
from mexbadge.verify.lasting import LastingBadge, keep

THEN = datetime(2026, 3, 1, 12, 1, tzinfo=UTC)
LATER = datetime(2036, 3, 1, 12, tzinfo=UTC)
ARCHIVE = LocalSigner.generate(KeyKind.ED25519, "did:web:archive.example#key-1")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


@pytest.fixture
def issuer(folder: Folder) -> Issuer:
    return folder.create(email="badges@college.example")


def _network(issuer: Issuer) -> Fetch:
    issuer.write_hosted()
    return ResourceSet.load(issuer.folder / "hosted")


def _issue(issuer: Issuer, form: Form = Form.VC_JWT, until: datetime | None = None) -> Issued:
    row = RosterRow(2, Identity.parse(AISHA), name="Aisha", valid_until=until)
    issuer.issue_many([row], "dementia-care", form=form)
    return issuer.issued(next(iter(issuer.list())).id)


def _kept(path: Path, badge: bytes, fetch: Fetch, *, signer: LocalSigner | None = ARCHIVE) -> LastingBadge:
    keep(badge, path, Verifier(fetch=fetch), at=THEN, name="badge", signer=signer)
    found = LastingBadge.read(path)
    assert found is not None
    return found


def _later(kept: LastingBadge, *recorders: LocalSigner, fetch: Fetch = nothing, at: datetime = LATER) -> Report:
    return kept.verify(Verifier(fetch=fetch), recorders=[one.public_key for one in recorders], at=at)


@pytest.mark.parametrize("form", list(Form))
def test_with_its_host_gone_a_badge_is_as_recorded_on_the_word_of_an_accepted_recorder(
    tmp_path: Path, issuer: Issuer, form: Form
) -> None:
    badge = _issue(issuer, form)
    kept = _kept(tmp_path / "badge.zip", badge.bake(badge.image or b""), _network(issuer))
    report = _later(kept, ARCHIVE)
    assert report.verdict is Verdict.WARNING, report
    assert {"lasting_signed", "lasting_status"} <= report.codes()
    text = " ".join(report.to_text().split())
    assert "as recorded on 1 March 2026 by badges.college.example" in text
    assert "whether it was revoked since is not known" in text
    assert report.at == LATER


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("signer", [ARCHIVE, None])
def test_what_nobody_whom_you_believe_has_signed_proves_nothing(
    tmp_path: Path, issuer: Issuer, form: Form, signer: LocalSigner | None
) -> None:
    kept = _kept(tmp_path / "badge.zip", _issue(issuer, form).credential, _network(issuer), signer=signer)
    stranger = LocalSigner.generate(KeyKind.ED25519, "did:web:other.example#key-1")
    for recorders in ((), (stranger,)):
        report = _later(kept, *recorders)
        assert report.verdict is Verdict.UNKNOWN
        assert "lasting_unproven" in report.codes()
        assert "lasting_signed" not in report.codes()


def test_today_s_host_comes_before_what_was_recorded(tmp_path: Path, issuer: Issuer) -> None:
    badge = _issue(issuer)
    kept = _kept(tmp_path / "badge.zip", badge.credential, _network(issuer))
    now = THEN + timedelta(days=1)
    assert _later(kept, fetch=_network(issuer), at=now).verdict is Verdict.VALID
    issuer.revoke(badge.id)
    report = _later(kept, ARCHIVE, fetch=_network(issuer), at=now)
    assert report.verdict is Verdict.INVALID
    assert not [code for code in report.codes() if code.startswith("lasting_")]


@pytest.mark.parametrize("form", list(Form))
def test_a_badge_that_has_ended_since_is_not_brought_back(tmp_path: Path, issuer: Issuer, form: Form) -> None:
    badge = _issue(issuer, form, until=THEN + timedelta(days=30))
    kept = _kept(tmp_path / "badge.zip", badge.credential, _network(issuer))
    assert _later(kept, ARCHIVE, at=THEN + timedelta(days=29)).verdict is Verdict.WARNING
    for recorders in ((ARCHIVE,), ()):
        assert _later(kept, *recorders).verdict in {Verdict.INVALID, Verdict.UNKNOWN}
    assert _later(kept, ARCHIVE).verdict is Verdict.INVALID


def _host_without(gone: str, network: Fetch, status: int = 404) -> Fetch:
    def fetch(request: Request) -> Response:
        return Response(request.url, status, {}, b"") if request.url.endswith(gone) else network(request)

    return fetch


@pytest.mark.parametrize(
    ("form", "gone", "status", "code"),
    [
        (Form.VC_JWT, "did.json", 404, "status_revoked"),
        (Form.DATA_INTEGRITY, "did.json", 503, "status_revoked"),
        (Form.OB2_SIGNED, "issuer.json", 503, "ob2_revoked_on_list"),
    ],
)
def test_a_list_of_today_counts_even_where_the_host_no_longer_gives_its_keys(
    tmp_path: Path, issuer: Issuer, form: Form, gone: str, status: int, code: str
) -> None:
    badge = _issue(issuer, form)
    kept = _kept(tmp_path / "badge.zip", badge.credential, _network(issuer))
    now = THEN + timedelta(days=1)
    before = _later(kept, ARCHIVE, fetch=_host_without(gone, _network(issuer), status), at=now)
    assert before.verdict is Verdict.WARNING
    assert "lasting_signed" in before.codes()
    issuer.revoke(badge.id)
    report = _later(kept, ARCHIVE, fetch=_host_without(gone, _network(issuer), status), at=now)
    assert report.verdict is Verdict.INVALID
    assert code in report.codes()
    assert _later(kept, ARCHIVE, at=now).verdict is Verdict.WARNING


def test_a_suspension_of_today_counts_where_the_host_no_longer_gives_its_keys(tmp_path: Path, issuer: Issuer) -> None:
    badge = _issue(issuer)
    kept = _kept(tmp_path / "badge.zip", badge.credential, _network(issuer))
    issuer.suspend(badge.id)
    now = THEN + timedelta(days=1)
    report = _later(kept, ARCHIVE, fetch=_host_without("did.json", _network(issuer)), at=now)
    assert report.verdict is Verdict.INVALID
    assert "status_suspended" in report.codes()


def test_a_forged_recording_makes_no_forged_badge_valid(tmp_path: Path, issuer: Issuer) -> None:
    """Mallory writes the college's key document with a key of theirs, and keeps a badge under it."""
    mallory = LocalSigner.generate(KeyKind.ED25519, f"{DID}#key-1")
    document = json.loads(_issue(issuer, Form.DATA_INTEGRITY).credential)
    del document["proof"], document["credentialStatus"]
    document["credentialSubject"]["achievement"]["name"] = "Brain Surgery"
    forged = vc_jwt.make(document, mallory).encode()
    written = {
        url: _json.dumps(one).encode()
        for url, one in key_documents(DID, [(mallory.verification_method, mallory.public_key)]).items()
    }

    def fetch(request: Request) -> Response:
        return Response(request.url, 200 if request.url in written else 404, {}, written.get(request.url, b""))

    kept = _kept(tmp_path / "forged.zip", forged, fetch, signer=mallory)
    assert _later(kept).verdict is Verdict.UNKNOWN
    assert _later(kept, ARCHIVE).verdict is Verdict.UNKNOWN
    assert _later(kept, ARCHIVE, fetch=_network(issuer), at=THEN).verdict is Verdict.INVALID


def _rewritten(path: Path, changes: dict[str, bytes | None]) -> Path:
    parts: dict[str, bytes] = {}
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts |= {name: body for name, body in changes.items() if body is not None}
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, body in parts.items():
            if name not in changes or changes[name] is not None:
                archive.writestr(name, body)
    target = path.with_name("changed.zip")
    target.write_bytes(buffer.getvalue())
    return target


def test_a_changed_part_is_refused_and_a_moved_signature_counts_for_nothing(tmp_path: Path, issuer: Issuer) -> None:
    path = tmp_path / "badge.zip"
    badge = _issue(issuer)
    _kept(path, badge.credential, _network(issuer))
    for name in ("badge.jwt", "resources.json"):
        with pytest.raises(InputError) as caught:
            LastingBadge.read(_rewritten(path, {name: b"{}"}))
        assert caught.value.code == "lasting_changed"
    for name in ("badge.jwt", "resources.json"):
        with pytest.raises(InputError):
            LastingBadge.read(_rewritten(path, {name: None}))
    with ZipFile(path) as archive:
        told = json.loads(archive.read("kept.json"))
        document = next(name for name in archive.namelist() if name.startswith("documents/"))
    with pytest.raises(InputError):
        LastingBadge.read(_rewritten(path, {document: b"changed"}))
    told["recorded"] = "2030-01-01T00:00:00Z"
    moved = LastingBadge.read(_rewritten(path, {"kept.json": _json.dumps(told).encode()}))
    assert moved is not None
    assert _later(moved, ARCHIVE).verdict is Verdict.UNKNOWN
    for statement in (b"[]", b"{}", b"no json", b'{"format":"urn:mexbadge:schema:lasting-badge-1"}'):
        with pytest.raises(InputError):
            LastingBadge.read(_rewritten(path, {"kept.json": statement}))
    assert LastingBadge.read(_rewritten(path, {"kept.json": None})) is None


def test_what_is_not_valid_now_is_not_kept(tmp_path: Path, issuer: Issuer) -> None:
    badge = _issue(issuer)
    issuer.revoke(badge.id)
    with pytest.raises(InputError) as caught:
        keep(badge.credential, tmp_path / "badge.zip", Verifier(fetch=_network(issuer)), at=THEN, name="badge")
    assert caught.value.code == "lasting_not_good"
    assert not (tmp_path / "badge.zip").exists()


def test_whose_badge_it_is_can_be_asked_of_a_kept_one(tmp_path: Path, issuer: Issuer) -> None:
    kept = _kept(tmp_path / "badge.zip", _issue(issuer).credential, _network(issuer))
    keys = [ARCHIVE.public_key]
    assert kept.verify(Verifier(fetch=nothing), recorders=keys, recipient=AISHA, at=LATER).verdict is Verdict.WARNING
    other = kept.verify(Verifier(fetch=nothing), recorders=keys, recipient="ben@mail.example", at=LATER)
    assert other.verdict is Verdict.INVALID
    assert [one.code for one in other.findings if one.outcome is Outcome.FAILED] == ["recipient_differs"]


def _without_digests(index: bytes) -> bytes:
    told = json.loads(index)
    for one in told["resources"]:
        del one["sha256"]
    return _json.dumps(told).encode()


def test_what_is_signed_covers_every_document_also_where_the_index_names_no_digests(
    tmp_path: Path, issuer: Issuer
) -> None:
    path = tmp_path / "badge.zip"
    _kept(path, _issue(issuer).credential, _network(issuer))
    with ZipFile(path) as archive:
        told, index = json.loads(archive.read("kept.json")), _without_digests(archive.read("resources.json"))
    told["sha256"]["resources.json"] = sha256(index).hexdigest()
    changed = _rewritten(path, {"resources.json": index, "kept.json": _json.dumps(told).encode()})
    with pytest.raises(InputError) as caught:
        LastingBadge.read(changed)
    assert caught.value.code == "lasting_changed"


def test_another_file_put_in_its_place_while_it_is_read_is_refused(
    tmp_path: Path, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the recorder signed is read first, then the documents: between the two Mallory puts documents of theirs."""
    path, other = tmp_path / "badge.zip", tmp_path / "other.zip"
    badge = _issue(issuer)
    _kept(path, badge.credential, _network(issuer))
    issuer.revoke(badge.id)
    forged = Folder(tmp_path / "forged").create(email="badges@college.example")
    _kept(other, _issue(forged).credential, _network(forged), signer=None)
    load = ResourceSet.load

    def swapped(place: Path) -> ResourceSet:
        path.write_bytes(other.read_bytes())
        return load(place)

    monkeypatch.setattr(ResourceSet, "load", swapped)
    with pytest.raises(InputError) as caught:
        LastingBadge.read(path)
    assert caught.value.code == "lasting_changed"


@pytest.mark.parametrize("recorded", ["1999-01-01T00:00:00Z", "2026-03-01T12:00:59Z", "2035-12-31T00:00:00Z"])
def test_who_moves_the_day_of_the_recording_says_so_in_their_own_name_only(
    tmp_path: Path, issuer: Issuer, recorded: str
) -> None:
    path = tmp_path / "badge.zip"
    _kept(path, _issue(issuer).credential, _network(issuer))
    with ZipFile(path) as archive:
        told = json.loads(archive.read("kept.json"))
    moved = LastingBadge.read(_rewritten(path, {"kept.json": _json.dumps({**told, "recorded": recorded}).encode()}))
    assert moved is not None
    report = _later(moved, ARCHIVE)
    assert report.verdict is Verdict.UNKNOWN
    assert not {"lasting_signed", "lasting_status"} & report.codes()
    said = [one.message("en") for one in report.findings if str(one.code).startswith("lasting_")]
    assert all("according to this file" in one or "does not confirm" in one for one in said)
    assert said
