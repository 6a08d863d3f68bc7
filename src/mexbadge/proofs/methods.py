"""From a verification method's id to a key that may be used (Controlled Identifiers 1.0, sections 3.3 and 3.4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from mexbadge import dids
from mexbadge.dids import ControllerDocument, VerificationMethod
from mexbadge.errors import FetchError, InputError, Problem
from mexbadge.keys import PublicKey
from mexbadge.proofs.instants import parse_instant
from mexbadge.proofs.statements import Statement
from mexbadge.proofs.suites import KINDS, Suite

__all__ = ["Answers", "Resolve", "usable_key"]

Resolve: TypeAlias = Callable[[str], ControllerDocument | Mapping[str, Any]]
"""``resolve(did_or_url)`` returns the controller document of that id, or raises ``FetchError`` or ``InputError``."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The controller documents that the proofs of one document name, each resolved once."""

    resolve: Resolve
    known: dict[str, ControllerDocument | FetchError | InputError] = field(default_factory=dict)

    def of(self, controller: str) -> ControllerDocument:
        """Return the document of ``controller``, which must bear its id.

        Raises what ``resolve`` raised, or :class:`InputError` ``proof_controller_differs``.
        """
        if controller not in self.known:
            try:
                self.known[controller] = _answer(self.resolve, controller)
            except (FetchError, InputError) as error:
                self.known[controller] = error
        found = self.known[controller]
        if isinstance(found, Exception):
            raise found
        return found


def usable_key(
    document: ControllerDocument,
    method: VerificationMethod | None,
    statement: Statement,
    suite: Suite,
    at: datetime | None,
) -> PublicKey:
    """Return the key with which a proof is to be checked, if its own document allows it for that purpose.

    Raises :class:`InputError`: ``proof_method_missing``, ``proof_method_controller``, ``proof_key_revoked``,
    ``proof_key_expired``, ``proof_key_not_yet``, ``proof_key_date``, ``proof_method_not_allowed``,
    ``proof_key_unreadable`` (or why the key cannot be read), ``proof_key_kind``, ``proof_value_length``.
    """
    values = {"method": statement.method, "controller": document.id}
    if method is None:
        raise InputError("proof_method_missing", **values)
    if method.controller and method.controller != document.id:
        raise InputError("proof_method_controller", method=statement.method, controller=method.controller)
    _check_life(method, at)
    if not document.allows(method.id, statement.purpose):
        raise InputError("proof_method_not_allowed", purpose=statement.purpose, **values)
    key = method.public_key
    if key is None:
        problem = method.problem or Problem("proof_key_unreadable", None, values)
        raise InputError(problem.code, where=None, **problem.values)
    if key.kind not in suite.kinds:
        raise InputError("proof_key_kind", kind=str(key.kind), suite=suite.name)
    if len(statement.signature) != KINDS[key.kind].signature_bytes:
        raise InputError("proof_value_length", where="/proofValue", suite=suite.name)
    return key


def _answer(resolve: Resolve, controller: str) -> ControllerDocument:
    found = resolve(controller)
    wanted = _document_id(controller)
    document = found if isinstance(found, ControllerDocument) else dids.parse(found, did=wanted, source=None)
    if document.id != wanted:
        raise InputError("proof_controller_differs", controller=wanted, answered=document.id)
    return document


def _document_id(controller: str) -> str:
    """Return the id that a controller document must bear: of a DID URL, the DID."""
    if not controller.startswith("did:"):
        return controller
    return controller.partition("?")[0].partition("/")[0]


def _check_life(method: VerificationMethod, at: datetime | None) -> None:
    """Refuse a key that its document calls revoked, expired (Controlled Identifiers 1.0, section 2.2) or not begun."""
    if method.revoked is not None:
        revoked = _moment(method.revoked, "revoked")
        if at is None or at >= revoked:
            raise InputError("proof_key_revoked", method=method.id, date=method.revoked)
    if method.expires is not None and at is not None and at >= _moment(method.expires, "expires"):
        raise InputError("proof_key_expired", method=method.id, date=method.expires)
    if method.not_before is not None and at is not None and at < _moment(method.not_before, "nbf"):
        raise InputError("proof_key_not_yet", method=method.id, date=method.not_before)


def _moment(text: str, name: str) -> datetime:
    moment = parse_instant(text)
    if moment is None:
        raise InputError("proof_key_date", name=name)
    return moment
