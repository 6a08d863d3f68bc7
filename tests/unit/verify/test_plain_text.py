"""The text that a person reads first: a verdict, a few lines, every warning, in the width that there is."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from jsonschema import Draft202012Validator

from mexbadge import _json
from mexbadge.fetch.types import nothing
from mexbadge.issuer import Form
from mexbadge.texts import LANGUAGES, Lang
from mexbadge.texts.look import Look, columns
from mexbadge.verify import Outcome, Policy, Report, Verdict, verify
from mexbadge.verify.findings import Check, Finding, day
from mexbadge.verify.schema import report_schema
from world import AT, College, World
from world_ob2 import ASSERTION, HOST, V2, assertion
from world_ob2 import World as OldWorld

BRIEF = Look(brief=True)


def judged(world: World, college: College, **more: object) -> Report:
    return verify(college.issue(Form.VC_JWT).credential, fetch=world.fetch, **{"at": AT, **more})  # type: ignore[arg-type]


def test_a_good_badge_is_said_in_a_headline_and_six_lines() -> None:
    world = World()
    report = judged(world, College(world))
    assert report.to_text(look=BRIEF).splitlines() == [
        "badge: valid (whose it is was not checked, the issuer is on no list of approved issuers)",
        "",
        "  Personal Support Worker: Dementia Care          Open Badges 3.0, VC-JWT",
        "  Issued by   did:web:badges.college.example",
        "  Its name    Example College",
        "  Issued to   a person whose e-mail address is hidden (hashed); give --recipient to check whose it is",
        "  Unaltered   yes, and it is the issuer's own",
        "  In force    yes, since 1 March 2026, with no end",
        "  Next        compare the issuer with the one you expect, and ask whose it is: --recipient name@example.ca",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_warning_stands_in_the_brief_text(lang: Lang) -> None:
    world = World()
    report = judged(world, College(world, "did:key:", name="Harvard (harvard.edu)"))
    warned = [finding for finding in report.findings if finding.outcome is Outcome.WARNED]
    text = report.to_text(lang, look=BRIEF)
    assert report.verdict is Verdict.WARNING
    assert len(warned) > 1
    assert all(finding.message(lang) in text for finding in warned)
    assert not [f for f in report.findings if f.outcome is Outcome.PASSED and f.message(lang) in text]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_checks_stand_there_where_one_failed_and_with_verbose(lang: Lang) -> None:
    world = World()
    college = College(world)
    expired = verify(college.issue(until=AT - timedelta(days=1)).credential, fetch=world.fetch, at=AT)
    assert expired.verdict is Verdict.INVALID
    for report, look in ((expired, BRIEF), (judged(world, college), Look(brief=True, verbose=True))):
        text = report.to_text(lang, look=look)
        assert all(finding.message(lang) in text for finding in report.findings)


def test_what_could_not_be_found_out_is_never_said_to_be_so() -> None:
    world = World()
    college = College(world)
    credential = college.issue().credential
    world.pages.clear()
    report = verify(credential, fetch=world.fetch, at=AT)
    assert report.verdict is Verdict.UNKNOWN
    text = report.to_text(look=BRIEF)
    assert "Unaltered   could not be found out" in text
    assert "this says nothing against it" in text


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(width: int, lang: Lang) -> None:
    """Of good, altered, ended, foreign and undecided badges, signed and hosted, in few words and in many."""
    for report in told():
        for look in (Look(brief=True), Look(brief=True, verbose=True)):
            lines = report.to_text(lang, look=replace(look, width=width)).splitlines()
            assert [line for line in lines if columns(line) > width] == []
            assert [line for line in lines if line != line.rstrip()] == []
            whole = report.to_text(lang, look=look)
            assert "".join("".join(lines).split()).replace(":", "") == "".join(whole.split()).replace(":", "")


def told() -> list[Report]:
    world = World()
    named = College(world, "did:key:", name="A College With Quite A Long Name, 東京の看護師のための短期大学")
    signed = College(world).issue().credential
    ended = College(world).issue(until=AT - timedelta(days=1)).credential
    old = OldWorld.hosted()
    hosted = assertion()
    found = [
        judged(world, named, recipient="somebody.with.a.long.name@a-long-host-name.example.ca"),
        verify(signed, fetch=world.fetch, at=AT),
        verify(signed, fetch=nothing, at=AT),
        verify(ended, fetch=world.fetch, at=AT),
        verify(hosted, fetch=old.fetch, at=AT),
        verify(hosted, fetch=nothing, at=AT),
        verify(signed.replace(b"Dementia", b"Surgery"), fetch=world.fetch, at=AT),
        verify(signed, fetch=world.fetch, at=AT, recipient="somebody.else@example.ca"),
        verify({**hosted, "narrative": "Something else"}, fetch=old.fetch, at=AT),
        verify(old_badge(), fetch=nothing, at=AT),
        verify(b'{"hello": 1}', at=AT),
    ]
    assert {report.verdict for report in found} == set(Verdict)
    return found


@pytest.mark.parametrize(
    ("moment", "english", "french"),
    [
        ("2026-03-01", "1 March 2026", "1er mars 2026"),
        ("2026-03-01T00:00:00Z", "1 March 2026", "1er mars 2026"),
        ("2026-08-12T09:30:00Z", "12 August 2026, 09:30 UTC", "12 août 2026, 09:30 UTC"),
        ("2026-08-12T09:30:05.5+02:00", "12 August 2026, 09:30:05 UTC+02:00", "12 août 2026, 09:30:05 UTC+02:00"),
        ("2026-13-01", "2026-13-01", "2026-13-01"),
        ("soon", "soon", "soon"),
    ],
)
def test_dates_are_said_in_words(moment: str, english: str, french: str) -> None:
    assert (day(moment, "en"), day(moment, "fr")) == (english, french)


def test_a_check_that_stopped_another_is_named_in_words() -> None:
    finding = Finding(Check.STATUS, "blocked", Outcome.SKIPPED, {"check": "binding"})
    assert "issuer" in finding.message("en")
    assert "émetteur" in finding.message("fr")


@pytest.mark.parametrize(("kind", "asked"), [("emailAddress", "did"), ("email", "telephone"), ("sisSourcedId", "did")])
def test_kinds_of_identities_are_said_in_words_where_there_are_words(kind: str, asked: str) -> None:
    finding = Finding(Check.RECIPIENT, "recipient_other_kind", Outcome.UNKNOWN, {"kinds": kind, "asked": asked})
    for lang, mail in (("en", "e-mail address"), ("fr", "le courriel")):
        assert (f"({mail})" in finding.message(lang)) is kind.startswith("email")
    assert ("telephone number" in finding.message()) is (asked == "telephone")
    assert ("(sisSourcedId)" in finding.message()) is (kind == "sisSourcedId")


def test_nothing_is_in_force_that_is_not_the_issuers_and_nothing_is_looked_up_that_was_not() -> None:
    world = World()
    college, other = College(world), College(world, "did:web:other.example")
    stolen = other.issue(issuer=college.profile).credential
    assert "In force    could not be found out" in verify(stolen, fetch=world.fetch, at=AT).to_text(look=BRIEF)
    lenient = verify(stolen, fetch=world.fetch, at=AT, policy=Policy(compat=True))
    assert "Unaltered   could not be found out" in lenient.to_text(look=BRIEF)
    entry = {
        "id": "https://badges.college.example/status/1#1",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "1",
        "statusListCredential": "https://badges.college.example/status/1",
    }
    unasked = college.issue(extra={"credentialStatus": entry}).credential
    report = verify(unasked, fetch=world.fetch, at=AT, policy=Policy(status=False))
    assert "In force    by its dates, yes" in report.to_text(look=BRIEF)


def test_the_report_as_json_names_its_holder_as_the_text_does() -> None:
    """What stands in clear with its value, of what is hashed the kind alone; in an order that nobody can change."""
    world = World()
    college = College(world)
    hashed = college.issue(Form.VC_JWT).credential
    report = verify(hashed, fetch=world.fetch, at=AT).to_json()
    assert report["badge"]["holder"] == {
        "id": None,
        "identities": [{"type": "emailAddress", "value": None, "hashed": True}],
    }
    told = _json.dumps(report)
    badge = verify(hashed, fetch=world.fetch, at=AT).badge
    assert badge is not None
    assert badge.identities[0].value not in told
    assert badge.identities[0].salt not in told
    clear = [
        {"type": "IdentityObject", "hashed": False, "identityHash": value, "identityType": kind}
        for kind, value in (
            ("sisSourcedId", "N7"),
            ("emailAddress", "aisha@example.ca"),
            ("emailAddress", "a@example.ca"),
        )
    ]
    found = []
    for listed in (clear, clear[::-1]):
        given = college.issue(Form.VC_JWT, to="did:example:aisha", subject={"identifier": listed})
        found.append(verify(given.credential, fetch=world.fetch, at=AT).to_json()["badge"]["holder"])
    assert found[0] == found[1]
    assert found[0]["id"] == "did:example:aisha"
    assert [one["value"] for one in found[0]["identities"]] == ["a@example.ca", "aisha@example.ca", "N7"]
    Draft202012Validator(report_schema()).validate(report)


def test_the_original_of_a_hosted_badge_is_no_signature_and_the_file_in_hand_may_differ() -> None:
    world = OldWorld.hosted()
    report = verify({**assertion(), "narrative": "Something else"}, fetch=world.fetch, at=AT)
    text = report.to_text(look=BRIEF)
    assert report.verdict is Verdict.WARNING
    assert "the issuer's own original is; the file in hand differs from it" in text
    assert "! original " in text
    assert "signature" not in report.to_text()
    away = verify(assertion(), fetch=nothing, at=AT, recipient="aisha@example.ca")
    assert 'the check "original" did not pass' in away.to_text(look=Look(verbose=True))
    assert "signature" not in away.to_text()


def test_a_revoked_hosted_badge_is_named_by_its_id_and_not_blamed_for_being_a_stub() -> None:
    world = OldWorld.hosted()
    world.put(ASSERTION, {"@context": V2, "type": "Assertion", "id": ASSERTION, "revoked": True})
    report = verify(assertion(), fetch=world.fetch, at=AT)
    assert report.verdict is Verdict.INVALID
    assert "ob2_hosted_differs" not in report.codes()
    text = report.to_text(look=BRIEF)
    assert f"  {ASSERTION} " in text
    assert "In force    no, the issuer has revoked it" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_for_whom_it_is_answers_the_question_that_was_asked(lang: Lang) -> None:
    world = World()
    college = College(world)
    theirs = judged(world, college, recipient="aisha@example.ca").to_text(lang, look=BRIEF)
    other = judged(world, college, recipient="zoe@example.ca").to_text(lang, look=BRIEF)
    assert {"en": "aisha@example.ca, as asked", "fr": "aisha@example.ca, comme demandé"}[lang] in theirs
    assert {"en": "somebody other than zoe@example.ca", "fr": "quelqu'un d'autre que zoe@example.ca"}[lang] in other


def test_one_next_step_is_told_once() -> None:
    world = World()
    report = verify(College(world).issue().credential, fetch=nothing, at=AT)
    step = report.of_check(Check.BINDING)[0].hint()
    assert step is not None
    assert [finding.hint() for finding in report.findings].count(step) == 2  # of the signature, and of the issuer
    assert report.to_text(look=BRIEF).count(step) == 1
    assert report.to_text(look=BRIEF).count("/.well-known/did.json") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_badge_is_not_said_to_be_unaltered_or_in_force(lang: Lang) -> None:
    text = verify(b'{"hello": 1}', at=AT).to_text(lang, look=BRIEF)
    assert {"en": "could be judged as a badge", "fr": "jugé comme badge"}[lang] in text
    assert {"en": "Unaltered", "fr": "Intact"}[lang] not in text
    assert {"en": "In force", "fr": "En vigueur"}[lang] not in text


def old_badge() -> dict[str, object]:
    """A hosted badge of 1.0, of which the dates are numbers."""
    return {
        "uid": "abc-1",
        "recipient": {"type": "email", "hashed": False, "identity": "aisha@example.ca"},
        "badge": {
            "name": "Care",
            "description": "Cares.",
            "image": f"{HOST}/care.png",
            "criteria": f"{HOST}/criteria",
            "issuer": f"{HOST}/old/issuer",
        },
        "verify": {"type": "hosted", "url": ASSERTION},
        "issuedOn": 1330560000,
        "expires": 4102444800,
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_dates_in_seconds_are_said_in_words(lang: Lang) -> None:
    """Versions before 2.0 allow them; nobody reads 1330560000."""
    world = OldWorld()
    world.put(ASSERTION, old_badge())
    world.put(f"{HOST}/old/issuer", {"name": "Example College", "url": HOST})
    report = verify(old_badge(), fetch=world.fetch, at=AT)
    for look in (BRIEF, Look(verbose=True)):
        text = report.to_text(lang, look=look)
        assert {"en": "1 March 2012", "fr": "1er mars 2012"}[lang] in text
        assert {"en": "1 January 2100", "fr": "1er janvier 2100"}[lang] in text
        assert "1330560000" not in text
        assert "4102444800" not in text


def test_a_long_name_does_not_run_into_the_form_of_its_badge() -> None:
    world = World()
    long = "Personal Support Worker: Dementia Care in Homes and Communities"
    document = json.loads(College(world).issue(Form.DATA_INTEGRITY).credential)
    document["credentialSubject"]["achievement"]["name"] = long
    report = verify(document, fetch=world.fetch, at=AT)
    lines = report.to_text(look=BRIEF).splitlines()
    (line,) = (one for one in lines if one.endswith("Open Badges 3.0, Data Integrity"))
    assert line.split("  ", 2)[1:] == [long, "Open Badges 3.0, Data Integrity"]
