"""Ours at theirs and theirs at ours, in one run: ``make interop``.

Badges of every kind that mexbadge issues (genuine, altered, revoked) are shown to four foreign verifiers, and badges
that they issue to mexbadge. What is expected of each stands in ``expected.json``, and is judged in
docs/reference/interoperability.md; any difference from it ends the run with 1.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

from mexbadge.bake import bake, unbake
from mexbadge.cli import main
from mexbadge.fetch.types import nothing
from mexbadge.issuer import Form
from mexbadge.issuer.api import issue
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ld.contexts import bundled, entries
from mexbadge.verify import Verdict, verify

HERE = Path(__file__).resolve().parent
KEPT = HERE.parent / "tests" / "data" / "foreign"
ACCEPTED = {Verdict.VALID, Verdict.WARNING}
ISSUED = datetime(2026, 1, 10, 9, tzinfo=UTC)
ACHIEVEMENT = {
    "id": "https://northside.test/lifting",
    "type": ["Achievement"],
    "name": "Safe Lifting",
    "description": "Lifts safely.",
    "criteria": {"narrative": "Shown on placement."},
}
_VARYING = ("openvc ecdsa-rdfc-2019-p384.genuine.json",)
"""Its canonical form takes SHA-256 where P-384 wants SHA-384: half of them fail, by how blank nodes are ordered."""
KINDS = {
    "eddsa-rdfc-2022": (KeyKind.ED25519, Form.DATA_INTEGRITY, "eddsa-rdfc-2022"),
    "ecdsa-rdfc-2019-p256": (KeyKind.P256, Form.DATA_INTEGRITY, "ecdsa-rdfc-2019"),
    "ecdsa-rdfc-2019-p384": (KeyKind.P384, Form.DATA_INTEGRITY, "ecdsa-rdfc-2019"),
    "eddsa-jcs-2022": (KeyKind.ED25519, Form.DATA_INTEGRITY, "eddsa-jcs-2022"),
    "ecdsa-jcs-2019-p256": (KeyKind.P256, Form.DATA_INTEGRITY, "ecdsa-jcs-2019"),
    "vc-jwt-eddsa": (KeyKind.ED25519, Form.VC_JWT, None),
    "vc-jwt-es256": (KeyKind.P256, Form.VC_JWT, None),
}


def png() -> bytes:
    """A picture of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def altered(content: bytes) -> bytes:
    """Change one word of a badge that is not signed any more for it."""
    if content.startswith(b"{"):
        return content.replace(b"Safe Lifting", b"Safe Driving")
    head, body, signature = content.split(b".")
    plain = base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4)).replace(b"Safe Lifting", b"Safe Driving")
    return b".".join((head, base64.urlsafe_b64encode(plain).rstrip(b"="), signature))


def put(folder: Path, name: str, content: bytes) -> None:
    """Write one badge, alone and in a picture."""
    ending = "json" if content.startswith(b"{") else "jwt"
    (folder / "ours" / f"{name}.{ending}").write_bytes(content)
    (folder / "pictures" / f"{name}.png").write_bytes(bake(png(), content))


def by_key(folder: Path) -> None:
    """Issue one badge of each kind, by issuers that are their own key."""
    for name, (kind, form, suite) in KINDS.items():
        fresh = LocalSigner.generate(kind, "did:key:")
        text = fresh.public_key.to_multikey()
        signer = LocalSigner(fresh.private, f"did:key:{text}#{text}")
        profile = {"id": f"did:key:{text}", "type": ["Profile"], "name": "Northside College"}
        issued = issue(
            ACHIEVEMENT, to="did:web:lee.test", issuer=profile, signer=signer, form=form, suite=suite, at=ISSUED
        )
        put(folder, f"{name}.genuine", issued.credential)
        put(folder, f"{name}.altered", altered(issued.credential))


def by_folder(folder: Path) -> dict[str, object]:
    """Issue two badges with a status in an issuer's folder and revoke one; return what its server would publish."""
    college = folder / "college"
    quiet = ["--name", "Northside College", "--url", "https://badges.northside.test", "--no-passphrase"]
    run("init", str(college), *quiet, "--description", "A made-up college.")
    next((college / "achievements").glob("*.toml")).unlink()
    lines = [
        f"{name} = {json.dumps(text)}" for name, text in ACHIEVEMENT.items() if isinstance(text, str) and name != "id"
    ]
    (college / "achievements" / "lifting.toml").write_text("\n".join([*lines, 'criteria = "Shown."']), encoding="utf-8")
    for name, person in (("genuine", "lee@mail.test"), ("revoked", "kim@mail.test")):
        picture = folder / f"{name}.png"
        run("issue", "-C", str(college), "--achievement", "lifting", "--to", person, "-o", str(picture))
        content = unbake(picture.read_bytes())
        put(folder, f"status.{name}", content)
        if name == "genuine":
            put(folder, "status.altered", altered(content))
        else:
            run("revoke", "-C", str(college), json.loads(content)["id"], "--reason", "Given by mistake.")
    index = json.loads((college / "hosted" / "resources.json").read_text(encoding="utf-8"))
    paths = {url: entry if isinstance(entry, str) else entry["path"] for url, entry in index.items()}
    read = {url: (college / "hosted" / path).read_bytes() for url, path in paths.items()}
    return {url: json.loads(body) for url, body in read.items() if body.lstrip().startswith(b"{")}


def run(*arguments: str) -> None:
    """Run a command of mexbadge, without its words."""
    with Path(os.devnull).open("w", encoding="utf-8") as sink:
        before, sys.stdout = sys.stdout, sink
        try:
            code = main(list(arguments))
        finally:
            sys.stdout = before
    if code:
        raise SystemExit(f"mexbadge {arguments[0]}: exit {code}")


def contexts() -> dict[str, object]:
    """Return the bundled contexts by address."""
    return {url: bundled(entry) for entry in entries() if entry.kind == "context" for url in entry.urls}


def prepared(folder: Path) -> None:
    """Issue everything, and lay beside it what foreign verifiers fetch."""
    for name in ("ours", "pictures", "theirs"):
        (folder / name).mkdir()
    by_key(folder)
    documents = {**contexts(), **by_folder(folder)}
    (folder / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    template = json.loads(next((folder / "ours").glob("eddsa-rdfc-2022.genuine.json")).read_bytes())
    del template["proof"]
    (folder / "template.json").write_text(json.dumps(template), encoding="utf-8")


def ours_at_theirs(folder: Path) -> dict[str, bool]:
    """Ask the foreign verifiers."""
    node = [os.environ.get("NODE", "node"), str(HERE / "foreign.mjs"), str(folder)]
    subprocess.run(node, check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    python = HERE / ".python" / "bin" / "python"
    subprocess.run(
        [str(python), str(HERE / "foreign.py"), str(folder)], check=True, timeout=300, stdout=subprocess.DEVNULL
    )
    found: dict[str, bool] = json.loads((folder / "npm.json").read_text(encoding="utf-8"))
    return found | json.loads((folder / "pypi.json").read_text(encoding="utf-8"))


def theirs_at_ours(folder: Path) -> dict[str, bool]:
    """Judge what they issued, as it came and with one word changed."""
    found = {}
    for file in sorted((folder / "theirs").iterdir()):
        for name, content in (("genuine", file.read_bytes()), ("altered", altered(file.read_bytes()))):
            found[f"mexbadge {file.name} {name}"] = verify(content, fetch=nothing).verdict in ACCEPTED
    return found


def table(found: dict[str, bool]) -> str:
    """Write what each said of each, a line a badge."""
    return "\n".join(f"{'accepted' if said else 'refused':<9}{name}" for name, said in sorted(found.items()))


def interop() -> int:
    """Run it all; with ``--write`` what is found becomes what is expected, and foreign badges are kept as test data."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder)
        found = ours_at_theirs(folder) | theirs_at_ours(folder)
        print(table(found))
        expected = HERE / "expected.json"
        if "--write" in sys.argv:
            expected.write_text(json.dumps(dict(sorted(found.items())), indent=1) + "\n", encoding="utf-8")
            KEPT.mkdir(parents=True, exist_ok=True)
            for file in sorted((folder / "theirs").iterdir()):
                (KEPT / file.name).write_bytes(file.read_bytes())
            return 0
        wanted = json.loads(expected.read_text(encoding="utf-8"))
        for key in _VARYING:
            found.pop(key, None)
            wanted.pop(key, None)
        differing = sorted(key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key))
        for key in differing:
            print(f"differs: {key}: {found.get(key)} instead of {wanted.get(key)}")
        print(f"{len(found) - len(differing)} passed, {len(differing)} failed")
        return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(interop())
