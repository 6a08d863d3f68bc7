"""Occupations of the NOC 2021: codes are text, each is checked, and a lost zero is named and never guessed away."""

import contextlib
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.errors import InputError
from mexbadge.skills import Noc, noc_codes, noc_groups
from mexbadge.skills.noc import _FILE, all_noc
from mexbadge.texts import hint

FOLDER = _FILE.parent
UNITS = sorted(code for code in all_noc() if len(code) == 5)


def test_the_bundled_classification_is_the_one_that_its_index_names() -> None:
    (entry,) = json.loads((FOLDER / "index.json").read_bytes())["entries"]
    assert {"what", "source", "licence", "credit", "sha256"} <= entry.keys()
    assert hashlib.sha256((FOLDER / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


def test_it_has_all_five_levels_in_both_languages() -> None:
    counts = [sum(one.level == level for one in all_noc().values()) for level in range(1, 6)]
    assert counts == [10, 45, 89, 162, 516]
    teers = [sum(one.teer == teer for code, one in all_noc().items() if code in UNITS) for teer in range(6)]
    assert teers == [48, 97, 162, 69, 95, 45]
    assert all(one.title.text("en") and one.title.text("fr") for one in all_noc().values())


@pytest.mark.parametrize(
    ("code", "en", "fr"),
    [
        ("21232", "Software developers and programmers", "Développeurs/développeuses et programmeurs"),
        ("33102", "Nurse aides, orderlies and patient service associates", "Aides-infirmiers/aides-infirmières"),
        ("44101", "Home support workers, caregivers and related occupations", "Aides de maintien à domicile"),
        ("63200", "Cooks", "Cuisiniers/cuisinières"),
        ("00010", "Legislators", "Membres des corps législatifs"),
    ],
)
def test_known_occupations_are_called_as_published(code: str, en: str, fr: str) -> None:
    one = Noc.of(code)
    assert (one.title.text("en"), str(one.title.text("fr")).startswith(fr)) == (en, True)


def test_a_unit_group_lies_in_one_group_of_each_level() -> None:
    one = Noc.of("44101")
    assert [group.code for group in one.groups] == ["4", "44", "441", "4410"]
    assert (one.teer, Noc.of("4").teer, one.level) == (4, None, 5)
    assert one.is_within("4410")
    assert not one.is_within("3310")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("10", "noc_zeros", "00010"),
        ("NOC 11", "noc_zeros", "00011"),
        ("0010", "noc_zeros", "00010"),
        ("4410", "noc_group", "44100, 44101"),
        ("33", "noc_group", "33100"),
        ("4412", "noc_older", "44100, 44101"),
        ("44109", "noc_unknown", "44100, 44101"),
        ("441010", "noc_unknown", "44101"),
        ("33102*", "noc_form", "44101"),
        ("abc", "noc_form", "44101"),
        ("", "noc_form", "44101"),
        ("44101.00", "noc_form", "44101"),
        ("٤٤١٠١", "noc_form", "44101"),
    ],
)
def test_what_is_no_unit_group_is_refused_with_what_is_likely(text: str, code: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        noc_codes(text)
    assert caught.value.code == code
    for lang in ("en", "fr"):
        assert said in str(hint(code, lang, **caught.value.problem.values))


@pytest.mark.parametrize(
    "text", ["44101", "NOC 44101", "CNP 2021 : 44101", "NOC_44101", "44101 - Home support workers"]
)
def test_a_code_is_read_as_people_write_it(text: str) -> None:
    assert noc_codes(text) == ("44101",)


def test_the_code_of_tables_for_all_senior_managers_is_five_unit_groups() -> None:
    assert noc_codes("00018") == ("00011", "00012", "00013", "00014", "00015")


def test_a_larger_group_is_looked_for_by_fewer_digits_unless_zeros_may_be_lost() -> None:
    assert noc_groups(["44101", "4410", "33", "4410"]) == ("44101", "4410", "33")
    assert noc_groups(["10*"]) == ("10",)
    for text in ("10", "14"):
        with pytest.raises(InputError) as caught:
            noc_groups([text])
        assert caught.value.code == "noc_ambiguous"
    for text in ("4412", "44101*", "", "15"):
        with pytest.raises(InputError):
            noc_groups([text])


@given(st.sampled_from(UNITS), st.sampled_from(["{}", "NOC {}", " {} ", "CNP2021:{}"]))
def test_every_unit_group_is_read_and_never_as_another(code: str, form: str) -> None:
    assert noc_codes(form.format(code)) == (code,)


@given(st.text(max_size=12) | st.from_regex(r"\d{1,6}", fullmatch=True))
def test_whatever_is_read_is_a_code_of_the_classification(text: str) -> None:
    with contextlib.suppress(InputError):
        assert set(noc_codes(text)) <= set(UNITS)
