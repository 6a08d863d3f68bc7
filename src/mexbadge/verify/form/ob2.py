"""The form of the documents of Open Badges 0.5 to 2.0: assertions, badge classes, profiles, lists, keys.

Each is expanded and held against its class, with what stands whole inside it (Open Badges 2.0, "Badge Objects").
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from mexbadge._json import JsonObject
from mexbadge.errors import InputError, Problem
from mexbadge.keys import PublicKey
from mexbadge.models.kinds import contexts_of, types_of
from mexbadge.models.ob2 import problems as problems_of
from mexbadge.models.ob2_nodes import Node
from mexbadge.models.ob2_terms import OBI
from mexbadge.status.revocation_list import RevocationList
from mexbadge.verify.findings import Check, Outcome
from mexbadge.verify.form.faults import Fault
from mexbadge.verify.form.lists import unread
from mexbadge.verify.form.value import FormReport
from mexbadge.verify.ob2.extensions import extensions_of, judge_extension
from mexbadge.verify.ob2.intake import recognise
from mexbadge.verify.ob2.legacy import Role, Version, version_of
from mexbadge.verify.ob2.notes import Notes
from mexbadge.verify.ob2.parts import note_reading
from mexbadge.verify.ob2.reading import Ob2Reading, is_badge_context, read
from mexbadge.verify.ob2.token import parse_token
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.subject import Ask, SecuredBy

__all__ = ["is_older", "of_assertion", "of_lone"]

_OLDER_TYPES: Final = frozenset({"BadgeClass", "Issuer", "IssuerOrg", "RevocationList", "CryptographicKey"})
_LONE: Final[Mapping[str, tuple[Role, str]]] = {
    "badge_class": ("badge", "BadgeClass"),
    "profile": ("issuer", "Issuer"),
    "key_document": ("key", "CryptographicKey"),
}
_INSIDE: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "Assertion": (("badge", "BadgeClass"),),
    "BadgeClass": (("issuer", "Issuer"),),
    "Endorsement": (("issuer", "Issuer"),),
}


def is_older(kind: str, document: Mapping[str, Any]) -> bool:
    """Return whether a document that is no badge is one of Open Badges 2.0 or before."""
    if kind == "badge_class" or any(is_badge_context(context) for context in contexts_of(document)):
        return True
    types = {name.removeprefix(OBI) for name in types_of(document)}
    return not types.isdisjoint(_OLDER_TYPES) or (kind == "profile" and "@context" not in document and not types)


def of_assertion(raw: bytes, ask: Ask) -> FormReport:
    """Look at an assertion or endorsement, hosted or signed, and at the badge class and issuer inside it."""
    found = recognise(raw)
    if found is None or found.url is not None:
        fault = Fault(Problem("form_address", None, {"url": raw.decode("utf-8", "replace")}), Outcome.UNKNOWN)
        return FormReport("badge", "2.0", (fault,))
    faults: list[Fault] = []
    if found.form is SecuredBy.SIGNED:
        try:
            token = parse_token(found.raw)
        except InputError as error:
            return FormReport("badge", found.version.value, (Fault(error.problem, Outcome.FAILED),))
        faults += (Fault(problem, Outcome.WARNED) for problem in token.warnings)
    reading, told = _read(found.document, "assertion", ask)
    faults += told
    if reading is None:
        return FormReport("badge", found.version.value, tuple(faults))
    endorses = reading.node.is_a("Endorsement")
    shape = "Endorsement" if endorses else "Assertion"
    if not endorses and not reading.node.is_a("Assertion") and reading.node.flag("revoked") is not True:
        values = {"types": ", ".join(reading.node.types[:3]) or "-"}
        faults.append(Fault(Problem(Ob2Code.NOT_AN_ASSERTION, "/type", values), Outcome.FAILED))
    faults += _judged(reading, shape)
    return FormReport("endorsement" if endorses else "badge", reading.version.value, tuple(faults))


def of_lone(kind: str, document: JsonObject, ask: Ask) -> FormReport:
    """Look at a badge class, a profile, a revocation list or a key that stands alone."""
    if kind == "revocation_list":
        return _list(document)
    role, shape = _LONE[kind]
    reading, faults = _read(document, role, ask)
    version = version_of(document)
    if reading is not None:
        version = reading.version
        faults = [*faults, *_judged(reading, shape)]
        if kind == "key_document":
            faults += _key(reading.node)
    return FormReport(kind, version.value, tuple(faults))


def _read(document: JsonObject, role: Role, ask: Ask) -> tuple[Ob2Reading | None, list[Fault]]:
    """Expand a document, or say why that cannot be."""
    try:
        reading = read(document, role=role, contexts=ask.policy.contexts)
    except InputError as error:
        return None, [Fault(error.problem, Outcome.FAILED)]
    notes = Notes()
    note_reading(reading.warnings, notes)
    return reading, _faults(notes)


def _judged(reading: Ob2Reading, shape: str) -> Iterator[Fault]:
    notes = Notes()
    for node, name, where in _each(reading.node, shape, ""):
        dated = reading.version is not Version.V0_5
        legacy = reading.version.is_legacy
        found = problems_of(node, name, where=where, legacy=legacy, dated=dated)
        notes.problems(Check.MODEL, (one for one in found if not (legacy and _is_own_id(one))))
    for place, node in extensions_of(reading.node):
        notes.findings += judge_extension(node, place)
    yield from _faults(notes)


def _is_own_id(problem: Problem) -> bool:
    """Return whether it says that the document has no id; before 2.0 its address is its id, which a file lacks."""
    return problem.where == "/id" and problem.code in {Ob2Code.MISSING, Ob2Code.NO_ID}


def _each(node: Node, shape: str, where: str) -> Iterator[tuple[Node, str, str]]:
    """Yield a document and those that stand whole inside it, each with its class and its place."""
    yield node, shape, where
    for term, inner in _INSIDE.get(shape, ()):
        for found in node.nodes(term)[:1]:
            if not found.is_reference:
                yield from _each(found, inner, f"{where}/{term}")


def _key(node: Node) -> Iterator[Fault]:
    pem = node.text("publicKeyPem")
    if pem is not None:
        try:
            PublicKey.from_pem(pem)
        except InputError as error:
            yield Fault(Problem(error.code, "/publicKeyPem", error.problem.values), Outcome.FAILED)


def _list(document: JsonObject) -> FormReport:
    faults: list[Fault] = []
    for name in ("id", "issuer"):
        if not isinstance(document.get(name), str):
            values = {"term": name, "class": "RevocationList"}
            faults.append(Fault(Problem(Ob2Code.MISSING, f"/{name}", values), Outcome.FAILED))
    try:
        faults += unread(RevocationList.parse_ob2(document))
    except InputError as error:
        faults.append(Fault(error.problem, Outcome.FAILED))
    return FormReport("revocation_list", version_of(document).value, tuple(faults))


def _faults(notes: Notes) -> list[Fault]:
    told = {Outcome.FAILED, Outcome.WARNED, Outcome.UNKNOWN}
    return [
        Fault(Problem(str(note.code), note.where, note.values), note.outcome)
        for note in notes.findings
        if note.outcome in told
    ]
