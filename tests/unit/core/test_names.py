"""Permanent names are URNs, and files of earlier versions are read for good."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mexbadge._names import current, schema_name, schema_names
from mexbadge.errors import SchemaError
from mexbadge.match import Applicant, Vacancy
from mexbadge.pathways import pathway_of
from mexbadge.plan import Catalogue
from mexbadge.skills import Level
from mexbadge.skills.lists import from_json
from mexbadge.trust.lists import TrustList

ROOT = Path(__file__).resolve().parents[3]
PROGRAMME = ROOT / "examples" / "programme"
URN = re.compile(r"urn:mexbadge:(schema|scale):([\w-]+)")


def before(text: str) -> str:
    """A file as earlier versions wrote it."""

    def old(found: re.Match[str]) -> str:
        ending = {"schema": ".json", "scale": ""}[found[1]]
        return f"https://mexbadge.example/{found[1]}s/{found[2]}{ending}"

    return URN.sub(old, text)


def test_a_name_of_before_is_the_name_of_today() -> None:
    assert current("https://mexbadge.example/schemas/report-1.json") == "urn:mexbadge:schema:report-1"
    assert current("https://mexbadge.example.evil.example/schemas/report-1.json").startswith("https:")
    assert schema_names(schema_name("skills-1"))[1] == "https://mexbadge.example/schemas/skills-1.json"


@pytest.mark.parametrize("path", sorted((PROGRAMME / "vacancies").glob("*.json")), ids=lambda path: path.stem)
def test_a_vacancy_of_before_is_the_same_vacancy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert before(text) != text
    assert Vacancy.load(before(text).encode()) == Vacancy.load(text.encode())


def test_a_catalogue_and_a_pathway_of_before_are_the_same() -> None:
    courses = (PROGRAMME / "courses.toml").read_text(encoding="utf-8")
    pathway = (PROGRAMME / "pathway.toml").read_text(encoding="utf-8")
    for text, parse in ((courses, Catalogue.parse), (pathway, pathway_of)):
        assert "urn:mexbadge:" in text
        assert parse(tomllib.loads(before(text))) == parse(tomllib.loads(text))


def test_a_level_of_before_is_on_the_scale_of_today() -> None:
    old = Level.on("https://mexbadge.example/scales/dreyfus", "expert")
    assert old == Level.on("urn:mexbadge:scale:dreyfus", "expert")


READERS: list[tuple[str, Any, dict[str, Any]]] = [
    ("skills-1", lambda table: from_json(json.dumps(table).encode()), {"skills": []}),
    ("applicant-1", Applicant.parse, {"id": "aisha", "identities": ["aisha@example.ca"]}),
]


@pytest.mark.parametrize(("name", "read", "rest"), READERS, ids=[name for name, _, _ in READERS])
def test_other_forms_are_read_under_both_names_and_under_no_third(name: str, read: Any, rest: dict[str, Any]) -> None:
    for schema in schema_names(schema_name(name)):
        assert read({"schema": schema, **rest}) is not None
    with pytest.raises(SchemaError):
        read({"schema": f"urn:mexbadge:schema:{name}x", **rest})


def test_a_trust_list_of_before_is_read() -> None:
    page = (ROOT / "docs" / "how-to" / "trust-lists.md").read_text(encoding="utf-8")
    text = next(block for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL) if "trust-list-1" in block)
    assert before(text) != text
    assert TrustList.load(before(text).encode()).issuers == TrustList.load(text.encode()).issuers
    assert json.loads(text)["schema"] == "urn:mexbadge:schema:trust-list-1"
