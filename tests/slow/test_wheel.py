"""An installed wheel behaves as the checkout does: its data files are inside."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's content and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run(installed: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "LANG": "C.UTF-8"}
    program = [sys.executable, "-c", "import sys; from mexbadge.cli import main; sys.exit(main())", *words]
    return subprocess.run(program, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_the_demo_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    ran = run(installed, "demo", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "the certificate was awarded" in ran.stdout


def test_explain_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    ran = run(installed, "explain", "dates_expired", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    where = "import mexbadge; print(mexbadge.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    found = subprocess.run([sys.executable, "-c", where], env=environment, capture_output=True, text=True, check=True)
    assert Path(found.stdout.strip()).is_relative_to(installed)


def test_the_wheel_is_typed_and_holds_the_contexts(installed: Path) -> None:
    assert (installed / "mexbadge" / "py.typed").is_file()
    assert list((installed / "mexbadge" / "_data" / "contexts").glob("*.json*"))
    assert (installed / "mexbadge" / "_data" / "examples" / "programme" / "awards.csv").is_file()
