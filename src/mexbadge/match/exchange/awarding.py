"""A course was completed: its badge is awaited, or issued by whoever is handed in for that, and comes in as any other.

The exchange issues nothing itself. What issues is a function: it is told who completed what, and gives back the badge,
the same one however often it is asked (``seat`` is the reference under which it stands with its issuer). What was
issued is verified before it counts; where that cannot be decided yet, since the college has not published it, the next
run asks again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge.badge import Person
from mexbadge.errors import MexBadgeError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import address_key
from mexbadge.match.exchange.receiving import BadgeOwner, TakingIn, keep_new
from mexbadge.match.exchange.running import Decision
from mexbadge.match.exchange.states import SeatState
from mexbadge.models.identity import Identity
from mexbadge.skills import reports_within
from mexbadge.verify import Verdict
from mexbadge.verify.keeping import KeptReport

__all__ = ["Award", "Completed", "award_completed"]

_LOCK = "exchange-award"


@dataclass(frozen=True, slots=True)
class Completed:
    """Somebody completed a course: ``achievement`` is the id of what it awards, ``issuer`` the id in its badges."""

    seat: str
    course: str
    achievement: str
    college: str
    issuer: str
    address: str
    name: str | None
    language: str


Award: TypeAlias = Callable[[Completed], "bytes | None"]
"""Issues a badge and returns it as a credential or a picture; ``None`` where it is for somebody else to issue."""


def award_completed(intake: TakingIn, award: Award) -> Iterator[Decision]:
    """Have the badge of each completed course issued once, and take it in; yield what came of each.

    Only whoever confirmed an address and agrees has one issued so; a badge that came in by itself is not issued again.
    """
    with intake.book.database.only(_LOCK) as mine:
        if not mine:
            return
        with intake.book.read() as connection:
            waiting = list(_completed(intake, connection))
        for one in waiting:
            try:
                yield from _awarded(intake, award, one)
            except MexBadgeError as error:
                yield Decision("failed", one.seat, {"code": error.code})


def _completed(intake: TakingIn, connection: Connection) -> Iterator[Completed]:
    at, book, seats = intake.clock(), intake.book, tables.SEATS
    done = {(event.subject, event.facts.get("achievement")) for event in book.events(connection, kinds=["awarded"])}
    courses = {course.id: course for course in book.courses(connection, at)}
    colleges, confirmed, agreed = book.colleges(connection), book.confirmed(connection), book.agreed(connection, at)
    wanted = seats.c.state == SeatState.COMPLETED.value
    for row in connection.execute(select(seats).where(wanted).order_by(seats.c.since, seats.c.id)).all():
        course = courses.get(row.course)
        if course is None or not course.awards or not course.college.approved:
            continue
        if row.applicant not in agreed or row.applicant not in confirmed:
            continue
        who = book.applicants(connection, row.applicant)[row.applicant]
        address = confirmed[row.applicant][0].value
        has = _achievements(connection, row.applicant)
        for achievement in course.awards:
            if achievement not in has and (row.id, achievement) not in done:
                college = colleges[course.college.id]
                about = (college.id, college.issuer, address, who.name, who.language)
                yield Completed(row.id, course.id, achievement, *about)


def _achievements(connection: Connection, applicant: str) -> frozenset[str]:
    """Return the ids of the achievements of somebody's badges that are here."""
    table = tables.BADGES
    rows = connection.execute(select(table.c.report).where(table.c.applicant == applicant)).scalars().all()
    reports = [KeptReport.read(bytes(row)).report for row in rows]
    found = [one.badge for report in reports for one in reports_within(report)]
    return frozenset(badge.achievement_id for badge in found if badge is not None and badge.achievement_id is not None)


def _awarded(intake: TakingIn, award: Award, one: Completed) -> Iterator[Decision]:
    content = award(one)
    if content is None:
        return
    at = intake.clock()
    report = intake.verifier.verify(content, at=at, name=one.achievement)
    badges = [each.badge for each in reports_within(report)]
    person = Person.of(Identity.parse(one.address))
    if report.verdict is Verdict.UNKNOWN:
        yield Decision("award-later", one.seat, {"achievement": one.achievement})
        return
    ours = all(badge is not None and badge.issuer_id == one.issuer and person.matches(badge) for badge in badges)
    if not report or not badges or not ours:
        yield Decision("failed", one.seat, {"code": "exchange_awarded_wrong"})
        return
    with intake.book.transaction() as connection:
        table = tables.SEATS
        who = connection.execute(select(table.c.applicant).where(table.c.id == one.seat)).scalar()
        if who is None or intake.book.owner_of(connection, one.address) != who:
            return
        keep_new(intake, connection, report, content, BadgeOwner(who, address_key(one.address)))
        facts = {"course": one.course, "achievement": one.achievement}
        intake.book.note(connection, "awarded", one.seat, facts, at=at)
    yield Decision("awarded", one.seat, facts)
