"""What a team can do of what its roles ask: as the single results say, and nothing is hidden."""

from hypothesis import given
from hypothesis import strategies as st

from matching import applicant, ask, compared, vacancy
from mexbadge.match import Match, Met, RequirementKind, team_skills
from skilled import held

NAMES = ("lifts", "care", "aid")
_SETS = st.sets(st.sampled_from(NAMES))


def results(people: list[set[str]], roles: list[set[str]]) -> list[Match]:
    posts = [
        vacancy(*(ask(name, id=name, kind=RequirementKind.MUST) for name in sorted(role)), id=f"role{number}")
        for number, role in enumerate(roles)
    ]
    team = [(applicant(f"p{number}"), [held(name) for name in sorted(has)]) for number, has in enumerate(people)]
    return [compared(post, *badges, applicant=who) for who, badges in team for post in posts]


@given(st.lists(_SETS, max_size=3), st.lists(_SETS.filter(bool), min_size=1, max_size=3))
def test_who_meets_what_is_what_the_single_results_say(people: list[set[str]], roles: list[set[str]]) -> None:
    matches = results(people, roles)
    rows = team_skills(matches)
    for row in rows:
        of_it = [
            (one.applicant, one.vacancy.id, fit.met)
            for one in matches
            for fit in one.fits
            if set(fit.requirement.skills) == set(row.names)
        ]
        assert set(row.held) == {who for who, _, met in of_it if met is Met.MET}
        assert set(row.roles) == {role for _, role, _ in of_it}
        assert row.must == len(row.roles)
        assert not set(row.held) & set(row.partly)
        assert (row.gap, row.alone) == (len(row.held) == 0, len(row.held) == 1)
    assert [len(row.held) for row in rows] == sorted(len(row.held) for row in rows)
    assert {name for row in rows for name in row.names} == {
        skill for one in matches for fit in one.fits for skill in fit.requirement.skills
    }


def test_of_nobody_nothing_is_said() -> None:
    assert team_skills([]) == ()
