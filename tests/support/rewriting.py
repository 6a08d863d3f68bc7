"""Ways to write a signed document otherwise without a new signature, as its holder could."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from mexbadge.ld.contexts import FOLDER, entries


@cache
def addresses() -> dict[str, frozenset[str]]:
    """All that the bundled contexts map each name to, read from their files with nothing but prefixes resolved."""
    found: dict[str, set[str]] = {}

    def walk(context: Any, scope: dict[str, Any]) -> None:
        for part in context if isinstance(context, list) else [context]:
            if isinstance(part, dict):
                inner = scope | part
                for name, definition in part.items():
                    given = definition.get("@id", name) if isinstance(definition, dict) else definition
                    prefix, _, rest = str(given).partition(":")
                    known = inner.get(prefix, prefix) if not rest.startswith("//") and rest else None
                    start = known.get("@id", "") if isinstance(known, dict) else known
                    found.setdefault(name, set()).add(f"{start}{rest}" if start not in {None, prefix} else str(given))
                    walk(definition.get("@context") if isinstance(definition, dict) else None, inner)

    for entry in entries():
        if entry.kind == "context":
            walk(json.loads((FOLDER / entry.file).read_bytes()).get("@context"), {})
    return {name: frozenset(iris) for name, iris in found.items()}


def names_for(name: str) -> list[str]:
    """Every other way to write a member's name: its addresses, short forms, and other terms for the same."""
    mine = addresses().get(name, frozenset())
    others = {other for other, iris in addresses().items() if iris & mine}
    short = {
        f"{p}:{iri.removeprefix(b)}"
        for iri in mine
        for p, bs in addresses().items()
        for b in bs
        if b and b != iri and iri.startswith(b)
    }
    return sorted((mine | others | short) - {name})


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for name, inner in value.items():
            if name != "@context":
                yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def draw_one(data: st.DataObject, places: Sequence[Any]) -> Any:
    """One of several places; an example without a place for this way is no example."""
    assume(places)
    return data.draw(st.sampled_from(places))


def draw_place(data: st.DataObject, document: dict[str, Any]) -> tuple[dict[str, Any], str]:
    holders = list(objects(document))
    holder = holders[data.draw(st.integers(0, len(holders) - 1))]
    return holder, draw_one(data, sorted(set(holder) - {"@context"}))


def rename(data: st.DataObject, document: dict[str, Any]) -> None:
    holder, member = draw_place(data, document)
    name = data.draw(st.sampled_from(names_for(member) or [f"x{member}"]))
    value = holder.pop(member)
    types = ["http://www.w3.org/2001/XMLSchema#dateTime", "http://www.w3.org/2001/XMLSchema#boolean", "@id", None]
    kind = data.draw(st.sampled_from(types))
    is_plain = kind is None or isinstance(value, dict | list)
    holder[name] = value if is_plain else {"id": value} if kind == "@id" else {"@type": kind, "@value": value}
    if data.draw(st.booleans()):
        urls = [entry.urls[0] for entry in entries() if entry.kind == "context" and entry.urls]
        target = document if data.draw(st.booleans()) else holder
        old = target.get("@context", [])
        target["@context"] = [*(old if isinstance(old, list) else [old]), data.draw(st.sampled_from(urls))]


def wrap(data: st.DataObject, document: dict[str, Any]) -> None:
    holder, member = draw_place(data, document)
    value = holder[member]
    forms = [
        [value],
        [[value]],
        {"@set": value},
        {"@list": [value]},
        {"@graph": value},
        {"@value": value},
        {"id": value},
    ]
    forms += [{"@value": value, "@type": f"http://www.w3.org/2001/XMLSchema#{t}"} for t in ("dateTime", "boolean")]
    forms += [value[0]] if isinstance(value, list) and len(value) == 1 else []
    holder[member] = data.draw(st.sampled_from(forms))


def pairs_of(document: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each two objects with the same id, both ways."""
    holders = [document, *(inner for name, value in document.items() if name != "proof" for inner in objects(value))]
    return [(a, b) for a in holders for b in holders if a is not b and "id" in a and a["id"] == b.get("id")]


def movable(source: dict[str, Any]) -> list[str]:
    return sorted(set(source) - {"id", "type", "@context", "proof"})


def move(data: st.DataObject, document: dict[str, Any]) -> None:
    """Move members of one object to another with the same id; its types may go along."""
    source, target = draw_one(data, pairs_of(document))
    members = movable(source)
    for member in data.draw(st.lists(st.sampled_from(members or ["name"]), min_size=1, max_size=3, unique=True)):
        if member in source:
            target[member] = source.pop(member)
    if data.draw(st.booleans()):
        target["type"] = types_of(target, source)


def types_of(*several: dict[str, Any]) -> list[str]:
    found = [one.get("type", []) for one in several]
    return list(dict.fromkeys(kind for kinds in found for kind in (kinds if isinstance(kinds, list) else [kinds])))


def swap(data: st.DataObject, document: dict[str, Any]) -> None:
    """Let two objects with one id exchange what both, or one of them, have under one name."""
    one, other = draw_one(data, pairs_of(document))
    member = data.draw(st.sampled_from(sorted({*movable(one), *movable(other)}) or ["name"]))
    first, second = one.pop(member, None), other.pop(member, None)
    for holder, value in ((one, second), (other, first)):
        if value is not None:
            holder[member] = value


def turn(data: st.DataObject, document: dict[str, Any]) -> None:
    """Turn an array round."""
    arrays = [value for holder in objects(document) for value in holder.values() if isinstance(value, list)]
    draw_one(data, arrays).reverse()


def shuffle(data: st.DataObject, document: dict[str, Any]) -> None:
    """Bring an array, and the members of its holder, into another order."""
    holders = [holder for holder in objects(document) if any(isinstance(value, list) for value in holder.values())]
    holder = draw_one(data, holders)
    member = data.draw(st.sampled_from([name for name, value in holder.items() if isinstance(value, list)]))
    holder[member] = data.draw(st.permutations(holder[member]))
    members = data.draw(st.permutations(sorted(holder)))
    old = dict(holder)
    holder.clear()
    holder.update({name: old[name] for name in members})


def unwrap(data: st.DataObject, document: dict[str, Any]) -> None:
    """Write one as an array, an array of one as its only entry, or either as a set."""
    holder, member = draw_place(data, document)
    value = holder[member]
    forms = [[value], {"@set": value}, [{"@set": value}]] if not isinstance(value, list) else [{"@set": value}]
    forms += [value[0]] if isinstance(value, list) and len(value) == 1 else []
    holder[member] = data.draw(st.sampled_from(forms))


def null(data: st.DataObject, document: dict[str, Any]) -> None:
    """Add a member, or an entry of an array, that says nothing."""
    holder, member = draw_place(data, document)
    if isinstance(holder[member], list) and data.draw(st.booleans()):
        holder[member] = [*holder[member], None]
    else:
        holder[data.draw(st.sampled_from([*SAYING, f"x{member}", "@id", "@type", "@set", "@nest"]))] = None


SAYING = (
    "achievement",
    "achievedLevel",
    "alignment",
    "alignments",
    "creditsEarned",
    "identifier",
    "requiredLevel",
    "requiredValue",
    "result",
    "resultDescription",
    "status",
    "type",
    "value",
)
"""Members on which it hangs what a badge shows."""


def recontext(data: st.DataObject, document: dict[str, Any]) -> None:
    """Name one context more, bundled or written out, at the document or at a node inside; or bring them in an order."""
    target = data.draw(st.sampled_from([document, *objects(document)]))
    old = target.get("@context", [])
    held = old if isinstance(old, list) else [old]
    urls = [entry.urls[0] for entry in entries() if entry.kind == "context" and entry.urls]
    term = data.draw(st.sampled_from(SAYING))
    mine = sorted(addresses().get(term, frozenset()))
    forms: list[Any] = [*urls, {}, {f"x{term}": mine[0] if mine else None}, {term: None}, {"@vocab": "urn:x:"}]
    target["@context"] = data.draw(st.permutations([*held, data.draw(st.sampled_from(forms))]))


def repeat(data: st.DataObject, document: dict[str, Any]) -> None:
    """Write an entry of an array, or a node alone, once more; a part of its members is enough for the second."""
    holder, member = draw_place(data, document)
    value = holder[member]
    entries_of = value if isinstance(value, list) else [value]
    one = data.draw(st.sampled_from(entries_of or [None]))
    if isinstance(one, dict):
        kept = data.draw(st.lists(st.sampled_from(sorted(one)), unique=True))
        one = {name: inner for name, inner in one.items() if name == "id" or name in kept}
    holder[member] = [*entries_of, one] if data.draw(st.booleans()) else [one, *entries_of]


def split(data: st.DataObject, document: dict[str, Any]) -> None:
    """Write a node that has an id in two parts, beside each other or one inside the other."""
    places = [
        (holder, member)
        for holder in objects(document)
        for member, value in holder.items()
        if member not in {"@context", "proof"}
        and any(isinstance(one, dict) and "id" in one for one in (value if isinstance(value, list) else [value]))
    ]
    holder, member = draw_one(data, places)
    value = holder[member]
    several = value if isinstance(value, list) else [value]
    one = data.draw(st.sampled_from([one for one in several if isinstance(one, dict) and "id" in one]))
    gone = data.draw(st.lists(st.sampled_from(sorted(set(one) - {"id"}) or ["id"]), min_size=1, unique=True))
    other = {name: one.pop(name) for name in gone if name != "id"} | {"id": one["id"]}
    if data.draw(st.booleans()):
        other["type"] = one.setdefault("type", other.get("type", []))
    way = data.draw(st.sampled_from(["beside", "@included", "@graph", "@reverse"]))
    if way == "beside":
        holder[member] = data.draw(st.permutations([*several, other]))
    elif way == "@reverse":
        one[way] = {member: other}
    else:
        one[way] = [other]


REWRITINGS = (rename, wrap, unwrap, move, swap, turn, shuffle, null, recontext, repeat, split)
"""Every way; what verification makes of the outcome is what the properties are about."""
