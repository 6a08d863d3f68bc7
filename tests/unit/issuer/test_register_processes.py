"""Several processes at one register, and a disk that runs full."""

import os
import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from issuing import AISHA, Folder, everything, places
from mexbadge.errors import RegisterError
from mexbadge.issuer import Issuer

TESTS = Path(__file__).resolve().parents[2]
ISSUES = """
import sys
from mexbadge.issuer import Issuer
issuer = Issuer.open(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    print(issuer.issue("dementia-care", to=f"{sys.argv[2]}{number}@college.example").id, flush=True)
"""
FILLS = """
import resource, sys
from issuing import rows
from mexbadge.errors import RegisterError
from mexbadge.issuer.pipeline import batches
from mexbadge.issuer import Issuer
issuer = Issuer.open(sys.argv[1])
batches.PORTION = 40
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    issuer.issue_many(rows(400), "dementia-care")
except RegisterError as error:
    print(error.code)
"""


def python(program: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(TESTS / "support")}
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


@pytest.mark.slow
def test_two_processes_never_share_a_place(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "badges")
    folder.create()
    both = [python(ISSUES, str(folder.path), name, "50") for name in ("a", "same")]
    both.append(python(ISSUES, str(folder.path), "same", "50"))
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    printed = []
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        out, err = process.communicate(timeout=120)
        assert not err
        printed.append(out.split())
    issuer = folder.open()
    taken = places(issuer)
    assert len(set(taken)) == len(taken)
    held = everything(issuer)["issued"]
    assert len(held) == 100
    assert {name for ids in printed for name in ids} == {row["id"] for row in held}
    assert printed[1] == printed[2], "both asked for the same people and got the same badges"
    assert {path.name for path in issuer.files.iterdir()} == {row["file"] for row in held}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
@pytest.mark.parametrize("room", [400_000, 1_000_000])
def test_a_full_disk_leaves_a_register_that_agrees_with_the_files(tmp_path: Path, room: int) -> None:
    assert resource.RLIMIT_FSIZE
    folder = Folder(tmp_path / "badges")
    folder.create()
    out, err = python(FILLS, str(folder.path), str(room)).communicate(timeout=120)
    assert (out, err) == ("register_disk_full\n", "")
    folder.clock.now = datetime.now(UTC)
    issuer = folder.open()
    held = everything(issuer)["issued"]
    assert held
    assert {row["state"] for row in held} == {"delivered"}
    assert {path.name for path in issuer.files.iterdir()} == {row["file"] for row in held}
    assert not issuer.issue("dementia-care", to=AISHA).already


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "badges")
    issuer = folder.create()
    issuer.files.rmdir()
    issuer.files.write_bytes(b"")
    with pytest.raises(RegisterError) as caught:
        issuer.issue("dementia-care", to=AISHA)
    assert caught.value.code == "register_file_unwritable"
    assert isinstance(issuer, Issuer)
