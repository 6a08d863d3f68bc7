"""One value is changed in every column of every table, and one row is taken out of each: the check says so.

What nothing can show stands with its reason in ``docs/explanation/folder.md``, and nowhere else.
"""

import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

import world_ob2
from issuing import AISHA, BEN, DID, Folder, rows
from mailing import MAIL, Box
from mexbadge.credentials.upgrade import to_ob3
from mexbadge.deliver import tables as deliver
from mexbadge.errors import MexBadgeError
from mexbadge.issuer import Form, Issuer
from mexbadge.issuer.checkup import check_folder
from mexbadge.issuer.folder.settings import read_settings, settings_text
from mexbadge.issuer.mailing import Mailing
from mexbadge.issuer.register.tables import ALL, PATHWAY_AWARDS, RECEIPTS_DUE, RESERVED, REVOKED_BEFORE, UNLISTED
from mexbadge.ledger import tables as ledger
from mexbadge.store.migrations import _VERSIONS

pytestmark = pytest.mark.slow
PAGE = Path(__file__).resolve().parents[2] / "docs/explanation/folder.md"
TABLES = {
    table.name: table for table in (*ALL, *ledger.ALL, *deliver.ALL, _VERSIONS) if table not in {RESERVED, RECEIPTS_DUE}
}
"""All but what is empty whenever nobody is at work: opening the folder empties it."""
COLUMNS = [f"{table.name}.{column.name}" for table in TABLES.values() for column in table.columns]
UNSHOWN = frozenset(re.findall(r"^\| `([\w.]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE))


def converted(name: str, status: Sequence[Any]) -> dict[str, Any]:
    """What a badge of another program is made into."""
    documents = world_ob2.assertion(), world_ob2.badge_class(), world_ob2.issuer()
    return {**to_ob3(*documents, new_id=name, issuer_id=DID).credential, "credentialStatus": list(status)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder in which everything happened once."""
    made = Folder(tmp_path_factory.mktemp("columns") / "badges")
    made.create(ledger=True, email="badges@college.example")
    told = replace(read_settings(made.path), mail=MAIL)
    (made.path / "mexbadge.toml").write_text(settings_text(told), "utf-8")
    issuer = made.open()
    batch = issuer.issue_many(rows(6), "dementia-care")
    ids = [result.id for result in batch.results]
    made.clock.pass_days(1)
    issuer.revoke(ids[0], reason_en="withdrawn", reason_fr="retiré")
    issuer.suspend(ids[1], reason_en="asked")
    corrected = issuer.correct(ids[2], {"narrative": "better"})
    issuer.issue("dementia-care", to=AISHA, language="fr")
    issuer.forget(AISHA)
    for form in (Form.OB2_HOSTED, Form.OB2_SIGNED):
        issuer.issue("dementia-care", to=BEN, ref=form.value, form=form)
        issuer.revoke(issuer.issue("dementia-care", to=BEN, ref=f"{form.value}-gone", form=form).id)
    endorsement = issuer.endorse("https://other.example/achievements/3", comment="seen at work")
    issuer.withdraw_endorsement(endorsement.id)
    issuer.endorse("https://other.example/achievements/4", comment="seen at work")
    issuer.convert_document(world_ob2.ASSERTION, converted)
    made.clock.pass_days(1)
    issuer.rotate_key()
    issuer.issue("dementia-care", to="late@student.college.example")
    issuer.rotate_key()
    issuer.issue("dementia-care", to="later@student.college.example")
    issuer.compromise_key(issuer.keys()[1].id)
    with issuer.register.transaction() as connection:
        award = {"id": corrected.id, "pathway": "p", "version": "1", "validity": "fixed", "used": "[]"}
        connection.execute(insert(PATHWAY_AWARDS).values(**award))
        connection.execute(insert(REVOKED_BEFORE).values(id="urn:uuid:0", ob2=False, reason="lost"))
        unlisted = {"id": "urn:uuid:1", "achievement": "a", "identities": "[]", "file": "issued/1.png"}
        connection.execute(insert(UNLISTED).values(**unlisted))
    issuer.write_hosted()
    mailing = Mailing(issuer)
    mailing.queue(mailing.plan(issuer.list()))
    assert list(mailing.send(Box()))
    issuer.issue("dementia-care", to="latest@student.college.example")
    issuer.write_hosted()
    mailing.queue(mailing.plan(issuer.list()))
    with closing(sqlite3.connect(made.path / "register.db")) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(made.path, made.path.parent / "kept")
    return made


def found(folder: Folder) -> set[tuple[str, object, str]]:
    """Return what opening and checking the folder says."""
    try:
        issuer = Issuer.open(folder.path, clock=folder.clock)
        problems = check_folder(folder.path, issuer, at=folder.clock())
    except MexBadgeError as error:
        return {(error.code, None, "")}
    return {(one.code, one.where, str(sorted(one.values.items()))) for one in problems}


@pytest.fixture
def raw(folder: Folder) -> Iterator[sqlite3.Connection]:
    shutil.rmtree(folder.path)
    shutil.copytree(folder.path.parent / "kept", folder.path)
    with closing(sqlite3.connect(folder.path / "register.db")) as connection:
        yield connection


@pytest.fixture(scope="module")
def usual(folder: Folder) -> set[tuple[str, object, str]]:
    """What is said where nothing was changed: nothing of the register."""
    said = found(folder)
    assert not {one for one in said if one[0].startswith(("reconcile_", "behind_", "ledger_", "register_"))}, said
    return said


def other(value: object) -> object:
    if value is None:
        return "x"
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"x"
    if isinstance(value, int):
        return 1 - value if value in {0, 1} else value + 1_000_003
    text = str(value)
    return f"{text[:-1]}{'0' if text[-1:] != '0' else '1'}"


@pytest.mark.parametrize("column", COLUMNS)
def test_a_value_that_was_changed_is_reported(
    folder: Folder, raw: sqlite3.Connection, usual: set[tuple[str, object, str]], column: str
) -> None:
    table, _, name = column.partition(".")
    chosen = raw.execute(f'SELECT rowid, "{name}" FROM {table} ORDER BY "{name}" IS NULL, rowid').fetchone()
    assert chosen is not None, f"nothing in {table}"
    statement = f'UPDATE {table} SET "{name}" = ? WHERE rowid = ?'
    try:
        with raw:
            raw.execute(statement, (other(chosen[1]), chosen[0]))
    except sqlite3.IntegrityError:
        with raw:
            raw.execute(statement, (1_000_003, chosen[0]))
    reported = found(folder) - usual
    assert bool(reported) is (column not in UNSHOWN), (column, chosen, reported)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_was_taken_out_is_reported(
    folder: Folder, raw: sqlite3.Connection, usual: set[tuple[str, object, str]], table: str
) -> None:
    with raw:
        gone = raw.execute(f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})").rowcount
    assert gone == 1
    reported = found(folder) - usual
    assert bool(reported) is (table not in UNSHOWN), (table, reported)
