import hashlib
import json
from typing import Any

import pytest

from contexts_for_tests import EXTRA
from ld_documents import VC, plain
from mexbadge import _json, ld
from mexbadge.errors import InputError
from mexbadge.ld.contexts import FOLDER, ContextSet, ExtraContext, entries, is_bundled

_INDEX: list[dict[str, Any]] = json.loads((FOLDER / "index.json").read_bytes())["entries"]
_PRINTED = {
    "https://www.w3.org/ns/credentials/v2": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    "https://w3id.org/security/data-integrity/v2": "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    "https://w3id.org/security/multikey/v1": "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    "https://w3id.org/security/data-integrity/v1": "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554",
    "https://w3id.org/vc/status-list/2021/v1": "634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": (
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84"
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": (
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84"
    ),
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": (
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6"
    ),
}


def _extra(url: str = "https://college.example/c", body: bytes = b'{"@context":{"x":"urn:x:x"}}') -> ExtraContext:
    return ExtraContext(url, body, hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize("entry", _INDEX, ids=lambda entry: str(entry["file"]))
def test_every_bundled_file_has_the_digest_source_and_licence_of_the_index(entry: dict[str, Any]) -> None:
    body = (FOLDER / entry["file"]).read_bytes()
    assert hashlib.sha256(body).hexdigest() == entry["sha256"]
    if entry["pinned"] == "json":
        assert hashlib.sha256(_json.canonical(json.loads(body))).hexdigest() == entry["json_sha256"]
    else:
        assert entry["pinned"] == "bytes"
    assert entry["licence"]
    assert set(entry["source"]) == {"registry", "package", "version", "path"}


def test_every_file_in_the_folder_stands_in_the_index() -> None:
    files = {str(path.relative_to(FOLDER).as_posix()) for path in FOLDER.rglob("*.json")} - {"index.json"}
    assert files == {entry.file for entry in entries()}


@pytest.mark.parametrize("url", _PRINTED)
def test_bytes_have_the_digest_that_the_publisher_printed(url: str) -> None:
    entry = next(entry for entry in entries() if url in entry.urls)
    assert entry.sha256 == _PRINTED[url]


@pytest.mark.parametrize("entry", [e for e in entries() if e.kind == "context"], ids=lambda entry: entry.file)
def test_every_bundled_context_can_be_processed(entry: ld.contexts.BundledFile) -> None:
    url = (*entry.urls, *entry.edition_of)[0]
    contexts = ContextSet({}, {} if entry.urls else {url: entry})
    document = {"@context": url, "@id": "urn:x:1", "urn:x:p": "v"}
    assert {problem.code for problem in ld.lost(document, contexts=contexts)} == {"ld_name_not_term"}
    assert ld.canonize(document, contexts=contexts, safe=False) == '<urn:x:1> <urn:x:p> "v" .\n'


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("http://w3id.org/openbadges/v2", "https://w3id.org/openbadges/v2"),
        ("https://openbadgespec.org/v1/context.json", "https://w3id.org/openbadges/v1"),
        (
            "https://purl.imsglobal.org/spec/clr/v2p0/context.json",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        ),
        (
            "https://openbadgespec.org/extensions/applyLinkExtension/context.json",
            "http://w3id.org/openbadges/extensions/applyLinkExtension/context.json",
        ),
    ],
)
def test_other_addresses_lead_to_the_same_context(url: str, same: str) -> None:
    known = ContextSet.of(None)
    assert known.document(url) == known.document(same)


def test_an_extension_has_its_schema() -> None:
    schema = ld.extension_schema("https://openbadgespec.org/extensions/applyLinkExtension/schema.json")
    assert schema is not None
    assert schema["required"] == ["url"]
    assessment = ld.extension_schema("http://purl.imsglobal.org/spec/ob-assessment/v1p0/schema/")
    assert assessment is not None
    assert {"Rubric", "Question", "AssessmentObject"} <= assessment["definitions"].keys()
    assert ld.extension_schema("https://college.example/schema.json") is None


@pytest.mark.parametrize("url", [f"{VC}/", f"{VC}#", VC.replace("https", "http"), VC.upper()])
def test_an_address_that_is_nearly_known_is_unknown(url: str) -> None:
    assert not is_bundled(url)
    with pytest.raises(InputError) as caught:
        ld.to_quads(plain() | {"@context": [url]})
    assert caught.value.code == "ld_context_unknown"
    assert caught.value.where == "/@context"
    assert url in str(caught.value)


def test_the_caller_may_add_a_context_with_its_digest() -> None:
    document = {"@context": [VC, "https://college.example/c"], "id": "urn:x:1", "x": "1"}
    for contexts in ([_extra()], {"https://college.example/c": _extra()}, iter([_extra(), _extra()])):
        assert ld.canonize(document, contexts=contexts) == '<urn:x:1> <urn:x:x> "1" .\n'


def test_two_contexts_at_one_address_are_kept_apart_from_call_to_call() -> None:
    document = {"@context": "https://college.example/c", "@id": "urn:x:1", "x": "1"}
    other = _extra(body=b'{"@context":{"x":"urn:y:y"}}')
    assert "urn:x:x" in ld.canonize(document, contexts=[_extra()])
    assert "urn:y:y" in ld.canonize(document, contexts=[other])
    assert "urn:x:x" in ld.canonize(document, contexts=[_extra()])


@pytest.mark.parametrize(
    ("contexts", "code"),
    [
        ([ExtraContext("https://college.example/c", b'{"@context":{}}', "0" * 64)], "ld_context_digest"),
        ([_extra(VC)], "ld_context_bundled"),
        ([_extra(), _extra(body=b'{"@context":{}}')], "ld_context_twice"),
        ([_extra(body=b"{}")], "ld_context_invalid"),
        ([_extra(body=b"[]")], "json_not_object"),
        ([_extra(body=b'{"@context":{"@import":"https://college.example/d"}}')], "ld_context_import"),
        ([_extra(body=b'{"@context":[{"x":{"@id":"urn:x","@context":{"@import":"urn:d"}}}]}')], "ld_context_import"),
        ([_extra(body=b'{"@context":"' + b"x" * 300_000 + b'"}')], "json_too_large"),
    ],
)
def test_a_context_that_is_wrong_in_itself_is_refused(contexts: list[ExtraContext], code: str) -> None:
    for door in (ld.lost, ld.to_quads, ld.canonize):
        with pytest.raises(InputError) as caught:
            door(plain(), contexts=contexts)
        assert caught.value.code == code


def test_reserved_names_in_a_context_are_ignored_without_a_warning() -> None:
    context = {"@foo": "urn:x:foo", "bar": "@bar", "baz": {"@id": "@baz"}, "qux": {"@reverse": "@qux"}, "x": "urn:x:x"}
    body = json.dumps({"@context": [context, {"y": {"@id": "urn:x:y", "@context": context}}]}).encode()
    document = {"@context": "https://college.example/c", "@id": "urn:x:1", "x": "1", "bar": "2", "@foo": "3"}
    assert ld.canonize(document, contexts=[_extra(body=body)], safe=False) == '<urn:x:1> <urn:x:x> "1" .\n'
    assert [problem.where for problem in ld.lost(document, contexts=[_extra(body=body)])] == ["/@foo", "/bar"]


def test_the_contexts_for_tests_are_not_bundled() -> None:
    assert not any(is_bundled(extra.url) for extra in EXTRA)


def test_the_file_kept_for_tests_has_the_digest_of_its_index() -> None:
    folder = FOLDER.parents[3] / "tests" / "data"
    for entry in json.loads((folder / "index.json").read_bytes())["entries"]:
        if entry["file"].endswith(".jsonld"):
            assert hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
            assert entry["licence"]


def test_which_context_3_0_3_is_bundled() -> None:
    document = ContextSet.of(None).document("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
    assert (
        document["@context"]["endorsementJwt"]["@id"]
        == "https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt"
    )
