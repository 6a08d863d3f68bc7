import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from published_schemas import published

from mexbadge.cli import main
from mexbadge.fetch.types import nothing
from mexbadge.models.schemas import as_text
from mexbadge.verify import verify
from mexbadge.verify.schema import report_schema
from world import AT, College, World

FOLDER = Path(__file__).resolve().parents[2] / "schemas"
PUBLISHED = published()
REPORT = Draft202012Validator(report_schema())


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_published_schema_is_the_one_that_the_models_make(name: str) -> None:
    """``make schemas`` writes them anew."""
    assert (FOLDER / name).read_text(encoding="utf-8") == as_text(PUBLISHED[name])


def test_no_published_schema_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PUBLISHED)


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_published_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(PUBLISHED[name])


def test_reports_of_every_verdict_follow_their_schema() -> None:
    world = World()
    college = College(world)
    good = college.issue().credential
    own = College(World(), id="did:key:").issue().credential
    for badge, fetch in (
        (good, world.fetch),
        (good, nothing),
        (own, nothing),
        (good[:-6], world.fetch),
        (b"", nothing),
    ):
        for lang in ("en", "fr"):
            REPORT.validate(json.loads(json.dumps(verify(badge, fetch=fetch, at=AT).to_json(lang))))


def test_an_error_of_the_command_follows_the_same_schema(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["verify", "--json", "no-such-file"], ["verify", "--json"], ["verfy", "--json"]):
        assert main(words) == 2
        REPORT.validate(json.loads(capsys.readouterr().out))
