"""Two folders on one register: no command leaves an older list, key or assertion to be published."""

import shutil
from pathlib import Path

import pytest

from commands import Run, degree_college
from mexbadge.issuer import Issuer


@pytest.fixture
def issuer(run: Run) -> Issuer:
    del run
    return degree_college()


def test_two_folders_on_one_register_never_leave_an_older_list_to_publish(issuer: Issuer, run: Run) -> None:
    settings = Path("badges/mexbadge.toml").read_text("utf-8")
    place = Path("badges/register.db").resolve().as_posix()
    shared = settings.replace("sqlite:///register.db", f"sqlite:///{place}")
    assert shared != settings
    shutil.copytree("badges", "b")
    Path("b/register.db").unlink()
    Path("b/mexbadge.toml").write_text(shared, "utf-8")
    (badge,) = [record.id for record in issuer.list()]
    assert run("revoke", "-C", "badges", badge)[0] == 0
    seen_by = ("verify", "intro.png", "--resources")
    assert run(*seen_by, "badges/hosted")[0] == 1
    assert run(*seen_by, "b/hosted")[0] == 0, "what the other folder hosts is older"
    code, out, err = run("check", "b")
    assert code == 1, err
    assert "do not publish it" in out
    assert run("revoke", "-C", "b", "urn:uuid:00000000-0000-4000-8000-000000000000")[0] != 0
    assert run(*seen_by, "b/hosted")[0] == 1, "a command that writes brings its own folder up to date first"
    assert "do not publish it" not in run("check", "b")[1]
