"""Whether the credential is signed, the signature holds, and the key is the issuer's (Open Badges 3.0, section 8).

1. Find the issuer's own document (binding).
2. A token: choose the key there by ``kid`` or by the key in the header, check the signature, then the claims.
3. Embedded proofs: each must hold (decision 13), and one made for asserting must be by a key that the document lists.

Where the issuer's document is out of reach, the signature is still checked if its key explains itself (``did:key``), so
that an altered badge is called altered and not merely undecided.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain

from mexbadge import _moments, ld
from mexbadge.dids import ControllerDocument, VerificationMethod
from mexbadge.errors import InputError, Problem, SignatureError
from mexbadge.keys import PublicKey
from mexbadge.proofs import ProofOutcome, ProofResult, verify_proof
from mexbadge.proofs.methods import Resolve
from mexbadge.proofs.vc_jwt import JwtCredential
from mexbadge.proofs.vc_jwt import check as check_token
from mexbadge.verify.findings import Check, Code, Finding, Outcome, blocked
from mexbadge.verify.signature.binding import (
    IssuerKeys,
    bound,
    ended,
    excuse,
    excused,
    issuer_keys,
    key_ended,
    not_bound,
)
from mexbadge.verify.signature.kids import NamedKey
from mexbadge.verify.subject import Ask, Subject

__all__ = ["LENIENT", "check_proof"]

LENIENT = frozenset({"proof_jwt_sub_missing", "proof_jwt_exp_missing"})
"""Claims that may be missing without harm: what they would say stands in the credential itself, and was signed."""
_SELF_EXPLAINING = ("did:key:", "did:jwk:")
_ASSERTION = "assertionMethod"


def check_proof(subject: Subject, ask: Ask) -> Iterator[Finding]:
    """Say whether the signature holds, and whether the issuer answers for the key that made it."""
    if subject.jwt is not None:
        yield from _token_findings(subject, subject.jwt, ask)
    elif subject.document.get("proof") is not None:
        yield from _embedded_findings(subject, ask)
    else:
        yield Finding(Check.PROOF, Code.PROOF_MISSING, Outcome.FAILED)
        yield blocked(Check.BINDING, Check.PROOF)


def _token_findings(subject: Subject, jwt: JwtCredential, ask: Ask) -> Iterator[Finding]:
    for problem in jwt.problems:
        lenient = problem.code in LENIENT and not ask.policy.strict
        yield Finding.of(Check.PROOF, problem, Outcome.WARNED if lenient else Outcome.FAILED)
    keys = issuer_keys(subject, ask)
    named = NamedKey.of(jwt, subject, ask)
    try:
        method = _listed_method(jwt, keys, named.key)
        key = method.public_key if method else named.key or _own_key(jwt, ask)
    except InputError as error:
        yield Finding.of(Check.PROOF, error.problem, Outcome.FAILED)
        yield keys if isinstance(keys, Finding) else blocked(Check.BINDING, Check.PROOF)
        return
    if method is not None and key is None:
        values = {"method": method.id, "controller": method.controller}
        problem = method.problem or Problem("proof_key_unreadable", None, values)
        yield Finding.of(Check.PROOF, problem, Outcome.FAILED)
        yield blocked(Check.BINDING, Check.PROOF)
        return
    who = _key_name(jwt).partition("#")[0] if method is None else subject.issuer_id
    yield _signature(jwt, key, who, found=isinstance(keys, ControllerDocument))
    if subject.document.get("proof") is not None:
        yield from _inner_proofs(subject, ask)
    if isinstance(keys, Finding):
        yield named.alone(keys, ask) or keys
    elif method is None:
        yield named.alone(keys, ask) or not_bound(keys, _key_name(jwt), ask)
    elif ended(method, ask.at):
        yield key_ended(method.id)
    elif (objection := named.objection(method, keys, ask)) is not None:
        yield objection
    else:
        yield from bound(subject, keys, ask)
        yield from excuse(subject, keys, (method,), ask)


def _listed_method(jwt: JwtCredential, keys: IssuerKeys, named: PublicKey | None) -> VerificationMethod | None:
    """Return what the token selects among the keys that the issuer lists for assertion.

    ``named`` is the key at the address that the token gives as its ``kid``. Several keys may share one
    ``kid`` (RFC 7517, section 4.5): then it is the one under which the signature holds.
    """
    if isinstance(keys, Finding):
        return None
    found = keys.methods_for(jwt.kid) if jwt.kid is not None else ()
    if not found and named is not None:
        same = keys.method_with_key(named)
        found = () if same is None else (same,)
    if not found and jwt.jwk is not None:
        same = keys.method_with_key(PublicKey.from_jwk(jwt.jwk))
        found = () if same is None else (same,)
    listed = [
        method
        for method in found
        if method.controller in {"", keys.id} and (keys.allows(method.id, _ASSERTION) or method.revoked is not None)
    ]
    several = listed if len(listed) > 1 else ()
    holding = (method for method in several if _holds(jwt, method.public_key))
    return next(chain(holding, listed), None)


def _holds(jwt: JwtCredential, key: PublicKey | None) -> bool:
    """Return whether the token's signature holds under ``key``."""
    if key is None:
        return False
    try:
        check_token(jwt, key)
    except SignatureError:
        return False
    return True


def _own_key(jwt: JwtCredential, ask: Ask) -> PublicKey | None:
    """Return a key that the token brings itself: it can show an alteration, never that the issuer signed."""
    if jwt.kid is not None and jwt.kid.startswith(_SELF_EXPLAINING):
        method = ask.resolve(jwt.kid.partition("#")[0]).method_for(jwt.kid)
        return None if method is None else method.public_key
    return None if jwt.jwk is None else PublicKey.from_jwk(jwt.jwk)


def _signature(jwt: JwtCredential, key: PublicKey | None, who: str | None, *, found: bool) -> Finding:
    if key is None and found:
        return blocked(Check.PROOF, Check.BINDING)
    if key is None:
        return Finding(Check.PROOF, Code.PROOF_KEY_UNKNOWN, Outcome.UNKNOWN)
    try:
        check_token(jwt, key)
    except SignatureError as error:
        if error.code == "signature_mismatch":
            return Finding(Check.PROOF, Code.PROOF_CHANGED, Outcome.FAILED)
        return Finding.of(Check.PROOF, error.problem, Outcome.FAILED)
    values = {"who": who, "key": _key_name(jwt), "algorithm": jwt.jws.algorithm}
    return Finding(Check.PROOF, Code.PROOF_OK, Outcome.PASSED, values)


def _inner_proofs(subject: Subject, ask: Ask) -> Iterator[Finding]:
    """Judge the proofs that a token carries besides: a broken one breaks it, an unknown one is a warning."""
    for result in _results(subject, ask, ask.resolve):
        if _is_open(result, ask):
            yield _of_result(result, Outcome.UNKNOWN)
        elif result.outcome is ProofOutcome.BAD:
            yield _of_result(result, Outcome.FAILED)
        elif result.outcome is not ProofOutcome.GOOD:
            yield _beside(result)


def _embedded_findings(subject: Subject, ask: Ask) -> Iterator[Finding]:
    keys = issuer_keys(subject, ask)

    def resolve(name: str) -> ControllerDocument:
        document = ask.resolve(name)
        return excused(document, subject, ask) if document.id == subject.issuer_id else document

    results = _results(subject, ask, resolve)
    yield from _proof_findings(subject, results, ask, keys)
    good = tuple(r for r in results if r.outcome is ProofOutcome.GOOD and r.purpose == _ASSERTION)
    if isinstance(keys, Finding):
        yield keys
    elif listed := [method for result in good if (method := _lists(keys, result)) is not None]:
        living = [method for method in listed if not ended(method, ask.at)]
        yield from bound(subject, keys, ask) if living else (key_ended(listed[0].id),)
        yield from excuse(subject, keys, living, ask)
    elif good:
        yield not_bound(keys, good[0].verification_method, ask)
    else:
        yield blocked(Check.BINDING, Check.PROOF)


def _proof_findings(
    subject: Subject, results: tuple[ProofResult, ...], ask: Ask, keys: IssuerKeys
) -> Iterator[Finding]:
    """Turn each result into a finding; an unsupported proof beside a good one is a warning, alone it is unknown."""
    good = any(r.outcome is ProofOutcome.GOOD and r.purpose == _ASSERTION for r in results)
    for result in results:
        if result.outcome is ProofOutcome.GOOD:
            yield from _good(subject, result, keys)
        elif _is_open(result, ask):
            yield _of_result(result, Outcome.UNKNOWN)
        elif result.outcome is ProofOutcome.BAD and _is_loss(result):
            yield from _losses(subject, result, ask)
        elif result.outcome is ProofOutcome.BAD:
            yield _of_result(result, Outcome.FAILED)
        elif result.outcome is ProofOutcome.UNSUPPORTED and good:
            yield _beside(result)
        elif _is_same(result, keys):
            yield Finding(Check.PROOF, Code.PROOF_KEY_UNKNOWN, Outcome.UNKNOWN, where=_place(result))
        else:
            yield _of_result(result, Outcome.UNKNOWN)
    if not results:
        yield Finding(Check.PROOF, Code.PROOF_MISSING, Outcome.FAILED)
    elif not good and all(result.outcome is ProofOutcome.GOOD for result in results):
        yield Finding(Check.PROOF, Code.PROOF_NO_ASSERTION, Outcome.FAILED)


def _is_same(result: ProofResult, keys: IssuerKeys) -> bool:
    """Return whether the key could not be had for the reason that the check of the issuer tells by itself."""
    reason = keys.values.get("reason") if isinstance(keys, Finding) else None
    return isinstance(reason, Problem) and result.problem == reason


def _beside(result: ProofResult) -> Finding:
    """Warn of a proof that is not known here, beside one that holds."""
    values = {"suite": _suite(result)}
    return Finding(Check.PROOF, Code.PROOF_BESIDE_UNSUPPORTED, Outcome.WARNED, values, _place(result))


def _suite(result: ProofResult) -> str:
    return result.cryptosuite or result.type or "?"


def _good(subject: Subject, result: ProofResult, keys: IssuerKeys) -> Iterator[Finding]:
    """Say that a signature holds, and in which reading and under which edition of a context where not the usual."""
    yield _made(subject, result, keys)
    for url, edition in result.editions:
        named = {"url": url, "edition": edition}
        yield Finding(Check.PROOF, Code.PROOF_EDITION, Outcome.WARNED, named, _place(result))
    if result.related == "set":
        yield Finding(Check.PROOF, Code.PROOF_SET_READING, Outcome.PASSED, where=_place(result))


def _results(subject: Subject, ask: Ask, resolve: Resolve) -> tuple[ProofResult, ...]:
    results = verify_proof(
        subject.document,
        resolve=resolve,
        contexts=ask.policy.contexts,
        at=None if ask.undated else ask.at,
        leeway=ask.leeway,
        may_go_on=ask.budget.left,
    )
    return tuple(_still(result, ask.at) for result in results) if ask.undated else results


def _still(result: ProofResult, at: datetime) -> ProofResult:
    """Return a result whose date was left out of account, bad all the same where the proof has ended."""
    if not result.good or result.expires is None or at < result.expires:
        return result
    ended = Problem("proof_expired", f"{_place(result)}/expires", {"expires": _moments.write(result.expires)})
    return replace(result, outcome=ProofOutcome.BAD, problem=ended)


def _is_open(result: ProofResult, ask: Ask) -> bool:
    """Return whether nothing is decided: there was no time left, or the proof is younger than the moment asked about.

    That a good proof is still to come is no lie where somebody asks about the past; where the moment is now, it is one.
    """
    code = None if result.problem is None else result.problem.code
    return code == "proof_out_of_time" or (code == "proof_created_later" and ask.given)


def _made(subject: Subject, result: ProofResult, keys: IssuerKeys) -> Finding:
    """Say who made a proof that holds: the issuer, or whoever controls the key, who may be anybody."""
    values = {"who": result.controller, "key": result.verification_method, "algorithm": _suite(result)}
    theirs = result.controller != subject.issuer_id
    if theirs and (isinstance(keys, Finding) or _lists(keys, result) is None):
        return Finding(Check.PROOF, Code.PROOF_ALSO, Outcome.PASSED, values, _place(result))
    return Finding(Check.PROOF, Code.PROOF_OK, Outcome.PASSED, {**values, "who": subject.issuer_id}, _place(result))


def _is_loss(result: ProofResult) -> bool:
    return result.problem is not None and result.problem.code.startswith("ld_")


def _losses(subject: Subject, result: ProofResult, ask: Ask) -> Iterator[Finding]:
    """Name every part of the document that no signed statement holds (decision 7), or the first where that is all."""
    problems = ld.lost(subject.document, contexts=ask.policy.contexts)
    for problem in problems:
        yield Finding.of(Check.PROOF, problem, Outcome.FAILED)
    if not problems:
        yield _of_result(result, Outcome.FAILED)


def _of_result(result: ProofResult, outcome: Outcome) -> Finding:
    if result.problem is None:
        code = Code.PROOF_CHANGED if outcome is Outcome.FAILED else Code.PROOF_KEY_UNKNOWN
        return Finding(Check.PROOF, code, outcome, where=_place(result))
    if result.problem.code == "signature_mismatch":
        return Finding(Check.PROOF, Code.PROOF_CHANGED, outcome, where=_place(result))
    found = Finding.of(Check.PROOF, result.problem, outcome)
    where = _place(result) if found.where is None else found.where
    return Finding(found.check, found.code, found.outcome, found.values, where)


def _lists(keys: ControllerDocument, result: ProofResult) -> VerificationMethod | None:
    """Return the issuer's own entry for exactly the key that made this proof, if it is listed for assertion."""
    method = keys.method(result.verification_method)
    if method is None or result.key is None or not keys.allows(method.id, _ASSERTION):
        return None
    return method if method.public_key == result.key else None


def _place(result: ProofResult) -> str:
    return f"/proof/{result.index}"


def _key_name(jwt: JwtCredential) -> str:
    if jwt.kid is not None:
        return jwt.kid
    return "jwk" if jwt.jwk is not None else "?"
