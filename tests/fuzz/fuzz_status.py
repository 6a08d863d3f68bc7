"""What stands behind a status: the entries of a badge, a list of bits, a list of ids."""

import contextlib

from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.status.bitstring import Bitstring
from mexbadge.status.entries import BITSTRING_ENTRY, LEGACY_ENTRY, parse_entries
from mexbadge.status.list_credential import parse_status_list
from mexbadge.status.revocation_list import RevocationList


def one(data: bytes) -> None:
    """Read ``data`` in each way; only :class:`InputError` may pass."""
    _try_bits(data.decode("latin-1"))
    try:
        value = _json.loads(data)
    except InputError:
        return
    with contextlib.suppress(InputError):
        parse_entries(value)
    if isinstance(value, dict):
        for kind in (BITSTRING_ENTRY, LEGACY_ENTRY):
            _try_list(value, kind)
        for read in (RevocationList.parse, RevocationList.parse_ob2):
            with contextlib.suppress(InputError):
                assert "urn:uuid:none" not in read(value)


def _try_bits(text: str) -> None:
    try:
        bits = Bitstring.decode(text)
    except InputError:
        return
    for index in (0, len(bits) - 1):
        with contextlib.suppress(InputError):
            assert bits.read(index) in {0, 1}


def _try_list(value: dict[str, object], kind: str) -> None:
    try:
        says = parse_status_list(value, kind=kind)
    except InputError:
        return
    _try_bits(says.encoded)
