"""Several colleges on one site: each has its own keys, and none can speak for another."""

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from exchange_world import Town
from issuing import AISHA, Clock, Folder
from mexbadge import _json
from mexbadge.errors import InputError, RegisterError
from mexbadge.fetch import HttpFetcher, Request, ResourceSet, Response
from mexbadge.issuer import Form, Issuer
from mexbadge.keys import load_signer
from mexbadge.proofs import add_proof, jws
from mexbadge.publish import hosts
from mexbadge.publish.checking import check_several
from mexbadge.publish.copying import FolderPlace, copy_site
from mexbadge.publish.hosts import Host
from mexbadge.publish.portfolio import Learner, portfolio_files, portfolio_of
from mexbadge.publish.several import publish_several, require_newest_several
from mexbadge.publish.site import publish
from mexbadge.publish.writing import SiteKind, list_of, require_kind, write_site
from mexbadge.verify import Verdict, Verifier
from public_exchange import published

HOST = "https://badges.example.ca"
_Write = Callable[[Path], object]


def _college(path: Path, name: str, **given: Any) -> Issuer:
    return Folder(path / name, clock=Clock()).create(url=f"{HOST}/{name}", email="b@example.ca", **given)


@pytest.fixture
def colleges(tmp_path: Path) -> tuple[Issuer, Issuer]:
    return _college(tmp_path, "lakeshore"), _college(tmp_path, "boreal", ledger=True)


def _verdict(site: Path, name: str, badge: bytes, issuer: Issuer) -> Verdict:
    verifier = Verifier(fetch=ResourceSet.load(site / name))
    return verifier.verify(badge, at=issuer.now()).verdict


@pytest.mark.parametrize("form", list(Form))
def test_each_college_is_verified_by_what_lies_below_its_own_path(
    tmp_path: Path, colleges: tuple[Issuer, Issuer], form: Form
) -> None:
    badges = [issuer.issue("dementia-care", to=AISHA, form=form) for issuer in colleges]
    site = tmp_path / "site"
    publish_several(colleges, site, host=Host.APACHE)
    for issuer, badge in zip(colleges, badges, strict=True):
        name = issuer.folder.name
        assert (site / name / "did.json").is_file()
        assert _verdict(site, name, badge.credential, issuer) is Verdict.VALID
        issuer.revoke(badge.id)
    assert {path.name for path in site.iterdir()} == {
        "lakeshore",
        "boreal",
        ".htaccess",
        "mexbadge-site.txt",
        "index.html",
        "style.css",
    }
    publish_several(colleges, site, host=Host.APACHE)
    for issuer, badge in zip(colleges, badges, strict=True):
        assert _verdict(site, issuer.folder.name, badge.credential, issuer) is Verdict.INVALID


def test_nothing_stands_at_the_top_of_the_host_that_would_speak_for_all(
    tmp_path: Path, colleges: tuple[Issuer, Issuer]
) -> None:
    publish_several(colleges, tmp_path / "site")
    assert not list((tmp_path / "site").rglob("_origin"))
    assert not list((tmp_path / "site").rglob("jwks.json"))
    assert not (tmp_path / "site/.well-known").exists()


@pytest.mark.parametrize("form", [Form.DATA_INTEGRITY, Form.VC_JWT, Form.OB2_SIGNED])
@pytest.mark.parametrize("named", ["its own key", "the other's key"])
def test_a_badge_of_one_college_that_another_signed_is_not_valid(
    tmp_path: Path, colleges: tuple[Issuer, Issuer], form: Form, named: str
) -> None:
    """Whoever has the key of one college signs what the other awarded, under the name of either key."""
    first, other = colleges
    good = first.issue("dementia-care", to=AISHA, form=form).credential
    other.issue("dementia-care", to=AISHA, form=form)
    site = tmp_path / "site"
    publish_several(colleges, site)
    assert _verdict(site, "lakeshore", good, first) is Verdict.VALID
    names = {"its own key": first.keys()[0].id, "the other's key": other.keys()[0].id}
    signer = load_signer(other.folder / "keys/key-1.pem", verification_method=names[named])
    if form is Form.DATA_INTEGRITY:
        document = {name: value for name, value in _json.loads_object(good).items() if name != "proof"}
        false = _json.dumps(add_proof(document, signer, created=first.now())).encode()
    else:
        parsed = jws.parse(good)
        header = {name: value for name, value in parsed.header.items() if name != "alg"}
        if "kid" in header:
            header["kid"] = names[named]
        false = jws.sign(parsed.payload, signer, header=header).encode()
    for name in ("lakeshore", "boreal"):
        assert _verdict(site, name, false, first) not in {Verdict.VALID, Verdict.WARNING}
    shutil.copy(site / "boreal/did.json", site / "lakeshore/did.json")
    assert _verdict(site, "lakeshore", false, first) not in {Verdict.VALID, Verdict.WARNING}


@pytest.mark.parametrize(
    ("url", "more", "code"),
    [
        ("https://other.example.ca/boreal", {}, "several_hosts"),
        (HOST, {}, "several_top"),
        (f"{HOST}/lakeshore", {}, "several_inside"),
        (f"{HOST}/LAKESHORE", {}, "several_inside"),
        (f"{HOST}/lakeshore/nursing", {}, "several_inside"),
        (f"{HOST}/boreal", {"id": "did:web:badges.example.ca"}, "several_id"),
        (f"{HOST}/boreal", {"id": "did:web:badges.example.ca:lakeshore"}, "several_id"),
        (f"{HOST}/boreal", {"id": f"{HOST}/lakeshore/issuer.json"}, "several_id"),
    ],
)
def test_a_folder_that_is_not_under_its_own_path_is_refused_and_nothing_is_written(
    tmp_path: Path, url: str, more: dict[str, str], code: str
) -> None:
    first = _college(tmp_path, "lakeshore")
    second = Folder(tmp_path / "second").create(url=url, **more)
    with pytest.raises(InputError) as caught:
        publish_several([first, second], tmp_path / "site")
    assert caught.value.code == code
    assert not (tmp_path / "site").exists()


def test_one_college_that_is_behind_stops_all_and_is_named(tmp_path: Path, colleges: tuple[Issuer, Issuer]) -> None:
    first, second = colleges
    site = tmp_path / "site"
    publish_several(colleges, site)
    copy_site(site, FolderPlace(tmp_path / "www"))
    shutil.copytree(second.folder, tmp_path / "older/boreal")
    second.issue("dementia-care", to=AISHA)
    publish_several(colleges, site)
    copy_site(site, FolderPlace(tmp_path / "www"), newer=partial(require_newest_several, colleges))
    older = Folder(tmp_path / "older/boreal").open()
    with pytest.raises(RegisterError) as caught:
        publish_several([first, older], site)
    assert caught.value.code == "site_newer"
    assert "boreal" in str(caught.value)
    with pytest.raises(RegisterError):
        require_newest_several([first, older], FolderPlace(tmp_path / "www"))


def test_a_college_that_left_takes_its_own_files_and_no_others(tmp_path: Path, colleges: tuple[Issuer, Issuer]) -> None:
    site = tmp_path / "site"
    publish_several(colleges, site)
    before = {p: p.read_bytes() for p in (site / "lakeshore").rglob("*") if p.is_file()}
    publish_several(colleges[:1], site)
    assert not (site / "boreal").exists()
    assert {p: p.read_bytes() for p in (site / "lakeshore").rglob("*") if p.is_file()} == before


def test_what_the_host_is_told_names_the_path_of_each_college(colleges: tuple[Issuer, Issuer]) -> None:
    bases = [issuer.settings.base for issuer in colleges]
    text = hosts.beside(Host.NGINX, bases)["nginx.conf"].decode()
    for name in ("lakeshore", "boreal"):
        assert f"location ^~ /{name}/b/" in text


def test_a_page_at_the_top_leads_to_each_college_and_holds_no_word_that_acts(tmp_path: Path) -> None:
    hostile = '<script>alert(1)</script>\u202e" onmouseover="x'
    colleges = [
        Folder(tmp_path / "z", clock=Clock()).create(
            url=f"{HOST}/zeta", name=hostile, name_fr="Collège Zêta", email="b@example.ca", languages=("en", "fr")
        ),
        Folder(tmp_path / "fr", clock=Clock()).create(
            url=f"{HOST}/fr", name="Collège Boréal", email="b@example.ca", languages=("fr",)
        ),
    ]
    publish_several(colleges, tmp_path / "site")
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert "<script" not in page
    assert 'onmouseover="x' not in page
    assert "\u202e" not in page
    for link in ('href="./zeta/"', 'href="./zeta/fr/"', 'href="./fr/"'):
        assert link in page
    assert "Collège Zêta" in page
    for link in re.findall(r'href="\./([^"]*)"', page):
        path = tmp_path / "site" / link
        assert (path / "index.html" if link.endswith("/") else path).is_file(), link
    assert page.count("<h1>") == 1
    assert "pages\u202f; aucun" in page
    assert "default-src &#39;none&#39;" in page


def test_one_college_never_writes_its_site_over_that_of_several_nor_over_anothers(
    tmp_path: Path, colleges: tuple[Issuer, Issuer]
) -> None:
    first, second = colleges
    publish_several(colleges, tmp_path / "shared")
    publish(first, tmp_path / "own")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.json") if p.is_file() and "site" not in p.parts[-2:]}
    acts: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: publish(first, tmp_path / "shared"), "site_kind"),
        (lambda: publish(second, tmp_path / "own"), "site_other"),
        (lambda: publish_several(colleges, tmp_path / "own"), "site_kind"),
    )
    for act, code in acts:
        with pytest.raises(InputError) as caught:
            act()
        assert caught.value.code == code
    assert {p: p.read_bytes() for p in before} == before


@pytest.mark.parametrize("lost", [False, True])
def test_no_kind_of_site_is_written_over_another(
    tmp_path: Path, colleges: tuple[Issuer, Issuer], *, lost: bool
) -> None:
    town = Town(tmp_path / "town", {"site": "https://mex.example/exchange"})
    learner = Learner.read(b'{"basics": {"name": "Aisha Khan"}}', "me.json")

    def portfolio(folder: Path) -> None:
        require_kind(folder, SiteKind.LEARNER)
        write_site(folder, portfolio_files(portfolio_of(learner, [], at=colleges[0].now())))

    kinds: dict[str, _Write] = {
        "college": partial(publish, colleges[0]),
        "several": partial(publish_several, colleges),
        "exchange": partial(published, town),
        "learner": portfolio,
    }
    for name, write in kinds.items():
        write(tmp_path / name)
        write(tmp_path / name)
        if lost:
            list_of(tmp_path / name).unlink()
    before = {path: path.read_bytes() for name in kinds for path in (tmp_path / name).rglob("*") if path.is_file()}
    for name, write in kinds.items():
        for other in kinds.keys() - {name}:
            with pytest.raises(InputError) as caught:
                write(tmp_path / other)
            assert caught.value.code == "site_kind", (name, other)
    assert {path: path.read_bytes() for path in before} == before


def test_a_site_is_not_copied_over_one_of_another_kind(tmp_path: Path, colleges: tuple[Issuer, Issuer]) -> None:
    learner = Learner.read(b'{"basics": {"name": "Aisha Khan"}}', "me.json")
    write_site(tmp_path / "page", portfolio_files(portfolio_of(learner, [], at=colleges[0].now())))
    publish(colleges[0], tmp_path / "site")
    with pytest.raises(InputError) as caught:
        copy_site(tmp_path / "site", FolderPlace(tmp_path / "page"))
    assert caught.value.code == "site_kind"


def test_a_shared_site_is_asked_for_at_the_top_of_its_host_and_a_badge_of_each_college_verified(
    tmp_path: Path, colleges: tuple[Issuer, Issuer]
) -> None:
    badges = [issuer.issue("dementia-care", to=AISHA) for issuer in colleges]
    colleges[1].revoke(badges[1].id)
    site = tmp_path / "site"
    publish_several(colleges, site)
    asked: list[str] = []

    class Live(HttpFetcher):
        """What lies in the folder, as a host that is told everything would give it."""

        def __call__(self, request: Request) -> Response:
            asked.append(request.url)
            path = site / request.url.removeprefix(f"{HOST}/")
            path = next((one for one in (path, path / "index.html", Path(f"{path}.json")) if one.is_file()), path)
            kind = hosts.TYPES.get(path.suffix, "application/json")
            headers = {
                "content-type": kind,
                "access-control-allow-origin": "*",
                "strict-transport-security": "max-age=1",
                "x-content-type-options": "nosniff",
            }
            body = path.read_bytes() if path.is_file() else b""
            return Response(request.url, 200 if path.is_file() else 404, headers, body)

        def from_origin(self, request: Request, origin: str) -> Response:
            del origin
            return self(request)

        def fresh(self) -> "Live":
            return self

    found = list(check_several(colleges, site, HOST, Live(), at=colleges[0].now()))
    assert [(one.problem.code, one.problem.where) for one in found] == []
    assert {f"{HOST}/lakeshore/did.json", f"{HOST}/boreal/did.json", f"{HOST}/boreal/keys/key-1.pem"} <= {*asked}
    (site / "lakeshore/keys").mkdir()
    (site / "lakeshore/keys/key-1.pem").write_text("x")
    (site / "boreal/did.json").unlink()
    found = list(check_several(colleges, site, HOST, Live(), at=colleges[0].now()))
    assert {one.problem.code for one in found} >= {"live_secret", "live_missing"}
