"""The JSON-LD contexts that mexbadge knows: bundled, pinned by SHA-256, never fetched.

``_data/contexts/index.json`` lists every file with its addresses, its source, its licence and its digest. An address
that is not listed there is unknown and is refused, unless the caller brings the document along with its digest.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge.errors import InputError

__all__ = [
    "FOLDER",
    "BundledFile",
    "ContextSet",
    "Contexts",
    "ExtraContext",
    "bundled",
    "editions",
    "entries",
    "extension_schema",
    "is_bundled",
]

FOLDER: Final = Path(__file__).parent.parent / "_data" / "contexts"
"""Where the bundled files lie."""


@dataclass(frozen=True, slots=True)
class ExtraContext:
    """A context that the caller supplies: its address, the document's bytes, and their SHA-256 in hexadecimal."""

    url: str
    body: bytes = field(repr=False)
    sha256: str


Contexts: TypeAlias = "Iterable[ExtraContext] | Mapping[str, ExtraContext] | ContextSet | None"
"""Contexts beyond the bundled ones: in any order, by address, or as a set that was checked before."""


@dataclass(frozen=True, slots=True)
class BundledFile:
    """One bundled file: its addresses, its SHA-256 over the bytes, and whether it is a ``context`` or a ``schema``.

    ``edition`` names it among those that were published at one address over time; ``edition_of`` are the addresses at
    which it stood before another did.
    """

    file: str
    urls: tuple[str, ...]
    sha256: str
    kind: str
    edition: str = ""
    edition_of: tuple[str, ...] = ()


@cache
def entries() -> tuple[BundledFile, ...]:
    """Return the index of the bundled files."""
    index = json.loads((FOLDER / "index.json").read_bytes())
    return tuple(
        BundledFile(
            item["file"],
            tuple(item["urls"]),
            item["sha256"],
            item["kind"],
            item.get("edition", ""),
            tuple(item.get("edition_of", ())),
        )
        for item in index["entries"]
    )


@cache
def editions(url: str) -> tuple[BundledFile, ...]:
    """Return the editions of the context at ``url``: today's first; one alone where it never changed."""
    now = _by_url("context").get(url)
    before = tuple(entry for entry in entries() if url in entry.edition_of)
    return before if now is None else (now, *before)


@cache
def _by_url(kind: str) -> Mapping[str, BundledFile]:
    return {url: entry for entry in entries() if entry.kind == kind for url in entry.urls}


def is_bundled(url: str) -> bool:
    """Return whether ``url`` is the address of a bundled context; addresses are compared letter by letter."""
    return url in _by_url("context")


@cache
def _bundled(file: str) -> bytes:
    entry = next(entry for entry in entries() if entry.file == file)
    body = (FOLDER / file).read_bytes()
    if hashlib.sha256(body).hexdigest() != entry.sha256:
        raise InputError("ld_context_digest", url=entry.urls[0])
    return body


def bundled(entry: BundledFile) -> JsonObject:
    """Return the document of a bundled file, fresh from its bytes."""
    return cast("JsonObject", json.loads(_bundled(entry.file)))


def extension_schema(url: str) -> JsonObject | None:
    """Return the JSON Schema of an Open Badges 2.0 extension, or ``None``."""
    entry = _by_url("schema").get(url)
    return None if entry is None else bundled(entry)


@dataclass(frozen=True, slots=True)
class ContextSet:
    """The bundled contexts together with those of one caller; ``chosen`` are earlier editions, by address."""

    extra: Mapping[str, ExtraContext]
    chosen: Mapping[str, BundledFile] = field(default_factory=dict)

    @classmethod
    def of(cls, contexts: Contexts) -> "ContextSet":
        """Check the caller's contexts and put them beside the bundled ones.

        Raises :class:`InputError`: ``ld_context_digest`` where bytes and digest differ, ``ld_context_bundled`` for an
        address that is bundled, ``ld_context_twice`` for one that is given twice with different bytes,
        ``ld_context_invalid`` for a document that is no context.
        """
        if isinstance(contexts, ContextSet):
            return contexts
        if not contexts:
            return _BUNDLED
        given = contexts.values() if isinstance(contexts, Mapping) else contexts
        found: dict[str, ExtraContext] = {}
        for item in given:
            _check_extra(item)
            if found.setdefault(item.url, item).sha256 != item.sha256:
                raise InputError("ld_context_twice", url=item.url)
        return cls(found)

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """What tells two sets apart: address and digest of each of the caller's contexts, and of each edition."""
        extra = ((item.url, item.sha256) for item in self.extra.values())
        return tuple(sorted((*extra, *((url, entry.sha256) for url, entry in self.chosen.items()))))

    def others(self, urls: Iterable[str]) -> "tuple[ContextSet, ...]":
        """Return this set with every other choice among the editions of ``urls``, those nearest to today's first."""
        several = [(url, found) for url in dict.fromkeys(urls) if len(found := editions(url)) > 1]
        choices = product(*(found for _, found in several))
        next(choices)
        names = [url for url, _ in several]
        return tuple(replace(self, chosen=dict(zip(names, choice, strict=True))) for choice in choices)

    def knows(self, url: str) -> bool:
        """Return whether the document at ``url`` is at hand."""
        return url in self.extra or is_bundled(url)

    def document(self, url: str) -> JsonObject:
        """Return the context document of ``url``, fresh from its bytes; raise ``ld_context_unknown``."""
        if url in self.extra:
            return cast("JsonObject", without_reserved(_json.loads_object(self.extra[url].body)))
        entry = self.chosen.get(url) or _by_url("context").get(url)
        if entry is None:
            raise InputError("ld_context_unknown", url=url)
        return cast("JsonObject", json.loads(_bundled(entry.file)))


_BUNDLED: Final = ContextSet({})


def _check_extra(item: ExtraContext) -> None:
    if is_bundled(item.url):
        raise InputError("ld_context_bundled", url=item.url)
    if hashlib.sha256(item.body).hexdigest() != item.sha256.lower():
        raise InputError("ld_context_digest", url=item.url)
    document = _json.loads_object(item.body, max_bytes=_limits.KEY_DOCUMENT_BYTES)
    if "@context" not in document:
        raise InputError("ld_context_invalid", error="invalid remote context")
    check_no_import(document)


def check_no_import(value: object, where: str = "") -> None:
    """Refuse ``@import`` at any depth of a context: what it names would not be pinned with it."""
    if isinstance(value, dict):
        if "@import" in value:
            raise InputError("ld_context_import", where=where, url=value["@import"])
        for inner in value.values():
            check_no_import(inner, where)
    elif isinstance(value, list):
        for inner in value:
            check_no_import(inner, where)


_KEYWORDS: Final = frozenset(
    {
        "@base",
        "@container",
        "@context",
        "@direction",
        "@graph",
        "@id",
        "@import",
        "@included",
        "@index",
        "@json",
        "@language",
        "@list",
        "@nest",
        "@none",
        "@prefix",
        "@propagate",
        "@protected",
        "@reverse",
        "@set",
        "@type",
        "@value",
        "@version",
        "@vocab",
    }
)


def is_reserved(text: object) -> bool:
    """Return whether ``text`` looks like a keyword and is none: JSON-LD keeps such names for later."""
    return (
        isinstance(text, str)
        and text[:1] == "@"
        and text[1:].isascii()
        and text[1:].isalpha()
        and text not in _KEYWORDS
    )


def without_reserved(context: Any) -> Any:  # noqa: ANN401 - a JSON value
    """Return a context without the terms that JSON-LD 1.1 ignores: keyword-like names, and terms that mean one."""
    if isinstance(context, list):
        return [without_reserved(item) for item in context]
    if not isinstance(context, dict):
        return context
    return {
        name: _scoped(value) for name, value in context.items() if not is_reserved(name) and not _means_reserved(value)
    }


def _means_reserved(definition: object) -> bool:
    if isinstance(definition, dict):
        return is_reserved(definition.get("@id")) or is_reserved(definition.get("@reverse"))
    return is_reserved(definition)


def _scoped(definition: Any) -> Any:  # noqa: ANN401 - a JSON value
    if isinstance(definition, dict | list):
        return without_reserved(definition)
    return definition
