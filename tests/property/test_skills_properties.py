"""Whatever the badges and lists: nothing that is not valid counts, and lists come back as they were."""

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge._json import dumps
from mexbadge.models.language import Words
from mexbadge.skills import Skill, Standing, Taxonomy, holding_of, profile_of
from mexbadge.skills.lists import from_csv, from_json, to_csv, to_json
from mexbadge.verify import Verdict
from skilled import AISHA, STRANGER, badge_of, report_of

TEXT = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="|"), min_size=1, max_size=12)
URIS = st.sampled_from([f"urn:skill:{number}" for number in range(8)])
SKILLS = st.dictionaries(
    URIS, st.tuples(TEXT, TEXT, st.lists(TEXT, max_size=2), st.lists(URIS, max_size=2)), max_size=6
).map(
    lambda rows: Taxonomy.of(
        Skill(
            uri,
            Words((("en", english), ("fr", french))),
            Words(tuple(("en", text) for text in others)),
            broader=tuple(one for one in broader if one > uri),
        )
        for uri, (english, french, others, broader) in rows.items()
    )
)


@settings(max_examples=examples(80), deadline=None)
@given(SKILLS)
def test_lists_come_back_as_they_were(taxonomy: Taxonomy) -> None:
    assert from_json(dumps(to_json(taxonomy)).encode()).digest == taxonomy.digest
    if len(taxonomy):
        assert from_csv(to_csv(taxonomy)).digest == taxonomy.digest


@settings(max_examples=examples(80), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(Verdict),
            st.sampled_from(["status_revoked", "dates_expired", "proof_changed"]),
            st.sampled_from([AISHA, STRANGER, None]),
            st.lists(st.sampled_from("abc"), max_size=2),
        ),
        max_size=6,
    )
)
def test_nothing_counts_that_is_not_valid_and_theirs(rows: list[tuple[Verdict, str, object, list[str]]]) -> None:
    holdings = []
    for number, (verdict, code, person, names) in enumerate(rows):
        codes = (code,) if verdict is Verdict.INVALID else ()
        report = report_of(badge_of(*names, id=f"urn:uuid:{number}"), verdict, *codes)
        holding = holding_of(report, person=person)  # type: ignore[arg-type]
        assert holding.counts == (verdict in {Verdict.VALID, Verdict.WARNING} and person is AISHA)
        assert holding.counts == (holding.standing is Standing.COUNTS)
        holdings.append(holding)
    profile = profile_of(holdings)
    for held in profile.skills.values():
        assert all(one.holding.counts for one in held.evidence)
    assert profile_of(reversed(holdings)) == profile
