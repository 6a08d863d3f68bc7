import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger_witness import Bystander, witnessing
from ledger_world import LOG, TIME, fill, log_key, log_policy, new_log, note_of, signer, witness_key
from mexbadge.errors import InputError, LedgerError
from mexbadge.ledger import Checkpoint, LogPolicy, Note
from mexbadge.ledger.log import Log
from mexbadge.ledger.witness import HttpPost, Witness, WitnessAnswer, cosign

PLAIN = LogPolicy(LOG, (log_key(),))
POST = HttpPost(http_allowed=True, seconds=5)


def bystander() -> Bystander:
    return Bystander({LOG: PLAIN})


def asked(log: Log, note: Note, url: str, known: int = 0) -> Note:
    def prove(old: int, new: int) -> Sequence[bytes]:
        with log.database.read() as connection:
            return log.consistency(connection, old, new)

    lines = cosign(note, Witness(witness_key(), url), prove, post=POST, known=known)
    return log.add_lines(Checkpoint.parse(note.text).size, lines)


def refusal(log: Log, note: Note, url: str) -> LedgerError:
    with pytest.raises(LedgerError) as refused:
        asked(log, note, url)
    return refused.value


def test_a_witness_cosigns_every_step_and_says_what_it_knows(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    with witnessing(bystander()) as url:
        for step in range(3):
            fill(log, 7, start=7 * step)
            note = asked(log, log.checkpoint(signer(1)), url)
            accepted = log_policy().accept(note)
            assert (accepted.checkpoint.size, accepted.time) == (7 * step + 7, TIME)
        fill(log, 1, start=21)
        assert asked(log, log.checkpoint(signer(1)), url, known=21).lines
        assert asked(log, log.checkpoint(signer(1)), url, known=22).lines


def test_a_witness_refuses_a_fork_and_keeps_it(tmp_path: Path) -> None:
    honest, forked = new_log(tmp_path / "a.db"), new_log(tmp_path / "b.db")
    fill(honest, 5)
    fill(forked, 8, start=100)
    witness = bystander()
    with witnessing(witness) as url:
        asked(honest, honest.checkpoint(signer(1)), url)
        error = refusal(forked, forked.checkpoint(signer(1)), url)
        assert (error.code, error.problem.values["status"]) == ("ledger_witness_refused", 422)
        assert len(witness.refused) == 1
        assert witness.seen[LOG][0] == 5


def test_a_witness_that_saw_more_shows_that_the_log_is_an_old_copy(tmp_path: Path) -> None:
    log, old = new_log(tmp_path / "a.db"), new_log(tmp_path / "b.db")
    fill(log, 9)
    fill(old, 4)
    with witnessing(bystander()) as url:
        asked(log, log.checkpoint(signer(1)), url)
        error = refusal(old, old.checkpoint(signer(1)), url)
    assert (error.code, error.position) == ("ledger_witness_ahead", 9)


@pytest.mark.parametrize(
    ("origin", "seed", "status"), [("other.example/log", 1, 404), (LOG, 3, 403)], ids=["unknown", "key"]
)
def test_a_witness_refuses_what_it_does_not_know(tmp_path: Path, origin: str, seed: int, status: int) -> None:
    log = new_log(tmp_path / "log.db", origin=origin, seed=seed)
    with witnessing(bystander()) as url:
        error = refusal(log, log.checkpoint(signer(seed)), url)
    assert error.problem.values["status"] == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        "— witness.example/w1 3xwKNQAAAABpVbkA\n".encode(),
        b"\xff\n",
        "— other.example AAAAAAE=\n".encode(),
    ],
)
def test_an_answer_that_is_no_cosignature_is_refused(body: bytes) -> None:
    with pytest.raises(LedgerError) as refused:
        cosign(
            note_of(0, bytes(32)),
            Witness(witness_key(), "https://w"),
            lambda *_: (),
            post=lambda *_: WitnessAnswer(200, body),
        )
    assert refused.value.code == "ledger_witness_answer"


@pytest.mark.parametrize("body", [b"3\n", b"x\n", b"", b"-1\n", b"1_0\n"])
def test_a_witness_that_contradicts_itself_is_not_asked_for_ever(body: bytes) -> None:
    times: list[str] = []

    def post(url: str, _: bytes) -> WitnessAnswer:
        times.append(url)
        return WitnessAnswer(409, body)

    with pytest.raises(LedgerError) as refused:
        cosign(note_of(5, bytes(32)), Witness(witness_key(), "https://w"), lambda *_: (), post=post)
    assert refused.value.code == "ledger_witness_refused"
    assert len(times) <= 3


def test_a_witness_is_asked_with_its_own_key_only() -> None:
    with pytest.raises(InputError) as refused:
        Witness(log_key(), "https://w")
    assert refused.value.code == "ledger_key_use"


@pytest.mark.parametrize(
    "url",
    ["http://w.example/", "ftp://w.example/", "https://a b/", "https://u:p@w.example/", "https:///x", "https://w:99999/",
     "https://w.example/?a", "https://w.example/\r\nX: y", "https://é.example/", "w.example"],
)  # fmt: skip
def test_an_address_that_is_no_witness_s_is_refused(url: str) -> None:
    with pytest.raises(InputError) as refused:
        HttpPost()(url, b"")
    assert refused.value.code == "ledger_witness_url"


@contextmanager
def raw_server(answer: bytes, *, drip: float = 0.0) -> Iterator[str]:
    """Send bytes as they are, and if asked slowly, to the first who connects."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _ = listener.accept()
        with line:
            line.recv(65536)
            try:
                for at in range(0, len(answer), 1 if drip else len(answer) or 1):
                    line.sendall(answer[at : at + (1 if drip else len(answer))])
                    time.sleep(drip)
            except OSError:
                return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.close()
        thread.join()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"", "ledger_witness_unreachable"),
        (b"SSH-2.0-x\r\n", "ledger_witness_unreachable"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 70_000, "ledger_witness_answer"),
    ],
)
def test_what_is_no_bounded_answer_is_refused(answer: bytes, code: str) -> None:
    with raw_server(answer) as url, pytest.raises(LedgerError) as refused:
        POST(url, b"body")
    assert refused.value.code == code


def test_a_redirect_is_not_followed() -> None:
    with raw_server(b"HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n") as url:
        assert POST(url, b"body").status == 307


def test_a_witness_that_drips_is_left_in_time() -> None:
    whole_takes_most_of_an_hour = b"HTTP/1.1 200 OK\r\nA: " + b"b" * 60_000
    with raw_server(whole_takes_most_of_an_hour, drip=0.05) as url, pytest.raises(LedgerError) as refused:
        HttpPost(http_allowed=True, seconds=0.5)(url, b"body")
    assert refused.value.code == "ledger_witness_unreachable"


def test_a_witness_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(LedgerError) as refused:
        POST("http://127.0.0.1:1/", b"")
    assert refused.value.code == "ledger_witness_unreachable"
