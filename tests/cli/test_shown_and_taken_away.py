"""``unpublish`` and ``publish --serve``, as commands: what goes, what stays, who is answered."""

import http.client
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from commands import Run
from issuing import AISHA, Folder
from mexbadge.issuer import Issuer
from mexbadge.issuer.roster.rows import Consent


@pytest.fixture
def issuer(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    del run
    monkeypatch.chdir(tmp_path)
    made = Folder(tmp_path / "badges").create(url="https://www.college.example/badges", email="b@college.example")
    made.consent(made.issue("dementia-care", to=AISHA, name="Aisha Khan", ref="N1").id, Consent(given=True))
    return made


STARTED = """
import signal, sys
from mexbadge.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(sys.argv[1:]))
"""
"""Ctrl-C is heard also where the tests run in the background of a shell, which makes all that it starts deaf to it."""


def files(folder: str) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}


@pytest.mark.usefixtures("issuer")
def test_people_go_at_once_and_what_verifiers_need_stays_here_and_there(run: Run) -> None:
    assert run("publish", "-C", "badges", "--out", "site", "--to", "www")[0] == 0
    Path("www/mine.html").write_text("mine")
    code, _, err = run("unpublish", "--out", "site", "--keep-documents", "--to", "www")
    assert (code, err) == (0, "")
    for place in ("site", "www"):
        left = files(place)
        assert "did.json" in left
        assert not any(path.startswith("b/") or path.endswith(".html") for path in left - {"mine.html"})
    assert Path("www/mine.html").read_text() == "mine"
    assert run("publish", "-C", "badges", "--out", "site", "--to", "www")[0] == 0
    assert any(path.startswith("b/") for path in files("www"))


@pytest.mark.usefixtures("issuer")
def test_what_was_never_published_is_not_taken_away(run: Run) -> None:
    Path("thesis").mkdir()
    Path("thesis/mine.doc").write_text("mine")
    code, out, err = run("unpublish", "--out", "thesis", "--everything")
    assert (code, out) == (2, "")
    assert "thesis" in err
    assert files("thesis") == {"mine.doc"}


@pytest.mark.slow
def test_a_site_is_shown_to_this_computer_alone_at_the_path_that_it_will_have(issuer: Issuer) -> None:
    words = [sys.executable, "-u", "-c", STARTED, "publish", "-C", str(issuer.folder), "--out", "site", "--serve"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            shown = next(line for line in process.stdout if "http://127.0.0.1:" in line)
            port = int(shown.partition("http://127.0.0.1:")[2].partition("/")[0])
            (record,) = issuer.list()
            wanted = {
                "/badges/": 200,
                f"/badges/b/{record.page}/": 200,
                "/badges/did.json": 200,
                "/did.json": 404,
                "/badges/b/": 404,
                "/badges/../../badges/keys/register.secret": 404,
                "/badges/%2e%2e/%2e%2e/badges/mexbadge.toml": 404,
            }
            for path, status in wanted.items():
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                line.request("GET", path)
                answer = line.getresponse()
                assert (path, answer.status) == (path, status)
                answer.read()
                line.close()
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0


@pytest.mark.usefixtures("issuer")
def test_several_colleges_are_packed_and_told_as_one_site(run: Run, tmp_path: Path) -> None:
    Folder(tmp_path / "second").create(url="https://www.college.example/second", email="b@college.example")
    code, out, err = run("publish", "badges", "second", "--out", "site", "--zip", "site.zip", "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["addresses"] == ["https://www.college.example/badges/", "https://www.college.example/second/"]
    assert told["packed"] == len(files("site")) - 1
    code, _, err = run("publish", "badges", "--out", "site")
    assert code == 2
    assert "another kind" in err
