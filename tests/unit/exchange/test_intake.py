"""Badges come in verified, are their person's own, and count for nothing before a code was answered."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from exchanging import Mex, answer_to, as_json, employer, letters_of, mail_with, opening, person, school
from mail_servers import message_of
from mexbadge.deliver import State
from mexbadge.errors import InputError
from mexbadge.match import MatchSettings
from mexbadge.match.exchange import Exchange, tables
from mexbadge.match.exchange.automatic import is_automatic
from mexbadge.match.exchange.inbox import ReadAs, codes_in
from mexbadge.match.exchange.questions import Asked, Party, ask, new_code
from mexbadge.match.exchange.receiving import Came, why_not
from mexbadge.verify import Check, Code, Finding, Outcome, Report, Verdict
from world import College, World

AISHA = "aisha@learner.example"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def college(world: World) -> College:
    return College(world)


@pytest.fixture
def mex(tmp_path: Path, world: World, college: College) -> Exchange:
    place = Mex(tmp_path / "mex", settings=MatchSettings(fetch=world.fetch))
    place.clock.now = world.at
    made = place.create()
    made.bring_in(
        {
            "employers": [("e.json", as_json(employer()))],
            "colleges": [("c.json", as_json(school(issuer=college.id)))],
            "applicants": [("a.json", as_json(person("aisha"), person("ben")))],
            "vacancies": [("v.json", as_json(opening()))],
        }
    )
    return made


def came(mex: Exchange, tmp_path: Path, **files: bytes) -> dict[str, tuple[Came, str | None]]:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return {one.name: (one.came, one.applicant or (one.why.code if one.why else None)) for one in mex.intake(folder)}


def confirmed(mex: Exchange) -> dict[str, list[str]]:
    with mex.book.read() as connection:
        return {who: [one.value for one in all_of] for who, all_of in mex.book.confirmed(connection).items()}


def test_a_badge_is_kept_as_it_came_with_its_report_and_its_holder_is_asked(
    mex: Exchange, college: College, tmp_path: Path
) -> None:
    badge = college.issue(to=AISHA).credential
    assert came(mex, tmp_path, a_json=badge) == {"a.json": (Came.KEPT, "aisha")}
    assert came(mex, tmp_path, a_json=badge) == {"a.json": (Came.KNOWN, "aisha")}
    with mex.book.read() as connection:
        (row,) = connection.execute(select(tables.BADGES)).all()
    assert row.content == badge
    assert confirmed(mex) == {}
    (letter,) = letters_of(mex)
    assert parseaddr(str(letter["To"]))[1] == AISHA
    text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "1 King Street" in text
    assert "MEX stop " in text
    assert "mailto:mex@mex.example?subject=MEX%20stop%20" in str(letter["List-Unsubscribe"])
    assert 'href="mailto:mex@mex.example?subject=MEX%20yes%20' in letter.get_body(("html",)).get_content()  # type: ignore[union-attr]
    (read,) = mex.inbox([("a.eml", answer_to(letter, "yes"))])
    assert read.read is ReadAs.ANSWERED
    assert confirmed(mex) == {"aisha": [AISHA]}
    with mex.book.read() as connection:
        (consent,) = mex.book.consents(connection, "aisha")
    assert (consent.channel, consent.purpose, consent.wording) == ("email", "matching", "mexbadge-1")
    assert consent.stands(mex.now())


def test_what_is_no_good_badge_is_refused_and_its_sender_told_in_a_sentence(
    mex: Exchange, college: College, tmp_path: Path
) -> None:
    hers = college.issue(to=AISHA).credential
    forged = bytearray(hers)
    forged[-20] ^= 1
    revoked = college.issue_revocable(to=AISHA)
    college.revoke(revoked)
    stranger = college.issue(to="eve@else.example").credential
    assert came(mex, tmp_path, a_jwt=bytes(forged), b_json=revoked.credential, c_json=stranger, d_txt=b"hello") == {
        "a.jwt": (Came.REFUSED, "exchange_in_invalid"),
        "b.json": (Came.REFUSED, "exchange_in_invalid"),
        "c.json": (Came.REFUSED, "exchange_in_nobody"),
        "d.txt": (Came.REFUSED, "exchange_in_invalid"),
    }
    assert letters_of(mex) == [], "nobody wrote, so nobody is answered"
    sent = mail_with(AISHA, {"b.json": revoked.credential})
    assert came(mex, tmp_path, m_eml=sent) == {"b.json": (Came.REFUSED, "exchange_in_invalid")}
    (letter,) = letters_of(mex)
    assert "revoked" in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert came(mex, tmp_path, m_eml=sent) == {"m.eml": (Came.KNOWN, None)}
    assert letters_of(mex) == []
    others = mail_with("ben@learner.example", {"a.json": hers})
    assert came(mex, tmp_path, o_eml=others) == {"a.json": (Came.REFUSED, "exchange_in_not_yours")}


def test_why_a_badge_was_refused_is_always_a_sentence() -> None:
    ended = Finding(Check.DATES, Code.DATES_EXPIRED, Outcome.FAILED, {"end": "2026-01-01T00:00:00Z"})
    at = datetime(2026, 3, 1, tzinfo=UTC)
    good = Finding(Check.FORMAT, Code.FORMAT_OK, Outcome.PASSED)
    assert why_not(Report("", Verdict.INVALID, at, None, (good, ended))).code == "dates_expired"
    assert why_not(Report("", Verdict.INVALID, at, None, (good,))).message() == "readable, but not an Open Badge"


def test_what_could_not_be_decided_is_left_for_later(mex: Exchange, college: College, tmp_path: Path) -> None:
    badge = college.issue_revocable(to=AISHA).credential
    page = college.world.pages[college.revocations.url]
    college.world.drop(college.revocations.url)
    letter = mail_with(AISHA, {"a.json": badge})
    assert came(mex, tmp_path, a_eml=letter) == {"a.json": (Came.LATER, "exchange_in_later")}
    assert letters_of(mex) == []
    college.world.pages[college.revocations.url] = page
    assert came(mex, tmp_path, a_eml=letter) == {"a.json": (Came.KEPT, "aisha")}


def test_a_code_counts_once_until_its_end_for_its_own_question_and_only_its_digest_is_kept(mex: Exchange) -> None:
    at = mex.now()
    with mex.book.transaction() as connection:
        query = ask(mex.book, connection, Asked.CONFIRM, AISHA, Party.APPLICANT, "aisha", at=at, days=2)
        assert ask(mex.book, connection, Asked.CONFIRM, AISHA, Party.APPLICANT, "aisha", at=at, days=2) == query
        code, other = (new_code(connection, query, mex.random, at=at) for _ in range(2))
        assert code != other
        kept = [row.hash for row in connection.execute(select(tables.CODES))]
    assert code not in kept
    assert len(code) == 26
    with pytest.raises(InputError) as unknown:
        mex.answer("a" * 26, "yes")
    assert unknown.value.code == "exchange_code_unknown"
    with pytest.raises(InputError) as none:
        mex.answer(code, "gone")
    assert none.value.code == "exchange_code_answer"
    mex.answer(code.upper(), "yes")
    for one in (code, other):
        with pytest.raises(InputError) as used:
            mex.answer(one, "no")
        assert used.value.code == "exchange_code_used"
    assert confirmed(mex) == {"aisha": [AISHA]}


def test_a_code_is_over_at_its_end(mex: Exchange, tmp_path: Path, college: College) -> None:
    came(mex, tmp_path, a_json=college.issue(to=AISHA).credential)
    (letter,) = letters_of(mex)
    mex.clock.pass_days(14)  # type: ignore[attr-defined]
    (read,) = mex.inbox([("a.eml", answer_to(letter, "yes"))])
    assert (read.read, read.why and read.why.code) == (ReadAs.LATE, "exchange_code_over")
    assert confirmed(mex) == {}
    (told,) = letters_of(mex)
    assert "no longer counts" in told.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_whoever_let_the_code_lapse_is_asked_again_with_the_badge(
    mex: Exchange, tmp_path: Path, college: College
) -> None:
    badge = college.issue(to=AISHA).credential
    came(mex, tmp_path, a_json=badge)
    assert len(letters_of(mex)) == 1
    came(mex, tmp_path, a_json=badge)
    assert letters_of(mex) == [], "one question waits already"
    mex.clock.pass_days(14)  # type: ignore[attr-defined]
    came(mex, tmp_path, a_json=badge)
    (letter,) = letters_of(mex)
    assert [one.read for one in mex.inbox([("a.eml", answer_to(letter, "yes"))])] == [ReadAs.ANSWERED]
    assert confirmed(mex) == {"aisha": [AISHA]}


def test_a_badge_of_which_its_holder_says_no_is_gone(mex: Exchange, tmp_path: Path, college: College) -> None:
    came(mex, tmp_path, a_json=college.issue(to=AISHA).credential)
    (letter,) = letters_of(mex)
    list(mex.inbox([("a.eml", answer_to(letter, "no"))]))
    with mex.book.read() as connection:
        assert connection.execute(select(tables.BADGES)).all() == []
    assert confirmed(mex) == {}


def test_a_stop_ends_all_letters_and_the_consent(mex: Exchange, tmp_path: Path, college: College) -> None:
    came(mex, tmp_path, a_json=college.issue(to=AISHA).credential)
    (letter,) = letters_of(mex)
    list(mex.inbox([("a.eml", answer_to(letter, "yes")), ("b.eml", answer_to(letter, "stop"))]))
    with mex.book.read() as connection:
        (consent,) = mex.book.consents(connection, "aisha")
    assert consent.withdrawn is not None
    assert not consent.stands(mex.now())
    came(mex, tmp_path, m_eml=mail_with(AISHA, {"x.txt": b"x"}))
    assert letters_of(mex) == []
    assert mex.outbox.counts()[State.DROPPED] == 1


def test_no_program_ever_answers(mex: Exchange, tmp_path: Path, college: College) -> None:
    came(mex, tmp_path, a_json=college.issue(to=AISHA).credential)
    (letter,) = letters_of(mex)
    said = answer_to(letter, "yes")
    heads = (
        b"Auto-Submitted: auto-replied",
        b"Auto-Submitted: auto-generated; x=y",
        b"Precedence: bulk",
        b"Return-Path: <>",
        b"X-Autoreply: yes",
        b"List-Id: <x.example>",
    )
    for head in heads:
        (read,) = mex.inbox([("a.eml", head + b"\r\n" + said)])
        assert read.read is ReadAs.AUTOMATIC, head
    bounced = said.replace(b"aisha@learner.example", b"MAILER-DAEMON@learner.example")
    assert [one.read for one in mex.inbox([("b.eml", bounced)])] == [ReadAs.AUTOMATIC]
    assert confirmed(mex) == {}
    assert [one.read for one in mex.inbox([("a.eml", said), ("a.eml", said)])] == [ReadAs.ANSWERED, ReadAs.KNOWN]


@given(st.text(max_size=80))
def test_no_subject_is_an_answer_by_chance_and_reading_one_never_fails(text: str) -> None:
    for word, code in codes_in(text):
        assert word in {"yes", "no", "gone", "stop"}
        assert code in text.lower()


@given(
    st.sampled_from(["Re: ", "RE : ", "Rép : ", "[spam] ", ""]), st.sampled_from(["yes", "YES", "Oui", "no", "gone"])
)
def test_a_subject_that_a_mail_program_answered_still_holds_its_code(before: str, word: str) -> None:
    code = "abcdefghijklmnopqrstuvwxyz"
    expected = {"oui": "yes"}.get(word.lower(), word.lower())
    assert codes_in(f"{before}MEX {word} {code}") == [(expected, code)]
    assert len(codes_in(f"{before}MEX yes {code} no {code}")) == 2, "two answers are none"
    assert codes_in(f"{before}MEX {word} {code}2") == []


def test_a_letter_of_a_person_is_none_of_a_program() -> None:
    message = EmailMessage()
    message["From"] = AISHA
    message["Auto-Submitted"] = "no"
    assert not is_automatic(message)


def test_letters_written_as_files_are_their_owners_alone_and_count_as_told(
    mex: Exchange, tmp_path: Path, college: College
) -> None:
    came(mex, tmp_path, a_json=college.issue(to=AISHA).credential)
    assert [one.outcome.state for one in mex.write_letters(tmp_path / "letters")] == [State.WRITTEN]
    (path,) = (tmp_path / "letters").iterdir()
    assert path.stat().st_mode & 0o077 == 0
    assert message_of(path.read_bytes())["X-Unsent"] == "1"
    assert letters_of(mex) == []
