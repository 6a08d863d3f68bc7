"""openbadgeslib: times what it does with the files of a folder: ``speed_openbadgeslib.py FOLDER NANOSECONDS``."""

import json
from functools import partial

from openbadgeslib import baking, ob2, ob3
from timing import CASES, DID, DOCUMENTS, FOLDER, SIZES, Works, answer, own_key, unsigned


def download(url: str, *_args: object, **_more: object) -> bytes:
    return json.dumps(DOCUMENTS[url]).encode()


def works() -> Works:
    private, public = own_key()
    did = ob3.did_key_from_pem(public)
    tokens, proofs = ob3.OB3Signer(private, "EdDSA"), ob3.OB3LdpSigner(private)

    def whole(size: str) -> object:
        credential = ob3.OpenBadgeCredential.from_vc_document(unsigned(size))
        credential.issuer.id = did
        return credential

    found: Works = {}
    for size in SIZES:
        token, proof = f"{size} vc-jwt", f"{size} eddsa-rdfc-2022"
        found[f"verify {token}"] = lambda name=token: ob3.OB3Verifier.for_issuer_did(DID, download).verify(CASES[name])
        found[f"verify {proof}"] = lambda name=proof: ob3.OB3LdpVerifier.for_issuer_did(DID, download).verify(
            CASES[name], download=download
        )
        found[f"issue {token}"] = partial(tokens.sign, whole(size))
        found[f"issue {proof}"] = partial(proofs.sign_to_json, whole(size))
    found["verify 2.0 signed"] = lambda: ob2.OB2Verifier(download=download).verify(
        CASES["2.0 signed"], check_revocation=True
    )
    picture, token = (FOLDER / "picture.png").read_bytes(), CASES["typical vc-jwt"]
    baked = baking.bake_png(picture, token, keyword=baking.ITXT_KEYWORD_OB3)
    found["bake"] = lambda: baking.bake_png(picture, token, keyword=baking.ITXT_KEYWORD_OB3)
    found["extract"] = lambda: baking.extract_png(baked, keyword=baking.ITXT_KEYWORD_OB3)
    return found


if __name__ == "__main__":
    answer(works())
