"""Processes that work for a command: what they answer, what they raise, and that nobody waits for one that is gone."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor
from pathlib import Path

import pytest

from child_processes import children, there, until
from issuing import Folder
from mexbadge.cli import main
from mexbadge.cli.processes import processes
from mexbadge.errors import InputError, RosterError
from working_there import begin, failing, gone, lock, odd, raising, square

_SENDING = Path(__file__).parents[1] / "support" / "sending_much.py"
posix = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with processes(2, begin, 7) as pool:
        yield pool


def test_each_answer_is_that_to_its_own_question_and_each_process_began_with_what_was_given(pool: Executor) -> None:
    asked = [pool.submit(square, number, more=1) for number in range(200)]
    found = [one.result() for one in asked]
    assert [one[1] for one in found] == [number * number + 1 for number in range(200)]
    assert all(one[2] == [7] for one in found)
    assert os.getpid() not in {one[0] for one in found}
    assert [one[1] for one in pool.map(square, range(5))] == [0, 1, 4, 9, 16]


def test_what_is_raised_there_is_raised_here_with_the_place_where_it_was_raised(pool: Executor) -> None:
    with pytest.raises(RosterError) as error:
        pool.submit(raising, 4).result()
    assert [(one.code, one.where) for one in error.value.problems] == [("roster_email", 4)]
    assert any("in raising" in note for note in error.value.__notes__)


def test_what_cannot_be_sent_is_said_and_the_process_goes_on(pool: Executor) -> None:
    for one in (pool.submit(lambda: 1), pool.submit(lock), pool.submit(square, threading.Lock())):  # type: ignore[arg-type]
        with pytest.raises(Exception, match="pickle"):
            one.result()
    with pytest.raises(RuntimeError, match="_OddError"):
        pool.submit(odd).result()
    assert pool.submit(square, 3).result()[1] == 9


def test_a_question_that_was_taken_back_is_not_asked(pool: Executor) -> None:
    slow = [pool.submit(time.sleep, 0.2) for _ in range(2)]
    late = pool.submit(gone)
    assert late.cancel()
    assert [one.result() for one in slow] == [None, None]
    assert pool.submit(square, 2).result()[1] == 4


def test_a_process_that_is_gone_breaks_what_was_asked_and_is_said_with_the_code_that_was_given() -> None:
    def work() -> None:
        with processes(1, begin, 1, ended="cli_process_ended_issuing") as pool:
            first, second = pool.submit(gone), pool.submit(square, 2)
            for one in (first, second):
                with pytest.raises(BrokenExecutor):
                    one.result()
            pool.submit(square, 2)

    with pytest.raises(InputError) as ended:
        work()
    assert ended.value.code == "cli_process_ended_issuing"


def test_a_process_that_never_begins_is_said_at_once() -> None:
    with pytest.raises(InputError) as ended, processes(2, failing, 1):
        pytest.fail("nothing is ready")
    assert ended.value.code == "cli_process_ended"


@posix
@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, 2)], ids=["interrupted", "killed"])
def test_nobody_waits_for_the_rest_of_an_answer_of_a_process_that_is_gone(how: signal.Signals, code: int) -> None:
    """The processes send nearly all the time, more than a pipe takes at once."""
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, str(_SENDING)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        ) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == b"ready\n"
            workers = children(running.pid)
            time.sleep(0.05)
            if how is signal.SIGINT:
                os.killpg(running.pid, how)
            else:
                os.kill(workers[0], how)
            try:
                _, err = running.communicate(timeout=30)
            finally:
                if running.returncode is None:
                    os.killpg(running.pid, signal.SIGKILL)
        assert (running.returncode, err) == (code, b"")
        until(lambda found=tuple(workers): not any(map(there, found)))  # type: ignore[misc]


_ISSUING = (
    "import sys; from mexbadge.cli import issuing, main; issuing.processors = lambda: 2; sys.exit(main(sys.argv[1:]))"
)


@posix
@pytest.mark.slow
@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, 2)], ids=["interrupted", "killed"])
def test_a_list_that_was_broken_off_is_issued_to_its_end_by_the_same_command(
    tmp_path: Path, how: signal.Signals, code: int
) -> None:
    rows, words = 4000, ("issue", "-C", "badges", "--achievement", "dementia-care", "--csv", "people.csv")
    with contextlib.chdir(tmp_path):
        issuer = Folder(tmp_path / "badges").create()
        (tmp_path / "people.csv").write_text("email\n" + "".join(f"p{one}@learner.example\n" for one in range(rows)))
        with subprocess.Popen(
            [sys.executable, "-c", _ISSUING, *words],
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        ) as running:
            until(lambda: any(issuer.list()))
            workers = children(running.pid)
            assert len(workers) == 2
            if how is signal.SIGINT:
                os.killpg(running.pid, how)
            else:
                os.kill(workers[0], how)
            _, err = running.communicate(timeout=60)
        assert running.returncode == code, err
        assert b"Traceback" not in err
        assert (b"what was issued before stays issued" in err) == (code == 2)
        until(lambda: not any(map(there, workers)))
        before = sum(1 for _ in issuer.list())
        assert 0 < before < rows
        assert main([*words]) == 0
        people = [one.identity for one in issuer.list()]
        assert len(people) == len(set(people)) == rows
        assert main(["check", "badges"]) in {0, 1}
