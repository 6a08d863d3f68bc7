"""A plan as a person reads it, and as data."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mexbadge import texts
from mexbadge._json import JsonObject
from mexbadge.plan.needs import Want
from mexbadge.skills.levels import level_in_words
from mexbadge.texts import Lang, shown

if TYPE_CHECKING:
    from mexbadge.plan.result import Plan, Step

__all__ = ["plan_json", "plan_lines"]

Label = Callable[[str], str]
"""What a URI or id is called."""


def plan_lines(plan: "Plan", lang: Lang = "en", *, label: Label | None = None) -> Iterator[str]:
    """Yield a plan as lines: the sum, then one sentence a step; or why there is none."""
    named = label or (lambda uri: uri)
    if not plan.feasible:
        yield _why_none(plan, lang, named)
        for lack in plan.lacks:
            name = shown(_called(lack.want, named, lang))
            yield texts.message(f"plan_says_lack_{lack.why.value}", lang, name=name)
        return
    if not plan.steps:
        yield texts.message("plan_says_nothing", lang)
        return
    values = {"count": len(plan.steps), "cost": plan.cost, "currency": plan.currency, "days": _days(plan.days, lang)}
    total = texts.message("plan_says_total", lang, **values)
    if plan.starts and plan.ends:
        total += ", " + texts.message("plan_says_until", lang, starts=plan.starts, ends=plan.ends)
    yield total
    for number, step in enumerate(plan.steps, 1):
        yield _step(number, step, lang, named)


def _step(number: int, step: "Step", lang: Lang, label: Label) -> str:
    course = step.course
    line = texts.message(
        "plan_says_step",
        lang,
        number=number,
        name=shown(course.name.text(lang) or course.id),
        college=shown(course.college.name.text(lang) or course.college.id),
        cost=course.price,
        currency=course.currency,
        days=_days(course.days, lang),
        delivery=texts.message(f"plan_says_{course.delivery.value}", lang),
        closes=", ".join(shown(_called(want, label, lang)) for want in step.closes) or "-",
    )
    return line if step.starts is None else f"{line} ({texts.message('plan_says_begins', lang, starts=step.starts)})"


def _days(count: int, lang: Lang) -> str:
    return texts.message("plan_days", lang, count=count)


def _why_none(plan: "Plan", lang: Lang, label: Label) -> str:
    for code, wants in (("plan_says_none", plan.nobody_teaches), ("plan_says_blocked", plan.blocked_by)):
        if wants:
            return texts.message(code, lang, names=", ".join(shown(_called(want, label, lang)) for want in wants))
    return texts.message("plan_says_impossible", lang)


def _called(want: Want, label: Label, lang: Lang) -> str:
    name = label(want.name)
    return name if want.level is None else f"{name} ({level_in_words(want.level, lang)})"


def plan_json(plan: "Plan") -> JsonObject:
    """Return a plan as data: amounts as texts, so that they stay exact."""
    return {
        "feasible": plan.feasible,
        "aim": plan.aim.value,
        "cost": str(plan.cost),
        "currency": plan.currency,
        "days": plan.days,
        "starts": plan.starts.isoformat() if plan.starts else None,
        "ends": plan.ends.isoformat() if plan.ends else None,
        "steps": [
            {
                "course": step.course.id,
                "name": {lang or "und": text for lang, text in step.course.name.texts},
                "college": step.course.college.id,
                "cost": str(step.course.price),
                "days": step.course.days,
                "starts": step.starts.isoformat() if step.starts else None,
                "ends": step.ends.isoformat() if step.ends else None,
                "closes": [_want_json(want) for want in step.closes],
            }
            for step in plan.steps
        ],
        "nobodyTeaches": [_want_json(want) for want in plan.nobody_teaches],
        "blockedBy": [_want_json(want) for want in plan.blocked_by],
        "lacks": [{**_want_json(one.want), "why": one.why.value, "courses": list(one.courses)} for one in plan.lacks],
    }


def _want_json(want: Want) -> JsonObject:
    kind = "skill" if want.skill is not None else "achievement" if want.achievement is not None else "course"
    level = {"level": want.level.to_json()} if want.level is not None else {}
    return {kind: want.name, **level}
