"""What hosts are told: tried with real servers where there is one, and read back where there is none."""

import http.client
import json
import re
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest

from fetch_servers import Authority
from issuing import AISHA, Folder, rows
from mexbadge.issuer import Form, Issuer
from mexbadge.issuer.folder.settings import HOSTS
from mexbadge.issuer.roster.rows import Consent
from mexbadge.publish import hosts
from mexbadge.publish.hosts import ALWAYS, Host
from mexbadge.publish.several import publish_several
from mexbadge.publish.site import publish
from static_servers import HOST, apache_serving, nginx_serving

SUB = "/college"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    place = tmp_path / "authority"
    place.mkdir()
    return Authority.make(place)


def _issued(path: Path, base: str = f"https://{HOST}") -> Issuer:
    issuer = Folder(path).create(url=base, email="badges@college.example", ledger=True)
    for form in (Form.VC_JWT, Form.OB2_SIGNED, Form.OB2_HOSTED):
        issuer.issue("dementia-care", to=AISHA, form=form, again=True)
        issuer.issue_many(rows(1, consent=Consent(given=True)), "dementia-care", form=form)
    issuer.issue_many(rows(1, first=9, consent=Consent(given=True)), "dementia-care")
    return issuer


@contextmanager
def _asker(port: int, authority: Authority) -> Iterator[Callable[[str], tuple[int, Message]]]:
    """Give what asks for one path after the other over one line."""
    context = ssl.create_default_context(cafile=authority.ca_file)
    context.check_hostname = False
    line = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=5)

    def ask(path: str) -> tuple[int, Message]:
        line.request("GET", path)
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.headers

    try:
        yield ask
    finally:
        line.close()


KINDS = {
    ".bin": {"application/octet-stream"},
    ".js": {"text/javascript", "application/javascript"},
    ".json": {"application/json"},
    ".jwt": {"application/vc+jwt"},
    ".jws": {"text/plain", "text/plain; charset=utf-8"},
    ".tlog-proof": {"text/plain", "text/plain; charset=utf-8"},
    ".html": {"text/html; charset=utf-8"},
    ".css": {"text/css; charset=utf-8", "text/css"},
    ".png": {"image/png"},
    ".txt": {"text/plain; charset=utf-8", "text/plain"},
    ".xml": {"application/xml", "application/xml; charset=utf-8", "text/xml", "text/xml; charset=utf-8"},
    "": {"application/json", "text/plain", "text/plain; charset=utf-8", "application/octet-stream"},
}


def _hold(site: Path, ask: Callable[[str], tuple[int, Message]], sub: str = "") -> None:
    """Ask for every file, and for some that are not there, and look at all that the answers say."""
    paths = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file()]
    for path in paths:
        if path.startswith((".ht", "_origin/")):
            continue
        status, told = ask(f"{sub}/{path}")
        assert status == 200, path
        assert told["Content-Type"] in KINDS["." + path.rpartition(".")[2] if "." in path.rpartition("/")[2] else ""], (
            path
        )
        for name, value in ALWAYS.items():
            assert told.get_all(name) == [value], (path, name)
        assert (told["X-Robots-Tag"] == "noindex") is path.startswith("b/"), path
        fixed = path.startswith(("media/", "images/", "ob2/images/", "log/tile/"))
        assert len(told.get_all("Cache-Control") or ()) == 1
        assert ("immutable" in told["Cache-Control"]) is fixed, path
        assert ("private" in told["Cache-Control"]) is path.startswith("b/"), path
    status, told = ask(f"{sub}/achievements/dementia-care")
    assert told["Content-Type"] == "application/json"
    assert ask(f"{sub}/log/checkpoint")[1]["Content-Type"].startswith("text/plain")
    for missing in ("b/none/", "media/none.png", "status/99.json", "records/none.json", "status/99"):
        status, told = ask(f"{sub}/{missing}")
        assert status == 404
        for name, value in ALWAYS.items():
            assert told.get_all(name) == [value], (missing, name)
        assert "immutable" not in (told["Cache-Control"] or "")
    status, _ = ask(f"{sub}/")
    assert status == 200


@pytest.mark.parametrize("sub", ["", SUB])
@pytest.mark.slow
def test_nginx_says_of_every_file_what_a_verifier_needs(tmp_path: Path, authority: Authority, sub: str) -> None:
    issuer = _issued(tmp_path / "badges", f"https://{HOST}{sub}")
    site = tmp_path / "www" / sub.strip("/") if sub else tmp_path / "www"
    publish(issuer, site, host=Host.NGINX)
    (snippet,) = hosts.write_beside(site, Host.NGINX, [issuer.settings.base])
    with nginx_serving(tmp_path / "www", authority, more=f"include {snippet};") as port, _asker(port, authority) as ask:
        _hold(site, ask, sub)


@pytest.mark.parametrize("host", [Host.NGINX, Host.APACHE])
@pytest.mark.slow
def test_the_top_of_a_shared_site_is_served_as_the_colleges_pages_are(
    tmp_path: Path, authority: Authority, host: Host
) -> None:
    issuers = [
        Folder(tmp_path / name).create(url=f"https://{HOST}/{name}", email="badges@college.example")
        for name in ("lakeshore", "boreal")
    ]
    site = tmp_path / "www"
    publish_several(issuers, site, host=host)
    made = hosts.write_beside(site, host, [issuer.settings.base for issuer in issuers])
    more = "".join(f"include {path};" for path in made)
    serving = nginx_serving(site, authority, more=more) if host is Host.NGINX else apache_serving(site, authority)
    with serving as port, _asker(port, authority) as ask:
        for at, of_college in (("/", "/lakeshore/"), ("/style.css", "/boreal/style.css"), ("/none", "/boreal/none/x")):
            (status, told), (same, its) = ask(at), ask(of_college)
            assert status == same
            for name in (*ALWAYS, "Content-Type", "Cache-Control"):
                assert told.get_all(name) == its.get_all(name), (at, name)
            assert told["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", [Host.NETLIFY, Host.CLOUDFLARE, Host.AZURE])
def test_hosts_that_are_told_by_a_file_tell_every_page_of_a_shared_site_the_same(host: Host) -> None:
    (file,) = hosts.inside(host, [f"https://{HOST}/lakeshore", f"https://{HOST}/boreal"])
    text = file.make().decode()
    if host is Host.AZURE:
        told = json.loads(text)["globalHeaders"]
    else:
        first, *lines = text.partition("\n\n")[0].splitlines()
        assert first == "/*"
        told = dict(line.strip().split(": ", 1) for line in lines)
    assert told == dict(ALWAYS)


@pytest.mark.parametrize("sub", ["", SUB])
@pytest.mark.slow
def test_apache_says_of_every_file_what_a_verifier_needs(tmp_path: Path, authority: Authority, sub: str) -> None:
    issuer = _issued(tmp_path / "badges", f"https://{HOST}{sub}")
    site = tmp_path / "www" / sub.strip("/") if sub else tmp_path / "www"
    publish(issuer, site, host=Host.APACHE)
    with apache_serving(tmp_path / "www", authority) as port, _asker(port, authority) as ask:
        _hold(site, ask, sub)


def test_the_settings_of_a_folder_and_the_kinds_of_hosts_are_the_same_names() -> None:
    assert set(HOSTS) == set(Host) == hosts.NAMES.keys()


def test_the_setting_says_what_the_site_is_for_and_an_option_comes_before_it(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "badges").create()
    settings = issuer.folder / "mexbadge.toml"
    settings.write_text(settings.read_text("utf-8").replace("[hosted]\n", '[hosted]\nhost = "apache"\n'), "utf-8")
    issuer = Folder(tmp_path / "badges").open()
    publish(issuer, tmp_path / "site")
    assert (tmp_path / "site/.htaccess").is_file()
    publish(issuer, tmp_path / "site", host=Host.GITHUB)
    assert not (tmp_path / "site/.htaccess").exists()
    assert (tmp_path / "site/.nojekyll").is_file()


def test_a_host_that_nobody_knows_is_refused_with_the_setting_named(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "badges").create()
    settings = issuer.folder / "mexbadge.toml"
    settings.write_text(settings.read_text("utf-8").replace("[hosted]\n", '[hosted]\nhost = "iis"\n'), "utf-8")
    with pytest.raises(ValueError, match=r"hosted\.host"):
        Folder(tmp_path / "badges").open()


def test_no_two_rules_of_a_headers_file_that_match_one_address_say_the_same_name() -> None:
    (file,) = hosts.inside(Host.CLOUDFLARE, [f"https://{HOST}", f"https://{HOST}{SUB}"])
    rules: dict[str, list[str]] = {}
    here = ""
    for line in file.make().decode().splitlines():
        if line.startswith("/"):
            here = line
        elif line:
            rules.setdefault(here, []).append(line.strip().partition(":")[0])
    for path in ("/b/x/index.html", "/b/x/credential.jwt", "/media/a.png", "/college/b/x/badge.png.tlog-proof"):
        said = [
            name
            for rule, names in rules.items()
            if re.fullmatch(re.escape(rule).replace(r"\*", ".*"), path)
            for name in names
        ]
        wanted = {"Access-Control-Allow-Origin", "X-Content-Type-Options"}
        assert wanted <= set(said)
        assert [name for name in said if said.count(name) > 1 and name != "Content-Type"] == [], path


def test_what_azure_is_told_is_json_with_the_names_that_it_knows() -> None:
    (file,) = hosts.inside(Host.AZURE, [f"https://{HOST}"])
    told = json.loads(file.make())
    assert told.keys() == {"globalHeaders", "mimeTypes", "routes"}
    assert told["mimeTypes"][".jwt"] == "application/vc+jwt"
    assert all(route.keys() <= {"route", "headers"} for route in told["routes"])


def test_the_script_for_a_bucket_is_one_that_a_shell_reads(tmp_path: Path) -> None:
    body = hosts.beside(Host.S3, [f"https://{HOST}"])["s3.sh"]
    assert body.startswith(b"#!/bin/sh\n")
    if (shell := shutil.which("sh")) is not None:
        script = tmp_path / "s3.sh"
        script.write_bytes(body)
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin/aws").write_text('#!/bin/sh\necho "$@"\n')
        (tmp_path / "bin/aws").chmod(0o755)
        told = subprocess.run(
            [shell, str(script), "site", "s3://bucket"],
            capture_output=True, check=True, text=True, env={"PATH": f"{tmp_path}/bin:/usr/bin:/bin"},
        )  # fmt: skip
        assert "s3 cp site s3://bucket --recursive --content-type application/vc+jwt" in told.stdout
        *sent, last = told.stdout.splitlines()
        assert "--delete" in last
        tiles, head = (
            next(n for n, line in enumerate(sent) if f"log/{what}" in line) for what in ("tile", "checkpoint")
        )
        assert tiles < head, "what the checkpoint tells of comes before it"
