"""An SVG: what it carries, or why not; a badge baked into it comes out again."""

from fuzz.seeds import signed
from mexbadge.bake import bake, extract, unbake
from mexbadge.errors import InputError

_TOKEN = signed()["token"]


def one(data: bytes) -> None:
    """Read and bake ``data``; only :class:`InputError` may pass."""
    try:
        extract(data)
        baked = bake(data, _TOKEN, replace=True)
    except InputError:
        return
    assert unbake(baked) == _TOKEN
