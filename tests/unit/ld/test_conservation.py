"""Decision 7: what no statement holds is told, with its place. Each test is one way in which pyld says nothing."""

import hashlib
import threading
from typing import Any

import pytest

from contexts_for_tests import EXTRA
from ld_documents import OB, VC, endorsement, full, plain
from mexbadge import ld, texts
from mexbadge.errors import InputError

DI = "https://w3id.org/security/data-integrity/v2"


_BODY = b'{"@context":{"p":"urn:x:p","q":"urn:x:q","of_list":{"@id":"urn:x:l","@container":"@list"}}}'
WORDS = ld.ExtraContext("https://college.example/words", _BODY, hashlib.sha256(_BODY).hexdigest())


def _lost(document: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(problem.code, problem.where) for problem in ld.lost(document, contexts=[WORDS])]


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _worded(**more: Any) -> dict[str, Any]:
    """A credential with words of a context that the caller supplies."""
    return plain(**more) | {"@context": [VC, OB, WORDS.url]}


def _with_achievement(**more: Any) -> dict[str, Any]:
    document = plain()
    document["credentialSubject"]["achievement"] |= more
    return document


A = "/credentialSubject/achievement"
T = {"@type": "http://www.w3.org/2001/XMLSchema#double"}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(plain(shoeSize=43), [("ld_lost_term", "/shoeSize")], id="undefined term"),
        pytest.param(_with_achievement(grade="A"), [("ld_lost_term", f"{A}/grade")], id="undefined term inside"),
        pytest.param(
            plain(**{"a/b~c": {"d": 1}}), [("ld_lost_term", "/a~1b~0c")], id="a name with a slash and a tilde"
        ),
        pytest.param(plain(**{"@foo": "1"}), [("ld_lost_ignored", "/@foo")], id="keyword-like term"),
        pytest.param(
            plain(type=["VerifiableCredential", "OpenBadgeCredential", "Medal"]),
            [("ld_lost_type", "/type/2")],
            id="undefined type",
        ),
        pytest.param(
            plain(refreshService={"id": "urn:x:r", "type": "R"}),
            [("ld_lost_type", "/refreshService/type")],
            id="undefined type, alone",
        ),
        pytest.param(
            _with_achievement(type=["Achievement", "a/b"]), [("ld_lost_type", f"{A}/type/1")], id="relative type"
        ),
        pytest.param(
            _with_achievement(type=["Achievement", "@foo"]), [("ld_lost_type", f"{A}/type/1")], id="keyword-like type"
        ),
        pytest.param(_with_achievement(id="wound-care"), [("ld_lost_relative", f"{A}/id")], id="relative id"),
        pytest.param(_with_achievement(id=""), [("ld_lost_relative", f"{A}/id")], id="empty id"),
        pytest.param(_with_achievement(id="@foo"), [("ld_lost_relative", f"{A}/id")], id="keyword-like id"),
        pytest.param(_with_achievement(id="urn:uuid:not an iri"), [("ld_lost_iri", f"{A}/id")], id="id with spaces"),
        pytest.param(_with_achievement(id="http://a b/"), [("ld_lost_iri", f"{A}/id")], id="address with a space"),
        pytest.param(_with_achievement(id="urn:x:<y>"), [("ld_lost_iri", f"{A}/id")], id="angle brackets"),
        pytest.param(_with_achievement(id="urn:x:y\n"), [("ld_lost_iri", f"{A}/id")], id="line feed at the end"),
        pytest.param(_with_achievement(id="urn:x:\x07"), [("ld_lost_iri", f"{A}/id")], id="control character"),
        pytest.param(_with_achievement(id="urn:x:a\u00a0b"), [("ld_lost_iri", f"{A}/id")], id="no-break space"),
        pytest.param(_with_achievement(id="urn:x:\u202eb"), [("ld_lost_iri", f"{A}/id")], id="right-to-left override"),
        pytest.param(
            _with_achievement(type=["Achievement", "urn:x:<y>"]),
            [("ld_lost_iri", f"{A}/type/1")],
            id="type that is no IRI",
        ),
        pytest.param(plain(**{"urn:x:<y>": "1"}), [("ld_lost_iri", "/urn:x:<y>")], id="property that is no IRI"),
        pytest.param(
            plain(refreshService={"id": "r", "type": "urn:x:R"}), [("ld_lost_relative", "/refreshService/id")], id="ref"
        ),
        pytest.param(
            plain(name={"@value": "x", "@index": "secret"}), [("ld_lost_index", "/name/@index")], id="index of a value"
        ),
        pytest.param(
            _with_achievement(**{"@index": "secret"}), [("ld_lost_index", f"{A}/@index")], id="index of a node"
        ),
        pytest.param(
            _worded(p={"@set": ["a"], "@index": "secret"}),
            [("ld_lost_index", "/p/@index"), ("ld_value_object", "/p")],
            id="index of a set",
        ),
        pytest.param(
            plain(name={"@value": "x", "@language": "en us"}), [("ld_lost_language", "/name")], id="bad language tag"
        ),
        pytest.param(
            plain(name={"@value": "x", "@language": 'en" .\n'}),
            [("ld_lost_language", "/name")],
            id="tag that breaks out",
        ),
        pytest.param(
            plain(name={"@value": "x", "@language": "en", "@direction": "ltr"}),
            [("ld_lost_direction", "/name/@direction")],
            id="direction",
        ),
        pytest.param(plain(**{"_:p": "1"}), [("ld_lost_blank_property", "/_:p")], id="blank-node property"),
        pytest.param(_with_achievement(id="_:a"), [("ld_lost_blank_id", f"{A}/id")], id="blank-node id"),
        pytest.param(
            _with_achievement(type=["Achievement", "_:T"]), [("ld_lost_blank_id", f"{A}/type/1")], id="blank-node type"
        ),
        pytest.param(
            plain(proof=[{"type": "DataIntegrityProof"}, "secret", 7, {"@value": "x"}]),
            [("ld_lost_floating", "/proof/1"), ("ld_lost_floating", "/proof/2"), ("ld_lost_floating", "/proof/3")],
            id="floating values",
        ),
        pytest.param(plain(proof=[{"id": "urn:x:2"}]), [("ld_lost_floating", "/proof/0/id")], id="floating node"),
        pytest.param(plain(proof={}), [("ld_lost_empty", "/proof")], id="empty node in a graph"),
        pytest.param(plain(proof=[None]), [("ld_lost_empty", "/proof/0")], id="null in a graph"),
        pytest.param(plain(proof={"@set": ["x"]}), [("ld_lost_floating", "/proof")], id="a set alone in a graph"),
        pytest.param(_with_achievement(**{"@context": []}), [("ld_lost_empty", f"{A}/@context")], id="no contexts"),
        pytest.param({"@context": VC}, [("ld_lost_empty", "")], id="empty document"),
        pytest.param(plain(proof=["secret"]), [("ld_lost_floating", "/proof/0")], id="text where a graph should be"),
        pytest.param({"@context": VC, "id": "urn:x:1"}, [("ld_lost_floating", "/id")], id="an id that says nothing"),
        pytest.param({"@context": VC, "@value": "x"}, [("ld_lost_floating", "")], id="a value alone"),
        pytest.param(plain(id=None), [("ld_undecided", "/id")], id="null under a keyword"),
        pytest.param(plain(evidence=[]), [("ld_lost_empty", "/evidence")], id="empty list"),
        pytest.param(plain(proof=[]), [("ld_lost_empty", "/proof")], id="no proof at all"),
        pytest.param(_with_achievement(tag=["a", None]), [("ld_lost_empty", f"{A}/tag/1")], id="null in a list"),
        pytest.param(_worded(p={"type": []}), [("ld_lost_empty", "/p/type")], id="no types"),
        pytest.param(
            _with_achievement(resultDescription=[{"type": ["ResultDescription"], "allowedValue": [None]}]),
            [("ld_lost_empty", f"{A}/resultDescription/0/allowedValue/0")],
            id="null in a list",
        ),
        pytest.param(_worded(p={"@list": None}), [("ld_lost_empty", "/p/@list")], id="null list"),
        pytest.param(plain(type=["VerifiableCredential", 7]), [("ld_undecided", "/type/1")], id="a number as a type"),
        pytest.param(plain(name={"@value": [1]}), [("ld_undecided", "/name")], id="a list as a value"),
        pytest.param(_worded(p={"@list": ["a", {"@list": ["b"]}]}), [("ld_undecided", "/p/@list/1")], id="lists"),
        pytest.param(
            plain(proof={"@graph": [{"id": "urn:x:2", "name": "n"}]}),
            [("ld_undecided", "/proof")],
            id="graph in graph",
        ),
        pytest.param(plain(name={"@value": "three", **T}), [("ld_lost_number", "/name")], id="no double at all"),
        pytest.param(plain(name={"@value": None}), [("ld_lost_empty", "/name")], id="null in a value object"),
        pytest.param(
            plain(name={"@value": "1.50", **T}), [("ld_lost_number", "/name")], id="a double that would be rewritten"
        ),
        pytest.param(
            _with_achievement(creditsAvailable=0.1234567890123456789),
            [("ld_lost_number", f"{A}/creditsAvailable")],
            id="more digits than a double is written with",
        ),
        pytest.param(
            plain(name={"@value": "x", "@foo": "y"}), [("ld_lost_ignored", "/name/@foo")], id="more in a value"
        ),
        pytest.param(plain(name={"@value": "x", "@type": "T"}), [("ld_lost_type", "/name/@type")], id="datatype"),
        pytest.param(
            plain(**{"@reverse": {"urn:x:p": {"id": "urn:x:2"}}}), [("ld_undecided", "/@reverse")], id="reverse"
        ),
        pytest.param(plain(**{"@included": [{"id": "urn:x:2"}]}), [("ld_undecided", "/@included")], id="included"),
        pytest.param(
            plain(**{"@id": "urn:x:2"}), [("ld_undecided", "/@id"), ("ld_name_not_term", "/@id")], id="two identifiers"
        ),
        pytest.param(
            plain(**{"@type": "urn:x:T"}),
            [("ld_undecided", ""), ("ld_name_not_term", "/@type")],
            id="two lists of types",
        ),
        pytest.param(_worded(p={"@list": [["a"]]}), [("ld_undecided", "/p/@list/0")], id="a list of lists"),
    ],
)
def test_what_is_lost_is_told_with_its_place(document: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert _lost(document) == expected
    with pytest.raises(InputError) as caught:
        ld.canonize(document, contexts=[WORDS])
    assert (caught.value.code, caught.value.where) == expected[0]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(plain(), id="plain"),
        pytest.param(full(), id="full"),
        pytest.param(plain(name={"@value": "x", "@language": "fr-CA"}), id="language"),
        pytest.param(_worded(p={"@list": ["a", "a", 1, {"name": "n"}]}), id="list"),
        pytest.param(_worded(p={"@list": []}), id="empty list object"),
        pytest.param(_worded(of_list=["a", "a", {"name": "n"}]), id="list of a term"),
        pytest.param(_worded(p={"@value": {"b": [1, None], "a": "ü"}, "@type": "@json"}), id="JSON literal"),
        pytest.param(_worded(p=[True, 0, 7.0, 3.5, 1e22, -0.001, ""]), id="numbers"),
        pytest.param(_worded(p={"@value": "1.5E0", **T}), id="canonical double"),
        pytest.param(_worded(p={"@value": 3, **T}), id="number as a double"),
        pytest.param(_worded(p={}), id="a node that says nothing but is mentioned"),
        pytest.param({"@context": [VC, OB, DI], **{k: v for k, v in plain().items() if k != "@context"}}, id="three"),
    ],
)
def test_nothing_is_lost(document: dict[str, Any]) -> None:
    assert ld.lost(document, contexts=[WORDS]) == ()


def test_a_term_that_a_context_sets_to_nothing_is_lost() -> None:
    body = b'{"@context":{"name":null,"p":"urn:x:p"}}'
    extra = ld.ExtraContext("https://college.example/c", body, _digest(body))
    document = {"@context": "https://college.example/c", "@id": "urn:x:1", "p": "v", "name": "N"}
    assert [(p.code, p.where) for p in ld.lost(document, contexts=[extra])] == [("ld_lost_ignored", "/name")]


@pytest.mark.parametrize(
    "definition",
    [
        '{"@id":"urn:x:m","@container":"@language"}',
        '{"@id":"urn:x:m","@container":"@index"}',
        '{"@id":"urn:x:m","@container":"@id"}',
        '{"@id":"urn:x:m","@container":"@type"}',
        '{"@id":"urn:x:m","@container":["@graph","@index"]}',
        '{"@reverse":"urn:x:m"}',
        '"@nest"',
    ],
)
def test_a_construct_that_the_walk_does_not_read_is_never_passed(definition: str) -> None:
    body = f'{{"@context":{{"m":{definition},"p":"urn:x:p","q":"urn:x:q"}}}}'.encode()
    extra = ld.ExtraContext("https://college.example/c", body, _digest(body))
    document = {"@context": extra.url, "@id": "urn:x:1", "p": "v", "m": {"en": {"q": "secret"}}}
    assert [(p.code, p.where) for p in ld.lost(document, contexts=[extra])] == [("ld_undecided", "/m")]


def test_a_term_of_json_is_held_whole_and_in_a_list_is_not_read() -> None:
    of_list = b'{"@id":"urn:x:l","@type":"@json","@container":"@list"}'
    body = b'{"@context":{"m":{"@id":"urn:x:m","@type":"@json"},"l":' + of_list + b"}}"
    extra = ld.ExtraContext("https://college.example/c", body, _digest(body))
    document = {"@context": extra.url, "@id": "urn:x:1", "m": {"b": [None, {}], "a": 1}}
    assert ld.lost(document, contexts=[extra]) == ()
    assert '{\\"a\\":1,\\"b\\":[null,{}]}' in ld.canonize(document, contexts=[extra])
    assert [(p.code, p.where) for p in ld.lost({**document, "l": [1]}, contexts=[extra])] == [("ld_undecided", "/l")]


def test_an_alias_that_processors_read_in_two_ways_is_refused() -> None:
    body = b'{"@context":{"p":"urn:x:p","T":{"@id":"urn:x:T","@context":{"v":"@value"}}}}'
    extra = ld.ExtraContext("https://college.example/c", body, _digest(body))
    document = {"@context": extra.url, "@id": "urn:x:1", "@type": "T", "p": {"@context": extra.url, "v": "x"}}
    assert ld.lost(document, contexts=[extra])
    with pytest.raises(InputError):
        ld.canonize(document, contexts=[extra])


def test_an_inline_context_that_renames_members_is_refused_although_the_statements_are_the_same() -> None:
    document = plain()
    renamed = {name: value for name, value in document.items() if name != "name"} | {"nickname": "Wound care"}
    renamed["@context"] = [VC, OB, {"nickname": "https://schema.org/name"}]
    assert ld.canonize(renamed, safe=False) == ld.canonize(document)
    assert _lost(renamed) == [("ld_context_inline", "/@context")]


def test_an_inline_context_inside_is_refused() -> None:
    assert _lost(_with_achievement(**{"@context": {"grade": "urn:x:grade"}, "grade": "A"})) == [
        ("ld_context_inline", f"{A}/@context")
    ]


def test_a_context_that_is_switched_off_is_refused() -> None:
    assert _lost(_worded(p={"@context": None, "q": "v"})) == [("ld_context_inline", "/p/@context")]


def test_a_context_inside_a_json_literal_is_data_only_when_it_is_harmless() -> None:
    literal = {"@value": {"@context": VC, "a": 1}, "@type": "@json"}
    assert ld.lost(_worded(p=literal), contexts=[WORDS]) == ()


def test_redefined_protected_terms_are_an_error() -> None:
    old = OB.replace("3.0.3", "3.0.1")
    assert _lost(plain() | {"@context": [VC, old]}) == [("ld_context_protected", "")]
    with pytest.raises(InputError) as caught:
        ld.to_quads(plain() | {"@context": [VC, {"name": "urn:x:name"}]})
    assert caught.value.code == "ld_context_protected"


def test_an_embedded_endorsement_brings_its_own_contexts() -> None:
    assert ld.lost(plain(endorsement=[endorsement(1)])) == ()
    mixed = endorsement(1) | {"shoeSize": 43}
    assert _lost(plain(endorsement=[mixed])) == [("ld_lost_term", "/endorsement/0/shoeSize")]


def test_with_a_vocabulary_every_name_is_defined() -> None:
    document = plain(shoeSize=43) | {"@context": [VC, OB, EXTRA[0].url]}
    assert ld.lost(document, contexts=EXTRA) == ()


@pytest.mark.parametrize("kind", ["urn:x:T", "@json", None])
@pytest.mark.parametrize("language", ["en", None])
def test_a_value_with_a_type_and_a_language_is_no_json_ld_and_passes_nowhere(
    kind: str | None, language: str | None
) -> None:
    document = plain(name={"@value": "x", "@type": kind, "@language": language})
    assert _lost(document) == [("ld_undecided", "/name")]


def test_a_document_that_is_no_json_ld_is_a_problem_and_no_exception() -> None:
    assert _lost(plain(id=["urn:x:1"])) == [("ld_undecided", "/id")]
    assert _lost(plain(name={"@value": "x", "@type": "urn:x:T", "@language": "en"})) == [("ld_undecided", "/name")]
    assert _lost(plain(unknown={"@context": "https://hostile.example/c"})) == [
        ("ld_context_unknown", "/unknown/@context")
    ]


def test_at_most_a_hundred_losses_are_told() -> None:
    assert len(ld.lost(plain(**{f"x{number}": 1 for number in range(500)}))) == 100


def test_models_may_hand_in_tuples() -> None:
    assert ld.lost(plain(type=("VerifiableCredential", "OpenBadgeCredential"))) == ()


def test_threads_do_not_share_what_they_work_out() -> None:
    found: list[tuple[Any, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(ld.lost(full()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [()] * 4


@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_every_loss_can_be_said(lang: texts.Lang) -> None:
    document = plain(
        shoeSize=43, name={"@value": "x", "@language": "?"}, description=None, **{"_:p": "1", "@foo": 1, "urn:<": 1}
    )
    document["credentialSubject"] |= {"id": "_:b", "type": ["T"]}
    for problem in ld.lost(document):
        assert "{" not in problem.message(lang)
        assert problem.hint(lang)


@pytest.mark.parametrize(
    "document",
    [
        plain(description=None),
        plain(nothing=None),
        _with_achievement(resultDescription=[{"type": ["ResultDescription"], "allowedValue": None}]),
    ],
)
def test_a_property_that_is_null_says_nothing_and_is_no_loss(document: dict[str, Any]) -> None:
    assert _lost(document) == []
