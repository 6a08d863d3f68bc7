"""What mexbadge issues to be shown to others: every kind, genuine, altered and revoked, with what is fetched for it."""

import base64
import json
import os
import sys
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from mexbadge.bake import bake, unbake
from mexbadge.cli import main
from mexbadge.credentials.issuing import issue
from mexbadge.credentials.ob2 import Award2, BadgeClass, Profile, issue_hosted, issue_signed, revoked_document
from mexbadge.credentials.ob2 import revocation_list_document as list_document
from mexbadge.dids import did_document, did_jwk, did_key
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ld.contexts import bundled, entries
from mexbadge.models.identity import Identity

ISSUED = datetime(2026, 1, 10, 9, tzinfo=UTC)
DAY = (b"2026-01-10", b"2026-01-11")
WORD = (b"Safe Lifting", b"Safe Driving")
HOST = "https://northside.test"
ACHIEVEMENT = {
    "id": f"{HOST}/lifting",
    "type": ["Achievement"],
    "name": "Safe Lifting",
    "description": "Lifts safely.",
    "criteria": {"narrative": "Shown on placement."},
}
KINDS = {
    "eddsa-rdfc-2022": ("did:key", KeyKind.ED25519, Form.DATA_INTEGRITY, "eddsa-rdfc-2022"),
    "eddsa-rdfc-2022-jwk": ("did:jwk", KeyKind.ED25519, Form.DATA_INTEGRITY, "eddsa-rdfc-2022"),
    "ecdsa-rdfc-2019-p256": ("did:key", KeyKind.P256, Form.DATA_INTEGRITY, "ecdsa-rdfc-2019"),
    "ecdsa-rdfc-2019-p384": ("did:key", KeyKind.P384, Form.DATA_INTEGRITY, "ecdsa-rdfc-2019"),
    "eddsa-jcs-2022": ("did:key", KeyKind.ED25519, Form.DATA_INTEGRITY, "eddsa-jcs-2022"),
    "ecdsa-jcs-2019-p256": ("did:key", KeyKind.P256, Form.DATA_INTEGRITY, "ecdsa-jcs-2019"),
    "vc-jwt-eddsa": ("did:key", KeyKind.ED25519, Form.VC_JWT, None),
    "vc-jwt-eddsa-jwk": ("did:jwk", KeyKind.ED25519, Form.VC_JWT, None),
    "vc-jwt-es256": ("did:key", KeyKind.P256, Form.VC_JWT, None),
    "vc-jwt-rs256": ("did:web", KeyKind.RSA, Form.VC_JWT, None),
    "vc-jwt-rs256-jwk": ("did:jwk", KeyKind.RSA, Form.VC_JWT, None),
}
OLDER = {"ob2-signed-eddsa": KeyKind.ED25519, "ob2-signed-es256": KeyKind.P256, "ob2-signed-rs256": KeyKind.RSA}

Documents = dict[str, object]


def png() -> bytes:
    """A picture of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def altered(content: bytes) -> bytes:
    """Change one word of a badge; one of 2.0, which names its badge class by address, has another day of issue."""
    if content.lstrip().startswith(b"{"):
        return _changed(content)
    head, body, signature = content.split(b".")
    plain = _changed(base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4)))
    return b".".join((head, base64.urlsafe_b64encode(plain).rstrip(b"="), signature))


def _changed(text: bytes) -> bytes:
    before, after = WORD if WORD[0] in text else DAY
    if before not in text:
        raise SystemExit("a badge has neither the word nor the day that is altered")
    return text.replace(before, after)


def put(folder: Path, name: str, content: bytes) -> None:
    """Write one badge, alone and in a picture."""
    ending = "json" if content.startswith(b"{") else "jwt"
    (folder / "ours" / f"{name}.{ending}").write_bytes(content)
    (folder / "pictures" / f"{name}.png").write_bytes(bake(png(), content))


def put_both(folder: Path, name: str, content: bytes) -> None:
    """Write one badge as it was issued, and altered."""
    put(folder, f"{name}.genuine", content)
    put(folder, f"{name}.altered", altered(content))


def signer_of(method: str, kind: KeyKind, documents: Documents) -> tuple[str, LocalSigner]:
    """Make a key, and an issuer's id that leads to it; what its server would publish goes to ``documents``."""
    fresh = LocalSigner.generate(kind, "did:key:")
    if method == "did:web":
        issuer, fragment = "did:web:rsa.northside.test", "key-1"
        public = did_document(issuer, [("#key-1", fresh.public_key)])
        documents["https://rsa.northside.test/.well-known/did.json"] = public
    elif method == "did:jwk":
        issuer, fragment = did_jwk(fresh.public_key), "0"
    else:
        issuer = did_key(fresh.public_key)
        fragment = issuer.removeprefix("did:key:")
    return issuer, LocalSigner(fresh.private, f"{issuer}#{fragment}")


def by_key(folder: Path) -> Documents:
    """Issue one 3.0 badge of each kind; return what is fetched for them."""
    documents: Documents = {}
    for name, (method, kind, form, suite) in KINDS.items():
        issuer, signer = signer_of(method, kind, documents)
        profile = {"id": issuer, "type": ["Profile"], "name": "Northside College"}
        issued = issue(
            ACHIEVEMENT, to="did:web:lee.test", issuer=profile, signer=signer, form=form, suite=suite, at=ISSUED
        )
        put_both(folder, name, issued.credential)
    return documents


def by_folder(folder: Path) -> Documents:
    """Issue two badges with a status in an issuer's folder and revoke one; return what its server would publish."""
    college = folder / "college"
    quiet = ["--name", "Northside College", "--url", "https://badges.northside.test", "--no-passphrase"]
    run("init", str(college), *quiet, "--description", "A made-up college.")
    next((college / "achievements").glob("*.toml")).unlink()
    texts = {name: text for name, text in ACHIEVEMENT.items() if isinstance(text, str) and name != "id"}
    lines = [f"{name} = {json.dumps(text)}" for name, text in texts.items()]
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


def award(name: str, place: str) -> Award2:
    """Describe the 2.0 badge ``name``, which stands at ``place``."""
    return Award2(place, Identity.parse("lee@mail.test"), f"salt of {name}", ISSUED)


def older(folder: Path) -> Documents:
    """Issue 2.0 badges: one hosted and one signed with each kind of key, as they came, altered and revoked."""
    documents: Documents = {}
    for name, kind in OLDER.items():
        base = f"https://{name}.northside.test"
        signer = LocalSigner.generate(kind, f"{base}/key.json")
        profile, badge = _older_issuer(base, [(signer.verification_method, signer.public_key)])
        revoked = f"{base}/2"
        for case, place in (("genuine", f"{base}/1"), ("revoked", revoked)):
            issued = issue_signed(award(name, place), badge, profile, signer)
            put(folder, f"{name}.{case}", issued.content)
            documents |= dict(_read(issued.documents))
            if case == "genuine":
                put(folder, f"{name}.altered", altered(issued.content))
        listed = f"{base}/revoked.json"
        documents[listed] = list_document(listed, profile.id, {revoked: "Given by mistake."})
    return documents | _hosted(folder)


def _hosted(folder: Path) -> Documents:
    documents: Documents = {}
    base = "https://ob2-hosted.northside.test"
    profile, badge = _older_issuer(base, [])
    for case in ("genuine", "revoked"):
        issued = issue_hosted(award("ob2-hosted", f"{base}/{case}.json"), badge, profile)
        put(folder, f"ob2-hosted.{case}", issued.content)
        documents |= dict(_read(issued.documents))
        if case == "genuine":
            put(folder, "ob2-hosted.altered", altered(issued.content))
        else:
            documents[f"{base}/{case}.json"] = revoked_document(issued.assertion, "Given by mistake.")
    return documents


def _older_issuer(base: str, keys: list[tuple[str, object]]) -> tuple[Profile, BadgeClass]:
    listed = f"{base}/revoked.json" if keys else None
    profile = Profile(f"{base}/issuer.json", "Northside College", base, "badges@northside.test", keys, listed)
    texts = ("Safe Lifting", "Lifts safely.", {"narrative": "Shown on placement."})
    return profile, BadgeClass(f"{base}/lifting.json", *texts, f"{base}/lifting.png")


def _read(documents: Mapping[str, bytes]) -> Iterator[tuple[str, object]]:
    for url, body in documents.items():
        yield url, json.loads(body)


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


def contexts() -> Documents:
    """Return the bundled contexts by address."""
    return {url: bundled(entry) for entry in entries() if entry.kind == "context" for url in entry.urls}


def issued(folder: Path) -> None:
    """Issue everything, and lay beside it what foreign verifiers fetch and what foreign issuers start from."""
    for name in ("ours", "pictures", "theirs"):
        (folder / name).mkdir()
    documents = {**contexts(), **by_key(folder), **by_folder(folder), **older(folder)}
    (folder / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    template = json.loads(next((folder / "ours").glob("eddsa-rdfc-2022.genuine.json")).read_bytes())
    del template["proof"]
    (folder / "template.json").write_text(json.dumps(template), encoding="utf-8")
