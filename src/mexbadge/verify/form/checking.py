"""Is a document of Open Badges well formed? Its kind, and every problem with its place; nothing is verified.

A document is known as :mod:`mexbadge.verify` knows it. Only what was given is looked at: nothing is fetched.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge.errors import InputError, Problem
from mexbadge.fetch import nothing
from mexbadge.ld.contexts import ExtraContext
from mexbadge.models import ob3
from mexbadge.models.kinds import Kind
from mexbadge.verify import form
from mexbadge.verify.api import Badgelike, content_of
from mexbadge.verify.checks.contained import MOST
from mexbadge.verify.checks.contained import content_of as content_inside
from mexbadge.verify.checks.model import check_context, check_model, outcome_of
from mexbadge.verify.codes import Code
from mexbadge.verify.findings import Finding, Outcome
from mexbadge.verify.form.faults import Fault
from mexbadge.verify.form.lists import key_faults, revocation_faults, status_faults
from mexbadge.verify.form.value import FormReport
from mexbadge.verify.intake import Taken, take
from mexbadge.verify.kinds import ALONE, CREDENTIALS, DEEPEST
from mexbadge.verify.policy import Policy
from mexbadge.verify.signature.proof import LENIENT
from mexbadge.verify.subject import Ask, Subject

__all__ = ["check_form"]

_TOLD: Final = frozenset({Outcome.FAILED, Outcome.WARNED, Outcome.UNKNOWN})


def check_form(document: Badgelike, *, contexts: tuple[ExtraContext, ...] = (), name: str | None = None) -> FormReport:
    """Say what a document is, and whether it is well formed: a badge, or a profile, badge class, achievement, list ...

    ``document`` as for :func:`mexbadge.verify.verify`; ``contexts`` are supplied as with a policy; ``name`` is what the
    report calls it. A document that is not well formed is a report. Raises :class:`InputError` where the call is wrong.
    """
    data, label = content_of(document)
    ask = Ask(Policy(contexts=contexts), nothing, datetime.now(UTC))
    return replace(_of(data, ask, 0), input=name or label)


def _of(data: bytes, ask: Ask, depth: int) -> FormReport:
    taken = take(data)
    warned = tuple(_fault(finding) for finding in taken.findings if finding.outcome is Outcome.WARNED)
    report = _alone(taken, data, ask, depth) if taken.subject is None else _taken(taken, taken.subject, ask, depth)
    return replace(report, faults=(*warned, *report.faults))


def _taken(taken: Taken, subject: Subject, ask: Ask, depth: int) -> FormReport:
    if taken.generation == "2.0":
        return form.ob2.of_assertion(subject.raw, ask)
    kind = CREDENTIALS[taken.kind]
    faults = [_fault(finding) for finding in check_context(subject, ask) if finding.outcome in _TOLD]
    if taken.kind is Kind.PRESENTATION:
        faults = [fault for fault in faults if fault.problem.code not in _OF_BADGES]
    elif taken.kind is Kind.STATUS_LIST:
        faults += status_faults(subject.document)
    else:
        faults += (_fault(finding) for finding in check_model(subject, ask) if finding.outcome in _TOLD)
    faults += _secured(subject, taken.kind)
    version = "3.0" if taken.kind in {Kind.ACHIEVEMENT, Kind.ENDORSEMENT} else None
    return FormReport(kind, version, tuple(faults), tuple(_inside(subject.document, taken.kind, ask, depth)))


_OF_BADGES: Final = frozenset({"models_context_badge", "models_context_order"})


def _secured(subject: Subject, kind: Kind) -> Iterator[Fault]:
    """Yield what is wrong with a token, or that nothing is signed."""
    if subject.jwt is not None:
        for problem in subject.jwt.problems:
            yield Fault(problem, Outcome.WARNED if problem.code in LENIENT else Outcome.FAILED)
    elif "proof" not in subject.document:
        code = "form_presentation_unsigned" if kind is Kind.PRESENTATION else "form_unsigned"
        yield Fault(Problem(code, "/proof"), Outcome.WARNED)


def _inside(document: Mapping[str, object], kind: Kind, ask: Ask, depth: int) -> Iterator[FormReport]:
    """Look at the credentials that a record or a presentation holds."""
    subject = document.get("credentialSubject")
    holder, where = (document, "") if kind is Kind.PRESENTATION else (subject, "/credentialSubject")
    if kind not in {Kind.PRESENTATION, Kind.CLR} or not isinstance(holder, Mapping):
        return
    held = holder.get("verifiableCredential")
    entries = held if isinstance(held, list) else [] if held is None else [held]
    yield from _several(entries, f"{where}/verifiableCredential", ask, depth)


def _several(entries: list[object], where: str, ask: Ask, depth: int) -> Iterator[FormReport]:
    for number, entry in enumerate(entries[:MOST]):
        if depth >= DEEPEST:
            break
        content = content_inside(entry)
        data = content if isinstance(content, bytes) else _json.dumps(content).encode("ascii")
        yield replace(_of(data, ask, depth + 1), place=f"{where}/{number}")
    if entries and (len(entries) > MOST or depth >= DEEPEST):
        more = Fault(Problem("form_more", where, {"limit": MOST, "depth": DEEPEST}), Outcome.UNKNOWN)
        yield FormReport("unknown", None, (more,), place=where)


def _alone(taken: Taken, data: bytes, ask: Ask, depth: int) -> FormReport:
    """Look at a document that is no badge, or say that it is nothing that is known."""
    reason = taken.findings[-1]
    try:
        if reason.code == Code.FORMAT_LIST:
            entries = _json.loads(data, max_bytes=_limits.BUNDLE_BYTES)
            return FormReport("list", None, (), tuple(_several(list(entries), "", ask, depth)))
        if reason.code in ALONE:
            document = _json.loads_object(data, max_bytes=_limits.BUNDLE_BYTES)
            return _lone(ALONE[reason.code], document, ask)
    except InputError as error:
        return FormReport("unknown", None, (Fault(error.problem, Outcome.FAILED),))
    return FormReport("unknown", None, (_fault(reason),))


def _lone(kind: str, document: JsonObject, ask: Ask) -> FormReport:
    if form.ob2.is_older(kind, document):
        return form.ob2.of_lone(kind, document, ask)
    newer: Mapping[str, Callable[[JsonObject], list[Fault]]] = {
        "profile": _profile,
        "achievement": lambda found: _problems(ob3.achievement_problems(found)),
        "revocation_list": revocation_faults,
        "key_document": key_faults,
    }
    version = "3.0" if kind in {"profile", "achievement"} else None
    return FormReport(kind, version, tuple(newer[kind](document)))


def _profile(document: JsonObject) -> list[Fault]:
    """Look at a profile, and at the keys that an https issuer lists in it (Open Badges 3.0, section 8.2.4)."""
    keys = key_faults(document) if "verificationMethod" in document or "assertionMethod" in document else []
    return [*_problems(ob3.profile_problems(document)), *keys]


def _problems(problems: tuple[Problem, ...]) -> list[Fault]:
    return [Fault(problem, outcome_of(problem, strict=False)) for problem in problems]


def _fault(finding: Finding) -> Fault:
    return Fault(Problem(str(finding.code), finding.where, finding.values), finding.outcome)
