"""A site that is taken away: only what we wrote goes, and what verifiers need stays where that is asked."""

import http.client
import threading
from pathlib import Path

import pytest

from issuing import AISHA, Folder, rows
from mexbadge.errors import InputError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Issuer
from mexbadge.issuer.roster.rows import Consent
from mexbadge.publish.copying import FolderPlace, copy_site
from mexbadge.publish.serving import shown_here
from mexbadge.publish.site import publish
from mexbadge.publish.withdrawing import unpublish
from mexbadge.verify import Verdict, Verifier


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    made = Folder(tmp_path / "badges").create(email="b@college.example")
    made.issue_many(rows(1, consent=Consent(given=True)), "dementia-care")
    publish(made, tmp_path / "site")
    copy_site(tmp_path / "site", FolderPlace(tmp_path / "www"))
    for name in ("site", "www"):
        (tmp_path / name / "mine.txt").write_text("mine")
    return made


def _lying(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_pages_and_peoples_files_go_and_badges_are_still_verified(tmp_path: Path, issuer: Issuer) -> None:
    issued = issuer.issue("dementia-care", to=AISHA)
    publish(issuer, tmp_path / "site")
    written, there = unpublish(tmp_path / "site", documents=True, place=FolderPlace(tmp_path / "www"))
    assert written.foreign == ("mine.txt",)
    assert there is not None
    for name in ("site", "www"):
        lying = _lying(tmp_path / name)
        assert not [path for path in lying if path.startswith("b/") or path.endswith((".html", ".css"))]
        assert {"status/1.json", ".well-known/did.json", "mine.txt"} <= lying
    verifier = Verifier(fetch=ResourceSet.load(tmp_path / "www"))
    assert verifier.verify(issued.credential, at=issuer.now()).verdict is Verdict.VALID
    assert publish(issuer, tmp_path / "site").added


def test_everything_of_ours_goes_and_nothing_else(tmp_path: Path, issuer: Issuer) -> None:
    unpublish(tmp_path / "site", documents=False, place=FolderPlace(tmp_path / "www"))
    assert _lying(tmp_path / "site") == _lying(tmp_path / "www") == {"mine.txt"}
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".site")]
    with pytest.raises(InputError) as caught:
        unpublish(tmp_path / "site", documents=False)
    assert caught.value.code == "copy_unfinished"
    assert issuer.folder.is_dir()


def test_a_place_to_which_nothing_was_copied_from_here_is_left_alone(tmp_path: Path, issuer: Issuer) -> None:
    publish(issuer, tmp_path / "other")
    with pytest.raises(InputError) as caught:
        unpublish(tmp_path / "site", documents=False, place=FolderPlace(tmp_path / "other"))
    assert caught.value.code == "copy_nothing_noted"
    assert "index.html" in _lying(tmp_path / "other") & _lying(tmp_path / "site")


@pytest.mark.parametrize("sub", ["", "/badges"])
def test_a_site_is_shown_at_its_path_on_this_computer_with_what_its_host_will_say(
    tmp_path: Path, issuer: Issuer, sub: str
) -> None:
    assert issuer.folder.is_dir()
    (tmp_path / "secret.txt").write_text("secret")
    with shown_here(tmp_path / "site", f"https://badges.college.example{sub}") as (url, server):
        assert url.startswith("http://127.0.0.1:")
        assert url.endswith(f"{sub}/")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        line = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
        try:
            seen = {}
            for path in ("/", "/status/1.json", "/b/", "/../secret.txt", "/%2e%2e/secret.txt"):
                line.request("GET", f"{sub}{path}")
                answer = line.getresponse()
                seen[path] = (answer.status, answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"])
                answer.read()
            if sub:
                line.request("GET", "/")
                assert line.getresponse().status == 404
        finally:
            line.close()
            server.shutdown()
            thread.join()
    assert seen["/"] == (200, "text/html; charset=utf-8", "nosniff")
    assert seen["/status/1.json"] == (200, "application/json", "nosniff")
    assert [seen[path][0] for path in ("/b/", "/../secret.txt", "/%2e%2e/secret.txt")] == [404, 404, 404]
