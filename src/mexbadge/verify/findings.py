"""Findings, outcomes and the verdict that follows from them."""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NoReturn

from mexbadge import texts
from mexbadge.errors import MexBadgeError, Problem, Where
from mexbadge.models.dates import instant_ob2
from mexbadge.texts import Lang
from mexbadge.verify.codes import Check, Code

__all__ = [
    "ORIGINAL",
    "REQUIRED",
    "Check",
    "Code",
    "Finding",
    "Outcome",
    "Verdict",
    "Why",
    "blocked",
    "day",
    "moment_of",
    "verdict_of",
]


REQUIRED: Final = frozenset({Check.FORMAT, Check.MODEL, Check.PROOF, Check.BINDING, Check.DATES, Check.STATUS})
"""The checks that must speak before a badge can be valid."""


class Verdict(StrEnum):
    """What a badge is found to be."""

    VALID = "valid"
    WARNING = "warning"
    INVALID = "invalid"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What one finding says."""

    PASSED = "passed"
    WARNED = "warned"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


class Why(StrEnum):
    """Why a check was skipped."""

    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"
    BLOCKED = "blocked"


class _Values(dict[str, object]):
    """The values of a finding, which nobody changes: one finding may stand in the reports of many badges."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type["_Values"], tuple[dict[str, object]]]:
        return _Values, (dict(self),)

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("the values of a finding cannot be changed")


for _name in ("__setitem__", "__delitem__", "__ior__", "clear", "pop", "popitem", "setdefault", "update"):
    setattr(_Values, _name, _Values._refuse)  # noqa: SLF001 - its own module
_NONE: Final = _Values()


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of a verification report: what was looked at, what came of it, and where."""

    check: Check
    code: str
    outcome: Outcome
    values: Mapping[str, object] = field(default_factory=lambda: _NONE)
    where: Where = None
    why: Why | None = None

    def __post_init__(self) -> None:
        """Keep of an error what it says, a value that compares and can be kept."""
        values = self.values
        if values is not _NONE:
            told = _Values({name: _told(one) for name, one in values.items()})
            object.__setattr__(self, "values", told)

    @classmethod
    def of(cls, check: Check, problem: Problem, outcome: Outcome) -> "Finding":
        """Make a finding of a problem that a lower room returned."""
        return cls(check, problem.code, outcome, problem.values, problem.where)

    def message(self, lang: Lang = "en") -> str:
        """Say what was found."""
        kinds = {name: _kinds(self.values[name], lang) for name in ("kinds", "asked") if name in self.values}
        return texts.message(self.code, lang, **{**_in_words(self.values, lang), **kinds})

    def hint(self, lang: Lang = "en") -> str | None:
        """Say what to do next; there is always something for a finding that is not a pass."""
        return texts.hint(self.code, lang, **_in_words(self.values, lang))


_TELLING: Final = (MexBadgeError, Problem)


def _told(value: object) -> object:
    if type(value) is str or value is None:
        return value
    if isinstance(value, MexBadgeError):
        value = value.problem
    if not isinstance(value, Problem) or not any(isinstance(one, _TELLING) for one in value.values.values()):
        return value
    return replace(value, values={name: _told(one) for name, one in value.values.items()})


def _in_words(values: Mapping[str, object], lang: Lang) -> dict[str, object]:
    """Return values as people say them: moments as dates, the name of a check in words."""
    return {name: _said(name, value, lang) for name, value in values.items()}


def _said(name: str, value: object, lang: Lang) -> object:
    if name == "check" and value == ORIGINAL:
        return texts.message("text_original", lang)
    if name == "check" and isinstance(value, str) and value in _CHECKS:
        return texts.message(f"check_{value}", lang)
    if isinstance(value, Problem):
        return replace(value, values=_in_words(value.values, lang))
    if name in _DATES:
        value = moment_of(value)
    return day(value, lang) if isinstance(value, str) else value


def _kinds(value: object, lang: Lang) -> str:
    """Return the kinds of identities that a finding names, in words where there are words for them."""
    known = {name: f"identity_{_KINDS.get(name, name)}" for name in str(value).split(", ")}
    return ", ".join(texts.message(code, lang) if texts.is_known(code) else name for name, code in known.items())


_KINDS: Final = {"email": "emailAddress"}
"""What versions before 3.0 call a kind of identity that has another name in 3.0."""
_DATES: Final = frozenset({"start", "end"})
_SECONDS: Final = re.compile(r"[0-9]{9,11}(?:\.[0-9]+)?")


def moment_of(value: object) -> object:
    """Return a date of a badge as text: one in seconds since 1970, as versions before 2.0 allow, as its moment."""
    seconds = isinstance(value, int | float) or (isinstance(value, str) and _SECONDS.fullmatch(value))
    moment = instant_ob2(value) if seconds else None
    return value if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


ORIGINAL: Final = "original"
"""What the check of the proof is called where a badge is hosted: it has an original, and no signature."""
_CHECKS: Final = frozenset(Check)
_MOMENT: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[Tt ]([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(Z|z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_MIDNIGHT: Final = "00:00:00"


def day(text: str, lang: Lang) -> str:
    """Return a date or a moment in words, ``1 March 2026``, with the time where it is not midnight; else the text."""
    found = _MOMENT.fullmatch(text)
    month = 0 if found is None else int(found.group(2))
    if found is None or not 1 <= month <= len(_MONTHS):
        return text
    year, _, number, clock, seconds, zone = found.groups()
    name = texts.message(f"month_{month}", lang)
    date = texts.message("date_first" if number == "01" else "date_words", lang, day=int(number), month=name, year=year)
    at = "" if clock is None else f"{clock}:{seconds or '00'}"
    if at in {"", _MIDNIGHT} and (zone or "Z").upper() in {"Z", "+00:00"}:
        return date
    where = "UTC" if (zone or "Z").upper() == "Z" else f"UTC{zone}"
    return texts.message("date_time", lang, date=date, time=at.removesuffix(":00"), zone=where)


_MONTHS: Final = range(12)


def blocked(check: Check, by: Check) -> Finding:
    """Return that a check was left out, because another one did not find what it rests on."""
    return Finding(check, Code.BLOCKED, Outcome.SKIPPED, {"check": by.value}, why=Why.BLOCKED)


def verdict_of(findings: Iterable[Finding], *, required: AbstractSet[Check]) -> Verdict:
    """Return the worst of what was found; ``unknown`` where a required check said nothing.

    A check that was skipped as blocked or not asked said nothing; one that does not apply did speak.
    """
    findings = tuple(findings)
    outcomes = {finding.outcome for finding in findings}
    spoke = {f.check for f in findings if f.outcome is not Outcome.SKIPPED or f.why is Why.NOT_APPLICABLE}
    if Outcome.FAILED in outcomes:
        return Verdict.INVALID
    if Outcome.UNKNOWN in outcomes or required - spoke:
        return Verdict.UNKNOWN
    return Verdict.WARNING if Outcome.WARNED in outcomes else Verdict.VALID
