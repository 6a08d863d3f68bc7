"""A report as a person reads it, on a terminal or in a file: pure text, nothing is printed here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mexbadge import texts
from mexbadge.badge import Badge, Result
from mexbadge.texts import Lang, shown
from mexbadge.texts.look import Look, columns
from mexbadge.verify.bound import bound_issuer
from mexbadge.verify.codes import Code
from mexbadge.verify.findings import Check, Finding, Outcome, Verdict, Why, day, moment_of
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.status_codes import StatusCode
from mexbadge.verify.trust_codes import TrustCode

if TYPE_CHECKING:
    from mexbadge.verify.report import Report

__all__ = [
    "MARKS",
    "answer_of",
    "badge_facts",
    "badge_lines",
    "check_name",
    "first_line",
    "label_of",
    "mark",
    "plain_words",
    "render",
    "summary",
    "title_of",
]

MARKS: Final[Mapping[Outcome, tuple[str, str, str]]] = {
    Outcome.PASSED: ("✓", "+", "32"),
    Outcome.WARNED: ("!", "!", "33"),
    Outcome.FAILED: ("✗", "x", "31"),
    Outcome.UNKNOWN: ("?", "?", "34"),
    Outcome.SKIPPED: ("\N{EN DASH}", "-", "2"),
}
"""The sign of each outcome, the same in ASCII, and its colour on a terminal."""
_COLOURS: Final[Mapping[Verdict, str]] = {
    Verdict.VALID: "1;32",
    Verdict.WARNING: "1;33",
    Verdict.INVALID: "1;31",
    Verdict.UNKNOWN: "1;34",
}
_NAME_COLUMN: Final = 13
_LABEL_COLUMN: Final = 12
_MOST_RESULTS: Final = 8
_TITLE_COLUMN: Final = 48
_NARROW: Final = 60
"""Columns below which labels and the names of checks stand before their sentences, and not in a column of their own."""


def render(report: "Report", lang: Lang = "en", *, look: Look | None = None) -> str:
    """Return ``report`` as text: the verdict first, then what the badge says, then one line for each finding.

    A ``brief`` look says in a few lines what a person needs, and every finding that is no pass; where one failed, or
    with ``verbose``, all findings follow.
    """
    look = look or Look()
    lines = look.wrapped("", first_line(report, lang, look), indent=2)
    if look.quiet:
        return "\n".join(lines)
    brief = look.brief and not look.verbose and report.verdict is not Verdict.INVALID
    if report.badge is not None:
        facts = badge_lines(report.badge, lang, answer=answer_of(report), look=look, dates=not look.brief)
        lines += ["", *facts]
    if look.brief:
        lines += [] if report.badge is not None else [""]
        lines += (line for label, text in plain_words(report, lang) for line in _fact(label, text, lang, look))
    findings = [f for f in report.findings if not brief or _tells(f)]
    if findings:
        lines += ["", *_finding_lines(report, findings, lang, look)]
    for nested in report.nested:
        inner = replace(look, width=None if look.width is None else max(look.width - 2, 1))
        lines += ["", *(f"  {line}" if line else "" for line in render(nested, lang, look=inner).splitlines())]
    return "\n".join(lines)


_TELLING: Final = frozenset({Outcome.WARNED, Outcome.FAILED, Outcome.UNKNOWN})
_KIND: Final = ("record_", Code.FORMAT_PRESENTATION)
"""How the findings begin that say what was given: a record of so many badges, a presentation and what it proves."""


def _tells(finding: Finding) -> bool:
    """Return whether a finding is told also where everything is told in brief."""
    return finding.outcome in _TELLING or str(finding.code).startswith(_KIND)


def plain_words(report: "Report", lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield, as code of a label and text: whether it is unaltered, whether in force, what to do next."""
    if report.badge is None and _state(report, Check.FORMAT) == "no":
        yield "text_next", texts.message("text_next_none", lang)
        return
    whole = _state(report, Check.PROOF, Check.BINDING)
    if whole == "yes" and bound_issuer(report.of_check(Check.BINDING)) is None:
        whole = "open"
    other = whole == "yes" and Ob2Code.HOSTED_DIFFERS in report.codes()
    yield "text_unaltered", texts.message("text_unaltered_other" if other else f"text_unaltered_{whole}", lang)
    state = _state(report, Check.DATES, Check.STATUS)
    if state == "yes":
        state = "open" if whole != "yes" else "dates" if report.codes() & _NOT_LOOKED_UP else "yes"
    ended = report.codes() & _WHY_NOT.keys()
    code = _WHY_NOT[min(ended)] if ended and state == "no" else f"text_force_{state}"
    badge = report.badge
    start, end = (None, None) if badge is None else (moment_of(badge.valid_from), moment_of(badge.valid_until))
    if code == "text_force_yes" and end is not None:
        code = "text_force_until"
    yield "text_force", texts.message(code, lang, start=day(str(start or "?"), lang), end=day(str(end or "?"), lang))
    asked = answer_of(report) is not None or report.badge is None
    next_ = "ask" if report.verdict in {Verdict.VALID, Verdict.WARNING} and not asked else report.verdict.value
    yield "text_next", texts.message(f"text_next_{next_}", lang)


_NOT_LOOKED_UP: Final = frozenset({StatusCode.NOT_CHECKED, Ob2Code.STATUS_NOT_ASKED})
_WHY_NOT: Final[Mapping[str, str]] = {
    Code.DATES_EXPIRED: "text_force_ended",
    Code.DATES_NOT_YET: "text_force_later",
    StatusCode.REVOKED: "text_force_revoked",
    StatusCode.SUSPENDED: "text_force_suspended",
    "ob2_expired": "text_force_ended",
    Ob2Code.GONE: "text_force_revoked",
    Ob2Code.REVOKED: "text_force_revoked",
    Ob2Code.REVOKED_ON_LIST: "text_force_revoked",
}


def _state(report: "Report", *checks: Check) -> str:
    """Return what the findings of some checks come to: ``yes``, ``no`` or ``open``."""
    outcomes = {finding.outcome for check in checks for finding in report.of_check(check)}
    if Outcome.FAILED in outcomes:
        return "no"
    blocked = any(f.why is Why.BLOCKED for check in checks for f in report.of_check(check))
    spoke = bool(outcomes & {Outcome.PASSED, Outcome.WARNED})
    return "yes" if spoke and Outcome.UNKNOWN not in outcomes and not blocked else "open"


def summary(verdicts: Mapping[Verdict, int], lang: Lang) -> str:
    """Return one line that says how often each verdict was given."""
    counts = ((verdict, verdicts.get(verdict, 0)) for verdict in Verdict)
    parts = [f"{count} {texts.message(f'verdict_{verdict.value}', lang)}" for verdict, count in counts if count]
    return texts.message("text_sum", lang, count=sum(verdicts.values())) + " " + ", ".join(parts)


def mark(outcome: Outcome, look: Look) -> str:
    """Return the sign of an outcome; never colour alone."""
    fancy, plain, colour = MARKS[outcome]
    return look.paint(plain if look.ascii else fancy, colour)


def answer_of(report: "Report") -> Finding | None:
    """Return what was found where it was asked whose badge it is; ``None`` where nobody asked."""
    said = (finding for finding in report.of_check(Check.RECIPIENT) if finding.outcome is not Outcome.SKIPPED)
    return next(said, None)


def check_name(finding: Finding, report: "Report", lang: Lang) -> str:
    """Return the name of a finding's check in words: of a badge that is hosted, there is an original, no signature."""
    hosted = report.badge is None or report.badge.format == "hosted"
    original = finding.check is Check.PROOF and hosted and finding.code.startswith("ob2_")
    return texts.message("text_original" if original else f"check_{finding.check.value}", lang)


def first_line(report: "Report", lang: Lang, look: Look) -> str:
    """Return the verdict as one sentence, with what it does not say."""
    word = texts.message(f"verdict_{report.verdict.value}", lang)
    name = shown(report.input)
    colon = " :" if lang == "fr" else ":"
    line = f"{name}{colon} {look.paint(word, _COLOURS[report.verdict])}"
    caveats = ", ".join(_caveats(report, lang)) if report else ""
    return f"{line} ({caveats})" if caveats else line


def _caveats(report: "Report", lang: Lang) -> Iterator[str]:
    """Say what "valid" does not mean here, so that it never stands alone."""
    recipient = {finding.outcome for finding in report.of_check(Check.RECIPIENT)}
    if Outcome.PASSED in recipient:
        yield texts.message("caveat_recipient_checked", lang)
    else:
        yield texts.message("caveat_recipient", lang)
    listed = [finding for finding in report.findings if finding.code in _LISTINGS]
    for finding in listed:
        yield texts.message(_LISTINGS[finding.code], lang, list=finding.values.get("list"))
    if not listed:
        yield texts.message("caveat_accepted" if Code.BINDING_ACCEPTED in report.codes() else "caveat_no_list", lang)


_LISTINGS: Final[Mapping[str, str]] = {
    TrustCode.ON_LIST: "trust_caveat_on_list",
    TrustCode.LAPSED: "trust_caveat_lapsed",
    TrustCode.NOT_YET: "trust_caveat_not_yet",
}
"""The findings that say how the issuer stands on a list, and what the first line says of each."""


def badge_lines(
    badge: Badge, lang: Lang, *, answer: Finding | None = None, look: Look | None = None, dates: bool = True
) -> Iterator[str]:
    """Yield what a badge says: its name, its issuer, its holder, its dates; ``answer``: whether it is the holder's."""
    look = look or Look()
    title, label = title_of(badge, lang), label_of(badge, lang)
    column = _TITLE_COLUMN if look.width is None else min(_TITLE_COLUMN, look.width - columns(label) - 2)
    if look.width is None or (columns(title) < column and not _narrow(look)):
        yield f"  {title}{' ' * max(2, column - columns(title))}{label}"
    else:
        yield from look.wrapped("  ", title, indent=2)
        yield from look.wrapped("  ", label, indent=2)
    for code, value in badge_facts(badge, lang, answer=answer):
        if dates or code != "text_on":
            yield from _fact(code, value, lang, look)


def _fact(code: str, value: str, lang: Lang, look: Look) -> list[str]:
    label = texts.message(code, lang)
    if _narrow(look):
        return look.wrapped("  ", f"{label}{_colon(lang)}{value}", indent=4)
    return look.wrapped(f"  {label:<{_LABEL_COLUMN}}", value, indent=2 + _LABEL_COLUMN)


def _narrow(look: Look) -> bool:
    return look.width is not None and look.width < _NARROW


def _colon(lang: Lang) -> str:
    return " : " if lang == "fr" else ": "


def title_of(badge: Badge, lang: Lang) -> str:
    """Return what a badge is called, made harmless; of one without a name, its id."""
    return shown(badge.name_in(lang) or badge.id or texts.message("text_no_name", lang))


def label_of(badge: Badge, lang: Lang) -> str:
    """Return the standard and the form of a badge, in words: ``Open Badges 2.0, hosted``."""
    known = f"text_form_{badge.format}"
    if not texts.is_known(known):
        return shown(badge.label)
    return texts.message("text_label", lang, version=badge.version, form=texts.message(known, lang))


def badge_facts(badge: Badge, lang: Lang, *, answer: Finding | None = None) -> Iterator[tuple[str, str]]:
    """Yield what a badge says of its issuer, its holder and its dates: the code of a label, and a harmless text.

    The host or DID, which was checked, stands on a line of its own before the name, which anybody may write.
    """
    yield "text_issued_by", shown(badge.issuer_id or texts.message("text_nobody", lang))
    if issuer := badge.issuer_name_in(lang):
        yield "text_issuer_name", shown(issuer)
    yield "text_issued_to", _holder(badge, lang, answer)
    for result in badge.results[:_MOST_RESULTS]:
        yield "text_result", _result(result)
    start = _day(badge.valid_from or "?", lang)
    if badge.valid_until:
        yield "text_on", texts.message("text_until", lang, start=start, end=_day(badge.valid_until, lang))
    else:
        yield "text_on", texts.message("text_no_end", lang, start=start)


def _day(written: str, lang: Lang) -> str:
    return day(str(moment_of(written))[: len("2026-03-01")], lang)


def _result(result: Result) -> str:
    """Return a result as the badge states it, with what is required where it says so."""
    named = result.name or result.type
    said = [text for text in (result.value, result.level_name or result.level, result.status) if text]
    least = " ".join(text for text in (result.required, result.required_name) if text)
    stated = ", ".join(said) or "?"
    return shown(f"{named}: {stated}" if named else stated) + (f"  (≥ {shown(least)})" if least else "")


def _holder(badge: Badge, lang: Lang, answer: Finding | None) -> str:
    """Return every identity under which a badge names its holder: those in clear, and the kinds of the hashed ones.

    They stand in an order of their own, since nobody signs that of an array.
    """
    plain = [badge.subject_id] if badge.subject_id else []
    plain += sorted(identity.value for identity in badge.identities if not identity.hashed)
    named = ", ".join(dict.fromkeys(map(shown, plain)))
    words = ", ".join(sorted({_kind_word(one.type, lang) for one in badge.identities if one.hashed}))
    if not words:
        return named or texts.message("text_nobody_named", lang)
    if named:
        return texts.message("text_hashed_too", lang, named=named, kind=words)
    code = "text_hashed" if answer is None else _ANSWERS.get(answer.code, "text_hashed_asked")
    return texts.message(code, lang, kind=words, identity="" if answer is None else answer.values.get("identity"))


_ANSWERS: Final[Mapping[str, str]] = {
    Code.RECIPIENT_OK: "text_hashed_theirs",
    Ob2Code.RECIPIENT_CASE: "text_hashed_theirs",
    Code.RECIPIENT_DIFFERS: "text_hashed_other",
}
"""What is said of a holder who is only named by a hash, by what was found of the person asked about."""


def _kind_word(kind: str, lang: Lang) -> str:
    known = f"identity_{kind}"
    return texts.message(known if texts.is_known(known) else "identity_other", lang)


def _finding_lines(report: "Report", findings: Sequence[Finding], lang: Lang, look: Look) -> Iterator[str]:
    names = [check_name(finding, report, lang) for finding in findings]
    column = max(_NAME_COLUMN, *(len(name) + 1 for name in names))
    indent = 4 if _narrow(look) else 4 + column
    hints: set[str] = set()
    for finding, name in zip(findings, names, strict=True):
        start = f"  {mark(finding.outcome, look)} "
        said = finding.message(lang)
        if _narrow(look):
            yield from look.wrapped(start, name + _colon(lang) + said, indent=indent)
        else:
            yield from look.wrapped(f"{start}{name:<{column}}", said, indent=indent)
        hint = finding.hint(lang) if finding.outcome in _TELLING else None
        yield from _below(finding, None if hint in hints else hint, lang, look, " " * indent)
        hints.update({hint} if hint else ())


def _below(finding: Finding, hint: str | None, lang: Lang, look: Look, blank: str) -> Iterator[str]:
    """Yield what stands below a finding: where it was found, and what to do next, unless that was said already."""
    if look.verbose and finding.where is not None:
        said = texts.message("text_where", lang, where=finding.where, code=finding.code)
        yield from look.wrapped(blank, said, indent=len(blank))
    elif look.verbose:
        yield from look.wrapped(blank, texts.message("text_code", lang, code=finding.code), indent=len(blank))
    if hint:
        yield from look.wrapped(f"{blank}{look.arrow} ", hint, indent=len(blank) + 2)
