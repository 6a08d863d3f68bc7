"""A night: what is due is done, a failure keeps nothing else from being done, and only what needs a person is said."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commands import Run
from issuing import AISHA, Folder, rows
from mexbadge import _files
from mexbadge.cli import main
from mexbadge.errors import DeliveryError, InputError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Issuer
from mexbadge.issuer.roster.rows import Consent
from mexbadge.publish.checking import Noticed, SiteFinding
from mexbadge.publish.copying import FolderPlace, SitePlace
from mexbadge.publish.nightly import NightPlan, NightStep, NightStepDone, alone, run_night
from mexbadge.publish.writing import STAMP
from mexbadge.verify import Verdict, Verifier


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


def _plan(tmp_path: Path) -> NightPlan:
    return NightPlan(out=tmp_path / "site", place=lambda: FolderPlace(tmp_path / "www"))


def _night(issuer: Issuer, plan: NightPlan) -> dict[NightStep, NightStepDone]:
    return {done.step: done for done in run_night(issuer, plan)}


def _codes(night: dict[NightStep, NightStepDone]) -> list[tuple[str, str, str]]:
    return [(step.value, one.problem.code, one.outcome.value) for step, done in night.items() for one in done.needs]


@pytest.mark.slow
def test_a_forgotten_half_year_is_caught_up_with_night_by_night(tmp_path: Path, folder: Folder) -> None:
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA)
    plan = _plan(tmp_path)
    for _ in range(14):
        night = _night(folder.open(), plan)
        assert _codes(night) == []
        verifier = Verifier(fetch=ResourceSet.load(tmp_path / "www"))
        assert verifier.verify(issued.credential, at=folder.clock()).verdict is Verdict.VALID
        folder.clock.pass_days(29)


def test_a_second_run_of_a_night_does_nothing(tmp_path: Path, folder: Folder) -> None:
    folder.create().issue("dementia-care", to=AISHA)
    _night(folder.open(), _plan(tmp_path))
    times = {p: p.stat().st_mtime_ns for p in (tmp_path / "www").rglob("*") if p.is_file()}
    night = _night(folder.open(), _plan(tmp_path))
    assert sum(night[NightStep.SIGN].facts.values()) == 0
    assert sum(night[NightStep.COPY].facts.values()) == 0
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "www").rglob("*") if p.is_file()} == times


def test_each_step_that_fails_is_said_and_keeps_no_other_from_its_own(tmp_path: Path, folder: Folder) -> None:
    folder.create().issue("dementia-care", to=AISHA)
    ran: list[str] = []

    def broken(name: str) -> Callable[[], tuple[int, int]]:
        def act() -> tuple[int, int]:
            ran.append(name)
            raise DeliveryError("sftp_unreachable", host="h", port=22)

        return act

    (tmp_path / "site").mkdir()
    (tmp_path / "site/thesis.doc").write_text("mine")
    plan = NightPlan(
        out=tmp_path / "site",
        place=lambda: FolderPlace(tmp_path / "www"),
        send=broken("send"),
        check=lambda: [] * broken("check")()[0],
    )
    night = _night(folder.open(), plan)
    assert ran == ["send", "check"]
    assert _codes(night) == [
        ("publish", "site_foreign", "failed"),
        ("copy", "copy_unfinished", "failed"),
        ("send", "sftp_unreachable", "failed"),
        ("check", "sftp_unreachable", "failed"),
    ]
    assert night[NightStep.AHEAD].ran


def test_what_is_not_asked_for_is_not_done_and_says_so(folder: Folder) -> None:
    folder.create()
    night = _night(folder.open(), NightPlan())
    assert [step.value for step, done in night.items() if done.ran] == ["sign", "ahead"]


def test_only_what_needs_a_person_is_said_of_the_host_and_of_letters(folder: Folder) -> None:
    folder.create()
    warned = SiteFinding(Noticed.WARNED, InputError("live_cors", url="u").problem)
    wrong = SiteFinding(Noticed.FAILED, InputError("live_missing", url="u").problem)
    night = _night(folder.open(), NightPlan(check=lambda: [warned, wrong], send=lambda: (3, 2)))
    assert _codes(night) == [("send", "nightly_letters", "failed"), ("check", "live_missing", "failed")]
    assert night[NightStep.SEND].facts == {"sent": 3}


@pytest.mark.slow
def test_what_ends_is_said_sixty_thirty_and_seven_days_ahead_and_each_night_of_the_last_week(folder: Folder) -> None:
    folder.create()
    start = folder.clock()
    plan = NightPlan(ends={"approved.json": lambda: start + timedelta(days=70)})
    said: dict[int, tuple[str, str]] = {}
    for night in range(72):
        for _, code, outcome in _codes(_night(folder.open(), plan)):
            said[70 - night] = (code, outcome)
        folder.clock.pass_days(1)
    assert said == {
        59: ("nightly_ends", "warned"),
        29: ("nightly_ends", "warned"),
        **dict.fromkeys(range(7), ("nightly_ends", "failed")),
        -1: ("nightly_ended", "failed"),
    }


def test_a_list_that_could_not_be_signed_is_said_before_it_ends(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer = folder.create()
    issuer.issue("dementia-care", to=AISHA)

    def locked(*_: object, **__: object) -> int:
        raise InputError("cli_needs_passphrase", variable="X")

    monkeypatch.setattr(Issuer, "refresh_status", locked)
    folder.clock.pass_days(175)
    codes = _codes(_night(folder.open(), NightPlan()))
    assert ("sign", "cli_needs_passphrase", "failed") in codes
    assert [code for _, code, _ in codes if code in {"nightly_ends", "nightly_ended"}]


def test_what_cannot_be_read_of_what_ends_is_said_and_keeps_no_other_end_from_being_said(folder: Folder) -> None:
    folder.create()
    end = folder.clock() + timedelta(days=3)

    def unreadable() -> datetime:
        raise PermissionError(13, "Permission denied", "approved.json")

    def broken() -> datetime:
        raise InputError("copy_scheme", value="none")

    night = _night(folder.open(), NightPlan(ends={"a": unreadable, "b": broken, "c": lambda: end, "d": lambda: None}))
    assert _codes(night) == [
        ("ahead", "nightly_refused", "failed"),
        ("ahead", "copy_scheme", "failed"),
        ("ahead", "nightly_ends", "failed"),
    ]


def test_what_the_system_refuses_in_a_step_keeps_no_other_step_from_its_own(tmp_path: Path, folder: Folder) -> None:
    folder.create()

    def refused() -> SitePlace:
        raise PermissionError(13, "Permission denied", "/srv")

    night = _night(folder.open(), replace(_plan(tmp_path), place=refused, send=lambda: (0, 0)))
    assert _codes(night) == [("copy", "nightly_refused", "failed")]
    assert night[NightStep.SEND].ran


class _CutError(BaseException):
    """The process ended here."""


def test_a_night_that_is_cut_short_anywhere_is_made_good_by_the_next(tmp_path: Path, folder: Folder) -> None:
    issuer = folder.create()
    issuer.issue_many(rows(2, consent=Consent(given=True)), "dementia-care")
    whole = tmp_path / "whole"
    _night(folder.open(), replace(_plan(tmp_path), place=lambda: FolderPlace(whole)))
    wanted = {p.relative_to(whole): p.read_bytes() for p in whole.rglob("*") if p.is_file() and p.name != STAMP}

    class Cut(FolderPlace):
        left = 0

        def write(self, path: str, body: bytes) -> None:
            if Cut.left == 0:
                raise _CutError
            Cut.left -= 1
            super().write(path, body)

    def place() -> SitePlace:
        return Cut(tmp_path / "www")

    for steps in (0, 1, 5, 11):
        shutil.rmtree(tmp_path / "www", ignore_errors=True)
        for left in tmp_path.glob(".site.to-*"):
            left.unlink()
        Cut.left = steps
        with suppress(_CutError), alone(folder.path):
            _night(folder.open(), replace(_plan(tmp_path), place=place))
        with alone(folder.path):
            assert _codes(_night(folder.open(), _plan(tmp_path))) == []
        www = tmp_path / "www"
        assert {p.relative_to(www): p.read_bytes() for p in www.rglob("*") if p.is_file() and p.name != STAMP} == wanted


def test_one_run_at_a_time(folder: Folder) -> None:
    folder.create()
    with alone(folder.path), pytest.raises(InputError) as caught, alone(folder.path):
        pass
    assert caught.value.code == "nightly_running"
    with alone(folder.path):
        pass


def test_on_a_drive_without_locks_a_night_goes_on_as_publishing_does(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.create()
    monkeypatch.setattr(_files, "lock", lambda *_, **__: False)
    with alone(folder.path), alone(folder.path):
        assert _codes(_night(folder.open(), NightPlan())) == []


@pytest.mark.parametrize("given", [("--proxy", "http://127.0.0.1:3128"), ("--allow-private", "badges.college.example")])
def test_what_is_for_the_check_is_refused_without_one(tmp_path: Path, run: Run, given: tuple[str, str]) -> None:
    Issuer.create(tmp_path / "badges", name="Example College", url="https://badges.college.example")
    code, _, err = run("nightly", "-C", "badges", "--out", "site", *given)
    assert code == 2
    assert "--check" in err


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def ran(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


def test_the_command_says_nothing_but_that_nobody_is_needed(tmp_path: Path, run: Run) -> None:
    Issuer.create(tmp_path / "badges", name="Example College", url="https://badges.college.example")
    words = ("nightly", "-C", "badges", "--out", "site", "--to", "www")
    assert run(*words) == (0, "all that was due is done; nobody is needed\n", "")
    assert run(*words, "-q") == (0, "", "")
    steps = [json.loads(line) for line in run(*words, "--json")[1].splitlines()]
    assert [(one["step"], one["outcome"]) for one in steps] == [
        ("sign", "done"),
        ("publish", "done"),
        ("copy", "done"),
        ("send", "skipped"),
        ("check", "skipped"),
        ("ahead", "done"),
    ]
    code, out, err = run(*words, "--trust", "none.json", "--json")
    assert [json.loads(line)["outcome"] for line in out.splitlines() if "step" in json.loads(line)][:3] == ["done"] * 3
    assert code == 1
    assert "none.json" in out + err
    (tmp_path / "www/mexbadge.toml").write_text("")
    code, out, _ = run(*words)
    assert code == 1
    assert "mexbadge.toml" in out
    with alone(tmp_path / "badges"):
        code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "another nightly run" in err


def test_a_folder_that_is_not_there_is_named_as_such(run: Run) -> None:
    code, out, err = run("nightly", "-C", "nowhere")
    assert (code, out) == (2, "")
    assert "nowhere is no issuer's folder" in err
