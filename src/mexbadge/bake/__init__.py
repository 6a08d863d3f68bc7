"""Put a credential into an image and take it out again; every other byte stays as it was.

PNG and SVG as Open Badges 3.0 (section 5.3, "Baked Badge"), CLR 2.0 and the Open Badges Baking Specification 1.0 say.
No pixel is decoded and no drawing is done: the chunks of a PNG are walked, an SVG is read by its namespaces.

>>> from mexbadge.bake import bake, unbake
>>> image = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
>>> unbake(bake(image, '{"type": ["VerifiableCredential", "OpenBadgeCredential"]}'))
b'{"type": ["VerifiableCredential", "OpenBadgeCredential"]}'
"""

from mexbadge.bake.api import bake, extract, extract_receipt, insert_receipt, strip, unbake
from mexbadge.bake.sniffing import FileKind, sniff
from mexbadge.bake.types import KEYWORDS, Carried, Extraction, Keyword

__all__ = [
    "KEYWORDS",
    "Carried",
    "Extraction",
    "FileKind",
    "Keyword",
    "bake",
    "extract",
    "extract_receipt",
    "insert_receipt",
    "sniff",
    "strip",
    "unbake",
]
