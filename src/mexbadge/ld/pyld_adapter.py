"""pyld behind one door: contexts and expansion go through here, and none of its types come out.

Importing this module imports pyld, which takes a sixth of a second; whoever needs it imports it inside a function.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from pyld import jsonld
from pyld.context_resolver import ContextResolver

from mexbadge._json import JsonObject
from mexbadge.errors import InputError
from mexbadge.ld.contexts import ContextSet
from mexbadge.ld.dataset import Dataset
from mexbadge.ld.terms import Literal, Quad

__all__ = ["Pyld"]

_BROKEN: Final = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_CODES: Final[Mapping[str, str]] = {
    "protected term redefinition": "ld_context_protected",
    "invalid context nullification": "ld_context_protected",
    "context overflow": "ld_context_cycle",
    "recursive context inclusion": "ld_context_cycle",
    "cyclic IRI mapping": "ld_context_cycle",
}
_OF_CONTEXTS: Final = frozenset(
    {
        "invalid context entry",
        "invalid local context",
        "invalid scoped context",
        "invalid remote context",
        "invalid term definition",
        "invalid IRI mapping",
        "invalid base IRI",
        "invalid vocab mapping",
        "invalid default language",
        "keyword redefinition",
        "invalid container mapping",
        "invalid type mapping",
        "invalid language mapping",
        "invalid reverse property",
        "invalid @version value",
        "invalid @import value",
        "invalid @propagate value",
        "invalid @prefix value",
        "invalid @protected value",
        "invalid keyword alias",
        "processing mode conflict",
        "loading remote context failed",
    }
)


class Pyld:
    """A JSON-LD 1.1 processor over one set of contexts, without a base and without a network; for one thread."""

    def __init__(self, contexts: ContextSet) -> None:
        self._contexts = contexts
        self._unknown: str | None = None
        self._processor = jsonld.JsonLdProcessor()
        self._options = {
            "base": None,
            "isFrame": False,
            "processingMode": "json-ld-1.1",
            "documentLoader": self._load,
            "produceGeneralizedRdf": False,
        }
        self._cache: dict[str, Any] = {}

    def _load(self, url: str, _options: object) -> JsonObject:
        if not self._contexts.knows(url):
            self._unknown = url
            raise jsonld.JsonLdError("", "", code="loading remote context failed")
        document = self._contexts.document(url)
        kind = "application/ld+json"
        return {"contentType": kind, "contextUrl": None, "documentUrl": url, "document": document, "tag": "static"}

    def expand(self, document: JsonObject) -> list[JsonObject]:
        """Return the expanded form of ``document`` (JSON-LD 1.1 API, section 5.1)."""
        with self._errors():
            expanded: list[JsonObject] = self._processor.expand(document, self._fresh_options())
            return expanded

    def quads(self, document: JsonObject) -> list[Quad]:
        """Return the statements of ``document``; see :func:`mexbadge.ld.to_quads`."""
        expanded = self.expand(document)
        with self._errors():
            dataset = Dataset(self._literal)
            dataset.add(expanded, None)
        return dataset.quads

    def _literal(self, value: Mapping[str, Any]) -> Literal:
        found = self._processor._object_to_rdf(value, None, [], self._options)  # noqa: SLF001 - no public door
        return Literal(found["value"], found["datatype"], found.get("language"))

    @property
    def cached(self) -> int:
        """How many contexts are held, ready to be applied again."""
        return len(self._cache)

    def initial(self) -> Any:  # noqa: ANN401 - an active context of pyld
        """Return the active context before any context was read."""
        return self._processor._get_initial_context(self._options)  # noqa: SLF001 - pyld has no public door for it

    def process(self, active: Any, local: Any, *, scoped: bool = False, propagate: bool = True) -> Any:  # noqa: ANN401
        """Return ``active`` after ``local``; a property's own context (``scoped``) may redefine protected terms."""
        with self._errors():
            return self._processor._process_context(  # noqa: SLF001 - the public door knows no scoped contexts
                active, local, self._fresh_options(), override_protected=scoped, propagate=propagate
            )

    def iri(self, active: Any, text: str, *, vocab: bool) -> str | None:  # noqa: ANN401 - an active context of pyld
        """Return what ``text`` means: an IRI, a keyword, a relative reference as it is, or ``None`` for "nothing"."""
        with self._errors():
            found: str | None = self._processor._expand_iri(active, text, vocab=vocab)  # noqa: SLF001 - as above
            return found

    def _fresh_options(self) -> dict[str, Any]:
        return {**self._options, "contextResolver": ContextResolver(self._cache, self._load)}

    @contextmanager
    def _errors(self) -> Iterator[None]:
        self._unknown = None
        try:
            yield
        except jsonld.JsonLdError as error:
            raise self._translated(_deepest_code(error)) from None
        except _BROKEN:
            raise InputError("ld_syntax", where="", error="processing error") from None

    def _translated(self, code: str) -> InputError:
        if self._unknown is not None:
            return InputError("ld_context_unknown", where="", url=self._unknown)
        if code in _CODES:
            return InputError(_CODES[code], where="")
        return InputError("ld_context_invalid" if code in _OF_CONTEXTS else "ld_syntax", where="", error=code)


def _deepest_code(error: BaseException | None) -> str:
    """Return the innermost error code of the JSON-LD API (section 10.2) in a chain of errors."""
    code = ""
    while error is not None:
        code = getattr(error, "code", None) or code
        error = error.__cause__
    return code or "processing error"
