"""Signed verification: the signature over the bytes that arrived, under a key that the hosted issuer lists.

Steps of "Signed verification": payload, objects, keys, signature; the revocation list is the status check's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mexbadge.errors import FetchError, SignatureError
from mexbadge.fetch.types import Source
from mexbadge.keys import PublicKey
from mexbadge.proofs import jws
from mexbadge.proofs.jws import CompactJws
from mexbadge.verify.findings import Check, Code, Finding, Outcome
from mexbadge.verify.ob2.addresses import WebAddress
from mexbadge.verify.ob2.documents import Documents
from mexbadge.verify.ob2.keys import IssuerKey, issuer_keys, key_at
from mexbadge.verify.ob2.notes import outcome_of
from mexbadge.verify.ob2.parts import Part, Parts
from mexbadge.verify.ob2.scope import accepted, badge_class_origin
from mexbadge.verify.ob2.token import ALGORITHMS, UNUSUAL
from mexbadge.verify.ob2_codes import Ob2Code

__all__ = ["check_signature"]

_TRUSTED_BITS: Final = 2048


@dataclass(frozen=True, slots=True)
class _Tried:
    """What came of trying keys: the one that fits, or the errors of those that could not be had or did not fit."""

    key: IssuerKey | None = None
    keys: tuple[IssuerKey, ...] = ()
    refusals: tuple[SignatureError, ...] = ()


def check_signature(token: CompactJws, parts: Parts, documents: Documents) -> Iterator[Finding]:
    """Say whether a key of the hosted issuer signed the token, and whether it is the one that the assertion names."""
    issuer = parts.issuer
    if issuer is None:
        return
    if issuer.url is None:
        values = {"issuer": issuer.node.id or "?"}
        yield Finding(Check.BINDING, Ob2Code.ISSUER_NOT_HOSTED, Outcome.FAILED, values, "/badge/issuer/id")
        return
    creator, key_url = _named(parts.assertion)
    if not issuer.node.values("publicKey") and key_url is not None:
        yield from _unlisted(token, key_url, issuer, documents)
        return
    listed = {node.id for node in issuer.node.nodes("publicKey")}
    if creator is not None and creator not in listed:
        values = {"key": creator, "issuer": issuer.url}
        yield Finding(Check.BINDING, Ob2Code.CREATOR_NOT_LISTED, Outcome.FAILED, values, "/verification/creator")
        return
    tried = _try(token, issuer_keys(issuer.node, documents, only=creator), documents)
    if tried.key is None:
        yield from _unproven(tried, issuer)
        return
    yield from _proven(token, tried.key, documents)
    yield from _bound(tried.key, issuer, documents)
    yield from badge_class_origin(parts)


def _named(assertion: Part) -> tuple[str | None, str | None]:
    """Return the key that the assertion names: ``creator``, or before 2.0 the address of the key."""
    verification = assertion.node.node("verification")
    if verification is None:
        return None, None
    url = verification.text("url") if assertion.version.is_legacy else None
    return verification.text("creator"), url


def _try(token: CompactJws, keys: Iterator[IssuerKey], documents: Documents) -> _Tried:
    tried: list[IssuerKey] = []
    refusals: list[SignatureError] = []
    for candidate in keys:
        tried.append(candidate)
        if candidate.key is None:
            continue
        try:
            _check(token, candidate.key, small_rsa=documents.ask.policy.compat)
        except SignatureError as error:
            refusals.append(error)
        else:
            return _Tried(candidate, tuple(tried), tuple(refusals))
    return _Tried(None, tuple(tried), tuple(refusals))


def _check(token: CompactJws, key: PublicKey, *, small_rsa: bool) -> None:
    """Raise :class:`SignatureError` unless ``key`` made the signature; the kind of the key decides how it may have."""
    jws.check(token, key, algorithms=ALGORITHMS[key.kind], small_rsa=small_rsa)


def _unproven(tried: _Tried, issuer: Part) -> Iterator[Finding]:
    """Say why no key fits: none is listed, one could not be had, none can be read, none made the signature."""
    errors = [key.error for key in tried.keys if key.error is not None]
    out_of_reach = next((error for error in errors if isinstance(error, FetchError)), None)
    if not tried.keys:
        yield Finding(
            Check.PROOF, Ob2Code.SIGNATURE_NO_KEY, Outcome.FAILED, {"issuer": issuer.url}, "/badge/issuer/publicKey"
        )
    elif out_of_reach is not None:
        values = {"url": out_of_reach.url, "reason": out_of_reach}
        yield Finding(Check.PROOF, Ob2Code.UNREACHABLE, outcome_of(out_of_reach), values, "/badge/issuer/publicKey")
    elif not tried.refusals:
        for error in errors:
            yield Finding.of(Check.PROOF, error.problem, Outcome.FAILED)
    else:
        yield _refused(tried.refusals, issuer)


def _refused(refusals: tuple[SignatureError, ...], issuer: Part) -> Finding:
    """Return the most telling refusal: that a signature does not match says less than why it may not be trusted."""
    for error in refusals:
        if error.code == "signature_rsa_size":
            return Finding.of(Check.PROOF, error.problem, Outcome.FAILED)
    if all(error.code in {"proof_jws_algorithm", "signature_algorithm"} for error in refusals):
        values = {**refusals[0].problem.values, "issuer": issuer.url}
        return Finding(Check.PROOF, Ob2Code.SIGNATURE_ALGORITHM, Outcome.FAILED, values)
    return Finding(Check.PROOF, Ob2Code.SIGNATURE_BAD, Outcome.FAILED, {"issuer": issuer.url})


def _proven(token: CompactJws, found: IssuerKey, documents: Documents) -> Iterator[Finding]:
    algorithm = token.algorithm
    yield Finding(Check.PROOF, Ob2Code.SIGNATURE, Outcome.PASSED, {"algorithm": algorithm, "key": found.id or "?"})
    if algorithm in UNUSUAL:
        yield Finding(Check.PROOF, Ob2Code.SIGNATURE_UNUSUAL, Outcome.WARNED, {"algorithm": algorithm})
    bits = None if found.key is None else found.key.rsa_bits
    if bits is not None and bits < _TRUSTED_BITS and documents.ask.policy.compat:
        yield Finding(Check.PROOF, Ob2Code.SMALL_RSA, Outcome.WARNED, {"bits": bits})


def _bound(found: IssuerKey, issuer: Part, documents: Documents) -> Iterator[Finding]:
    """Say what the key's belonging to the issuer rests on."""
    url = issuer.url or ""
    refused = accepted(url, documents.ask)
    if refused is not None:
        yield refused
        return
    address = WebAddress.of(url)
    host = url if address is None else address.authority
    values = {"issuer": url, "host": host, "anchor": str(issuer.source)}
    if issuer.source is Source.RESOURCES:
        code = Code.BINDING_RECORDED
    else:
        code = Code.BINDING_ACCEPTED if url in documents.ask.policy.issuers else Code.BINDING_OK
    yield Finding(Check.BINDING, code, Outcome.PASSED, values)
    if found.owner is not None and found.owner not in {url, issuer.node.id}:
        shown = {"owner": found.owner, "issuer": url, "key": found.id or "?"}
        yield Finding(Check.BINDING, Ob2Code.OWNER_DIFFERS, Outcome.WARNED, shown)


def _unlisted(token: CompactJws, key_url: str, issuer: Part, documents: Documents) -> Iterator[Finding]:
    """Judge a badge of 1.x, which names the address of its key while its issuer lists none.

    Where the key lies in the folder of the hosted issuer, whoever could put it there could write the issuer as well: a
    warning. Elsewhere on the issuer's site it may be a neighbour's: unknown. On another site nobody says that it is the
    issuer's: a failure, with ``--compat`` a warning (decision 6).
    """
    tried = _try(token, iter([key_at(key_url, documents)]), documents)
    if tried.key is None:
        yield from _unproven(tried, issuer)
        return
    yield from _proven(token, tried.key, documents)
    values = {"key": key_url, "issuer": issuer.url}
    near = _nearness(key_url, issuer.url or "")
    refused = None if near is None else accepted(issuer.url or "", documents.ask)
    if refused is not None:
        yield refused
    elif near is Ob2Code.KEY_BESIDE:
        yield Finding(Check.BINDING, near, Outcome.WARNED, values, "/verification/url")
    elif documents.ask.policy.compat and not documents.ask.policy.issuers:
        yield Finding(Check.BINDING, Ob2Code.KEY_COMPAT, Outcome.WARNED, values, "/verification/url")
    elif near is not None:
        yield Finding(Check.BINDING, near, Outcome.UNKNOWN, values, "/verification/url")
    else:
        yield Finding(Check.BINDING, Ob2Code.KEY_NOT_LISTED, Outcome.FAILED, values, "/verification/url")


def _nearness(key_url: str, issuer_url: str) -> Ob2Code | None:
    """Return whether a key lies in the folder of its issuer, elsewhere on its site, or on another one (``None``)."""
    key, issuer = WebAddress.of(key_url), WebAddress.of(issuer_url)
    if key is None or issuer is None or (key.scheme, key.authority) != (issuer.scheme, issuer.authority):
        return None
    folder = f"{issuer.scheme}://{issuer.authority}{issuer.path.rpartition('/')[0]}/"
    return Ob2Code.KEY_BESIDE if key.begins_with(folder) else Ob2Code.KEY_ELSEWHERE
