"""What a deviation costs: the one table of which fails, which is a warning, and which leaves a question open.

"Not valid" means forged, altered, revoked, expired, somebody else's, or without meaning. What is only spelled otherwise
but clear is a warning; what cannot be found out is unknown. Every code that stands in no line of :data:`SEVERITIES` is
a failure: a required member that is missing, a date without a zone, a value of a kind that changes what is said, and
whatever touches type, id, issuer, dates, proof or status.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from mexbadge.errors import Problem

__all__ = ["SEVERITIES", "Severity", "distinct", "errors_only", "faults", "is_lacking", "is_warning", "severity_of"]


class Severity(StrEnum):
    """What one deviation costs."""

    UNUSUAL = "unusual"
    """Read without doubt, and issued by some: a warning, failed under ``--strict``."""
    CLEAR = "clear"
    """Spelled otherwise than the standard says, but clear: a warning, failed under ``--strict``, never issued."""
    LACKING = "lacking"
    """Not to be decided with what there is here, or with what the badge says: unknown."""
    FAULT = "fault"
    """The badge does not say what it has to, or not as it has to: failed."""


_CLEAR: Final = (
    "models_null",
    "models_image_string",
    "models_single",
    "models_text_empty",
    "models_enum_open",
    "models_email_label",
    "ob2_context_left_out",
    "ob2_email_label",
    "ob2_older_words",
    "ob2_text_empty",
)
"""``null`` for an optional member, a bare address for an image, one object for a list, an empty text by which nothing
is judged, a value outside an open list, a context that 2.0 does not need, a contact address with one label, the words
of 1.1 in 2.0. This list is closed."""
_UNUSUAL: Final = (
    "models_context_alias",
    "models_context_extensions",
    "models_criteria_empty",
    "models_date_local",
    "models_empty",
    "models_identity_plain",
    "models_level_unknown",
    "models_more_warnings",
    "models_result_unknown",
    "models_type_array",
    "models_value_allowed",
    "models_value_range",
    "ob2_hashed_missing",
    "ob2_identity_sha1",
    "ob2_identity_sha512",
    "ob2_identity_type",
    "ob2_issuer_email_missing",
    "ob2_issuer_not_web",
    "ob2_language",
    "ob2_no_id",
    "ob2_origin_address",
    "ob2_related_type",
)
_LACKING: Final = (
    "models_subject_identity",
    "ld_context_unknown",
    "proof_suite_unsupported",
    "proof_suite_blockchain",
    "dids_unsupported",
)
"""A badge that names nobody, a context that a canonical form needs, a kind of proof, a kind of DID."""

SEVERITIES: Final[Mapping[str, Severity]] = MappingProxyType(
    dict.fromkeys(_CLEAR, Severity.CLEAR)
    | dict.fromkeys(_UNUSUAL, Severity.UNUSUAL)
    | dict.fromkeys(_LACKING, Severity.LACKING)
)
"""What each code costs; every other one is a :attr:`Severity.FAULT`."""


def severity_of(code: str) -> Severity:
    """Return what a deviation with ``code`` costs."""
    return SEVERITIES.get(code, Severity.FAULT)


def is_warning(problem: Problem) -> bool:
    """Return whether a problem leaves the document readable without doubt."""
    return severity_of(problem.code) in {Severity.CLEAR, Severity.UNUSUAL}


def is_lacking(problem: Problem) -> bool:
    """Return whether a problem leaves open what the document is worth."""
    return severity_of(problem.code) is Severity.LACKING


def errors_only(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are no mere warnings."""
    return tuple(problem for problem in problems if not is_warning(problem))


def faults(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems with which nothing is issued: what a reader forgives, an issuer writes properly."""
    return tuple(problem for problem in problems if severity_of(problem.code) is not Severity.UNUSUAL)


def distinct(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repetition: one for each code and place, the first, in order."""
    kept: dict[tuple[str, object], Problem] = {}
    for problem in problems:
        kept.setdefault((problem.code, problem.where), problem)
    return tuple(kept.values())
