"""The service: people bring badges, employers bring vacancies, and each gets an answer that explains itself."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine

from front_end.answers import HANDLERS, Own, Refusal, body, lang_asked, problem, read, said
from front_end.service import Brought, Service
from front_end.tables import Tables
from mexbadge.badge import Person
from mexbadge.fetch import Fetch
from mexbadge.match import explain, match_json
from mexbadge.plan import Aim, Catalogue, plan_json, plan_lines
from mexbadge.skills import Standing, Taxonomy
from mexbadge.texts import Lang, message

__all__ = ["BADGE_BYTES", "PERSON_BYTES", "VACANCY_BYTES", "create_app"]

BADGE_BYTES = 5 * 1024 * 1024
VACANCY_BYTES = 256 * 1024
PERSON_BYTES = 4 * 1024
PICTURES = frozenset({"", "image/png", "image/svg+xml", "application/octet-stream"})
BINARY = {"type": "string", "format": "binary"}
VISIBLE = r"^[^\x00-\x20\x7f]([^\x00-\x1f\x7f]{0,198}[^\x00-\x20\x7f])?$"

Asked = Annotated[Lang, Depends(lang_asked)]
PersonId = Annotated[str, Path(pattern=r"^[A-Za-z0-9._~-]{1,100}$")]
VacancyId = Annotated[str, Path(pattern=VISIBLE)]
VacancyAsked = Annotated[str, Query(alias="vacancy", pattern=VISIBLE)]


class Newcomer(BaseModel):
    """Who somebody is: the identity that their badges were issued to, and nothing else."""

    model_config = ConfigDict(extra="forbid")
    identity: str = Field(pattern=r"^[^\x00-\x1f\x7f]+$")


def create_app(
    engine: Engine,
    *,
    accepts: Callable[[str], bool],
    taxonomy: Taxonomy,
    catalogue: Catalogue,
    now: Callable[[], datetime],
    fetch: Fetch | None = None,
) -> FastAPI:
    """Make the service over ``engine``.

    ``accepts`` says by an issuer's id whether its badges count, ``taxonomy`` (empty: any) which skills vacancies may
    ask for, ``catalogue`` which courses there are, ``now`` what time it is (an aware ``datetime``); ``fetch`` is the
    network as a function, ``None`` for the guarded one.
    """
    service = Service(Tables(engine), fetch, accepts, taxonomy, catalogue, now)
    app = FastAPI(title="An example of a front end", exception_handlers=dict(HANDLERS))
    _people(app, service)
    _badges(app, service)
    _vacancies(app, service)
    return app


def _people(app: FastAPI, service: Service) -> None:
    @app.put("/people/{person}", openapi_extra=_takes("application/json", Newcomer.model_json_schema()))
    async def keep(person: PersonId, request: Request) -> dict[str, str]:
        newcomer = read(Newcomer, await body(request, PERSON_BYTES))
        Person.of(newcomer.identity)  # says what is wrong with one that is none
        await run_in_threadpool(service.tables.keep_person, person, newcomer.identity)
        return {"id": person}

    @app.get("/people/{person}")
    def show(person: PersonId) -> dict[str, Any]:
        identity = service.identity(person)
        kept = [
            {"sha256": badge.digest, "verdict": badge.verdict, "judged": badge.judged}
            for badge in service.tables.badges(person)
        ]
        return {"id": person, "identity": identity, "badges": kept}

    @app.delete("/people/{person}", status_code=204)
    def forget(person: PersonId) -> Response:
        if not service.tables.forget(person):
            raise Refusal(404, Own.of("person_unknown", name=person))
        return Response(status_code=204)

    @app.get("/people/{person}/plan")
    def plan(person: PersonId, vacancy: VacancyAsked, lang: Asked, aim: Aim = Aim.COST) -> dict[str, Any]:
        match, found = service.plan(person, vacancy, aim)
        lines = plan_lines(found, lang, label=lambda uri: service.label(uri, lang))
        return {"eligible": match.eligible, "plan": plan_json(found), "lines": list(lines)}


def _badges(app: FastAPI, service: Service) -> None:
    @app.post("/people/{person}/badges", status_code=201, openapi_extra=_takes("image/png", BINARY))
    async def bring(person: PersonId, request: Request, lang: Asked) -> JSONResponse:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in PICTURES:
            raise Refusal(415, Own.of("media_type", kind=kind))
        brought = await run_in_threadpool(service.bring, person, await body(request, BADGE_BYTES))
        return _refused(brought, lang) if not brought.holding.counts else _kept(brought, service, lang)


def _kept(brought: Brought, service: Service, lang: Lang) -> JSONResponse:
    """Answer that a badge was kept: what it is called, what to know of it, and the skills that it shows."""
    skills = [{"skill": skill, "name": service.label(skill, lang)} for skill in sorted(brought.profile.skills)]
    content = {**_judged(brought, lang), "reasons": said(brought.holding.report.reasons(), lang), "skills": skills}
    return JSONResponse(content, 201 if brought.new else 200, {"content-language": lang})


def _refused(brought: Brought, lang: Lang) -> JSONResponse:
    """Answer why a badge was kept out: how it stands, and the report's reasons, the gravest first."""
    report, standing = brought.holding.report, brought.holding.standing
    own: list[Own] = []
    if standing is Standing.UNTRUSTED and report.badge is not None:
        own.append(Own.of("issuer_not_accepted", issuer=report.badge.issuer_id))
    detail = message(f"match_says_standing_{standing.value}", lang)
    return problem(422, [*own, *report.reasons()], lang, detail=detail, **_judged(brought, lang))


def _judged(brought: Brought, lang: Lang) -> dict[str, Any]:
    report, badge = brought.holding.report, brought.holding.badge
    name = None if badge is None else badge.name_in(lang)
    return {"name": name, "verdict": report.verdict.value, "standing": brought.holding.standing.value}


def _vacancies(app: FastAPI, service: Service) -> None:
    @app.post("/vacancies", openapi_extra=_takes("application/json", {"type": "object"}))
    async def keep(request: Request, lang: Asked) -> dict[str, Any]:
        vacancy = await run_in_threadpool(service.read_vacancy, await body(request, VACANCY_BYTES))
        if re.fullmatch(VISIBLE, vacancy.id) is None:
            raise Refusal(422, Own.of("vacancy_id", "/id"))
        await run_in_threadpool(service.tables.keep_vacancy, vacancy.id, json.dumps(vacancy.to_json()))
        remarks = [
            {"code": remark.code, "message": remark.message(lang), "reminder": remark.reminder}
            for remark in vacancy.lint("CA-ON")
        ]
        return {"id": vacancy.id, "remarks": remarks}

    @app.get("/vacancies/{vacancy:path}/ranking")
    def ranking(vacancy: VacancyId, lang: Asked) -> list[dict[str, Any]]:
        return [{"match": match_json(one, lang), "lines": list(explain(one, lang))} for one in service.ranking(vacancy)]


def _takes(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Say in the service's description what the body of a call is."""
    return {"requestBody": {"required": True, "content": {kind: {"schema": schema}}}}
