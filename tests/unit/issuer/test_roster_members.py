"""What a list says of each person is in the badge, or in the register, or refused: never dropped without a word."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from issuing import AISHA, Folder
from mexbadge.errors import RosterError
from mexbadge.issuer import Form, Issuer, Record, RosterRow
from mexbadge.issuer.moving import move, reissue_all
from mexbadge.issuer.roster.rows import Consent
from mexbadge.models.identity import Identity, identity_hash

_START: Final = datetime(2026, 1, 2, 3, tzinfo=UTC)
_END: Final = datetime(2030, 1, 2, 3, tzinfo=UTC)
_EVIDENCE: Final = {"id": "https://college.example/e", "name": "Report", "narrative": "What was done."}
_ROW: Final[Mapping[str, Any]] = {
    "line": 7,
    "recipient": Identity.parse(AISHA),
    "name": "Aisha K.",
    "first_name": "Aisha",
    "last_name": "Khan",
    "ref": "N1",
    "valid_from": _START,
    "valid_until": _END,
    "evidence": (_EVIDENCE,),
    "narrative": "Well done.",
    "result": "87",
    "language": "fr",
    "consent": Consent(given=True, purpose="the board", since=_START, source="form 7"),
}
_Holds = Callable[[Mapping[str, Any], Record], bool]
_IN_THE_REGISTER: Final[dict[str, _Holds]] = {
    "name": lambda _, record: record.name == "Aisha K.",
    "first_name": lambda _, record: record.first_name == "Aisha",
    "last_name": lambda _, record: record.last_name == "Khan",
    "ref": lambda _, record: record.ref == "N1",
    "language": lambda _, record: record.language == "fr",
    "consent": lambda _, record: (
        (record.consent, record.consent_for, record.consent_since, record.consent_source)
        == (True, "the board", "2026-01-02T03:00:00Z", "form 7")
    ),
}
_IN_3_0: Final[Mapping[str, _Holds]] = _IN_THE_REGISTER | {
    "recipient": lambda document, _: _is_aisha(document["credentialSubject"]["identifier"][0], "identityHash"),
    "valid_from": lambda document, _: document["validFrom"] == "2026-01-02T03:00:00Z",
    "valid_until": lambda document, _: document["validUntil"] == "2030-01-02T03:00:00Z",
    "evidence": lambda document, _: document["evidence"] == [{"type": ["Evidence"], **_EVIDENCE}],
    "narrative": lambda document, _: document["credentialSubject"]["narrative"] == "Well done.",
    "result": lambda document, _: document["credentialSubject"]["result"][0]["value"] == "87",
}
_IN_2_0: Final[Mapping[str, _Holds]] = _IN_THE_REGISTER | {
    "recipient": lambda document, _: _is_aisha(document["recipient"], "identity"),
    "valid_from": lambda document, _: document["issuedOn"] == "2026-01-02T03:00:00Z",
    "valid_until": lambda document, _: document["expires"] == "2030-01-02T03:00:00Z",
    "evidence": lambda document, _: document["evidence"] == [_EVIDENCE],
    "narrative": lambda document, _: document["narrative"] == "Well done.",
}
_REFUSED_IN_2_0: Final = {"result": "register_ob2_result"}
_LINE: Final = "line"
"""The place in the list says nothing of the award; it is in the register."""


def _is_aisha(said: Mapping[str, Any], member: str) -> bool:
    return bool(said[member] == identity_hash(AISHA, said["salt"]))


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    return Folder(tmp_path / "badges").create(email="badges@college.example")


def _lost(issuer: Issuer, form: Form, holds: Mapping[str, _Holds]) -> list[str]:
    (record,) = issuer.list()
    document = issuer.issued(record.id).document
    assert record.form == form.value
    return [name for name, held in holds.items() if not held(document, record)]


def test_a_new_member_of_a_row_is_looked_for_in_each_kind_of_badge() -> None:
    names = {one.name for one in fields(RosterRow)}
    assert set(_ROW) == names
    assert _IN_3_0.keys() | {_LINE} == names
    assert _IN_2_0.keys() | _REFUSED_IN_2_0.keys() | {_LINE} == names


@pytest.mark.parametrize("form", [Form.DATA_INTEGRITY, Form.VC_JWT])
def test_everything_in_a_row_reaches_a_badge_of_3_0_and_moves_with_it(
    issuer: Issuer, tmp_path: Path, form: Form
) -> None:
    issuer.issue_many([RosterRow(**_ROW)], "dementia-care", form=form)
    assert _lost(issuer, form, _IN_3_0) == []
    assert [record.line for record in issuer.list()] == [7]
    new = move(issuer, tmp_path / "new", "https://badges.new-name.example", passphrase=None)
    assert reissue_all(issuer, new).made == 1
    assert _lost(new, Form.DATA_INTEGRITY, _IN_3_0) == []


@pytest.mark.parametrize("form", [Form.OB2_HOSTED, Form.OB2_SIGNED])
def test_everything_in_a_row_reaches_a_badge_of_2_0_or_is_refused(issuer: Issuer, form: Form) -> None:
    for name, code in _REFUSED_IN_2_0.items():
        given = {key: _ROW[key] for key in ("line", "recipient", name)}
        with pytest.raises(RosterError) as caught:
            issuer.issue_many([RosterRow(**given)], "dementia-care", form=form)
        assert [(one.code, one.where) for one in caught.value.problems] == [(code, 7)]
    carried = {key: value for key, value in _ROW.items() if key not in _REFUSED_IN_2_0}
    issuer.issue_many([RosterRow(**carried)], "dementia-care", form=form)
    assert _lost(issuer, form, _IN_2_0) == []
