"""The example front end: a service over its own tables that checks, matches and plans, and is never fooled."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from front_end.answers import SENTENCES, lang_of
from front_end.app import BADGE_BYTES, PERSON_BYTES, VACANCY_BYTES, create_app
from httpx2 import Response as Answer
from jsonschema import Draft202012Validator
from sqlalchemy import create_engine

from issuing import AISHA, BEN, DEMENTIA, Clock
from mexbadge.bake import bake, unbake
from mexbadge.errors import FetchError
from mexbadge.fetch import Request, ResourceSet, Response
from mexbadge.issuer import Achievement, Issuer
from mexbadge.match.explaining import match_schema
from mexbadge.models.language import Words
from mexbadge.plan import Catalogue
from mexbadge.skills import Skill, Taxonomy

PROGRAMME = Path(__file__).resolve().parents[2] / "examples/programme"
OURS, THEIRS = "https://badges.college.ca", "https://badges.stranger.ca"
DID = "did:web:badges.college.ca"
DEMENTIA_SKILL, AID_SKILL = "https://skills.ca/dementia", "https://skills.ca/aid"
TAXONOMY = Taxonomy.of(
    [
        Skill(DEMENTIA_SKILL, Words.of({"en": "Dementia care", "fr": "Soins en démence"})),
        Skill(AID_SKILL, Words.of({"en": "First aid", "fr": "Premiers soins"})),
    ]
)
CATALOGUE = Catalogue.parse(
    {
        "colleges": [
            {"id": DID, "name": "College", "approved": True},
            {"id": "did:web:cheap.ca", "name": "Cheap", "approved": False},
        ],
        "courses": [
            {"id": "aid", "name": "Aid", "college": DID, "teaches": [AID_SKILL], "cost": 90},
            {"id": "cheap", "name": "Cheap aid", "college": "did:web:cheap.ca", "teaches": [AID_SKILL], "cost": 1},
        ],
    }
)


def alignment(url: str) -> dict[str, Any]:
    return {"alignment": [{"type": ["Alignment"], "targetName": "skill", "targetUrl": url}]}


def vacancy(**more: Any) -> dict[str, Any]:
    asked = [{"id": "dementia", "skill": DEMENTIA_SKILL}, {"id": "aid", "skill": AID_SKILL}]
    return {"id": "psw", "title": {"en": "Support worker", "fr": "Préposée"}, "requirements": asked, **more}


@dataclass
class Net:
    """What two colleges host, with a count of what was asked, and a way to do something meanwhile."""

    issuers: dict[str, Issuer]
    asked: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def __call__(self, request: Request) -> Response:
        self.asked.append(request.url)
        self.meanwhile()
        issuer = next(one for url, one in self.issuers.items() if request.url.startswith(url))
        return ResourceSet.load(issuer.folder / "hosted")(request)


@dataclass
class Site:
    """The service on one database, with the clock, the network and the colleges that it is given."""

    net: Net
    clock: Clock
    database: Path
    taxonomy: Taxonomy = TAXONOMY
    catalogue: Catalogue = CATALOGUE

    def client(self, *, raises: bool = True) -> TestClient:
        app = create_app(
            create_engine(f"sqlite:///{self.database}"),
            accepts={DID}.__contains__,
            taxonomy=self.taxonomy,
            catalogue=self.catalogue,
            now=self.clock,
            fetch=self.net,
        )
        return TestClient(app, raise_server_exceptions=raises)

    def rows(self, table: str) -> list[Any]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(f"SELECT * FROM {table}").fetchall()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(tmp_path: Path, clock: Clock) -> Site:
    issuers = {}
    for url in (OURS, THEIRS):
        made = Issuer.create(tmp_path / url[8:], name="Example College", url=url, clock=clock)
        for slug, skill in (("dementia-care", DEMENTIA_SKILL), ("first-aid", AID_SKILL)):
            made.add(Achievement(slug, DEMENTIA.description, DEMENTIA.criteria, slug=slug, members=alignment(skill)))
        issuers[url] = made
    return Site(Net(issuers), clock, tmp_path / "front.db")


@pytest.fixture
def issuer(site: Site) -> Issuer:
    return site.net.issuers[OURS]


@pytest.fixture
def client(site: Site) -> Iterator[TestClient]:
    with site.client() as client:
        for name, identity in (("aisha", AISHA), ("ben", BEN)):
            assert client.put(f"/people/{name}", json={"identity": identity}).status_code == 200
        yield client


def badge(issuer: Issuer, slug: str, to: str) -> bytes:
    content = (issuer.files / Path(str(issuer.issue(slug, to=to).file)).name).read_bytes()
    issuer.write_hosted()
    return content


def bring(client: TestClient, who: str, content: bytes, **headers: str) -> Answer:
    sent = {"content-type": "image/png", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return client.post(f"/people/{who}/badges", content=content, headers=sent)


def problems(answer: Answer, status: int) -> list[dict[str, Any]]:
    """What is wrong, of an answer that says so in the form that every such answer has."""
    said = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said["status"] == status
    assert said["detail"]
    for one in said["problems"]:
        assert set(one) == {"code", "message", "hint", "where"}
        assert one["message"]
        assert one["hint"]
    found: list[dict[str, Any]] = said["problems"]
    return found


def codes(answer: Answer, status: int) -> set[str]:
    return {one["code"] for one in problems(answer, status)}


def ranked(client: TestClient, name: str = "psw", lang: str = "en") -> list[dict[str, Any]]:
    answer = client.get(f"/vacancies/{name}/ranking", headers={"accept-language": lang})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()
    return found


def planned(client: TestClient, who: str, name: str = "psw", **more: str) -> Answer:
    return client.get(f"/people/{who}/plan", params={"vacancy": name, **more})


# Badges that are brought


def test_a_good_badge_is_kept_and_says_what_it_shows(client: TestClient, issuer: Issuer) -> None:
    content = badge(issuer, "dementia-care", AISHA)
    first = bring(client, "aisha", content)
    said = first.json()
    assert (first.status_code, said["verdict"], said["standing"]) == (201, "valid", "counts")
    assert said["skills"] == [{"skill": DEMENTIA_SKILL, "name": "Dementia care"}]
    again = bring(client, "aisha", content, accept_language="fr-CA")
    assert (again.status_code, again.headers["content-language"]) == (200, "fr"), "brought twice, kept once"
    assert [one["name"] for one in again.json()["skills"]] == ["Soins en démence"]


def test_a_person_sees_all_that_is_kept_of_them(client: TestClient, issuer: Issuer, clock: Clock) -> None:
    bring(client, "aisha", badge(issuer, "dementia-care", AISHA))
    said = client.get("/people/aisha").json()
    (kept,) = said.pop("badges")
    assert said == {"id": "aisha", "identity": AISHA}
    assert (kept["verdict"], kept["judged"]) == ("valid", clock().isoformat())
    assert client.get("/people/ben").json()["badges"] == []


def test_a_badge_of_somebody_else_is_kept_out_and_told_why_in_two_languages(
    client: TestClient, site: Site, issuer: Issuer
) -> None:
    content = badge(issuer, "dementia-care", AISHA)
    answer = bring(client, "ben", content)
    assert codes(answer, 422) == {"recipient_differs"}
    assert (answer.json()["verdict"], answer.json()["standing"]) == ("invalid", "not_theirs")
    french = bring(client, "ben", content, accept_language="fr")
    assert french.headers["content-language"] == "fr"
    assert problems(french, 422)[0]["message"] != problems(answer, 422)[0]["message"]
    assert french.json()["detail"] == "il a été attribué à quelqu'un d'autre"
    assert site.rows("badges") == []


@pytest.mark.parametrize("broken", ["altered", "no picture", "nothing", "a picture without a badge", "cut"])
def test_what_is_no_good_badge_is_kept_out(client: TestClient, site: Site, issuer: Issuer, broken: str) -> None:
    content = badge(issuer, "dementia-care", AISHA)
    picture = issuer.image(issuer.achievement("dementia-care"))
    made = {
        "altered": bake(picture, unbake(content).replace(b"dementia", b"demontia")),
        "no picture": b"not a picture",
        "nothing": b"",
        "a picture without a badge": picture,
        "cut": content[: len(content) // 2],
    }
    answer = bring(client, "aisha", made[broken])
    assert codes(answer, 422)
    assert (answer.json()["verdict"], answer.json()["standing"]) == ("invalid", "not_valid")
    assert site.rows("badges") == []


def test_a_good_badge_of_an_issuer_that_does_not_count_is_kept_out_and_says_so(client: TestClient, site: Site) -> None:
    answer = bring(client, "aisha", badge(site.net.issuers[THEIRS], "first-aid", AISHA))
    (only,) = problems(answer, 422)
    assert (only["code"], answer.json()["verdict"]) == ("issuer_not_accepted", "valid")
    assert "did:web:badges.stranger.ca" in only["message"]
    assert site.rows("badges") == []


def test_a_badge_whose_issuer_cannot_be_reached_is_undecided_and_kept_out(client: TestClient, site: Site) -> None:
    def fails() -> None:
        raise FetchError("fetch_offline", url=OURS)

    content = badge(site.net.issuers[OURS], "first-aid", AISHA)
    site.net.meanwhile = fails
    answer = bring(client, "aisha", content)
    assert codes(answer, 422)
    assert (answer.json()["verdict"], answer.json()["standing"]) == ("unknown", "unknown")


def test_a_badge_is_sent_as_a_picture_and_not_as_a_form(client: TestClient, issuer: Issuer) -> None:
    content = badge(issuer, "first-aid", AISHA)
    for kind in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/html"):
        assert codes(bring(client, "aisha", content, content_type=kind), 415) == {"media_type"}
    assert bring(client, "aisha", content, content_type="application/octet-stream").status_code == 201


def test_somebody_erased_while_their_badge_is_verified_leaves_nothing_behind(
    client: TestClient, site: Site, issuer: Issuer
) -> None:
    content = badge(issuer, "first-aid", AISHA)
    site.net.meanwhile = lambda: client.delete("/people/aisha")
    assert codes(bring(client, "aisha", content), 404) == {"person_unknown"}
    assert site.rows("badges") == []


def test_an_identity_changed_while_a_badge_is_verified_does_not_get_that_badge(
    client: TestClient, site: Site, issuer: Issuer
) -> None:
    content = badge(issuer, "first-aid", AISHA)
    site.net.meanwhile = lambda: client.put("/people/aisha", json={"identity": BEN})
    assert codes(bring(client, "aisha", content), 404) == {"person_unknown"}
    assert site.rows("badges") == []


def test_one_badge_brought_many_times_at_once_is_kept_once(client: TestClient, site: Site, issuer: Issuer) -> None:
    content = badge(issuer, "first-aid", AISHA)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: bring(client, "aisha", content).status_code, range(8)))
    assert sorted(answers) == [200] * 7 + [201]
    assert len(site.rows("badges")) == 1


# Rankings and plans


def test_everybody_is_ranked_and_explained(client: TestClient, issuer: Issuer) -> None:
    bring(client, "aisha", badge(issuer, "dementia-care", AISHA))
    bring(client, "aisha", badge(issuer, "first-aid", AISHA))
    bring(client, "ben", badge(issuer, "dementia-care", BEN))
    assert client.post("/vacancies", json=vacancy()).status_code == 200
    first, second = ranked(client)
    assert (first["match"]["applicant"], first["match"]["eligible"], first["match"]["score"]) == ("aisha", True, 1)
    assert (second["match"]["applicant"], second["match"]["gaps"]) == ("ben", ["aid"])
    assert "Support worker: 1 of 2 required skills" in second["lines"][0]
    for one in (first, second):
        Draft202012Validator(match_schema()).validate(one["match"])
    assert "Préposée" in ranked(client, lang="fr")[0]["lines"][0]


def test_a_ranking_names_nobody_by_their_identity(client: TestClient, issuer: Issuer) -> None:
    bring(client, "aisha", badge(issuer, "dementia-care", AISHA))
    client.post("/vacancies", json=vacancy())
    assert "@" not in json.dumps(ranked(client))


def test_a_badge_that_is_revoked_later_counts_no_more(client: TestClient, issuer: Issuer) -> None:
    bring(client, "aisha", badge(issuer, "dementia-care", AISHA))
    client.post("/vacancies", json=vacancy())
    assert ranked(client)[0]["match"]["covered"] == 1
    (record,) = issuer.list()
    issuer.revoke(record.id, reason_en="error", reason_fr="erreur")
    issuer.write_hosted()
    first, second = ranked(client)
    assert [one["match"]["covered"] for one in (first, second)] == [0, 0]
    assert first["match"]["requirements"][0]["status"] == "unverified"
    assert "revoked" in "\n".join(first["lines"])
    assert not planned(client, "aisha").json()["plan"]["feasible"], "nobody teaches what the badge showed"


def test_a_badge_counts_until_it_ends_and_not_from_then_on(client: TestClient, issuer: Issuer, clock: Clock) -> None:
    content = issuer.issue("dementia-care", to=AISHA, until=clock() + timedelta(days=30))
    issuer.write_hosted()
    bring(client, "aisha", (issuer.files / Path(str(content.file)).name).read_bytes())
    client.post("/vacancies", json=vacancy())
    assert ranked(client)[0]["match"]["covered"] == 1
    clock.pass_days(30)
    issuer.refresh_status()
    issuer.write_hosted()
    assert ranked(client)[0]["match"]["covered"] == 0


def test_badges_count_for_the_identity_that_somebody_has_now(client: TestClient, issuer: Issuer) -> None:
    bring(client, "aisha", badge(issuer, "dementia-care", AISHA))
    client.post("/vacancies", json=vacancy())
    client.put("/people/aisha", json={"identity": "other@example.ca"})
    assert [one["match"]["covered"] for one in ranked(client)] == [0, 0]


def test_a_ranking_asks_the_network_once_for_each_document(client: TestClient, site: Site, issuer: Issuer) -> None:
    for who, identity in (("aisha", AISHA), ("ben", BEN)):
        for slug in ("dementia-care", "first-aid"):
            bring(client, who, badge(issuer, slug, identity))
    client.post("/vacancies", json=vacancy())
    site.net.asked.clear()
    assert [one["match"]["covered"] for one in ranked(client)] == [2, 2]
    assert len(site.net.asked) == len(set(site.net.asked))
    before = list(site.net.asked)
    ranked(client)
    assert site.net.asked == before * 2, "and again for the next answer"


def test_the_plan_is_of_approved_colleges_for_exactly_what_is_missing(client: TestClient, issuer: Issuer) -> None:
    bring(client, "ben", badge(issuer, "dementia-care", BEN))
    client.post("/vacancies", json=vacancy())
    said = planned(client, "ben").json()
    assert [(step["course"], step["cost"]) for step in said["plan"]["steps"]] == [("aid", "90")]
    assert (said["eligible"], said["plan"]["feasible"]) == (False, True)
    assert any("Aid" in line for line in said["lines"])
    bring(client, "ben", badge(issuer, "first-aid", BEN))
    done = planned(client, "ben", aim="days").json()
    assert (done["eligible"], done["plan"]["steps"]) == (True, [])


def test_a_plan_begins_tomorrow_at_the_earliest(client: TestClient, issuer: Issuer, clock: Clock) -> None:
    bring(client, "ben", badge(issuer, "dementia-care", BEN))
    client.post("/vacancies", json=vacancy())
    assert planned(client, "ben").json()["plan"]["starts"] == (clock() + timedelta(days=1)).date().isoformat()


def test_where_nobody_teaches_it_the_plan_says_so(client: TestClient) -> None:
    client.post("/vacancies", json=vacancy())
    said = planned(client, "ben").json()
    assert not said["plan"]["feasible"]
    assert said["plan"]["nobodyTeaches"] == [{"skill": DEMENTIA_SKILL}]
    assert any("Dementia care" in line for line in said["lines"])


def test_the_example_programme_gives_plans_from_its_catalogue(site: Site) -> None:
    site.taxonomy, site.catalogue = Taxonomy.of(()), Catalogue.load(PROGRAMME / "courses.toml")
    with site.client() as client:
        client.put("/people/omar", json={"identity": AISHA})
        post = (PROGRAMME / "vacancies/psw-nights.json").read_bytes()
        assert client.post("/vacancies", content=post).status_code == 200, "without a taxonomy any skill may be asked"
        said = planned(client, "omar", "psw-nights").json()
        assert said["plan"]["feasible"]
        assert said["plan"]["steps"]


# Vacancies


def test_a_vacancy_is_looked_over_for_what_the_law_asks(client: TestClient) -> None:
    said = client.post("/vacancies", json=vacancy(employees=100)).json()
    assert said["id"] == "psw"
    assert {"match_law_pay", "match_law_ai", "match_law_exists"} <= {one["code"] for one in said["remarks"]}
    french = client.post("/vacancies", json=vacancy(employees=100), headers={"accept-language": "fr"}).json()
    assert [one["message"] for one in french["remarks"]] != [one["message"] for one in said["remarks"]]


def test_a_vacancy_brought_again_takes_the_place_of_the_earlier_text(client: TestClient) -> None:
    client.post("/vacancies", json=vacancy())
    client.post("/vacancies", json=vacancy(requirements=[{"id": "aid", "skill": AID_SKILL}]))
    assert ranked(client)[0]["match"]["musts"] == 1


@pytest.mark.parametrize("name", ["https://jobs.ca/posts/7?a=b", "a/b", "Poste n° 7"])
def test_a_vacancy_is_found_under_whatever_id_it_has(client: TestClient, name: str) -> None:
    assert client.post("/vacancies", json=vacancy(id=name)).json()["id"] == name
    quoted = "".join(f"%{byte:02X}" for byte in name.encode())
    assert len(ranked(client, quoted)) == 2
    assert planned(client, "ben", name).status_code == 200


def test_requirements_that_contradict_each_other_are_refused_with_every_problem(client: TestClient) -> None:
    twice = [
        {"id": "a", "skill": "https://skills.ca/ghost"},
        {"id": "a", "skill": DEMENTIA_SKILL},
        {"id": "b", "skill": DEMENTIA_SKILL, "kind": "nice"},
        {"id": "c", "skill": AID_SKILL, "credential": "https://badges.college.ca/achievements/first-aid"},
    ]
    answer = client.post("/vacancies", json=vacancy(requirements=twice, pay={"least": 3, "most": 2}))
    assert {(one["code"], one["where"]) for one in problems(answer, 422)} == {
        ("skills_unknown", "/requirements/0"),
        ("match_twice", "/requirements/1/id"),
        ("match_contradiction", "/requirements/2"),
        ("match_requirement", "/requirements/3"),
        ("match_pay", "/pay"),
    }
    assert codes(client.get("/vacancies/psw/ranking"), 404) == {"vacancy_unknown"}


def test_members_that_do_not_fit_are_all_named(client: TestClient) -> None:
    answer = client.post("/vacancies", json={"id": 7, "requirements": "all", "seats": -1, "colour_of_hair": "red"})
    found = {one["where"] for one in problems(answer, 422)}
    assert found == {"/id", "/title", "/requirements", "/seats", "/colour_of_hair"}


def test_a_vacancy_that_asks_who_somebody_is_is_refused(client: TestClient) -> None:
    assert codes(client.post("/vacancies", json=vacancy(gender="f")), 422) == {"match_protected"}


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"[" * 100_000, b'{"a":' * 20_000, b"\xff\xfe", b"null"),
        b'{"id": "a", "id": "b", "title": "T", "requirements": []}',
        b'{"id": "a", "title": "\\ud800", "requirements": []}',
        b'{"id": "a\\u0000b", "title": "T", "requirements": []}',
        b'{"id": "a", "title": "T", "requirements": [], "pay": {"least": NaN, "most": 1e999}}',
    ],
)
def test_a_body_that_is_no_vacancy_is_refused(client: TestClient, site: Site, content: bytes) -> None:
    assert codes(client.post("/vacancies", content=content), 422)
    assert site.rows("vacancies") == []


def test_a_vacancy_with_an_id_that_no_address_can_hold_is_refused(client: TestClient) -> None:
    assert codes(client.post("/vacancies", json=vacancy(id="x" * 201)), 422) == {"vacancy_id"}
    assert client.post("/vacancies", json=vacancy(id="x" * 200)).status_code == 200


# Strangers, too much, and what fails


def test_strangers_and_unknown_vacancies_are_not_found(client: TestClient, issuer: Issuer) -> None:
    client.post("/vacancies", json=vacancy())
    assert codes(planned(client, "nobody"), 404) == {"person_unknown"}
    assert codes(planned(client, "ben", "none"), 404) == {"vacancy_unknown"}
    assert codes(bring(client, "nobody", badge(issuer, "first-aid", AISHA)), 404) == {"person_unknown"}
    for answer in (client.get("/people/nobody"), client.delete("/people/nobody")):
        assert codes(answer, 404) == {"person_unknown"}


def test_a_call_that_is_missing_something_is_told_what(client: TestClient) -> None:
    (only,) = problems(client.get("/people/ben/plan"), 422)
    assert (only["code"], only["where"]) == ("request_value", "/vacancy")
    assert problems(planned(client, "ben", aim="luck"), 422)[0]["where"] == "/aim"
    assert problems(planned(client, "ben", "\0"), 422)[0]["where"] == "/vacancy"
    assert problems(client.put("/people/a@b.ca", json={"identity": AISHA}), 422)[0]["where"] == "/person"


def test_calls_that_do_not_exist_are_answered_in_the_same_form(client: TestClient) -> None:
    assert codes(client.get("/nowhere"), 404) == {"call_unknown"}
    answer = client.patch("/vacancies")
    assert codes(answer, 405) == {"call_unknown"}
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[]", ""),
        (b"{}", "/identity"),
        (b'{"identity": 5}', "/identity"),
        (b'{"identity": "a\\u0000@b.ca"}', "/identity"),
        (b'{"identity": "a@b.ca", "name": "Aisha"}', "/name"),
        (b'{"identity": "nobody in particular"}', None),
        (b'{"identity": " "}', None),
    ],
)
def test_somebody_without_a_proper_identity_is_refused(
    client: TestClient, site: Site, content: bytes, where: str | None
) -> None:
    before = site.rows("people")
    (only,) = problems(client.put("/people/carol", content=content), 422)
    assert only["where"] == where
    assert site.rows("people") == before


def test_too_much_is_refused_and_never_sent_back(client: TestClient, site: Site) -> None:
    calls = (
        ("POST", "/people/ben/badges", BADGE_BYTES),
        ("POST", "/vacancies", VACANCY_BYTES),
        ("PUT", "/people/ben", PERSON_BYTES),
    )
    for method, path, most in calls:
        answer = client.request(method, path, content=b"x" * (most + 1))
        assert codes(answer, 413) == {"too_large"}
        fits = client.request(method, path, content=b"x" * most)
        assert fits.status_code == 422, "one byte less is read, and judged"
        assert max(len(answer.content), len(fits.content)) < 2000
    assert site.rows("badges") == site.rows("vacancies") == []


def test_a_defect_shows_nothing_of_itself(site: Site, issuer: Issuer) -> None:
    def fails() -> None:
        raise RuntimeError("secret")

    with site.client(raises=False) as client:
        client.put("/people/aisha", json={"identity": AISHA})
        content = badge(issuer, "first-aid", AISHA)
        site.net.meanwhile = fails
        answer = bring(client, "aisha", content, accept_language="fr")
    assert codes(answer, 500) == {"defect"}
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_somebody_can_be_forgotten(client: TestClient, site: Site, issuer: Issuer) -> None:
    bring(client, "aisha", badge(issuer, "dementia-care", AISHA))
    assert client.delete("/people/aisha").status_code == 204
    assert client.delete("/people/aisha").status_code == 404
    client.post("/vacancies", json=vacancy())
    assert [one["match"]["applicant"] for one in ranked(client)] == ["ben"]
    assert site.rows("badges") == []


def test_what_was_kept_is_there_for_the_next_start(client: TestClient, site: Site, issuer: Issuer) -> None:
    bring(client, "aisha", badge(issuer, "dementia-care", AISHA))
    client.post("/vacancies", json=vacancy())
    with site.client() as later:
        assert ranked(later) == ranked(client)


# Languages


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        *(("", "en"), ("en", "en"), ("fr", "fr"), ("fr-CA,fr;q=0.9,en;q=0.8", "fr"), ("FR-ca", "fr")),
        *(("en;q=0.5, fr", "fr"), ("fr;q=0.5, en", "en"), ("fr, en", "fr"), ("en, fr", "en")),
        *(("frr", "en"), ("de, fr;q=0.1", "fr"), ("de", "en"), ("*", "en"), ("en;q=0, *", "fr")),
        *(("fr;q=nan", "en"), ("fr;q=9", "en"), ("fr;q=0", "en"), (";;,,q=", "en")),
    ],
)
def test_the_language_is_the_one_that_is_liked_best(header: str, lang: str) -> None:
    assert lang_of(header) == lang


def test_every_sentence_stands_in_both_languages_with_a_next_step() -> None:
    for code, one in SENTENCES.items():
        assert one.en != one.fr, code
        assert one.hint_en, code
        assert one.hint_fr, code


def test_every_call_is_described(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    bodies = {path: list(call["post"]["requestBody"]["content"]) for path, call in paths.items() if "post" in call}
    assert bodies == {"/people/{person}/badges": ["image/png"], "/vacancies": ["application/json"]}
