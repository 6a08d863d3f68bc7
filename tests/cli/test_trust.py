"""``mexbadge trust convert``: the approved colleges, from a spreadsheet to what verifiers read, and back."""

import json
from pathlib import Path

from commands import Run

TABLE = "id,name_en,approved_by,since,until\ndid:web:a.example,College A,MEX board,2026-01-01,2029-01-01\n"


def test_a_table_becomes_a_list_and_the_list_a_table(run: Run) -> None:
    Path("approved.csv").write_text(TABLE, "utf-8")
    code, _, err = run("trust", "convert", "approved.csv", "--name", "Approved", "--out", "approved.json")
    assert code == 0, err
    listed = json.loads(Path("approved.json").read_text("utf-8"))
    assert listed["issuers"] == [
        {
            "id": "did:web:a.example",
            "name": {"en": "College A"},
            "approvedBy": "MEX board",
            "validFrom": "2026-01-01T00:00:00Z",
            "validUntil": "2029-01-01T00:00:00Z",
        }
    ]
    code, _, err = run("trust", "convert", "approved.json", "--out", "again.csv")
    assert code == 0, err
    assert "name has no place in a table: Approved" in err
    code, _, err = run("trust", "convert", "again.csv", "--name", "Approved", "--out", "again.json")
    assert code == 0, err
    assert Path("again.json").read_bytes() == Path("approved.json").read_bytes()
    assert run("trust", "convert", "again.csv", "--name", "Approved", "--out", "again.json")[0] == 2, "it is there"


def test_what_cannot_be_is_said_and_nothing_is_written(run: Run) -> None:
    Path("wrong.csv").write_text(TABLE.replace("until\n", "untill\n"), "utf-8")
    code, _, err = run("trust", "convert", "wrong.csv", "--name", "Approved", "--out", "out.json")
    assert code == 2
    assert "untill" in err
    Path("right.csv").write_text(TABLE, "utf-8")
    code, _, err = run("trust", "convert", "right.csv", "--out", "out.json")
    assert (code, "--name" in err) == (2, True)
    Path("back.csv").write_text("id,name,since,until\ndid:web:a.example,A,2026-01-01,2025-01-01\n", "utf-8")
    code, _, err = run("trust", "convert", "back.csv", "--name", "Approved", "--out", "out.json")
    assert (code, "back.csv, line 2: Approved: until ends" in err) == (2, True), err
    Path("list.json").write_text("{}", "utf-8")
    assert run("trust", "convert", "list.json", "--out", "out.csv")[0] == 2
    assert run("trust", "convert", "list.json", "--out", "out.csv", "--name", "x")[0] == 2
    assert not {*Path().glob("out.*")}
