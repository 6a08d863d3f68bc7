"""The W3C test suite of RDF Dataset Canonicalization: 64 canonical forms, 21 maps of labels, 1 dataset to refuse."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from mexbadge.errors import InputError
from mexbadge.ld.rdfc import HashName, Related, canonize_with_labels
from nquads import parse
from vectors_data import FOLDER, vectors

pytestmark = pytest.mark.vectors

_MANIFEST = FOLDER / "rdf-canon" / "manifest.jsonld"
_ENTRIES: list[dict[str, Any]] = json.loads(_MANIFEST.read_bytes())["entries"] if _MANIFEST.exists() else []


def _of(kind: str) -> list[Any]:
    return [pytest.param(entry, id=entry["id"][1:]) for entry in _ENTRIES if entry["type"] == f"rdfc:RDFC10{kind}Test"]


def _file(name: str) -> Path:
    return vectors(f"rdf-canon/{name}")


def _hash(entry: dict[str, Any]) -> HashName:
    return "sha384" if entry.get("hashAlgorithm") == "SHA384" else "sha256"


def test_the_suite_is_whole() -> None:
    vectors("rdf-canon/manifest.jsonld")
    assert [len(_of(kind)) for kind in ("Eval", "Map", "NegativeEval")] == [64, 21, 1]


@pytest.mark.parametrize("related", ["list", "set"])
@pytest.mark.parametrize("entry", _of("Eval"))
def test_canonical_form(entry: dict[str, Any], related: Related) -> None:
    found = canonize_with_labels(parse(_file(entry["action"]).read_bytes()), hash=_hash(entry), related=related)
    assert found.text.encode() == _file(entry["result"]).read_bytes()


@pytest.mark.parametrize("entry", _of("Map"))
def test_map_of_labels(entry: dict[str, Any]) -> None:
    found = canonize_with_labels(parse(_file(entry["action"]).read_bytes()), hash=_hash(entry))
    assert found.labels == json.loads(_file(entry["result"]).read_bytes())


@pytest.mark.parametrize("entry", _of("NegativeEval"))
def test_poison_is_refused_in_bounded_time(entry: dict[str, Any]) -> None:
    dataset = parse(_file(entry["action"]).read_bytes())
    start = time.process_time()
    with pytest.raises(InputError) as caught:
        canonize_with_labels(dataset, hash=_hash(entry))
    assert caught.value.code == "ld_budget"
    assert time.process_time() - start < 10  # without a budget it never ends
