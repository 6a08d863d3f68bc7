"""Contexts that published vectors name and that are not bundled: for tests only."""

import hashlib
from pathlib import Path
from typing import Final

from mexbadge.ld import ExtraContext

_EXAMPLES: Final = b'{"@context":{"@vocab":"https://www.w3.org/ns/credentials/examples#"}}'
_CITIZENSHIP: Final = (Path(__file__).parents[1] / "data" / "citizenship-v4rc1.jsonld").read_bytes()

EXTRA: Final[tuple[ExtraContext, ...]] = (
    ExtraContext("https://www.w3.org/ns/credentials/examples/v2", _EXAMPLES, hashlib.sha256(_EXAMPLES).hexdigest()),
    ExtraContext(
        "https://w3id.org/citizenship/v4rc1",
        _CITIZENSHIP,
        "a89b0bc00b1848ac3dfdf956c7dd5de8567e755351c07ec6a1c2b4a08b67953b",
    ),
)
