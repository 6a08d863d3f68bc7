"""From a document and the options of its proof to the bytes that are signed, every step open to inspection.

Data Integrity EdDSA 1.0 and ECDSA 1.0, sections 3.2 and 3.3: both are brought into canonical form apart, both are
hashed, and the hash of the options stands first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from mexbadge import _json, ld
from mexbadge.errors import InputError, Problem
from mexbadge.keys import KeyKind
from mexbadge.proofs.suites import KINDS, CanonicalForm, KindFacts, Suite

if TYPE_CHECKING:
    from mexbadge.ld import ContextSet, ExtraContext, JsonLdReading

__all__ = ["Contexts", "Forms", "HashData", "Prepared", "Related", "hash_data", "in_context"]

Contexts: TypeAlias = "Iterable[ExtraContext] | Mapping[str, ExtraContext] | ContextSet | None"
"""JSON-LD contexts beyond the bundled ones, each with its digest; in any order, or by address."""

MAX_STATEMENTS: Final = 60_000
"""After how many RDF statements no further document of a chain is brought into canonical form."""

Related: TypeAlias = Literal["list", "set"]
"""How Hash N-Degree Quads of RDFC-1.0 keeps related blank nodes; the two differ only for documents with tied blank
nodes."""


@dataclass(frozen=True, slots=True)
class HashData:
    """What a signature covers: two canonical texts in UTF-8, their hashes, and ``combined``, which is signed."""

    canonical_document: bytes = field(repr=False)
    canonical_proof: bytes = field(repr=False)
    document_hash: bytes
    proof_hash: bytes

    @classmethod
    def of(cls, canonical_document: bytes, canonical_proof: bytes, facts: KindFacts) -> "HashData":
        """Hash two canonical texts with the hash that goes with the kind of key."""
        hashes = facts.digest(canonical_document), facts.digest(canonical_proof)
        return cls(canonical_document, canonical_proof, *hashes)

    @property
    def combined(self) -> bytes:
        """The hash of the proof's options, then the hash of the document."""
        return self.proof_hash + self.document_hash


def hash_data(
    document: Mapping[str, object],
    proof_config: Mapping[str, object],
    suite: Suite,
    key_kind: KeyKind,
    contexts: Contexts = None,
    *,
    related: Related = "list",
) -> HashData:
    """Return what a proof of ``suite`` by a key of ``key_kind`` signs.

    ``document`` is the document without its proof (in a chain: with the earlier proofs alone), ``proof_config`` the
    proof without ``proofValue``. Over RDF the options are read in the document's ``@context``, and P-384 uses SHA-384
    throughout; ``related`` says how related blank nodes are kept.

    Raises :class:`InputError` for what has no canonical form.
    """
    return Forms(contexts).hashed(document, in_context(proof_config, document, suite), suite, key_kind, related)


def in_context(
    proof_config: Mapping[str, object], document: Mapping[str, object], suite: Suite
) -> Mapping[str, object]:
    """Return the options as they are brought into canonical form: over RDF in the document's ``@context``."""
    if suite.canonical is CanonicalForm.JCS or "@context" not in document:
        return proof_config
    return {**proof_config, "@context": document["@context"]}


@dataclass(slots=True)
class _Spent:
    """What was spent on the canonical forms of one document, in whatever edition of its contexts."""

    statements: int = 0
    refused: InputError | None = None


class Forms:
    """Brings JSON objects into canonical form, with the contexts that the caller supplies."""

    def __init__(self, contexts: Contexts) -> None:
        several = isinstance(contexts, Iterable) and not isinstance(contexts, Mapping)
        self._contexts: Contexts = tuple(cast("Iterable[ExtraContext]", contexts)) if several else contexts
        self._spent = _Spent()

    @property
    def editions(self) -> tuple[tuple[str, str], ...]:
        """The earlier editions of contexts that are taken here: address, and which."""
        chosen = ld.ContextSet.of(self._contexts).chosen
        return tuple((url, entry.edition) for url, entry in chosen.items() if entry is not ld.editions(url)[0])

    def in_other_editions(self, document: Mapping[str, object]) -> "tuple[Forms, ...]":
        """Return what brings ``document`` into the forms that it has under earlier editions of its contexts.

        Together they do no more work than this one may: what was spent here is spent for them.
        """
        sets = ld.ContextSet.of(self._contexts).others(ld.named_contexts(document))
        return tuple(self._with(contexts) for contexts in sets)

    def _with(self, contexts: "ContextSet") -> "Forms":
        other = Forms(contexts)
        other._spent = self._spent
        return other

    def of(self, value: Mapping[str, object]) -> "Prepared":
        """Return what brings one JSON object into canonical form, whatever is asked of it then, by one reading."""
        return Prepared(value, self._contexts, self._spent)

    def hashed(
        self,
        document: Mapping[str, object],
        config: Mapping[str, object],
        suite: Suite,
        kind: KeyKind,
        related: Related = "list",
    ) -> HashData:
        """Bring a document and the options of its proof (see :func:`in_context`) into canonical form and hash both."""
        facts = KINDS[kind]
        options = self.of(config).canonical(suite.canonical, facts, related)
        return HashData.of(self.of(document).canonical(suite.canonical, facts, related), options, facts)


class Prepared:
    """One JSON object on its way to what is signed: it is read once, and each of its canonical forms is made once."""

    def __init__(self, value: Mapping[str, object], contexts: Contexts, spent: _Spent) -> None:
        self._value = value
        self._contexts = contexts
        self._spent = spent
        self._reading: JsonLdReading | None = None
        self._forms: dict[tuple[CanonicalForm, str, Related], bytes] = {}

    def canonical(self, canonical: CanonicalForm, facts: KindFacts, related: Related = "list") -> bytes:
        """Return the canonical form in UTF-8; raise :class:`InputError` where there is none.

        Also raises ``proof_too_much`` once many large documents were asked for. Where one document took for ever
        (``ld_budget``) no other is tried.
        """
        form = canonical, facts.hash_name, related
        if form not in self._forms:
            over_rdf = canonical is CanonicalForm.RDFC
            self._forms[form] = self._over_rdf(facts, related) if over_rdf else _json.canonical(self._value)
        return self._forms[form]

    def _over_rdf(self, facts: KindFacts, related: Related) -> bytes:
        if self._spent.refused is not None:
            raise self._spent.refused
        if self._spent.statements > MAX_STATEMENTS:
            raise InputError("proof_too_much", limit=MAX_STATEMENTS)
        reading = self._read()
        listed = self._forms.get((CanonicalForm.RDFC, facts.hash_name, "list"))
        if listed is not None and not reading.is_tied(facts.hash_name):
            return listed
        self._spent.statements += len(reading.quads)
        try:
            return reading.canonical(facts.hash_name, related).encode("utf-8")
        except InputError as error:
            self._spent.refused = error
            raise

    def lost(self, *, where: str = "") -> tuple[Problem, ...]:
        """Return what of the object no statement holds, so that no signature over RDF covers it."""
        return tuple(replace(problem, where=f"{where}{problem.where or ''}") for problem in self._read().lost)

    def _read(self) -> "JsonLdReading":
        if self._reading is None:
            self._reading = ld.JsonLdReading.of(self._value, self._contexts)
        return self._reading
