import math
import subprocess
import sys
from typing import Any

import pytest

from ld_documents import VC, plain
from mexbadge import ld
from mexbadge.errors import InputError
from mexbadge.ld.expansion import expand
from mexbadge.ld.literals import double
from mexbadge.ld.terms import Iri, Literal, Quad

XSD = "http://www.w3.org/2001/XMLSchema#"
OB_XSD = "https://www.w3.org/2001/XMLSchema#"
P = "urn:x:p"


def _objects(value: Any) -> list[Any]:
    document = {"@context": VC, "id": "urn:x:1", P: value}
    return [quad.object for quad in ld.to_quads(document) if quad.predicate == Iri(P)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, Literal("true", f"{XSD}boolean")),
        (0, Literal("0", f"{XSD}integer")),
        (7.0, Literal("7", f"{XSD}integer")),
        (-3.5, Literal("-3.5E0", f"{XSD}double")),
        (1e21, Literal("1.0E21", f"{XSD}double")),
        (1e-7, Literal("1.0E-7", f"{XSD}double")),
        ("", Literal("")),
        (
            {"@value": "x", "@language": "fr-CA"},
            Literal("x", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "fr-ca"),
        ),
        ({"@value": "x", "@language": "fr ca"}, None),
        ({"id": "half"}, None),
        ({"id": "urn:x:<"}, None),
        ({"id": "urn:x:2"}, Iri("urn:x:2")),
        (
            {"@value": {"b": 1, "a": [True, None]}, "@type": "@json"},
            Literal('{"a":[true,null],"b":1}', "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"),
        ),
    ],
)
def test_a_value_becomes_this_term_or_none(value: Any, expected: Any) -> None:
    assert _objects(value) == ([] if expected is None else [expected])


def test_dates_and_numbers_keep_the_datatypes_that_the_contexts_of_open_badges_give_them() -> None:
    document = plain()
    document["credentialSubject"] |= {"creditsEarned": 3.0, "activityStartDate": "2026-01-01T00:00:00Z"}
    document["credentialSubject"]["achievement"]["creditsAvailable"] = 3.5
    objects = {quad.predicate.value.rpartition("#")[2]: quad.object for quad in ld.to_quads(document)}
    assert objects["creditsEarned"] == Literal("3", f"{OB_XSD}float")
    assert objects["creditsAvailable"] == Literal("3.5E0", f"{OB_XSD}float")
    assert objects["activityStartDate"] == Literal("2026-01-01T00:00:00Z", f"{OB_XSD}date")
    assert objects["validFrom"] == Literal("2026-01-01T00:00:00Z", f"{XSD}dateTime")


def test_a_list_keeps_its_order_and_its_repeats() -> None:
    text = ld.canonize({"@context": VC, "id": "urn:x:1", P: {"@list": ["b", "a", "b"]}}, safe=False)
    assert text.count("#first>") == 3
    assert text.count('"b"') == 2


def test_an_empty_list_is_nil() -> None:
    assert _objects({"@list": []}) == [Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")]


def test_reverse_properties_and_included_nodes_are_read() -> None:
    document = {
        "@context": {"child": {"@reverse": "urn:x:parent"}},
        "@id": "urn:x:1",
        "child": {"@id": "urn:x:2"},
        "@included": [{"@id": "urn:x:3", "urn:x:q": "v"}],
    }
    assert set(ld.to_quads(document)) == {
        Quad(Iri("urn:x:2"), Iri("urn:x:parent"), Iri("urn:x:1")),
        Quad(Iri("urn:x:3"), Iri("urn:x:q"), Literal("v")),
    }


def test_contexts_written_out_are_read_where_safe_mode_is_not_asked_for() -> None:
    document = {"@context": {"x": "urn:x:x"}, "@id": "urn:x:1", "x": "1"}
    assert ld.canonize(document, safe=False) == '<urn:x:1> <urn:x:x> "1" .\n'
    with pytest.raises(InputError) as caught:
        ld.canonize(document)
    assert caught.value.code == "ld_context_inline"


def test_relative_names_never_take_a_base() -> None:
    text = ld.canonize(plain(id="credential-1"), safe=False)
    assert "example.org" not in text
    assert "credential-1" not in text


@pytest.mark.parametrize(
    ("document", "code", "where"),
    [
        ([], "ld_not_object", ""),
        (plain(name=math.nan), "ld_not_json", "/name"),
        (plain(name=object()), "ld_not_json", "/name"),
        (plain(name={1: 2}), "ld_not_json", "/name"),
        (plain(name="\ud800"), "ld_not_json", "/name"),
        (plain(name=b"x"), "ld_not_json", "/name"),
        (plain() | {"@context": [VC, 7]}, "ld_context_invalid", ""),
        (plain() | {"@context": [VC, {"x": {"@id": 7}}]}, "ld_context_invalid", ""),
        (plain() | {"@context": [VC, {"@version": 1.0}]}, "ld_context_invalid", ""),
        (plain() | {"@context": [{"@vocab": None}]}, "ld_syntax", ""),
        (plain(id=7), "ld_syntax", ""),
    ],
)
def test_what_is_no_json_ld_is_refused(document: Any, code: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        ld.to_quads(document)
    assert (caught.value.code, caught.value.where) == (code, where)
    assert "pyld" not in str(caught.value).lower()
    assert "jsonld." not in str(caught.value)


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e300, 5e-324, 123456789.123, -2.5e-10])
def test_doubles_are_written_in_canonical_form(value: float) -> None:
    mantissa, exponent = double(value).split("E")
    assert 1 <= abs(float(mantissa)) < 10
    assert "." in mantissa
    assert math.isclose(float(f"{mantissa}e{exponent}"), value, rel_tol=1e-15)


def test_the_expanded_form_holds_what_the_contexts_map() -> None:
    document = {"@context": "https://w3id.org/openbadges/v2", "id": "urn:x:1", "name": "n", "shoeSize": 43}
    assert expand(document) == [{"@id": "urn:x:1", "http://schema.org/name": [{"@value": "n"}]}]


def test_graphs_of_nodes_without_a_full_name_are_left_out() -> None:
    inner = {"id": "urn:x:2", P: "v"}
    assert ld.to_quads({"@context": VC, "id": "half", "@graph": [inner, {"id": "@foo", P: "w"}], P: "u"}) == []
    assert ld.to_quads({"@context": VC, "id": "urn:x:1", "@graph": [inner, {"@value": "alone"}]}) == [
        Quad(Iri("urn:x:2"), Iri(P), Literal("v"), Iri("urn:x:1"))
    ]


def test_the_processor_is_imported_only_when_a_document_is_read() -> None:
    code = "import sys, mexbadge.ld; assert 'pyld' not in sys.modules and 'requests' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
