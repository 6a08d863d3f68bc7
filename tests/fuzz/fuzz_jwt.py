"""A token: its parts and claims, or why it is none; it never verifies unless it is one that was signed."""

from bad_input import COLLEGE, OTHER, TOKEN
from mexbadge.errors import InputError, SignatureError
from mexbadge.proofs import jws, vc_jwt

_OURS = {TOKEN.decode(), OTHER.decode()}


def one(data: bytes) -> None:
    """Read ``data``; only :class:`InputError` and :class:`SignatureError` may pass."""
    try:
        token = jws.parse(data)
        jws.check(token, COLLEGE.signer.public_key)
        assert token.token in _OURS
    except (InputError, SignatureError):
        pass
    try:
        credential = vc_jwt.read(data)
    except InputError:
        return
    for problem in credential.problems:
        assert problem.message("fr")
    try:
        vc_jwt.check(credential, credential.jws.header.get("jwk", {}))
    except (InputError, SignatureError):
        return
