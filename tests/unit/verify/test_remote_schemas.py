"""Schemas from strangers, fetched because the caller asked for it: compared in a process of its own, under limits."""

import io
import json
import resource
import sys
from datetime import UTC, datetime
from typing import Any, NoReturn

import pytest

from mexbadge import _json
from mexbadge.cli import main
from mexbadge.errors import FetchError
from mexbadge.fetch.types import Request, ResourceKind, Response
from mexbadge.verify import schema_child
from mexbadge.verify.checks import remote_schema
from mexbadge.verify.checks.schema import SchemaCode, check_schema
from mexbadge.verify.findings import Finding, Outcome
from mexbadge.verify.policy import Policy
from mexbadge.verify.schema_child import compared
from mexbadge.verify.subject import Ask, SecuredBy, Subject
from world import College, World

URL = "https://college.example/schema.json"
OTHER = "https://college.example/other.json"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"
NAMED = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
ENDLESS = {"$ref": "#"}
SLOW = {"properties": {"name": {"pattern": "^(a|a)*$"}}}
PRIVATE = "http://169.254.169.254/latest/meta-data"


def found(pages: dict[str, Any], *, depth: int = 0, kind: str = "JsonSchema", **members: Any) -> list[Finding]:
    def fetch(request: Request) -> Response:
        assert request.kind is ResourceKind.SCHEMA
        if request.url not in pages:
            raise FetchError("fetch_connection", url=request.url)
        page = pages[request.url]
        return Response(request.url, 200, {}, page if isinstance(page, bytes) else _json.dumps(page).encode())

    named = [{"id": url, "type": kind} for url in (pages or {URL: None})]
    document = {"name": "Fall prevention", "credentialSchema": named, **members}
    ask = Ask(Policy(remote_schemas=True), fetch, datetime(2026, 11, 23, tzinfo=UTC), depth=depth)
    findings = list(check_schema(Subject(b"", SecuredBy.DATA_INTEGRITY, document), ask))
    for finding in findings:
        assert finding.message("en") != finding.message("fr")
        assert (finding.hint("fr") is None) is (finding.outcome is Outcome.PASSED)
    return findings


def test_a_badge_that_keeps_to_its_schema_passes() -> None:
    (finding,) = found({URL: NAMED})
    assert (finding.code, finding.outcome, finding.where) == (SchemaCode.OK, Outcome.PASSED, "/credentialSchema/0")


def test_a_badge_that_breaks_its_schema_fails_with_the_place() -> None:
    (finding,) = found({URL: NAMED}, name=5)
    assert (finding.code, finding.outcome) == (SchemaCode.BROKEN, Outcome.FAILED)
    assert finding.values["place"] == "/name"
    assert finding.values["reason"] == "type"
    assert finding.values["count"] == 1


def test_each_schema_has_its_own_finding_in_order() -> None:
    pages = {URL: NAMED, OTHER: {"required": ["absent"]}, f"{URL}?3": True}
    assert [finding.code for finding in found({**pages, f"{URL}?4": {**NAMED, "$schema": DRAFT_7}})] == [
        SchemaCode.OK,
        SchemaCode.BROKEN,
        SchemaCode.MALFORMED,
        SchemaCode.OK,
    ]


def test_a_schema_out_of_reach_leaves_it_undecided() -> None:
    (finding,) = found({})
    assert (finding.code, finding.outcome) == (SchemaCode.UNREADABLE, Outcome.UNKNOWN)


def several(*pages: object) -> set[tuple[str, Outcome]]:
    """What a badge that names a schema for each page comes to."""
    findings = found({f"{URL}?{place}": page for place, page in enumerate(pages)})
    assert len(findings) == len(pages)
    return {(finding.code, finding.outcome) for finding in findings}


def test_what_is_no_schema_is_a_warning() -> None:
    pattern = {"properties": {"name": {"pattern": "("}}}
    pages = [b"<html>", b"[]", b"", {"type": 5}, pattern, {"properties": {"name": {"multipleOf": 0}}}]
    assert several(*pages) == {(SchemaCode.MALFORMED, Outcome.WARNED)}


def test_a_draft_that_is_not_known_is_a_warning() -> None:
    (finding,) = found({URL: {"$schema": "https://college.example/draft"}})
    assert (finding.code, finding.outcome) == (SchemaCode.DRAFT, Outcome.WARNED)


def test_a_reference_that_leads_elsewhere_is_not_followed() -> None:
    pages = [{"$ref": PRIVATE}, {"$dynamicRef": OTHER}, {"allOf": [{"$ref": "file:///etc/passwd"}]}]
    assert several(*pages) == {(SchemaCode.ELSEWHERE, Outcome.UNKNOWN)}


@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef", "$recursiveRef"])
@pytest.mark.parametrize("draft", schema_child.DRAFTS)
def test_no_reference_opens_anything(monkeypatch: pytest.MonkeyPatch, draft: str, keyword: str) -> None:
    def never(*_: object, **__: object) -> NoReturn:
        pytest.fail("something was opened")

    monkeypatch.setattr("urllib.request.urlopen", never)
    monkeypatch.setattr("socket.socket.connect", never)
    said = compared({"name": "x"}, {"properties": {"name": {keyword: PRIVATE}}}, draft)["said"]
    assert said in {"elsewhere", "malformed", "ok"}
    assert said == "elsewhere" or keyword != "$ref"


def test_a_reference_without_an_end_comes_to_an_end() -> None:
    pages = [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#/allOf/1"}, {"$ref": "#/allOf/0"}]},
        {"anyOf": [{"$ref": "#"}, {"$ref": "#"}]},
        {"not": {"$ref": "#"}},
    ]
    assert several(*pages) == {(SchemaCode.TOO_SLOW, Outcome.UNKNOWN)}


@pytest.mark.slow
def test_a_pattern_that_never_ends_is_ended_and_leaves_it_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_schema, "SECONDS", 2)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    good, slow, behind = found({URL: NAMED, OTHER: SLOW, f"{URL}?3": NAMED}, name="a" * 40 + "!")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < remote_schema.SECONDS + 1
    assert good.code is SchemaCode.OK
    for finding in (slow, behind):
        assert (finding.code, finding.outcome) == (SchemaCode.TOO_SLOW, Outcome.UNKNOWN)


@pytest.mark.slow
def test_a_schema_that_doubles_at_every_step_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_schema, "SECONDS", 2)
    wide: dict[str, Any] = {"$defs": {"0": {"const": 1}}}
    for level in range(1, 40):
        wide["$defs"][str(level)] = {"anyOf": [{"$ref": f"#/$defs/{level - 1}"}] * 2}
    (finding,) = found({URL: {**wide, "$ref": "#/$defs/39"}})
    assert (finding.code, finding.outcome) == (SchemaCode.TOO_SLOW, Outcome.UNKNOWN)


def test_a_credential_inside_another_gets_no_schema_fetched() -> None:
    (finding,) = found({URL: NAMED}, depth=1)
    assert (finding.code, finding.outcome) == (SchemaCode.NOT_READ, Outcome.WARNED)


def test_where_no_process_can_be_started_it_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    (finding,) = found({URL: NAMED})
    assert (finding.code, finding.outcome) == (SchemaCode.TOO_SLOW, Outcome.UNKNOWN)


def test_what_lies_in_the_working_folder_is_not_run(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    (tmp_path / "mexbadge.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    (finding,) = found({URL: NAMED})
    assert finding.code is SchemaCode.OK


def test_the_version_of_1edtech_means_the_draft_of_2019() -> None:
    schema = {"properties": {"name": {"$recursiveRef": "#"}}, "required": ["name"]}
    (finding,) = found({URL: schema}, kind="1EdTechJsonSchemaValidator2019")
    assert finding.code is SchemaCode.OK


def test_a_place_of_great_length_is_cut() -> None:
    long: dict[str, Any] = {"é" * 1_000_000: 5}
    (finding,) = found({URL: {"additionalProperties": {"type": ["string", "array"]}}}, **long)
    assert finding.code is SchemaCode.BROKEN
    assert len(str(finding.values["place"])) == 1_000


def test_many_errors_are_counted_up_to_a_bound() -> None:
    said = compared([5] * 5_000, {"items": {"type": "string"}}, DRAFT)
    assert said["count"] == 500
    assert said["place"] == "/0"


def test_the_child_answers_line_by_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(schema_child, "_limit", lambda **_: None)
    question = {"document": {}, "schemas": [[{}, DRAFT], [{"required": ["x"]}, DRAFT]], "limits": {}}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(question)))
    schema_child.main()
    assert [json.loads(line)["said"] for line in capsys.readouterr().out.splitlines()] == ["ok", "broken"]


def test_the_whole_verifier_reads_them_only_when_asked(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    college = College(World(), id="did:key:")
    members = {"credentialSchema": [{"id": URL, "type": "JsonSchema"}]}
    badge = tmp_path / "badge.jwt"
    badge.write_bytes(college.issue(extra=members).credential)
    (tmp_path / "schema.json").write_text(_json.dumps({"required": ["absent"]}))
    (tmp_path / "resources.json").write_text(_json.dumps({URL: "schema.json"}))
    words = ["verify", "--resources", str(tmp_path), "--at", "2026-05-01", "--json", str(badge)]
    assert main(words) == 0
    assert "schema_not_read" in capsys.readouterr().out
    assert main([*words, "--remote-schemas"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [finding["where"] for finding in report["findings"] if finding["code"] == "schema_broken"] == [
        "/credentialSchema/0"
    ]
    assert [resource["url"] for resource in report["resources"]] == [URL]
