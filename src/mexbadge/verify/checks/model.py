"""What the document says: its contexts and types, and whether each member has the form that the standard prescribes."""

from collections.abc import Iterator
from typing import Final

from mexbadge.errors import Problem
from mexbadge.ld.contexts import ContextSet
from mexbadge.ld.supplied import named_contexts
from mexbadge.models import ob3
from mexbadge.models.kinds import Kind, context_problems, kind_of
from mexbadge.models.rules import subject_problems
from mexbadge.models.severity import distinct, is_lacking, is_warning
from mexbadge.verify import libraries
from mexbadge.verify.findings import Check, Code, Finding, Outcome, Why
from mexbadge.verify.subject import Ask, Subject

_MOST: Final = 10
"""How many unknown contexts are told."""

__all__ = ["check_context", "check_model", "outcome_of"]
_CONTEXT_OK: Final = Finding(Check.CONTEXT, Code.CONTEXT_OK, Outcome.PASSED)
_MODEL_OK: Final = Finding(Check.MODEL, Code.MODEL_OK, Outcome.PASSED)


def check_context(subject: Subject, ask: Ask) -> Iterator[Finding]:
    """Say whether the contexts are known and in order (Open Badges 3.0, section 9.1)."""
    problems = context_problems(subject.document)
    yield from _findings(Check.CONTEXT, problems, ask)
    known = ContextSet.of(ask.policy.contexts or None)
    met = subject.survey.contexts
    plain = not known.extra and all(map(known.knows, met))
    named = () if plain else named_contexts(subject.document)
    unknown = tuple(url for url in named if not known.knows(url))
    for url in unknown[:_MOST]:
        yield Finding(Check.CONTEXT, Code.CONTEXT_NOT_KNOWN, Outcome.WARNED, {"url": url}, "/@context")
    supplied = tuple(url for url in named if url in known.extra)
    for url in supplied:
        values = {"url": url, "digest": known.extra[url].sha256[:16]}
        yield Finding(Check.CONTEXT, Code.CONTEXT_SUPPLIED, Outcome.WARNED, values, "/@context")
    if not problems and not unknown and not supplied:
        yield _CONTEXT_OK


def check_model(subject: Subject, ask: Ask) -> Iterator[Finding]:
    """Say everything that breaks the model, each with its place. What a status list says is for the status check."""
    document = subject.document
    kind = kind_of(document)
    if kind is Kind.STATUS_LIST:
        yield Finding(Check.MODEL, Code.MODEL_OK, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)
        return
    structure = libraries.clr2.problems(document) if kind is Kind.CLR else ob3.problems(document)
    problems = distinct((*structure, *subject_problems(document)))
    yield from _findings(Check.MODEL, problems, ask)
    if not problems:
        yield _MODEL_OK


def _findings(check: Check, problems: tuple[Problem, ...], ask: Ask) -> Iterator[Finding]:
    for problem in problems:
        yield Finding.of(check, problem, outcome_of(problem, strict=ask.policy.strict))


def outcome_of(problem: Problem, *, strict: bool) -> Outcome:
    """Return what a problem of a document means: see the table in :mod:`mexbadge.models.severity`."""
    if is_lacking(problem):
        return Outcome.UNKNOWN
    return Outcome.WARNED if is_warning(problem) and not strict else Outcome.FAILED
