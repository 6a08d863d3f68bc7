"""Documents of Open Badges 2.0 in every shape that the bundled contexts allow, drawn from a number, and spoilt ones."""

from random import Random
from typing import Any, Final

from mexbadge.ld.contexts import ContextSet, entries

__all__ = ["shaped_ob2", "spoilt_ob2", "under_own_context"]

V2: Final = "https://w3id.org/openbadges/v2"
_ALONE: Final = (V2, "https://w3id.org/openbadges/v1", "https://w3id.org/openbadges/legacy-v1")
_EXTENSIONS: Final = tuple(e.urls[0] for e in entries() if e.kind == "context" and e.file.startswith("ob2-extensions/"))
_BESIDE: Final = (
    *_EXTENSIONS,
    "https://w3id.org/security/v1",
    "https://w3id.org/security/v2",
    "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld",
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
_TEXTS: Final = (
    *("", "a", "Wound care", "2026-03-01T00:00:00Z", "é\u2028", "true", "Assertion", "obi:Assertion", "schema:name"),
    *("https://a.example/1", "urn:uuid:1", "relative/1", "#part", "_:b", "@id", "@odd", "x y", "a:b\n", "email", "id"),
)
_SCALARS: Final = (*_TEXTS, 0, 1, -5, 7.5, 3.0, 2**70, True, False, None)
_ODD: Final = (
    *("@value", "@type", "@id", "@language", "@list", "@set", "@graph", "@index", "@reverse", "@included", "@nest"),
    *(
        "@direction",
        "@odd",
        "@none",
        "id",
        "type",
        "unknown",
        "urn:x:p",
        "schema:name",
        "obi:badge",
        "https://p.example",
    ),
)


def _terms(context: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in context if isinstance(context, list) else [context]:
        if isinstance(part, dict):
            found |= {name: definition for name, definition in part.items() if not name.startswith("@")}
        elif isinstance(part, str):
            found |= _KNOWN.get(part) or _terms(ContextSet.of(None).document(part)["@context"])
    return found


_KNOWN: Final[dict[str, dict[str, Any]]] = {}
for _url in (*_ALONE, *_BESIDE):
    if ContextSet.of(None).knows(_url):
        _KNOWN[_url] = _terms(ContextSet.of(None).document(_url)["@context"])
_USABLE: Final = [url for url in _BESIDE if url in _KNOWN]


def shaped_ob2(number: int) -> dict[str, Any]:
    """Return a document under the contexts of 2.0 and 1.x, with extensions that name contexts of their own."""
    random = Random(number)
    return _document(random, odd=0.0)


def spoilt_ob2(number: int) -> dict[str, Any]:
    """Return such a document with keywords and values where none should stand."""
    random = Random(number)
    return _document(random, odd=0.2)


def _document(random: Random, odd: float) -> dict[str, Any]:
    urls = [random.choice(_ALONE)] + (random.sample(_USABLE, 1) if random.random() < 0.3 else [])
    context: Any = urls[0] if len(urls) == 1 and random.random() < 0.5 else urls
    terms = _terms(urls)
    return {"@context": context, **_node(random, terms, 3, odd)}


def _node(random: Random, terms: dict[str, Any], depth: int, odd: float) -> dict[str, Any]:
    node: dict[str, Any] = {}
    if random.random() < 0.2:
        urls = random.sample(_USABLE, random.choice((1, 1, 2)))
        node["@context"] = urls if random.random() < 0.5 else urls[0]
        terms = terms | _terms(node["@context"])
    names = sorted(terms)
    if random.random() < 0.7:
        node[random.choice(("id", "@id", "id"))] = random.choice(_TEXTS)
    if random.random() < 0.7:
        kinds = [random.choice([*(name for name in names if name[:1].isupper()), *_TEXTS]) for _ in range(2)]
        node[random.choice(("type", "@type", "type"))] = kinds if random.random() < 0.4 else kinds[0]
    for _ in range(random.choice((0, 1, 2, 3, 4))):
        name = random.choice(_ODD) if random.random() < max(odd, 0.02) else random.choice(names)
        node[name] = _value(random, terms, depth, odd)
    return node


def _value(random: Random, terms: dict[str, Any], depth: int, odd: float) -> Any:
    chance = random.random()
    if depth and chance < 0.4:
        return _node(random, terms, depth - 1, odd)
    if depth and chance < 0.6:
        return [_value(random, terms, depth - 1, odd) for _ in range(random.choice((0, 1, 2, 3)))]
    if chance < 0.6 + odd:
        made: dict[str, Any] = {"@value": random.choice(_SCALARS)}
        for name in ("@type", "@language", "@index", "@direction", "type", "name"):
            if random.random() < 0.25:
                made[name] = random.choice(_SCALARS)
        return made
    return random.choice(_SCALARS)


_WORDS: Final = ("a", "b", "c", "A", "B")


def under_own_context(number: int) -> tuple[Any, dict[str, Any]]:
    """Return a context whose terms have contexts of their own, and a document of few words that mean much."""
    random = Random(number)
    return _own_context(random, 2), _of_words(random, 3)


def _own_context(random: Random, depth: int) -> dict[str, Any]:
    words = random.sample(_WORDS, random.choice((2, 3, 5)))
    made: dict[str, Any] = {word: _definition(random, depth) for word in words}
    return made | random.choice(({}, {"id": "@id", "type": "@type"}, {"@vocab": "https://v.example/#"}, {"k": "@type"}))


def _definition(random: Random, depth: int) -> Any:
    iri = random.choice(("urn:x:a", "urn:x:b", "urn:x:c", None, "@type", "@id", "a b:"))
    if iri is None or random.random() < 0.3:
        return iri
    made: dict[str, Any] = {"@id": iri}
    if random.random() < 0.3:
        made["@type"] = random.choice(("@id", "@vocab", "@json", "@none", "urn:x:t"))
    if random.random() < 0.2:
        made["@container"] = random.choice(("@set", "@list", "@index", "@language", "@graph"))
    if depth and random.random() < 0.6:
        made["@context"] = random.choice((None, {}, *[_own_context(random, depth - 1)] * 6))
    return made


def _of_words(random: Random, depth: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name in random.sample(
        (*_WORDS, "id", "k", "type", "@type", "@value", "@language"), random.choice((0, 1, 2, 3))
    ):
        text = random.choice((*_WORDS, "urn:x:1", "EN"))
        chance = random.random()
        if name in {"type", "@type", "k"}:
            made[name] = random.choice((text, [text, random.choice(_WORDS)]))
        elif depth and chance < 0.5 and not name.startswith("@"):
            inner = _of_words(random, depth - 1)
            made[name] = inner if chance < 0.4 else [inner, text, []]
        else:
            made[name] = random.choice((text, text, [], [text], None, 1))
    return made
