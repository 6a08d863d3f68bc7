"""A report as a person reads it, on a terminal or in a file: pure text, nothing is printed here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from mexbadge import texts
from mexbadge.badge import Badge, Result
from mexbadge.texts import Lang, shown
from mexbadge.texts.look import Look
from mexbadge.verify.checks.trust import bound_issuer
from mexbadge.verify.findings import Check, Finding, Outcome, Verdict, Why, day
from mexbadge.verify.report import Report

__all__ = [
    "MARKS",
    "badge_facts",
    "badge_lines",
    "first_line",
    "mark",
    "plain_words",
    "render",
    "summary",
    "title_of",
    "was_asked",
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
"""Columns below which the name of a check stands before its sentence, and not in a column of its own."""


def render(report: Report, lang: Lang = "en", *, look: Look | None = None) -> str:
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
        facts = badge_lines(report.badge, lang, asked=was_asked(report), look=look, dates=not look.brief)
        lines += ["", *facts]
    if look.brief:
        lines += [] if report.badge is not None else [""]
        lines += (line for label, text in plain_words(report, lang) for line in _fact(label, text, lang, look))
    findings = [f for f in report.findings if not brief or _tells(f)]
    if findings:
        lines += ["", *_finding_lines(findings, lang, look)]
    for nested in report.nested:
        inner = replace(look, width=None if look.width is None else max(look.width - 2, 1))
        lines += ["", *(f"  {line}" if line else "" for line in render(nested, lang, look=inner).splitlines())]
    return "\n".join(lines)


_TELLING: Final = frozenset({Outcome.WARNED, Outcome.FAILED, Outcome.UNKNOWN})
_KIND: Final = ("record_", "format_presentation")
"""How the findings begin that say what was given: a record of so many badges, a presentation and what it proves."""


def _tells(finding: Finding) -> bool:
    """Return whether a finding is told also where everything is told in brief."""
    return finding.outcome in _TELLING or str(finding.code).startswith(_KIND)


def plain_words(report: Report, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield, as code of a label and text: whether it is unaltered, whether in force, what to do next."""
    whole = _state(report, Check.PROOF, Check.BINDING)
    if whole == "yes" and bound_issuer(report.of_check(Check.BINDING)) is None:
        whole = "open"
    yield "text_unaltered", texts.message(f"text_unaltered_{whole}", lang)
    state = _state(report, Check.DATES, Check.STATUS)
    if state == "yes":
        state = "open" if whole != "yes" else "dates" if report.codes() & _NOT_LOOKED_UP else "yes"
    ended = report.codes() & _WHY_NOT.keys()
    code = _WHY_NOT[min(ended)] if ended and state == "no" else f"text_force_{state}"
    badge = report.badge
    start, end = (None, None) if badge is None else (badge.valid_from, badge.valid_until)
    if code == "text_force_yes" and end is not None:
        code = "text_force_until"
    yield "text_force", texts.message(code, lang, start=day(start or "?", lang), end=day(end or "?", lang))
    asked = was_asked(report) or report.badge is None
    next_ = "ask" if report.verdict in {Verdict.VALID, Verdict.WARNING} and not asked else report.verdict.value
    yield "text_next", texts.message(f"text_next_{next_}", lang)


_NOT_LOOKED_UP: Final = frozenset({"status_not_checked", "ob2_status_not_asked"})
_WHY_NOT: Final[Mapping[str, str]] = {
    "dates_expired": "text_force_ended",
    "dates_not_yet": "text_force_later",
    "status_revoked": "text_force_revoked",
    "status_suspended": "text_force_suspended",
    "ob2_expired": "text_force_ended",
    "ob2_revoked": "text_force_revoked",
}


def _state(report: Report, *checks: Check) -> str:
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


def was_asked(report: Report) -> bool:
    """Return whether it was asked whose badge it is."""
    return any(finding.outcome is not Outcome.SKIPPED for finding in report.of_check(Check.RECIPIENT))


def first_line(report: Report, lang: Lang, look: Look) -> str:
    """Return the verdict as one sentence, with what it does not say."""
    word = texts.message(f"verdict_{report.verdict.value}", lang)
    name = shown(report.input)
    colon = " :" if lang == "fr" else ":"
    line = f"{name}{colon} {look.paint(word, _COLOURS[report.verdict])}"
    caveats = ", ".join(_caveats(report, lang)) if report else ""
    return f"{line} ({caveats})" if caveats else line


def _caveats(report: Report, lang: Lang) -> Iterator[str]:
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
        yield texts.message("caveat_accepted" if "binding_accepted" in report.codes() else "caveat_no_list", lang)


_LISTINGS: Final[Mapping[str, str]] = {
    "trust_on_list": "trust_caveat_on_list",
    "trust_lapsed": "trust_caveat_lapsed",
    "trust_not_yet": "trust_caveat_not_yet",
}
"""The findings that say how the issuer stands on a list, and what the first line says of each."""


def badge_lines(
    badge: Badge, lang: Lang, *, asked: bool = False, look: Look | None = None, dates: bool = True
) -> Iterator[str]:
    """Yield what a badge says: its name, its issuer, its holder, its dates; ``asked``: its holder was asked about."""
    look = look or Look()
    title = title_of(badge, lang)
    if look.width is None or len(title) < _TITLE_COLUMN <= look.width - len(badge.label) - 2:
        yield f"  {title:<{_TITLE_COLUMN}}{badge.label}"
    else:
        yield from look.wrapped("  ", title, indent=2)
        yield from look.wrapped("  ", badge.label, indent=2)
    for code, value in badge_facts(badge, lang, asked=asked):
        if dates or code != "text_on":
            yield from _fact(code, value, lang, look)


def _fact(code: str, value: str, lang: Lang, look: Look) -> list[str]:
    return look.wrapped(f"  {texts.message(code, lang):<{_LABEL_COLUMN}}", value, indent=2 + _LABEL_COLUMN)


def title_of(badge: Badge, lang: Lang) -> str:
    """Return what a badge is called, made harmless."""
    return shown(badge.name_in(lang) or texts.message("text_no_name", lang))


def badge_facts(badge: Badge, lang: Lang, *, asked: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what a badge says of its issuer, its holder and its dates: the code of a label, and a harmless text.

    The host or DID, which was checked, stands on a line of its own before the name, which anybody may write.
    """
    yield "text_issued_by", shown(badge.issuer_id or texts.message("text_nobody", lang))
    if issuer := badge.issuer_name_in(lang):
        yield "text_issuer_name", shown(issuer)
    yield "text_issued_to", _holder(badge, lang, asked=asked)
    for result in badge.results[:_MOST_RESULTS]:
        yield "text_result", _result(result)
    start = day((badge.valid_from or "?")[:10], lang)
    if badge.valid_until:
        yield "text_on", texts.message("text_until", lang, start=start, end=day(badge.valid_until[:10], lang))
    else:
        yield "text_on", texts.message("text_no_end", lang, start=start)


def _result(result: Result) -> str:
    """Return a result as the badge states it, with what is required where it says so."""
    named = result.name or result.type
    said = [text for text in (result.value, result.level_name or result.level, result.status) if text]
    least = " ".join(text for text in (result.required, result.required_name) if text)
    stated = ", ".join(said) or "?"
    return shown(f"{named}: {stated}" if named else stated) + (f"  (≥ {shown(least)})" if least else "")


def _holder(badge: Badge, lang: Lang, *, asked: bool) -> str:
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
    return texts.message("text_hashed_asked" if asked else "text_hashed", lang, kind=words)


def _kind_word(kind: str, lang: Lang) -> str:
    known = f"identity_{kind}"
    return texts.message(known if known in texts.all_sentences() else "identity_other", lang)


def _finding_lines(findings: Sequence[Finding], lang: Lang, look: Look) -> Iterator[str]:
    names = {finding.check: texts.message(f"check_{finding.check.value}", lang) for finding in findings}
    column = max(_NAME_COLUMN, *(len(name) + 1 for name in names.values())) if names else _NAME_COLUMN
    indent = 4 + column if look.width is None or look.width >= _NARROW else 4
    for finding in findings:
        start = f"  {mark(finding.outcome, look)} "
        if indent > 4:  # noqa: PLR2004 - the mark and its blanks
            yield from look.wrapped(
                f"{start}{names[finding.check]:<{column}}", finding.message(lang), indent=indent, length=4 + column
            )
        else:
            colon = " : " if lang == "fr" else ": "
            yield from look.wrapped(start, names[finding.check] + colon + finding.message(lang), indent=4, length=4)
        yield from _below(finding, lang, look, " " * indent)


def _below(finding: Finding, lang: Lang, look: Look, blank: str) -> Iterator[str]:
    """Yield what stands below a finding: where it was found, and what to do next."""
    if look.verbose and finding.where is not None:
        said = texts.message("text_where", lang, where=finding.where, code=finding.code)
        yield from look.wrapped(blank, said, indent=len(blank))
    elif look.verbose:
        yield f"{blank}{texts.message('text_code', lang, code=finding.code)}"
    hint = finding.hint(lang)
    if hint and finding.outcome in _TELLING:
        yield from look.wrapped(f"{blank}{look.arrow} ", hint, indent=len(blank) + 2)
