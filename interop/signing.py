"""What both scripts of the PyPI programs do: write a key as PEM, and sign a token in the older shape."""

from datetime import UTC, datetime

from cryptography.hazmat.primitives import serialization


def pems(key) -> tuple[bytes, bytes]:
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, public


def older_token(suite, key, did: str, template: dict[str, object]) -> str:
    """Sign a credential in the shape of VCDM 1.1, with ``suite`` of openvc, the only one of a token that it reads.

    Its ``nbf`` is the moment of signing, which must be the badge's own start.
    """
    credential = {
        "@context": ["https://www.w3.org/2018/credentials/v1", template["@context"][1]],
        **{name: value for name, value in template.items() if name not in {"@context", "validFrom", "validUntil"}},
        "issuer": {**template["issuer"], "id": did},
    }
    for _ in range(20):
        start = datetime.now(UTC).replace(microsecond=0)
        credential["issuanceDate"] = start.isoformat().replace("+00:00", "Z")
        token = suite.sign(credential, signing_key=key)
        if suite.peek_claims(token)["nbf"] == int(start.timestamp()):
            return token
    raise SystemExit("no token was signed within the second of its start")
