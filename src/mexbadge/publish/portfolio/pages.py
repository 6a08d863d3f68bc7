"""A portfolio as files: a page in each language that is a résumé when it is printed, and the same as JSON Resume."""

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from typing import Any, Final

from mexbadge import _json, texts
from mexbadge._json import JsonObject
from mexbadge.publish.files import Role, SiteFile, fixed
from mexbadge.publish.frame import POLICY, TEMPLATES
from mexbadge.publish.portfolio.contents import Portfolio, PortfolioBadge, TimelineEntry
from mexbadge.publish.portfolio.learner import NAMES, Chapter, Span
from mexbadge.texts import LANGUAGES, Lang, shown
from mexbadge.verify.findings import day

__all__ = ["json_resume", "portfolio_files"]

_STYLE: Final = "style.css"
_RESUME: Final = "resume.json"
_LONGEST: Final = 4000
_PNG: Final = b"\x89PNG\r\n\x1a\n"


def portfolio_files(portfolio: Portfolio, languages: tuple[Lang, ...] = LANGUAGES) -> Iterator[SiteFile]:
    """Yield every file; the first of ``languages`` is that of the page at the root."""
    yield fixed(_STYLE, (TEMPLATES / _STYLE).read_bytes(), Role.MEDIA)
    yield fixed(_RESUME, f"{_json.dumps(json_resume(portfolio), indent=2)}\n".encode("ascii"), Role.DOCUMENT)
    pictures = [_picture(badge) for badge in portfolio.badges]
    for name, body in sorted({picture for picture in pictures if picture is not None}):
        yield fixed(name, body, Role.MEDIA)
    for lang in languages:
        folder = "" if lang == languages[0] else f"{lang}/"
        yield fixed(f"{folder}index.html", _page(portfolio, lang, languages), Role.PAGE)


def json_resume(portfolio: Portfolio) -> JsonObject:
    """Return a portfolio as JSON Resume 1.0: what the learner wrote, with badges as certificates and their skills."""
    learner = portfolio.learner
    email = learner.email if learner.show_email else None
    basics = {
        "name": learner.name,
        "label": learner.label,
        "summary": learner.summary,
        "url": learner.url,
        "email": email,
    }
    made: JsonObject = {"basics": {name: value for name, value in basics.items() if value}}
    for chapter in Chapter:
        if spans := [_span(one) for one in learner.spans if one.chapter is chapter]:
            made[chapter.value] = spans
    made["certificates"] = [
        {"name": one.names["en"], "date": one.issued, "issuer": one.issuers["en"] or one.host}
        for one in portfolio.badges
        if not one.ended
    ]
    made["skills"] = [
        {"name": skill.name, "keywords": [portfolio.badges[place].names["en"] for place in skill.badges]}
        for skill in portfolio.skills
    ]
    made["meta"] = {"version": "v1.0.0", "lastModified": portfolio.at.strftime("%Y-%m-%dT%H:%M:%S")}
    return made


def _span(span: Span) -> JsonObject:
    what, whom = NAMES[span.chapter]
    given = {what: span.title, whom: span.place, "startDate": span.start, "endDate": span.end, "summary": span.summary}
    return {name: value for name, value in given.items() if value}


def _picture(badge: PortfolioBadge) -> tuple[str, bytes] | None:
    if badge.picture is None or not badge.picture.startswith(_PNG):
        return None
    return f"media/{sha256(badge.picture).hexdigest()[:24]}.png", badge.picture


def _page(portfolio: Portfolio, lang: Lang, languages: tuple[Lang, ...]) -> bytes:
    learner, inside = portfolio.learner, lang != languages[0]
    root = "../" if inside else "./"
    others = [
        (other, "../" if inside else f"{other}/", texts.message("portfolio_language", other))
        for other in languages
        if other != lang
    ]
    values = {
        "lang": lang,
        "say": partial(texts.message, lang=lang),
        "policy": POLICY,
        "root": root,
        "alternates": others,
        "learner": {
            "name": shown(learner.name),
            "label": shown(learner.label),
            "summary": shown(learner.summary, longest=_LONGEST),
            "url": learner.url,
            "email": learner.email if learner.show_email else None,
        },
        "checked": day(portfolio.at.date().isoformat(), lang),
        "badges": [_badge(one, lang, root) for one in portfolio.badges],
        "skills": [
            {
                "name": shown(skill.name),
                "url": skill.url,
                "framework": shown(skill.framework or ""),
                "badges": [shown(portfolio.badges[place].names[lang]) for place in skill.badges],
            }
            for skill in portfolio.skills
        ],
        "events": [_event(one, portfolio, lang) for one in portfolio.timeline],
        "openings": [{"title": shown(one.titles[lang]), "employer": shown(one.employer)} for one in portfolio.openings],
    }
    return texts.templating.environment(TEMPLATES).get_template("portfolio.html.j2").render(values).encode("utf-8")


def _badge(badge: PortfolioBadge, lang: Lang, root: str) -> dict[str, Any]:
    picture = _picture(badge)
    if badge.ended:
        state = texts.message("portfolio_ended", lang, day=day(badge.ends or "", lang))
    elif badge.ends:
        state = texts.message("portfolio_until", lang, day=day(badge.ends, lang))
    else:
        state = texts.message("portfolio_no_end", lang)
    return {
        "name": shown(badge.names[lang]),
        "description": shown(badge.descriptions[lang], longest=_LONGEST),
        "issuer": shown(badge.issuers[lang]),
        "host": shown(badge.host),
        "issued": badge.issued,
        "issued_text": day(badge.issued, lang) if badge.issued else "",
        "state": state,
        "ended": badge.ended,
        "warned": badge.warned,
        "skills": [shown(one) for one in badge.skills],
        "image": None if picture is None else f"{root}{picture[0]}",
    }


def _event(event: TimelineEntry, portfolio: Portfolio, lang: Lang) -> dict[str, Any]:
    period = _when(event.start, lang)
    if event.badge is not None:
        badge = portfolio.badges[event.badge]
        return {
            "when": period,
            "kind": texts.message("portfolio_kind_badge", lang),
            "title": shown(badge.names[lang]),
            "place": shown(badge.issuers[lang] or badge.host),
            "summary": "",
        }
    until = texts.message("portfolio_present", lang) if event.end is None else _when(event.end, lang)
    period = f"{period} \N{EN DASH} {until}" if until != period else period
    if event.span is None:
        title = texts.message("portfolio_between", lang)
        return {"when": period, "kind": "", "title": title, "place": "", "summary": ""}
    return {
        "when": period,
        "kind": texts.message(f"portfolio_kind_{event.span.chapter.value}", lang),
        "title": shown(event.span.title),
        "place": shown(event.span.place),
        "summary": shown(event.span.summary, longest=_LONGEST),
    }


def _when(text: str, lang: Lang) -> str:
    """Return a year, a month or a day as it is read."""
    if len(text) == len("2026"):
        return text
    if len(text) == len("2026-01"):
        return f"{texts.message(f'month_{int(text[5:])}', lang)} {text[:4]}"
    return day(text, lang)
