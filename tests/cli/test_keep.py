"""``mexbadge keep``, and ``mexbadge verify`` on what it wrote, years later."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands import Run
from issuing import AISHA, Folder
from mexbadge.fetch import ResourceSet
from mexbadge.keys import KeyKind, LocalSigner, write_private_key
from mexbadge.verify import Verifier
from mexbadge.verify.lasting import keep

THEN = datetime(2026, 3, 1, 12, 1, tzinfo=UTC)


def test_the_commands_keep_and_verify_what_was_kept(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    archive = LocalSigner.generate(KeyKind.ED25519, "did:web:archive.example#key-1")
    issuer = Folder(tmp_path / "badges").create()
    badge = issuer.issue("dementia-care", to=AISHA, name="Aisha")
    Path("badge.png").write_bytes(badge.bake(badge.image or b""))
    issuer.write_hosted()
    Path("archive.pub").write_text(archive.public_key.to_pem().decode())
    network = Verifier(fetch=ResourceSet.load(Path("badges")))
    keep(Path("badge.png").read_bytes(), Path("signed.mexbadge.zip"), network, at=THEN, signer=archive)
    code, out, err = run("verify", "signed.mexbadge.zip", "--offline", "--recorder", "archive.pub")
    assert (code, err) == (0, "")
    assert "as recorded on 1 March 2026 by badges.college.example" in " ".join(out.split())
    given = ("keep", "badge.png", "--resources", "badges", "--at", "2026-03-01T12:01:00Z")
    code, out, err = run(*given, "--out", "badge.mexbadge.zip")
    assert code == 0, err
    for path in ("signed.mexbadge.zip", "badge.mexbadge.zip"):
        code, out, err = run("verify", path, "--offline")
        assert code == 3
        assert "proves nothing" in " ".join(out.split())
    assert run(*given, "--out", "badge.png2")[0] == 2
    assert run(*given, "--out", "badge.mexbadge.zip")[0] == 2


@pytest.mark.parametrize("option", [("--at", "2026-03-01T12:01:00Z"), ("--resources", "badges")])
def test_a_recorder_signs_only_what_the_hosts_say_now(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, option: tuple[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    archive = LocalSigner.generate(KeyKind.ED25519, "did:web:archive.example#key-1")
    write_private_key(Path("archive.pem"), archive.private, passphrase=None)
    issuer = Folder(tmp_path / "badges").create()
    Path("badge.jwt").write_bytes(issuer.issue("dementia-care", to=AISHA, name="Aisha").credential)
    issuer.write_hosted()
    code, _, err = run("keep", "badge.jwt", "--out", "badge.zip", "--key", "archive.pem", *option)
    assert code == 2
    assert f"{option[0]} does not go with --key" in " ".join(err.split())
    assert not Path("badge.zip").exists()
