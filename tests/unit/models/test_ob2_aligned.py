"""What a 2.0 badge class says of skills in other words than the standard's."""

from typing import Any

import pytest

from mexbadge.badge import Badge
from mexbadge.models.ob2_aligned import aligned_beside

SKILL = "http://data.europa.eu/esco/skill/11111111-2222-4333-8444-555555555555"


@pytest.mark.parametrize(
    "document",
    [
        {"alignments": [{"targetName": "lift", "targetUrl": SKILL}]},
        {"alignments": {"name": "lift", "url": SKILL}},
        {"extensions:CompetencyExtension": {"framework": "ESCO", "framework_identifier": SKILL[21:], "name": "lift"}},
        {"CompetencyExtension": [{"framework": "esco", "framework_identifier": SKILL[22:], "name": "lift"}, "no", 7]},
        {"https://x.example/CompetencyExtension": {"framework_identifier": f" {SKILL} ", "name": "lift"}},
    ],
)
def test_the_plural_and_the_extension_name_the_skill(document: dict[str, Any]) -> None:
    found = Badge.of_ob2({}, {"alignment": aligned_beside(document)}, format="hosted").alignments
    assert [(one.url, one.name) for one in found] == [(SKILL, "lift")]


@pytest.mark.parametrize(
    "document",
    [
        {"alignment": [{"targetUrl": SKILL}]},
        {"alignments": [SKILL]},
        {"CompetencyExtension": {"framework": "esco", "framework_identifier": 7}},
        {"CompetencyExtension": {"framework": "esco", "framework_identifier": " "}},
    ],
)
def test_nothing_is_made_up(document: dict[str, Any]) -> None:
    assert aligned_beside(document) == []


def test_a_path_of_another_framework_is_no_esco_address() -> None:
    (found,) = aligned_beside({"CompetencyExtension": {"framework": "x", "framework_identifier": "/esco/skill/1"}})
    assert found["targetUrl"] == "/esco/skill/1"


def test_3_0_reads_the_plural_and_the_words_of_1_1() -> None:
    achievement = {"type": ["Achievement"], "alignments": [{"name": "lift", "url": SKILL}]}
    credential = {
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": {"achievement": achievement},
    }
    assert [one.url for one in Badge.of_ob3(credential, format="vc-jwt").alignments] == [SKILL]
