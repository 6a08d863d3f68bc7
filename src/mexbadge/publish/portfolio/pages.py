"""A portfolio as files: a page in each language that is a résumé when it is printed, and the same as JSON Resume."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from mexbadge import _json, texts
from mexbadge._json import JsonObject
from mexbadge.publish.files import Role, SiteFile, fixed
from mexbadge.publish.frame import POLICY, TEMPLATES, lang_attribute
from mexbadge.publish.portfolio.ahead import Journey, NextCourse
from mexbadge.publish.portfolio.contents import Opening, Portfolio, PortfolioBadge, TimelineEntry
from mexbadge.publish.portfolio.learner import ALSO, NAMES, Also, Chapter, Learner, Span, Told
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
        "email": email,
        "phone": learner.phone if learner.show_phone else None,
        "url": learner.url,
        "summary": learner.summary,
        "location": dict(learner.living),
        "profiles": [
            {name: value for name in ("network", "username", "url") if (value := getattr(one, name))}
            for one in learner.profiles
        ],
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
    for name, entries in learner.also.items():
        made[name] = [_written(entry) for entry in entries]
    made["meta"] = {"version": "v1.0.0", "lastModified": portfolio.at.strftime("%Y-%m-%dT%H:%M:%S")}
    return made


def _span(span: Span) -> JsonObject:
    what, whom = NAMES[span.chapter]
    given = {what: span.title, whom: span.place, "startDate": span.start, "endDate": span.end}
    return {name: value for name, value in given.items() if value} | _written(span.more)


def _written(members: Told) -> JsonObject:
    return {name: list(said) if isinstance(said, tuple) else said for name, said in members.items()}


def _picture(badge: PortfolioBadge) -> tuple[str, bytes] | None:
    if badge.picture is None or not badge.picture.startswith(_PNG):
        return None
    return f"media/{sha256(badge.picture).hexdigest()[:24]}.png", badge.picture


def _page(portfolio: Portfolio, lang: Lang, languages: tuple[Lang, ...]) -> bytes:
    learner, inside = portfolio.learner, lang != languages[0]
    root = "../" if inside else "./"
    others = [
        (other, "../" if inside else f"{other}/", texts.printed("portfolio_language", other))
        for other in languages
        if other != lang
    ]
    values = {
        "lang": lang,
        "say": lambda code, **given: texts.printed(code, lang, **given),
        "policy": POLICY,
        "root": root,
        "alternates": others,
        "learner": _who(learner),
        "also": [
            (texts.printed(f"portfolio_{name}", lang), [_entry(entry, ALSO[name], lang) for entry in entries])
            for name, entries in learner.also.items()
        ],
        "journeys": [_journey(one, lang) for one in portfolio.journeys],
        "courses": [_course(one, lang) for one in portfolio.courses],
        "checked": day(portfolio.at.date().isoformat(), lang),
        "badges": [_badge(one, lang, root) for one in portfolio.badges],
        "skills": [
            {
                "name": shown(skill.name),
                "url": skill.url,
                "framework": shown(skill.framework or ""),
                "badges": list(dict.fromkeys(shown(portfolio.badges[place].names[lang]) for place in skill.badges)),
            }
            for skill in portfolio.skills
        ],
        "events": [_event(one, portfolio, lang) for one in portfolio.timeline],
        "openings": [_opening(one, lang) for one in portfolio.openings if not one.courses],
        "reached": [_opening(one, lang) for one in portfolio.openings if one.courses],
    }
    return texts.templating.environment(TEMPLATES).get_template("portfolio.html.j2").render(values).encode("utf-8")


def _who(learner: Learner) -> dict[str, Any]:
    return {
        "name": shown(learner.name),
        "label": shown(learner.label),
        "summary": shown(learner.summary, longest=_LONGEST),
        "living": ", ".join(shown(learner.living[name]) for name in ("city", "region") if name in learner.living),
        "url": learner.url,
        "email": learner.email if learner.show_email else None,
        "phone": shown(learner.phone) if learner.show_phone and learner.phone else None,
        "profiles": [
            {"name": shown(one.network), "as": shown(one.username), "url": one.url} for one in learner.profiles
        ],
    }


def _entry(entry: Told, named: Also, lang: Lang) -> dict[str, Any]:
    """Return an entry of a further section as it is shown: what, by whom and when, where, and what is said of it."""
    by, when, url = entry.get(named.by, ""), entry.get(named.date or "", ""), str(entry.get("url", ""))
    notes = [*((by,) if isinstance(by, str) else by), _when(str(when), lang) if when else ""]
    return {
        "title": shown(entry[named.title]),
        "notes": [shown(note) for note in notes if note],
        "url": url if url.startswith(("https://", "http://")) else None,
        "summary": shown(entry.get("summary", ""), longest=_LONGEST),
    }


def _journey(journey: Journey, lang: Lang) -> dict[str, Any]:
    count = {"done": journey.done, "needed": journey.needed}
    code = "portfolio_journey_done" if journey.complete else "portfolio_journey"
    steps = [
        {"name": shown(one.names[lang]), "courses": [_course(c, lang) for c in one.courses]} for one in journey.steps
    ]
    return {"name": shown(journey.names[lang]), "state": texts.printed(code, lang, **count), "steps": steps}


def _course(course: NextCourse, lang: Lang) -> dict[str, Any]:
    begins = (
        texts.printed("site_session", lang, day=day(course.starts, lang))
        if course.starts
        else texts.printed("site_any_day", lang)
    )
    return {
        "name": shown(course.names[lang]),
        "college": shown(course.colleges[lang]),
        "url": course.url,
        "begins": begins,
    }


def _opening(opening: Opening, lang: Lang) -> dict[str, Any]:
    courses = [_course(one, lang) for one in opening.courses]
    return {"title": shown(opening.titles[lang]), "employer": shown(opening.employer), "courses": courses}


def _badge(badge: PortfolioBadge, lang: Lang, root: str) -> dict[str, Any]:
    picture = _picture(badge)
    if badge.ended:
        state = texts.printed("portfolio_ended", lang, day=day(badge.ends or "", lang))
    elif badge.ends:
        state = texts.printed("portfolio_until", lang, day=day(badge.ends, lang))
    else:
        state = texts.printed("portfolio_no_end", lang)
    return {
        "name": shown(badge.names[lang]),
        "lang_attribute": lang_attribute(badge.languages.get(lang), lang),
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
    said: dict[str, Any] = {"kind": "", "chapter": "between", "place": "", "url": None, "summary": "", "points": []}
    if event.badge is not None:
        badge = portfolio.badges[event.badge]
        title, place = shown(badge.names[lang]), shown(badge.issuers[lang] or badge.host)
        kind = texts.printed("portfolio_kind_badge", lang)
        return {**said, "when": period, "kind": kind, "chapter": "badge", "title": title, "place": place}
    until = texts.printed("portfolio_present", lang) if event.end is None else _when(event.end, lang)
    period = f"{period} \N{EN DASH} {until}" if until != period else period
    span = event.span
    if span is None:
        return {**said, "when": period, "title": texts.printed("portfolio_between", lang)}
    return {
        "when": period,
        "kind": texts.printed(f"portfolio_kind_{span.chapter.value}", lang),
        "chapter": span.chapter.value,
        "title": shown(span.called),
        "place": "" if span.called == span.place else shown(span.place),
        "url": span.url,
        "summary": shown(span.summary, longest=_LONGEST),
        "points": [shown(point, longest=_LONGEST) for point in span.points],
    }


def _when(text: str, lang: Lang) -> str:
    """Return a year, a month or a day as it is read."""
    if len(text) == len("2026"):
        return text
    if len(text) == len("2026-01"):
        return f"{texts.printed(f'month_{int(text[5:])}', lang)} {text[:4]}"
    return day(text, lang)
