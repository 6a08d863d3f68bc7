"""Hostile and broken files: exit code, verdict and reason of each, in a child process under limits."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bad_input import ROWS, TOKEN, WORLD, png
from mexbadge.bake import bake, unbake
from world import ISSUED

SECONDS = 10
MEGABYTES = 200


def limited() -> None:
    """Bound the child: what it may hold beyond the interpreter and its libraries is what the file costs."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.mark.parametrize(("row", "name", "make", "code", "verdict", "reason"), ROWS, ids=[row[0] for row in ROWS])
def test_each_bad_file_has_its_exit_code_its_verdict_and_its_reason(  # noqa: PLR0917 - one column each
    tmp_path: Path, row: str, name: str, make: Callable[[], bytes], code: int, verdict: str, reason: str
) -> None:
    (tmp_path / name).write_bytes(make())
    resources = {url: {"path": f"{place}.json"} for place, url in enumerate(WORLD.pages)}
    for place, page in enumerate(WORLD.pages.values()):
        (tmp_path / f"{place}.json").write_bytes(page.body)
    (tmp_path / "resources.json").write_text(json.dumps(resources))
    arguments = ["verify", "--json", "--resources", "resources.json", "--at", f"{ISSUED:%Y-%m-%d}", name]
    measured = (
        "import pathlib, re, sys; from mexbadge.cli import main; code = main(sys.argv[1:]); "
        "held = re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1]; "
        "print(int(held) // 1024, file=sys.stderr); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", measured, *arguments],
        cwd=tmp_path,
        capture_output=True,
        timeout=SECONDS * 6,
        preexec_fn=limited,
        check=False,
    )
    assert ran.returncode == code, (row, ran.stdout[-2000:], ran.stderr[-2000:])
    report = json.loads(ran.stdout)
    assert report["verdict"] == verdict, row
    found = [finding for finding in report["findings"] if finding["code"].startswith(reason)]
    assert found, (row, [finding["code"] for finding in report["findings"]])
    assert b"Traceback" not in ran.stderr
    assert int(ran.stderr.split()[-1]) < MEGABYTES
    assert all(
        finding["hint"] for finding in report["findings"] if finding["outcome"] in {"failed", "unknown", "warned"}
    )


def test_what_was_baked_is_what_comes_out() -> None:
    assert unbake(bake(png(), TOKEN)) == TOKEN
