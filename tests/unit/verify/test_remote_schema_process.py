"""What is asked of the process that compares a badge with schemas from strangers, and what its answers come to."""

import json
import subprocess
from typing import Any

import pytest

from mexbadge.fetch.types import Request, Response, nothing
from mexbadge.verify import Outcome, Policy
from mexbadge.verify.checks.remote_schema import NamedSchema, compare_remote
from mexbadge.verify.subject import Ask
from world import AT

ONE = NamedSchema("https://x.example/1.json", ("JsonSchema",), "/credentialSchema/0")
TWO = NamedSchema("https://x.example/2.json", ("1EdTechJsonSchemaValidator2019",), "/credentialSchema/1")
Asked = list[dict[str, Any]]


def answering(monkeypatch: pytest.MonkeyPatch, answer: bytes | None, *, late: bool = False) -> Asked:
    """Let the process answer so; return what it is asked."""
    asked: Asked = []

    def run(command: list[str], **given: Any) -> subprocess.CompletedProcess[bytes]:
        asked.append(json.loads(given["input"]))
        if late:
            raise subprocess.TimeoutExpired(command, 1, output=answer)
        return subprocess.CompletedProcess(command, 0, answer, b"")

    monkeypatch.setattr(subprocess, "run", run)
    return asked


def fetch(request: Request) -> Response:
    return Response(request.url, 200, {}, b"{}")


def compared(*named: NamedSchema) -> list[tuple[str, Outcome]]:
    found = compare_remote({"name": "x"}, named, Ask(Policy(remote_schemas=True), fetch, AT))
    assert all("said" not in one.values for one in found.values())
    return [(str(found[one.where].code), found[one.where].outcome) for one in named]


GOOD, SLOW = ("schema_ok", Outcome.PASSED), ("schema_too_slow", Outcome.UNKNOWN)


def test_each_schema_is_read_in_the_draft_that_its_kind_means(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, b'{"said":"ok"}\n{"said":"ok"}\n')
    assert compared(ONE, TWO) == [GOOD, GOOD]
    drafts = [draft.rpartition("/draft/")[2] for _, draft in asked[0]["schemas"]]
    assert drafts == ["2020-12/schema", "2019-09/schema"]


def test_of_a_process_that_took_too_long_the_answers_count_that_came_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, b'{"said":"ok"}\n{"sai', late=True)
    assert compared(ONE, TWO) == [GOOD, SLOW]
    answering(monkeypatch, None, late=True)
    assert compared(ONE, TWO) == [SLOW, SLOW]


def test_nothing_is_asked_where_no_schema_could_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, b"")
    found = compare_remote({}, [ONE], Ask(Policy(remote_schemas=True), nothing, AT))
    assert [str(one.code) for one in found.values()] == ["schema_unreadable"]
    assert asked == []
