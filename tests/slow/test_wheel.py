"""An installed wheel behaves as the checkout does: its data files are inside."""

import os
import shlex
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from walking import Step, read, walk

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder with the wheel's content and nothing of the checkout."""
    target = wheel.parent / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment into which pip installed the wheel; its libraries are those of the tests.

    Python reads no ``.pth`` file in a folder that it knows from another one, so the checkout is not found there.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    places = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    pip = [sys.executable, "-m", "pip", "--python", str(folder), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    libraries = Path(places["purelib"]) / "libraries.pth"
    libraries.write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return Path(places["scripts"])


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


def test_the_readme_is_walked_with_the_wheel_alone(programs: Path, tmp_path: Path) -> None:
    """Its commands and its Python, in their order, in one folder, with no checkout to be found."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MEXBADGE", "LC_"))
    }
    environment |= {"MEXBADGE_PASSPHRASE": "correct horse", "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    walked = list[str]()

    def run(step: Step, *words: str) -> str:
        ran = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == step.exits, (step.where, step.text, ran.stdout, ran.stderr)
        assert all(line in (ran.stdout + ran.stderr).splitlines() for line in step.printed), step.where
        walked.append(step.kind)
        return ran.stdout

    def typed(step: Step) -> None:
        program, *words = shlex.split("mexbadge demo" if step.text == "make demo" else step.text)
        run(step, str(programs / program), *words)

    def ran(step: Step) -> None:
        said = run(step, str(programs / "python"), "-W", "error", "-c", step.text)
        assert said or "print(" not in step.text, step.where

    where = Step("where mexbadge is", "run", "import mexbadge; print(mexbadge.__file__)")
    found = Path(run(where, str(programs / "python"), "-c", where.text).strip())
    assert found.is_relative_to(programs.parent)
    walk(read(ROOT / "README.md"), tmp_path, typed=typed, ran=ran)
    assert walked.count("type") >= 10
    assert walked.count("run") >= 5
