"""Open Badges 3.0 as a JSON Web Token: made in the form of its "JSON Web Token Proof Format", read in three.

* the VC Data Model 2.0 form of Open Badges: the credential's members at the top level beside the claims ``iss``,
  ``jti``, ``sub``, ``nbf``, ``exp``, ``typ`` "JWT";
* the VC Data Model 1.1 form: the credential in the claim ``vc``;
* VC-JOSE-COSE (``typ`` "vc+jwt"): the payload is the credential, claims are optional.

Reading judges neither the signature (:func:`check` does, against a key) nor whose key may sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge.errors import InputError, Problem, SchemaError, SigningKeyError
from mexbadge.keys import PublicKey, Signer, allowed_algorithms
from mexbadge.proofs import jws
from mexbadge.proofs.claims import CLAIMS, Version, examined
from mexbadge.proofs.instants import numeric, parse_instant

__all__ = ["JwtCredential", "check", "make", "read"]

_SUBJECT: Final = "credentialSubject"


@dataclass(frozen=True, slots=True)
class JwtCredential:
    """A credential that came as a token: the token, its claims, and the credential as understood.

    ``claims`` is the whole payload. ``document`` is the credential: the payload less its registered claims, or what
    stands in ``vc``; where only a claim gives the end (``exp``), ``validUntil`` is set from it, and in the 1.1 form
    ``id``, ``issuer``, ``issuanceDate``, ``expirationDate`` and the subject's ``id`` likewise. ``problems`` are all
    rules of the header and the claims that are broken, each with a JSON pointer into the header or the payload.
    """

    jws: jws.CompactJws
    claims: JsonObject = field(repr=False)
    document: JsonObject = field(repr=False)
    version: Version
    problems: tuple[Problem, ...]

    @property
    def kid(self) -> str | None:
        """The verification method that the header names."""
        return found if isinstance(found := self.jws.header.get("kid"), str) else None

    @property
    def jwk(self) -> JsonObject | None:
        """The key that the header carries. It only selects: the issuer's own document must hold the same key."""
        return found if isinstance(found := self.jws.header.get("jwk"), dict) else None

    @property
    def typ(self) -> str | None:
        """The type of token that the header states."""
        return found if isinstance(found := self.jws.header.get("typ"), str) else None


def read(token: str | bytes, *, max_bytes: int = _limits.CREDENTIAL_BYTES) -> JwtCredential:
    """Take a token apart and look at the rules of its header and claims, the signature left aside.

    Raises :class:`InputError` where it is no compact JWS (as :func:`mexbadge.proofs.jws.parse`) or its payload is no
    JSON object; every broken rule beyond that is one of ``problems``.
    """
    parsed = jws.parse(token, max_bytes=max_bytes)
    claims = _json.loads_object(parsed.payload, max_bytes=max_bytes)
    document, version, problems = examined(parsed.header, claims)
    return JwtCredential(parsed, claims, document, version, problems)


def check(jwt: JwtCredential, key: PublicKey | Mapping[str, object], *, small_rsa: bool = False) -> None:
    """Return if the signature of ``jwt`` holds under ``key`` with an algorithm that Open Badges 3.0 has for such a key.

    Raises :class:`SignatureError` otherwise, or :class:`InputError` for a malformed JSON Web Key. Whether the key is
    the issuer's is another question.
    """
    jws.check(jwt.jws, key, small_rsa=small_rsa)


def make(credential: Mapping[str, object], signer: Signer, *, include_jwk: bool = False) -> str:
    """Sign a credential of the VC Data Model 2.0 as a token (Open Badges 3.0, section 8.2).

    The header names the signer's verification method (``kid``), or with ``include_jwk`` carries its public key
    (``jwk``). The claims are read off the credential: ``iss``, ``jti``, ``nbf``, ``sub`` if the subject has an ``id``,
    and ``exp`` if the credential ends.

    Raises :class:`InputError` ``proof_jwt_member`` (a member that a claim is made of is missing or malformed; ``where``
    points to it), ``proof_jwt_claim_taken`` (the credential has a member of a claim's name),
    :class:`SchemaError` for what :func:`read` would complain of, and :class:`SigningKeyError` ``proof_jwt_algorithm``
    for a signature algorithm that Open Badges 3.0 does not have.

    >>> from mexbadge.keys import KeyKind, LocalSigner
    >>> signer = LocalSigner.generate(KeyKind.ED25519, "https://college.example/issuer#key-1")
    >>> token = make({
    ...     "@context": ["https://www.w3.org/ns/credentials/v2"],
    ...     "id": "urn:uuid:8a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b11",
    ...     "type": ["VerifiableCredential"],
    ...     "issuer": "https://college.example/issuer",
    ...     "validFrom": "2026-05-01T12:00:00Z",
    ...     "credentialSubject": {"id": "did:example:learner"},
    ... }, signer)
    >>> badge = read(token)
    >>> check(badge, signer.public_key)
    >>> badge.document["issuer"], badge.claims["nbf"], badge.problems
    ('https://college.example/issuer', 1777636800, ())
    """
    if signer.algorithm not in allowed_algorithms(signer.public_key.kind):
        raise SigningKeyError("proof_jwt_algorithm", algorithm=signer.algorithm)
    for name in sorted(CLAIMS & credential.keys()):
        raise InputError("proof_jwt_claim_taken", where=f"/{name}", name=name)
    key = {"jwk": signer.public_key.to_jwk()} if include_jwk else {"kid": signer.verification_method}
    header: JsonObject = {"alg": signer.algorithm, **key, "typ": "JWT"}
    payload: JsonObject = {**credential, **_claims(credential)}
    problems = examined(header, payload).problems
    if problems:
        raise SchemaError(problems)
    try:
        text = _json.dumps(payload)
    except (TypeError, ValueError, RecursionError):
        raise InputError("proof_jwt_not_json") from None
    return jws.sign(text.encode("ascii"), signer, header=header)


def _claims(credential: Mapping[str, object]) -> JsonObject:
    """Read the registered claims off a credential (Open Badges 3.0, section 8.2.4.2)."""
    issuer, subject = credential.get("issuer"), credential.get(_SUBJECT)
    if isinstance(subject, list | tuple) and len(subject) == 1:
        subject = subject[0]
    claims: JsonObject = {
        "iss": _text(issuer.get("id") if isinstance(issuer, Mapping) else issuer, "/issuer"),
        "jti": _text(credential.get("id"), "/id"),
        "nbf": _seconds(credential.get("validFrom"), "/validFrom"),
    }
    if isinstance(subject, Mapping) and "id" in subject:
        claims["sub"] = _text(subject["id"], f"/{_SUBJECT}/id")
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"], "/validUntil")
    return claims


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise InputError("proof_jwt_member", where=where, name=where)
    return value


def _seconds(value: object, where: str) -> int:
    moment = parse_instant(value)
    if moment is None:
        raise InputError("proof_jwt_member", where=where, name=where)
    return numeric(moment)
