"""Public keys as an issuer publishes them."""

from collections.abc import Sequence

from mexbadge._json import JsonObject
from mexbadge.keys.kinds import KeyKind, default_algorithm
from mexbadge.keys.public import PublicKey

__all__ = ["json_web_key_entry", "jwks", "verification_method_entry"]


def verification_method_entry(public_key: PublicKey, *, id: str, controller: str) -> JsonObject:  # noqa: A002 - the standard's word
    """Describe a key as a Multikey, or for RSA as a JsonWebKey (Controlled Identifiers 1.0, section 2.2)."""
    if public_key.kind is KeyKind.RSA:
        return json_web_key_entry(public_key, id=id, controller=controller)
    return {"id": id, "type": "Multikey", "controller": controller, "publicKeyMultibase": public_key.to_multikey()}


def json_web_key_entry(public_key: PublicKey, *, id: str, controller: str) -> JsonObject:  # noqa: A002 - the standard's word
    """Describe a key as a verification method of type JsonWebKey (Controlled Identifiers 1.0, section 2.2.3)."""
    jwk = {**public_key.to_jwk(), "alg": default_algorithm(public_key.kind)}
    return {"id": id, "type": "JsonWebKey", "controller": controller, "publicKeyJwk": jwk}


def jwks(issuer_id: str, keys: Sequence[tuple[str, PublicKey]]) -> JsonObject:
    """Write a JSON Web Key Set (RFC 7517, section 5) of pairs of ``kid`` and key, for ``/.well-known/jwks.json``.

    Its member ``iss`` says which issuer on the origin the keys belong to.
    """
    members = [{**key.to_jwk(), "kid": kid, "alg": default_algorithm(key.kind), "use": "sig"} for kid, key in keys]
    return {"iss": issuer_id, "keys": members}
