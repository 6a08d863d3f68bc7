"""The example front end as its README starts it: a real server on a free port, over what the demonstration left."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from mexbadge.cli import main

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"```python\n(?P<code>.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("served")
    beside = folder / "examples"
    beside.mkdir()
    for name in ("front_end", "programme"):
        (beside / name).symlink_to(ROOT / "examples" / name)
    assert main(["demo", "--out", str(folder / "demo"), "--examples", str(ROOT / "examples"), "-q"]) == 0
    found = _BLOCK.search((ROOT / "examples/front_end/README.md").read_text(encoding="utf-8"))
    assert found
    (beside / "serve.py").write_text(found["code"], encoding="utf-8")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    program = [sys.executable, "-m", "uvicorn", "serve:app", "--port", str(port), "--log-level", "warning"]
    server = subprocess.Popen(program, cwd=beside)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                requests.get(f"{url}/openapi.json", timeout=5)
                break
            except requests.ConnectionError:
                assert server.poll() is None
                time.sleep(0.1)
        yield url, folder / "demo"
    finally:
        server.terminate()
        server.wait(30)


def bring(url: str, who: str, path: Path) -> requests.Response:
    picture = {"content-type": "image/png"}
    return requests.post(f"{url}/people/{who}/badges", data=path.read_bytes(), headers=picture, timeout=30)


def test_people_bring_badges_and_an_employer_finds_the_best(served: tuple[str, Path]) -> None:
    url, demo = served
    for who, mail in (("aisha", "aisha.khan@mail.example"), ("omar", "omar.haddad@mail.example")):
        assert requests.put(f"{url}/people/{who}", json={"identity": mail}, timeout=30).status_code == 200
        for path in sorted((demo / "people" / who).glob("*.png")):
            answer = bring(url, who, path)
            assert answer.status_code == 201, (path, answer.text)
    post = (ROOT / "examples/programme/vacancies/psw-nights.json").read_bytes()
    assert requests.post(f"{url}/vacancies", data=post, timeout=30).status_code == 200
    ranked = requests.get(f"{url}/vacancies/psw-nights/ranking", timeout=30).json()
    matches = [one["match"] for one in ranked]
    assert [(one["applicant"], one["eligible"]) for one in matches] == [("aisha", True), ("omar", False)]
    plan = requests.get(f"{url}/people/omar/plan", params={"vacancy": "psw-nights"}, timeout=30).json()
    assert plan["plan"]["feasible"]
    altered = bring(url, "omar", demo / "altered.png")
    assert altered.status_code == 422
    assert altered.json()["verdict"] == "invalid"
