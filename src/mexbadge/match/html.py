"""Matches as a page to print and to file: both languages, no script, nothing fetched, every value escaped."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import mexbadge
from mexbadge import texts
from mexbadge.match.explaining import aligned_elsewhere, called, name_of, refused, sentence, why_closed
from mexbadge.match.fitting import Met
from mexbadge.match.matching import Match
from mexbadge.match.supposing import counterfactuals
from mexbadge.plan import Plan, plan_lines
from mexbadge.texts import LANGUAGES, Lang, shown

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["page"]

_TEMPLATE: Final = Path(mexbadge.__file__).with_name("_data") / "templates" / "matches.html.j2"
_MARKS: Final = {Met.MET: "✓", Met.PARTIAL: "~", Met.MISSING: "○", Met.EXPIRED: "!", Met.UNVERIFIED: "?"}


def page(matches: Sequence[Match], lang: Lang = "en", *, plans: Mapping[int, Plan] | None = None) -> str:
    """Return a page on ``matches``, in order; ``plans`` are those of some of them, by their place from 0."""
    order = [lang, *(other for other in LANGUAGES if other != lang)]
    return _template().render(pages=[_page(matches, one, plans or {}) for one in order])


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - loaded only where it is needed

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_TEMPLATE.read_text("utf-8"))


def _page(matches: Sequence[Match], lang: Lang, plans: Mapping[int, Plan]) -> dict[str, object]:
    title = matches[0].vacancy.title.text(lang) or matches[0].vacancy.id if matches else ""
    return {
        "lang": lang,
        "title": shown(title),
        "words": [texts.message(f"match_html_{word}", lang) for word in ("requirement", "status", "why")],
        "plan": texts.message("match_says_plan", lang),
        "foot": texts.message("match_html_foot", lang),
        "matches": [_match(matches, place, lang, plans.get(place)) for place in range(len(matches))],
    }


def _match(matches: Sequence[Match], place: int, lang: Lang, plan: Plan | None) -> dict[str, object]:
    match = matches[place]
    others = [*matches[:place], *matches[place + 1 :]]
    same = len({one.vacancy.id for one in matches}) == 1
    changes = counterfactuals(match, others)[:3] if same and len(matches) > 1 else ()
    notes = []
    if match.closed is not None:
        notes.append(texts.message("match_says_closed", lang, why=why_closed(match.closed, lang)))
    notes += [] if match.ownership_checked else [texts.message("match_says_ownership", lang)]
    notes += [] if match.issuers_checked else [texts.message("match_says_issuers", lang)]
    notes += [*refused(match, lang), *aligned_elsewhere(match, lang)]
    return {
        "head": row(match, place + 1, lang),
        "notes": notes,
        "rows": [
            {
                "name": name_of(fit.requirement, match, lang),
                "met": fit.met.value,
                "mark": _MARKS[fit.met],
                "status": texts.message(f"match_html_{fit.met.value}", lang),
                "sentence": sentence(fit, match, lang),
            }
            for fit in match.fits
        ],
        "more": [
            texts.message(
                "match_says_with",
                lang,
                name=name_of(one.requirement, match, lang),
                score=f"{float(one.score) * 100:.1f}",
                place=one.place,
                of=one.of,
            )
            for one in changes
        ],
        "plan": [] if plan is None else list(plan_lines(plan, lang, label=called(match, lang))),
    }


def row(match: Match, place: int, lang: Lang) -> str:
    """Return one line of a ranked list."""
    eligible = texts.message("match_says_eligible" if match.eligible else "match_says_not_eligible", lang)
    if match.closed is not None:
        eligible = texts.message("match_says_closed", lang, why=why_closed(match.closed, lang))
    return texts.message(
        "match_says_row",
        lang,
        place=place,
        name=shown(match.applicant or "-"),
        score=f"{float(match.score) * 100:.1f}",
        covered=match.covered,
        musts=match.musts,
        eligible=eligible,
    )
