"""Contexts worked out here, as far as those of the standards go (JSON-LD 1.1 API, section 4): no processor is loaded.

Whatever the bundled contexts do not use, and whatever is an error, is not decided here: :class:`Unsure` is raised, and
pyld says what it means. A test holds that every active context that can be reached through the bundled contexts is the
very one of pyld, definition by definition, and a property holds the same of contexts made up.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from mexbadge.ld.contexts import ContextSet, is_bundled

__all__ = ["KEYWORDS", "Compiler", "Unsure", "is_absolute"]

KEYWORDS: Final = frozenset(
    {
        *("@base", "@container", "@context", "@default", "@direction", "@embed", "@explicit", "@first", "@graph"),
        *("@id", "@import", "@included", "@index", "@json", "@language", "@list", "@nest", "@none", "@omitDefault"),
        *("@preserve", "@propagate", "@protected", "@requireAll", "@reverse", "@set", "@type", "@value", "@version"),
        "@vocab",
    }
)
"""What pyld takes for a keyword, those of framing among them."""
NAMED: Final = 10
"""Addresses in one list of contexts; pyld fetches no more at once."""

_LIKE_KEYWORD: Final = re.compile(r"@[a-zA-Z]+\n?")
_ABSOLUTE: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+-.]*|_):[^\s]*\n?")
_PREFIX: Final = re.compile(r".*[:/?#\[\]@]")
_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?")
"""An address that is the same once it was resolved."""
_VERSION: Final = 1.1
_OF_CONTEXT: Final = frozenset({"@version", "@protected", "@vocab"})
_OF_TERM: Final = frozenset({"@id", "@reverse", "@type", "@container", "@context", "@prefix", "@protected"})
_NOT_NAMES: Final = frozenset({"", "_uuid"})
"""Names that are none to pyld: one is refused, the other it keeps for itself and passes over."""
_ALIASED: Final = frozenset({"@id", "@type"})
_AS_IT_IS: Final = frozenset({"@id", "@vocab", "@json", "@none"})
_CONTAINERS: Final = frozenset(
    {
        *map(frozenset, (("@list",), ("@set",), ("@index",), ("@language",), ("@graph",))),
        *map(frozenset, (("@set", "@index"), ("@set", "@language"), ("@set", "@graph"))),
    }
)

Active = dict[str, Any]
"""An active context in the shape that pyld gives to one."""


def is_absolute(text: str) -> bool:
    """Return whether ``text`` is a full address to pyld, which is less strict than RFC 3987."""
    return _ABSOLUTE.fullmatch(text) is not None


class Unsure(Exception):  # noqa: N818 - no error: somebody else is asked
    """What is asked is beyond what is worked out here."""


class Compiler:
    """Active contexts over one set of contexts; what it does not raise :class:`Unsure` for is as pyld has it."""

    cached: Final = 0

    def __init__(self, contexts: ContextSet) -> None:
        self._contexts = contexts
        self._documents: dict[str, Any] = {}

    def initial(self) -> Active:
        """Return the active context before any context was read."""
        return {"mappings": {}}

    def process(
        self,
        active: Active,
        local: Any,  # noqa: ANN401 - a JSON value
        *,
        scoped: bool = False,
        propagate: bool = True,
    ) -> Active:
        """Return ``active`` after ``local``; a property's own context (``scoped``) may redefine protected terms."""
        if isinstance(local, list) and sum(isinstance(item, str) for item in local) > NAMED:
            raise Unsure
        parts = list(self._parts(local, ()))
        found = active
        if parts and not propagate and active.get("previousContext") is None:
            found = {**active, "previousContext": active}
        for part in parts:
            if part:
                found = _Definitions(self, found, part, scoped=scoped).made()
            elif part is None or part is False:
                found = self._emptied(found, scoped=scoped)
        return active if found is not active and _alike(found, active) else found

    def _emptied(self, active: Active, *, scoped: bool) -> Active:
        if not scoped and any(definition["protected"] for definition in active["mappings"].values()):
            raise Unsure
        return self.initial()

    def _parts(self, local: Any, within: tuple[str, ...]) -> Iterator[Any]:  # noqa: ANN401 - a JSON value
        """Yield the contexts that are written out, those of a named document in its place."""
        for item in local if isinstance(local, list) else [local]:
            if isinstance(item, str):
                document = self._document(item, within)
                if document == []:
                    raise Unsure
                yield from self._parts(document, (*within, item))
            elif item is None or item is False or isinstance(item, dict):
                yield item
            else:
                raise Unsure

    def _document(self, url: str, within: tuple[str, ...]) -> Any:  # noqa: ANN401 - a JSON value
        if url in within or len(within) > 1:
            raise Unsure
        if url not in self._documents:
            if not self._contexts.knows(url) or not (is_bundled(url) or _ADDRESS.fullmatch(url)):
                raise Unsure
            self._documents[url] = self._contexts.document(url).get("@context", {})
        return self._documents[url]

    def iri(self, active: Active, text: str, *, vocab: bool) -> str | None:
        """Return what ``text`` means: an IRI, a keyword, a relative reference as it is, or ``None`` for "nothing"."""
        if text[:1] == "@" and (text in KEYWORDS or _LIKE_KEYWORD.fullmatch(text)):
            return text if text in KEYWORDS else None
        mappings = active["mappings"]
        if vocab and text in mappings:
            meant: str | None = mappings[text]["@id"]
            return meant
        return self._address(active, text, vocab=vocab)

    def _address(self, active: Active, text: str, *, vocab: bool) -> str:
        """Return what a text means that is neither a keyword nor a term; with a prefix that is one, it is put in."""
        mappings = active["mappings"]
        prefix, colon, suffix = text.partition(":")
        if colon and prefix:
            if prefix == "_" or suffix.startswith("//"):
                return text
            definition = mappings.get(prefix)
            if definition is not None and definition["_prefix"]:
                return f"{definition['@id']}{suffix}"
            if _ABSOLUTE.fullmatch(text):
                return text
        return f"{active['@vocab']}{text}" if vocab and "@vocab" in active else text


class _Definitions:
    """The terms of one context that is written out, defined in ``active`` (JSON-LD 1.1 API, section 4.2)."""

    def __init__(self, compiler: Compiler, active: Active, local: Mapping[str, Any], *, scoped: bool) -> None:
        self.compiler = compiler
        self.before = active
        self.local = local
        self.scoped = scoped
        self.active: Active = {**active, "mappings": {**active["mappings"]}}
        self.done: dict[str, bool] = {}

    def made(self) -> Active:
        """Return the active context with all terms; those of contexts inside must be good under it as well."""
        self._check()
        if "@vocab" in self.local:
            self.active["@vocab"] = self._vocabulary(self.local["@vocab"])
        for name, value in self.local.items():
            if name[:1] != "@":
                self._define(name, scoped=self.scoped)
                if isinstance(value, dict) and "@context" in value:
                    self._check_inner(value["@context"])
        return self.active

    def _check(self) -> None:
        keywords = {name for name in self.local if name[:1] == "@"}
        if (
            not keywords <= _OF_CONTEXT
            or self.local.get("@version", _VERSION) != _VERSION
            or self.local.get("@protected", True) is not True
            or not _NOT_NAMES.isdisjoint(self.local)
        ):
            raise Unsure

    def _vocabulary(self, text: object) -> str:
        if not isinstance(text, str) or "://" not in text or not _ABSOLUTE.fullmatch(text) or text in self._mappings:
            raise Unsure
        if not text.partition(":")[2].startswith("//") or text[-1:] == "\n":
            raise Unsure
        return text

    def _check_inner(self, inner: object) -> None:
        """Work a context inside out once, so that one that is wrong is found wherever it stands."""
        if any(isinstance(item, str) for item in (inner if isinstance(inner, list) else [inner])):
            raise Unsure
        self.compiler.process(self.active, inner, scoped=True)

    @property
    def _mappings(self) -> dict[str, Any]:
        found: dict[str, Any] = self.active["mappings"]
        return found

    def _define(self, name: str, *, scoped: bool) -> None:
        if name in self.done:
            if self.done[name]:
                return
            raise Unsure
        self.done[name] = False
        if name[:1] == "@" or ":" in name or "/" in name:
            raise Unsure
        before = self._mappings.pop(name, None)
        value = self.local[name]
        simple = value is None or isinstance(value, str)
        given: Mapping[str, Any] = {"@id": value} if simple else value
        if not isinstance(given, dict) or not given.keys() <= _OF_TERM or ("@id" in given) == ("@reverse" in given):
            raise Unsure
        made = self._named(name, given, simple=simple)
        made["protected"] = self._protected(given)
        self._add_coercion(given, made)
        self._add_container(given, made)
        if "@context" in given:
            made["@context"] = False if given["@context"] is None else given["@context"]
        if "@prefix" in given:
            if not isinstance(given["@prefix"], bool) or made["@id"] is None or made["@id"] in KEYWORDS:
                raise Unsure
            made["_prefix"] = given["@prefix"]
        if before is not None and before["protected"] and not scoped:
            made["protected"] = True
            if before != made:
                raise Unsure
        self._mappings[name] = made
        self.done[name] = True

    def _named(self, name: str, given: Mapping[str, Any], *, simple: bool) -> dict[str, Any]:
        """Begin a definition with what its term means."""
        reverse = "@reverse" in given
        text = given["@reverse" if reverse else "@id"]
        made: dict[str, Any] = {
            "reverse": reverse,
            "protected": False,
            "_prefix": False,
            "_term_has_colon": False,
            "@id": None,
        }
        if text is None and not reverse:
            return made
        if (
            not isinstance(text, str)
            or not text
            or text == name
            or (text[0] == "@" and (reverse or text not in KEYWORDS))
        ):
            raise Unsure
        iri = made["@id"] = self._expanded(text)
        if iri in KEYWORDS:
            if iri not in _ALIASED or reverse:
                raise Unsure
        elif iri is None or not _ABSOLUTE.fullmatch(iri) or iri[-1] == "\n":
            raise Unsure
        made["_prefix"] = simple and (iri.startswith("_:") or _PREFIX.fullmatch(iri) is not None)
        return made

    def _protected(self, given: Mapping[str, Any]) -> bool:
        own = given.get("@protected")
        if own is not None and not isinstance(own, bool):
            raise Unsure
        return "@protected" in self.local if own is None and "@protected" not in given else bool(own)

    def _add_coercion(self, given: Mapping[str, Any], made: dict[str, Any]) -> None:
        if "@type" not in given:
            return
        kind = given["@type"]
        if not isinstance(kind, str):
            raise Unsure
        if kind not in _AS_IT_IS:
            kind = self._expanded(kind)
            if kind is None or not _ABSOLUTE.fullmatch(kind) or kind.startswith("_:") or kind[-1] == "\n":
                raise Unsure
        made["@type"] = kind

    def _add_container(self, given: Mapping[str, Any], made: dict[str, Any]) -> None:
        if "@container" not in given:
            return
        container = given["@container"]
        found = container if isinstance(container, list) else [container]
        if not all(isinstance(item, str) for item in found) or made["reverse"]:
            raise Unsure
        if len(set(found)) != len(found) or frozenset(found) not in _CONTAINERS:
            raise Unsure
        made["@container"] = found

    def _expanded(self, text: str) -> str | None:
        """Return what a text in a definition means; a term of the same context that it needs is defined first."""
        if text not in KEYWORDS:
            if text in self.local and self.done.get(text) is not True:
                self._define(text, scoped=False)
            prefix, colon, suffix = text.partition(":")
            needed = colon and prefix and prefix != "_" and not suffix.startswith("//") and text not in self._mappings
            if needed and prefix in self.local and not self.done.get(prefix):
                self._define(prefix, scoped=False)
        return self.compiler.iri(self.active, text, vocab=True)


def _alike(one: Active, other: Active) -> bool:
    """Say whether two active contexts are the same in everything."""
    return (
        one.get("previousContext") is other.get("previousContext")
        and one.get("@vocab") == other.get("@vocab")
        and bool(one["mappings"] == other["mappings"])
    )
