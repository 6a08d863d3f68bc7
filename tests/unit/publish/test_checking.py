"""A live host is asked as a stranger would: a good one is in order, and each way of being wrong is named."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fetch_servers import Authority
from issuing import AISHA, Folder, rows
from mexbadge.errors import InputError
from mexbadge.fetch import HttpFetcher, NetworkPolicy, Response
from mexbadge.issuer import Form
from mexbadge.issuer.roster.rows import Consent
from mexbadge.publish import hosts
from mexbadge.publish.checking import Noticed, asked_of, asking, check_host, check_site
from mexbadge.publish.files import Role, fixed
from mexbadge.publish.hosts import Host
from mexbadge.publish.site import publish
from mexbadge.publish.writing import write_site
from mexbadge.verify import Verdict, verify_url
from static_servers import HOST, nginx_serving, python_serving, stranger

BASE = f"https://{HOST}"


class Served:
    """A college's site, and what a real nginx gives of it."""

    def __init__(self, path: Path, sub: str = "") -> None:
        self.sub, self.base = sub, f"{BASE}{sub}"
        self.folder = Folder(path / "badges")
        issuer = self.folder.create(url=self.base, email="badges@college.example")
        for form in Form:
            for number, line in ((1, 10), (2, 20)):
                agreed = rows(1, first=line + list(Form).index(form), consent=Consent(given=True))
                batch = issuer.issue_many(agreed, "dementia-care", form=form)
                if number == 1:
                    issuer.revoke([one.id for one in batch.results if one.id], reason_en="Issued by mistake")
        issuer.issue("dementia-care", to=AISHA)
        self.issuer = issuer
        self.site = path / "site"
        self.www = path / "www"
        publish(issuer, self.site, host=Host.NGINX)
        self.copied()
        (self.snippet,) = hosts.write_beside(self.site, Host.NGINX, [self.base])

    def copied(self) -> None:
        shutil.rmtree(self.www, ignore_errors=True)
        shutil.copytree(self.site, self.www / self.sub.strip("/"))

    def told(self, port: int, authority: Authority, base: str | None = None) -> dict[str, set[str]]:
        """Return the codes of what is found, each with the paths that it is of."""
        network = stranger(port, authority)
        network = HttpFetcher(
            NetworkPolicy(ca_file=authority.ca_file, total_requests=3000, total_seconds=300),
            resolver=network._resolver,
            connect=network._connect,
        )
        found: dict[str, set[str]] = {}
        for one in check_site(self.issuer, self.site, base or self.base, network, at=self.issuer.now()):
            where = str(one.problem.where).removeprefix(self.base)
            found.setdefault(f"{one.problem.code}/{one.outcome.value}", set()).add(where)
            assert one.problem.message("fr") != one.problem.message("en")
            assert one.problem.hint()
        return found


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    place = tmp_path / "authority"
    place.mkdir()
    return Authority.make(place)


@pytest.fixture(scope="module")
def college(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return Served(tmp_path_factory.mktemp("college"))


@pytest.fixture
def served(college: Served) -> Served:
    college.copied()
    return college


def _page(served: Served) -> Path:
    return next(path for path in sorted(served.www.glob("b/*")) if (path / "badge.png").is_file())


@contextmanager
def nginx(served: Served, authority: Authority, *, change: Callable[[str], str] = str, more: str = "") -> Iterator[int]:
    text = change(served.snippet.read_text("utf-8"))
    changed = authority.folder / "snippet.conf"
    changed.write_text(text, "utf-8")
    with nginx_serving(served.www, authority, more=f"{more} include {changed};") as port:
        yield port


@pytest.mark.slow
def test_a_host_that_is_told_is_in_order(served: Served, authority: Authority) -> None:
    with nginx(served, authority) as port:
        assert served.told(port, authority) == {}
    asked, there = asked_of(served.site)
    assert 20 < asked <= there


def test_what_tells_of_keys_and_revocations_is_asked_for_however_many_badges_there_are(tmp_path: Path) -> None:
    site = tmp_path / "site"
    many = [
        f"{place}/{number:032x}.json"
        for place in ("b", "catalogue", "log", "ob2/assertions", "r")
        for number in range(900)
    ]
    lasting = ["did.json", "revocations.json", "status/1.json", "status/2.json"]
    write_site(site, [fixed(path, b"{}", Role.DOCUMENT) for path in (*many, *lasting)])
    asked: list[str] = []

    def nothing(url: str) -> Response:
        asked.append(url.removeprefix("https://badges.college.example/"))
        return Response(url, 404, {}, b"")

    list(check_host(site, "https://badges.college.example", nothing))
    assert set(lasting) <= set(asked)
    assert len(asked) < 2 * 400 + 100
    assert {path.partition("/")[0] for path in asked} >= {"b", "r", "log"}


def test_a_plain_server_works_and_what_it_lacks_is_a_warning(served: Served, authority: Authority) -> None:
    with python_serving(served.www, authority) as port:
        found = served.told(port, authority)
    assert {key.partition("/")[0] for key in found} <= {"live_headers", "live_cors", "live_cors_missing", "live_type"}
    assert all(key.endswith("/warned") for key in found)
    assert "live_cors/warned" in found


@pytest.mark.slow
def test_every_slip_in_what_lies_there_is_found(served: Served, authority: Authority) -> None:
    page = _page(served)
    (served.www / "status/1.json").unlink()
    (served.www / "revocations.json").write_bytes(b'{"revokedCredential": []}')
    (served.www / "style.css").write_bytes(b"body{}")
    (page / "badge.png").write_bytes((page / "badge.png").read_bytes()[:5000])
    (served.www / "mexbadge.toml").write_text("[issuer]")
    (served.www / "keys").mkdir()
    (served.www / "keys/key-1.pem").write_text("x")
    with nginx(served, authority) as port:
        found = served.told(port, authority)
    assert found["live_missing/failed"] == {"/status/1.json"}
    assert {"/revocations.json"} <= found["live_stale/failed"]
    assert found["live_other/warned"] == {"/style.css"}
    assert found["live_secret/failed"] == {"/mexbadge.toml", "/keys/key-1.pem"}
    assert {"live_badge/failed", "live_badge/unknown"} & found.keys()


@pytest.mark.slow
def test_what_left_the_site_and_is_still_there_is_found(tmp_path: Path, authority: Authority) -> None:
    served = Served(tmp_path / "own")
    record = next(one for one in served.issuer.list() if one.consent and one.status.value == "active")
    served.issuer.forget(ref=record.ref)
    publish(served.issuer, served.site, host=Host.NGINX)
    with nginx(served, authority) as port:
        found = served.told(port, authority)
        assert f"/b/{record.page}/" in found["live_unexpected/failed"]
        served.copied()
        assert "live_unexpected/failed" not in served.told(port, authority)


@pytest.mark.slow
def test_an_older_copy_makes_a_revoked_badge_valid_and_that_is_said(tmp_path: Path, authority: Authority) -> None:
    served = Served(tmp_path / "own")
    record = next(one for one in served.issuer.list() if one.form == "ob2-hosted" and one.status.value == "active")
    newer = next(one for one in served.issuer.list() if one.form == "vc-jwt" and one.status.value == "active")
    served.issuer.revoke([record.id, newer.id])
    publish(served.issuer, served.site, host=Host.NGINX)
    with nginx(served, authority) as port:
        found = served.told(port, authority)
        assert len(found["live_revoked/failed"]) == 2
        assert found["live_stale/failed"]
        served.copied()
        assert served.told(port, authority) == {}


CHANGES = [
    ("live_cors/warned", lambda text: text.replace('    add_header Access-Control-Allow-Origin "*" always;\n', "")),
    ("live_cors_missing/warned", lambda text: text.replace('-Allow-Origin "*" always', '-Allow-Origin "*"')),
    ("live_headers/warned", lambda text: text.replace("    add_header X-Content-Type", "    # X-Content-Type")),
    ("live_type/warned", lambda text: text.replace("application/json json;", "")),
    ("live_type/failed", lambda text: text.replace("text/html html;", "")),
    ("live_kept_long/warned", lambda text: text.replace("public, max-age=300", "public, max-age=604800")),
    ("live_status/failed", lambda text: "location ^~ /status/ { return 403; }\n" + text),
    ("live_missing/failed", lambda text: "location ^~ /.well-known/ { return 404; }\n" + text),
    ("live_no_answer/failed", lambda text: f"location = /revocations.json {{ return 302 {BASE}:1/x; }}\n{text}"),
    ("live_moved/failed", lambda text: f"location = /revocations.json {{ return 302 /ob2/revocations.json; }}\n{text}"),
    ("live_not_missing/failed", lambda text: text + "error_page 404 =200 /index.html;\n"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change"), CHANGES, ids=[code for code, _ in CHANGES])
@pytest.mark.slow
def test_every_slip_in_the_settings_of_a_server_is_found(
    served: Served, authority: Authority, code: str, change: Callable[[str], str]
) -> None:
    with nginx(served, authority, change=change) as port:
        assert code in served.told(port, authority)


@pytest.mark.slow
def test_a_certificate_that_nobody_trusts_and_one_for_another_name_are_found(
    served: Served, authority: Authority, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Authority.make(tmp_path / "other")
    with nginx(served, authority) as port:
        assert served.told(port, other) == {"live_unreached/failed": {"/mexbadge-site.txt"}}
    tls = f"ssl_certificate {other.folder}/server.pem; ssl_certificate_key {other.folder}/server.pem;"
    other.server("somebody.example")
    with nginx_serving(served.www, authority, tls=tls) as port:
        assert served.told(port, other) == {"live_unreached/failed": {"/mexbadge-site.txt"}}


def test_a_host_that_does_not_answer_is_not_decided(served: Served) -> None:
    network = HttpFetcher(NetworkPolicy(), resolver=lambda *_: [])
    (only,) = check_host(served.site, BASE, asking(network, "https://verifier.invalid"))
    assert (only.outcome, only.problem.code) == (Noticed.UNKNOWN, "live_unreached")


def test_without_a_site_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        list(check_host(tmp_path, BASE, asking(HttpFetcher(), BASE)))
    assert caught.value.code == "copy_unfinished"


@pytest.mark.parametrize("sub", [pytest.param("", marks=pytest.mark.slow), "/badges"])
def test_everybody_verifies_by_address_from_a_plain_server(tmp_path: Path, authority: Authority, sub: str) -> None:
    """Hosted and signed 2.0, VC-JWT and Data Integrity: in force are valid, revoked ones are not; below a path too."""
    served = Served(tmp_path / "own", sub)
    if sub:  # what belongs to the top of the host
        shutil.copytree(served.site / "_origin", served.www, dirs_exist_ok=True)
    seen = set()
    with python_serving(served.www, authority) as port:
        for record in served.issuer.list():
            if not record.consent:
                continue
            address = f"{served.base}/b/{record.page}/badge.png"
            addresses = [address]
            if record.form == "ob2-hosted":
                addresses.append(f"{served.base}/ob2/assertions/{record.id.rpartition(':')[2]}.json")
            for one in addresses:
                report = verify_url(one, fetch=stranger(port, authority), at=served.issuer.now())
                wanted = Verdict.VALID if record.status.value == "active" else Verdict.INVALID
                assert report.verdict is wanted, (one, record.form, report)
            seen.add((record.form, record.status.value))
    assert len(seen) == 8
