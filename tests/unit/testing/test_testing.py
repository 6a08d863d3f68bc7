"""The badges that other programs test themselves with are what they are asked to be."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mexbadge.bake import unbake
from mexbadge.errors import InputError
from mexbadge.testing import COLLEGE, Badges, College, World
from mexbadge.verify import Policy, Report, Verdict, verify

PERSON = "aisha@example.ca"


def failed(report: Report) -> set[str]:
    return {finding.code for finding in report.findings if finding.outcome == "failed"}


def test_a_badge_is_in_the_state_that_was_asked_for_and_in_no_other() -> None:
    world = World()
    badge = Badges(world)
    assert world.verify(badge(), recipient=PERSON).verdict is Verdict.VALID
    assert failed(world.verify(badge(expired=True), recipient=PERSON)) == {"dates_expired"}
    assert failed(world.verify(badge(revoked=True), recipient=PERSON)) == {"status_revoked"}
    assert failed(world.verify(badge(valid=False), recipient=PERSON)) == {"proof_changed"}


def test_revoking_one_badge_leaves_the_others_as_they_are() -> None:
    world = World()
    badge = Badges(world)
    first, second, third = badge(), badge(revoked=True), badge()
    verdicts = [world.verify(one).verdict for one in (first, second, third)]
    assert verdicts == [Verdict.VALID, Verdict.INVALID, Verdict.VALID]
    badge.college().revoke(third)
    assert world.verify(third).verdict is Verdict.INVALID


def test_the_picture_carries_the_very_badge() -> None:
    world = World()
    for badge in (Badges(world)(), Badges(World())(valid=False)):
        assert badge.image is not None
        assert unbake(badge.bake(badge.image)) == badge.credential


def test_a_badge_can_be_saved_as_a_picture_once(tmp_path: Path) -> None:
    badge = Badges(World())()
    badge.save(tmp_path / "aisha.png")
    assert unbake((tmp_path / "aisha.png").read_bytes()) == badge.credential
    with pytest.raises(InputError, match="there already"):
        badge.save(tmp_path / "aisha.png")


def test_skills_person_and_issuer_are_those_that_were_given() -> None:
    world = World()
    badge = Badges(world)
    issued = badge(
        to="omar@example.ca", issuer="https://north.example/profile", skills=["https://skills.example/first-aid"]
    )
    report = world.verify(issued, recipient="omar@example.ca")
    assert report.verdict is Verdict.VALID
    assert report.badge is not None
    assert report.badge.issuer_id == "https://north.example/profile"
    assert [one.url for one in report.badge.alignments] == ["https://skills.example/first-aid"]
    assert failed(world.verify(issued, recipient=PERSON))


def test_a_badge_in_two_states_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        Badges(World())(expired=True, revoked=True)
    assert caught.value.code == "testing_one_state"


def test_who_has_no_address_has_no_list_and_strangers_badges_are_not_revoked() -> None:
    world = World()
    with pytest.raises(InputError) as caught:
        College(world, "did:key:").issue_revocable()
    assert caught.value.code == "testing_no_list"
    other = Badges(World())()
    with pytest.raises(InputError) as caught:
        College(world).revoke(other)
    assert caught.value.code == "testing_not_issued"


def test_the_world_answers_what_stands_in_it_and_nothing_else() -> None:
    world = World()
    badge = Badges(world)()
    for url in [one for one in world.pages if "did.json" in one]:
        world.drop(url)
    assert world.verify(badge).verdict is Verdict.UNKNOWN
    assert any("badges.college.example" in url for url in world.asked)


def test_the_moment_of_a_world_rules() -> None:
    past = datetime(2020, 2, 29, 12, tzinfo=UTC)
    world = World(at=past)
    badge = Badges(world)()
    assert world.verify(badge).verdict is Verdict.VALID
    later = verify(badge.credential, fetch=world.fetch, at=past + timedelta(days=400), policy=Policy())
    assert "dates_expired" in failed(later)
    assert COLLEGE in str(badge.document)


PROGRAM = """
from mexbadge.verify import verify


def accepts(data, fetch):
    return bool(verify(data, fetch=fetch))


def test_good_badges_are_accepted(mexbadge_world, mexbadge_badge):
    assert accepts(mexbadge_badge().credential, mexbadge_world.fetch)


def test_bad_badges_are_refused(mexbadge_world, mexbadge_badge):
    for badge in (mexbadge_badge(valid=False), mexbadge_badge(expired=True), mexbadge_badge(revoked=True)):
        assert not accepts(badge.credential, mexbadge_world.fetch)
"""


@pytest.mark.slow
def test_the_fixtures_are_there_in_a_project_that_says_nothing_of_them(tmp_path: Path) -> None:
    (tmp_path / "test_program.py").write_text(PROGRAM)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "2 passed" in ran.stdout


def test_the_plugin_brings_nothing_but_itself() -> None:
    """Every pytest loads it, and whatever it brought along would be missing from the coverage of its users."""
    code = (
        "import sys, mexbadge._pytest_plugin; print(sorted(one for one in sys.modules if one.startswith('mexbadge')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['mexbadge', 'mexbadge._pytest_plugin']"
