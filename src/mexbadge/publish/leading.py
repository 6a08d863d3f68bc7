"""What a page says of where an award leads: pathways, courses with their sessions, vacancies, and demand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mexbadge import texts
from mexbadge.match import Vacancy
from mexbadge.pathways import Pathway
from mexbadge.pathways.explaining import name_of
from mexbadge.plan.course import Course
from mexbadge.publish.around import Around, Counted, own_leaves
from mexbadge.publish.college import ShownAward
from mexbadge.publish.frame import Frame, lang_attribute, number
from mexbadge.publish.vouching import Vouched
from mexbadge.texts import Lang, shown
from mexbadge.verify.findings import day

__all__ = ["Leading"]


@dataclass(frozen=True)
class Leading:
    """Says what lies around awards; ``today`` is the day on which the site is made."""

    frame: Frame
    around: Around
    today: date

    def hours(self, award: ShownAward, lang: Lang) -> str | None:
        """Return how many hours it takes, where all courses that award it take the same."""
        found = {course.hours for course in self.around.courses_for(award.id)}
        hours = found.pop() if len(found) == 1 else None
        return None if hours is None else number(float(hours), lang)

    def told(self, award: ShownAward, lang: Lang) -> Mapping[str, object]:
        """Return what is said of an award, as templates name it; what is empty is not said."""
        return {
            "pathways": [self._pathway(one, award, lang) for one in self.around.leads_to(award.id)],
            "completes": [self.link(one, lang) for one in self.around.completed_by(award.id)],
            "courses": [self.course(one, lang) for one in self.around.courses_for(award.id)],
            "vacancies": self._vacancies(self.around.asking(award), lang),
            "demand": [self._counted(one, lang) for one in self.around.counted(award)],
        }

    def link(self, pathway: Pathway, lang: Lang) -> dict[str, Any]:
        """Return a pathway's name, where its page is, and what says that the name is in another language."""
        page = f"pathways/{self.around.slug(pathway)}/{self.frame.inner(lang)}"
        attribute = lang_attribute(pathway.name.language(lang), lang)
        return {"name": shown(pathway.name.text(lang) or pathway.id), "page": page, "lang_attribute": attribute}

    def vouched(self, lang: Lang) -> list[dict[str, object]]:
        """Return who says that the college may award: each list, as what it names it, until when, who signed it."""
        return [self._vouched(one, lang) for one in self.around.vouched]

    def _vouched(self, one: Vouched, lang: Lang) -> dict[str, object]:
        name, say = shown(one.names.text(lang)), self.frame.say
        lines = [say("site_vouched_as", lang, name=name)]
        if one.roles:
            lines.append(", ".join(map(shown, one.roles)))
        if one.until is not None:
            lines.append(say("site_vouched_until", lang, day=day(one.until[:10], lang)))
        lines += [say("site_vouched_signed", lang, signer=signer) for signer in one.signers]
        return {"list": shown(one.by), "file": one.path, "lines": lines}

    def _pathway(self, pathway: Pathway, award: ShownAward, lang: Lang) -> dict[str, object]:
        others = [leaf for leaf in own_leaves(pathway) if leaf.achievement != award.id]
        names = list(dict.fromkeys(shown(name_of(leaf, lang)) for leaf in others))
        above = [self.link(one, lang) for one in self.around.above(pathway)]
        return {**self.link(pathway, lang), "others": names, "above": above}

    def course(self, course: Course, lang: Lang) -> dict[str, object]:
        """Return what is said of a course, with the sessions that are still to come."""
        say = self.frame.say
        facts = [texts.printed(f"plan_says_{course.delivery.value}", lang)]
        if course.hours is not None:
            facts.insert(0, say("site_hours_of", lang, hours=number(float(course.hours), lang)))
        if course.cost:
            money = {"cost": number(float(course.cost), lang), "currency": course.currency}
            funding = number(float(course.funding), lang)
            code = "site_cost_funded" if course.funding else "site_cost"
            facts.append(say(code, lang, **money, **({"funding": funding} if course.funding else {})))
        sessions = [
            (one.starts.isoformat(), day(one.starts.isoformat(), lang))
            for one in sorted(course.sessions, key=lambda session: session.starts)
            if one.starts >= self.today
        ]
        return {
            "name": shown(course.name.text(lang) or course.id),
            "lang_attribute": lang_attribute(course.name.language(lang), lang),
            "college": shown(course.college.name.text(lang) or course.college.id),
            "url": course.url if course.url and course.url.lower().startswith(("https://", "http://")) else None,
            "facts": facts,
            "sessions": sessions,
            "any_day": not course.sessions,
        }

    def _vacancies(self, vacancies: tuple[Vacancy, ...], lang: Lang) -> dict[str, object] | None:
        if not vacancies:
            return None
        count, ends = len(vacancies), [one.open_until for one in vacancies]
        last = max((end for end in ends if end is not None), default=None)
        if last is None or None in ends:
            return {"last": None, "sentence": self.frame.say("site_vacancies", lang, count=count)}
        until = day(last.isoformat(), lang)
        return {
            "last": last.isoformat(),
            "sentence": self.frame.say("site_vacancies_until", lang, count=count, day=until),
        }

    def _counted(self, one: Counted, lang: Lang) -> tuple[str, str, str]:
        lacked = (
            self.frame.say("site_lacked_hidden", lang)
            if one.lacked is None
            else self.frame.say("site_lacked", lang, count=one.lacked)
        )
        return shown(one.label), self.frame.say("site_asked", lang, count=one.asked), lacked
