import json
from typing import Any

import pytest

import badge_samples as samples
from badge_samples import at
from mexbadge.errors import SchemaError
from mexbadge.models import clr2, ob3
from vectors_data import vectors

SUBJECT = "/credentialSubject"


def codes(document: dict[str, Any]) -> list[tuple[str, object]]:
    return [(problem.code, problem.where) for problem in clr2.all_problems(document)]


def test_a_learner_record_that_follows_the_standard_has_no_problem() -> None:
    assert codes(samples.clr()) == []
    record = clr2.parse(samples.clr())
    assert [one.association_type for one in record.credential_subject.association] == ["isPartOf"]
    assert record.partial is False


def test_the_published_learner_record_has_no_problem_and_its_badges_neither() -> None:
    signed = json.loads(vectors("open-badges/clrv2p0/vector.json").read_text())["signed"]
    assert codes(signed) == []
    for inner in clr2.parse(signed).credential_subject.verifiable_credential:
        assert "AchievementCredential" in inner.type
    for badge in signed["credentialSubject"]["verifiableCredential"]:
        assert ob3.all_problems(badge) == ()


def test_the_older_form_needs_its_own_dates_and_a_profile() -> None:
    document = at(samples.clr(), "/@context/0", samples.VC1)
    document["credentialSubject"]["achievement"] = [samples.minimal()["credentialSubject"]["achievement"]]
    assert codes(document) == [("models_missing", "/issuanceDate")]
    document["issuanceDate"] = document.pop("validFrom")
    assert codes(document) == []
    assert type(clr2.parse(document)) is clr2.ClrCredentialV1


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        (f"{SUBJECT}/verifiableCredential", ..., "models_missing"),
        (f"{SUBJECT}/verifiableCredential", [], "models_too_few"),
        (f"{SUBJECT}/verifiableCredential/0/type", "Assertion", "models_class"),
        (f"{SUBJECT}/verifiableCredential/0", "eyJ.e30.c2ln", "models_type_object"),
        (f"{SUBJECT}/association/0/sourceId", "part", "models_uri"),
        (f"{SUBJECT}/association/0/associationType", 5, "models_type_text"),
        (f"{SUBJECT}/achievement/1/name", ..., "models_missing"),
        (f"{SUBJECT}/id", ..., "models_subject_identity"),
        ("/partial", "no", "models_type_boolean"),
        ("/@context", [samples.VC2, samples.OB], "models_context_clr"),
    ],
)
def test_each_broken_rule_is_told(pointer: str, value: object, code: str) -> None:
    document = at(samples.clr(), pointer, value)
    assert code in [found for found, _ in codes(document)]
    if code not in {"models_subject_identity", "models_context_clr"}:
        with pytest.raises(SchemaError):
            clr2.parse(document)


def test_a_badge_is_no_learner_record() -> None:
    assert [problem.code for problem in clr2.problems(samples.minimal())] == ["models_kind"]
    with pytest.raises(SchemaError):
        clr2.parse(samples.minimal())
