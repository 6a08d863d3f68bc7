"""A report as a page to print and to file: both languages, no script, nothing fetched, every value escaped.

Values come from strangers. Each is made harmless (:func:`mexbadge.texts.shown`) and then escaped by the template, which
escapes everything; no value becomes a link, an attribute that acts, or a style.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Final

import mexbadge
from mexbadge import texts
from mexbadge.texts import LANGUAGES, Lang, shown
from mexbadge.texts.look import Look
from mexbadge.verify.bound import bound_issuer
from mexbadge.verify.findings import Check, Finding, Outcome, Verdict, Why
from mexbadge.verify.lookalikes import host_of, mixture, readable_host
from mexbadge.verify.text import MARKS, answer_of, badge_facts, check_name, first_line, label_of, title_of

if TYPE_CHECKING:
    from mexbadge.verify.report import Report, Resource

__all__ = ["BODY", "LOOKS", "MUTED", "fragment", "page", "page_parts"]

_TEMPLATE: Final = "report.html.j2"

BODY: Final = ("#1b1f24", "#ffffff")
"""The colours of the text and of the paper; every pair has a contrast of at least 4.5 (WCAG 2.2, 1.4.3)."""
MUTED: Final = ("#57606a", "#ffffff")
"""The colours of what matters less."""
_RULE: Final = "#d0d7de"
LOOKS: Final[Mapping[str, tuple[str, str]]] = {
    "valid": ("#0b5d2e", "#e6f4ea"),
    "warning": ("#6b4500", "#fff4d6"),
    "invalid": ("#8b1a10", "#fdecea"),
    "unknown": ("#30475e", "#eaf1f8"),
    "skipped": MUTED,
}
"""The colours of each verdict and outcome; a sign and a word always say the same."""
_OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.PASSED: "valid",
    Outcome.WARNED: "warning",
    Outcome.FAILED: "invalid",
    Outcome.UNKNOWN: "unknown",
    Outcome.SKIPPED: "skipped",
}
_VERDICT_MARKS: Final[Mapping[Verdict, Outcome]] = {
    Verdict.VALID: Outcome.PASSED,
    Verdict.WARNING: Outcome.WARNED,
    Verdict.INVALID: Outcome.FAILED,
    Verdict.UNKNOWN: Outcome.UNKNOWN,
}
_WORDS: Final = ("findings", "outcome", "check", "finding", "next")
_LABELS: Final = {"text_on": "html_on"}
_LONGEST_ADDRESS: Final = 2000


def page(reports: "Iterable[Report]", lang: Lang = "en") -> str:
    """Return one whole HTML page about ``reports``, in ``lang`` first and then in the other language."""
    return "".join(page_parts(reports, lang))


def page_parts(reports: "Iterable[Report]", lang: Lang = "en") -> Iterator[str]:
    """Yield the same page in parts: each report is asked for when its turn comes, and is not held."""
    return texts.templating.template(_TEMPLATE).generate(whole=True, **_values(reports, lang))


def fragment(reports: "Iterable[Report]", lang: Lang = "en") -> str:
    """Return the same as a part of a page, for a notebook."""
    return texts.templating.template(_TEMPLATE).render(whole=False, **_values(reports, lang))


def _values(reports: "Iterable[Report]", lang: Lang) -> dict[str, object]:
    order = (lang, *(other for other in LANGUAGES if other != lang))
    words = {name: _both(f"html_{name}", order) for name in ("resources", "no_resources", "source", "address")}
    return {
        "lang": lang,
        "title": _both("html_title", order),
        "heading": texts.message("html_title", lang),
        "words": words,
        "records": (_record(report, order) for report in reports),
        "colours": {"body": BODY, "muted": MUTED, "rule": _RULE, "looks": tuple(LOOKS.items())},
    }


def _both(code: str, order: Sequence[Lang]) -> tuple[tuple[Lang, str], ...]:
    return tuple((lang, texts.message(code, lang)) for lang in order)


def _record(report: "Report", order: Sequence[Lang]) -> dict[str, object]:
    return {
        "views": [_view(report, lang) for lang in order],
        "resources": [_resource(resource, order) for resource in report.resources],
        **_seal(report),
    }


def _seal(report: "Report") -> dict[str, object]:
    return {"look": report.verdict.value, "mark": MARKS[_VERDICT_MARKS[report.verdict]][0]}


def _resource(resource: "Resource", order: Sequence[Lang]) -> dict[str, object]:
    return {
        "url": shown(resource.url, longest=_LONGEST_ADDRESS),
        "sha256": shown(resource.sha256),
        "source": _both(f"html_source_{resource.source.value}", order),
    }


def _view(report: "Report", lang: Lang) -> dict[str, object]:
    moment = report.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    words = {name: texts.message(f"html_{name}", lang) for name in _WORDS}
    return {
        "lang": lang,
        "words": words,
        "inside": [_inner(inner, lang) for inner in _inside(report)],
        "moment": texts.message("html_moment", lang, at=moment, version=mexbadge.__version__),
        "paper": texts.message("html_paper", lang),
        **_said(report, lang),
    }


def _inner(report: "Report", lang: Lang) -> dict[str, object]:
    name = report.input if report.badge is None else title_of(report.badge, lang)
    return {"heading": texts.message("html_inside", lang, name=name), **_seal(report), **_said(report, lang)}


def _inside(report: "Report") -> "Iterator[Report]":
    """Yield the reports inside a report, each followed by those inside it."""
    for inner in report.nested:
        yield inner
        yield from _inside(inner)


def _said(report: "Report", lang: Lang) -> dict[str, object]:
    return {
        "sentence": first_line(report, lang, Look()),
        "facts": tuple(_facts(report, lang)),
        "rows": [_row(finding, report, lang) for finding in report.findings],
    }


def _facts(report: "Report", lang: Lang) -> Iterator[tuple[str, str]]:
    badge = report.badge
    if badge is None:
        return
    yield texts.message("html_achievement", lang), title_of(badge, lang)
    for code, value in badge_facts(badge, lang, answer=answer_of(report)):
        yield texts.message(_LABELS.get(code, code), lang), value
        if code == "text_issued_by" and badge.issuer_id is not None:
            host = "html_host" if _is_verified(report, badge.issuer_id) else "html_host_unverified"
            yield texts.message(host, lang), _host(badge.issuer_id)
    if badge.id is not None:
        yield texts.message("html_id", lang), shown(badge.id)
    yield texts.message("html_standard", lang), label_of(badge, lang)


def _is_verified(report: "Report", issuer_id: str) -> bool:
    """Return whether the badge was found to be that issuer's, by its signature or by where it is hosted."""
    decided = (f for f in report.findings if f.check in {Check.PROOF, Check.BINDING})
    good = not any(f.outcome in {Outcome.FAILED, Outcome.UNKNOWN} for f in decided)
    return good and bound_issuer(report.of_check(Check.BINDING)) == issuer_id


def _host(issuer_id: str) -> str:
    """Return the host, both ways where it has two spellings and neither can be mistaken, or the DID itself."""
    host = host_of(issuer_id)
    if host is None:
        return shown(issuer_id)
    readable = readable_host(host)
    return shown(host) if readable == host or mixture(readable) else f"{shown(host)} ({shown(readable)})"


def _row(finding: Finding, report: "Report", lang: Lang) -> dict[str, object]:
    hint = None if finding.outcome in {Outcome.PASSED, Outcome.SKIPPED} else finding.hint(lang)
    code = "text_code" if finding.where is None else "text_where"
    word = finding.why if finding.why is Why.NOT_APPLICABLE else finding.outcome
    return {
        "look": _OUTCOMES[finding.outcome],
        "mark": MARKS[finding.outcome][0],
        "outcome": texts.message(f"html_{word.value}", lang),
        "check": check_name(finding, report, lang),
        "message": finding.message(lang),
        "hint": hint,
        "place": texts.message(code, lang, where=finding.where, code=finding.code),
    }
