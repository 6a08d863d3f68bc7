"""A name that stands for nothing is an error that names what there is, and never a list of which nothing is in."""

from pathlib import Path

import pytest

from commands import Run, college, degree_college, network
from issuing import AISHA

NOBODY = "nobody@student.college.ca"
WRONG = (
    ("list", "--achievement", "intor"),
    ("list", "--achievement", "intor", "--json"),
    ("list", "--achievement", "intor", "--csv", "out.csv"),
    ("share", "--achievement", "intor"),
    ("send", "--achievement", "intor", "--dry-run"),
    ("issue", "--achievement", "intor", "--to", NOBODY),
    ("revoke", "--to", AISHA, "--achievement", "intor"),
    ("suspend", "--to", AISHA, "--achievement", "intor"),
    ("restore", "--to", AISHA, "--achievement", "intor"),
    ("renew", "--to", AISHA, "--achievement", "intor", "--until", "2100-01-01"),
    ("reissue", "--of", AISHA, "--only", "intor", "--to", NOBODY),
    ("correct", "--of", AISHA, "--only", "intor", "--narrative", "x"),
)
NOBODYS = (
    ("list", "--to", NOBODY),
    ("list", "--ref", "99"),
    ("list", "--to", NOBODY, "--json"),
    ("share", "--to", NOBODY),
    ("send", "--to", NOBODY, "--dry-run"),
    ("send", "--ref", "99", "--dry-run"),
    ("revoke", "--to", NOBODY),
    ("revoke", "--ref", "99"),
    ("renew", "--ref", "99", "--until", "2100-01-01"),
    ("reissue", "--of", NOBODY, "--to", "new@student.college.ca"),
)
PROGRAMME = Path(__file__).resolve().parents[2] / "examples/programme"


@pytest.fixture
def here(run: Run) -> Run:
    """A folder with two achievements; Aisha has a badge of one."""
    college("intro", "diploma").issue("intro", to=AISHA, ref="1")
    return run


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_an_achievement_that_is_none_is_refused_with_one_that_is_like_it(here: Run, words: tuple[str, ...]) -> None:
    code, out, err = here(*words, "-C", "badges")
    assert code == 2, out
    said = out + err
    assert "there is no achievement intor" in said
    assert "such as: intro" in said
    assert not Path("out.csv").exists()


@pytest.mark.parametrize("words", NOBODYS, ids=" ".join)
def test_a_person_and_a_reference_of_whom_there_is_no_badge_are_refused(here: Run, words: tuple[str, ...]) -> None:
    code, out, err = here(*words, "-C", "badges")
    assert code == 2, out
    assert "the register holds no badge of" in out + err


def test_an_achievement_that_nobody_has_is_no_wrong_name(here: Run) -> None:
    code, out, err = here("list", "-C", "badges", "--achievement", "diploma")
    assert (code, out) == (0, "")
    assert "0 badges" in err
    assert here("list", "-C", "badges", "--to", AISHA, "--status", "revoked")[0] == 0
    assert here("list", "-C", "badges", "--achievement", "https://badges.college.ca/achievements/intro")[1] != ""
    code, _, err = here("revoke", "-C", "badges", "--to", AISHA, "--achievement", "diploma")
    assert code == 2
    assert f"no badge of {AISHA} (diploma)" in err


def test_where_nothing_is_awarded_yet_the_names_are_not_made_up(run: Run) -> None:
    college()
    code, _, err = run("list", "-C", "badges", "--achievement", "intro")
    assert code == 2
    assert "such as: -" in err


def test_a_folder_that_is_none_is_named_by_the_commands_on_a_log_as_well(here: Run) -> None:
    for name in ("audit", "checkpoint"):
        code, _, err = here("ledger", name, "-C", "bages")
        assert code == 2
        assert "bages is no issuer's folder" in err, name


def test_a_college_that_the_catalogue_does_not_name_is_not_approved_in_silence(run: Run) -> None:
    courses = str(PROGRAMME / "courses.toml")
    code, _, err = run("catalogue", "convert", courses, "--approved", "lakeshor", "--out", "x.csv")
    assert code == 2
    assert "names no college lakeshor" in err
    assert "lakeshore" in err.partition("such as")[2]
    assert not Path("x.csv").exists()


def test_a_text_that_no_skill_is_like_is_said_to_be_so(run: Run) -> None:
    skills = str(PROGRAMME / "skills.csv")
    code, out, err = run("match", "suggest", "zzqqzz", "--taxonomy", skills)
    assert (code, out) == (1, "")
    assert "nothing in" in err


def test_a_badge_of_somebody_else_is_named_where_a_plan_leaves_it_out(run: Run) -> None:
    degree_college()
    words = ("--vacancy", "vacancy.json", "--badges", "intro.png", "--catalogue", str(PROGRAMME / "courses.toml"))
    _, _, err = run("match", "plan", *words, *network(to=NOBODY))
    assert "Intro does not count: it was awarded to somebody else" in err
