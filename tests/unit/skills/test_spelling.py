"""One skill in several spellings: ESCO's addresses, and what a list knows by another."""

import pytest

from mexbadge.models.language import Words
from mexbadge.skills import Skill, Taxonomy
from mexbadge.skills import spelling as spellings
from mexbadge.skills.spelling import folded, official, within

CODE = "11111111-2222-4333-8444-55555555abcd"
ESCO = f"http://data.europa.eu/esco/skill/{CODE}"


@pytest.mark.parametrize(
    "spelling",
    [
        ESCO,
        f"https://data.europa.eu/esco/skill/{CODE}",
        f"{ESCO}/",
        f"{ESCO}?language=fr",
        f"https://data.europa.eu/esco/skill/{CODE.upper()}",
        ESCO.upper(),
        f"https://esco.ec.europa.eu/en/classification/skill?uri={ESCO}",
        f"https://ec.europa.eu/esco/portal/skill?uri=http%3A%2F%2Fdata.europa.eu%2Fesco%2Fskill%2F{CODE}&conceptLanguage=en",
        f"http://esco.ec.europa.eu/fr/classification/skills#/?uri={ESCO}",
    ],
)
def test_every_form_of_an_esco_skill_is_the_published_one(spelling: str) -> None:
    assert official(spelling) == ESCO
    assert Taxonomy.of(()).canonical(spelling) == ESCO
    known = Taxonomy.of([Skill(f"https://data.europa.eu/esco/skill/{CODE}/", Words.of("lift"))])
    assert spelling in known
    assert known.canonical(spelling) == f"https://data.europa.eu/esco/skill/{CODE}/"
    named = Taxonomy.of([Skill("urn:lift", Words.of("lift"), equivalents=(spelling,))])
    assert named.canonical(ESCO) == "urn:lift"


def test_what_is_another_skill_stays_another() -> None:
    assert official("http://data.europa.eu/esco/skill/s1.2.3") == "http://data.europa.eu/esco/skill/S1.2.3"
    for other in (
        f"http://data.europa.example/esco/skill/{CODE}",
        f"http://data.europa.eu@evil.example/esco/skill/{CODE}",
        f"http://evil.example/skill?uri={ESCO}",
        f"https://esco.ec.europa.eu/en/skill?uri={ESCO}&other={ESCO[:-4]}0000",
        f"urn:x:{ESCO}",
        "http://[",
        "http://data.europa.eu:99999999/esco/skill/x",
        "",
    ):
        assert official(other) != ESCO
        assert folded(other) != ESCO
    assert official(f"http://data.europa.eu/esco/occupation/{CODE}") != ESCO


def test_a_list_knows_its_skills_with_another_scheme_or_a_slash_unless_that_names_two() -> None:
    known = Taxonomy.of([Skill("https://skills.example/Lifts", Words.of("Lifts"))])
    for spelling in ("http://skills.example/Lifts", "https://SKILLS.EXAMPLE/Lifts/", "HTTPS://skills.example/Lifts"):
        assert known.canonical(spelling) == "https://skills.example/Lifts"
        assert known.require(spelling).uri == "https://skills.example/Lifts"
    assert known.canonical("https://skills.example/lifts") == "https://skills.example/lifts"
    two = Taxonomy.of([Skill("https://x.example/a", Words.of("A")), Skill("http://x.example/a", Words.of("B"))])
    assert two.canonical("https://x.example/a") == "https://x.example/a"
    assert two.canonical("http://x.example/a/") == "http://x.example/a/"
    assert "http://x.example/a/" not in two


def test_the_addresses_in_a_query_are_found() -> None:
    assert list(within("https://x.example/?a=1&uri=https%3A%2F%2Fy.example%2Fz&b=urn:x")) == ["https://y.example/z"]
    assert list(within("urn:x?uri=https://y.example/z")) == []
    assert list(within("https://x.example/?" + "&".join(f"a{n}=https://y.example/" for n in range(99)))) == []


def test_an_address_that_is_too_long_stays_as_it_is_and_is_not_remembered() -> None:
    longest = "HTTP://x.example/" + "a" * (4096 - len("HTTP://x.example/"))
    for kept in (spellings._official, spellings._folded):
        kept.cache_clear()
    for uri in (longest, f"{longest}a", f"{longest}aa"):
        official(uri)
        folded(uri)
    assert (official(longest)[:5], official(f"{longest}a")[:5]) == ("http:", "HTTP:")
    assert folded(f"http{longest[4:]}aa/") == f"http{longest[4:]}aa"
    assert {kept.cache_info().currsize for kept in (spellings._official, spellings._folded)} == {1}
