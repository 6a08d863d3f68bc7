"""The text that a person reads first: a verdict, a few lines, every warning, in the width that there is."""

from datetime import timedelta

import pytest
from jsonschema import Draft202012Validator

from mexbadge import _json
from mexbadge.issuer import Form
from mexbadge.texts import LANGUAGES, Lang
from mexbadge.texts.look import Look
from mexbadge.verify import Outcome, Policy, Report, Verdict, verify
from mexbadge.verify.findings import Check, Finding, day
from mexbadge.verify.schema import report_schema
from world import AT, College, World

BRIEF = Look(brief=True)


def judged(world: World, college: College, **more: object) -> Report:
    return verify(college.issue(Form.VC_JWT).credential, fetch=world.fetch, **{"at": AT, **more})  # type: ignore[arg-type]


def test_a_good_badge_is_said_in_a_headline_and_six_lines() -> None:
    world = World()
    report = judged(world, College(world))
    assert report.to_text(look=BRIEF).splitlines() == [
        "badge: valid (whose it is was not checked, the issuer is on no list)",
        "",
        "  Personal Support Worker: Dementia Care          Open Badges 3.0, VC-JWT",
        "  Issued by   did:web:badges.college.example",
        "  Its name    Example College",
        "  Issued to   a person whose e-mail address is hashed (give --recipient to check whom)",
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
def test_no_line_is_wider_than_the_terminal_but_for_a_word_that_is(width: int, lang: Lang) -> None:
    world = World()
    report = judged(world, College(world, "did:key:", name="A College With Quite A Long Name Of Many Words"))
    for look in (Look(brief=True, width=width), Look(brief=True, width=width, verbose=True)):
        for line in report.to_text(lang, look=look).splitlines():
            longest = max((len(word) for word in line.split()), default=0)
            assert len(line) <= width or longest > width - 20, line


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
