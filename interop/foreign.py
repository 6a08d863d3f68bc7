"""What the PyPI verifiers say of the files of a folder, and badges that they issue; no network: see documents.json."""

import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from openbadgeslib import ob3
from openbadgeslib.verify import verify_badge
from openvc.did.base import DidResolverRegistry
from openvc.did.did_key import DidKeyResolver
from openvc.did.did_web import DidWebResolver
from openvc.resolvers import default_status_list_resolver
from openvc.verify import verify_credential

FOLDER = Path(sys.argv[1])
DOCUMENTS = json.loads((FOLDER / "documents.json").read_text(encoding="utf-8"))
CONTEXTS = {url: document for url, document in DOCUMENTS.items() if "context" in url and "@context" in document}
RESOLVER = DidResolverRegistry([DidKeyResolver(), DidWebResolver(lambda url: DOCUMENTS[url])])


def by_openbadgeslib(name: str) -> bool:
    picture = FOLDER / "pictures" / f"{Path(name).stem}.png"

    def download(url, *_args, **_more):
        return json.dumps(DOCUMENTS[url]).encode()

    found = verify_badge(
        picture.read_bytes(), "3", resolve_did=True, check_status=True, verify_status_list=False, download=download
    )
    return bool(found.valid)


def by_openvc(name: str) -> bool:
    content = (FOLDER / "ours" / name).read_text(encoding="utf-8")
    lists = default_status_list_resolver(
        resolver=RESOLVER, extra_contexts=CONTEXTS, fetch=lambda url: json.dumps(DOCUMENTS[url])
    )
    credential = json.loads(content) if name.endswith(".json") else content
    return bool(verify_credential(credential, resolver=RESOLVER, extra_contexts=CONTEXTS, resolve_status_list=lists))


def judged() -> dict[str, bool]:
    verdicts = {}
    for file in sorted((FOLDER / "ours").iterdir()):
        for who, judge in (("openbadgeslib", by_openbadgeslib), ("openvc", by_openvc)):
            try:
                verdicts[f"{who} {file.name}"] = judge(file.name)
            except Exception:  # noqa: BLE001 - whatever a foreign verifier raises, it did not accept
                verdicts[f"{who} {file.name}"] = False
    return verdicts


def issue() -> None:
    keys = {"eddsa": ed25519.Ed25519PrivateKey.generate(), "es256": ec.generate_private_key(ec.SECP256R1())}
    for name, key in keys.items():
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        did = ob3.did_key_from_pem(public)
        credential = ob3.OpenBadgeCredential(
            ob3.Issuer(did, "Northside College", "https://northside.test/"),
            "did:example:lee",
            ob3.Achievement("https://northside.test/lifting", "Safe Lifting", "Lifts safely.", "Shown."),
        )
        token = ob3.OB3Signer(private, "EdDSA" if name == "eddsa" else "ES256").sign(credential)
        (FOLDER / "theirs" / f"openbadgeslib-{name}.jwt").write_text(token, encoding="ascii")
        if name == "eddsa":
            signed = ob3.OB3LdpSigner(private).sign(credential)
            (FOLDER / "theirs" / "openbadgeslib-eddsa-rdfc.json").write_text(
                json.dumps(signed, indent=1) + "\n", encoding="utf-8"
            )


issue()
(FOLDER / "pypi.json").write_text(json.dumps(judged()), encoding="utf-8")
