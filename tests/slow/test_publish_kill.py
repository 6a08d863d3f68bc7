"""A real ``publish`` that the system kills at many moments leaves a whole site, and the next run mends it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from issuing import Folder, rows
from mexbadge.issuer import Issuer
from mexbadge.issuer.roster.rows import Consent
from mexbadge.publish.writing import MARK, STAMP

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="kill -9")]
SLOWED = """
import sys, time
from mexbadge import _files
from mexbadge.cli import main
real = _files.replace
def replace(*given, **more):
    print("put", flush=True)
    real(*given, **more)
    print("done", flush=True)
_files.replace = replace
sys.exit(main(sys.argv[1:]))
"""
"""The command itself, which tells of each file that it puts in its place, before and after."""


def _on_disk(folder: Path) -> dict[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {path: body for path, body in found.items() if path not in {MARK, STAMP} and not path.endswith(".part")}


def _killed(words: list[str], moment: int) -> bool:
    """Run a command and kill it when it tells for the n-th time; return whether it was still at work then."""
    with subprocess.Popen([sys.executable, "-c", SLOWED, *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        seen = 0
        for line in process.stdout:
            seen += line.strip() in {"put", "done"}
            if seen == moment:
                time.sleep(0.001 * (moment % 5))
                process.send_signal(signal.SIGKILL)
                break
        return process.wait() == -signal.SIGKILL


@pytest.mark.parametrize("to", [False, True])
def test_publish_killed_at_many_moments_leaves_the_old_or_the_new_site_whole(tmp_path: Path, *, to: bool) -> None:
    issuer = Folder(tmp_path / "badges").create()
    batch = issuer.issue_many(rows(2, consent=Consent(given=True)), "dementia-care")
    out, www = tmp_path / "site", tmp_path / "www"
    words = ["publish", "-C", str(issuer.folder), "--out", str(out), *(["--to", str(www)] if to else [])]
    place = www if to else out
    subprocess.run([sys.executable, "-m", "mexbadge", *words], check=True, capture_output=True)
    cut = 0
    for moment in (1, 2, 3, 5, 8, 12, 17, 23, 30, 38, 50, 70):
        before = _on_disk(place)
        issuer = Issuer.open(issuer.folder)
        if moment % 2:
            issuer.issue_many(rows(1, first=moment * 100, consent=Consent(given=bool(moment % 3))), "dementia-care")
        else:
            issuer.consent([one.id for one in batch.results if one.id], Consent(given=moment % 4 == 0))
        cut += _killed(words, moment)
        between = _on_disk(place)
        subprocess.run([sys.executable, "-m", "mexbadge", *words], check=True, capture_output=True)
        after = _on_disk(place)
        for path, body in between.items():
            assert body in (before.get(path), after.get(path)), (moment, path)
        for path in before.keys() & after.keys():
            assert path in between, (moment, path)
        assert not list(place.rglob("*.part")), moment
        assert not list(out.rglob("*.part")), moment
        again = subprocess.run([sys.executable, "-m", "mexbadge", *words, "--json"], check=True, capture_output=True)
        assert b'"added": 0' in again.stdout or b'"added":0' in again.stdout
    assert cut >= 4
