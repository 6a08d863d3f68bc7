"""The register of an exchange: made once, brought in all or none, the same twice is nothing, out and in again."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, select

from exchanging import Mex, as_json, opening, person, school
from mexbadge._json import dumps
from mexbadge.dids import did_key
from mexbadge.errors import InputError, MexBadgeError, RegisterError, SchemaError
from mexbadge.match.exchange import ApplicantState, Exchange, VacancyState, tables
from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.match.exchange.steps import MIGRATIONS
from mexbadge.store import Database
from mexbadge.trust import ListedState, TrustList

EMPLOYERS = b"id,name,email,language,phone\npine,Pine Ridge Manor,jobs@pine.example,en,416-555-0100\n"
COLLEGES = (
    b"id,name_en,name_fr,issuer,email,approved_by,since,until\n"
    b"lakeshore,Lakeshore College,Lac,did:web:lakeshore.example,a@lakeshore.example,Board,2026-01-01,2027-01-01\n"
    b"grand,Grand River,,did:web:grand.example,a@grand.example,,,\n"
)
APPLICANTS = (
    b"id,email,letters,name,phone,experience,region\n"
    b'aisha,aisha@learner.example | a2@learner.example,fr,Aisha Khan,416-555-0101,"Care, 12",CA-ON\n'
    b"ben,ben@learner.example,en,,,,\n"
)
CONSENTS = (
    b"applicant,purpose,wording,channel,given,evidence\n"
    b"aisha,matching,2026-1,paper,2026-02-01T10:00:00Z,form 12 in the cabinet\n"
)
COURSES = (
    b"id,name_en,college,college_name_en,approved,teaches,cost,days,starts,seats\n"
    b"c1,Care,lakeshore,L,no,https://skills.example/care,100,5,2026-05-04,12\n"
)
FILES = {
    "employers": [("employers.csv", EMPLOYERS)],
    "colleges": [("colleges.csv", COLLEGES)],
    "applicants": [("applicants.csv", APPLICANTS)],
    "vacancies": [("psw.json", as_json(opening()))],
    "courses": [("courses.csv", COURSES)],
    "consents": [("consents.csv", CONSENTS)],
}


@pytest.fixture
def mex(tmp_path: Path) -> Exchange:
    return Mex(tmp_path / "mex").create()


def shape_of(connection: Connection) -> dict[str, object]:
    here = inspect(connection)
    return {
        name: (
            sorted((one["name"], str(one["type"]), one["nullable"]) for one in here.get_columns(name)),
            sorted((str(one["column_names"]), bool(one["unique"])) for one in here.get_indexes(name)),
            here.get_pk_constraint(name)["constrained_columns"],
        )
        for name in here.get_table_names()
        if name.startswith("exchange_")
    }


def rows(exchange: Exchange) -> dict[str, list[dict[str, Any]]]:
    with exchange.book.read() as connection:
        return {table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in tables.ALL}


def test_the_steps_make_the_tables_that_the_program_uses(tmp_path: Path, mex: Exchange) -> None:
    steps, direct = Database.open(tmp_path / "steps.db"), Database.open(tmp_path / "direct.db")
    steps.migrate(tables.AREA, MIGRATIONS, at=mex.now())
    with direct.transaction() as connection:
        tables.ALL[0].metadata.create_all(connection)
    with steps.read() as made, direct.read() as wanted:
        assert shape_of(made) == shape_of(wanted)
        assert set(shape_of(made)) == {table.name for table in tables.ALL}
    assert all(table.name.startswith("exchange_") for table in tables.ALL)


def test_an_exchange_is_started_once_and_absence_is_never_a_fresh_start(tmp_path: Path, mex: Exchange) -> None:
    with pytest.raises(InputError, match="already"):
        Mex(mex.folder).create()
    (mex.folder / "exchange.db").unlink()
    with pytest.raises(RegisterError) as gone:
        Mex(mex.folder).open()
    assert gone.value.code == "register_gone"
    Database.open(mex.folder / "exchange.db").migrate("other", [lambda _: None], at=mex.now())
    with pytest.raises(RegisterError) as empty:
        Mex(mex.folder).open()
    assert empty.value.code == "exchange_empty"
    with pytest.raises(InputError) as none:
        Exchange.open(tmp_path)
    assert none.value.code == "exchange_no_folder"


def test_the_settings_are_read_as_they_were_written(mex: Exchange) -> None:
    assert Mex(mex.folder).open().config == mex.config
    assert (mex.folder / "exchange.toml").stat().st_mode & 0o077 == 0


def test_files_come_in_whole_and_the_same_files_once_more_change_nothing(mex: Exchange) -> None:
    counts = {"employers": 1, "colleges": 2, "applicants": 2, "vacancies": 1, "courses": 1, "consents": 1}
    assert mex.bring_in(FILES) == counts
    before = rows(mex)
    assert mex.bring_in(FILES) == {}
    assert rows(mex) == before
    with mex.book.read() as connection:
        people = mex.book.applicants(connection)
        assert (people["aisha"].language, people["aisha"].name) == ("fr", "Aisha Khan")
        assert [one.work for one in people["aisha"].applicant.experience] == ["Care"]
        assert mex.book.confirmed(connection) == {}
        assert mex.book.owner_of(connection, "a2@LEARNER.example") == "aisha"
        (course,) = mex.book.courses(connection, mex.now())
        assert course.college.approved, "the exchange says who is approved, not the file"
        assert {one.state for one in mex.book.standing(connection, tables.APPLICANTS).values()} == {"seeking"}


def test_what_was_exported_goes_into_another_exchange_and_comes_out_the_same(tmp_path: Path, mex: Exchange) -> None:
    mex.bring_in(FILES)
    other = Mex(tmp_path / "other").create()
    other.bring_in({"all": [("all.json", dumps(mex.exported()).encode())]})
    assert other.exported() == mex.exported()
    third = Mex(tmp_path / "third").create()
    made = {name.removesuffix(".csv"): [(name, data)] for name, data in mex.exported_tables().items()}
    third.bring_in({**made, "vacancies": FILES["vacancies"]})
    assert third.exported() == mex.exported()


def test_everything_that_is_wrong_is_said_at_once_with_its_line_and_nothing_is_written(mex: Exchange) -> None:
    before = rows(mex)
    wrong = {
        "employers": [("e.csv", b"id,name,email\npine,Pine,nobody\noak,Oak,o@oak.example\noak,Oak,o@oak.example\n")],
        "colleges": [("c.json", as_json(school(issuer="lakeshore", until="2025-01-01"), school("b", approvedBy=None)))],
        "applicants": [("a.json", as_json(person("x", document={"identities": ["did:example:1"]})))],
        "vacancies": [("v.json", as_json(opening(employer="elm")))],
        "consents": [("k.csv", b"applicant,wording,channel,given\nnobody,1,paper,2026-01-01T00:00:00Z\n")],
    }
    with pytest.raises(SchemaError) as found:
        mex.bring_in(wrong)
    inner = [(one.values["place"], one.values["what"].code) for one in found.value.problems]  # type: ignore[attr-defined]
    assert ("e.csv:2", "deliver_address") in inner
    assert ("e.csv:4", "exchange_twice") in inner
    assert {code for place, code in inner if place == "c.json/0"} == {"exchange_issuer", "exchange_approval_end"}
    assert ("c.json/1", "exchange_approval") in inner
    assert ("a.json/0", "exchange_no_address") in inner
    assert ("v.json/0", "exchange_employer_unknown") in inner
    assert {code for place, code in inner if place == "k.csv:2"} == {"exchange_unknown", "exchange_evidence"}
    assert rows(mex) == before
    assert "e.csv:2: " in found.value.problems[0].message()


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("applicants", b"id,email,age\na,a@b.example,52\n", "match_protected"),
        ("employers", b"id,name,email,boss\na,A,a@b.example,x\n", "people_column"),
        ("employers", b"\xff\xfe\x00", "roster_encoding"),
        ("all", b'{"staff": []}', "exchange_member"),
        ("all", b"[]", "json_not_object"),
        ("vacancies", b"[1]", "form_object"),
        ("employers", b"[", "json_syntax"),
    ],
)
def test_a_file_that_is_none_is_refused_by_its_name(mex: Exchange, kind: str, data: bytes, code: str) -> None:
    name = "x.csv" if kind in {"applicants", "employers"} and not data.startswith(b"[") else "x.json"
    with pytest.raises(SchemaError) as found:
        mex.bring_in({kind: [(name, data)]})
    codes = {one.values["what"].code for one in found.value.problems}  # type: ignore[attr-defined]
    assert code in codes
    assert name in str(found.value)


def test_an_address_is_one_persons_and_an_issuer_one_colleges(mex: Exchange) -> None:
    mex.bring_in(FILES)
    taken = person("eve", document={"identities": ["aisha@LEARNER.example"]})
    with pytest.raises(SchemaError) as found:
        mex.bring_in(
            {
                "applicants": [("a.json", as_json(taken))],
                "colleges": [("c.json", as_json(school("two", issuer="did:web:grand.example")))],
            }
        )
    assert {one.values["what"].code for one in found.value.problems} == {  # type: ignore[attr-defined]
        "exchange_address_taken",
        "exchange_issuer_twice",
    }


def test_a_posting_moves_its_vacancy_only_as_vacancies_move(mex: Exchange) -> None:
    mex.bring_in(FILES)

    def posted(**more: Any) -> None:
        mex.bring_in({"vacancies": [("v.json", as_json(opening(**more)))]})

    def state() -> str:
        with mex.book.read() as connection:
            return mex.book.standing(connection, tables.VACANCIES)["psw"].state

    posted(status="matched", seats=2)
    assert state() == "open", "only the exchange says that it is matched"
    posted(status="withdrawn")
    assert state() == "withdrawn"
    with pytest.raises(SchemaError) as found:
        posted(status="open")
    assert found.value.problems[0].values["what"].code == "exchange_move"  # type: ignore[attr-defined]


def test_an_address_that_is_no_longer_named_loses_its_confirmation(mex: Exchange) -> None:
    mex.bring_in(FILES)
    with mex.book.transaction() as connection:
        connection.execute(tables.ADDRESSES.update().values(confirmed="2026-03-01T00:00:00Z"))
    mex.bring_in({"applicants": [("a.json", as_json(person("aisha")))]})
    with mex.book.read() as connection:
        assert {name: len(all_of) for name, all_of in mex.book.confirmed(connection).items()} == {"aisha": 1, "ben": 1}
        assert mex.book.owner_of(connection, "a2@learner.example") is None


def test_what_moves_is_written_down_and_what_cannot_is_refused(mex: Exchange) -> None:
    mex.bring_in(FILES)
    with mex.book.transaction() as connection:
        mex.book.move_vacancy(connection, "psw", VacancyState.MATCHED, at=mex.now())
        mex.book.move_vacancy(connection, "psw", VacancyState.MATCHED, at=mex.now())
        mex.book.move_applicant(connection, "ben", ApplicantState.PLACED, at=mex.now())
        with pytest.raises(InputError) as refused:
            mex.book.move_applicant(connection, "ben", ApplicantState.TRAINING, at=mex.now())
        assert refused.value.code == "exchange_move"
        with pytest.raises(InputError) as unknown:
            mex.book.move_vacancy(connection, "nothing", VacancyState.OPEN, at=mex.now())
        assert unknown.value.code == "exchange_unknown"
        told = [(one.kind, one.subject, one.facts) for one in mex.book.events(connection, subjects=["psw", "ben"])]
    assert told == [
        ("vacancies-matched", "psw", {"from": "open"}),
        ("applicants-placed", "ben", {"from": "seeking"}),
    ]


def test_the_trust_list_names_who_was_approved_with_the_days_and_is_signed(mex: Exchange) -> None:
    with pytest.raises(InputError) as none:
        mex.trust_list(mex.signer())
    assert none.value.code == "exchange_none_approved"
    mex.bring_in(FILES)
    document = mex.trust_list(mex.signer())
    keeper = did_key(mex.signer().public_key)
    found = TrustList.load(dumps(document).encode(), signers=[keeper])
    assert found.find("did:web:lakeshore.example", at=mex.now()).state is ListedState.ON
    assert found.find("did:web:grand.example", at=mex.now()).state is ListedState.NONE
    later = mex.now().replace(year=2027)
    assert found.find("did:web:lakeshore.example", at=later).state is ListedState.LAPSED
    document["issuers"][0]["id"] = "did:web:grand.example"
    with pytest.raises(MexBadgeError):
        TrustList.load(dumps(document).encode(), signers=[keeper])


def test_an_approval_is_half_open(mex: Exchange) -> None:
    mex.bring_in(FILES)
    with mex.book.read() as connection:
        college = mex.book.colleges(connection)["lakeshore"]
    days = [(2025, 12, 31), (2026, 1, 1), (2026, 12, 31), (2027, 1, 1)]
    at = [college.approved(mex.now().replace(year=y, month=m, day=d).date()) for y, m, d in days]
    assert at == [False, True, True, False]


def test_a_keyed_hash_tells_its_parts_apart_and_registers_from_each_other(tmp_path: Path, mex: Exchange) -> None:
    assert mex.book.keyed("a", "bc") != mex.book.keyed("ab", "c")
    assert mex.book.keyed("a") == Mex(mex.folder).open().book.keyed("a")
    other = ExchangeBook.create(f"sqlite:///{tmp_path / 'other.db'}", at=mex.now(), secret=b"x" * 32)
    assert other.keyed("a") != mex.book.keyed("a")
