"""What published proofs over RDF signed: canonical documents and proof options, byte for byte, and nothing lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from contexts_for_tests import EXTRA
from mexbadge import ld
from vectors_data import FOLDER, vectors

pytestmark = pytest.mark.vectors

_CANONICAL = sorted(
    str(path.relative_to(FOLDER))
    for folder in ("w3c-eddsa", "w3c-ecdsa")
    for pattern in ("canonDoc*.txt", "proofCanon*.txt")
    for path in (FOLDER / folder).rglob(pattern)
    if "jcs" not in str(path)
)
_DOCUMENTS = sorted(
    str(path.relative_to(FOLDER))
    for folder in ("w3c-eddsa", "w3c-ecdsa")
    for path in (FOLDER / folder).rglob("*.json")
    if "@context" in json.loads(path.read_bytes())
)


def _source(canonical: Path) -> Path:
    of_proof = canonical.stem.startswith("proofCanon")
    stem = canonical.stem.removeprefix("proofCanon" if of_proof else "canonDoc")
    return canonical.with_name(f"{'proofConfig' if of_proof else 'signed'}{stem}.json")


def _unsigned(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in {"proof", "proofValue"}}


def test_there_are_fourteen_canonical_texts() -> None:
    vectors("w3c-eddsa")
    assert len(_CANONICAL) == 14


@pytest.mark.parametrize("name", _CANONICAL)
def test_what_w3c_signed(name: str) -> None:
    path = vectors(name)
    document = _unsigned(json.loads(_source(path).read_bytes()))
    form = ld.canonize(document, contexts=EXTRA, hash="sha384" if "P384" in path.name else "sha256")
    assert form == path.read_text()


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_nothing_is_lost_of_what_w3c_published(name: str) -> None:
    assert ld.lost(json.loads(vectors(name).read_bytes()), contexts=EXTRA) == ()


@pytest.mark.parametrize("name", ["obv3p0", "clrv2p0"])
def test_what_1edtech_signed(name: str) -> None:
    folder = vectors(f"open-badges/{name}")
    signed = json.loads((folder / "vector.json").read_bytes())["signed"]
    proof = signed["proof"][0] if isinstance(signed["proof"], list) else signed["proof"]
    options = _unsigned(proof) | {"@context": signed["@context"]}
    assert ld.canonize(_unsigned(signed)) == (folder / "document-canon.txt").read_text()
    assert ld.canonize(options) == (folder / "proof-canon.txt").read_text()
    assert ld.lost(signed) == ()
