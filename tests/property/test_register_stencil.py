"""A stencil gives, to the byte, what the whole way gives; what it cannot give it does not try."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.credentials.ob3 import Award, Form, build
from mexbadge.credentials.status_lists import BitList
from mexbadge.issuer.pipeline.rdf_template import RdfShape, Stencil
from mexbadge.issuer.pipeline.signing import KeyFacts, PreparedCredential, Work, prepare, prepare_document
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ld import Blank, Iri, Literal, Quad, rdfc
from mexbadge.ld.rdfc import Canonical, HashName, Related, Row
from mexbadge.models.identity import Identity
from mexbadge.proofs.suites import KINDS
from world import ACHIEVEMENT, ISSUED

LISTS = [
    BitList(f"https://college.example/status/{n}", "did:web:college.example", p)
    for n, p in ((1, "revocation"), (2, "suspension"))
]
SIGNERS = {
    kind: LocalSigner.generate(kind, "did:web:college.example#key-1")
    for kind in (KeyKind.ED25519, KeyKind.P256, KeyKind.P384)
}
DIGITS = st.integers(0, 131_071)


@st.composite
def awards(draw: st.DrawFn) -> Award:
    until = draw(st.none() | st.integers(1, 4000))
    person = draw(st.sampled_from(["a@b.ca", "c@d.ca", "did:web:learner.example", "userName:x"]))
    subject: dict[str, Any] = {}
    if draw(st.booleans()):
        subject["narrative"] = draw(st.sampled_from(["Kind.", "80000000", "1000-01-01T00:00:01Z", "z" + "1" * 64]))
    return Award(
        achievement=ACHIEVEMENT,
        issuer={"id": "did:web:college.example", "type": ["Profile"], "name": "College"},
        recipient=Identity.parse(person),
        id=f"urn:uuid:{draw(st.uuids(version=4))}",
        salt=draw(st.binary(min_size=16, max_size=16)).hex(),
        valid_from=ISSUED + timedelta(seconds=draw(st.integers(0, 10**8))),
        valid_until=None if until is None else datetime(2040, 1, 1, tzinfo=UTC) + timedelta(days=until),
        subject=subject,
        extra={"credentialStatus": [one.entry(draw(DIGITS)) for one in LISTS]},
    )


@settings(max_examples=examples(12), deadline=None)
@given(st.lists(awards(), min_size=6, max_size=12), st.sampled_from(sorted(SIGNERS)))
def test_prepared_together_is_as_prepared_alone(some: list[Award], kind: KeyKind) -> None:
    key = KeyFacts.of(SIGNERS[kind])
    together = prepare(Work(some, key, Form.DATA_INTEGRITY, ISSUED))
    for award, part in zip(some, together, strict=True):
        assert part == prepare_document(build(award), key, Form.DATA_INTEGRITY, ISSUED)


@settings(max_examples=examples(30), deadline=None)
@given(awards())
def test_taking_values_out_leaves_the_document_alone(award: Award) -> None:
    document = build(award)
    before = repr(document)
    shape = RdfShape.of(document)
    assert shape is not None
    assert repr(document) == before
    assert len(set(shape.marks)) == len(shape.marks)
    assert award.id not in shape.text
    assert shape.values[0] == award.id


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "urn:uuid:6F9C0000-0000-4000-8000-000000000000"),
        ("id", "@type"),
        ("validFrom", "2026-03-01T00:00:00+01:00"),
    ],
)
def test_a_value_of_another_form_has_no_shape(name: str, value: str) -> None:
    award = Award(
        ACHIEVEMENT,
        {"id": "did:web:c.example", "type": ["Profile"], "name": "C"},
        Identity.parse("a@b.ca"),
        "urn:uuid:6f9c0000-0000-4000-8000-000000000000",
        "00" * 16,
        ISSUED,
    )
    assert RdfShape.of({**build(award), name: value}) is None


def test_an_award_that_is_wrong_is_told_beside_good_ones() -> None:
    good = Award(
        ACHIEVEMENT,
        {"id": "did:web:c.example", "type": ["Profile"], "name": "C"},
        Identity.parse("a@b.ca"),
        "urn:uuid:6f9c0000-0000-4000-8000-000000000000",
        "00" * 16,
        ISSUED,
    )
    wrong = replace(good, extra={"evidence": [{"id": "not an address", "type": ["Evidence"]}]})
    work = Work(
        [good, wrong, good, good],
        KeyFacts.of(SIGNERS[KeyKind.ED25519]),
        Form.DATA_INTEGRITY,
        ISSUED,
    )
    done = prepare(work)
    assert [isinstance(part, PreparedCredential) for part in done] == [True, False, True, True]
    assert done[0] == done[2] == done[3]


def _stencil(quads: Sequence[Quad]) -> Stencil:
    return Stencil(tuple(quads), tuple(map(rdfc.row_of, quads)), {}, b"options", KINDS[KeyKind.ED25519])


def test_ties_of_which_there_are_two_readings_are_left_to_the_whole_way() -> None:
    part, same = Iri("urn:x:p"), Literal("same")
    tied = [Quad(Blank(f"p{n}"), Iri(f"urn:x:{m}"), same, Blank(f"g{n}")) for n in (1, 2) for m in (0, 1)]
    assert _stencil([*tied, *(Quad(Iri(f"urn:x:e{n}"), part, Blank(f"g{n}")) for n in (1, 2))]).message(()) is None


def test_a_canonical_form_is_made_once_where_nothing_is_tied(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    original = rdfc.canonize_rows

    def counted(rows: Iterable[Row], *, hash: HashName = "sha256", related: Related = "list") -> Canonical:  # noqa: A002
        made.append(related)
        return original(rows, hash=hash, related=related)

    monkeypatch.setattr(rdfc, "canonize_rows", counted)
    assert _stencil([Quad(Blank("a"), Iri("urn:x:p"), Literal("b"))]).message(()) is not None
    assert made == ["list"]
    made.clear()
    assert _stencil([Quad(Blank(name), Iri("urn:x:p"), Literal("b")) for name in "ab"]).message(()) is not None
    assert made == ["list", "set"]
