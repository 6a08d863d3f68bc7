"""Many credentials that differ in a few values: the statements are worked out once, and the values put in.

What a JSON-LD processor makes of a document depends on its shape, its contexts and the form of its values, not on the
digits of an id, a date, a salt, a digest or a place in a list. Values of these fixed forms, at these places alone, are
put into the statements of a document of the same shape. Everything else (canonical form in both readings, hash,
signature) is done for each credential on its own, and a stencil is used only after it gave, to the byte, what the whole
way gave for a document of its shape.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from mexbadge import _json, ld
from mexbadge._json import JsonObject
from mexbadge.proofs.suites import KINDS, KindFacts

if TYPE_CHECKING:
    from mexbadge.keys import KeyKind
    from mexbadge.ld import Quad
    from mexbadge.ld.rdfc import Row

__all__ = ["RdfShape", "Stencil"]

_Path: TypeAlias = tuple[str | int, ...]

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
_UUID: Final = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)
_ENTRY: Final = re.compile(r"https://[A-Za-z0-9._:/-]+#[0-9]+", re.ASCII)
_INDEX: Final = re.compile(r"[0-9]+", re.ASCII)
_HASH: Final = re.compile(r"sha256\$[0-9a-f]{64}", re.ASCII)
_SALT: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RdfShape:
    """A document with the values of known form taken out: what is left, as a text, and the values in order."""

    text: str = field(repr=False)
    blank: JsonObject = field(repr=False)
    marks: tuple[str, ...] = field(repr=False)
    values: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, document: JsonObject) -> "RdfShape | None":
        """Take the values out and put marks of the same form in; ``None`` where a value has another form."""
        blank: JsonObject = {**document}
        marks: list[str] = []
        values: list[str] = []
        for number, (path, form) in enumerate(_places(document)):
            holder = _copied(blank, path[:-1])
            value = holder[path[-1]]
            if not isinstance(value, str) or form.fullmatch(value) is None:
                return None
            mark = _mark(form, number, value)
            holder[path[-1]] = mark
            marks.append(mark)
            values.append(value)
        return cls(_json.dumps(blank), blank, tuple(marks), tuple(values))


@dataclass(frozen=True, slots=True)
class Stencil:
    """The statements of one shape, their terms written out, and where in them its values stand."""

    quads: "tuple[Quad, ...]" = field(repr=False)
    rows: "tuple[Row, ...]" = field(repr=False)
    slots: Mapping[int, tuple[tuple[str, int], ...]] = field(repr=False)
    options_hash: bytes
    facts: KindFacts

    @classmethod
    def of(cls, shape: RdfShape, message: bytes, kind: "KeyKind") -> "Stencil | None":
        """Work out a stencil from a document whose ``message`` to sign is known; ``None`` unless it gives the same."""
        facts = KINDS[kind]
        known = {mark: number for number, mark in enumerate(shape.marks)}
        quads = tuple(ld.to_quads(shape.blank))
        slots = {place: found for place, quad in enumerate(quads) if (found := tuple(_slots(quad, known)))}
        rows = tuple(map(ld.rdfc.row_of, quads))
        stencil = cls(quads, rows, slots, message[: len(facts.digest(b""))], facts)
        complete = {number for found in slots.values() for _, number in found} == set(known.values())
        return stencil if complete and stencil.message(shape.values) == message else None

    def message(self, values: Sequence[str]) -> bytes | None:
        """Return what is to be signed for ``values``, or ``None`` where the two readings of ties differ."""
        rows = list(self.rows)
        for place, slots in self.slots.items():
            quad = self.quads[place]
            for name, number in slots:
                quad = quad._replace(**{name: getattr(quad, name)._replace(value=values[number])})
            rows[place] = ld.rdfc.row_of(quad)
        found = ld.rdfc.canonize_rows(rows, hash=self.facts.hash_name)
        if found.tied and found.text != ld.rdfc.canonize_rows(rows, hash=self.facts.hash_name, related="set").text:
            return None
        return self.options_hash + self.facts.digest(found.text.encode("utf-8"))


def _slots(quad: "Quad", known: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield which terms of a statement are marks, and of which value."""
    for name in ("subject", "object"):
        term = getattr(quad, name)
        if isinstance(term, ld.Iri | ld.Literal) and term.value in known:
            yield name, known[term.value]


def _places(document: JsonObject) -> Iterator[tuple[_Path, "re.Pattern[str]"]]:
    """Yield where a value of known form stands."""
    yield ("id",), _UUID
    for name in ("validFrom", "validUntil"):
        if name in document:
            yield (name,), _DATE
    for number, _ in enumerate(document.get("credentialStatus", ())):
        yield ("credentialStatus", number, "id"), _ENTRY
        yield ("credentialStatus", number, "statusListIndex"), _INDEX
    for number, _ in enumerate(document["credentialSubject"].get("identifier", ())):
        yield ("credentialSubject", "identifier", number, "identityHash"), _HASH
        yield ("credentialSubject", "identifier", number, "salt"), _SALT


def _copied(document: JsonObject, path: _Path) -> Any:  # noqa: ANN401 - a part of a document
    """Return the part at ``path``, copied along the way so that the original stays as it is."""
    here: Any = document
    for step in path:
        inner = here[step]
        here[step] = {**inner} if isinstance(inner, dict) else list(inner)
        here = here[step]
    return here


def _mark(form: "re.Pattern[str]", number: int, value: str) -> str:
    """Return a value of the same form that stands nowhere else."""
    if form is _DATE:
        return f"1000-01-01T00:00:{number:02}Z"
    if form is _UUID:
        return f"urn:uuid:00000000-0000-4000-8000-{number:012}"
    if form is _ENTRY:
        return f"{value.rpartition('#')[0]}#9000000{number:02}"
    if form is _INDEX:
        return f"8000000{number:02}"
    return f"sha256${number:064x}" if form is _HASH else f"{number:032x}"
