"""The commands on a log, as a person uses them: in process, through ``main(argv)``."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger_witness import Bystander, witnessing
from ledger_world import witness_key
from mexbadge.cli import main
from mexbadge.ledger import LogPolicy, NoteKey
from world import College, World

ORIGIN = "badges.college.example/log"
KEY = ["--key", "keys/log.pem"]


@pytest.fixture
def vkey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Begin a log in an empty folder with three badges, and return the log's key."""
    monkeypatch.chdir(tmp_path)
    college = College(World())
    for number in range(3):
        (tmp_path / f"{number}.jwt").write_bytes(college.issue().credential)
    assert main(["ledger", "init", "--origin", ORIGIN, *KEY, "--no-passphrase"]) == 0
    out, err = capsys.readouterr()
    assert "Without witnesses" in err
    return re.search(rf"{ORIGIN}\+\S+", out)[0]  # type: ignore[index]


def said(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    return out + err


def test_a_badge_is_logged_proved_and_verified_and_tampering_is_found(
    vkey: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", "append", "0.jwt", "1.jwt"]) == 0
    assert "entry 1: urn:uuid:" in capsys.readouterr().out
    assert main(["ledger", "prove", "0.jwt"]) == 2
    assert main(["ledger", "checkpoint", *KEY, "-o", "kept"]) == 0
    assert main(["ledger", "prove", "0.jwt"]) == 0
    assert main(["ledger", "prove", "0.jwt"]) == 2
    assert main(["ledger", "prove", "2.jwt"]) == 2
    assert main(["ledger", "audit"]) == 0
    assert "the log holds: 2 entries, 1 checkpoint" in said(capsys)
    assert main(["ledger", "verify", "0.jwt", "--log-key", vkey]) == 0
    assert "entry 0 of 2" in said(capsys)
    assert main(["ledger", "verify", "1.jwt", "0.jwt.tlog-proof", "--log-key", vkey]) == 1
    assert "not of this badge" in said(capsys)
    assert main(["ledger", "verify", "1.jwt", "--log-key", vkey, "--lang", "fr"]) == 1
    assert "aucun reçu" in said(capsys)
    with closing(sqlite3.connect("ledger.db", isolation_level=None)) as connection:
        connection.execute("UPDATE ledger_entries SET entry = replace(entry, 'issue', 'abuse') WHERE position = 1")
    assert main(["ledger", "audit", "--json"]) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert (error["code"], error["where"]) == ("ledger_leaf", 1)


def test_a_published_log_is_watched_and_a_second_one_is_found(vkey: str, capsys: pytest.CaptureFixture[str]) -> None:
    watched = ["ledger", "monitor", "site", "--log-key", vkey, "--state", "watched"]
    assert main(["ledger", "export", "-o", "site"]) == 2
    for number in range(2):
        assert main(["ledger", "append", f"{number}.jwt"]) == 0
        assert main(["ledger", "checkpoint", *KEY]) == 0
        assert main(["ledger", "export", "-o", "site"]) == 0
        assert main(watched) == 0
    assert "2 entries, continues 1" in said(capsys)
    assert main(["ledger", "audit", "--tiles", "site", "--log-key", vkey]) == 0
    assert main(["ledger", "audit", "--tiles", "site"]) == 2
    second = ["--log", "second.db"]
    assert main(["ledger", "init", "--origin", ORIGIN, *KEY, *second]) == 0
    assert main(["ledger", "append", "2.jwt", "1.jwt", "0.jwt", *second]) == 0
    assert main(["ledger", "checkpoint", *KEY, *second]) == 0
    capsys.readouterr()
    assert main(["ledger", "export", "-o", "site", *second]) == 1
    assert "two histories" in said(capsys)
    assert main(["ledger", "export", "-o", "other", *second]) == 0
    watched[2] = "other"
    assert main(watched) == 1
    assert "two histories" in said(capsys)
    assert list(Path("watched").glob("evidence-*/before"))
    assert main(["ledger", "checkpoint", *KEY, *second, "-o", "kept"]) == 0
    assert main(["ledger", "audit", "--since", "kept"]) == 1
    assert main(["ledger", "audit", "--since", "kept", *second]) == 0
    assert main(["ledger", "audit", "--resume", *second]) == 1
    assert main(["ledger", "audit", "--resume", "--since", "kept", *second]) == 0


def test_witnesses_are_asked_and_counted(vkey: str, capsys: pytest.CaptureFixture[str]) -> None:
    key = NoteKey.parse(vkey)
    witness = Bystander({ORIGIN: LogPolicy(ORIGIN, (key,))})
    with witnessing(witness) as url:
        ask = ["ledger", "cosign", "--witness", witness_key().vkey, url]
        assert main(ask) == 2
        assert main(["ledger", "append", "0.jwt"]) == 0
        assert main(["ledger", "checkpoint", *KEY]) == 0
        capsys.readouterr()
        assert main(ask) == 1
        assert "https" in said(capsys)
        assert main([*ask, "--allow-http"]) == 0
        other = witness_key(5, "witness.example/w5").vkey
        two = [*ask, "--allow-http", "--witness", other, "http://127.0.0.1:1/"]
        assert main(two) == 1
        assert "1 witness cosigned; 2 must" in said(capsys)
        assert main([*two, "--quorum", "1"]) == 0
        assert main([*two, "--quorum", "0"]) == 2
    assert main(["ledger", "prove", "0.jwt"]) == 0
    verify = ["ledger", "verify", "0.jwt", "--log-key", vkey, "--witness", witness_key().vkey]
    assert main([*verify, "--json"]) == 0
    assert '"code":"ledger_witnessed"' in said(capsys)
    assert main([*verify, "--witness", other]) == 1
    assert main([*verify, "--quorum", "0"]) == 2
    assert main([*verify[:5], "--quorum", "1"]) == 2


def test_a_log_that_is_not_there_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["audit"], ["export", "-o", "x"], ["append", "x.png"]):
        assert main(["ledger", *words]) in {1, 2}
    assert list(tmp_path.iterdir()) == []


def test_a_log_is_begun_once(vkey: str) -> None:
    assert vkey.startswith(ORIGIN)
    assert main(["ledger", "init", "--origin", ORIGIN, *KEY]) == 2
    assert (
        main(["ledger", "init", "--log", "x.db", "--origin", "has space", "--key", "new.pem", "--no-passphrase"]) == 2
    )
    assert not Path("new.pem").exists()
