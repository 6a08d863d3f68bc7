"""What a portfolio shows, as values: the badges that count, the skills that they show, and one timeline.

A badge is shown where it counts (:mod:`mexbadge.skills.holdings`), or counted until it ended; everything else is left
out, with its reason. Nothing here reads a clock: the moment is that of the verification.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from mexbadge.badge import Badge
from mexbadge.dids import parse_did_web
from mexbadge.errors import InputError
from mexbadge.publish.portfolio.ahead import Journey, NextCourse
from mexbadge.publish.portfolio.learner import Learner, Span
from mexbadge.skills import Holding, Standing
from mexbadge.texts import LANGUAGES

__all__ = [
    "GAP_MONTHS",
    "NotShown",
    "Opening",
    "Portfolio",
    "PortfolioBadge",
    "ShownSkill",
    "TimelineEntry",
    "portfolio_of",
]

GAP_MONTHS: Final = 6
"""From how many months on the time between two spans is shown."""
_WEB: Final = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class PortfolioBadge:
    """One badge: what it says in each language, who vouches for it, and until when; ``picture`` is its image.

    ``languages`` says in which language its name and description really are, where that is known.
    """

    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    issuers: Mapping[str, str]
    host: str
    issued: str
    ends: str | None
    ended: bool
    warned: bool
    skills: tuple[str, ...]
    digest: str
    languages: Mapping[str, str | None] = field(default_factory=dict)
    picture: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ShownSkill:
    """A skill, and the places of the badges that show it."""

    name: str
    url: str | None
    framework: str | None
    badges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NotShown:
    """A badge that is not shown: the file in which it came, what it is called, and how it stands."""

    file: str
    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Opening:
    """A vacancy that is open to the learner: its title in each language, and who offers it.

    ``courses`` are those for what is missing, in their order; empty where nothing is.
    """

    titles: Mapping[str, str]
    employer: str
    courses: tuple[NextCourse, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry of the timeline: a span, a badge by its place, or the time between (both ``None``)."""

    start: str
    end: str | None
    span: Span | None = None
    badge: int | None = None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A learner's portfolio, as of ``at``; ``courses`` build on badges that are shown."""

    learner: Learner
    at: datetime
    badges: tuple[PortfolioBadge, ...]
    skills: tuple[ShownSkill, ...]
    timeline: tuple[TimelineEntry, ...]
    left_out: tuple[NotShown, ...] = ()
    openings: tuple[Opening, ...] = ()
    journeys: tuple[Journey, ...] = ()
    courses: tuple[NextCourse, ...] = ()


def portfolio_of(
    learner: Learner,
    holdings: Iterable[Holding],
    *,
    at: datetime,
    pictures: Mapping[str, bytes] | None = None,
    openings: Sequence[Opening] = (),
) -> Portfolio:
    """Put a portfolio together; ``pictures`` are the images of badges by the name of the file that they came in."""
    shown: list[tuple[PortfolioBadge, Badge]] = []
    left: list[NotShown] = []
    for holding in holdings:
        badge = holding.badge
        if badge is None or holding.standing not in {Standing.COUNTS, Standing.EXPIRED}:
            name = (badge.name if badge else None) or holding.report.input
            left.append(NotShown(holding.report.input, name, holding.standing))
        else:
            shown.append((_shown(holding, badge, (pictures or {}).get(holding.report.input)), badge))
    shown.sort(key=lambda one: (one[0].issued, one[0].digest), reverse=True)
    badges = tuple(one for one, _ in shown)
    skills = _skills([badge for _, badge in shown], [not one.ended for one in badges])
    return Portfolio(learner, at, badges, skills, _timeline(learner.spans, badges), tuple(left), tuple(openings))


def _shown(holding: Holding, badge: Badge, picture: bytes | None) -> PortfolioBadge:
    return PortfolioBadge(
        names={lang: badge.name_in(lang) or badge.name or "" for lang in LANGUAGES},
        descriptions={lang: badge.description_in(lang) or "" for lang in LANGUAGES},
        issuers={lang: badge.issuer_name_in(lang) or "" for lang in LANGUAGES},
        host=_host(badge.issuer_id or ""),
        issued=(badge.issued or "")[:10],
        ends=badge.valid_until[:10] if badge.valid_until else None,
        ended=holding.standing is Standing.EXPIRED,
        warned=bool(list(holding.report.reasons())),
        skills=tuple(one.name for one in badge.alignments if one.name),
        digest=holding.digest,
        languages={lang: badge.names.language(lang) or badge.language for lang in ("en", "fr")},
        picture=picture,
    )


def _host(issuer: str) -> str:
    """Return what vouches for an issuer and was checked: its host, or the whole name where it has none."""
    try:
        return (
            urlsplit(parse_did_web(issuer)).netloc
            if issuer.startswith("did:web:")
            else urlsplit(issuer).netloc or issuer
        )
    except InputError:
        return issuer


def _skills(badges: Sequence[Badge], living: Sequence[bool]) -> tuple[ShownSkill, ...]:
    """Group by skill: by its address, or else its name; a badge that has ended shows none."""
    found: dict[str, ShownSkill] = {}
    for place, badge in enumerate(badges):
        for one in badge.alignments if living[place] else ():
            if not one.name:
                continue
            url = one.url if one.url and one.url.startswith(_WEB) else None
            key = one.url or one.name.casefold()
            before = found.get(key, ShownSkill(one.name, url, one.framework, ()))
            if place not in before.badges:
                found[key] = replace(before, badges=(*before.badges, place))
    return tuple(sorted(found.values(), key=lambda one: (-len(one.badges), one.name.casefold())))


def _timeline(spans: Sequence[Span], badges: Sequence[PortfolioBadge]) -> tuple[TimelineEntry, ...]:
    """Order everything that has a beginning, the newest first; the time between spans stands as what it is."""
    events = [TimelineEntry(span.start, span.end, span=span) for span in spans if span.start]
    events += [TimelineEntry(start, end) for start, end in _between(spans)]
    events += [TimelineEntry(badge.issued, None, badge=place) for place, badge in enumerate(badges) if badge.issued]
    return tuple(sorted(events, key=lambda one: (one.start, one.end or "9999", one.badge is None), reverse=True))


def _between(spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """Yield the months between spans that no span covers, where they are many; a span without an end lasts."""
    known = sorted((_month(span.start, last=False), _end(span)) for span in spans if span.start)
    reached: int | None = None
    for start, end in known:
        if reached is not None and start - reached > GAP_MONTHS:
            yield _written(reached + 1), _written(start - 1)
        reached = end if reached is None else max(reached, end)


def _end(span: Span) -> int:
    return 9999 * 12 if span.end is None else _month(span.end, last=True)


def _month(text: str | None, *, last: bool) -> int:
    year, _, rest = (text or "").partition("-")
    return int(year) * 12 + (int(rest[:2]) - 1 if rest else 11 if last else 0)


def _written(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"
