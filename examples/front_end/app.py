"""The service: people bring badges, employers bring vacancies, and each gets an answer that explains itself."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import FastAPI, Header, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import Engine

from front_end.tables import Tables
from mexbadge.badge import Person
from mexbadge.errors import MexBadgeError
from mexbadge.fetch import Fetch
from mexbadge.match import (
    Applicant,
    Match,
    MatchPolicy,
    Reading,
    Vacancy,
    assess,
    explain,
    match_json,
    plan_for,
    rank,
    read_profile,
)
from mexbadge.plan import Aim, Catalogue, plan_json, plan_lines
from mexbadge.skills import SkillProfile, Taxonomy
from mexbadge.skills import Tables as SkillTables
from mexbadge.texts import Lang
from mexbadge.verify import Report, Verdict, Verifier

BADGE_BYTES = 5 * 1024 * 1024
VACANCY_BYTES = 256 * 1024
Language = Annotated[str, Header(alias="accept-language")]


class Newcomer(BaseModel):
    """Who somebody is: the identity that their badges were issued to."""

    identity: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """What everything here is decided with; clock, network and trust come from outside."""

    tables: Tables
    fetch: Fetch | None
    accepts: Callable[[str], bool]
    taxonomy: Taxonomy
    catalogue: Catalogue
    now: Callable[[], datetime]

    @property
    def reading(self) -> Reading:
        """How badges are read: verified, of issuers that count, with what the catalogue's courses certify."""
        certified = SkillTables(certifies=self.catalogue.certifies())
        return Reading(self.taxonomy, certified, accepts=self.accepts, fetch=self.fetch)

    def applicant(self, person: str) -> Applicant:
        """Return somebody as an applicant; 404 for a stranger."""
        identity = self.tables.identity(person)
        if identity is None:
            raise HTTPException(404, f"nobody is known as {person}")
        return Applicant(id=person, person=Person.of(identity))

    def vacancy(self, name: str) -> Vacancy:
        """Return a vacancy; 404 for one that was not brought."""
        content = self.tables.vacancy(name)
        if content is None:
            raise HTTPException(404, f"there is no vacancy {name}")
        return Vacancy.parse(json.loads(content), taxonomy=self.taxonomy)

    def profile(self, who: Applicant) -> SkillProfile:
        """Verify somebody's badges again, for a status may have changed, and read them."""
        return read_profile(self.tables.badges(who.id), applicant=who, reading=self.reading, at=self.now())

    def match(self, who: Applicant, vacancy: Vacancy) -> Match:
        """Compare one person with one vacancy."""
        return assess(
            self.profile(who),
            vacancy,
            at=self.now(),
            applicant=who,
            taxonomy=self.taxonomy,
            policy=MatchPolicy(),
            accepts=self.accepts,
        )


def create_app(
    engine: Engine,
    *,
    accepts: Callable[[str], bool],
    taxonomy: Taxonomy,
    catalogue: Catalogue,
    now: Callable[[], datetime],
    fetch: Fetch | None = None,
) -> FastAPI:
    """Make the service over ``engine``. ``accepts`` says whose badges count; ``fetch=None`` is the guarded network."""
    exchange = Exchange(Tables(engine), fetch, accepts, taxonomy, catalogue, now)
    app = FastAPI(title="An example of a front end")
    app.add_exception_handler(MexBadgeError, _refusal)
    _people(app, exchange)
    _vacancies(app, exchange)
    return app


def _people(app: FastAPI, exchange: Exchange) -> None:
    @app.put("/people/{person}")
    def keep(person: str, newcomer: Newcomer) -> dict[str, str]:
        Person.of(newcomer.identity)
        exchange.tables.keep_person(person, newcomer.identity)
        return {"id": person}

    @app.delete("/people/{person}")
    def forget(person: str) -> Response:
        return Response(status_code=204 if exchange.tables.forget(person) else 404)

    @app.post("/people/{person}/badges")
    async def upload(person: str, request: Request, language: Language = "en") -> JSONResponse:
        content = await _body(request, BADGE_BYTES)
        return await run_in_threadpool(_badge, exchange, person, content, lang_of(language))

    @app.get("/people/{person}/plan")
    def plan(person: str, vacancy: str, aim: Aim = Aim.COST, language: Language = "en") -> dict[str, Any]:
        lang = lang_of(language)
        result = exchange.match(exchange.applicant(person), exchange.vacancy(vacancy))
        tomorrow = exchange.now().date() + timedelta(days=1)
        found = plan_for(result, exchange.catalogue.courses, aim=aim, start=tomorrow)
        lines = plan_lines(found, lang, label=lambda uri: exchange.taxonomy.label(uri, lang))
        return {"eligible": result.eligible, "plan": plan_json(found), "lines": list(lines)}


def _vacancies(app: FastAPI, exchange: Exchange) -> None:
    @app.post("/vacancies")
    async def keep(request: Request, language: Language = "en") -> dict[str, Any]:
        content = await _body(request, VACANCY_BYTES)
        vacancy = _read(content, exchange.taxonomy)
        await run_in_threadpool(exchange.tables.keep_vacancy, vacancy.id, json.dumps(vacancy.to_json()))
        remarks = [remark.message(lang_of(language)) for remark in vacancy.lint("CA-ON")]
        return {"id": vacancy.id, "remarks": remarks}

    @app.get("/vacancies/{vacancy}/ranking")
    def ranking(vacancy: str, language: Language = "en") -> list[dict[str, Any]]:
        lang, post = lang_of(language), exchange.vacancy(vacancy)
        matches = rank(exchange.match(exchange.applicant(person), post) for person, _ in exchange.tables.people())
        return [{**match_json(one, lang), "explanation": list(explain(one, lang))} for one in matches]


def _read(content: bytes, taxonomy: Taxonomy) -> Vacancy:
    """Read a vacancy; whatever is wrong with it is an error of mexbadge with every problem."""
    try:
        table = json.loads(content)
    except (ValueError, RecursionError):
        raise HTTPException(422, "the body is not JSON") from None
    if not isinstance(table, dict):
        raise HTTPException(422, "a vacancy is an object")
    return Vacancy.parse(table, taxonomy=taxonomy)


def _badge(exchange: Exchange, person: str, content: bytes, lang: Lang) -> JSONResponse:
    """Verify a badge for its owner and keep it if it is good; say why if it is not."""
    who = exchange.applicant(person)
    (identity,) = who.person.identities
    report = Verifier(fetch=exchange.fetch).verify(content, recipient=identity, at=exchange.now())
    trusted = report.badge is not None and exchange.accepts(report.badge.issuer_id or "")
    answer = _answer(report, lang, trusted=trusted)
    if report.verdict not in {Verdict.VALID, Verdict.WARNING} or not trusted:
        return JSONResponse(answer, 422)
    new = exchange.tables.keep_badge(person, report.digest or "", content)
    profile = read_profile([report], applicant=who, reading=exchange.reading, at=exchange.now())
    answer["skills"] = [exchange.taxonomy.label(skill, lang) for skill in sorted(profile.skills)]
    return JSONResponse(answer, 201 if new else 200)


def _answer(report: Report, lang: Lang, *, trusted: bool) -> dict[str, Any]:
    reasons = [{"code": str(one.code), "message": one.message(lang)} for one in report.reasons()]
    name = None if report.badge is None else report.badge.name
    return {"verdict": report.verdict.value, "name": name, "issuerAccepted": trusted, "reasons": reasons}


async def _body(request: Request, most: int) -> bytes:
    """Read what was sent, and stop as soon as it is too much."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise HTTPException(413, f"at most {most} bytes")
    return bytes(content)


def lang_of(header: str) -> Lang:
    """Return the language in which somebody wants to be answered."""
    return "fr" if header.strip().lower().startswith("fr") else "en"


async def _refusal(request: Request, error: Exception) -> JSONResponse:
    """Turn an error of mexbadge into an answer with every problem, its place and what to do next."""
    assert isinstance(error, MexBadgeError)  # noqa: S101 - registered for these alone
    lang = lang_of(request.headers.get("accept-language", "en"))
    problems = [
        {"code": one.code, "message": one.message(lang), "hint": one.hint(lang), "where": one.where}
        for one in error.all_problems
    ]
    return JSONResponse({"problems": problems}, 422, media_type="application/problem+json")
