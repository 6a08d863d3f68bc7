"""A form report as a person reads it: what the document is and what its form comes to, then each problem."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from mexbadge import texts
from mexbadge.texts import Lang, shown
from mexbadge.texts.look import Look
from mexbadge.verify.form.clauses import clause_of
from mexbadge.verify.form.faults import Fault, Shape
from mexbadge.verify.text import mark

if TYPE_CHECKING:
    from mexbadge.verify.form.value import FormReport

__all__ = ["render"]

_COLOURS = {Shape.WELL_FORMED: "1;32", Shape.REMARKS: "1;33", Shape.NOT_WELL_FORMED: "1;31", Shape.UNKNOWN: "1;34"}


def render(report: "FormReport", lang: Lang = "en", *, look: Look | None = None) -> str:
    """Return ``report`` as text; quiet, only the first line."""
    look = look or Look()
    lines = _head(report, report.input or "-", lang, look)
    if look.quiet:
        return "\n".join(lines)
    lines += _below(report, lang, look)
    lines += ["", *look.wrapped("  ", texts.message("form_not_verified", lang, file=report.input or "FILE"), indent=2)]
    return "\n".join(lines)


def _head(report: "FormReport", name: str, lang: Lang, look: Look) -> list[str]:
    word = look.paint(texts.message(f"form_shape_{report.shape.value}", lang), _COLOURS[report.shape])
    kind = texts.message(f"form_kind_{report.kind}", lang)
    version = f" (Open Badges {report.version})" if report.version else ""
    return look.wrapped("", f"{shown(name)}{' :' if lang == 'fr' else ':'} {kind}{version}, {word}", indent=2)


def _below(report: "FormReport", lang: Lang, look: Look) -> list[str]:
    lines = [line for fault in report.faults for line in _fault(report, fault, lang, look)]
    inner = replace(look, width=None if look.width is None else max(look.width - 2, 1))
    for one in report.inside:
        inside = [*_head(one, one.place or "-", lang, inner), *_below(one, lang, inner)]
        lines += ["", *(f"  {line}" for line in inside)]
    return lines


def _fault(report: "FormReport", fault: Fault, lang: Lang, look: Look) -> Iterator[str]:
    problem = fault.problem
    colon = " : " if lang == "fr" else ": "
    place = f"{shown(problem.where)}{colon}" if isinstance(problem.where, str) and problem.where else ""
    yield from look.wrapped(f"  {mark(fault.outcome, look)} ", place + problem.message(lang), indent=4)
    if hint := problem.hint(lang):
        yield from look.wrapped(f"    {look.arrow} ", hint, indent=6)
    if clause := clause_of(report.kind, report.version, problem.where):
        yield from look.wrapped("      ", texts.message("form_clause", lang, clause=clause), indent=6)
