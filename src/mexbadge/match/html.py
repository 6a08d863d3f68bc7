"""Matches as a page to print and to file: both languages, no script, nothing fetched, every value escaped."""

from collections.abc import Mapping, Sequence
from typing import Final

from mexbadge import texts
from mexbadge.match.explaining import (
    aligned_elsewhere,
    because,
    called,
    name_of,
    occupations,
    refused,
    sentence,
    why_closed,
)
from mexbadge.match.fitting import Met
from mexbadge.match.listing import by_vacancy, order_of, places
from mexbadge.match.matching import Match
from mexbadge.match.supposing import counterfactuals
from mexbadge.plan import Plan, plan_lines
from mexbadge.texts import LANGUAGES, Lang, shown

__all__ = ["page"]

_TEMPLATE: Final = "matches.html.j2"
_MARKS: Final = {Met.MET: "✓", Met.PARTIAL: "~", Met.MISSING: "○", Met.EXPIRED: "!", Met.UNVERIFIED: "?"}


def page(
    matches: Sequence[Match], lang: Lang = "en", *, plans: Mapping[int, Plan] | None = None, theirs: bool = False
) -> str:
    """Return a page on ``matches``, in order; ``plans`` are those of some of them, by their place from 0.

    An employer may read it: nobody is called by an address or an identity, and nothing is said of badges beyond what
    the vacancy asks. ``theirs``: it is for the person whose badges they are, and says what does not count, and why.
    """
    order = [lang, *(other for other in LANGUAGES if other != lang)]
    pages = [_page(matches, one, plans or {}, theirs=theirs) for one in order]
    return texts.templating.template(_TEMPLATE).render(pages=pages)


def _page(matches: Sequence[Match], lang: Lang, plans: Mapping[int, Plan], *, theirs: bool) -> dict[str, object]:
    several = len({one.vacancy.id for one in matches}) > 1
    order = order_of(matches)
    title = matches[0].vacancy.title.text(lang) or matches[0].vacancy.id if matches else ""
    known = matches[0].vacancy.title.texts if matches else ()
    notes = [_notes(match, lang, theirs=theirs) for match in matches]
    shared = [note for note in notes[0] if all(note in others for others in notes)] if len(matches) > 1 else []
    return {
        "lang": lang,
        "title": texts.message("match_html_vacancies", lang) if several else shown(title),
        "titled": lang if several else next((tag for tag, text in known if tag and text == title), lang),
        "words": [texts.message(f"match_html_{word}", lang) for word in ("requirement", "status", "why")],
        "order": texts.message(f"match_says_order_{order.value}", lang) if len(matches) > 1 else "",
        "notes": shared,
        "plan": texts.message("match_says_plan", lang),
        "foot": texts.message("match_html_foot", lang),
        "matches": [
            {**_match(matches, place, lang, plans.get(place)), "notes": [note for note in mine if note not in shared]}
            for place, mine in enumerate(notes)
        ],
    }


def _head(matches: Sequence[Match], at: int, lang: Lang) -> str:
    """Return the heading of one match: of several vacancies which it is, of several people who, as far as is shown."""
    match, place = matches[at], places(matches)[at]
    title, who = match.vacancy.title.text(lang) or match.vacancy.id, _called(match, place, lang)
    if by_vacancy(matches):
        return row(match, place, lang, name=f"{title}; {who}")
    several = len({one.vacancy.id for one in matches}) > 1
    return row(match, place, lang, name=title if several else who)


def _called(match: Match, place: int, lang: Lang) -> str:
    """Return the name of the caller's own for an applicant; an address or an identity is not for whoever reads this.

    Whom a vacancy was matched with, an employer learns when both sides agreed.
    """
    name, who = match.applicant, match.case.applicant if match.case is not None else None
    known = {one.value.casefold() for one in who.person.identities} if who is not None else set()
    if name is None or set("@:") & set(name) or name.casefold() in known:
        return texts.message("match_html_applicant", lang, place=place)
    return name


def _notes(match: Match, lang: Lang, *, theirs: bool) -> list[str]:
    notes = [*occupations(match, lang), *because(match, lang)]
    if match.closed is not None:
        notes.append(texts.message("match_says_closed", lang, why=why_closed(match.closed, lang)))
    notes += [] if match.ownership_checked else [texts.message("match_says_ownership", lang)]
    notes += [] if match.issuers_checked else [texts.message("match_says_issuers", lang)]
    notes += [*refused(match, lang), *aligned_elsewhere(match, lang)] if theirs else []
    return notes


def _match(matches: Sequence[Match], place: int, lang: Lang, plan: Plan | None) -> dict[str, object]:
    match = matches[place]
    others = [*matches[:place], *matches[place + 1 :]]
    same = len({one.vacancy.id for one in matches}) == 1
    changes = counterfactuals(match, others)[:3] if same and len(matches) > 1 else ()
    return {
        "head": _head(matches, place, lang),
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


def row(match: Match, place: int, lang: Lang, *, name: str | None = None) -> str:
    """Return one line of a ranked list; ``name`` in place of the applicant's."""
    eligible = texts.message("match_says_eligible" if match.eligible else "match_says_not_eligible", lang)
    if match.closed is not None:
        eligible = texts.message("match_says_closed", lang, why=why_closed(match.closed, lang))
    return texts.message(
        "match_says_row",
        lang,
        place=place,
        name=shown(name or match.applicant or "-"),
        score=f"{float(match.score) * 100:.1f}",
        covered=match.covered,
        musts=match.musts,
        eligible=eligible,
    )
