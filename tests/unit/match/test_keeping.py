"""What was verified is kept and read back as it was; what was changed or is of another version is refused."""

import contextlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import world_ob2
from mexbadge import _json
from mexbadge._kept import opened, pack, sealed, unpack
from mexbadge.badge import Person
from mexbadge.errors import FetchError, InputError, Problem
from mexbadge.fetch import Recorder, Request, ResourceKind, Response
from mexbadge.match import Applicant, MatchSettings, Requirement, Vacancy, match_json, read_profile
from mexbadge.match.api import Reading
from mexbadge.match.keeping import (
    keep_applicant,
    keep_match,
    kept_schema,
    read_kept_applicant,
    read_kept_match,
)
from mexbadge.models.language import Words
from mexbadge.skills import Skill, Taxonomy
from mexbadge.skills.keeping import keep_profile, read_kept_profile
from mexbadge.testing import RECIPIENT, Badges, World
from mexbadge.verify import Report, Verdict, Verifier
from mexbadge.verify.keeping import KeptReport

LIFTS = "https://skills.example/lifts"
LIST = Taxonomy.of([Skill(LIFTS, Words.of({"en": "Lifts", "fr": "Levées"}))])
WHO = Applicant(id="aisha", person=Person.of(RECIPIENT), badges=("a.png",))
SCHEMA = Draft202012Validator(kept_schema())


class Watched:
    """A world's network that notes what is asked of it."""

    def __init__(self, world: "World | world_ob2.World") -> None:
        self.world, self.asked = world, list[ResourceKind]()

    def __call__(self, request: Request) -> Response:
        self.asked.append(request.kind)
        return self.world.fetch(request)


def world() -> tuple[World, Badges]:
    made = World()
    return made, Badges(made)


def judged(made: World, badge: Any, **given: Any) -> KeptReport:
    recorder = Recorder(made.fetch)
    report = Verifier(fetch=recorder).verify(badge.credential, recipient=RECIPIENT, at=made.at, **given)
    return KeptReport.of(report, recorder.responses)


def through(document: Any) -> bytes:
    SCHEMA.validate(json.loads(json.dumps(document)))
    return _json.dumps(document).encode()


@pytest.mark.parametrize("state", [{}, {"valid": False}, {"expired": True}, {"revoked": True}])
def test_a_report_comes_back_exactly_as_it_was(state: Any) -> None:
    made, badges = world()
    kept = judged(made, badges(skills=[LIFTS], **state))
    read = KeptReport.read(through(kept.to_json()))
    assert read == kept
    assert read.report.to_json("fr") == kept.report.to_json("fr")
    assert read.report.digest == kept.report.digest


@pytest.mark.parametrize("content", [b"", b"not a badge", b'{"type": "x"}', b"\x89PNG\r\n\x1a\n"])
def test_the_report_of_what_is_no_badge_comes_back_too(content: bytes) -> None:
    made, _ = world()
    report = made.verify(content)
    assert KeptReport.read(through(KeptReport(report).to_json())).report == report


def test_a_profile_and_what_follows_from_it_come_back_as_they_were() -> None:
    made, badges = world()
    given_badges = [badges(skills=[LIFTS]).credential, badges(skills=[LIFTS], revoked=True).credential]
    chosen = MatchSettings(taxonomy=LIST, fetch=made.fetch)
    profile = chosen.profile(given_badges, WHO, at=made.at)
    document = keep_profile(profile)
    assert len(document["shared"]) == len(profile.holdings), "each badge stands once"
    read = read_kept_profile(through(document))
    assert read == profile
    vacancy = Vacancy(id="v", title=Words.of("V"), requirements=(Requirement("r", skills=(LIFTS,)),))
    assert match_json(chosen.match(read, vacancy, WHO)) == match_json(chosen.match(profile, vacancy, WHO))
    assert chosen.match(read, vacancy, WHO).eligible


def test_an_applicant_and_a_result_come_back_as_they_were() -> None:
    made, badges = world()
    chosen = MatchSettings(taxonomy=LIST, fetch=made.fetch)
    vacancy = Vacancy(id="v", title=Words.of("V"), requirements=(Requirement("r", skills=(LIFTS,)),))
    found = chosen.match(chosen.profile([badges(skills=[LIFTS]).credential], WHO, at=made.at), vacancy, WHO)
    assert read_kept_match(through(keep_match(found, "fr"))) == json.loads(json.dumps(match_json(found, "fr")))
    assert read_kept_applicant(through(keep_applicant(WHO))) == WHO
    assert Applicant.parse(WHO.to_json()) == WHO


def changed(document: dict[str, Any], text: str, other: str) -> bytes:
    plain = json.dumps(document)
    assert text in plain
    return plain.replace(text, other, 1).encode()


def test_what_was_changed_by_hand_is_refused() -> None:
    made, badges = world()
    kept = judged(made, badges(revoked=True)).to_json()
    for text, other in (('"invalid"', '"valid"'), ('"status_revoked"', '"status_ok"'), ('"digest": "', '"digest": "0')):
        with pytest.raises(InputError) as caught:
            KeptReport.read(changed(kept, text, other))
        assert caught.value.code == "kept_changed"
    with pytest.raises(InputError) as caught:
        KeptReport.read(json.dumps({**kept, "remark": "looked at"}).encode())
    assert caught.value.code == "kept_changed", "nothing stands beside what the digest holds"
    for written_by in (7, None):
        with pytest.raises(InputError) as caught:
            KeptReport.read(json.dumps({**kept, "mexbadge": written_by}).encode())
        assert caught.value.code == "kept_changed"
    other_name = KeptReport.read(json.dumps({**kept, "mexbadge": "9.9"}).encode())
    assert other_name == KeptReport.read(json.dumps(kept).encode()), "who wrote it decides nothing"
    with pytest.raises(InputError) as caught:
        read_kept_applicant(changed(keep_applicant(WHO), RECIPIENT, "someone@else.ca"))
    assert caught.value.code == "kept_changed"


def test_another_version_or_another_form_is_refused() -> None:
    made, badges = world()
    kept = judged(made, badges()).to_json()
    for document in (changed(kept, "kept-report-1", "kept-report-2"), through(keep_applicant(WHO)), b"{}"):
        with pytest.raises(InputError) as caught:
            KeptReport.read(document)
        assert caught.value.code == "kept_version"


@pytest.mark.parametrize("kept", [1, None, [], {}, {"report": 1}, {"report": {"verdict": "splendid"}}, {"other": 1}])
def test_what_cannot_have_been_kept_is_refused_though_its_digest_fits(kept: Any) -> None:
    with pytest.raises(InputError) as caught:
        KeptReport.read(sealed("urn:mexbadge:schema:kept-report-1", "0", kept))
    assert caught.value.code == "kept_form"


def again(kept: KeptReport, made: World, **given: Any) -> tuple[Report, list[ResourceKind]]:
    watched = Watched(made)
    report = kept.again(Verifier(fetch=watched), recipient=RECIPIENT, **given)
    return report, watched.asked


def test_judging_again_asks_for_the_status_and_nothing_of_the_issuer() -> None:
    made, badges = world()
    badge = badges(skills=[LIFTS])
    kept = KeptReport.read(through(judged(made, badge).to_json()))
    report, asked = again(kept, made, at=made.at + timedelta(days=1))
    assert report.verdict in {Verdict.VALID, Verdict.WARNING}
    assert set(asked) == {ResourceKind.STATUS_LIST}
    badges.college().revoke(badge)
    report, _ = again(kept, made, at=made.at + timedelta(days=1))
    assert (report.verdict, "status_revoked" in report.codes()) == (Verdict.INVALID, True)


def test_judging_again_sees_that_a_badge_has_ended() -> None:
    made, badges = world()
    kept = judged(made, badges())
    report, _ = again(kept, made, at=made.at + timedelta(days=400))
    assert "dates_expired" in report.codes()


def test_a_status_that_cannot_be_asked_is_unknown_though_it_was_clear() -> None:
    made, badges = world()
    kept = judged(made, badges())
    silent = Verifier(fetch=World().fetch)
    assert kept.again(silent, recipient=RECIPIENT, at=made.at).verdict is Verdict.UNKNOWN


def test_a_hosted_badge_is_asked_at_its_address_again_and_its_issuer_is_not() -> None:
    hosted = world_ob2.World.hosted()
    recorder = Recorder(hosted.fetch)
    content = json.dumps(world_ob2.assertion()).encode()
    report = Verifier(fetch=recorder).verify(content, recipient=world_ob2.EMAIL, at=world_ob2.AT)
    assert report, report
    kept = KeptReport.read(through(KeptReport.of(report, recorder.responses).to_json()))
    watched = Watched(hosted)
    later = world_ob2.AT + timedelta(days=1)
    assert kept.again(Verifier(fetch=watched), recipient=world_ob2.EMAIL, at=later)
    assert ResourceKind.CREDENTIAL in watched.asked
    assert ResourceKind.PROFILE not in watched.asked
    hosted.put(world_ob2.ASSERTION, {"revoked": True, "revocationReason": "error"}, status=410)
    report = kept.again(Verifier(fetch=hosted.fetch), recipient=world_ob2.EMAIL, at=later)
    assert (report.verdict, "ob2_gone" in report.codes()) == (Verdict.INVALID, True)


def test_keys_that_were_kept_are_believed_for_some_days_and_then_asked() -> None:
    made, badges = world()
    kept = judged(made, badges())
    late = made.at + timedelta(days=8)
    assert ResourceKind.DID_DOCUMENT in set(again(kept, made, at=late)[1])
    assert ResourceKind.DID_DOCUMENT not in set(again(kept, made, at=late, issuer_age=timedelta(days=9))[1])
    assert ResourceKind.DID_DOCUMENT in set(again(kept, made, at=made.at - timedelta(days=1))[1]), (
        "nor for the time before"
    )


def test_a_badge_that_was_altered_in_what_was_kept_is_proved_anew() -> None:
    made, badges = world()
    kept = judged(made, badges())
    assert kept.report.content is not None
    forged = replace(kept.report, content=kept.report.content.replace(b"College", b"Kollege"))
    report, _ = again(KeptReport.read(through(replace(kept, report=forged).to_json())), made, at=made.at)
    assert report.verdict is Verdict.INVALID


def test_what_could_not_be_read_cannot_be_judged_again() -> None:
    made, _ = world()
    with pytest.raises(InputError) as caught:
        KeptReport(made.verify(b"no badge at all")).again(Verifier(fetch=made.fetch))
    assert caught.value.code == "kept_nothing"


def test_settings_read_and_compare_as_the_single_calls_do() -> None:
    made, badges = world()
    badge = badges(skills=[LIFTS])
    vacancies = [
        Vacancy(id=name, title=Words.of(name), requirements=(Requirement("r", skills=(uri,)),))
        for name, uri in (("a", "https://skills.example/other"), ("b", LIFTS))
    ]
    trusted = MatchSettings(taxonomy=LIST, accepts=frozenset({"did:web:elsewhere.example"}), fetch=made.fetch)
    profile = trusted.profile([badge.credential], WHO, at=made.at)
    assert not profile.skills, "only those count who are accepted"
    everyone = replace(trusted, accepts=None)
    profile = everyone.profile([badge.credential], WHO, at=made.at)
    assert profile == read_profile(
        [badge.credential], applicant=WHO, reading=Reading(taxonomy=LIST, fetch=made.fetch), at=made.at
    )
    assert [one.vacancy.id for one in everyone.vacancies(profile, vacancies, WHO)] == ["b", "a"]
    kept = judged(made, badge)
    badges.college().revoke(badge)
    assert not everyone.again([kept], WHO, at=made.at + timedelta(days=1)).skills


class Colour(StrEnum):
    RED = "red"


class Two(NamedTuple):
    one: Fraction
    other: "Inner | None" = None


@dataclass(frozen=True)
class Inner:
    name: str
    when: datetime | date | None = None


@dataclass(frozen=True)
class Outer:
    flag: bool
    number: int | str
    share: Fraction
    amount: Decimal
    data: bytes
    colour: Colour
    pairs: tuple[Two, ...]
    fixed: tuple[str, int]
    names: frozenset[str]
    table: "dict[str, Inner]"
    values: "dict[str, object]"


_MOMENT = st.datetimes(timezones=st.just(UTC))
_INNER = st.builds(Inner, st.text(max_size=5), st.none() | _MOMENT)
_PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4)
_LOOSE = st.recursive(
    _PLAIN | _MOMENT | st.fractions() | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=2).map(tuple) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=4,
)
_NAMES = st.sampled_from(["report", "documents", "verdict", "@", "v"])
_JSON = st.recursive(
    _PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3),
    max_leaves=8,
)
_OUTER = st.builds(
    Outer,
    st.booleans(),
    st.integers(-9, 9) | st.text(max_size=4),
    st.fractions(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.binary(max_size=5),
    st.just(Colour.RED),
    st.lists(st.builds(Two, st.fractions(), st.none() | _INNER), max_size=2).map(tuple),
    st.tuples(st.text(max_size=3), st.integers(0, 9)),
    st.frozensets(st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=3), _INNER, max_size=2),
    st.dictionaries(st.text(max_size=3), _LOOSE | st.builds(Problem, st.just("json_empty"), st.none()), max_size=2),
)


@settings(max_examples=80)
@given(_OUTER)
def test_any_value_is_read_back_as_it_was_packed(value: Outer) -> None:
    assert unpack(json.loads(json.dumps(pack(value, Outer))), Outer) == value


@settings(max_examples=80)
@given(_JSON)
def test_nothing_that_is_unpacked_ends_in_anything_but_a_refusal(value: Any) -> None:
    for kind in (KeptReport, Outer):
        with contextlib.suppress(InputError):
            unpack(value, kind)
    with pytest.raises(InputError):
        opened({"schema": "a", "kept": value, "digest": "b"}, "a")


# The schema to its depth


def test_what_is_kept_is_described_to_its_depth_and_a_slip_in_it_is_seen() -> None:
    made, badges = world()
    kept = judged(made, badges(skills=[LIFTS]))
    chosen = MatchSettings(taxonomy=LIST, fetch=made.fetch)
    profile = chosen.profile([badges(skills=[LIFTS]).credential], WHO, at=made.at)
    vacancy = Vacancy(id="v", title=Words.of("V"), requirements=(Requirement("r", skills=(LIFTS,)),))
    result = keep_match(chosen.match(profile, vacancy, WHO))
    for document in (kept.to_json(), keep_profile(profile), keep_applicant(WHO), result):
        text = json.loads(json.dumps(document))
        assert SCHEMA.is_valid(text)
        assert not SCHEMA.is_valid({**text, "kept": {**text["kept"], "unheard": 1}})
        others = {one["properties"]["schema"]["const"] for one in kept_schema()["oneOf"]} - {text["schema"]}
        assert not any(SCHEMA.is_valid({**text, "schema": other}) for other in others)
    report = json.loads(json.dumps(kept.to_json()))
    report["kept"]["report"]["verdict"] = "maybe"
    assert not SCHEMA.is_valid(report)


@pytest.mark.parametrize("code", ["fetch_dns", "fetch_timeout", "fetch_status", "fetch_tls"])
@pytest.mark.parametrize("hosted", [False, True])
@pytest.mark.parametrize("first", range(4))
def test_a_report_of_what_could_not_be_reached_comes_back_exactly_as_it_was(
    code: str,
    hosted: bool,  # noqa: FBT001
    first: int,
) -> None:
    """Whatever is asked from the request number ``first`` on cannot be reached."""
    own, badges = world()
    other = world_ob2.World.hosted()
    content = json.dumps(world_ob2.assertion()).encode() if hosted else badges().credential
    network = other.fetch if hosted else own.fetch
    asked = iter(range(100))

    def fetch(request: Request) -> Response:
        if next(asked) >= first:
            raise FetchError(code, url=request.url, status=500, host="badges.example", reason="broken", seconds=3)
        return network(request)

    report = Verifier(fetch=fetch).verify(content, at=world_ob2.AT if hosted else own.at)
    kept = KeptReport.of(report)
    back = KeptReport.read(through(kept.to_json()))
    assert back == kept
    assert [(one.message("fr"), one.hint("fr")) for one in back.report.findings] == [
        (one.message("fr"), one.hint("fr")) for one in report.findings
    ]


def test_a_report_that_names_an_error_says_it_in_both_languages_when_it_was_kept() -> None:
    made, badges = world()
    badge = badges(skills=[LIFTS]).credential

    def unreachable(request: Request) -> Response:
        raise FetchError("fetch_dns", url=request.url)

    report = Verifier(fetch=unreachable).verify(badge, at=made.at)
    assert report.verdict is Verdict.UNKNOWN
    read = KeptReport.read(through(KeptReport.of(report).to_json())).report
    assert read.to_json("fr") == report.to_json("fr")
    assert read.to_json("en") == report.to_json("en")
