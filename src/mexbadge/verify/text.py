"""A report as a person reads it, on a terminal or in a file: pure text, nothing is printed here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from mexbadge import texts
from mexbadge.badge import Badge, Result
from mexbadge.texts import Lang, shown
from mexbadge.texts.look import Look
from mexbadge.verify.findings import Check, Finding, Outcome, Verdict
from mexbadge.verify.report import Report

__all__ = ["MARKS", "badge_facts", "badge_lines", "first_line", "mark", "render", "summary", "title_of", "was_asked"]

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


def render(report: Report, lang: Lang = "en", *, look: Look | None = None) -> str:
    """Return ``report`` as text: the verdict first, then what the badge says, then one line for each finding."""
    look = look or Look()
    lines = [first_line(report, lang, look)]
    if not look.quiet:
        if report.badge is not None:
            lines += ["", *badge_lines(report.badge, lang, asked=was_asked(report))]
        lines += ["", *_finding_lines(report.findings, lang, look)]
        for nested in report.nested:
            lines += ["", *(f"  {line}" if line else "" for line in render(nested, lang, look=look).splitlines())]
    return "\n".join(lines)


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


def badge_lines(badge: Badge, lang: Lang, *, asked: bool = False) -> Iterator[str]:
    """Yield what a badge says: its name, its issuer, its holder, its dates; ``asked``: its holder was asked about."""
    yield f"  {title_of(badge, lang):<{_TITLE_COLUMN}}{badge.label}"
    for code, value in badge_facts(badge, lang, asked=asked):
        yield f"  {texts.message(code, lang):<{_LABEL_COLUMN}}{value}"


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
    start = (badge.valid_from or "?")[:10]
    if badge.valid_until:
        yield "text_on", texts.message("text_until", lang, start=start, end=badge.valid_until[:10])
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
    for finding in findings:
        name = texts.message(f"check_{finding.check.value}", lang)
        yield f"  {mark(finding.outcome, look)} {name:<{_NAME_COLUMN}}{finding.message(lang)}"
        indent = " " * (4 + _NAME_COLUMN)
        if look.verbose and finding.where is not None:
            yield f"{indent}{texts.message('text_where', lang, where=finding.where, code=finding.code)}"
        elif look.verbose:
            yield f"{indent}{texts.message('text_code', lang, code=finding.code)}"
        hint = finding.hint(lang)
        if hint and finding.outcome in {Outcome.WARNED, Outcome.FAILED, Outcome.UNKNOWN}:
            yield f"{indent}{look.arrow} {hint}"
