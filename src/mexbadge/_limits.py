"""Bounds on everything that is read from outside, with their units, in one place.

A document beyond its bound is refused before it is parsed.
"""

from datetime import timedelta
from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB

CREDENTIAL_BYTES: Final = 5 * MIB
"""A credential or assertion as text, images inside included."""
BUNDLE_BYTES: Final = 16 * MIB
"""A comprehensive learner record, or a revocation list."""
KEY_DOCUMENT_BYTES: Final = 256 * KIB
"""A DID document, an issuer profile, a JSON Web Key Set or a PEM file."""
STATUS_LIST_BYTES: Final = 8 * MIB
"""A status list credential, still compressed."""
INFLATED_LIST_BYTES: Final = 16 * MIB
"""A status list after it was inflated."""
IMAGE_BYTES: Final = 32 * MIB
"""An image file, with everything that is baked into it."""
KEPT_LISTS_BYTES: Final = 64 * MIB
"""What one verifier keeps of the status lists that it judged."""
RESOURCE_BYTES: Final = 64 * MIB
"""A whole resource set or recording."""

JSON_CONTAINERS: Final = 400_000
"""How many arrays and objects one JSON text may hold: each costs memory far beyond its two characters."""
JSON_VALUES: Final = 700_000
"""How many commas one JSON text may hold, and so how many members and items: each costs memory far beyond its text."""
JSON_DEPTH: Final = 64
"""How deeply arrays and objects may nest."""
JSON_NUMBER_CHARACTERS: Final = 32
"""How long a number may be as text."""
JSON_INTEGER: Final = 2**53 - 1
"""The largest integer that every JSON reader agrees on (RFC 7493, section 2.2)."""
BASE58_CHARACTERS: Final = 1024
"""How long a base58 text may be: decoding it takes time that grows with the square of its length."""

VERIFY_SECONDS: Final = 30.0
"""How long one verification may work, in seconds of the processor: several times what the largest badge takes."""
INSIDE_SECONDS: Final = 5.0
"""How much of it is left at most once the first credential or endorsement inside a badge is reached."""
CLOCK_SKEW: Final = timedelta(seconds=60)
"""How far a start date may lie ahead of now: two clocks are never the same. End dates get no such grace, and there is
none where the moment was given."""
ARTWORK_BYTES: Final = 128 * MIB
"""A picture of somebody's own out of which a badge or a logo is made: a photograph may be large, the badge is not."""
ARTWORK_PIXELS: Final = 64_000_000
"""How many pixels it may have; one that has more is refused before it is decoded."""
ARTWORK_SIDE: Final = 16_384
"""How many pixels one side of it may have."""
CLEAN_SVG_BYTES: Final = 1 * MIB
"""An SVG of somebody's own that becomes a badge, after it was cleaned."""
