import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from ledger_world import AT, LOG, fill, log_key, log_policy, new_log, note_of, signer, witness_key
from mexbadge import _json
from mexbadge.errors import InputError, LedgerError
from mexbadge.ledger import Entry, EntryKind, LogPolicy, Proof, check_receipt, commit, secured_bytes, tree
from mexbadge.ledger.audit import audit
from mexbadge.ledger.cosignature import cosign_text
from mexbadge.ledger.log import Log
from mexbadge.store import Database

PLAIN = LogPolicy(LOG, (log_key(),))


def salts(size: int) -> bytes:
    """Return random bytes that are the same in every run."""
    return sha256(b"salt").digest()[:size]


def credential(number: int) -> bytes:
    return b'{"id":"urn:x:%d","proof":{}}' % number


def issue(log: Log, count: int) -> None:
    made = [
        commit(EntryKind.ISSUE, credential(number), subject=f"urn:x:{number}", at=AT, rng=salts)
        for number in range(count)
    ]
    with log.database.transaction() as connection:
        log.append(connection, made)


def rolled_back(log: Log, connection: Connection) -> None:
    """Append, and then let the caller's transaction fail."""
    log.append(connection, [b"never committed"])
    raise InputError("ledger_entry")


def test_positions_count_from_zero_and_go_on(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    with log.database.transaction() as connection:
        assert log.append(connection, [b"one", b"two"]) == range(2)
        assert log.append(connection, [b"three"]) == range(2, 3)
        assert log.append(connection, []) == range(3, 3)
    with log.database.read() as connection:
        assert log.root(connection, 3).hex().startswith("5aac771c")
        assert log.root(connection, 0) == tree.EMPTY


def test_what_the_caller_rolls_back_was_never_logged(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    fill(log, 3)
    with pytest.raises(InputError), log.database.transaction() as connection:
        rolled_back(log, connection)
    assert audit(log).size == 3


def test_proofs_of_the_database_are_those_of_the_tree(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    leaves = [tree.leaf_hash(b"entry %d" % number) for number in range(70)]
    fill(log, 70)
    with log.database.read() as connection:
        for size in (1, 2, 3, 31, 64, 65, 70):
            root = tree.root_of(leaves[:size])
            assert log.root(connection, size) == root
            for index in range(size):
                tree.verify_inclusion(index, size, leaves[index], log.inclusion(connection, index, size), root)
            for old in range(1, size):
                path = log.consistency(connection, old, size)
                tree.verify_consistency(old, size, path, tree.root_of(leaves[:old]), root)


def test_sizes_that_the_log_never_had_are_refused(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    fill(log, 3)
    with log.database.read() as connection:
        for work, code in (
            (lambda: log.root(connection, 4), "ledger_ahead"),
            (lambda: log.inclusion(connection, 3, 3), "ledger_index"),
            (lambda: log.inclusion(connection, 0, 9), "ledger_ahead"),
            (lambda: log.consistency(connection, 3, 2), "ledger_index"),
            (lambda: log.receipt(connection, 7), "ledger_unknown"),
            (lambda: log.receipt(connection, 0), "ledger_not_signed_yet"),
        ):
            with pytest.raises(LedgerError) as refused:
                work()
            assert refused.value.code == code


def test_an_entry_beyond_its_length_is_refused_and_nothing_is_appended(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    with pytest.raises(InputError) as refused, log.database.transaction() as connection:
        log.append(connection, [b"fine", bytes(65_536)])
    assert refused.value.code == "ledger_entry_size"
    with log.database.transaction() as connection:
        assert log.append(connection, [bytes(65_535)]) == range(1)


def test_a_checkpoint_covers_what_is_on_the_disk_and_is_signed_once(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    first = log.checkpoint(signer(1))
    assert PLAIN.accept(first).checkpoint.size == 0
    fill(log, 5)
    with pytest.raises(InputError), log.database.transaction() as connection:
        rolled_back(log, connection)
    note = log.checkpoint(signer(1))
    assert PLAIN.accept(note).checkpoint.size == 5
    assert log.checkpoint(signer(1)) == note
    assert audit(log).checkpoints == 2


def test_a_checkpoint_under_another_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as refused:
        new_log(tmp_path / "log.db").checkpoint(signer(3))
    assert refused.value.code == "ledger_other_key"


def test_a_log_is_begun_once_and_found_again(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    fill(new_log(path), 2)
    assert Log.open(Database.open(path), at=AT).origin == LOG
    with pytest.raises(LedgerError) as refused:
        new_log(path, seed=3)
    assert refused.value.code == "ledger_exists"
    with pytest.raises(LedgerError) as refused:
        Log.open(Database.open(tmp_path / "empty.db"), at=AT)
    assert refused.value.code == "ledger_none"
    with pytest.raises(InputError) as wrong:
        Log.create(Database.open(tmp_path / "other.db"), witness_key(), at=AT)
    assert wrong.value.code == "ledger_key_use"


def test_a_receipt_is_checked_offline_and_is_small(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    issue(log, 1000)
    note = log.checkpoint(signer(1))
    log.add_lines(1000, [cosign_text(note.text, "witness.example/w1", signer(2), time=5)])
    with log.database.read() as connection:
        assert log.positions(connection, "urn:x:77") == [77]
        receipt = log.receipt(connection, 77)
    found = check_receipt(receipt, credential(77), (log_policy(),))
    assert (found.index, found.entry.kind, found.accepted.time, found.pinned) == (77, EntryKind.ISSUE, 5, True)
    assert len(receipt) < 2000
    with pytest.raises(LedgerError) as refused:
        check_receipt(receipt, credential(78), (log_policy(),))
    assert refused.value.code == "ledger_commitment"
    with pytest.raises(LedgerError) as refused:
        check_receipt(receipt, credential(77), (log_policy(),), kind=EntryKind.REVOKE)
    assert refused.value.code == "ledger_kind"


def test_a_receipt_without_a_pinned_log_says_so(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    issue(log, 3)
    log.checkpoint(signer(1))
    with log.database.read() as connection:
        receipt = log.receipt(connection, 1)
    assert not check_receipt(receipt, credential(1), ()).pinned
    proof = Proof.parse(receipt)
    for wrong, code in (
        (Proof(0, proof.path, proof.note, proof.extra), "ledger_inclusion"),
        (Proof(1, proof.path, proof.note, None), "ledger_receipt_extra"),
        (Proof(1, proof.path, proof.note, bytes(32) + b"{}"), "ledger_entry"),
    ):
        with pytest.raises((LedgerError, InputError)) as refused:
            check_receipt(wrong.to_bytes(), credential(1), ())
        assert refused.value.code == code


def test_erasing_a_credential_and_its_salt_leaves_every_other_proof_valid(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    log = new_log(path)
    made = [
        commit(EntryKind.ISSUE, credential(n), subject=f"urn:x:{n}", at=AT, rng=lambda size, n=n: bytes([n]) * size)  # type: ignore[misc]
        for n in range(9)
    ]
    with log.database.transaction() as connection:
        log.append(connection, made)
    log.checkpoint(signer(1))
    with log.database.read() as connection:
        before = {n: log.receipt(connection, n) for n in range(9)}
    with log.database.transaction() as connection:
        assert log.erase(connection, ["urn:x:4"]) == 1
    log.database.forget_traces()
    assert audit(log).size == 9
    with log.database.read() as connection:
        for n in set(range(9)) - {4}:
            assert log.receipt(connection, n) == before[n]
            assert check_receipt(before[n], credential(n), (PLAIN,)).index == n
        assert log.positions(connection, "urn:x:4") == []
        assert Proof.parse(log.receipt(connection, 4)).extra is None
    assert made[4].salt not in path.read_bytes()
    assert made[5].salt in path.read_bytes()


def test_nothing_personal_stands_in_an_entry() -> None:
    content = b'{"name":"Aisha","email":"aisha@example.ca","id":"urn:x:1"}'
    made = commit(EntryKind.ISSUE, content, subject="urn:x:1", at=AT.replace(minute=41, second=7), rng=salts)
    assert set(_json.loads_object(made.entry)) == {"at", "c", "type", "v"}
    assert made.entry == _json.canonical(_json.loads_object(made.entry))
    assert Entry.parse(made.entry).at == "2026-01-01T00:00:00Z"
    other = commit(EntryKind.ISSUE, content, subject="urn:x:1", at=AT, rng=bytes)
    assert Entry.parse(other.entry).commitment != Entry.parse(made.entry).commitment


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"at":"2026-01-01T00:00:00Z","c":"","type":"issue","v":1}'])
def test_what_is_no_entry_is_refused(text: str) -> None:
    good = commit(EntryKind.ISSUE, b"x", subject="-", at=AT, rng=salts).entry.decode()
    wrong = [
        text,
        good.replace("issue", "praise"),
        good.replace("00:00:00Z", "00:07:00Z"),
        good.replace('"v":1', '"v":2'),
        good.replace('"v":1', '"v":true'),
        good + " ",
        good.replace("}", ',"name":"Aisha"}'),
        good.replace('"at":"', '"at":["').replace('Z"', 'Z"]'),
    ]
    for entry in wrong:
        with pytest.raises(InputError) as refused:
            Entry.parse(entry.encode())
        assert refused.value.code == "ledger_entry"


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(InputError) as refused:
        commit(EntryKind.ISSUE, b"x", subject="-", at=AT.replace(tzinfo=None), rng=salts)
    assert refused.value.code == "moment_zone"


def test_the_committed_bytes_are_the_same_however_the_file_is_written() -> None:
    assert secured_bytes(b' {"b": 1, "a": [true]}\r\n') == b'{"a":[true],"b":1}'
    assert secured_bytes(b"e30.e30.AAAA\n") == b"e30.e30.AAAA"


def test_every_row_holds_the_chain_up_to_it(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    fill(log, 12)
    chain = bytes(32)
    with closing(sqlite3.connect(tmp_path / "log.db")) as connection:
        for entry, prev in connection.execute("SELECT entry, prev FROM ledger_entries ORDER BY position"):
            assert prev == chain
            chain = sha256(b"\x02" + prev + sha256(b"\x00" + entry).digest()).digest()
        assert connection.execute("SELECT chain FROM ledger_head").fetchone() == (chain,)


def test_a_recovered_log_takes_no_entries_until_it_is_shown_to_be_whole(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    fill(log, 4)
    last = log.checkpoint(signer(1))
    with log.database.transaction() as connection:
        log.freeze(connection)
    for work in (lambda: fill(log, 1), lambda: log.checkpoint(signer(1))):
        with pytest.raises(LedgerError) as refused:
            work()
        assert refused.value.code == "ledger_recovered"
    with pytest.raises(LedgerError) as refused:
        log.resume(note_of(6, bytes(32)))
    assert (refused.value.code, refused.value.position) == ("ledger_rolled_back", 6)
    with pytest.raises(LedgerError) as refused:
        log.resume(note_of(4, bytes(32)))
    assert refused.value.code == "ledger_fork"
    log.resume(last)
    fill(log, 1, start=4)
    assert audit(log, known=[last]).size == 5


@pytest.mark.parametrize(
    ("sql", "code", "position"),
    [
        ("UPDATE ledger_entries SET entry = x'00' WHERE position = 3", "ledger_leaf", 3),
        ("UPDATE ledger_entries SET prev = zeroblob(32) WHERE position = 4", "ledger_chain", 4),
        ("DELETE FROM ledger_entries WHERE position = 2", "ledger_row", 2),
        ("DELETE FROM ledger_entries WHERE position = 8", "ledger_stored_checkpoint", 9),
        ("UPDATE ledger_nodes SET hash = zeroblob(32) WHERE number = 2", "ledger_node", 3),
        ("INSERT INTO ledger_nodes VALUES (99, zeroblob(32))", "ledger_node", 9),
        ("UPDATE ledger_head SET root = zeroblob(32)", "ledger_head", 9),
        ("UPDATE ledger_head SET state = 'shut'", "ledger_head", 0),
        ("UPDATE ledger_checkpoints SET note = substr(note, 2)", "ledger_stored_checkpoint", 9),
        ("UPDATE ledger_checkpoints SET size = 8", "ledger_stored_checkpoint", 8),
        ("UPDATE ledger_checkpoints SET size = 99", "ledger_stored_checkpoint", 99),
        ("UPDATE ledger_openings SET salt = zeroblob(32) WHERE position = 5", "ledger_opening", 5),
        ("UPDATE ledger_openings SET position = 50 WHERE position = 5", "ledger_opening", 50),
    ],
)
def test_an_audit_names_the_place(tmp_path: Path, sql: str, code: str, position: int) -> None:
    log = new_log(tmp_path / "log.db")
    issue(log, 9)
    log.checkpoint(signer(1))
    with closing(sqlite3.connect(tmp_path / "log.db", isolation_level=None)) as connection:
        connection.execute(sql)
    with pytest.raises(LedgerError) as refused:
        audit(log)
    assert (refused.value.code, refused.value.position) == (code, position)


def test_a_file_that_was_rolled_back_agrees_with_itself_and_not_with_a_kept_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    log = new_log(path)
    fill(log, 3)
    log.database.copy_to(tmp_path / "old.db")
    fill(log, 3, start=3)
    kept = log.checkpoint(signer(1))
    old = Log.open(Database.open(tmp_path / "old.db"), at=AT)
    assert audit(old).size == 3
    with pytest.raises(LedgerError) as refused:
        audit(old, known=[kept])
    assert (refused.value.code, refused.value.position) == ("ledger_rolled_back", 6)
    fill(old, 5, start=70)
    assert audit(old).size == 8
    with pytest.raises(LedgerError) as refused:
        audit(old, known=[kept])
    assert (refused.value.code, refused.value.position) == ("ledger_fork", 6)
