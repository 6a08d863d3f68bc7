"""A PNG: what it carries, or why not; a badge baked into it comes out again.

Every input is read as it is and with its checksums set right, since a fuzzer does not guess those.
"""

import zlib

from fuzz.seeds import signed
from mexbadge.bake import bake, extract, unbake
from mexbadge.errors import InputError

_TOKEN = signed()["token"]
_START = b"\x89PNG\r\n\x1a\n"


def one(data: bytes) -> None:
    """Read and bake ``data``; only :class:`InputError` may pass."""
    data = _START + data.removeprefix(_START)
    for image in (data, _checksummed(data)):
        try:
            for carried in extract(image).carried:
                assert carried.where < len(image)
            baked = bake(image, _TOKEN, replace=True)
        except InputError:
            continue
        assert unbake(baked) == _TOKEN


def _checksummed(data: bytes) -> bytes:
    made, at = bytearray(data), len(_START)
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if end + 4 > len(data):
            break
        made[end : end + 4] = zlib.crc32(data[at + 4 : end]).to_bytes(4, "big")
        at = end + 4
    return bytes(made)
