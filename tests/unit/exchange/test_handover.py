"""A college hands its students over: its own word, its own badges, and nobody sees them before they agreed."""

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exchanging import Mex, answer_to, as_json, employer, letters_of, opening, school
from issuing import AISHA, BEN, DEMENTIA, DID, Folder
from mexbadge import _json
from mexbadge.errors import InputError, MexBadgeError, RosterError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Achievement, Issuer
from mexbadge.issuer.handing import read_students
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.match import MatchSettings
from mexbadge.match.exchange import Exchange, tables
from mexbadge.models.language import Words
from mexbadge.proofs import add_proof
from mexbadge.skills import Skill, Taxonomy

CARE = "https://skills.example/care"
ALIGNED = {
    "type": ["Alignment"],
    "targetName": "care",
    "targetUrl": CARE,
    "targetType": "ceasn:Competency",
}
LIST = f"""email,name,letters,phone,given,until,evidence,course,starts,state
{AISHA},Aisha Khan,en,416-555-0101,2026-02-01,2028-02-01,form 7,lifts,2026-03-02,enrolled
{BEN},Ben Tremblay,fr,,2026-02-02,,form 8,,,
"""
COURSES = {
    "colleges": [{"id": "lakeshore", "name": "Lakeshore"}],
    "courses": [{"id": "lifts", "name": "Lifts", "college": "lakeshore", "teaches": [CARE], "cost": 10, "days": 3}],
}


class Place:
    """A college with a folder, and an exchange that approved it."""

    def __init__(self, path: Path) -> None:
        self.folder = Folder(path / "badges")
        self.college: Issuer = self.folder.create()
        self.college.add(Achievement("Care", "Cares.", "Assessed.", slug="care", members={"alignment": [ALIGNED]}))
        self.badges = {who: self.college.issue("care", to=who) for who in (AISHA, BEN)}
        self.college.write_hosted()
        fetch = ResourceSet.load(path / "badges" / "hosted")
        taxonomy = Taxonomy.of([Skill(CARE, Words.of({"en": "Dementia care"}))])
        self.mex_folder = Mex(path / "mex", self.folder.clock, settings=MatchSettings(taxonomy, fetch=fetch))
        self.mex: Exchange = self.mex_folder.create(hold=False)
        self.mex.bring_in(
            {
                "employers": [("e.json", as_json(employer()))],
                "colleges": [("c.json", as_json(school(issuer=DID)))],
                "courses": [("k.json", _json.dumps(COURSES).encode())],
                "vacancies": [("v.json", as_json(opening("psw", CARE)))],
            }
        )

    def file(self, listed: str = LIST) -> bytes:
        return _json.dumps(self.college.handover(read_students(listed.encode()))).encode()

    def known(self) -> list[str]:
        with self.mex.book.read() as connection:
            return list(self.mex.book.applicants(connection))

    def run(self) -> list[tuple[str, str]]:
        return [(one.kind, one.subject) for one in self.mex.run()]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def refused(place: Place, data: bytes) -> str:
    before = place.mex.exported()
    with pytest.raises(MexBadgeError) as found:
        place.mex.handover(data)
    assert place.mex.exported() == before, "nothing was written"
    return str(found.value.all_problems[0].code)


def test_students_are_registered_with_their_badges_and_courses_and_nobody_sees_them(place: Place) -> None:
    found = place.mex.handover(place.file())
    assert dict(found.counts) == {"applicants": 2, "consents": 2, "badges": 2, "enrolments": 1}
    assert found.left == ()
    aisha, ben = (one for one in sorted(place.known()))
    people = {place.mex.person(one)["applicant"]["document"]["identities"][0]: one for one in (aisha, ben)}
    known = place.mex.person(people[AISHA])
    assert known["applicant"]["college"] == "lakeshore"
    (consent,) = known["consents"]
    assert consent["purpose"] == "registration"
    assert consent["evidence"] == "lakeshore: form 7"
    assert [one["state"] for one in known["seats"]] == ["enrolled"]
    assert place.run() == [], "neither matched, nor offered courses"
    assert "has not agreed" in " ".join(place.mex.why("psw", people[AISHA]))
    letters = letters_of(place.mex)
    assert sorted(str(one["To"]) for one in letters) == sorted([f"Aisha Khan <{AISHA}>", f"Ben Tremblay <{BEN}>"])
    assert all(one["kind"] == "confirm" for one in place.mex.board()["waiting"])


def test_whoever_agrees_at_the_address_that_the_badge_names_is_matched(place: Place) -> None:
    place.mex.handover(place.file())
    (letter,) = (one for one in letters_of(place.mex) if AISHA in str(one["To"]))
    (read,) = place.mex.inbox([("a.eml", answer_to(letter, "yes"))])
    assert read.read.value == "answered"
    assert [kind for kind, _ in place.run()] == ["decided"]


def test_the_same_file_once_more_changes_nothing_and_an_older_one_is_refused(place: Place) -> None:
    first = place.file()
    place.folder.clock.pass_days(1)
    second = place.file()
    place.mex.handover(second)
    before = place.mex.exported()
    assert place.mex.handover(second).known
    assert place.mex.exported() == before
    assert refused(place, first) == "exchange_handover_older"


def test_a_later_file_says_how_a_course_ended_and_brings_no_student_twice(place: Place) -> None:
    place.mex.handover(place.file())
    place.folder.clock.pass_days(30)
    found = place.mex.handover(place.file(LIST.replace("enrolled", "completed")))
    assert dict(found.counts) == {"enrolments": 1}
    who = next(one for one in place.known() if place.mex.person(one)["seats"])
    assert [one["state"] for one in place.mex.person(who)["seats"]] == ["completed"]


def test_one_changed_byte_is_refused(place: Place) -> None:
    data = place.file()
    for old, new in ((b"Aisha Khan", b"Aisha Kahn"), (b"form 7", b"form 9"), (b"2026-03-02", b"2026-03-03")):
        assert data.count(old) == 1
        assert refused(place, data.replace(old, new)) == "exchange_handover_signature"
    document = _json.loads_object(data)
    del document["proof"]
    assert refused(place, _json.dumps(document).encode()) == "exchange_handover_signature"
    assert refused(place, _json.dumps({**document, "proof": []}).encode()) == "exchange_handover_signature"


def test_a_file_that_somebody_else_signed_for_the_college_is_refused(place: Place) -> None:
    document = _json.loads_object(place.file())
    del document["proof"]
    thief = LocalSigner.generate(KeyKind.ED25519, f"{DID}#key-1")
    forged = add_proof(document, thief, cryptosuite="eddsa-jcs-2022", created=None)
    assert refused(place, _json.dumps(forged).encode()) == "exchange_handover_signature"


def test_a_file_whose_signature_has_ended_is_refused(place: Place) -> None:
    document = _json.loads_object(place.file())
    del document["proof"]
    now = place.folder.clock()
    for ends, code in ((now - timedelta(days=1), "exchange_handover_signature"), (now + timedelta(days=1), None)):
        signer = place.college._desk.signer()
        proven = add_proof(
            document, signer, cryptosuite="eddsa-jcs-2022", created=now - timedelta(days=2), expires=ends
        )
        data = _json.dumps(proven).encode()
        if code is not None:
            assert refused(place, data) == code
        else:
            assert place.mex.handover(data).counts


@pytest.mark.parametrize(
    "days", [{"until": "2026-03-01"}, {"since": "2026-03-02"}, {"since": None, "approvedBy": None}]
)
def test_only_a_college_that_is_approved_today_hands_over(place: Place, days: dict[str, Any]) -> None:
    data = place.file()
    about = {name: value for name, value in {**school(issuer=DID), **days}.items() if value is not None}
    place.mex.bring_in({"colleges": [("c.json", as_json(about))]})
    assert refused(place, data) == "exchange_handover_college"


def signed(place: Place, change: Any) -> bytes:
    """Return the college's file after a change, signed by the college itself."""
    document = _json.loads_object(place.file())
    del document["proof"]
    change(document)
    return _json.dumps(
        add_proof(document, place.college._desk.signer(), cryptosuite="eddsa-jcs-2022", created=None)
    ).encode()


def test_a_badge_of_another_person_or_issuer_makes_the_file_wrong(place: Place) -> None:
    def swapped(document: dict[str, Any]) -> None:
        first, second = document["students"]
        first["badges"], second["badges"] = second["badges"], first["badges"]

    assert refused(place, signed(place, swapped)) == "exchange_handover_person"
    place.mex.bring_in(
        {"colleges": [("c.json", as_json(school(issuer="did:web:other.example"), school("x", issuer=DID)))]}
    )
    assert refused(place, place.file()) == "exchange_handover_course", "lifts is another college's course"


def test_a_badge_that_another_issued_makes_the_file_wrong(place: Place, tmp_path: Path) -> None:
    other = Issuer.create(tmp_path / "o", name="Other", url="https://other.example", clock=place.folder.clock)
    other.add(DEMENTIA)
    foreign = other.issue("dementia-care", to=AISHA).credential
    other.write_hosted()

    def slipped(document: dict[str, Any]) -> None:
        document["students"][0]["badges"] = [base64.b64encode(foreign).decode()]

    here = ResourceSet.load(tmp_path / "badges" / "hosted")
    there = ResourceSet.load(tmp_path / "o" / "hosted")

    def fetch(request: Any) -> Any:
        return (there if "other.example" in request.url else here)(request)

    place.mex.settings = MatchSettings(place.mex.settings.taxonomy, fetch=fetch)
    assert refused(place, signed(place, slipped)) == "exchange_handover_issuer"


def test_a_badge_that_was_revoked_meanwhile_is_left_out_and_named(place: Place, tmp_path: Path) -> None:
    data = place.file()
    place.college.revoke(place.badges[BEN].id)
    place.mex.settings = MatchSettings(fetch=ResourceSet.load(tmp_path / "badges" / "hosted"))
    found = place.mex.handover(data)
    assert [(one.who, found.counts["badges"]) for one in found.left] == [(BEN, 1)]


def test_a_revoked_badge_is_not_handed_over_and_a_page_s_consent_is_none(place: Place) -> None:
    place.college.revoke(place.badges[BEN].id)
    document = _json.loads_object(place.file())
    assert [len(one.get("badges", [])) for one in document["students"]] == [1, 0]
    with pytest.raises(RosterError) as found:
        read_students(f"email,name\n{AISHA},Aisha\n".encode())
    assert found.value.problems[0].code == "form_missing"


def test_whoever_said_no_or_was_forgotten_is_not_brought_back(place: Place) -> None:
    place.mex.handover(place.file())
    (letter,) = (one for one in letters_of(place.mex) if BEN in str(one["To"]))
    (read,) = place.mex.inbox([("a.eml", answer_to(letter, "no"))])
    assert read.given == "no"
    (aisha,) = (one for one in place.known() if place.mex.person(one)["seats"])
    place.mex.forget(aisha)
    assert AISHA not in _json.dumps(place.mex.exported())
    place.folder.clock.pass_days(1)
    found = place.mex.handover(place.file())
    assert sorted(one.who for one in found.left) == sorted([AISHA, BEN])
    assert aisha not in place.known()
    with place.mex.book.read() as connection:
        assert connection.execute(tables.BADGES.select()).all() == []


def test_whoever_was_forgotten_as_over_may_be_handed_over_again(place: Place) -> None:
    place.mex.config = place.mex.config.model_copy(update={"keep_days": 5, "code_days": 1})
    place.mex.handover(place.file(LIST.replace("2028-02-01", "2026-03-02")))
    place.folder.clock.pass_days(6)
    assert len([one for one in place.mex.forget_over() if one.kind == "person"]) == 2
    found = place.mex.handover(place.file(LIST.replace("2028-02-01", "2099-02-01")))
    assert found.counts["enrolments"] == 1
    assert found.left == ()


def test_whose_agreement_is_over_or_not_given_yet_is_not_handed_over(place: Place) -> None:
    for old, new in (("2028-02-01", "2026-02-28"), ("2026-02-01", "2027-02-01")):
        with pytest.raises(RosterError) as found:
            place.file(LIST.replace(old, new))
        assert [(one.code, one.values["id"]) for one in found.value.problems] == [("handover_permission", AISHA)]


@pytest.mark.parametrize(("member", "moment"), [("until", "2026-03-01T12:00:00Z"), ("given", "2026-03-01T12:00:01Z")])
def test_whose_agreement_does_not_hold_when_the_file_is_read_is_left_out_and_named(
    place: Place, member: str, moment: str
) -> None:
    def changed(document: dict[str, Any]) -> None:
        document["students"][0]["permission"][member] = moment

    found = place.mex.handover(signed(place, changed))
    assert [(one.who, one.why.code) for one in found.left] == [(AISHA, "exchange_handover_permission")]
    assert found.counts["applicants"] == 1
    assert AISHA not in _json.dumps(place.mex.exported())


def test_a_host_that_cannot_be_read_stops_the_file_and_lets_it_be_read_again(place: Place) -> None:
    data, there = place.file(), place.mex.settings
    place.mex.settings = MatchSettings(fetch=ResourceSet.of({}))
    assert refused(place, data) == "exchange_handover_later"
    place.mex.settings = there
    assert not place.mex.handover(data).known


def test_everything_that_is_wrong_with_the_list_is_said_by_line(place: Place) -> None:
    with pytest.raises(RosterError) as found:
        read_students(b"email,given,evidence,starts\nnobody,2026-01-01,x,\na@b.example,03/04/2026,x,\n")
    assert {one.where for one in found.value.problems} == {2, 3}
    with pytest.raises(InputError) as empty:
        place.college.handover(())
    assert empty.value.code == "handover_nobody"
