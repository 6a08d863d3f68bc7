"""A college hands its students over: one file, signed by it, checked whole and then written whole or not at all.

Whoever is registered so is seen by nobody before they agreed themselves, at the address that their badges name: what
the college has of them is that they may be registered, with its evidence, and nothing else.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _json, _limits, _moments
from mexbadge.badge import Person
from mexbadge.dids import ControllerDocument, resolve
from mexbadge.errors import InputError, Problem, SchemaError
from mexbadge.fetch.types import Fetch
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import address_key, text_of
from mexbadge.match.exchange.forms import Agreement, AppliesAs, TrainingCollege
from mexbadge.match.exchange.people import was_forgotten
from mexbadge.match.exchange.questions import Asked
from mexbadge.match.exchange.receiving import BadgeOwner, TakingIn, confirm, keep_new, why_not
from mexbadge.match.exchange.states import ApplicantState, Purpose, SeatState, moved
from mexbadge.models.handover import SUITES, Enrolment, Handover, Student
from mexbadge.models.identity import Identity
from mexbadge.plan import Course
from mexbadge.proofs import ProofOutcome, verify_proof
from mexbadge.skills import reports_within
from mexbadge.verify import Report, Verdict

__all__ = ["HandedOver", "NotHandedOver", "take_over"]

_CLOCK: Final = timedelta(minutes=5)
_ENDS: Final = {"enrolled": SeatState.ENROLLED, "completed": SeatState.COMPLETED, "left": SeatState.DECLINED}


@dataclass(frozen=True, slots=True)
class NotHandedOver:
    """What did not come in, and why: a student by address, or one of their badges."""

    who: str
    why: Problem


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What came of a file: of which college, how much is new, and what was left out."""

    college: str
    counts: Counter[str] = field(default_factory=Counter)
    left: tuple[NotHandedOver, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class _Checked:
    """A student whose badges were verified: those that count, each with its report."""

    student: Student
    badges: tuple[tuple[bytes, Report], ...]


def take_over(intake: TakingIn, fetch: Fetch, data: bytes) -> HandedOver:
    """Read a college's file, and register its students with their badges and enrolments.

    The same file once more changes nothing. Raises :class:`InputError` for a file that is not an approved college's
    word: ``exchange_handover_college``, ``exchange_handover_signature``, ``exchange_handover_older``,
    ``exchange_handover_ahead``; :class:`SchemaError` with everything that is wrong in it. Then nothing was written.
    """
    at, digest = intake.clock(), sha256(data).hexdigest()
    document = _json.loads_object(data, max_bytes=_limits.BUNDLE_BYTES)
    handover = Handover.parse(document)
    with intake.book.read() as connection:
        college = _college(intake, connection, handover, at)
        courses = {one.id: one for one in intake.book.courses(connection, at) if one.college.id == college.id}
        before = _before(intake, connection, college)
    _signed(document, handover, fetch, at)
    if before is not None and before["digest"] == digest:
        return HandedOver(college.id, known=True)
    if handover.made > at + _CLOCK:
        raise InputError("exchange_handover_ahead", made=_moments.write(handover.made))
    if before is not None and _moments.write(handover.made) <= before["made"]:
        raise InputError("exchange_handover_older", made=_moments.write(handover.made), last=before["made"])
    problems, left, checked = list[Problem](), list[NotHandedOver](), list[_Checked]()
    for number, student in enumerate(handover.students):
        problems += _enrolments(f"/students/{number}", student, courses)
        badges = []
        for place, content in enumerate(student.credentials()):
            report = intake.verifier.verify(content, at=at, name=student.identity)
            wrong = _foreign(report, college, student)
            if wrong is not None:
                problems.append(Problem(wrong, f"/students/{number}/badges/{place}", {"id": student.identity}))
            elif report:
                badges.append((content, report))
            else:
                left.append(NotHandedOver(student.identity, why_not(report)))
        checked.append(_Checked(student, tuple(badges)))
    if problems:
        raise SchemaError(problems)
    with intake.book.transaction() as connection:
        if _before(intake, connection, college) != before:
            raise InputError("exchange_handover_older", made=_moments.write(handover.made), last="-")
        return _written(intake, connection, college, handover, (checked, left), digest)


def _college(intake: TakingIn, connection: Connection, handover: Handover, at: datetime) -> TrainingCollege:
    """Return the college whose file it is: approved today, and on the day when it was made."""
    found = [one for one in intake.book.colleges(connection).values() if one.issuer == handover.college]
    days = (at.date(), handover.made.astimezone(at.tzinfo).date())
    if not found or not all(found[0].approved(day) for day in days):
        raise InputError("exchange_handover_college", college=handover.college)
    return found[0]


def _signed(document: _json.JsonObject, handover: Handover, fetch: Fetch, at: datetime) -> None:
    """Raise unless every proof holds over all of the file at ``at``, and each was made by the college's own key."""
    proofs = document.get("proof")
    listed = proofs if isinstance(proofs, list) else [proofs]
    if not all(isinstance(one, dict) and one.get("cryptosuite") in SUITES for one in listed) or not listed:
        raise InputError("exchange_handover_signature", college=handover.college, reason="-")

    def resolved(name: str) -> ControllerDocument:
        return resolve(name, fetch=fetch)

    for result in verify_proof(document, resolve=resolved, at=at):
        if result.outcome is ProofOutcome.UNRESOLVED:
            raise InputError("exchange_handover_later", college=handover.college)
        if result.outcome is not ProofOutcome.GOOD or result.controller != handover.college:
            reason = result.problem.code if result.problem is not None else result.outcome.value
            raise InputError("exchange_handover_signature", college=handover.college, reason=reason)


def _enrolments(place: str, student: Student, courses: dict[str, Course]) -> Iterator[Problem]:
    for number, one in enumerate(student.enrolments):
        if one.course not in courses:
            where = f"{place}/enrolments/{number}"
            yield Problem("exchange_handover_course", where, {"course": one.course, "id": student.identity})


def _foreign(report: Report, college: TrainingCollege, student: Student) -> str | None:
    """Return why a badge makes the whole file wrong: another's badge, another person's, or not decided now."""
    badges = [one.badge for one in reports_within(report)]
    if report.verdict is Verdict.UNKNOWN:
        return "exchange_handover_undecided"
    if not badges or any(badge is None or badge.issuer_id != college.issuer for badge in badges):
        return "exchange_handover_issuer"
    person = Person.of(Identity.parse(student.address))
    if not all(badge is not None and person.matches(badge) for badge in badges):
        return "exchange_handover_person"
    return None


def _row(intake: TakingIn, college: TrainingCollege) -> str:
    return f"handover-{intake.book.keyed('handover', college.id)[:24]}"


def _before(intake: TakingIn, connection: Connection, college: TrainingCollege) -> dict[str, str] | None:
    """Return what is remembered of the college's last file."""
    table = tables.SETTINGS
    row = connection.execute(select(table.c.value).where(table.c.name == _row(intake, college))).scalar()
    return None if row is None else dict(_json.loads_object(row.encode()))


def _written(
    intake: TakingIn,
    connection: Connection,
    college: TrainingCollege,
    handover: Handover,
    read: tuple[list[_Checked], list[NotHandedOver]],
    digest: str,
) -> HandedOver:
    at, counts, (checked, left) = intake.clock(), Counter[str](), read
    for one in checked:
        address = address_key(one.student.address)
        if not one.student.permission.stands(at):
            left.append(NotHandedOver(one.student.identity, Problem("exchange_handover_permission")))
            continue
        if _said_no(intake, connection, one.student.address):
            left.append(NotHandedOver(one.student.identity, Problem("exchange_handover_no")))
            continue
        who = _registered(intake, connection, college, one.student, counts)
        consent = _consent(who, college, one.student)
        counts["consents"] += intake.book.put_consent(connection, consent)
        for content, report in one.badges:
            counts["badges"] += keep_new(intake, connection, report, content, BadgeOwner(who, address))
        for enrolment in one.student.enrolments:
            counts["enrolments"] += _seat(intake, connection, who, enrolment, at)
        confirm(intake.book, connection, who, address, at=at, days=intake.code_days)
    table, value = tables.SETTINGS, text_of({"made": _moments.write(handover.made), "digest": digest})
    same = table.c.name == _row(intake, college)
    if not connection.execute(update(table).where(same).values(value=value)).rowcount:
        connection.execute(insert(table), {"name": _row(intake, college), "value": value})
    facts = {**counts, "digest": digest, "left": len(left)}
    intake.book.note(connection, "handed-over", college.id, facts, at=at)
    return HandedOver(college.id, +counts, tuple(left))


def _said_no(intake: TakingIn, connection: Connection, email: str) -> bool:
    """Return whether whoever has an address said that it is not theirs, wants no more messages, or was forgotten."""
    asked, stops, address = tables.QUESTIONS, tables.STOPS, address_key(email)
    if intake.book.owner_of(connection, email) is None and was_forgotten(intake.book, connection, email):
        return True
    said = (asked.c.about == address) & (asked.c.kind == Asked.CONFIRM.value) & asked.c.answer.is_not(None)
    last = connection.execute(select(asked.c.answer).where(said).order_by(asked.c.answered.desc())).scalar()
    key = intake.book.keyed("stop", address)
    stopped = connection.execute(select(stops.c.at).where(stops.c.address == key)).first()
    return last == "no" or stopped is not None


def _registered(
    intake: TakingIn, connection: Connection, college: TrainingCollege, student: Student, counts: Counter[str]
) -> str:
    """Return whose address it is; who is not known yet is registered, through the college."""
    owner = intake.book.owner_of(connection, student.address)
    if owner is not None:
        return owner
    name = f"student-{intake.book.keyed('student', address_key(student.address))[:12]}"
    who = AppliesAs(
        id=name,
        document={"identities": [student.address]},
        language=student.language,
        name=student.name,
        phone=student.phone,
        college=college.id,
    )
    row = {"id": name, "document": text_of(who.to_json()), "state": ApplicantState.SEEKING.value}
    counts["applicants"] += intake.book.put(connection, tables.APPLICANTS, row, at=intake.clock())
    intake.book.put_addresses(connection, who)
    return name


def _consent(who: str, college: TrainingCollege, student: Student) -> Agreement:
    said = student.permission
    return Agreement(
        applicant=who,
        purpose=Purpose.REGISTRATION.value,
        wording=said.wording,
        language=student.language,
        channel=said.channel,
        given=said.given,
        until=said.until,
        evidence=f"{college.id}: {said.evidence}",
    )


def _seat(intake: TakingIn, connection: Connection, who: str, enrolment: Enrolment, at: datetime) -> bool:
    """Write an enrolment down, or how it ended; return whether anything changed."""
    table, moment, to = tables.SEATS, _moments.write(at), _ENDS[enrolment.state]
    starts = None if enrolment.starts is None else enrolment.starts.isoformat()
    mine = (table.c.applicant == who) & (table.c.course == enrolment.course)
    same = mine & (table.c.starts == starts if starts is not None else table.c.starts.is_(None))
    known = connection.execute(select(table).where(same).order_by(table.c.since.desc())).first()
    if known is not None:
        try:
            moved(SeatState(known.state), to, what=known.id)
        except InputError:  # it ended here already, or was only offered: what was said here stays
            return False
        if known.state == to.value:
            return False
        connection.execute(update(table).where(table.c.id == known.id).values(state=to.value, changed=moment))
        intake.book.note(connection, f"seat-{to.value}", known.id, {"from": known.state}, at=at)
    else:
        name = intake.book.free_name(connection, table, "enrolment", who, enrolment.course, starts or "-")
        row = {"id": name, "applicant": who, "vacancy": "", "course": enrolment.course, "starts": starts}
        row |= {"state": to.value, "since": moment, "changed": moment}
        connection.execute(insert(table), row)
        intake.book.note(connection, f"seat-{to.value}", name, {"from": "-"}, at=at)
    _training(intake, connection, who, at)
    return True


def _training(intake: TakingIn, connection: Connection, who: str, at: datetime) -> None:
    """Let somebody be in training while they are enrolled, and seek when they are not."""
    people, seats = tables.APPLICANTS, tables.SEATS
    state = connection.execute(select(people.c.state).where(people.c.id == who)).scalar()
    here = (seats.c.applicant == who) & (seats.c.state == SeatState.ENROLLED.value)
    enrolled = connection.execute(select(seats.c.id).where(here)).first() is not None
    if enrolled and state == ApplicantState.SEEKING.value:
        intake.book.move_applicant(connection, who, ApplicantState.TRAINING, at=at)
    elif not enrolled and state == ApplicantState.TRAINING.value:
        intake.book.move_applicant(connection, who, ApplicantState.SEEKING, at=at)
