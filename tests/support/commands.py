"""A college's folder for tests of the command line, and what verifiers see of it and of others, as files."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from issuing import AISHA, DEMENTIA
from mexbadge.issuer import Achievement, Issuer
from world import College

Run = Callable[..., tuple[int, str, str]]
"""Exit code, and what was said on both streams."""
URL = "https://badges.college.ca"
DID = "did:web:badges.college.ca"
ACHIEVEMENTS = f"{URL}/achievements"
SURGERY = "https://skills.example/surgery"
TAUGHT = {"type": ["Alignment"], "targetName": "Surgery", "targetUrl": SURGERY, "targetType": "ceasn:Competency"}
PATHWAY = f"""
id = "{URL}/pathways/degree"
version = "1"
issuer = "{DID}"
name = "Degree"
completion = "{ACHIEVEMENTS}/degree"

[root]
id = "all"
allOf = [
  {{id = "intro", earn = {{achievement = "{ACHIEVEMENTS}/intro"}}}},
  {{id = "diploma", earn = {{achievement = "{ACHIEVEMENTS}/diploma"}}}},
]
"""
DEGREE = PATHWAY.replace(f'  {{id = "intro", earn = {{achievement = "{ACHIEVEMENTS}/intro"}}}},\n', "")
"""Asks for the diploma alone."""
VACANCY = {"id": "v", "title": "Surgeon", "requirements": [{"skill": SURGERY}]}


def college(*names: str, members: Mapping[str, Mapping[str, Any]] | None = None, **given: Any) -> Issuer:
    """Begin the folder ``badges`` with achievements of these slugs; ``members`` are more of what they say, by slug."""
    made = Issuer.create("badges", name="Example College", url=URL, **given)
    for name in names:
        more = (members or {}).get(name, {})
        made.add(Achievement(name.title(), DEMENTIA.description, DEMENTIA.criteria, slug=name, members=more))
    return made


def degree_college() -> Issuer:
    """A folder with what leads to a degree, of which Aisha holds the first part, and the files that ask for it."""
    made = college("intro", "diploma", "degree")
    made.issue("intro", to=AISHA).save("intro.png")
    made.write_hosted()
    asked()
    return made


def asked() -> None:
    """Write what asks for achievements and skills: two pathways and a vacancy."""
    Path("pathway.toml").write_text(PATHWAY, "utf-8")
    Path("degree.toml").write_text(DEGREE, "utf-8")
    Path("vacancy.json").write_text(json.dumps(VACANCY), "utf-8")


def network(*colleges: College, to: str = AISHA) -> tuple[str, ...]:
    """Everything that the folder hosts, if there is one, and what others publish, as resources; asked for Aisha."""
    index = Path("badges/hosted/resources.json")
    hosted = json.loads(index.read_text("utf-8")) if index.exists() else {}
    table = {url: _under(entry) for url, entry in hosted.items()}
    for number, one in enumerate(colleges):
        for place, (url, document) in enumerate(one.documents().items()):
            Path(f"other-{number}-{place}.json").write_text(json.dumps(document), "utf-8")
            table[url] = f"other-{number}-{place}.json"
    Path("net.json").write_text(json.dumps(table), "utf-8")
    return "--resources", "net.json", "--recipient", to


def _under(entry: Any) -> Any:
    return f"badges/hosted/{entry}" if isinstance(entry, str) else {**entry, "path": f"badges/hosted/{entry['path']}"}
