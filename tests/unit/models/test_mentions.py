"""Names that do not depend on an order that nobody signed."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mexbadge.badge import Badge
from mexbadge.models.language import Words
from mexbadge.models.mentions import disputed, named, names_of

PAIRS = st.lists(st.tuples(st.sampled_from([None, "en", "fr", "fr-CA", "de", "EN"]), st.text(max_size=3)), max_size=5)


@given(pairs=PAIRS, lang=st.sampled_from(["en", "fr", "fr-CA", "cr"]), data=st.data())
def test_the_text_in_a_language_depends_on_no_order(pairs: list[Any], lang: str, data: st.DataObject) -> None:
    turned = data.draw(st.permutations(pairs))
    assert Words(tuple(pairs)).text(lang) == Words(tuple(turned)).text(lang)


def test_several_texts_in_one_language_are_all_shown() -> None:
    assert Words.of(["B", "A"]).text("fr") == "A / B"
    assert Words.of({"de": "Hut", "es": "Gorra"}).text("en") == "Hut"
    assert Words.of({"de": "Hut", "en": "Hat"}).text("cr") == "Hat"


def test_mentions_of_one_id_agree_or_all_are_told() -> None:
    document = {"issuer": {"id": "urn:a", "name": "A"}, "x": [{"id": "urn:a", "name": "B"}, {"id": "urn:a"}]}
    assert names_of(named(document), "urn:a", "A").text() == "A / B"
    assert [ident for ident, _ in disputed(named(document))] == ["urn:a"]
    same = {"issuer": {"id": "urn:a", "name": {"en": "A"}}, "x": {"id": "urn:a", "name": {"en": "A"}}}
    assert list(disputed(named(same))) == []


def test_the_credentials_of_a_record_have_names_of_their_own() -> None:
    document = {"id": "urn:a", "name": "A", "credentialSubject": {"verifiableCredential": {"id": "urn:a", "name": "B"}}}
    assert list(disputed(named(document))) == []


@given(
    st.recursive(
        st.none() | st.text(max_size=2),
        lambda i: st.lists(i) | st.dictionaries(st.sampled_from(["id", "name", "x"]), i),
    )
)
def test_any_document_has_its_names(document: Any) -> None:
    for ident, words in disputed(named(document)):
        assert len({text for _, text in words.texts}) > 1 or names_of(named(document), ident, None)


def test_nothing_is_taken_from_the_first_of_an_array() -> None:
    def badge(*achievements: str, **more: Any) -> Badge:
        made = [{"id": f"urn:{name}", "name": name, "image": [f"urn:{name}"]} for name in achievements]
        kinds = {"type": ["VerifiableCredential", "OpenBadgeCredential"]}
        return Badge.of_ob3({**kinds, "credentialSubject": {"achievement": made}, **more}, format="vc-jwt")

    assert badge("A").name == "A"
    assert badge("A", "B").name is None
    assert badge("A", "B", name="Own").name == "Own"
    assert badge("A", name="Aisha's badge").name == "A"
    two = Badge.of_ob3({"issuer": [{"id": "urn:a"}, "urn:b"], "image": ["urn:a", "urn:b"]}, format="vc-jwt")
    assert (two.issuer_id, two.image) == (None, None)
