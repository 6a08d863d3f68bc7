"""What follows of answers to an offer, and what the letters about a match say.

Nobody's name goes to the other side before both said yes: until then a letter knows the vacancy, or the skills.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from mexbadge import _json, texts
from mexbadge.errors import InputError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.answering import Effect
from mexbadge.match.exchange.composing import Facts, Say, Writes
from mexbadge.match.exchange.hires import begin_hire
from mexbadge.match.exchange.matches import (
    LIVE,
    MatchKept,
    close_questions,
    end_match,
    live_matches,
    match_named,
    move_match,
)
from mexbadge.match.exchange.questions import Asked, Party, Query
from mexbadge.match.exchange.saying import still_open
from mexbadge.match.exchange.states import ApplicantState, MatchState, VacancyState
from mexbadge.match.exchange.telling import Tells
from mexbadge.match.exchange.within import Within
from mexbadge.match.keeping import read_kept_match
from mexbadge.match.vacancy import Vacancy

__all__ = ["EFFECTS", "SAYS"]

_HIRED_DAYS: Final = 90


def _offer(one: Within, query: Query, given: str, channel: str) -> None:
    """Take the answer of one side to an offer: a no ends the match, a second yes makes it accepted."""
    del channel
    match = match_named(one.connection, query.about)
    column = "employer_said" if query.party is Party.EMPLOYER else "applicant_said"
    same = tables.MATCHES.c.id == match.id
    one.connection.execute(update(tables.MATCHES).where(same).values(**{column: given}))
    if given != "yes":
        _refused(one, match, query.party, given)
        return
    other = match.applicant_said if query.party is Party.EMPLOYER else match.employer_said
    if other == "yes":
        _accepted(one, match)


def _refused(one: Within, match: MatchKept, party: Party, given: str) -> None:
    """End a match that one side does not want; ``gone`` says that there is nothing more to want."""
    why = f"exchange_why_no_{party.value}"
    end_match(one, match, MatchState.DECLINED, why)
    if given == "gone" and party is Party.EMPLOYER:
        one.book.move_vacancy(one.connection, match.vacancy, VacancyState.WITHDRAWN, at=one.at)
        for other in live_matches(one.connection, vacancy=match.vacancy):
            if other.state is not MatchState.FILLED:
                gone = "exchange_why_withdrawn"
                end_match(one, other, MatchState.WITHDRAWN, gone)
    if given == "gone" and party is Party.APPLICANT:
        one.book.move_applicant(one.connection, match.applicant, ApplicantState.PLACED, at=one.at)


def _accepted(one: Within, match: MatchKept) -> None:
    """Both said yes: each hears whom to reach, and the employer is asked how it ends."""
    move_match(one, match, MatchState.ACCEPTED, "exchange_why_both")
    employer, seats = _post(one.connection, match.vacancy)
    live = live_matches(one.connection, vacancy=match.vacancy)
    if sum(other.state is not MatchState.NOTIFIED for other in live) >= seats:
        one.book.move_vacancy(one.connection, match.vacancy, VacancyState.ACCEPTED, at=one.at)
    query = one.ask(Asked.HIRED, match.id, Party.EMPLOYER, employer, days=_HIRED_DAYS)
    facts = {"match": match.id}
    one.tell(Tells.CONTACT_EMPLOYER, Party.EMPLOYER, employer, {**facts, "question": query.id})
    one.tell(Tells.CONTACT_APPLICANT, Party.APPLICANT, match.applicant, facts)


def _hired(one: Within, query: Query, given: str, channel: str) -> None:
    """Take how the employer says it ended: the place is filled and counts, or is free again."""
    match = match_named(one.connection, query.about)
    if given != "yes":
        why = "exchange_why_not_hired"
        end_match(one, match, MatchState.DECLINED, why)
        return
    move_match(one, match, MatchState.FILLED, "exchange_why_hired")
    begin_hire(one, match, channel)
    one.book.move_applicant(one.connection, match.applicant, ApplicantState.PLACED, at=one.at)
    _, seats = _post(one.connection, match.vacancy)
    filled = sum(other.state is MatchState.FILLED for other in live_matches(one.connection, vacancy=match.vacancy))
    if filled >= seats:
        one.book.move_vacancy(one.connection, match.vacancy, VacancyState.FILLED, at=one.at)
    close_questions(one.connection, match.id, at=one.at)


def _post(connection: Connection, vacancy: str) -> tuple[str, int]:
    """Return the employer of a vacancy, and how many places it has."""
    row = connection.execute(select(tables.VACANCIES).where(tables.VACANCIES.c.id == vacancy)).first()
    if row is None:
        raise InputError("exchange_unknown", kind="vacancy", id=vacancy)
    seats = _json.loads_object(row.document.encode()).get("seats", 1)
    return row.employer, seats


def _title(one: Writes, match: MatchKept) -> Facts:
    """Return what every letter about a match says: which vacancy it is."""
    row = one.connection.execute(select(tables.VACANCIES).where(tables.VACANCIES.c.id == match.vacancy)).first()
    if row is None:
        return {"title": match.vacancy, "number": match.id}
    vacancy = Vacancy.parse(_json.loads_object(row.document.encode()))
    employer = one.book.employers(one.connection, row.employer).get(row.employer)
    title = vacancy.title.text(one.language) or vacancy.title.text() or vacancy.id
    return {"title": title, "number": match.id, "party": employer.name if employer else row.employer}


def _lines(one: Writes, match: MatchKept) -> str:
    """Return what is asked and shown by verified badges; nobody's name is in it."""
    row = one.connection.execute(select(tables.MATCHES.c.result).where(tables.MATCHES.c.id == match.id)).scalar()
    post = one.connection.execute(select(tables.VACANCIES).where(tables.VACANCIES.c.id == match.vacancy)).first()
    if row is None or post is None:
        return ""
    vacancy = Vacancy.parse(_json.loads_object(post.document.encode()))
    labels = {asked.id: asked.label.text(one.language) for asked in vacancy.requirements}
    met = [fit for fit in read_kept_match(bytes(row))["requirements"] if fit["status"] == "met"]
    names = ", ".join(labels.get(fit["id"]) or str(fit["name"]) for fit in met)
    return texts.message("exchange_line_met", one.lang, names=names)


def _offered(one: Writes) -> tuple[Facts, Query | None] | None:
    query = still_open(one)
    if query is None:
        return None
    match = match_named(one.connection, query.about)
    if match.state is not MatchState.NOTIFIED:
        return None
    return {**_title(one, match), "lines": _lines(one, match)}, query


def _contact_employer(one: Writes) -> tuple[Facts, Query | None] | None:
    query = still_open(one)
    match = match_named(one.connection, str(one.facts["match"]))
    if query is None or match.state is not MatchState.ACCEPTED:
        return None
    who = one.book.applicants(one.connection, match.applicant).get(match.applicant)
    if who is None or who.id not in one.book.agreed(one.connection, one.at, who.id):
        return None
    confirmed = one.book.confirmed(one.connection).get(match.applicant, ())
    email = confirmed[0].value if confirmed else ""
    return {**_title(one, match), "contact": who.name or who.id, "email": email, "phone": who.phone or ""}, query


def _contact_applicant(one: Writes) -> tuple[Facts, Query | None] | None:
    match = match_named(one.connection, str(one.facts["match"]))
    if match.state not in LIVE[1:]:
        return None
    name, _ = _post(one.connection, match.vacancy)
    employer = one.book.employers(one.connection, name).get(name)
    if employer is None:
        return None
    reach = {"contact": employer.contact or employer.name, "email": employer.email, "phone": employer.phone or ""}
    return {**_title(one, match), **reach}, None


def _ended(one: Writes) -> tuple[Facts, Query | None] | None:
    match = match_named(one.connection, str(one.facts["match"]))
    return {**_title(one, match), "reason": texts.message(str(one.facts["why"]), one.lang)}, None


SAYS: Final[Mapping[Tells, Say]] = {
    Tells.OFFER_APPLICANT: _offered,
    Tells.OFFER_EMPLOYER: _offered,
    Tells.CONTACT_EMPLOYER: _contact_employer,
    Tells.CONTACT_APPLICANT: _contact_applicant,
    Tells.ENDED: _ended,
}
EFFECTS: Final[Mapping[Asked, Effect]] = {Asked.OFFER: _offer, Asked.HIRED: _hired}
