"""Open Badges 2.0 by hand: issue, publish into a folder, verify, revoke, verify again, convert; and the tutorial."""

import json
import re
import shlex
from pathlib import Path

import pytest

from mexbadge.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "tutorials" / "verify-an-old-badge.md"
ISSUER = (
    'id = "https://badges.college.example/issuer.json"\nname = "Example College"\n'
    'url = "https://badges.college.example/"\nemail = "badges@college.example"\n'
)
KEY_ID = "https://badges.college.example/keys/key-1.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEXBADGE_PASSPHRASE", "correct horse")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "issuer.toml").write_text(ISSUER)
    return tmp_path


def issue(form: str, *words: str, kind: str = "png", out: str | None = None) -> int:
    common = ["issue", "--as", form, "--achievement", "examples/achievements/psw-dementia-care.toml"]
    common += ["--issuer", "issuer.toml", "--to", "aisha@example.ca", "--at", "2026-03-01", "--hosted", "hosted"]
    image = f"examples/images/psw-dementia-care.{kind}"
    return main([*common, "--image", image, "-o", out or f"{form}.{kind}", *words])


def verify(name: str, *words: str) -> tuple[int, list[str]]:
    return main(["verify", "--json", "--resources", "hosted", "--at", "2026-05-01", name, *words]), []


def found(capsys: pytest.CaptureFixture[str], name: str, *words: str) -> tuple[str, set[str]]:
    """The verdict and the codes of one verification."""
    capsys.readouterr()
    main(["verify", "--json", "--resources", "hosted", "--at", "2026-05-01", name, *words])
    report = json.loads(capsys.readouterr().out)
    return report["verdict"], {finding["code"] for finding in report["findings"]}


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_hosted_badge_is_issued_verified_revoked_and_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    assert issue("ob2-hosted", kind=kind) == 0
    badge = f"ob2-hosted.{kind}"
    assert found(capsys, badge, "--recipient", "aisha@example.ca")[0] in {"valid", "warning"}
    assert found(capsys, badge, "--recipient", "other@example.ca")[0] == "invalid"
    (assertion,) = (folder / "hosted" / "assertions").iterdir()
    document = json.loads(assertion.read_text())
    assertion.write_text(json.dumps({**document, "revoked": True, "revocationReason": "Issued by mistake"}))
    capsys.readouterr()
    assert main(["verify", "--resources", "hosted", badge]) == 1
    assert "Issued by mistake" in capsys.readouterr().out


@pytest.mark.parametrize("key", ["RSA", "P-256", "Ed25519"])
def test_a_signed_badge_is_issued_verified_revoked_and_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    words = ["--kind", key, "--issuer", "https://badges.college.example/issuer.json", "--out", "k.pem"]
    assert main(["keys", "new", *words]) == 0
    assert issue("ob2-signed", "--key", "k.pem", "--key-id", KEY_ID) == 0
    assert found(capsys, "ob2-signed.png")[0] in {"valid", "warning"}
    revocations = folder / "hosted" / "revocations.json"
    document = json.loads(revocations.read_text())
    main(["unbake", "ob2-signed.png", "-o", "token.txt"])
    main(["show", "--json", "--offline", "token.txt"])
    ident = json.loads(capsys.readouterr().out.splitlines()[-1])["id"]
    revocations.write_text(json.dumps({**document, "revokedAssertions": [{"id": ident, "revocationReason": "Error"}]}))
    verdict, codes = found(capsys, "ob2-signed.png")
    assert verdict == "invalid"
    assert any("revoked" in code for code in codes)


def test_two_badges_of_one_issuer_share_one_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    assert issue("ob2-hosted", out="one.png") == 0
    assert issue("ob2-hosted", out="two.png") == 0
    assert {found(capsys, name)[0] for name in ("one.png", "two.png")} <= {"valid", "warning"}


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        (
            'id = "did:web:badges.college.example"\nname = "C"\nurl = "https://c.example"\nemail = "a@c.example"',
            "https address",
        ),
        ('id = "https://badges.college.example/issuer.json"\nname = "C"', "url, email"),
    ],
)
def test_an_issuer_that_2_0_cannot_name_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], issuer: str, expected: str
) -> None:
    (folder / "issuer.toml").write_text(issuer)
    assert issue("ob2-hosted") == 2
    assert expected in capsys.readouterr().err
    assert not (folder / "ob2-hosted.png").exists()


def test_a_hosted_badge_is_converted_by_its_own_issuer_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert issue("ob2-hosted") == 0
    own = "did:web:badges.college.example"
    assert main(["keys", "new", "--issuer", own, "--out", "own.pem", "--hosted", "hosted3"]) == 0
    merged = json.loads((folder / "hosted" / "resources.json").read_text())
    for url, entry in json.loads((folder / "hosted3" / "resources.json").read_text()).items():
        target = folder / "hosted" / entry["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((folder / "hosted3" / entry["path"]).read_bytes())
        merged[url] = entry
    (folder / "hosted" / "resources.json").write_text(json.dumps(merged))
    common = ["convert", "ob2-hosted.png", "--resources", "hosted", "--at", "2026-05-01"]
    assert main([*common, "--issuer", own, "--key", "own.pem", "-o", "new.png"]) == 0
    assert "related" in capsys.readouterr().out
    assert found(capsys, "new.png", "--recipient", "aisha@example.ca")[0] == "valid"
    assert main([*common, "--issuer", "did:web:evil.example", "--key", "own.pem", "-o", "x.png"]) == 2
    assert "is not the issuer" in capsys.readouterr().err
    assert main(["keys", "new", "--out", "other.pem", "--no-passphrase"]) == 0
    assert main([*common, "--issuer", own, "--key", "other.pem", "-o", "x.png"]) == 2
    assert not (folder / "x.png").exists()
    assert (
        main(["convert", "new.png", "--resources", "hosted", "--issuer", own, "--key", "own.pem", "-o", "x.png"]) == 2
    )
    assert "no Open Badge of version 2.0" in capsys.readouterr().err


@pytest.mark.slow
def test_the_tutorial_runs_as_it_stands(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name, content in re.findall(r"<!-- write: (\S+) -->\n```\w+\n(.*?)```", text, re.DOTALL):
        (folder / name).write_text(content)
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    assert len(lines) == 10
    for line in lines:
        assert main(shlex.split(line)[1:]) == 0, (line, capsys.readouterr())
