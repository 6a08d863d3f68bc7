"""Small catalogues for tests of plans, pathways and matches."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from mexbadge.models.language import Words
from mexbadge.plan import College, Course, Session, Taught, Want
from mexbadge.skills import Level

DREYFUS = "urn:mexbadge:scale:dreyfus"
NOVICE, COMPETENT, EXPERT = (Level.on(DREYFUS, name) for name in ("novice", "competent", "expert"))
COLLEGE = College("lakeshore", Words.of({"en": "Lakeshore", "fr": "Rive du lac"}), approved=True)
UNAPPROVED = College("elsewhere", Words.of("Elsewhere"), approved=False)


def skill(name: object) -> str:
    return f"https://skills.example/{name}"


def course(name: str, teaches: Sequence[object] = (), cost: int | str = 0, **given: Any) -> Course:
    taught = tuple(one if isinstance(one, Taught) else Taught(skill(one)) for one in teaches)
    college = given.pop("college", COLLEGE)
    return Course(name, Words.of(name), college, taught, cost=Decimal(cost), **given)


def want(name: object, **given: Any) -> Want:
    return Want(skill(name), **given)


def session(day: str, **given: Any) -> Session:
    return Session(date.fromisoformat(day), **given)
