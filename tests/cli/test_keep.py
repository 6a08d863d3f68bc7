"""``mexbadge keep``, and ``mexbadge verify`` on what it wrote, years later."""

from pathlib import Path

import pytest

from commands import Run
from issuing import AISHA, Folder
from mexbadge.keys import KeyKind, LocalSigner, write_private_key


def test_the_commands_keep_and_verify_what_was_kept(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    archive = LocalSigner.generate(KeyKind.ED25519, "did:web:archive.example#key-1")
    issuer = Folder(tmp_path / "badges").create()
    badge = issuer.issue("dementia-care", to=AISHA, name="Aisha")
    Path("badge.png").write_bytes(badge.bake(badge.image or b""))
    issuer.write_hosted()
    write_private_key(Path("archive.pem"), archive.private, passphrase=None)
    Path("archive.pub").write_text(archive.public_key.to_pem().decode())
    given = (
        "keep",
        "badge.png",
        "--resources",
        "badges",
        "--at",
        "2026-03-01T12:01:00Z",
        "--key-id",
        "did:web:archive.example#key-1",
    )
    code, out, err = run(*given, "--out", "badge.mexbadge.zip", "--key", "archive.pem")
    assert code == 0, err
    assert "--recorder" in out + err
    code, out, err = run("verify", "badge.mexbadge.zip", "--offline", "--recorder", "archive.pub")
    assert (code, err) == (0, "")
    assert "as recorded on 1 March 2026 by badges.college.example" in " ".join(out.split())
    code, out, err = run("verify", "badge.mexbadge.zip", "--offline")
    assert code == 3
    assert "proves nothing" in " ".join(out.split())
    assert run(*given, "--out", "badge.png2")[0] == 2
    assert run(*given, "--out", "badge.mexbadge.zip")[0] == 2
