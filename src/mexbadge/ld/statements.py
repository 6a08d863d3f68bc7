"""What a document states: its statements, their canonical form, and what of it no statement holds."""

from collections.abc import Mapping

from mexbadge.errors import InputError, Problem
from mexbadge.ld.contexts import Contexts, ContextSet
from mexbadge.ld.rdfc import HashName, Related
from mexbadge.ld.reading import JsonLdReading, unreadable
from mexbadge.ld.terms import Quad

__all__ = ["canonize", "lost", "to_quads"]


def to_quads(document: Mapping[str, object], *, contexts: Contexts = None) -> list[Quad]:
    """Return the statements of ``document`` (JSON-LD 1.1 API, section 8), with the base null.

    What JSON-LD drops is not in them: relative and malformed IRIs, undefined terms, language tags that are none.
    ``contexts`` are contexts beyond the bundled ones.

    Raises :class:`~mexbadge.errors.InputError`, ``where`` a JSON pointer: ``ld_context_unknown`` and other codes
    ``ld_context_...``, ``ld_syntax``, ``ld_too_large``, ``ld_too_deep``, ``ld_not_json``, ``ld_not_object``.
    """
    return list(JsonLdReading.of(document, contexts).quads)


def canonize(
    document: Mapping[str, object],
    *,
    contexts: Contexts = None,
    hash: HashName = "sha256",  # noqa: A002 - the standard's word
    related: Related = "list",
    safe: bool = True,
) -> str:
    """Return the canonical N-Quads of ``document``: its statements, in the form of RDFC-1.0.

    With ``safe``, a document of which a signature would not cover everything is refused (Data Integrity 1.0, section
    2.4.1, ``DATA_LOSS_DETECTION_ERROR``). ``hash`` and ``related`` as in :func:`mexbadge.ld.rdfc.canonize`.

    Raises :class:`~mexbadge.errors.InputError`: the codes of :func:`to_quads`, ``ld_budget``, ``ld_hash_unknown``; with
    ``safe`` the first of what :func:`lost` returns.
    """
    found = JsonLdReading.of(document, contexts)
    if safe:
        for problem in found.lost:
            raise InputError(problem.code, where=problem.where, **problem.values)
    return found.canonical(hash, related)


def lost(document: Mapping[str, object], *, contexts: Contexts = None) -> tuple[Problem, ...]:
    """Return what of ``document`` no statement holds, so that no signature over RDF covers it; at most 100 problems.

    Each string, number and boolean outside ``@context`` counts, and each member that holds nothing at all (an empty
    list; ``null`` in a list or under a keyword). A property that is null says nothing and counts for nothing. A context
    written out in the document is a problem too: it may rename members without touching a statement. A document that
    cannot be read as JSON-LD has the one problem that says why; nothing is raised for it. Where it cannot be decided
    that all is covered, that is a problem (``ld_undecided``).

    Raises :class:`~mexbadge.errors.InputError` only for ``contexts`` that are wrong in themselves.
    """
    known = ContextSet.of(contexts)
    try:
        return JsonLdReading.of(document, known).lost
    except InputError as error:
        return (unreadable(error),)
