"""What a Python developer meets at the prompt is one line that says what it is, with nothing hidden in it."""

import tomllib
from pathlib import Path

import pytest

from mexbadge.badge import Person
from mexbadge.match import Applicant, Vacancy, assess, plan_for
from mexbadge.pathways import evaluate, pathway_of
from mexbadge.plan import Catalogue
from mexbadge.skills import Taxonomy, holdings_of, load_taxonomy, profile_of
from mexbadge.testing import Badges, World
from mexbadge.verify import TrustList

PROGRAMME = Path(__file__).resolve().parents[3] / "examples" / "programme"


def objects() -> dict[str, object]:
    world = World()
    issued = Badges(world)(achievement={"name": "Care\u202e of\nresidents"})
    report = world.verify(issued)
    holdings = holdings_of([report], person=Person.of("aisha@example.ca"))
    profile = profile_of(holdings)
    vacancy = Vacancy.load(PROGRAMME / "vacancies" / "psw-nights.json")
    pathway = pathway_of(tomllib.loads((PROGRAMME / "pathway.toml").read_text(encoding="utf-8")))
    catalogue = Catalogue.load(PROGRAMME / "courses.toml")
    match = assess(profile, vacancy, at=world.at)
    plan = plan_for(match, catalogue.courses)
    found: list[object] = [issued, report, report.badge, profile, vacancy, match, plan, pathway, catalogue]
    found += [holdings[0], evaluate(pathway, holdings, at=world.at), load_taxonomy(PROGRAMME / "skills.csv")]
    found += [Applicant.parse({"id": "aisha", "identities": ["aisha@example.ca"]}), Taxonomy.of(())]
    found.append(
        TrustList.load(
            b'{"schema": "urn:mexbadge:schema:trust-list-1", "name": "L", "validUntil": "2030-01-01T00:00:00Z",'
            b' "issuers": [{"id": "did:web:a.example", "name": "A"}]}'
        )
    )
    return {type(one).__name__: one for one in found}


OBJECTS = objects()


@pytest.mark.parametrize("name", OBJECTS)
def test_each_public_object_says_what_it_is_on_one_line(name: str) -> None:
    said = repr(OBJECTS[name])
    assert name in said
    assert "\n" not in said
    assert "\u202e" not in said
    assert len(said) <= 160
