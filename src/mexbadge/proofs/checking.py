"""Checking the proofs of a document (Data Integrity 1.0, sections 4.4 and 4.5)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, TypeAlias

from mexbadge._limits import CLOCK_SKEW
from mexbadge.errors import FetchError, InputError, Problem, SchemaError, SignatureError
from mexbadge.keys import PublicKey, verify_signature
from mexbadge.proofs.chains import Proofs
from mexbadge.proofs.hashing import Contexts, Forms, HashData, Prepared, Related, in_context
from mexbadge.proofs.methods import Answers, Resolve, usable_key
from mexbadge.proofs.results import ProofOutcome, ProofResult
from mexbadge.proofs.statements import ASSERTION, Statement
from mexbadge.proofs.suites import KINDS, SUITES, CanonicalForm, Suite, find

__all__ = ["verify_proof"]

_UNDECIDED: Final = frozenset({"proof_suite_unsupported", "proof_suite_blockchain", "dids_unsupported"})
"""What is no fault of the proof: a kind of proof, or of DID, that is not built in."""
_CHAINED_FORMS: Final = 4
"""How many chained proofs over RDF may need a canonical form of their own: each signs another document."""
_OF_EDITION: Final = frozenset({"signature_mismatch", "ld_context_protected", "ld_context_invalid"})
"""What may be another under another edition of a context."""
_SET_READINGS: Final = 4
"""How many documents of one chain are tried in the second reading of their canonical form."""


_Form: TypeAlias = tuple[tuple[int, ...], CanonicalForm, str, Related]
"""What a canonical form is of: the earlier proofs in the document, the algorithm, the hash, the reading."""


def _always() -> bool:
    return True


def verify_proof(
    document: object,
    *,
    resolve: Resolve,
    contexts: Contexts = None,
    at: datetime | None = None,
    leeway: timedelta = CLOCK_SKEW,
    may_go_on: Callable[[], bool] = _always,
) -> tuple[ProofResult, ...]:
    """Say of every proof of ``document`` whether it is good, apart from whether the signer is the issuer.

    ``document`` is a JSON object. ``resolve`` is called with a verification method's id less its fragment, and returns
    that DID document or controller document, parsed or as a JSON object. ``contexts`` are JSON-LD contexts beyond the
    bundled ones. ``at`` is the moment (an aware datetime) for which dates are judged; without it no date of a proof is,
    and a key counts as revoked as soon as its document says ``revoked`` at all. ``leeway`` is how far the moment at
    which a proof was made may lie ahead of ``at``. ``may_go_on`` is asked between proofs: once it says no, the rest are
    unresolved, ``proof_out_of_time``.

    The steps, for each proof: (1) its cryptosuite, (2) its members and its end, (3) the earlier proofs that it signs
    and its ``@context``, (4) the document that holds its key, (5) whether that document allows the key for this, (6)
    the signature, (7) over RDF, that nothing was left unsigned, (8) its purpose, and whether it was made by then.

    Returns one result for each proof, in the document's order; the empty tuple where there is none. A bad proof, a bad
    document or a document out of reach is a result, never an exception.

    >>> from mexbadge.dids import resolve
    >>> from mexbadge.fetch.types import nothing
    >>> verify_proof({"name": "no proof"}, resolve=lambda did: resolve(did, fetch=nothing))
    ()
    """
    if not isinstance(document, Mapping):
        return ()
    try:
        proofs = Proofs.of(document)
    except InputError as error:
        return (ProofResult(0, ProofOutcome.BAD, error.problem),)
    check = _Check(proofs, Answers(resolve), Forms(contexts), at, leeway)
    return tuple(_in_time(check, may_go_on))


def _in_time(check: "_Check", may_go_on: Callable[[], bool]) -> Iterator[ProofResult]:
    """Judge one proof after the other for as long as there is time; the first is always judged."""
    on = True
    for index, proof in enumerate(check.proofs.proofs):
        on = on and (index == 0 or may_go_on())
        if on:
            yield _in_other_editions(check.judged(index), check, may_go_on)
        else:
            late = Problem("proof_out_of_time", check.proofs.where(index))
            known = _Draft(index, _said(proof if isinstance(proof, Mapping) else {}))
            yield known.result(ProofOutcome.UNRESOLVED, late)


def _in_other_editions(result: ProofResult, check: "_Check", may_go_on: Callable[[], bool]) -> ProofResult:
    """Try a signature that does not hold under the earlier editions of the contexts that a document names.

    What stands at one address was changed over time, and an issuer signed under what stood there on that day. Under
    each edition everything is checked again, and that nothing was left unsigned with it.
    """
    if result.problem is None or result.problem.code not in _OF_EDITION or not _over_rdf(result):
        return result
    others = check.forms.in_other_editions(check.proofs.unsecured)
    for forms in others:
        if not may_go_on():
            late = Problem("proof_out_of_time", check.proofs.where(result.index))
            return replace(result, outcome=ProofOutcome.UNRESOLVED, problem=late)
        again = replace(check, forms=forms, texts={}, documents={}, options={}).judged(result.index)
        if again.outcome is ProofOutcome.GOOD:
            return replace(again, editions=forms.editions)
    if not others or result.problem.code != "signature_mismatch":
        return result
    return replace(result, problem=Problem("proof_no_edition", result.problem.where, {"count": len(others) + 1}))


def _over_rdf(result: ProofResult) -> bool:
    suite = SUITES.get(result.cryptosuite or result.type or "")
    return suite is not None and suite.canonical is CanonicalForm.RDFC


class _Read(NamedTuple):
    """One proof as far as it was read without its key."""

    proof: Mapping[str, Any]
    suite: Suite
    statement: Statement
    previous: tuple[int, ...]
    where: str
    late: Problem | None = None

    @property
    def config(self) -> Mapping[str, Any]:
        """The proof as it is signed: all but its value."""
        return {name: member for name, member in self.proof.items() if name != "proofValue"}


@dataclass(frozen=True, slots=True)
class _Check:
    """One document's proofs, and what they are checked with."""

    proofs: Proofs
    answers: Answers
    forms: Forms
    at: datetime | None
    leeway: timedelta
    texts: dict[_Form, bytes | InputError] = field(default_factory=dict)
    documents: dict[tuple[int, ...], Prepared] = field(default_factory=dict)
    options: dict[str, Prepared] = field(default_factory=dict)

    def judged(self, index: int) -> ProofResult:
        """Check one proof; whatever is wrong with it comes back as its result. Steps 1 to 3 are here."""
        proof = self.proofs.proofs[index]
        where = self.proofs.where(index)
        if not isinstance(proof, Mapping):
            return ProofResult(index, ProofOutcome.BAD, Problem("proof_not_object", where))
        draft = _Draft(index, _said(proof))
        suite = find(proof)
        if isinstance(suite, Problem):
            outcome = ProofOutcome.UNSUPPORTED if suite.code in _UNDECIDED else ProofOutcome.BAD
            return draft.result(outcome, _placed(suite, where))
        try:
            statement = Statement.of(proof, suite)
            late = None
            if self.at is not None:
                statement.check_end(self.at)
                late = statement.later_than(self.at, self.leeway)
            previous = self._previous(index, proof)
        except InputError as error:
            return draft.result(problem=_placed(error.problem, where))
        draft.facts["expires"] = statement.expires
        return self._with_key(draft, _Read(proof, suite, statement, previous, where, late))

    def _previous(self, index: int, proof: Mapping[str, Any]) -> tuple[int, ...]:
        if "id" in proof and len(self.proofs.with_id(proof["id"])) > 1:
            raise InputError("proof_id_twice", where="/id", id=proof["id"])
        previous = self.proofs.previous(proof)
        self.proofs.check_no_cycle(index)
        if "@context" in proof and proof["@context"] != self.proofs.unsecured.get("@context"):
            raise InputError("proof_context_differs", where="/@context")
        return previous

    def _with_key(self, draft: "_Draft", read: _Read) -> ProofResult:
        """Find the key and check the signature with it: steps 4 to 8."""
        statement = read.statement
        try:
            document = self.answers.of(statement.controller)
        except FetchError as error:
            return draft.result(ProofOutcome.UNRESOLVED, error.problem)
        except InputError as error:
            outcome = ProofOutcome.UNRESOLVED if error.code in _UNDECIDED else ProofOutcome.BAD
            return draft.result(outcome, error.problem)
        method = document.method(statement.method)
        held = None if method is None else method.public_key
        draft.facts.update(document=document, controller=document.id, method=method, key=held)
        try:
            key = usable_key(document, method, statement, read.suite, self.at)
        except InputError as error:
            return draft.result(problem=_placed(error.problem, read.where))
        return self._with_signature(draft, read, key)

    def _with_signature(self, draft: "_Draft", read: _Read, key: PublicKey) -> ProofResult:
        try:
            draft.facts["related"] = self._check_signature(read, key)
        except SignatureError as error:
            return draft.result(problem=_placed(error.problem, f"{read.where}/proofValue"))
        except InputError as error:
            outcome = ProofOutcome.UNSUPPORTED if error.code == "ld_context_unknown" else ProofOutcome.BAD
            return draft.result(outcome, error.problem)
        purpose = read.statement.purpose
        if purpose != ASSERTION:
            return draft.result(problem=Problem("proof_purpose", f"{read.where}/proofPurpose", {"purpose": purpose}))
        if read.late is not None:
            return draft.result(problem=_placed(read.late, read.where))
        return draft.result(ProofOutcome.GOOD)

    def _check_signature(self, read: _Read, key: PublicKey) -> Related | None:
        """Return under which reading of the canonical form the signature holds; raise if under none."""
        over_rdf = read.suite.canonical is CanonicalForm.RDFC
        listed = self._combined(read, key, "list")
        related: Related = "list"
        try:
            verify_signature(key, KINDS[key.kind].algorithm, read.statement.signature, listed)
        except SignatureError:
            other = self._combined(read, key, "set") if over_rdf and self._may_read_again(read) else listed
            if other == listed:
                raise
            verify_signature(key, KINDS[key.kind].algorithm, read.statement.signature, other)
            related = "set"
        if not over_rdf:
            return None
        self._check_nothing_lost(read)
        return related

    def _combined(self, read: _Read, key: PublicKey, related: Related) -> bytes:
        """Return what the signature must cover, in one reading of the canonical form."""
        facts = KINDS[key.kind]
        form = read.previous, read.suite.canonical, facts.hash_name, related
        document = self.proofs.signed_by(read.previous)
        if not self._may_make(form):
            raise InputError("proof_chain_forms", where=read.where, limit=_CHAINED_FORMS)
        text = self._options(read, document).canonical(read.suite.canonical, facts, related)
        if form not in self.texts:
            try:
                self.texts[form] = self._document(read, document).canonical(read.suite.canonical, facts, related)
            except InputError as error:
                self.texts[form] = error
        whole = self.texts[form]
        if isinstance(whole, InputError):
            raise whole
        return HashData.of(whole, text, facts).combined

    def _document(self, read: _Read, document: Mapping[str, Any]) -> Prepared:
        """Return the document that a proof signs; the same for every proof that signs the same."""
        return self.documents.setdefault(read.previous, self.forms.of(document))

    def _options(self, read: _Read, document: Mapping[str, Any]) -> Prepared:
        """Return the proof's options, in the context of what it signs."""
        if read.where not in self.options:
            self.options[read.where] = self.forms.of(in_context(read.config, document, read.suite))
        return self.options[read.where]

    def _may_make(self, form: _Form) -> bool:
        """Bound the work of chained proofs, however they end: each brings a document of its own into canonical form."""
        previous, canonical, *_ = form
        made = {one[:3] for one in self.texts if one[0] and one[1] is CanonicalForm.RDFC}
        chained = bool(previous) and canonical is CanonicalForm.RDFC
        return not chained or form[:3] in made or len(made) < _CHAINED_FORMS

    def _may_read_again(self, read: _Read) -> bool:
        """Bound the work that chained proofs made to fail can cause."""
        again = {previous for previous, _, _, related in self.texts if related == "set"}
        return read.previous in again or len(again) < _SET_READINGS

    def _check_nothing_lost(self, read: _Read) -> None:
        """Raise :class:`SchemaError` if a member of the document or of the proof is in no signed statement."""
        document = self.proofs.signed_by(read.previous)
        lost = self._document(read, document).lost() or self._options(read, document).lost(where=read.where)
        if lost:
            raise SchemaError(lost)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A result in the making: what is known of a proof so far, as the members of its result."""

    index: int
    facts: dict[str, Any]

    def result(self, outcome: ProofOutcome = ProofOutcome.BAD, problem: Problem | None = None) -> ProofResult:
        """Return what came of it; bad until something shows that it is not."""
        return ProofResult(self.index, outcome, problem, **self.facts)


def _said(proof: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a proof says of itself."""
    said = {name: value for name, value in proof.items() if isinstance(value, str)}
    return {
        "id": said.get("id"),
        "type": said.get("type"),
        "cryptosuite": said.get("cryptosuite"),
        "verification_method": said.get("verificationMethod"),
        "purpose": said.get("proofPurpose"),
    }


def _placed(problem: Problem, where: str) -> Problem:
    """Turn a place within the proof into a place within the document."""
    return replace(problem, where=f"{where}{problem.where or ''}")
