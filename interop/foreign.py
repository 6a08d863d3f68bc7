"""What the PyPI verifiers say of the files of a folder, and badges that they issue; no network: see documents.json."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import RSAAlgorithm
from openbadgeslib import ob2, ob3
from openbadgeslib.verify import verify_badge
from openvc.did.base import DidResolverRegistry
from openvc.did.did_jwk import DidJwkResolver
from openvc.did.did_key import DidKeyResolver
from openvc.did.did_web import DidWebResolver
from openvc.keys import Ed25519SigningKey, P256SigningKey
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.di_ecdsa_rdfc import EcdsaRdfcProofSuite
from openvc.proof.di_jcs import EcdsaJcsProofSuite, EddsaJcsProofSuite
from openvc.proof.vc_jwt import VcJwtProofSuite
from openvc.resolvers import default_status_list_resolver
from openvc.verify import verify_credential
from signing import older_token, pems

FOLDER = Path(sys.argv[1])
DOCUMENTS = json.loads((FOLDER / "documents.json").read_text(encoding="utf-8"))
CONTEXTS = {url: document for url, document in DOCUMENTS.items() if "context" in url and "@context" in document}
RESOLVER = DidResolverRegistry([DidKeyResolver(), DidJwkResolver(), DidWebResolver(lambda url: DOCUMENTS[url])])
TEXTS = ("Safe Lifting", "Lifts safely.")
LICENCES = {"openbadgeslib": "LGPL-3.0", "openvc-core": "LGPL-3.0-or-later"}
WHEN = datetime(2026, 1, 10, 9, tzinfo=UTC)


def download(url: str, *_args: object, **_more: object) -> bytes:
    return json.dumps(DOCUMENTS[url]).encode()


def by_openbadgeslib(name: str) -> bool:
    picture = (FOLDER / "pictures" / f"{Path(name).stem}.png").read_bytes()
    if not name.startswith("ob2-"):
        found = verify_badge(
            picture, "3", resolve_did=True, check_status=True, verify_status_list=False, download=download
        )
        return bool(found.valid)
    verifier = ob2.OB2Verifier(download=download)
    if name.endswith(".json"):
        verifier.verify_hosted((FOLDER / "ours" / name).read_text(encoding="utf-8"), check_revocation=True)
    else:
        verifier.verify(verifier.extract_token_from_png(picture), check_revocation=True)
    return True


def out_of_picture(name: str) -> bool:
    picture = (FOLDER / "pictures" / f"{Path(name).stem}.png").read_bytes()
    verifier = ob2.OB2Verifier(download=download)
    verifier.verify(verifier.extract_token_from_png(picture), check_revocation=True)
    return True


def by_openvc(name: str) -> bool:
    content = (FOLDER / "ours" / name).read_text(encoding="utf-8")
    lists = default_status_list_resolver(
        resolver=RESOLVER, extra_contexts=CONTEXTS, fetch=lambda url: json.dumps(DOCUMENTS[url])
    )
    credential = json.loads(content) if name.endswith(".json") else content
    return bool(verify_credential(credential, resolver=RESOLVER, extra_contexts=CONTEXTS, resolve_status_list=lists))


def said(judge: Callable[[str], bool], name: str) -> bool:
    try:
        return judge(name)
    except Exception:  # noqa: BLE001 - whatever a foreign verifier raises, it did not accept
        return False


def judged() -> dict[str, bool]:
    verdicts = {}
    for file in sorted((FOLDER / "ours").iterdir()):
        for who, judge in (("openbadgeslib", by_openbadgeslib), ("openvc", by_openvc)):
            verdicts[f"{who} {file.name}"] = said(judge, file.name)
        if file.name.startswith("ob2-hosted."):
            verdicts[f"openbadgeslib {file.stem}.png"] = said(out_of_picture, file.name)
    return verdicts


def keep(name: str, content: object) -> None:
    text = content if isinstance(content, str) else json.dumps(content, indent=1) + "\n"
    (FOLDER / "theirs" / name).write_text(text, encoding="utf-8")


def keys() -> dict[str, object]:
    return {
        "EdDSA": ed25519.Ed25519PrivateKey.generate(),
        "ES256": ec.generate_private_key(ec.SECP256R1()),
        "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    }


def openbadgeslib_newer() -> dict[str, object]:
    """Issue 3.0 badges: tokens with each kind of key, one with a proof inside; RSA has no did:key: a did:web."""
    pages: dict[str, object] = {}
    for algorithm, key in keys().items():
        private, public = pems(key)
        if algorithm == "RS256":
            did = "did:web:openbadgeslib-rs256.northside.test"
            jwk = {**json.loads(RSAAlgorithm.to_jwk(key.public_key())), "alg": algorithm}
            jwk.pop("key_ops", None)
            document = ob3.build_did_document(did, [("key-1", jwk)])
            pages["https://openbadgeslib-rs256.northside.test/.well-known/did.json"] = document
        else:
            did = ob3.did_key_from_pem(public)
        issuer = ob3.Issuer(did, "Northside College", "https://northside.test/")
        achievement = ob3.Achievement("https://northside.test/lifting", *TEXTS, "Shown.")
        credential = ob3.OpenBadgeCredential(issuer, "did:example:lee", achievement)
        keep(f"openbadgeslib-{algorithm.lower()}.jwt", ob3.OB3Signer(private, algorithm).sign(credential))
        if algorithm == "EdDSA":
            keep("openbadgeslib-eddsa-rdfc.json", ob3.OB3LdpSigner(private).sign(credential))
    return pages


def openbadgeslib_older() -> dict[str, object]:
    """Issue 2.0 badges: signed with each kind of key, one of them revoked, and one hosted."""
    pages: dict[str, object] = {}
    for algorithm, key in keys().items():
        name = f"openbadgeslib-ob2-{algorithm.lower()}"
        base = f"https://{name}.northside.test"
        private, public = pems(key)
        pages |= older_issuer(base, public)
        signer = ob2.OB2Signer(private, algorithm)
        cases = ("", ".revoked") if algorithm == "EdDSA" else ("",)
        for case in cases:
            place = f"{base}/{'2' if case else '1'}"
            keep(
                f"{name}{case}.jwt",
                signer.sign(older(base, place, ob2.Verification("SignedBadge", f"{base}/key.json"))),
            )
    base = "https://openbadgeslib-ob2-hosted.northside.test"
    hosted = older(base, f"{base}/1", ob2.Verification("HostedBadge")).to_dict()
    keep("openbadgeslib-ob2-hosted.json", hosted)
    return pages | older_issuer(base, None) | {f"{base}/1": hosted}


def older(base: str, place: str, verification: ob2.Verification) -> ob2.Assertion:
    person = ob2.IdentityObject.create("lee@mail.test", "salt")
    return ob2.Assertion(person, f"{base}/lifting.json", verification, place, issued_on=WHEN)


def older_issuer(base: str, public: bytes | None) -> dict[str, object]:
    names = (f"{base}/issuer.json", "Northside College", f"{base}/", "badges@northside.test")
    listed = f"{base}/revoked.json" if public else None
    issuer = ob2.Profile(*names, public_key=[f"{base}/key.json"] if public else [], revocation_list=listed)
    badge = ob2.BadgeClass(f"{base}/lifting.json", *TEXTS, f"{base}/a.png", "https://northside.test/", issuer.id)
    pages: dict[str, object] = {issuer.id: issuer.to_dict(), badge.id: badge.to_dict()}
    if public:
        key = ob2.CryptographicKey(f"{base}/key.json", issuer.id, public.decode("ascii"))
        revoked = ob2.RevocationList(listed, issuer.id, [{"id": f"{base}/2", "revocationReason": "By mistake."}])
        pages |= {key.id: key.to_dict(), listed: revoked.to_dict()}
    return pages


def openvc() -> None:
    """Issue a badge of each kind that it makes, and a token in the older shape, with the claim ``vc``."""
    template = json.loads((FOLDER / "template.json").read_text(encoding="utf-8"))
    suites = {
        "eddsa-rdfc": (Ed25519SigningKey, DataIntegrityProofSuite, {"extra_contexts": CONTEXTS}),
        "p256-rdfc": (P256SigningKey, EcdsaRdfcProofSuite, {"extra_contexts": CONTEXTS}),
        "eddsa-jcs": (Ed25519SigningKey, EddsaJcsProofSuite, {}),
        "p256-jcs": (P256SigningKey, EcdsaJcsProofSuite, {}),
    }
    for name, (kind, suite, more) in suites.items():
        key, did = own_key(kind)
        credential = {**template, "issuer": {**template["issuer"], "id": did}}
        signed = suite().add_proof(credential, signing_key=key, verification_method=key.kid, created=WHEN, **more)
        keep(f"openvc-{name}.json", signed)
    keep("openvc-vc.jwt", older_token(VcJwtProofSuite(), *own_key(Ed25519SigningKey), template))


def own_key(kind):
    """Make a key whose id is that of its own did:key, and return it with the did."""
    fresh = (
        ed25519.Ed25519PrivateKey.generate() if kind is Ed25519SigningKey else ec.generate_private_key(ec.SECP256R1())
    )
    private, public = pems(fresh)
    did = ob3.did_key_from_pem(public)
    return kind.from_pem(private, f"{did}#{did.removeprefix('did:key:')}"), did


def issued() -> None:
    pages = openbadgeslib_newer() | openbadgeslib_older()
    openvc()
    (FOLDER / "pages.json").write_text(json.dumps(pages), encoding="utf-8")
    programs = json.loads((FOLDER / "programs.json").read_text(encoding="utf-8"))
    for name, package in (("openbadgeslib", "openbadgeslib"), ("openvc", "openvc-core")):
        programs[name] = {"program": package, "version": version(package), "licence": LICENCES[package]}
    (FOLDER / "programs.json").write_text(json.dumps(programs), encoding="utf-8")


issued()
(FOLDER / "pypi.json").write_text(json.dumps(judged()), encoding="utf-8")
