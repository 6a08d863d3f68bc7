"""A stranger verifies from a plain web server that knows no rule but its files: Python's own, and nginx, over TLS."""

from pathlib import Path

import pytest

from fetch_servers import Authority
from issuing import AISHA, URL, Folder
from mexbadge.issuer import Form, Issuer
from mexbadge.issuer.checkup import check_folder
from mexbadge.issuer.register import status_places
from mexbadge.verify import Verdict, verify, verify_url
from static_servers import Serve, nginx_serving, python_serving, stranger


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    place = tmp_path / "authority"
    place.mkdir()
    return Authority.make(place)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


SERVERS = pytest.mark.parametrize(
    "serving",
    [pytest.param(python_serving, id="python"), pytest.param(nginx_serving, id="nginx", marks=pytest.mark.slow)],
)


@SERVERS
@pytest.mark.parametrize("form", list(Form))
def test_a_badge_is_verified_and_its_revocation_seen(
    folder: Folder, authority: Authority, serving: Serve, form: Form
) -> None:
    issuer = folder.create(email="badges@college.example")
    issued = issuer.issue("dementia-care", to=AISHA, form=form)
    listed = f"{URL}/status/1.json".encode() in (folder.path / "hosted/resources.json").read_bytes()
    assert listed is not form.is_ob2
    with serving(folder.path / "hosted", authority) as port:
        ask = stranger(port, authority)
        assert verify(issued.credential, fetch=ask, at=folder.clock()).verdict is Verdict.VALID
        if form is Form.OB2_HOSTED:
            address = f"{URL}/ob2/assertions/{issued.id.rpartition(':')[2]}.json"
            assert verify_url(address, fetch=ask.fresh(), at=folder.clock()).verdict is Verdict.VALID
        issuer.revoke(issued.id)
        issuer.write_hosted()
        assert verify(issued.credential, fetch=ask.fresh(), at=folder.clock()).verdict is Verdict.INVALID


@SERVERS
def test_a_list_of_an_older_version_is_found_under_its_address_without_an_extension(
    folder: Folder, authority: Authority, serving: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_places, "ADDRESS", "{base}/status/{number}")
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA)
    hosted = folder.path / "hosted"
    assert (hosted / "status/1").read_bytes() == (hosted / "status/1.json").read_bytes()
    assert not hosted_problems(issuer)
    with serving(hosted, authority) as port:
        assert verify(issued.credential, fetch=stranger(port, authority), at=folder.clock()).verdict is Verdict.VALID
    (hosted / "status/1").write_bytes(b"older")
    assert hosted_problems(issuer) == ["college_list_older"]


_STALE = ("college_hosted", "college_list_older")


def hosted_problems(issuer: Issuer) -> list[str]:
    found = check_folder(issuer.folder, issuer, at=issuer.now())
    return [problem.code for problem in found if problem.code.startswith(_STALE)]


def hosted_of(issuer: Issuer) -> dict[str, bytes]:
    place = issuer.folder / "hosted"
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_what_python_issues_is_ready_to_be_published(folder: Folder) -> None:
    issuer = folder.create()
    issuer.issue("dementia-care", to=AISHA)
    found = hosted_of(issuer)
    assert {"status/1.json", ".well-known/did.json", "resources.json"} <= found.keys()
    issuer.write_hosted()
    assert hosted_of(issuer) == found
