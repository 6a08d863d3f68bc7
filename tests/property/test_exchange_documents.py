"""Whatever stands in a vacancy, an applicant, a pathway or a catalogue: it is refused with its place, or it works."""

import json
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.errors import MexBadgeError
from mexbadge.match import Applicant, Vacancy, assess, explain, match_json, plan_for
from mexbadge.pathways import completion, evaluate, pathway_of, pathway_to_json
from mexbadge.pathways import explain as explain_pathway
from mexbadge.pathways.ctdl import to_ctdl
from mexbadge.pathways.pictures import mermaid, svg
from mexbadge.plan import Catalogue
from mexbadge.skills import load_taxonomy, profile_of
from skilled import held
from world import AT

PROGRAMME = Path(__file__).resolve().parents[2] / "examples" / "programme"
TAXONOMY = load_taxonomy(PROGRAMME / "skills.csv")
COURSES = Catalogue.load(PROGRAMME / "courses.toml").courses
HOLDINGS = tuple(
    held(alignments=(), id=f"urn:{number}", achievement_id=f"urn:a{number}", tags=()) for number in range(2)
)
PROFILE = profile_of(HOLDINGS, TAXONOMY, at=AT)


def plain(value: object) -> Any:
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


VACANCY = json.loads((PROGRAMME / "vacancies" / "psw-nights.json").read_text("utf-8"))
APPLICANT = {
    "schema": "urn:mexbadge:schema:applicant-1",
    "id": "aisha",
    "identities": ["aisha@example.ca"],
    "badges": ["a.png"],
}
PATHWAY = plain(tomllib.loads((PROGRAMME / "pathway.toml").read_text("utf-8")))
CATALOGUE = plain(tomllib.loads((PROGRAMME / "courses.toml").read_text("utf-8")))

JUNK: list[Any] = [
    *(None, True, False, 0, -1, 1, 2**63, -(2**70), 10**400, 1.5, 1e308, -0.0),
    *("", " ", "x", "\ud800", "\x00", "a" * 5000, "2026-13-40", "9999-12-31", "1e999999", "-5", "١٢", "urn:x"),
    *([], {}, [[]], [{}], {"a": 1}, ["x"], {"en": 1}, {"en": "x", "zz!!": "y"}, [None] * 3),
]


def spots(node: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield node, key
        yield from spots(node[key])


def junk(data: st.DataObject) -> Any:
    return deepcopy(data.draw(st.sampled_from(JUNK)))  # of its own, for it is changed in its turn


def changed(document: Any, data: st.DataObject) -> Any:
    """Change one to three places of a document: other values, members that are gone, new or double."""
    made = json.loads(json.dumps(document))
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(spots(made))
        node, key = places[data.draw(st.integers(0, len(places) - 1))]
        how = data.draw(st.integers(0, 3))
        if how == 0:
            del node[key]
        elif how == 1 and isinstance(node, dict):
            node[data.draw(st.sampled_from(["zzz", "id", "k", "of", "sub", "skills", "level", ""]))] = junk(data)
        elif how == 1:
            node.append(json.loads(json.dumps(node[key])))
        else:
            node[key] = junk(data)
        if not made:
            break
    return made


def content(document: Any) -> bytes:
    return json.dumps(document).encode("ascii")


def a_vacancy(document: Any) -> None:
    post = Vacancy.load(content(document), taxonomy=TAXONOMY)
    result = assess(PROFILE, post, at=AT, taxonomy=TAXONOMY)
    list(explain(result, "fr", plan=plan_for(result, COURSES, start=AT.date())))
    json.dumps(match_json(result))
    post.lint("CA-ON")
    assert Vacancy.load(content(post.to_json())) == post


def an_applicant(document: Any) -> None:
    Applicant.load(content(document))


def a_pathway(document: Any) -> None:
    pathway = pathway_of(document)
    evaluation = evaluate(pathway, HOLDINGS, at=AT, taxonomy=TAXONOMY)
    list(explain_pathway(evaluation, "fr"))
    completion(evaluation, COURSES, start=AT.date())
    svg(evaluation, "fr")
    mermaid(evaluation)
    to_ctdl(pathway)
    assert pathway_of(pathway_to_json(pathway)) == pathway


def a_catalogue(document: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "courses.json"
        path.write_bytes(content(document))
        catalogue = Catalogue.load(path)
    result = assess(PROFILE, Vacancy.load(content(VACANCY)), at=AT, taxonomy=TAXONOMY)
    plan = plan_for(result, catalogue.courses, start=AT.date())
    list(explain(result, plan=plan))
    catalogue.certifies()


@pytest.mark.parametrize(
    ("document", "used"),
    [(VACANCY, a_vacancy), (APPLICANT, an_applicant), (PATHWAY, a_pathway), (CATALOGUE, a_catalogue)],
    ids=["vacancy", "applicant", "pathway", "catalogue"],
)
@settings(max_examples=examples(150), deadline=None)
@given(data=st.data())
def test_a_changed_document_is_refused_with_its_place_or_works(
    document: Any, used: Callable[[Any], None], data: st.DataObject
) -> None:
    used(document)
    try:
        used(changed(document, data))
    except MexBadgeError as error:
        for problem in error.all_problems:
            for lang in ("en", "fr"):
                assert problem.message(lang)
                assert problem.hint(lang)
