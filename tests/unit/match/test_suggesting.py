"""From words to skills: near labels first, in every language, and nothing counts before somebody confirmed it."""

import pytest

from mexbadge.errors import InputError
from mexbadge.match.suggesting import Suggester, confirmed
from mexbadge.models.language import Words
from mexbadge.skills import Occupation, Skill, Taxonomy

TAXONOMY = Taxonomy.of(
    [
        Skill(
            "urn:lifts", Words.of({"en": "Lift and transfer safely", "fr": "Effectuer des levées"}), Words.of("hoists")
        ),
        Skill("urn:falls", Words.of({"en": "Prevent falls", "fr": "Prévenir les chutes"})),
        Skill("urn:records", Words.of({"en": "Keep records", "fr": "Tenir les dossiers"})),
    ],
    occupations=[
        Occupation(
            "urn:psw",
            Words.of("personal support worker"),
            Words.of("care aide"),
            frozenset({"urn:lifts"}),
            frozenset({"urn:records"}),
        ),
        Occupation("urn:clerk", Words.of("records clerk"), essential=frozenset({"urn:records"})),
    ],
)


def test_the_nearest_label_comes_first_in_either_language() -> None:
    suggester = Suggester(TAXONOMY)
    for text, skill in (
        ("prevention of falls", "urn:falls"),
        ("PREVENIR LES CHUTES", "urn:falls"),
        ("use of a hoist", "urn:lifts"),
        ("keeping records up to date", "urn:records"),
    ):
        found = suggester.suggest(text)
        assert found[0].skill == skill, text
        assert 0 < found[0].score <= 1
        assert found == suggester.suggest(text)
    exact = suggester.suggest("Prevent falls")[0]
    assert (exact.score, exact.label) == (1.0, "Prevent falls")


def test_each_line_is_looked_up_and_the_best_of_all_are_kept() -> None:
    found = Suggester(TAXONOMY).suggest("- prevent falls\n- keep records; lift safely", count=3)
    assert {one.skill for one in found} == {"urn:falls", "urn:records", "urn:lifts"}
    assert len(Suggester(TAXONOMY).suggest("falls records lifts", count=1)) == 1
    assert Suggester(TAXONOMY).suggest("zzz") == ()


def test_a_title_gives_the_skills_of_the_nearest_occupations() -> None:
    found = Suggester(TAXONOMY).of_title("Personal Support Worker (nights)")
    assert [one.skill for one in found][:1] == ["urn:lifts"]
    assert found[0].why == "personal support worker"
    assert Suggester(Taxonomy.of([])).of_title("anything") == ()


def test_a_text_that_says_nothing_is_refused() -> None:
    for text in ("", " \n ;; "):
        with pytest.raises(InputError) as caught:
            Suggester(TAXONOMY).suggest(text)
        assert caught.value.code == "match_text"


def test_only_what_a_person_chose_becomes_a_requirement() -> None:
    found = Suggester(TAXONOMY).suggest("prevent falls and keep records")
    (one,) = confirmed(found, ["urn:records", "urn:ghost"])
    assert one.skills == ("urn:records",)
    assert confirmed(found, []) == ()
