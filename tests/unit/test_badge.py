from datetime import UTC, datetime
from typing import Any

import pytest

import badge_samples as samples
from badge_samples import at
from mexbadge.badge import Badge, Evidence, Person
from mexbadge.errors import InputError
from mexbadge.models.identity import Identity, identity_hash
from mexbadge.models.kinds import Kind

ISSUER = {
    "type": "Issuer",
    "id": "https://college.example/issuer",
    "name": "Example College",
    "url": "https://college.example",
}
BADGE_CLASS = {
    "type": "BadgeClass",
    "id": "https://college.example/dementia-care",
    "name": [{"@value": "Care", "@language": "en"}, {"@value": "Soins", "@language": "fr"}],
    "description": "Cares for residents.",
    "image": "https://college.example/badge.png",
    "criteria": "https://college.example/criteria",
    "issuer": ISSUER,
    "tags": ["care", "dementia"],
    "alignment": {"targetName": "support dementia care", "targetUrl": "https://skills.example/1"},
}
ASSERTION = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://college.example/assertions/1",
    "recipient": {"type": "email", "hashed": True, "salt": "s", "identity": identity_hash("a@example.ca", "s")},
    "badge": BADGE_CLASS,
    "verification": {"type": "hosted"},
    "issuedOn": "2020-05-01T10:00+0200",
    "expires": "2030-05-01",
    "evidence": "https://college.example/evidence/1",
    "narrative": "On the ward.",
}


def test_a_full_badge_shows_all_that_it_says() -> None:
    badge = Badge.of_ob3(samples.full(), format="data-integrity", lang="fr")
    assert (badge.version, badge.format, badge.kind) == ("3.0", "data-integrity", Kind.ACHIEVEMENT)
    assert badge.label == "Open Badges 3.0, Data Integrity"
    assert badge.name == badge.name_in("en") == "Dementia Care"
    assert badge.achievement_name == "Dementia Care"
    assert badge.description == badge.description_in("en") == "Cares for residents living with dementia."
    assert badge.criteria == badge.criteria_in("en") == "Pass the **placement**."
    assert badge.criteria_url == "https://college.example/criteria"
    assert badge.narrative == "Forty hours on the ward."
    assert badge.achievement_type == "MicroCredential"
    assert (badge.issuer_id, badge.issuer_name, badge.issuer_url) == (
        "did:web:badges.college.example",
        "Example College",
        "https://college.example",
    )
    assert badge.issued == badge.awarded == "2026-02-27T15:30:00.25-05:00"
    assert badge.valid_from == "2026-03-01T00:00:00Z"
    assert badge.starts == datetime(2026, 3, 1, tzinfo=UTC)
    assert badge.valid_until == "2029-03-01T24:00:00Z"
    assert badge.ends == datetime(2029, 3, 2, tzinfo=UTC)
    assert badge.subject_id == "did:example:aisha"
    assert badge.identities_hashed
    assert [recipient.type for recipient in badge.recipients] == ["did", "emailAddress"]
    (alignment,) = badge.alignments
    assert (alignment.name, alignment.type, alignment.code) == ("support dementia care", "ceasn:Competency", "S1.2")
    (result,) = badge.results
    assert (result.name, result.value, result.status, result.level_name) == ("Mark", "87.5", "Completed", "Level 2")
    assert result.alignments[0].framework == "ESCO"
    assert badge.tags == ("dementia", "long-term care")
    assert [evidence.url for evidence in badge.evidence] == ["https://college.example/evidence/1"]
    assert badge.image == "https://college.example/card.png"
    assert (badge.credits_available, badge.credits_earned) == (2, 1.5)


def test_the_older_form_and_an_issuer_by_address_show_the_same_things() -> None:
    badge = Badge.of_ob3({**samples.minimal_v1(), "expirationDate": "2027-01-01T00:00:00Z"}, format="vc-jwt")
    assert (badge.valid_from, badge.valid_until) == ("2026-03-01T00:00:00Z", "2027-01-01T00:00:00Z")
    assert badge.label == "Open Badges 3.0, VC-JWT"
    badge = Badge.of_ob3(at(samples.minimal(), "/issuer", "https://college.example"), format="vc-jwt")
    assert (badge.issuer_id, badge.issuer_name) == ("https://college.example", None)
    assert badge.issued == badge.valid_from


def test_a_learner_record_says_that_it_is_one() -> None:
    badge = Badge.of_ob3(samples.clr(), format="vc-jwt")
    assert badge.label == "CLR 2.0, VC-JWT"
    assert badge.name == "Transcript"


def test_a_record_takes_no_title_from_its_achievements() -> None:
    record = samples.clr()
    record.pop("name", None)
    first = record["credentialSubject"]["achievement"] = [
        {"id": "urn:a", "name": "Doctor"},
        {"id": "urn:b", "name": "Visitor"},
    ]
    for order in (first, first[::-1], first[0]):
        record["credentialSubject"]["achievement"] = order
        badge = Badge.of_ob3(record, format="vc-jwt")
        assert (badge.name, badge.achievement_name, badge.achievement_id, badge.alignments) == (None, None, None, ())


def test_a_badge_of_2_0_shows_the_same_things() -> None:
    badge = Badge.of_ob2(ASSERTION, BADGE_CLASS, ISSUER, format="hosted", lang="fr-CA")
    assert badge.label == "Open Badges 2.0, HostedBadge"
    assert badge.kind is Kind.ASSERTION
    assert (badge.name, badge.name_in("en")) == ("Soins", "Care")
    assert badge.criteria_url == "https://college.example/criteria"
    assert badge.achievement_id == "https://college.example/dementia-care"
    assert (badge.issuer_id, badge.issuer_name) == ("https://college.example/issuer", "Example College")
    assert (badge.valid_from, badge.starts) == ("2020-05-01T10:00+0200", datetime(2020, 5, 1, 8, tzinfo=UTC))
    assert (badge.valid_until, badge.ends) == ("2030-05-01", datetime(2030, 5, 1, tzinfo=UTC))
    assert badge.evidence == (Evidence(url="https://college.example/evidence/1"),)
    assert badge.alignments[0].url == "https://skills.example/1"
    assert badge.image == "https://college.example/badge.png"
    assert badge.tags == ("care", "dementia")
    assert badge.narrative == "On the ward."


def test_embedded_objects_of_2_0_are_found_where_they_stand() -> None:
    assert Badge.of_ob2(ASSERTION, format="hosted") == Badge.of_ob2(ASSERTION, BADGE_CLASS, ISSUER, format="hosted")
    bare = Badge.of_ob2({**ASSERTION, "badge": "https://college.example/b", "issuedOn": 1311173106}, format="hosted")
    assert (bare.achievement_id, bare.name, bare.issuer_id) == ("https://college.example/b", None, None)
    assert (bare.valid_from, bare.starts) == ("1311173106", datetime(2011, 7, 20, 14, 45, 6, tzinfo=UTC))


@pytest.mark.parametrize(
    "odd", [None, 5, "x", [], {}, [[]], {"credentialSubject": [5]}, {"issuer": []}, {"name": {"en": 5}}]
)
def test_what_is_missing_or_odd_is_none(odd: Any) -> None:
    for badge in (Badge.of_ob3(odd, format="vc-jwt"), Badge.of_ob2(odd, odd, odd, format="hosted")):
        assert (badge.name, badge.starts, badge.recipients, badge.results) == (None, None, (), ())
        assert badge.label


def test_a_date_that_names_no_moment_is_shown_as_it_is() -> None:
    badge = Badge.of_ob3(at(samples.minimal(), "/validFrom", "soon"), format="vc-jwt")
    assert (badge.valid_from, badge.starts) == ("soon", None)


def test_a_person_is_found_by_any_of_the_identities() -> None:
    badge = Badge.of_ob2(ASSERTION, format="hosted")
    person = Person.of("did:key:z6Mk", "A@example.ca".lower(), Identity("userName", "aisha"))
    assert person.matches(badge) == Identity("emailAddress", "a@example.ca")
    assert Person.of("did:example:aisha").matches(Badge.of_ob3(samples.minimal(), format="vc-jwt")) is not None
    assert Person.of("b@example.ca", "did:key:z6Mk").matches(badge) is None


def test_a_person_without_identities_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        Person.of()
    assert caught.value.code == "badge_nobody"


def test_badges_are_values() -> None:
    one, other = (Badge.of_ob3(samples.full(), format="vc-jwt") for _ in range(2))
    assert one == other
    assert len({one, other}) == 1
    assert "Dementia" not in repr(Badge(version="3.0", format="vc-jwt"))
