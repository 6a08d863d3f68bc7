"""Expansion (JSON-LD 1.1 API, section 5.1): what a document says, with every term and alias resolved.

For documents that are read by meaning and not signed over RDF, as those of Open Badges 2.0. The base is null: a
relative reference stays as it was written, so that nobody takes it for an address.
"""

from collections.abc import Mapping
from typing import Any

from mexbadge.ld.compiling import Unsure
from mexbadge.ld.contexts import Contexts
from mexbadge.ld.expand import active_contexts, processor, read
from mexbadge.ld.expanding import Expanding

__all__ = ["expand"]


def expand(document: Mapping[str, object], *, contexts: Contexts = None) -> list[dict[str, Any]]:
    """Return the expanded form of ``document``; ``contexts`` are contexts beyond the bundled ones.

    Members that no context maps are not in it. Raises :class:`~mexbadge.errors.InputError` as
    :func:`mexbadge.ld.to_quads`. pyld expands what :mod:`mexbadge.ld.expanding` leaves undecided, and every document
    that writes a context out.
    """
    found = read(document, contexts)
    if not found.inline:
        try:
            return Expanding(active_contexts(found.contexts)).document(found.document)
        except Unsure:
            pass
    return processor(found).expand(found.document)
