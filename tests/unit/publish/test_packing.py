"""A site as one file: the same bytes each time, everything in it, and nothing of anybody who did not agree."""

from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from issuing import AISHA, Folder
from mexbadge.errors import InputError
from mexbadge.publish import hosts
from mexbadge.publish.files import Role, SiteFile, fixed
from mexbadge.publish.hosts import Host
from mexbadge.publish.packing import NOTE, note_of, pack_site
from mexbadge.publish.site import publish, site_of
from mexbadge.publish.writing import MARK

BASES = ["https://badges.college.example"]


def test_the_zip_holds_the_site_as_a_folder_would_and_the_note_and_what_the_host_is_told(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "badges").create()
    issuer.issue("dementia-care", to=AISHA, name="Aisha Khan")
    publish(issuer, tmp_path / "site", host=Host.NGINX)
    told = hosts.beside(Host.NGINX, BASES)
    digests = set()
    for name in ("one.zip", "two.zip"):
        pack_site(tmp_path / name, site_of(issuer, Host.NGINX), note=note_of(BASES, told), host=told)
        digests.add(sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1
    with ZipFile(tmp_path / "one.zip") as packed:
        assert packed.testzip() is None
        inside = {name: packed.read(name) for name in packed.namelist()}
    site = {
        p.relative_to(tmp_path / "site").as_posix(): p.read_bytes()
        for p in (tmp_path / "site").rglob("*")
        if p.is_file()
    }
    assert {f"site/{name}": body for name, body in site.items() if name != MARK} | {
        NOTE: inside[NOTE],
        "host/nginx.conf": told["nginx.conf"],
    } == inside
    assert not any(b"Aisha" in body or b"student.college.example" in body for body in inside.values())
    assert (tmp_path / "one.zip").stat().st_mode & 0o777 == 0o600


def test_the_note_says_in_both_languages_where_it_goes_and_opens_in_windows_editors() -> None:
    note = note_of(BASES, {"nginx.conf": b""})
    assert note.count("https://badges.college.example/") == 2
    assert "FOR THE PEOPLE WHO RUN THE WEB SERVER" in note
    assert "POUR LES RESPONSABLES DU SERVEUR WEB" in note
    assert note.count("host/nginx.conf") == 2
    assert max(map(len, note.splitlines())) <= 120


def test_a_pack_that_fails_leaves_what_was_there_and_no_half_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "site.zip").write_bytes(b"older")

    def broken() -> bytes:
        raise InputError("site_picture", where="x", slug="x")

    files = [fixed("a.html", b"x", Role.PAGE), SiteFile("b.html", "k", broken, Role.PAGE)]
    with pytest.raises(InputError):
        pack_site(tmp_path / "site.zip", files, note="", host={})
    assert [p.name for p in tmp_path.iterdir()] == ["site.zip"]
    assert (tmp_path / "site.zip").read_bytes() == b"older"


def test_a_zip_is_never_written_where_it_would_be_published(tmp_path: Path) -> None:
    made = Folder(tmp_path / "badges")
    made.create()
    with pytest.raises(InputError) as caught:
        pack_site(made.path / "hosted/site.zip", [], note="", host={})
    assert caught.value.code == "register_into_hosted"


def test_a_file_that_is_no_packed_site_is_never_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    for mine in (b"name,email\n", b"PK", b""):
        target.write_bytes(mine)
        with pytest.raises(InputError) as caught:
            pack_site(target, [fixed("index.html", b"x", Role.PAGE)], note="", host={})
        assert caught.value.code == "site_zip_foreign"
        assert target.read_bytes() == mine
