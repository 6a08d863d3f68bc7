"""Documents in every shape that the bundled contexts allow, drawn from a number, and what may be done to one."""

import copy
from random import Random
from typing import Any, Final

from ld_documents import EXTENSIONS, OB, VC, endorsement, full, plain
from mexbadge.ld.contexts import ContextSet
from mexbadge.ld.spelling import is_native
from rewriting import objects

__all__ = ["disturbed", "shaped"]

V1: Final = "https://www.w3.org/2018/credentials/v1"
CLR: Final = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
_CONTEXTS: Final = ([VC, OB], [VC, OB, EXTENSIONS], [VC], [VC, CLR, OB], [V1, OB])
_NAMES: Final = ("urn:x:1", "urn:x:2", "https://a.example/", "did:web:a.example", "urn:x:3")
_TEXTS: Final = ("", "a", "Wound care", "é\u2028", 'q"\\', "line\nfeed", "\x08\x7f", "{", "42", "true")
_NUMBERS: Final = (0, 1, -5, 42, 2**53 - 1, 7.5, 0.1, -1e-7, 1e21, 3.0, True, False)
_TERMS_ODD: Final = ("@id", "@none", "@json", "@vocab", "xsd:string", "Profile", "half", "_:b", "urn:x:<", "no tag")
_ODD: Final = (*_NAMES, *_TERMS_ODD, None, "en", "fr-CA", "http://www.w3.org/2001/XMLSchema#double", "urn:x:T", 1, 1.5)
_MEMBERS: Final = (
    *("urn:x:p", "urn:x:p", "name", "description", "image", "tag", "url", "evidence", "proof", "result", "alignment"),
    *("@id", "@type", "@graph", "@list", "@set", "@reverse", "@included", "@nest", "@index", "id", "type"),
)

Terms = dict[str, Any]


def _terms(context: Any) -> Terms:
    """The terms of a context itself, by name, without those of the contexts inside it."""
    found: Terms = {}
    for part in context if isinstance(context, list) else [context]:
        if isinstance(part, dict):
            found |= {name: definition for name, definition in part.items() if not name.startswith("@")}
    return found


def _known(urls: list[str]) -> Terms:
    found: Terms = {}
    for url in urls:
        found |= _terms(ContextSet.of(None).document(url)["@context"])
    return found


_KNOWN: Final = {tuple(urls): _known(urls) for urls in _CONTEXTS}


def _scoped(definition: Any) -> Terms:
    return _terms(definition.get("@context", {})) if isinstance(definition, dict) else {}


def shaped(number: int) -> dict[str, Any]:
    """Return a document whose members are those of its types, with values of the kind that the contexts say."""
    random = Random(number)
    urls = random.choice(_CONTEXTS)
    return {"@context": list(urls), **_node(random, _KNOWN[tuple(urls)], 3), "id": "urn:x:document"}


def _node(random: Random, terms: Terms, depth: int) -> dict[str, Any]:
    classes = sorted(name for name, definition in terms.items() if name[:1].isupper() and isinstance(definition, dict))
    types = random.sample(classes, random.choice((1, 1, 1, 2, 0))) if len(classes) > 1 else []
    node: dict[str, Any] = {"type": types} if types else {}
    if random.random() < 0.5:
        node["id"] = random.choice(_NAMES)
    within = dict(terms)
    for name in types:
        within |= _scoped(terms[name])
    own = [name for name in within if not name[:1].isupper() and name not in {"id", "type"}]
    scoped = [name for kind in types for name in _scoped(terms[kind]) if name in own] or own
    for _ in range(random.choice((1, 2, 3))):
        name = random.choice(scoped if random.random() < 0.8 else own)
        node[name] = _value(random, within[name], within, depth)
    return node


def _value(random: Random, definition: Any, terms: Terms, depth: int) -> Any:
    kind = definition.get("@type") if isinstance(definition, dict) else None
    within = terms | _scoped(definition)
    inner = depth > 0 and random.random() < 0.6
    if kind == "@json":
        return [{"b": random.choice(_NUMBERS), "a": [random.choice(_TEXTS)]}, random.choice(_TEXTS)]
    if kind == "@vocab":
        value: Any = random.choice(sorted(_scoped(definition)) or ["urn:x:1"])
    elif inner and (kind is None or kind == "@id"):
        value = _node(random, within, depth - 1)
    elif kind == "@id":
        value = random.choice(_NAMES)
    else:
        value = random.choice(_NUMBERS if kind is not None and is_native(kind) else _TEXTS)
    return [value] if random.random() < 0.2 else value


def disturbed(number: int) -> dict[str, Any]:
    """Return a good document of which a few members were given values that need not be good."""
    random = Random(number)
    whole = random.choice((plain(), full(), plain(endorsement=[endorsement(1)]), shaped(number)))
    document: dict[str, Any] = copy.deepcopy(whole)
    for _ in range(random.choice((1, 1, 2))):
        place = random.choice(list(objects(document)))
        name = random.choice(_MEMBERS if random.random() < 0.6 else [*place, "name"])
        if name != "@context":
            place[name] = _odd(random, 2)
    return document


def _odd(random: Random, depth: int) -> Any:
    chance = random.random()
    if chance < 0.45:
        return _value_object(random)
    if chance < 0.65 or depth == 0:
        return random.choice((*_ODD, *_TEXTS, *_NUMBERS))
    if chance < 0.8:
        return [_odd(random, depth - 1) for _ in range(random.choice((0, 1, 2)))]
    return {random.choice(_MEMBERS): _odd(random, depth - 1) for _ in range(random.choice((0, 1, 2)))}


def _value_object(random: Random) -> dict[str, Any]:
    made: dict[str, Any] = {"@value": random.choice((*_TEXTS, *_NUMBERS, None, ["a"], {"a": 1}))}
    for name, chance in (("@type", 0.5), ("@language", 0.4), ("@index", 0.05), ("@direction", 0.05), ("name", 0.05)):
        if random.random() < chance:
            made[name] = random.choice(_ODD)
    return made
