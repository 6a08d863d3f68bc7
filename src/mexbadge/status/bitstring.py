"""The bits of a status list (W3C Bitstring Status List 1.0, sections 3.3 and 3.4; StatusList2021, section 5).

Index 0 is the most significant bit of byte 0; with a ``statusSize`` of n, entry i holds the n bits from i * n on, the
first of them the most significant. The bits are packed with gzip (RFC 1952) and written as base64url: with the
multibase letter ``u`` in a Bitstring Status List, bare in a StatusList2021.
"""

import binascii
import gzip
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from mexbadge import _limits, _multibase
from mexbadge.errors import InputError

__all__ = ["MINIMUM_ENTRIES", "STATUS_SIZE", "Bitstring"]

MINIMUM_ENTRIES: Final = 131_072
"""How many entries a list must have at least, so that one of them does not tell whose it is (section 6.1)."""
STATUS_SIZE: Final = 32
"""The largest ``statusSize`` that is read, in bits."""

_GZIP: Final = 31
"""The window of zlib for a gzip stream and nothing else."""
_LEVEL: Final = 6
_SYSTEM_BYTE: Final = 9
_SYSTEM_UNKNOWN: Final = 255
_COVERING: Final = 5
"""How many bytes cover one entry, wherever in its first byte it begins."""
_BITS_SET: Final = tuple(tuple(bit for bit in range(8) if byte >> (7 - bit) & 1) for byte in range(256))
"""For each byte, which of its bits are set, from the left."""
_MARKED: Final = re.compile(rb"[^\0]+")
_TOO_MUCH: Final = _limits.INFLATED_LIST_BYTES + 1
_FROM_URL: Final = str.maketrans("-_", "+/")


@dataclass(frozen=True, slots=True)
class Bitstring:
    """A list of statuses, one whole number of ``size`` bits for each index.

    ``data`` holds the bits, ``size`` the bits of one entry (``statusSize``). Nothing is changed in place:
    :meth:`with_entry` and :meth:`with_entries` return another list.
    """

    data: bytes = field(repr=False)
    size: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.size <= STATUS_SIZE:
            raise InputError("status_size", size=self.size, limit=STATUS_SIZE)

    @classmethod
    def new(cls, length: int = MINIMUM_ENTRIES, *, size: int = 1) -> "Bitstring":
        """Make a list of at least ``length`` entries, all 0, in whole bytes.

        Raises :class:`InputError` ``status_list_short`` below :data:`MINIMUM_ENTRIES`, ``status_list_inflated`` beyond
        what any reader would inflate, ``status_size``.
        """
        count = (length * size + 7) // 8
        if count > _limits.INFLATED_LIST_BYTES:
            raise InputError("status_list_inflated", limit=_limits.INFLATED_LIST_BYTES)
        made = cls(bytes(max(count, 0)), size)
        made.require_length()
        return made

    @classmethod
    def decode(cls, text: str, *, size: int = 1) -> "Bitstring":
        """Read an ``encodedList``, with or without the multibase letter ``u``.

        A bare list may also be written in plain base64 with padding, as some StatusList2021 lists are; no bare list
        begins with ``u``, because gzip begins otherwise. Raises :class:`InputError` ``status_list_text``,
        ``status_list_gzip``, ``status_list_inflated``, ``status_list_trailing`` or ``status_size``. How many entries
        there are is for the caller to judge (:attr:`is_short`).
        """
        return cls(_inflate(_base64(text)), size)

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.data) * 8 // self.size

    @property
    def is_short(self) -> bool:
        """Whether there are fewer entries than :data:`MINIMUM_ENTRIES`."""
        return len(self) < MINIMUM_ENTRIES

    def require_length(self) -> None:
        """Raise :class:`InputError` ``status_list_short`` where the list is shorter than the standard allows."""
        if self.is_short:
            raise InputError("status_list_short", entries=len(self), minimum=MINIMUM_ENTRIES)

    def read(self, index: int) -> int:
        """Return the entry at ``index``, 0 to 2 ** size - 1; raise :class:`InputError` ``status_index_range``."""
        if not 0 <= index < len(self):
            raise InputError("status_index_range", index=index, entries=len(self))
        begin, shift = _placed(index * self.size, self.size)
        covering = int.from_bytes(self.data[begin : begin + _COVERING].ljust(_COVERING, b"\0"), "big")
        return covering >> shift & ((1 << self.size) - 1)

    def marked(self) -> frozenset[int]:
        """Return the indices of all entries that are not 0."""
        stretches = ((run.start(), run[0]) for run in _MARKED.finditer(self.data))  # nearly all bytes are 0
        places = ((at, byte) for start, run in stretches for at, byte in enumerate(run, start))
        bits = (at * 8 + bit for at, byte in places for bit in _BITS_SET[byte])
        return frozenset(index for bit in bits if (index := bit // self.size) < len(self))

    def with_entry(self, index: int, value: int = 1) -> "Bitstring":
        """Return a list in which the entry at ``index`` is ``value``; raise as :meth:`with_entries`."""
        return self.with_entries({index: value})

    def with_entries(self, values: Mapping[int, int]) -> "Bitstring":
        """Return a list in which each index of ``values`` holds its value.

        Raises :class:`InputError` ``status_index_range`` or ``status_value_range``.
        """
        changed = bytearray(self.data)
        for index, value in values.items():
            if not 0 <= index < len(self):
                raise InputError("status_index_range", index=index, entries=len(self))
            if not 0 <= value < 1 << self.size:
                raise InputError("status_value_range", value=value, size=self.size)
            _put(changed, index * self.size, self.size, value)
        return Bitstring(bytes(changed), self.size)

    def encoded(self) -> str:
        """Return the ``encodedList`` with its multibase letter; it tells neither when nor on what it was made."""
        packed = bytearray(gzip.compress(self.data, compresslevel=_LEVEL, mtime=0))
        packed[_SYSTEM_BYTE] = _SYSTEM_UNKNOWN
        return f"u{_multibase.base64url_encode(bytes(packed))}"


def _put(data: bytearray, first: int, size: int, value: int) -> None:
    """Write the ``size`` bits of ``value`` into ``data``, from the bit ``first`` on."""
    begin, shift = _placed(first, size)
    there = data[begin : begin + _COVERING]
    kept = int.from_bytes(there.ljust(_COVERING, b"\0"), "big") & ~(((1 << size) - 1) << shift)
    data[begin : begin + _COVERING] = (kept | value << shift).to_bytes(_COVERING, "big")[: len(there)]


def _placed(first: int, size: int) -> tuple[int, int]:
    """Return at which byte ``size`` bits begin, and how far from the end of :data:`_COVERING` bytes they end there."""
    begin, within = divmod(first, 8)
    return begin, _COVERING * 8 - within - size


def _base64(text: str) -> bytes:
    """Decode base64url after a ``u``; without it, base64url as well, or plain base64 with its padding."""
    bare = not text.startswith("u")
    body = text if bare else text[1:]
    plain = "+" in body or "/" in body or "=" in body
    if plain and not bare:
        raise InputError("status_list_text")
    try:
        ready = body if plain else body.translate(_FROM_URL) + "=" * (-len(body) % 4)
        return binascii.a2b_base64(ready, strict_mode=True)
    except ValueError:
        raise InputError("status_list_text") from None


def _inflate(packed: bytes) -> bytes:
    """Unpack one gzip stream of at most :data:`~mexbadge._limits.INFLATED_LIST_BYTES` bytes, and nothing after it."""
    stream = zlib.decompressobj(_GZIP)
    try:
        data = stream.decompress(packed, _TOO_MUCH)
    except zlib.error:
        raise InputError("status_list_gzip") from None
    if len(data) == _TOO_MUCH:
        raise InputError("status_list_inflated", limit=_limits.INFLATED_LIST_BYTES)
    if not stream.eof:
        raise InputError("status_list_gzip")
    if stream.unused_data:
        raise InputError("status_list_trailing", size=len(stream.unused_data))
    return data
