"""The pages of an exchange's public face, out of what it shows to everybody: nobody who applies is on any of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mexbadge import texts
from mexbadge.issuer.folder.catalogue import slug_of
from mexbadge.match import Vacancy
from mexbadge.match.exchange.forms import TrainingCollege
from mexbadge.match.exchange.public import PublicFace
from mexbadge.match.jobposting import to_job_posting
from mexbadge.match.supply import Demand
from mexbadge.match.vacancy import Requirement
from mexbadge.plan import Course
from mexbadge.plan.schema_org import to_schema_org
from mexbadge.publish.around import Around
from mexbadge.publish.files import SiteFile
from mexbadge.publish.frame import Frame, SitePage, number
from mexbadge.publish.leading import Leading
from mexbadge.publish.structured import script_json
from mexbadge.texts import Lang, shown
from mexbadge.verify.findings import day

__all__ = ["MENU", "TRUST_LIST", "ExchangePages"]

MENU: Final = (
    ("vacancies/", "exchange_site_vacancies"),
    ("courses/", "exchange_site_courses"),
    ("colleges/", "exchange_site_colleges"),
    ("verify/", "site_check_badge"),
    ("register/", "exchange_site_register"),
)
"""Where every page leads."""
TRUST_LIST: Final = "approved.json"
"""The signed list of the approved colleges."""
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "register": ("applicant", "employer", "college"),
    "privacy": ("shown", "kept", "visits"),
}
_LONGEST: Final = 4000
_PERIODS: Final[Mapping[str, str]] = {"hour": "exchange_site_per_hour", "year": "exchange_site_per_year"}


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of a page: a heading, paragraphs, a list, and a link with its text; each may be missing."""

    heading: str = ""
    lines: Sequence[str] = ()
    points: Sequence[str] = ()
    link: tuple[str, str] | None = None


@dataclass(frozen=True)
class ExchangePages:
    """The pages; ``contact`` is the address at which the exchange is written to, ``postal`` its postal address."""

    frame: Frame
    face: PublicFace
    contact: str
    postal: str

    def pages(self) -> Iterator[SiteFile]:
        """Yield every page, in each language, but the one that checks."""
        for lang in self.frame.languages:
            yield self._home(lang)
            yield self._colleges(lang)
            yield self._listed(lang)
            for vacancy in self.face.vacancies:
                yield self._vacancy(vacancy, lang)
            yield self._courses(lang)
            yield self._demand(lang)
            for name in _PARTS:
                yield self._text(name, lang)

    def _say(self, code: str, lang: Lang, **values: object) -> str:
        values |= {"exchange": self.frame.college.called(lang)}
        return self.frame.say(f"exchange_site_{code}", lang, **values)

    def _page(
        self, path: str, lang: Lang, title: str, lead: str, parts: Iterable[PagePart] = (), **values: object
    ) -> SiteFile:
        empty: dict[str, object] = dict.fromkeys(("cards", "facts", "leads", "courses"), ())
        told = {**empty, "table": None, "data": "", "title": title, "lead": lead, "parts": list(parts), **values}
        return self.frame.page(SitePage("exchange.html", lang, path, told))

    def _home(self, lang: Lang) -> SiteFile:
        approved = [one for one in self.face.colleges if one.approved(self.face.day)]
        counts = {"vacancies": len(self.face.vacancies), "courses": len(self.face.courses), "colleges": len(approved)}
        cards = [self._card(name, lang, count=count) for name, count in counts.items()]
        cards += [self._card(name, lang) for name in ("verify", "demand", "register")]
        return self._page("", lang, self.frame.college.called(lang), self._say("lead", lang), cards=cards)

    def _card(self, name: str, lang: Lang, **values: object) -> dict[str, str]:
        text = self._say(f"card_{name}", lang, **values)
        return {"name": self._say(name, lang), "page": self._at(name, lang), "text": text}

    def _at(self, name: str, lang: Lang) -> str:
        return f"{name}/{self.frame.inner(lang)}"

    # who is approved

    def _colleges(self, lang: Lang) -> SiteFile:
        rows = [self._college(one, lang) for one in self.face.colleges]
        head = [self._say(f"word_{name}", lang) for name in ("college", "id", "since", "until")]
        root = "../../" if self.frame.inner(lang) else "../"
        link = (f"{root}{TRUST_LIST}", TRUST_LIST)
        part = PagePart(self._say("list_title", lang), [self._say("list", lang)], link=link)
        table = {"head": head, "rows": rows} if rows else None
        return self._page(
            "colleges/", lang, self._say("colleges", lang), self._say("colleges_lead", lang), table=table, parts=[part]
        )

    def _college(self, one: TrainingCollege, lang: Lang) -> list[str]:
        name = shown(one.name.text(lang) or one.name.text() or one.id)
        days = ["" if moment is None else day(moment.isoformat(), lang) for moment in (one.since, one.until)]
        return [name, shown(one.issuer), days[0], days[1] or self._say("no_end", lang)]

    # vacancies

    @cached_property
    def _slugs(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in self.face.vacancies:
            slug, again = slug_of(one.id), 1
            while slug in found.values():
                again += 1
                slug = f"{slug_of(one.id)}-{again}"
            found[one.id] = slug
        return found

    def _listed(self, lang: Lang) -> SiteFile:
        leads = [
            {
                "name": self._title(one, lang),
                "page": f"vacancies/{self._slugs[one.id]}/{self.frame.inner(lang)}",
                "lines": [shown(one.employer or ""), *self._until(one, lang)],
                "last": None if one.open_until is None else one.open_until.isoformat(),
            }
            for one in self.face.vacancies
        ]
        parts = [] if leads else [PagePart(lines=[self._say("no_vacancies", lang)])]
        title, lead = self._say("vacancies", lang), self._say("vacancies_lead", lang)
        return self._page("vacancies/", lang, title, lead, leads=leads, parts=parts)

    def _title(self, one: Vacancy, lang: Lang) -> str:
        return shown(one.title.text(lang) or one.title.text() or one.id)

    def _until(self, one: Vacancy, lang: Lang) -> list[str]:
        end = one.open_until
        return [] if end is None else [self._say("open_until", lang, day=day(end.isoformat(), lang))]

    def _vacancy(self, one: Vacancy, lang: Lang) -> SiteFile:
        posting, _ = to_job_posting(one, lang)
        path = f"vacancies/{self._slugs[one.id]}/"
        posting["url"] = f"{self.frame.college.base}/{path}{self.frame.inner(lang)}"
        needed = [self._called(asked, lang) for asked in one.musts]
        welcome = [self._called(asked, lang) for asked in one.requirements if asked not in one.musts]
        about = one.description.text(lang) or one.description.text()
        lists = [("needed", needed), ("welcome", welcome)]
        parts = [PagePart(self._say(name, lang), points=points) for name, points in lists if points]
        statements = [
            texts.message(f"posting_says_{name}_{'yes' if said else 'no'}", lang)
            for name, said in (("ai", one.uses_ai), ("exists", one.exists))
            if said is not None
        ]
        parts.append(PagePart(self._say("statements", lang), [*statements, self._say("matched_how", lang)]))
        parts.append(PagePart(lines=[self._say("apply", lang, contact=self.contact)]))
        lead = shown(about, longest=_LONGEST) if about else ""
        data = script_json(posting)
        return self._page(
            path, lang, self._title(one, lang), lead, facts=self._facts(one, lang), parts=parts, data=data
        )

    def _facts(self, one: Vacancy, lang: Lang) -> list[tuple[str, str]]:
        found = [("employer", shown(one.employer or "")), ("places", str(one.seats))]
        if one.pay is not None:
            ends = {"least": number(float(one.pay.least), lang), "most": number(float(one.pay.most), lang)}
            said = texts.message(_PERIODS[one.pay.period], lang, currency=one.pay.currency, **ends)
            found.append(("pay", said))
        if one.constraints.hours is not None:
            found.append(("hours", texts.message("posting_says_hours", lang, hours=one.constraints.hours)))
        if one.constraints.regions:
            found.append(("region", ", ".join(map(shown, one.constraints.regions))))
        if one.open_until is not None:
            found.append(("until", day(one.open_until.isoformat(), lang)))
        return [(self._say(f"word_{name}", lang), value) for name, value in found]

    def _called(self, one: Requirement, lang: Lang) -> str:
        label = one.label.text(lang) or one.label.text()
        if label is None and one.experience is not None:
            return texts.message("match_says_experience", lang, work=one.experience, count=one.months)
        return shown(label or self._names(one.skills, lang) or one.credential or one.pathway or one.id)

    def _names(self, names: tuple[str, ...], lang: Lang) -> str:
        either = f" {texts.message('match_says_or', lang)} "
        return either.join(self.face.taxonomy.label(name, lang) for name in names)

    # courses and demand

    def _courses(self, lang: Lang) -> SiteFile:
        leading = Leading(self.frame, Around(), self.face.day)
        courses = [{**leading.course(one, lang), "teaches": self._teaches(one, lang)} for one in self.face.courses]
        data = script_json(to_schema_org(self.face.courses, lang)[0]) if courses else ""
        parts = [] if courses else [PagePart(lines=[self._say("no_courses", lang)])]
        return self._page(
            "courses/",
            lang,
            self._say("courses", lang),
            self._say("courses_lead", lang),
            courses=courses,
            data=data,
            parts=parts,
        )

    def _teaches(self, one: Course, lang: Lang) -> str:
        names = [self.face.taxonomy.label(each.skill, lang) for each in one.teaches]
        return self._say("teaches", lang, names=", ".join(map(shown, names))) if names else ""

    def _demand(self, lang: Lang) -> SiteFile:
        rows = [self._row(one, lang) for one in self.face.demand or ()]
        head = [self._say(f"word_{name}", lang) for name in ("skill", "asked", "lacked", "taught")]
        table = {"head": head, "rows": rows} if rows else None
        least = 0 if self.face.demand is None else self.face.demand.least
        lines = [self._say("demand_how", lang, least=least)] if rows else [self._say("no_demand", lang)]
        return self._page(
            "demand/",
            lang,
            self._say("demand", lang),
            self._say("demand_lead", lang, day=day(self.face.counted.isoformat(), lang)),
            table=table,
            parts=[PagePart(lines=lines)],
        )

    def _row(self, one: Demand, lang: Lang) -> list[str]:
        lacked = self._say("hidden", lang) if one.lacked is None else str(one.lacked)
        return [shown(self._names(one.names, lang)), str(one.asked), lacked, str(one.taught_by)]

    # how to register, and what is kept

    def _text(self, name: str, lang: Lang) -> SiteFile:
        reach = {"contact": self.contact, "postal": self.postal}
        parts = [
            PagePart(self._say(f"{name}_{part}_title", lang), [self._say(f"{name}_{part}", lang, **reach)])
            for part in _PARTS[name]
        ]
        return self._page(f"{name}/", lang, self._say(name, lang), self._say(f"{name}_lead", lang), parts=parts)
