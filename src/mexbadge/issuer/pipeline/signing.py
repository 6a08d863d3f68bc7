"""A credential up to the bytes to sign, which any process can do; the signature, which only the holder of the key can.

The worker goes the same way as :func:`mexbadge.credentials.ob3.sign`, with a signer that writes down what it is asked
to sign; the calling process puts the real signature in its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge._multibase import base64url_encode, encode
from mexbadge.credentials.ob3 import Award, Form, build
from mexbadge.errors import InputError, Problem, SchemaError
from mexbadge.issuer.folder.ob2 import assertion
from mexbadge.issuer.pipeline.rdf_template import RdfShape, Stencil
from mexbadge.keys import KeyKind, PublicKey, Signer, default_algorithm
from mexbadge.proofs import add_proof, jws, vc_jwt

__all__ = [
    "KeyFacts",
    "Older",
    "PreparedCredential",
    "Work",
    "prepare",
    "prepare_assertion",
    "prepare_document",
    "sealed",
]

_STENCILS: Final = 16
"""How many shapes a worker keeps stencils of at a time."""
_TOKENS: Final = frozenset({Form.VC_JWT, Form.OB2_SIGNED})
_BYTES: Final = {KeyKind.ED25519: 64, KeyKind.P256: 64, KeyKind.P384: 96}


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What a worker knows of the key: its public half as a JSON Web Key, and under which id it is published."""

    jwk: JsonObject
    method: str

    @classmethod
    def of(cls, signer: Signer) -> "KeyFacts":
        """Return what may be known of ``signer``."""
        return cls(dict(signer.public_key.to_jwk()), signer.verification_method)


@dataclass(frozen=True, slots=True)
class PreparedCredential:
    """A credential with a gap: ``message`` is to be signed, the signature goes between ``before`` and ``after``."""

    message: bytes = field(repr=False)
    before: bytes = field(repr=False)
    after: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Older:
    """What assertions of Open Badges 2.0 share: the badge class, the address of the key, and where they are hosted.

    ``key`` is ``None`` where they are hosted, ``assertions`` the address below which they then are.
    """

    badge: str
    key: str | None
    assertions: str

    def name(self, id: str) -> str:  # noqa: A002 - the standard's word
        """Return the assertion's own id, of its id in the register."""
        return id if self.key is not None else f"{self.assertions}{id.rpartition(':')[2]}.json"


@dataclass(frozen=True, slots=True)
class Work:
    """What one worker does at a time: awards, or documents that were made already, and how they will be signed.

    ``older`` is what awards in a form of 2.0 need beside.
    """

    unsigned: Sequence[Award | JsonObject] = field(repr=False)
    key: KeyFacts
    form: Form
    created: datetime
    older: Older | None = None


class _Recorder:
    """A signer that signs nothing and remembers what it was asked to sign."""

    def __init__(self, facts: KeyFacts) -> None:
        self.public_key = PublicKey.from_jwk(facts.jwk)
        self.verification_method = facts.method
        self.algorithm = default_algorithm(self.public_key.kind)
        self.blank = bytes(_BYTES.get(self.public_key.kind, 0))
        self.gap = encode(self.blank).encode("ascii")
        self.message = b""

    def sign(self, data: bytes) -> bytes:
        self.message = data
        return self.blank


def prepare(work: Work) -> list[PreparedCredential | tuple[Problem, ...]]:
    """Prepare everything, or say what is wrong with it; any pool can call this function."""
    preparer = _Preparer(work)
    return [preparer.part_or_problems(one) for one in work.unsigned]


class _Preparer:
    """Prepares awards one after the other; those of one shape share a stencil."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._recorder = _Recorder(work.key)
        self._stencils: dict[str, Stencil | None] = {}
        self._seen: set[str] = set()
        self._proof: JsonObject = {}

    def part_or_problems(self, unsigned: Award | JsonObject) -> PreparedCredential | tuple[Problem, ...]:
        form = self._work.form
        try:
            document = self._built(unsigned) if isinstance(unsigned, Award) else unsigned
            if form.is_ob2:
                return prepare_assertion(document, self._work.key, form)
            if form is Form.VC_JWT or not isinstance(unsigned, Award):
                return _part(document, self._recorder, form, self._work.created)
            return self._over_rdf(document)
        except SchemaError as error:
            return error.problems
        except InputError as error:
            return (error.problem,)

    def _built(self, award: Award) -> JsonObject:
        older = self._work.older
        if older is None:
            return build(award)
        return assertion(award, older.badge, name=older.name(award.id), key=older.key)

    def _over_rdf(self, document: JsonObject) -> PreparedCredential:
        shape = RdfShape.of(document)
        stencil = None if shape is None else self._stencils.get(shape.text)
        if shape is not None and stencil is not None:
            message = stencil.message(shape.values)
            if message is not None:
                return _gapped({**document, "proof": self._proof}, message, self._recorder.gap)
        signed = _with_blank_proof(document, self._recorder, self._work.created)
        self._proof = signed["proof"]
        if shape is not None and shape.text in self._seen and len(self._stencils) < _STENCILS:
            kind = self._recorder.public_key.kind
            self._stencils.setdefault(shape.text, Stencil.of(shape, self._recorder.message, kind))
        elif shape is not None:
            self._seen.add(shape.text)
        return _gapped(signed, self._recorder.message, self._recorder.gap)


def prepare_document(document: JsonObject, key: KeyFacts, form: Form, created: datetime) -> PreparedCredential:
    """Prepare one document that was built already."""
    return _part(document, _Recorder(key), form, created)


def prepare_assertion(document: JsonObject, key: KeyFacts, form: Form) -> PreparedCredential:
    """Prepare one assertion of Open Badges 2.0; a hosted one is not signed, its address vouches for it."""
    payload = _json.portable(document).encode("ascii")
    if form is Form.OB2_HOSTED:
        return PreparedCredential(b"", payload, b"")
    recorder = _Recorder(key)
    jws.sign(payload, recorder, header={"typ": "JWT"})
    return PreparedCredential(recorder.message, recorder.message + b".", b"")


def sealed(part: PreparedCredential, signer: Signer, form: Form) -> bytes:
    """Sign a prepared credential and return its exact bytes."""
    if form is Form.OB2_HOSTED:
        return part.before
    signature = signer.sign(part.message)
    text = base64url_encode(signature) if form in _TOKENS else encode(signature)
    return part.before + text.encode("ascii") + part.after


def _part(document: JsonObject, recorder: _Recorder, form: Form, created: datetime) -> PreparedCredential:
    if form is Form.VC_JWT:
        vc_jwt.make(document, recorder)
        return PreparedCredential(recorder.message, recorder.message + b".", b"")
    return _gapped(_with_blank_proof(document, recorder, created), recorder.message, recorder.gap)


def _with_blank_proof(document: JsonObject, recorder: _Recorder, created: datetime) -> JsonObject:
    suite = "eddsa-rdfc-2022" if recorder.algorithm == "EdDSA" else "ecdsa-rdfc-2019"
    return add_proof(document, recorder, cryptosuite=suite, created=created)


def _gapped(signed: JsonObject, message: bytes, gap: bytes) -> PreparedCredential:
    """Cut a document at its blank signature, which is the last member of its last member."""
    text = _json.portable(signed).encode("ascii")
    before, _, after = text.rpartition(gap)
    return PreparedCredential(message, before, after)
