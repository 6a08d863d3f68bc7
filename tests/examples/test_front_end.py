"""The example front end: a service over its own tables that checks, matches and plans, and is never fooled."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from front_end.app import BADGE_BYTES, create_app
from sqlalchemy import create_engine

from issuing import AISHA, BEN, DEMENTIA
from mexbadge.bake import bake, unbake
from mexbadge.fetch import Request, ResourceSet, Response
from mexbadge.issuer import Achievement, Issuer
from mexbadge.models.language import Words
from mexbadge.plan import Catalogue
from mexbadge.skills import Skill, Taxonomy

URL = "https://badges.college.ca"
DEMENTIA_SKILL, AID_SKILL = "https://skills.ca/dementia", "https://skills.ca/aid"
TAXONOMY = Taxonomy.of(
    [
        Skill(DEMENTIA_SKILL, Words.of({"en": "Dementia care", "fr": "Soins en démence"})),
        Skill(AID_SKILL, Words.of({"en": "First aid", "fr": "Premiers soins"})),
    ]
)
CATALOGUE = Catalogue.parse(
    {
        "colleges": [{"id": "did:web:badges.college.ca", "name": "College", "approved": True}],
        "courses": [
            {"id": "aid", "name": "Aid", "college": "did:web:badges.college.ca", "teaches": [AID_SKILL], "cost": 90}
        ],
    }
)
NOW = datetime.now(UTC)


def alignment(url: str) -> dict[str, Any]:
    return {"alignment": [{"type": ["Alignment"], "targetName": "skill", "targetUrl": url}]}


def vacancy(**more: Any) -> dict[str, Any]:
    asked = [{"id": "dementia", "skill": DEMENTIA_SKILL}, {"id": "aid", "skill": AID_SKILL}]
    return {"id": "psw", "title": {"en": "Support worker", "fr": "Préposée"}, "requirements": asked, **more}


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    made = Issuer.create(tmp_path / "badges", name="Example College", url=URL)
    for slug, skill in (("dementia-care", DEMENTIA_SKILL), ("first-aid", AID_SKILL)):
        made.add(Achievement(slug, DEMENTIA.description, DEMENTIA.criteria, slug=slug, members=alignment(skill)))
    return made


def badge(issuer: Issuer, slug: str, to: str) -> bytes:
    content = (issuer.files / str(Path(str(issuer.issue(slug, to=to).file)).name)).read_bytes()
    issuer.write_hosted()
    return content


@pytest.fixture
def site(issuer: Issuer) -> Iterator[TestClient]:
    def hosted(request: Request) -> Response:
        return ResourceSet.load(issuer.folder / "hosted")(request)

    app = create_app(
        create_engine(f"sqlite:///{issuer.folder}/front.db"),
        accepts={"did:web:badges.college.ca"}.__contains__,
        taxonomy=TAXONOMY,
        catalogue=CATALOGUE,
        now=lambda: datetime.now(UTC),
        fetch=hosted,
    )
    with TestClient(app) as client:
        for name, identity in (("aisha", AISHA), ("ben", BEN)):
            assert client.put(f"/people/{name}", json={"identity": identity}).status_code == 200
        yield client


Bring = Callable[[str, bytes], Any]


def bring(site: TestClient, who: str, content: bytes, lang: str = "en") -> tuple[int, dict[str, Any]]:
    answer = site.post(f"/people/{who}/badges", content=content, headers={"accept-language": lang})
    return answer.status_code, answer.json()


def test_a_good_badge_is_kept_and_says_what_it_shows(site: TestClient, issuer: Issuer) -> None:
    content = badge(issuer, "dementia-care", AISHA)
    code, answer = bring(site, "aisha", content)
    assert (code, answer["verdict"], answer["skills"]) == (201, "valid", ["Dementia care"])
    code, answer = bring(site, "aisha", content, "fr-CA")
    assert (code, answer["skills"]) == (200, ["Soins en démence"]), "brought twice, kept once"


def test_what_is_not_good_is_kept_out_and_told_why(site: TestClient, issuer: Issuer, tmp_path: Path) -> None:
    content = badge(issuer, "dementia-care", AISHA)
    altered = bake(issuer.image(issuer.achievement("dementia-care")), unbake(content).replace(b"dementia", b"demontia"))
    stranger = Issuer.create(tmp_path / "stranger", name="Stranger", url="https://stranger.ca")
    stranger.add(Achievement("aid", DEMENTIA.description, DEMENTIA.criteria, slug="aid", members=alignment(AID_SKILL)))
    foreign = badge(stranger, "aid", AISHA)
    for who, body, verdict in (
        ("ben", content, "invalid"),
        ("aisha", altered, "invalid"),
        ("aisha", b"not a picture", "invalid"),
        ("aisha", b"", "invalid"),
        ("aisha", foreign, "unknown"),
    ):
        code, answer = bring(site, who, body)
        assert (code, answer["verdict"]) == (422, verdict)
        assert answer["reasons"]
    assert site.post("/vacancies", json=vacancy()).status_code == 200
    assert [one["score"] for one in site.get("/vacancies/psw/ranking").json()] == [0, 0]


def test_everybody_is_ranked_and_explained_and_the_next_gets_a_plan(site: TestClient, issuer: Issuer) -> None:
    bring(site, "aisha", badge(issuer, "dementia-care", AISHA))
    bring(site, "aisha", badge(issuer, "first-aid", AISHA))
    bring(site, "ben", badge(issuer, "dementia-care", BEN))
    answer = site.post("/vacancies", json=vacancy(employees=100), headers={"accept-language": "fr"}).json()
    assert answer["id"] == "psw"
    assert answer["remarks"]
    first, second = site.get("/vacancies/psw/ranking").json()
    assert (first["applicant"], first["eligible"], first["score"]) == ("aisha", True, 1)
    assert (second["applicant"], second["gaps"]) == ("ben", ["aid"])
    assert "Support worker: 1 of 2 required skills" in second["explanation"][0]
    french = site.get("/vacancies/psw/ranking", headers={"accept-language": "fr"}).json()
    assert "Préposée" in french[0]["explanation"][0]
    plan = site.get("/people/ben/plan", params={"vacancy": "psw"}).json()
    assert [step["course"] for step in plan["plan"]["steps"]] == ["aid"]
    assert site.get("/people/aisha/plan", params={"vacancy": "psw"}).json()["eligible"]


def test_a_badge_that_is_revoked_later_counts_no_more(site: TestClient, issuer: Issuer) -> None:
    bring(site, "aisha", badge(issuer, "dementia-care", AISHA))
    site.post("/vacancies", json=vacancy())
    assert site.get("/vacancies/psw/ranking").json()[0]["covered"] == 1
    (record,) = issuer.list()
    issuer.revoke(record.id, reason_en="error", reason_fr="erreur")
    issuer.write_hosted()
    ranked = site.get("/vacancies/psw/ranking").json()
    assert [one["covered"] for one in ranked] == [0, 0]
    assert ranked[0]["requirements"][0]["status"] == "unverified"


def test_where_nobody_teaches_it_the_plan_says_so(site: TestClient) -> None:
    site.post("/vacancies", json=vacancy())
    plan = site.get("/people/ben/plan", params={"vacancy": "psw"}).json()
    assert not plan["plan"]["feasible"]
    assert any("Dementia care" in line for line in plan["lines"])


def test_wrong_vacancies_are_refused_with_every_problem(site: TestClient) -> None:
    twice = [{"id": "a", "skill": "https://skills.ca/ghost"}, {"id": "a", "skill": DEMENTIA_SKILL}]
    answer = site.post("/vacancies", json=vacancy(requirements=twice, pay={"least": 3, "most": 2}))
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert {one["where"] for one in answer.json()["problems"]} >= {"/requirements/0", "/requirements/1/id", "/pay"}
    for body in (b"", b"{", b"[]", b"[" * 100_000):
        assert site.post("/vacancies", content=body).status_code == 422
    assert site.get("/vacancies/psw/ranking").status_code == 404


def test_strangers_and_too_much_are_refused(site: TestClient, issuer: Issuer) -> None:
    site.post("/vacancies", json=vacancy())
    assert site.get("/people/nobody/plan", params={"vacancy": "psw"}).status_code == 404
    assert site.get("/people/ben/plan", params={"vacancy": "none"}).status_code == 404
    assert site.get("/people/ben/plan").status_code == 422
    assert bring(site, "nobody", badge(issuer, "first-aid", AISHA))[0] == 404
    assert site.post("/people/ben/badges", content=bytes(BADGE_BYTES + 1)).status_code == 413
    assert site.put("/people/ben", json={"identity": "  "}).status_code == 422
    assert site.put("/people/ben", content=b"{").status_code == 422


def test_somebody_can_be_forgotten(site: TestClient, issuer: Issuer) -> None:
    bring(site, "aisha", badge(issuer, "dementia-care", AISHA))
    assert site.delete("/people/aisha").status_code == 204
    assert site.delete("/people/aisha").status_code == 404
    site.post("/vacancies", content=json.dumps(vacancy()).encode())
    assert [one["applicant"] for one in site.get("/vacancies/psw/ranking").json()] == ["ben"]
