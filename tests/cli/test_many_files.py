"""``verify`` by several processes: what one says, in the same order, and nothing left behind however it ends."""

import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bad_input import png
from child_processes import children, there, until
from commands import Run
from mexbadge.bake import bake
from mexbadge.cli import judged_files
from mexbadge.cli.log_policies import policy_of
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ledger import KeyType, NoteKey
from mexbadge.trust.entries import TrustEntry
from mexbadge.trust.lists import TrustList
from mexbadge.verify import Policy
from world import AT, College, World

COMMAND = (sys.executable, "-m", "mexbadge", "verify")
AT_MOMENT = ("--resources", "resources.json", "--at", f"{AT:%Y-%m-%dT%H:%M:%SZ}")
posix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a file that never answers")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty files: good badges of two forms, altered ones, no badges, one that is not there, and an odd name."""
    world = World()
    college = College(world)
    (tmp_path / "badges").mkdir()
    for place in range(40):
        form = Form.VC_JWT if place % 2 else Form.DATA_INTEGRITY
        credential = college.issue(form, to=f"person{place}@example.ca").credential
        name, data = f"{place:02}.json", credential
        if place % 7 == 3:
            data = credential.replace(b"Dementia", b"Daycare", 1) if place % 2 == 0 else credential[:-9] + b"AAAAAAAAA"
        elif place % 7 == 5:
            data = b"no badge"
        elif place % 7 == 6:
            name, data = f"{place:02} été.png", bake(png(), credential)
        (tmp_path / "badges" / name).write_bytes(data)
    table = {}
    for place, (url, page) in enumerate(world.pages.items()):
        (tmp_path / f"{place}.json").write_bytes(page.body)
        table[url] = f"{place}.json"
    (tmp_path / "resources.json").write_text(json.dumps(table))
    return tmp_path


def ran(folder: Path, *words: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "100"}
    return subprocess.run([*COMMAND, *words], cwd=folder, capture_output=True, check=False, env=environment)


@pytest.mark.parametrize(
    "options",
    [
        (),
        pytest.param(("--json",), marks=pytest.mark.slow),
        pytest.param(("--quiet", "--strict"), marks=pytest.mark.slow),
        pytest.param(("--lang", "fr", "--color", "always", "-v"), marks=pytest.mark.slow),
    ],
    ids=["text", "JSON", "quiet and strict", "French, in colour, all of it"],
)
def test_several_processes_say_what_one_says_to_the_byte(folder: Path, options: tuple[str, ...]) -> None:
    words = ("badges", "missing.png", "badges/00.json", *AT_MOMENT, *options)
    one, several = (ran(folder, *words, "--processes", count) for count in ("1", "2"))
    assert (several.stdout, several.stderr, several.returncode) == (one.stdout, one.stderr, one.returncode)
    assert one.returncode == 1
    assert one.stdout.count(b"00.json") >= 2


@pytest.mark.slow
def test_several_processes_write_for_a_narrow_console_what_one_writes(folder: Path) -> None:
    words = ("badges", *AT_MOMENT, "--lang", "fr")
    one, several = (ran(folder, *words, "--processes", count, encoding="cp1252") for count in ("1", "3"))
    assert (several.stdout, several.stderr) == (one.stdout, one.stderr)


@pytest.mark.slow
def test_the_record_to_print_is_the_same_by_several_processes(folder: Path) -> None:
    for count in ("1", "2"):
        assert ran(folder, "badges", *AT_MOMENT, "--html", f"{count}.html", "--processes", count).returncode == 1
    assert (folder / "1.html").read_bytes() == (folder / "2.html").read_bytes()


def test_a_recording_by_several_processes_holds_all_that_was_asked_for(folder: Path) -> None:
    words = ("badges", *AT_MOMENT, "--record", "record.zip", "--processes", "2")
    assert ran(folder, *words).returncode == 1
    again = ran(folder, "badges", "--resources", "record.zip", *AT_MOMENT[2:], "--processes", "2")
    assert b"unknown" not in again.stdout
    assert again.returncode == 1


def test_what_is_wrong_with_a_later_folder_is_said_after_what_came_before(folder: Path) -> None:
    (folder / "empty").mkdir()
    words = ("badges/00.json", "empty", "badges/01.json", *AT_MOMENT)
    one, several = (ran(folder, *words, "--processes", count) for count in ("1", "2"))
    assert (several.stdout, several.stderr, several.returncode) == (one.stdout, one.stderr, one.returncode)
    assert (one.returncode, b"00.json" in one.stdout) == (2, True)


@pytest.mark.parametrize("number", ["0", "-1", "62"])
def test_a_number_of_processes_that_cannot_be_is_refused(run: Run, number: str) -> None:
    code, _, err = run("verify", "badge.png", "--offline", "--processes", number)
    assert (code, number in err, "61" in err) == (2, True, True)


def test_few_files_start_no_process_and_many_do(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    def pretended(count: int, *_: object) -> None:
        started.append(count)
        raise KeyboardInterrupt

    monkeypatch.setattr("mexbadge.cli.libraries.processes", pretended, raising=False)
    monkeypatch.setattr(judged_files, "_number", lambda asked: asked or 4)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(judged_files, "_MANY", 41)
    assert run("verify", "badges", *AT_MOMENT, "-q")[0] == 1
    assert started == []
    monkeypatch.setattr(judged_files, "_MANY", 40)
    assert run("verify", "badges", *AT_MOMENT, "-q")[0] == 130
    assert started == [4]
    assert run("verify", "badges", *AT_MOMENT, "-q", "--processes", "1")[0] == 1
    assert started == [4]


def test_what_the_options_say_can_be_sent_to_another_process() -> None:
    for kind in KeyKind:
        key = LocalSigner.generate(kind, "did:web:a.example#key").public_key
        assert pickle.loads(pickle.dumps(key)) == key
    name = NoteKey("log.example", KeyType.ED25519, LocalSigner.generate(KeyKind.ED25519, "a#b").public_key)
    log = policy_of(name.vkey, [], None)
    listed = TrustList("A list", (TrustEntry("did:web:a.example", "A"),), logs=(log,))
    policy = Policy(trust=(listed,), logs=(log,))
    sent = pickle.loads(pickle.dumps(policy))
    assert sent == policy
    assert sent.trust[0].named_like("A") == listed.issuers


@pytest.fixture
def judging(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    """A command of which one process waits for a file that never answers, and the processes that judge for it."""
    os.mkfifo(folder / "silent.png")
    words = [*COMMAND, "badges", "silent.png", *AT_MOMENT, "-q", "--processes", "2"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, env=environment
    ) as running:
        assert running.stdout is not None
        assert b"00.json" in running.stdout.readline()
        until(lambda: len(children(running.pid)) == 2)
        workers = children(running.pid)
        yield running, workers
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)


Judging = tuple[subprocess.Popen[bytes], list[int]]


@posix
@pytest.mark.slow
def test_an_interruption_ends_all_processes_without_a_trace(judging: Judging) -> None:
    running, workers = judging
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in err
    until(lambda: not any(map(there, workers)))


@posix
@pytest.mark.slow
def test_a_process_that_somebody_kills_ends_the_command_with_a_sentence(judging: Judging) -> None:
    running, workers = judging
    os.kill(workers[0], signal.SIGKILL)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 1, "some were not valid"
    assert b"was ended by somebody else" in err
    assert b"Traceback" not in err
    until(lambda: not any(map(there, workers)))


@posix
@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_the_command_that_started_it(judging: Judging, how: signal.Signals) -> None:
    running, workers = judging
    os.kill(running.pid, how)
    running.wait(timeout=60)
    until(lambda: not any(map(there, workers)))
