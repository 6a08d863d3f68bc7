"""Whatever changes something leaves the folder ``hosted`` as the register has it, or changes nothing."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from issuing import AISHA, BEN, Folder, everything, rows
from mexbadge._json import JsonObject
from mexbadge.cli import main
from mexbadge.errors import MexBadgeError, RegisterError
from mexbadge.issuer import Form, Issued, Issuer
from mexbadge.issuer.checkup import check_folder
from mexbadge.issuer.hosted import files
from mexbadge.issuer.pipeline.desk import Desk


def _suspended_and_restored(issuer: Issuer, badge: Issued) -> None:
    issuer.suspend(badge.id)
    issuer.restore(badge.id)


Change = Callable[[Issuer, Issued], object]
CHANGES: dict[str, Change] = {
    "issue": lambda issuer, _: issuer.issue("dementia-care", to=BEN),
    "issue 2.0": lambda issuer, _: issuer.issue("dementia-care", to=BEN, form=Form.OB2_HOSTED),
    "issue many": lambda issuer, _: issuer.issue_many(rows(2), "dementia-care"),
    "convert": lambda issuer, badge: issuer.convert_document(
        badge.id, lambda name, status: _again(badge, name, status)
    ),
    "revoke": lambda issuer, badge: issuer.revoke(badge.id),
    "suspend": lambda issuer, badge: issuer.suspend(badge.id),
    "restore": _suspended_and_restored,
    "renew": lambda issuer, badge: issuer.renew(badge.id, issuer.now() + timedelta(days=900)),
    "correct": lambda issuer, badge: issuer.correct(badge.id, {"narrative": "Better."}),
    "reissue": lambda issuer, badge: issuer.reissue(badge.id, BEN),
    "endorse": lambda issuer, _: issuer.endorse("https://other.example/a", comment="good"),
    "withdraw": lambda issuer, _: issuer.withdraw_endorsement(
        issuer.endorse("https://other.example/b", comment="good").id
    ),
    "forget": lambda issuer, _: issuer.forget(AISHA),
    "refresh": lambda issuer, _: issuer.refresh_status(),
    "rotate": lambda issuer, _: issuer.rotate_key(),
    "retire": lambda issuer, _: issuer.retire_key(issuer.keys()[0].id),
    "compromise": lambda issuer, _: issuer.compromise_key(issuer.keys()[0].id, reissue=True),
    "receipts": lambda issuer, _: issuer.refresh_receipts(),
}


def _again(badge: Issued, name: str, status: object) -> JsonObject:
    return {**badge.document, "id": name, "credentialStatus": status}


def _revoked_and_restored(issuer: Issuer, badge: Issued) -> None:
    with issuer.together():
        issuer.revoke(badge.id)
        issuer.restore(badge.id)


def _made(folder: Folder) -> tuple[Issuer, Issued]:
    issuer = folder.create(ledger=True, email="badges@college.example")
    badge = issuer.issue("dementia-care", to=AISHA, until=folder.clock() + timedelta(days=400))
    folder.clock.pass_days(1)
    return issuer, badge


def _unpublished(folder: Folder, issuer: Issuer) -> set[str]:
    return {
        one.code
        for one in check_folder(folder.path, issuer, at=folder.clock())
        if one.code.startswith("college_hosted")
    }


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_something_leaves_hosted_true(tmp_path: Path, name: str) -> None:
    folder = Folder(tmp_path / "badges")
    issuer, badge = _made(folder)
    CHANGES[name](issuer, badge)
    assert not issuer.outdated()
    assert _unpublished(folder, issuer) == set()
    assert issuer.write_hosted() == ()


@pytest.mark.parametrize("name", CHANGES)
def test_where_the_register_is_behind_nothing_is_changed(tmp_path: Path, name: str) -> None:
    """Another process, with the register that is right, published something after this one was opened."""
    folder = Folder(tmp_path / "badges")
    issuer, badge = _made(folder)
    other = Folder(tmp_path / "other", clock=folder.clock)
    shutil.copytree(folder.path, other.path)
    other.open().revoke(badge.id)
    shutil.rmtree(folder.path / "hosted")
    shutil.copytree(other.path / "hosted", folder.path / "hosted")
    shutil.rmtree(folder.path / "hosted/log")
    before, files = everything(issuer), sorted(folder.path.rglob("*"))
    with pytest.raises(RegisterError) as caught:
        CHANGES[name](issuer, badge)
    assert caught.value.code == "register_behind"
    assert everything(issuer) == before
    assert sorted(folder.path.rglob("*")) == files


def test_together_writes_once_also_where_something_fails(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    issuer, badge = _made(folder)
    written = _counted(monkeypatch)
    with issuer.together():
        issuer.suspend(badge.id)
        issuer.restore(badge.id)
        issuer.revoke(badge.id)
        assert written == []
    assert len(written) == 1
    other = issuer.issue("dementia-care", to=BEN)
    with pytest.raises(MexBadgeError):
        _revoked_and_restored(issuer, other)
    assert not issuer.outdated()
    assert issuer.written


def test_a_command_writes_hosted_once(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    issuer, badge = _made(folder)
    written = _counted(monkeypatch)
    short = badge.id.rpartition(":")[2]
    monkeypatch.setattr("mexbadge.issuer.issuer._now", folder.clock)
    for words in (
        ["issue", "--achievement", "dementia-care", "--to", BEN],
        ["suspend", short],
        ["restore", short],
        ["renew", short, "--until", "2029-01-01"],
        ["revoke", short],
        ["forget", BEN, "--yes"],
        ["status", "refresh", "--all"],
        ["keys", "rotate", "--no-passphrase"],
    ):
        written.clear()
        command = words[:2] if words[0] in {"status", "keys"} else words[:1]
        assert main([*command, "-C", str(folder.path), *words[len(command) :]]) == 0, capsys.readouterr().err
        assert len(written) == 1, words
    assert not issuer.outdated()


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    seen: list[Desk] = []
    real = files.write_hosted

    def counted(desk: Desk, *, whole: bool) -> tuple[Path, ...]:
        seen.append(desk)
        return real(desk, whole=whole)

    monkeypatch.setattr(files, "write_hosted", counted)
    return seen


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")
