"""openvc: times what it does with the files of a folder: ``speed_openvc.py FOLDER NANOSECONDS``."""

import json
from functools import partial

from cryptography.hazmat.primitives.serialization import load_pem_public_key
from openvc.did.base import DidResolverRegistry
from openvc.did.did_key import DidKeyResolver
from openvc.did.did_web import DidWebResolver
from openvc.keys import Ed25519SigningKey
from openvc.multibase import encode_multibase
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.di_jcs import EddsaJcsProofSuite
from openvc.proof.vc_jwt import VcJwtProofSuite
from openvc.verify import verify_credential
from signing import older_token
from timing import CASES, DID, DOCUMENTS, SIZES, Works, answer, own_key, unsigned


def did_key_of(public: bytes) -> str:
    raw = load_pem_public_key(public).public_bytes_raw()
    return "did:key:" + encode_multibase(b"\xed\x01" + raw)


def works() -> Works:
    named = {url for size in SIZES for url in unsigned(size)["@context"]}
    contexts = {url: DOCUMENTS[url] for url in named}
    resolver = DidResolverRegistry([DidKeyResolver(), DidWebResolver(lambda url: DOCUMENTS[url])])
    private, public = own_key()
    method = f"{DID}#key-1"
    key = Ed25519SigningKey.from_pem(private, method)
    own = did_key_of(public)
    own_pair = Ed25519SigningKey.from_pem(private, f"{own}#{own.removeprefix('did:key:')}")

    def verify(name: str) -> None:
        content = CASES[name]
        given = json.loads(content) if content.startswith("{") else content
        verify_credential(given, resolver=resolver, extra_contexts=contexts)

    found: Works = {}
    for size in SIZES:
        for form in ("eddsa-jcs-2022", "eddsa-rdfc-2022"):
            found[f"verify {size} {form}"] = partial(verify, f"{size} {form}")
        plain = unsigned(size)
        CASES[f"{size} older token"] = older_token(VcJwtProofSuite(), own_pair, own, plain)
        found[f"verify {size} vc-jwt"] = partial(verify, f"{size} older token")
        given = {"signing_key": key, "verification_method": method}
        found[f"issue {size} vc-jwt"] = partial(VcJwtProofSuite().sign, plain, signing_key=key)
        found[f"issue {size} eddsa-jcs-2022"] = partial(EddsaJcsProofSuite().add_proof, plain, **given)
        found[f"issue {size} eddsa-rdfc-2022"] = partial(
            DataIntegrityProofSuite().add_proof, plain, extra_contexts=contexts, **given
        )
    return found


if __name__ == "__main__":
    answer(works())
