"""From what is missing to a seat: courses are offered, a seat is asked of the college, and the end of it is told.

A seat counts from the moment when it is asked for, so that none is promised twice.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection, Row

from mexbadge import _json, _moments, texts
from mexbadge.errors import InputError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.answering import Effect
from mexbadge.match.exchange.book import ExchangeBook, with_college
from mexbadge.match.exchange.composing import Facts, Say, Writes
from mexbadge.match.exchange.questions import Asked, Party, Query
from mexbadge.match.exchange.saying import still_open
from mexbadge.match.exchange.states import ApplicantState, SeatState, moved
from mexbadge.match.exchange.telling import Tells
from mexbadge.match.exchange.within import Within
from mexbadge.match.matching import Match
from mexbadge.plan import Course, Plan

__all__ = ["EFFECTS", "SAYS", "all_seats", "offer_plan", "open_courses", "seats_of"]

_TAKES: Final = (SeatState.ASKED, SeatState.ENROLLED, SeatState.COMPLETED)
_BUSY: Final = frozenset({SeatState.OFFERED, SeatState.ASKED, SeatState.ENROLLED})
_NOT_WANTED: Final = frozenset({SeatState.DECLINED, SeatState.LAPSED})
_DONE_DAYS: Final = 730


def open_courses(book: ExchangeBook, connection: Connection, at: datetime) -> tuple[Course, ...]:
    """Return the courses of approved colleges, with the seats that are left."""
    table = tables.SEATS
    asked = select(table.c.course, table.c.starts).where(table.c.state.in_([one.value for one in _TAKES]))
    taken = Counter((row.course, row.starts) for row in connection.execute(asked))
    found = []
    for course in book.courses(connection, at):
        sessions = tuple(
            one
            if one.seats is None
            else replace(one, seats=max(0, one.seats - taken[course.id, one.starts.isoformat()]))
            for one in course.sessions
        )
        whole = sum(count for (name, _), count in taken.items() if name == course.id)
        capacity = None if course.capacity is None else max(0, course.capacity - whole)
        found.append(replace(with_college(course, course.college), sessions=sessions, capacity=capacity))
    return tuple(found)


def seats_of(connection: Connection, applicant: str) -> tuple[frozenset[str], bool]:
    """Return the courses that are not offered to somebody now, and whether another waits or goes on.

    Those that they do not want, or cannot have, and one that they completed while its badge is awaited.
    """
    rows = connection.execute(select(tables.SEATS).where(tables.SEATS.c.applicant == applicant)).all()
    return _standing(connection, applicant, rows)


def _standing(connection: Connection, applicant: str, rows: Sequence[Row[Any]]) -> tuple[frozenset[str], bool]:
    done = SeatState.COMPLETED.value
    last = ""
    if any(row.state == done for row in rows):
        badges = select(func.max(tables.BADGES.c.received)).where(tables.BADGES.c.applicant == applicant)
        last = connection.execute(badges).scalar() or ""
    refused = frozenset(
        row.course for row in rows if SeatState(row.state) in _NOT_WANTED or (row.state == done and row.changed >= last)
    )
    return refused, any(SeatState(row.state) in _BUSY for row in rows)


def all_seats(connection: Connection) -> dict[str, tuple[frozenset[str], bool]]:
    """Return what :func:`seats_of` says, of everybody who ever was offered one."""
    found: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(select(tables.SEATS)):
        found.setdefault(row.applicant, []).append(row)
    return {name: _standing(connection, name, rows) for name, rows in found.items()}


def offer_plan(one: Within, match: Match, plan: Plan) -> bool:
    """Offer somebody the first course of a plan, and tell them all of it; ``False`` where one waits already."""
    connection, applicant, first = one.connection, match.applicant or "", plan.steps[0]
    if seats_of(connection, applicant)[1]:
        return False
    name = one.book.free_name(connection, tables.SEATS, "seat", applicant, first.course.id)
    moment = _moments.write(one.at)
    row = {
        "id": name,
        "applicant": applicant,
        "vacancy": match.vacancy.id,
        "course": first.course.id,
        "starts": first.starts.isoformat() if first.starts is not None and first.course.sessions else None,
        "state": SeatState.OFFERED.value,
        "since": moment,
        "changed": moment,
    }
    connection.execute(insert(tables.SEATS), row)
    query = one.ask(Asked.COURSE, name, Party.APPLICANT, applicant)
    price, courses = f"{plan.cost} {plan.currency}", [step.course.id for step in plan.steps]
    facts = {"seat": name, "question": query.id, "courses": courses, "price": price}
    one.tell(Tells.PLAN, Party.APPLICANT, applicant, facts)
    decided = {"vacancy": match.vacancy.id, "courses": courses, "price": price}
    one.book.note(connection, "planned", applicant, decided, at=one.at)
    return True


def _course(one: Within, query: Query, given: str, channel: str) -> None:
    """Ask the college for a seat that the applicant wants."""
    del channel
    seat = _seat(one, query.about)
    if given != "yes":
        _move(one, seat, SeatState.DECLINED)
        return
    course = _course_of(one, seat)
    if not course.college.approved:
        _move(one, seat, SeatState.LAPSED)
        facts = {"seat": seat["id"], "why": "exchange_seat_no"}
        one.tell(Tells.SEAT_ANSWER, Party.APPLICANT, seat["applicant"], facts)
        return
    _move(one, seat, SeatState.ASKED)
    college = course.college.id
    asked = one.ask(Asked.SEAT, seat["id"], Party.COLLEGE, college)
    one.tell(Tells.SEAT, Party.COLLEGE, college, {"seat": seat["id"], "question": asked.id})


def _seat_answer(one: Within, query: Query, given: str, channel: str) -> None:
    """Take whether the college has a seat; who has one is in training, and the college is asked for the end of it."""
    del channel
    seat = _seat(one, query.about)
    to = SeatState.ENROLLED if given == "yes" else SeatState.DECLINED
    _move(one, seat, to)
    facts = {"seat": seat["id"], "why": f"exchange_seat_{given}"}
    who = seat["applicant"]
    one.tell(Tells.SEAT_ANSWER, Party.APPLICANT, who, facts)
    if to is SeatState.ENROLLED:
        if _state(one, who) is ApplicantState.SEEKING:
            one.book.move_applicant(one.connection, who, ApplicantState.TRAINING, at=one.at)
        asked = one.ask(Asked.DONE, seat["id"], Party.COLLEGE, query.who, days=_DONE_DAYS)
        one.tell(Tells.ENROLLED, Party.COLLEGE, query.who, {"seat": seat["id"], "question": asked.id})


def _done(one: Within, query: Query, given: str, channel: str) -> None:
    """Take the end of a course; its badge comes in as any other does, and the next run reads it."""
    del channel
    seat = _seat(one, query.about)
    _move(one, seat, SeatState.COMPLETED if given == "yes" else SeatState.DECLINED)
    if _state(one, seat["applicant"]) is ApplicantState.TRAINING:
        one.book.move_applicant(one.connection, seat["applicant"], ApplicantState.SEEKING, at=one.at)


def _seat(one: Within, name: str) -> dict[str, str]:
    row = one.connection.execute(select(tables.SEATS).where(tables.SEATS.c.id == name)).mappings().first()
    if row is None:
        raise InputError("exchange_unknown", kind="seat", id=name)
    return dict(row)


def _move(one: Within, seat: Mapping[str, str], to: SeatState) -> None:
    moved(SeatState(seat["state"]), to, what=seat["id"])
    values = {"state": to.value, "changed": _moments.write(one.at)}
    one.connection.execute(update(tables.SEATS).where(tables.SEATS.c.id == seat["id"]).values(**values))
    one.book.note(one.connection, f"seat-{to.value}", seat["id"], {"from": seat["state"]}, at=one.at)


def _state(one: Within, applicant: str) -> ApplicantState:
    asked = select(tables.APPLICANTS.c.state).where(tables.APPLICANTS.c.id == applicant)
    return ApplicantState(one.connection.execute(asked).scalar() or ApplicantState.PLACED.value)


def _course_of(one: Within, seat: Mapping[str, str]) -> Course:
    found = [course for course in one.book.courses(one.connection, one.at) if course.id == seat["course"]]
    if not found:
        raise InputError("exchange_unknown", kind="course", id=seat["course"])
    return found[0]


def _plan(one: Writes) -> tuple[Facts, Query | None] | None:
    query = still_open(one)
    if query is None:
        return None
    seat = _seat(one, query.about)
    wanted = _json.loads(_json.dumps(one.facts["courses"]))
    courses = {course.id: course for course in one.book.courses(one.connection, one.at)}
    names = [_named(courses[name], one.language) for name in wanted if name in courses]
    row = one.connection.execute(select(tables.VACANCIES.c.document).where(tables.VACANCIES.c.id == seat["vacancy"]))
    document = _json.loads_object((row.scalar() or "{}").encode())
    title = document.get("title", seat["vacancy"])
    shown = title.get(one.language) or next(iter(title.values())) if isinstance(title, dict) else str(title)
    return {"title": shown, "lines": "; ".join(names), "price": str(one.facts["price"])}, query


def _named(course: Course, language: str) -> str:
    name = course.name.text(language) or course.name.text() or course.id
    college = course.college.name.text(language) or course.college.name.text() or course.college.id
    return f"{name} ({college}), {course.price} {course.currency}"


def _about_seat(one: Writes) -> tuple[Facts, Query | None] | None:
    """Say to the college who asks for a seat, or has one; both were agreed to by whoever asked."""
    query = still_open(one)
    if query is None:
        return None
    seat = _seat(one, query.about)
    course = _course_of(one, seat)
    who = one.book.applicants(one.connection, seat["applicant"]).get(seat["applicant"])
    if who is None or who.id not in one.book.agreed(one.connection, one.at, who.id):
        return None
    confirmed = one.book.confirmed(one.connection).get(who.id, ())
    name = course.name.text(one.language) or course.name.text() or course.id
    reach = {"contact": who.name or who.id, "email": confirmed[0].value if confirmed else "", "phone": who.phone or ""}
    return {"title": name, "lines": seat["starts"] or "", **reach}, query


def _answered(one: Writes) -> tuple[Facts, Query | None] | None:
    seat = _seat(one, str(one.facts["seat"]))
    course = _course_of(one, seat)
    lang = one.lang
    college = course.college.name.text(lang) or course.college.id
    name = course.name.text(lang) or course.id
    return {"title": name, "party": college, "reason": texts.message(str(one.facts["why"]), lang)}, None


SAYS: Final[Mapping[Tells, Say]] = {
    Tells.PLAN: _plan,
    Tells.SEAT: _about_seat,
    Tells.SEAT_ANSWER: _answered,
    Tells.ENROLLED: _about_seat,
}
EFFECTS: Final[Mapping[Asked, Effect]] = {Asked.COURSE: _course, Asked.SEAT: _seat_answer, Asked.DONE: _done}
