"""Bringing in what was read of files: checked against itself and what is there, then written whole or not at all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.errors import InputError, Problem, SchemaError, Where
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook, address_key, text_of, with_college
from mexbadge.match.exchange.forms import AppliesAs, Employer, TrainingCollege
from mexbadge.match.exchange.matches import live_matches
from mexbadge.match.exchange.rows import BroughtIn, Source, at_place, read_batch
from mexbadge.match.exchange.states import ApplicantState, VacancyState, moved
from mexbadge.match.vacancy import Vacancy
from mexbadge.models.language import Words
from mexbadge.plan import Catalogue, College

__all__ = ["bring_in"]


def bring_in(book: ExchangeBook, files: Mapping[str, Iterable[Source]], *, at: datetime) -> dict[str, int]:
    """Read files and write what they hold; return of each kind how many rows are new or changed.

    One pass and one transaction: raises :class:`SchemaError` with everything that is wrong, each with its file and
    line, and then nothing was written. The same files once more change nothing.
    """
    batch = read_batch(files)
    problems = list(batch.problems)
    with book.transaction() as connection:
        problems += _against(book, connection, batch)
        if problems:
            raise SchemaError(problems)
        counts = _written(book, connection, batch, at)
        if counts:
            book.note(connection, "imported", "register", dict(counts), at=at)
    return dict(counts)


def _against(book: ExchangeBook, connection: Connection, batch: BroughtIn) -> Iterator[Problem]:
    """Yield what contradicts itself, or what is there."""
    for kind in ("employers", "colleges", "applicants", "vacancies", "courses"):
        yield from _twice(kind, getattr(batch, kind))
    people = {
        **book.readable(connection, tables.APPLICANTS, AppliesAs),
        **{one.id: one for _, one in batch.applicants},
    }
    colleges = {
        **book.readable(connection, tables.COLLEGES, TrainingCollege),
        **{one.id: one for _, one in batch.colleges},
    }
    yield from _vacancies(book, connection, batch)
    yield from _colleges(colleges, people, batch)
    yield from _people(people, _unread(connection, people), batch)


def _unread(connection: Connection, people: Mapping[str, AppliesAs | None]) -> dict[str, str]:
    """Return the addresses of those whose record is damaged: they stay theirs."""
    table = tables.ADDRESSES
    rows = connection.execute(select(table.c.identity, table.c.applicant))
    return {row.identity: row.applicant for row in rows if people.get(row.applicant, row) is None}


def _vacancies(book: ExchangeBook, connection: Connection, batch: BroughtIn) -> Iterator[Problem]:
    employers = _employers(book, connection, batch)
    known = {row.id: row for row in connection.execute(select(tables.VACANCIES))}
    for where, vacancy in batch.vacancies:
        if vacancy.employer not in employers:
            yield _problem(where, "exchange_employer_unknown", id=vacancy.id, employer=vacancy.employer or "-")
        if vacancy.id in known:
            employer = employers.get(vacancy.employer or "")
            if employer is not None and _is_others(connection, vacancy.id, employer):
                yield _problem(where, "exchange_employer_changed", id=vacancy.id, employer=employer)
            try:
                _asked(vacancy, known[vacancy.id].state, _before(known[vacancy.id].document))
            except InputError as error:
                yield at_place(where, error.problem)


def _is_others(connection: Connection, vacancy: str, employer: str) -> bool:
    """Return whether somebody is matched with a vacancy that another employer posted: what they agreed to is that."""
    table = tables.VACANCIES
    posted = connection.execute(select(table.c.employer).where(table.c.id == vacancy)).scalar()
    return posted != employer and bool(live_matches(connection, vacancy=vacancy))


def _employers(book: ExchangeBook, connection: Connection, batch: BroughtIn) -> dict[str, str]:
    """Return by id, and by name where only one has it, which employer is meant."""
    known = {**book.readable(connection, tables.EMPLOYERS, Employer), **{one.id: one for _, one in batch.employers}}
    names = Counter(one.name for one in known.values() if one is not None)
    called = {one.name: name for name, one in known.items() if one is not None and names[one.name] == 1}
    return {**called, **{name: name for name in known}}


def _colleges(
    colleges: Mapping[str, TrainingCollege | None], people: Mapping[str, AppliesAs | None], batch: BroughtIn
) -> Iterator[Problem]:
    for where, course in batch.courses:
        if course.college.id not in colleges:
            yield _problem(where, "exchange_college_unknown", id=course.id, college=course.college.id)
    for name, who in people.items():
        if who is not None and who.college is not None and who.college not in colleges:
            yield _problem(name, "exchange_college_unknown", id=name, college=who.college)
    issuers: dict[str, str] = {}
    for name, college in colleges.items():
        if college is None:
            continue
        other = issuers.setdefault(college.issuer, name)
        if other != name:
            yield _problem(name, "exchange_issuer_twice", issuer=college.issuer, first=other, second=name)


def _people(people: Mapping[str, AppliesAs | None], unread: Mapping[str, str], batch: BroughtIn) -> Iterator[Problem]:
    owners = dict(unread)
    for name, who in people.items():
        for address in () if who is None else who.addresses:
            other = owners.setdefault(address_key(address), name)
            if other != name:
                yield _problem(name, "exchange_address_taken", id=name, other=other)
    for where, consent in batch.consents:
        if consent.applicant not in people:
            yield _problem(where, "exchange_unknown", kind="applicant", id=consent.applicant)
        if consent.evidence is None:
            yield _problem(where, "exchange_evidence", id=consent.applicant)


def _problem(where: Where, code: str, **values: object) -> Problem:
    return at_place(where, Problem(code, None, values))


def _twice(kind: str, rows: Iterable[tuple[Where, Any]]) -> Iterator[Problem]:
    seen: dict[str, Where] = {}
    for where, one in rows:
        if one.id in seen:
            yield _problem(where, "exchange_twice", id=one.id, first=seen[one.id], kind=kind)
        seen.setdefault(one.id, where)


def _asked(vacancy: Vacancy, state: str, document: JsonObject | None) -> VacancyState:
    """Return how a vacancy is to stand: as it does, unless its document now says otherwise than before.

    That it is matched is for the exchange to say alone. One that was damaged is mended, and stands as it did.
    """
    now = VacancyState(state)
    if document is None:
        return now
    if vacancy.status in {document.get("status", "open"), VacancyState.MATCHED.value}:
        later = vacancy.to_json().get("openUntil") != document.get("openUntil")
        if now is VacancyState.EXPIRED and vacancy.status == VacancyState.OPEN.value and later:
            return VacancyState.OPEN
        return now
    return moved(now, VacancyState(vacancy.status), what=vacancy.id)


def _written(book: ExchangeBook, connection: Connection, batch: BroughtIn, at: datetime) -> Counter[str]:
    counts: Counter[str] = Counter()
    for _, employer in batch.employers:
        row = {"id": employer.id, "document": text_of(employer.to_json())}
        counts["employers"] += book.put(connection, tables.EMPLOYERS, row, at=at)
    for _, college in batch.colleges:
        row = {"id": college.id, "document": text_of(college.to_json())}
        counts["colleges"] += book.put(connection, tables.COLLEGES, row, at=at)
    for _, who in batch.applicants:
        row = {"id": who.id, "document": text_of(who.to_json()), "state": ApplicantState.SEEKING.value}
        counts["applicants"] += book.put(connection, tables.APPLICANTS, row, at=at)
        book.put_addresses(connection, who)
    employers = _employers(book, connection, batch)
    for _, vacancy in batch.vacancies:
        counts["vacancies"] += _vacancy(book, connection, vacancy, employers[vacancy.employer], at)
    for _, course in batch.courses:
        plain = College(
            course.college.id, Words.of(course.college.id), approved=False
        )  # who is approved stands elsewhere
        document = Catalogue((with_college(course, plain),), (plain,)).to_json()
        row = {"id": course.id, "college": course.college.id, "document": text_of(document)}
        counts["courses"] += book.put(connection, tables.COURSES, row, at=at)
    for _, consent in batch.consents:
        counts["consents"] += book.put_consent(connection, consent)
    return +counts


def _before(document: str) -> JsonObject | None:
    """Return the document of a vacancy as it is kept; ``None`` where that is damaged."""
    try:
        return _json.loads_object(document.encode("utf-8"))
    except InputError:
        return None


def _vacancy(book: ExchangeBook, connection: Connection, vacancy: Vacancy, employer: str, at: datetime) -> bool:
    known = connection.execute(select(tables.VACANCIES).where(tables.VACANCIES.c.id == vacancy.id)).first()
    if known is not None:
        before = _before(known.document)
        book.move_vacancy(connection, vacancy.id, _asked(vacancy, known.state, before), at=at)
    row = {"id": vacancy.id, "employer": employer, "document": text_of(vacancy.to_json())}
    state = VacancyState.OPEN.value if vacancy.status == VacancyState.MATCHED.value else vacancy.status
    return book.put(connection, tables.VACANCIES, {**row, "state": state}, at=at)
