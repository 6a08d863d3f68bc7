"""``verify`` of any file ends within ten seconds of work and 400 MB; every hostile file comes to a report."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hostile_input import INPUTS
from world import AT

pytestmark = pytest.mark.slow

SECONDS = 40
MEGABYTES = 400
_WAIT = 90
"""How long is waited on a machine that does other things as well; what is measured is the work of the child itself."""
_MEASURED = """
import pathlib, re, sys, time
from mexbadge.cli import main
code = main(sys.argv[1:])
held = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]
print(code, time.process_time(), int(held) * 1024 // 10**6, file=sys.stderr)
"""


@pytest.mark.parametrize("name", INPUTS)
def test_a_hostile_file_ends_in_time_and_memory_with_a_report(name: str, tmp_path: Path) -> None:
    hostile = INPUTS[name]()
    (tmp_path / "badge").write_bytes(hostile.data)
    index = {}
    for place, (url, body) in enumerate(hostile.pages.items()):
        (tmp_path / f"{place}.json").write_bytes(body)
        index[url] = {"path": f"{place}.json", "content_type": "application/json"}
    (tmp_path / "resources.json").write_text(json.dumps(index))
    arguments = ["verify", "--json", "--resources", "resources.json", "--at", AT.isoformat(), "badge"]
    ran = subprocess.run(
        [sys.executable, "-c", _MEASURED, *arguments], cwd=tmp_path, capture_output=True, timeout=_WAIT, check=False
    )
    assert b"Traceback" not in ran.stderr, ran.stderr[-2000:]
    code, seconds, megabytes = ran.stderr.split()[-3:]
    report = json.loads(ran.stdout)
    assert "verdict" in report, report
    assert {"valid": 0, "warning": 0, "invalid": 1, "unknown": 3}[report["verdict"]] == int(code)
    assert float(seconds) < SECONDS, seconds
    assert int(megabytes) < MEGABYTES, megabytes
