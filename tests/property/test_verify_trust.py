import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from examples_count import examples
from mexbadge._json import dumps
from mexbadge.badge import Badge
from mexbadge.errors import InputError, Problem, SchemaError
from mexbadge.fetch.types import Source, nothing
from mexbadge.models.kinds import Kind
from mexbadge.trust.entries import ListedState, TrustEntry
from mexbadge.trust.lists import TrustList
from mexbadge.trust.reading import TRUST_LIST_SCHEMA, trust_list_schema
from mexbadge.verify import Check, Code, Finding, Outcome, Policy, Report, Resource, Verdict
from mexbadge.verify.checks.trust import check_trust
from mexbadge.verify.lookalikes import check_lookalikes, hidden, mixture, readable_host, reversing
from mexbadge.verify.subject import Ask

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
VALIDATOR = Draft202012Validator(trust_list_schema())
IDS = st.sampled_from(
    ["did:web:a.example", "did:key:z6Mk", "https://b.example/i", "http://c.example", "did:web:", "x", ""]
)
DATES = st.sampled_from(["2026-01-01T00:00:00Z", "2027-01-01T00:00:00+01:00", "2026-01-01", "soon", ""])
ANY = st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.lists(st.text(max_size=3), max_size=2)
TONGUES = st.dictionaries(st.sampled_from(["en", "fr-CA", "@none", "x y", ""]), st.text(max_size=3) | ANY, max_size=2)
NAMES = TONGUES | st.lists(st.text(max_size=3) | TONGUES | ANY, max_size=3)
ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "id": IDS | ANY,
        "name": st.text(max_size=5) | ANY | NAMES,
        "roles": st.lists(st.text(max_size=3)) | ANY,
        "validUntil": DATES | ANY,
        "x": ANY,
    },
)
DOCUMENTS = st.fixed_dictionaries(
    {"schema": st.just(TRUST_LIST_SCHEMA) | ANY, "issuers": st.lists(ENTRIES | ANY, max_size=3) | ANY},
    optional={"name": st.text(max_size=5) | ANY, "id": IDS | ANY, "validFrom": DATES | ANY, "more": ANY},
)
HOSTILE = st.text(max_size=40) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</style><script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}",
        "\x1b[2J",
        "\u202e&lt;",
        "javascript:x",
        "\ud800",
    ]
)
OUTCOMES = st.sampled_from(list(Outcome))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_list_or_an_error_of_ours(raw: bytes) -> None:
    with contextlib.suppress(InputError):
        TrustList.load(raw)


@given(DOCUMENTS)
@settings(max_examples=examples(200))
def test_what_the_reader_takes_the_schema_takes(document: dict[str, Any]) -> None:
    loaded, problems = tried(document)
    assert all(problem.message("fr") and problem.hint() for problem in problems)
    if loaded is not None:
        VALIDATOR.validate(document)
        assert len(loaded.issuers) == len(document["issuers"])
    elif not {problem.code for problem in problems} <= {"trust_twice", "trust_dates", "trust_date", "trust_not_json"}:
        assert not VALIDATOR.is_valid(document)


def tried(document: dict[str, Any]) -> tuple[TrustList | None, tuple[Problem, ...]]:
    try:
        return TrustList.load(dumps(document).encode()), ()
    except SchemaError as error:
        return None, error.problems
    except InputError as error:
        return None, (error.problem,)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(-400, 400), st.integers(-400, 400))
def test_an_issuer_is_on_a_list_only_within_both_windows(at: datetime, first: int, second: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    texts = [f"{now + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}" for days in (first, second)]
    found = TrustList("L", (TrustEntry("did:web:a.example", "A", valid_until=texts[1]),), valid_from=texts[0])
    on = found.find("did:web:a.example", at=at).state is ListedState.ON
    assert on == (now + timedelta(days=first) <= at + timedelta(seconds=60) and at < now + timedelta(days=second))


@given(st.lists(st.tuples(st.sampled_from([*Code, "ob2_scope", "ob2_scope_unproven"]), OUTCOMES), max_size=5))
def test_only_a_binding_that_holds_is_ever_said_to_be_on_a_list(codes: list[tuple[str, Outcome]]) -> None:
    ident = "did:web:a.example"
    findings = [Finding(Check.BINDING, code, outcome, {"issuer": ident}) for code, outcome in codes]
    ask = Ask(Policy(trust=(TrustList("L", (TrustEntry(ident, "A"),)),), require_listed=True), nothing, AT)
    said = list(check_trust(findings, ask, Kind.ACHIEVEMENT))
    if any(finding.outcome in {Outcome.FAILED, Outcome.UNKNOWN} for finding in findings):
        assert said == []
    elif any(finding.outcome is not Outcome.SKIPPED for finding in findings):
        assert len(said) == 1
        assert said[0].outcome in {Outcome.PASSED, Outcome.FAILED}


@given(HOSTILE)
def test_any_text_can_be_looked_at(text: str) -> None:
    mixture(text)
    hidden(text)
    reversing(text)
    readable_host(text)
    readable_host(f"xn--{text}.example")
    badge = Badge.of_ob3({"issuer": {"id": f"https://{text}", "name": text}, "name": text}, format="vc-jwt")
    for finding in check_lookalikes(badge):
        assert finding.outcome in {Outcome.PASSED, Outcome.WARNED}
        assert not set(finding.message("fr")) & {"\x1b", "\u202e", "\n"}


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèçœABC 0123456789-()'.,", max_size=60))
def test_plain_english_and_french_never_warn(text: str) -> None:
    assert not mixture(text)
    assert not hidden(text)
    assert not reversing(text)


@given(st.lists(HOSTILE, min_size=9, max_size=9), st.sampled_from(["en", "fr"]))
@settings(max_examples=examples(60), deadline=None)
def test_no_value_of_a_report_becomes_markup(values: list[str], lang: Any) -> None:
    issuer, name, ident, given_as, where, url, detail, holder, start = values
    document = {
        "id": ident,
        "name": name,
        "issuer": {"id": f"https://{url}", "name": issuer},
        "validFrom": start,
        "credentialSubject": {"id": holder, "achievement": {"name": name}},
    }
    badge = Badge.of_ob3(document, format=detail)
    findings = (
        Finding(Check.PROOF, Code.PROOF_OK, Outcome.PASSED, {"who": issuer, "key": detail, "algorithm": name}, where),
        Finding(
            Check.BINDING,
            "trust_on_list",
            Outcome.PASSED,
            {"list": detail, "issuer": ident, "name": name, "roles": holder},
        ),
        Finding(Check.DATES, Code.DATES_EXPIRED, Outcome.FAILED, {"end": start}, where),
    )
    inner = Report(given_as, Verdict.WARNING, AT, badge, findings)
    report = Report(given_as, Verdict.WARNING, AT, badge, findings, (Resource(url, detail, Source.CACHE),), (inner,))
    empty = replace(report, badge=None, input="", findings=(), resources=(), nested=())
    for text in (report.to_html(lang), report._repr_html_()):
        text.encode("utf-8")
        for sign in ("<script", "<img", "</style><", "onerror=alert(1)>"):
            assert sign not in text.lower()
        assert text.count("<style>") == empty.to_html(lang).count("<style>") - (text == report._repr_html_())
        assert not {"\x1b", "\u202e"} & set(text)
        assert "{{ 7*7 }}" in text or "{{ 7*7 }}" not in (issuer, name, given_as, start)
