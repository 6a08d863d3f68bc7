"""What a witness or a list says of a ledger, turned to an attacker's use, end to end."""

import json
from pathlib import Path
from typing import Any

import pytest

from commands import DID, Run, network
from issuing import AISHA
from ledger_world import AT, log_key, new_log, signer, witness_key
from mexbadge.credentials.ob3 import Form
from mexbadge.ledger import EntryKind, commit, secured_bytes
from mexbadge.ledger.cosignature import cosign_text
from mexbadge.verify.intake import take
from world import College, World

FAR, LONG_AGO, IN_TIME = 4102444800, 86400, 1772409600
"""The years 2100 and 1970, and a day after the badge was signed."""


@pytest.fixture
def net(run: Run) -> tuple[str, ...]:
    """A badge, ``badge.json``, and the network in which its issuer is."""
    del run
    college = College(World(), id=DID)
    Path("badge.json").write_bytes(college.issue(Form.DATA_INTEGRITY, to=AISHA).credential)
    return network(college)


def receipt(time: int | None) -> tuple[str, ...]:
    """Enter the badge in a log, and let a witness cosign its head as of ``time``."""
    subject = take(Path("badge.json").read_bytes()).subject
    assert subject is not None
    log = new_log(Path("log.db"))
    made = commit(EntryKind.ISSUE, secured_bytes(subject.raw), subject="urn:x", at=AT, rng=bytes)
    with log.database.transaction() as connection:
        log.append(connection, [b"another", made])
    note = log.checkpoint(signer(1))
    if time is not None:
        log.add_lines(2, [cosign_text(note.text, witness_key().name, signer(2), time=time)])
    with log.database.read() as connection:
        Path("r.tlog-proof").write_bytes(log.receipt(connection, 1))
    return "--receipt", "r.tlog-proof"


@pytest.mark.parametrize(
    ("time", "verdict", "code", "strict"),
    [
        (IN_TIME, "valid", "ledger_witnessed", "valid"),
        (FAR, "warning", "ledger_late", "invalid"),
        (LONG_AGO, "warning", "ledger_early", "warning"),
    ],
)
def test_a_witness_dated_ahead_or_back_gives_no_plain_valid(
    net: tuple[str, ...], run: Run, time: int, verdict: str, code: str, strict: str
) -> None:
    given = (*net, *receipt(time), "--log-key", log_key().vkey, "--witness", witness_key().vkey, "--quorum", "1")
    for more, expected in (((), verdict), (("--require-ledger",), strict)):
        report = json.loads(run("verify", "badge.json", *given, *more, "--json")[1])
        assert report["verdict"] == expected
        assert code in {one["code"] for one in report["findings"]}
    assert ("witnessed 2100" in run("verify", "badge.json", *given)[1]) is False


def listed(name: str, witnesses: dict[str, Any] | None) -> None:
    """Write a list that approves the college and vouches for the log."""
    log = {"key": log_key().vkey, **(witnesses or {})}
    trusted = {
        "schema": "https://mexbadge.example/schemas/trust-list-1.json",
        "name": name,
        "issuers": [{"id": DID, "name": "Example College"}],
        "logs": [log],
    }
    Path(f"{name}.json").write_text(json.dumps(trusted), "utf-8")


def test_the_order_of_two_lists_decides_nothing(net: tuple[str, ...], run: Run) -> None:
    listed("lenient", None)
    listed("strict", {"witnesses": [witness_key().vkey], "quorum": 1})
    given = ("verify", "badge.json", *net, *receipt(None), "--json")
    found = set()
    for order in (("lenient", "strict"), ("strict", "lenient")):
        words = [word for name in order for word in ("--trust", f"{name}.json")]
        code, out, _ = run(*given, *words)
        found.add((code, json.loads(out)["verdict"]))
    assert found == {(1, "invalid")}
    assert run(*given, "--trust", "lenient.json")[0] == 0
    assert run(*given, "--trust", "strict.json")[0] == 1


def test_a_list_whose_signature_was_taken_off_is_refused_where_a_signer_is_asked_for(
    net: tuple[str, ...], run: Run
) -> None:
    listed("plain", None)
    assert run("verify", "badge.json", *net, "--trust", "plain.json")[0] == 0
    code, out, err = run("verify", "badge.json", *net, "--trust", "plain.json", "--trust-signer", DID)
    assert code == 2, out
    assert "plain" in err


def test_a_quorum_of_nobody_is_refused(net: tuple[str, ...], run: Run) -> None:
    for quorum in (0, 1):
        listed("nobody", {"witnesses": [], "quorum": quorum})
        assert run("verify", "badge.json", *net, "--trust", "nobody.json")[0] == 2
    listed("nobody", {"witnesses": [witness_key().vkey], "quorum": 0})
    assert run("verify", "badge.json", *net, "--trust", "nobody.json")[0] == 2
    given = ("--log-key", log_key().vkey, "--quorum", "1")
    assert run("verify", "badge.json", *net, *given)[0] == 2
