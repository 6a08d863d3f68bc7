"""Linked data: what a credential says as statements, and whether a signature over them covers all of it.

Contexts are bundled and pinned, never fetched (:mod:`mexbadge.ld.contexts`); the canonical form is RDFC-1.0 of our own
(:mod:`mexbadge.ld.rdfc`); nothing that a document shows may be without a statement (:mod:`mexbadge.ld.conservation`).

>>> from mexbadge.ld import canonize, lost
>>> document = {
...     "@context": ["https://www.w3.org/ns/credentials/v2"],
...     "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
...     "type": "VerifiableCredential",
...     "description": "An example",
... }
>>> print(canonize(document).splitlines()[1])
<urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33> <https://schema.org/description> "An example" .
>>> [(problem.code, problem.where) for problem in lost(document | {"shoeSize": 43})]
[('ld_lost_term', '/shoeSize')]
"""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = [
    "Blank",
    "ContextSet",
    "Contexts",
    "ExtraContext",
    "Iri",
    "JsonLdReading",
    "Literal",
    "Quad",
    "canonize",
    "check_supplied",
    "editions",
    "extension_schema",
    "lost",
    "named_contexts",
    "rdfc",
    "to_quads",
]

if TYPE_CHECKING:
    from mexbadge.ld import rdfc
    from mexbadge.ld.contexts import Contexts, ContextSet, ExtraContext, editions, extension_schema
    from mexbadge.ld.reading import JsonLdReading
    from mexbadge.ld.statements import canonize, lost, to_quads
    from mexbadge.ld.supplied import check_supplied, named_contexts
    from mexbadge.ld.terms import Blank, Iri, Literal, Quad
else:
    __getattr__ = face(
        __name__,
        {"rdfc"},
        {
            **dict.fromkeys(("ContextSet", "Contexts", "ExtraContext", "editions", "extension_schema"), "contexts"),
            **dict.fromkeys(("canonize", "lost", "to_quads"), "statements"),
            **dict.fromkeys(("check_supplied", "named_contexts"), "supplied"),
            **dict.fromkeys(("Blank", "Iri", "Literal", "Quad"), "terms"),
            "JsonLdReading": "reading",
        },
    )
