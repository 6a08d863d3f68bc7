"""The rules for the header and the claims of a credential that is a token: which form it has, what breaks it."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, Literal, NamedTuple, TypeAlias

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge.errors import Problem
from mexbadge.proofs.instants import from_numeric, parse_instant, same_instant

__all__ = ["CLAIMS", "V1_CONTEXT", "V2_CONTEXT", "Examined", "Version", "examined"]

Version: TypeAlias = Literal["1.1", "2.0"]
"""The version of the VC Data Model whose form a token has."""

CLAIMS: Final = frozenset({"aud", "exp", "iat", "iss", "jti", "nbf", "sub"})
"""The registered claims (RFC 7519, section 4.1): no members of the credential."""
V1_CONTEXT: Final = "https://www.w3.org/2018/credentials/v1"
V2_CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"

_TEXT_CLAIMS: Final = ("iss", "jti", "sub")
_DATE_CLAIMS: Final = ("nbf", "exp", "iat")
_OB_HEADERS: Final = frozenset({"alg", "kid", "jwk", "typ"})
_JOSE_HEADERS: Final = _OB_HEADERS | {"cty", "iss"}
_MEMBERS: Final = frozenset(
    {
        "@context",
        "credentialSchema",
        "credentialStatus",
        "credentialSubject",
        "evidence",
        "expirationDate",
        "id",
        "issuanceDate",
        "issuer",
        "proof",
        "refreshService",
        "termsOfUse",
        "type",
        "validFrom",
        "validUntil",
    }
)
"""Members of a credential: beside the claim ``vc`` they would say something that nobody reads."""
_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


_MISSING: Final[Mapping[str, str]] = {
    "iss": "proof_jwt_iss_missing",
    "jti": "proof_jwt_jti_missing",
    "nbf": "proof_jwt_nbf_missing",
}
_DIFFERS: Final[Mapping[str, str]] = {
    "iss": "proof_jwt_iss_differs",
    "jti": "proof_jwt_jti_differs",
    "sub": "proof_jwt_sub_differs",
    "nbf": "proof_jwt_nbf_differs",
    "exp": "proof_jwt_exp_differs",
}


class _Form(StrEnum):
    OPEN_BADGES = "JWT"
    JOSE = "vc+jwt"


_TYPES: Final[Mapping[str, _Form]] = {
    "jwt": _Form.OPEN_BADGES,
    **dict.fromkeys(("vc+jwt", "vc-ld+jwt", "vc+ld+jwt"), _Form.JOSE),
}
"""What a header may say of its token, in small letters: today's names, and those of earlier drafts of VC-JOSE-COSE."""


class Examined(NamedTuple):
    """The credential in a token's claims as understood, its version, and every rule that header and claims break."""

    document: JsonObject
    version: Version
    problems: tuple[Problem, ...]


def examined(header: Mapping[str, object], claims: JsonObject) -> Examined:
    """Return the credential in ``claims`` as understood, with all that is wrong."""
    typ = header.get("typ", "JWT")
    form = _TYPES.get(typ.lower().removeprefix("application/")) if isinstance(typ, str) else None
    inner = claims.get("vc")
    version: Version = "1.1" if isinstance(inner, dict) else "2.0"
    source = inner if isinstance(inner, dict) else {k: v for k, v in claims.items() if k not in CLAIMS}
    problems = (
        *_header_problems(header, form),
        *_place_problems(claims, source, form),
        *_type_problems(claims),
        *_missing(claims, source, form, version),
        *_contradictions(header, claims, source, form, version),
    )
    return Examined(_applied(claims, source, form, version), version, problems)


def _header_problems(header: Mapping[str, object], form: _Form | None) -> Iterator[Problem]:
    if form is None:
        yield Problem("proof_jwt_typ", "/typ", {"typ": header["typ"]})
    known = _JOSE_HEADERS if form is _Form.JOSE else _OB_HEADERS
    for name in sorted(header.keys() - known):
        yield Problem("proof_jwt_header", f"/{name}", {"name": name})
    if form is _Form.JOSE and header.get("cty", "vc") != "vc":
        yield Problem("proof_jwt_header", "/cty", {"name": "cty"})
    if "kid" not in header and "jwk" not in header:
        yield Problem("proof_jwt_key_missing")
    kid, jwk = header.get("kid", "-"), header.get("jwk", {})
    if not isinstance(kid, str) or not kid:
        yield Problem("proof_jwt_kid", "/kid")
    if not isinstance(jwk, Mapping):
        yield Problem("proof_jwt_jwk", "/jwk")
    elif _PRIVATE & jwk.keys():
        yield Problem("proof_jwt_jwk_private", "/jwk")


def _place_problems(claims: JsonObject, source: JsonObject, form: _Form | None) -> Iterator[Problem]:
    """See that the credential stands in one place, and its context is of the version that belongs there."""
    if form is _Form.JOSE:
        for name in ("vc", "vp"):
            if name in claims:
                yield Problem("proof_jwt_vc_claim", f"/{name}", {"name": name})
    if "vc" in claims and not isinstance(claims["vc"], dict):
        yield Problem("proof_jwt_vc_form", "/vc")
        return
    inside = "vc" in claims
    if inside and not claims.keys().isdisjoint(_MEMBERS):
        yield Problem("proof_jwt_two_credentials", "/vc")
    context = source.get("@context")
    names = context if isinstance(context, list | tuple) else (context,)
    wanted, other = (V1_CONTEXT, V2_CONTEXT) if inside else (V2_CONTEXT, V1_CONTEXT)
    if wanted not in names or other in names:
        yield Problem("proof_jwt_context", "/vc/@context" if inside else "/@context", {"context": wanted})


def _type_problems(claims: JsonObject) -> Iterator[Problem]:
    for name in _TEXT_CLAIMS:
        if name in claims and not (isinstance(claims[name], str) and claims[name]):
            yield Problem("proof_jwt_claim_type", f"/{name}", {"name": name})
    for name in _DATE_CLAIMS:
        if name in claims and from_numeric(claims[name]) is None:
            yield Problem("proof_jwt_claim_type", f"/{name}", {"name": name})


def _missing(claims: JsonObject, source: JsonObject, form: _Form | None, version: Version) -> Iterator[Problem]:
    """Name the claims that Open Badges asks for; in VC-JOSE-COSE all are optional."""
    if form is _Form.JOSE:
        return
    for name, code in _MISSING.items():
        if name not in claims:
            yield Problem(code, f"/{name}")
    if "sub" not in claims and _subject_id(source) is not None:
        yield Problem("proof_jwt_sub_missing", "/sub")
    if "exp" not in claims and _dates(version)["exp"] in source:
        yield Problem("proof_jwt_exp_missing", "/exp")


def _contradictions(
    header: Mapping[str, object], claims: JsonObject, source: JsonObject, form: _Form | None, version: Version
) -> Iterator[Problem]:
    """Where a claim and the credential, or two places of the token, say different things.

    In the 1.1 form a member that the credential leaves out is filled from its claim, so that nothing contradicts there.
    """
    stated = {"iss": _issuer_id(source), "jti": source.get("id"), "sub": _subject_id(source)}
    for name, said in stated.items():
        if name in claims and claims[name] != said and not (version == "1.1" and said is None):
            yield Problem(_DIFFERS[name], f"/{name}", {"claim": claims[name], "member": said})
    if form is _Form.JOSE and "iss" in header and header["iss"] != stated["iss"]:
        yield Problem("proof_jwt_iss_differs", "/iss", {"claim": header["iss"], "member": stated["iss"]})
    for name, member in _dates(version).items():
        signature_only = form is _Form.JOSE and name == "exp"
        fillable = member not in source and (version == "1.1" or name == "exp")
        if name in claims and not signature_only and not fillable:
            claim, said = from_numeric(claims[name]), parse_instant(source.get(member))
            if claim is not None and (said is None or not same_instant(claim, said)):
                values = {"claim": claims[name], "member": source.get(member)}
                yield Problem(_DIFFERS[name], f"/{name}", values)


def _applied(claims: JsonObject, source: JsonObject, form: _Form | None, version: Version) -> JsonObject:
    """Return the credential with what only its claims say put in."""
    document = dict(source)
    dates = _dates(version)
    _set_end(document, claims, dates["exp"], earlier=form is _Form.JOSE)
    if version == "2.0":
        return document
    begin = from_numeric(claims.get("nbf"))
    if dates["nbf"] not in document and begin is not None:
        document[dates["nbf"]] = _moments.write(begin)
    if "id" not in document and isinstance(claims.get("jti"), str):
        document["id"] = claims["jti"]
    _set_id(document, "issuer", claims.get("iss"))
    _set_id(document, "credentialSubject", claims.get("sub"))
    return document


def _set_end(document: JsonObject, claims: JsonObject, member: str, *, earlier: bool) -> None:
    """Let ``exp`` be the end of a credential that states none; in VC-JOSE-COSE also of one that states a later one."""
    end = from_numeric(claims.get("exp"))
    if end is None:
        return
    stated = parse_instant(document.get(member))
    if member not in document or (earlier and stated is not None and end < stated):
        document[member] = _moments.write(end)


def _set_id(document: JsonObject, member: str, claim: object) -> None:
    if not isinstance(claim, str):
        return
    holder = document.get(member)
    if holder is None:
        document[member] = claim if member == "issuer" else {"id": claim}
    elif isinstance(holder, dict) and "id" not in holder:
        document[member] = {**holder, "id": claim}


def _dates(version: Version) -> Mapping[str, str]:
    if version == "1.1":
        return {"nbf": "issuanceDate", "exp": "expirationDate"}
    return {"nbf": "validFrom", "exp": "validUntil"}


def _issuer_id(source: JsonObject) -> object:
    issuer = source.get("issuer")
    return issuer.get("id") if isinstance(issuer, Mapping) else issuer


def _subject_id(source: JsonObject) -> object:
    """Return the ``id`` of the subject; of several subjects the tuple of theirs, which no claim can equal."""
    subject = source.get("credentialSubject")
    if isinstance(subject, list | tuple):
        ids = tuple(one.get("id") if isinstance(one, Mapping) else None for one in subject)
        return ids[0] if len(ids) == 1 else ids
    return subject.get("id") if isinstance(subject, Mapping) else None
