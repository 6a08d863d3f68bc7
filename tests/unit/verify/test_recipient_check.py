"""Whose badge it is: what is compared, what cannot be, and what only an issuer joins."""

from typing import Any

import pytest

from mexbadge.badge import Person
from mexbadge.models.identity import AwardedIdentity, identity_hash
from mexbadge.models.kinds import Kind
from mexbadge.verify import Check, Outcome, Policy, Why
from mexbadge.verify.checks.recipient import agree, check_recipient, joined, shown_identities
from mexbadge.verify.subject import Ask, OuterRecord
from skilled import ISSUER, badge_of
from world import AT, World

EMAIL, DID = "aisha@example.ca", "did:example:aisha"


def clear(value: str, kind: str = "emailAddress", **given: Any) -> AwardedIdentity:
    return AwardedIdentity(kind, value, hashed=False, **given)


def hashed(value: str, kind: str = "emailAddress", salt: str = "s", **given: Any) -> AwardedIdentity:
    return AwardedIdentity(kind, identity_hash(value, salt), hashed=True, salt=salt, **given)


def told(
    *named: AwardedIdentity, asked: tuple[str, ...] = (EMAIL,), record: OuterRecord | None = None, **badge: Any
) -> list[tuple[str, Outcome, dict[str, object]]]:
    given = badge_of("lifts", **{"identities": named, "subject_id": None, **badge})
    ask = Ask(Policy(), World().fetch, AT, recipient=Person.of(*asked) if asked else None, record=record)
    found = list(check_recipient(given, ask))
    assert {one.check for one in found} == {Check.RECIPIENT}
    return [(str(one.code), one.outcome, dict(one.values)) for one in found]


def codes(*named: AwardedIdentity, **given: Any) -> list[tuple[str, Outcome]]:
    return [(code, outcome) for code, outcome, _ in told(*named, **given)]


def test_nobody_is_compared_where_nobody_was_asked_about() -> None:
    ask = Ask(Policy(), World().fetch, AT)
    (found,) = check_recipient(badge_of("lifts"), ask)
    assert (found.code, found.outcome, found.why) == ("recipient_not_asked", Outcome.SKIPPED, Why.NOT_ASKED)
    (found,) = check_recipient(None, ask)
    assert found.code == "recipient_not_asked"


def test_a_badge_that_names_nobody_is_nobodys() -> None:
    assert codes() == [("recipient_nobody", Outcome.FAILED)]
    (found,) = check_recipient(None, Ask(Policy(), World().fetch, AT, recipient=Person.of(EMAIL)))
    assert (found.code, found.outcome) == ("recipient_nobody", Outcome.FAILED)


def test_only_an_endorsement_inside_a_record_speaks_of_no_person() -> None:
    record = OuterRecord(ISSUER, None, ())
    assert codes(clear(EMAIL), kind=Kind.ENDORSEMENT, record=record) == [("recipient_not_asked", Outcome.SKIPPED)]
    assert codes(clear(EMAIL), kind=Kind.ENDORSEMENT) == [("recipient_ok", Outcome.PASSED)]
    assert codes(clear(EMAIL), record=record) == [("recipient_ok", Outcome.PASSED)]


def test_a_person_is_found_by_any_of_their_identities_and_named_by_it() -> None:
    for identity in (clear(EMAIL), hashed(EMAIL)):
        assert told(identity) == [("recipient_ok", Outcome.PASSED, {"identity": EMAIL, "asked": "emailAddress"})]
    found = told(clear(DID, "did"), asked=(EMAIL, DID), subject_id=DID)
    assert [code for code, _, _ in found] == ["recipient_ok"]


def test_another_value_of_the_same_kind_is_another_person() -> None:
    for identity in (clear("ben@example.ca"), hashed("ben@example.ca")):
        ((code, outcome, values),) = told(identity)
        assert (code, outcome) == ("recipient_differs", Outcome.FAILED)
        assert values == {"identity": EMAIL, "asked": "emailAddress"}


def test_what_cannot_be_compared_is_undecided_and_its_kinds_are_told() -> None:
    ((code, outcome, values),) = told(clear("+1 416 555 0100", "phoneNumber"), clear("x", "lisOther"))
    assert (code, outcome, values["kinds"]) == ("recipient_other_kind", Outcome.UNKNOWN, "lisOther, phoneNumber")


def test_a_number_of_an_institution_is_comparable_only_beside_that_institution() -> None:
    asked = (f"sisSourcedId:17@{ISSUER}",)
    (identity,) = Person.of(*asked).identities
    mine = clear("17", identity.type, by=ISSUER)
    assert codes(mine, asked=asked) == [("recipient_ok", Outcome.PASSED)]
    assert codes(clear("18", identity.type, by=ISSUER), asked=asked) == [("recipient_differs", Outcome.FAILED)]
    ((code, outcome, values),) = told(
        clear("17", identity.type, by="did:web:other.example"), clear("x", "lisOther"), asked=asked
    )
    assert (code, outcome) == ("recipient_within", Outcome.UNKNOWN)
    assert (values["kinds"], values["issuer"]) == (identity.type, ISSUER)
    ((_, _, values),) = told(clear("17", identity.type, by="did:web:x.example"), asked=asked, issuer_id=None)
    assert values["issuer"] == "-"


def test_a_badge_that_names_another_of_the_same_kind_beside_says_that_two_are_one() -> None:
    other = clear("ben@example.ca")
    found = told(clear(EMAIL), other)
    assert found[0][:2] == ("recipient_ok", Outcome.PASSED)
    assert found[1][:2] == ("recipient_also_other", Outcome.WARNED)
    assert found[1][2]["others"] == "ben@example.ca"
    assert codes(clear(EMAIL), clear("x", "lisOther")) == [("recipient_ok", Outcome.PASSED)]
    assert codes(clear(EMAIL), other, asked=(EMAIL, "ben@example.ca")) == [("recipient_ok", Outcome.PASSED)]
    assert codes(clear(EMAIL), hashed(EMAIL)) == [("recipient_ok", Outcome.PASSED)]


# What a record joins


def test_the_issuer_of_a_badge_joins_identities_by_its_own_record_and_no_other_issuer_does() -> None:
    own = OuterRecord(ISSUER, None, (clear(EMAIL), clear("ben@example.ca")))
    assert told(clear("ben@example.ca"), record=own) == [
        ("recipient_joined", Outcome.PASSED, {"identity": EMAIL, "named": "ben@example.ca"})
    ]
    hidden = OuterRecord(ISSUER, None, (hashed(EMAIL), hashed("ben@example.ca", salt="t")))
    assert codes(clear("ben@example.ca"), record=hidden)[0] == ("recipient_joined", Outcome.PASSED)
    for record in (
        OuterRecord("did:web:other.example", None, own.identities),
        OuterRecord(None, None, own.identities),
        OuterRecord(ISSUER, None, (clear(EMAIL),)),
        OuterRecord(ISSUER, None, (clear("ben@example.ca"),)),
        OuterRecord(ISSUER, None, ()),
    ):
        assert codes(clear("ben@example.ca"), record=record) == [("recipient_differs", Outcome.FAILED)]
    person = Person.of(EMAIL)
    assert not joined(badge_of("lifts", identities=()), person, own)
    same_hash = OuterRecord(ISSUER, None, (hashed("ben@example.ca"), clear(EMAIL)))
    assert joined(badge_of("lifts", identities=(hashed("ben@example.ca"),)), person, same_hash)


def test_two_sides_agree_where_one_that_is_in_clear_is_one_of_the_other() -> None:
    assert agree([clear(EMAIL)], [hashed(EMAIL)])
    assert agree([hashed(EMAIL)], [clear("x@example.ca"), clear(EMAIL)])
    assert agree([clear(EMAIL)], [clear(EMAIL)])
    assert not agree([clear(EMAIL)], [hashed("ben@example.ca")])
    assert not agree([], [clear(EMAIL)])


@pytest.mark.parametrize(
    ("identities", "shown"),
    [
        ((), "-"),
        ((clear(EMAIL), clear(EMAIL)), EMAIL),
        ((clear(EMAIL), clear("b@example.ca")), f"{EMAIL}, b@example.ca"),
        ((hashed(EMAIL),), f"emailAddress {identity_hash(EMAIL, 's')[:15]}…"),
    ],
)
def test_identities_are_shown_in_clear_or_by_the_beginning_of_their_hash(
    identities: tuple[AwardedIdentity, ...], shown: str
) -> None:
    assert shown_identities(identities) == shown


def test_who_is_named_is_told_as_that_one_whatever_a_record_joins() -> None:
    own = OuterRecord(ISSUER, None, (clear(EMAIL), clear("ben@example.ca")))
    assert codes(clear(EMAIL), record=own) == [("recipient_ok", Outcome.PASSED)]
    found = told(clear("ben@example.ca"), asked=(EMAIL, "ben@example.ca"))
    assert found == [("recipient_ok", Outcome.PASSED, {"identity": "ben@example.ca", "asked": "emailAddress"})]
    ask = Ask(Policy(), World().fetch, AT, recipient=Person.of(EMAIL), record=own)
    (nobody,) = check_recipient(None, ask)
    assert nobody.code == "recipient_nobody"


def test_of_a_person_of_several_kinds_the_kinds_that_only_an_institution_could_compare_are_told() -> None:
    asked = (f"sisSourcedId:17@{ISSUER}", "tel:+14165550100")
    kind = Person.of(*asked).identities[0].type
    ((code, _, values),) = told(clear("17", kind, by="did:web:other.example"), asked=asked)
    assert (code, values["kinds"]) == ("recipient_within", kind)
