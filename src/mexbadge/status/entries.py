"""What a credential says about where its status is looked up: its ``credentialStatus``, read into frozen values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from mexbadge.errors import InputError
from mexbadge.models.kinds import texts_of
from mexbadge.status.bitstring import STATUS_SIZE

__all__ = [
    "BITSTRING_ENTRY",
    "LEGACY_ENTRY",
    "MAXIMUM_ENTRIES",
    "REVOCATION_LIST",
    "BitEntry",
    "Entry",
    "OtherEntry",
    "RevocationEntry",
    "parse_entries",
]

MAXIMUM_ENTRIES: Final = 8
"""How many statuses one credential may name."""
BITSTRING_ENTRY: Final = "BitstringStatusListEntry"
LEGACY_ENTRY: Final = "StatusList2021Entry"
REVOCATION_LIST: Final = "1EdTechRevocationList"

_KNOWN: Final = frozenset({BITSTRING_ENTRY, LEGACY_ENTRY, REVOCATION_LIST})
_INDEX: Final = re.compile(r"[0-9]{1,10}", re.ASCII)
_LARGEST_INDEX: Final = 9_999_999_999
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20]+", re.ASCII)
_STATUS: Final = re.compile(r"0[xX][0-9A-Fa-f]{1,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class BitEntry:
    """One index of a list of bits: ``BitstringStatusListEntry`` or ``StatusList2021Entry``.

    ``kind`` is the type, ``url`` the ``statusListCredential``, ``purpose`` the ``statusPurpose``, ``size`` the
    ``statusSize`` in bits, ``messages`` the ``statusMessage`` by value. ``where`` is the JSON pointer of the entry.
    """

    where: str
    kind: str
    url: str
    purpose: str
    index: int
    size: int = 1
    messages: Mapping[int, str] = field(default_factory=dict)

    @property
    def lacks_messages(self) -> bool:
        """Whether the standard wants the meaning of each value and the entry does not give it (section 2.1)."""
        return not self.messages and (self.size > 1 or self.purpose == "message")


@dataclass(frozen=True, slots=True)
class RevocationEntry:
    """A list of revoked ids at ``url`` (1EdTech Revocation List Status Method 1.0)."""

    where: str
    url: str


@dataclass(frozen=True, slots=True)
class OtherEntry:
    """A status of a type that mexbadge does not know; ``kind`` names it."""

    where: str
    kind: str


Entry: TypeAlias = BitEntry | RevocationEntry | OtherEntry


def parse_entries(value: object) -> tuple[Entry, ...]:
    """Read a ``credentialStatus``: one object, or a list of at most :data:`MAXIMUM_ENTRIES` objects.

    ``None`` and an empty list name nothing. Raises :class:`InputError` with the JSON pointer in the credential:
    ``status_entries_many``, ``status_entry_form``, ``status_entry_type``, ``status_entry_index``, ``status_entry_url``,
    ``status_entry_purpose``, ``status_entry_size``, ``status_entry_message``.
    """
    root = "/credentialStatus"
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        return (_entry(value, root),)
    if len(value) > MAXIMUM_ENTRIES:
        raise InputError("status_entries_many", where=root, count=len(value), limit=MAXIMUM_ENTRIES)
    return tuple(_entry(item, f"{root}/{position}") for position, item in enumerate(value))


def _entry(value: object, where: str) -> Entry:
    if not isinstance(value, Mapping):
        raise InputError("status_entry_form", where=where)
    kinds = texts_of(value.get("type"))
    if not kinds:
        raise InputError("status_entry_type", where=f"{where}/type")
    known = [kind for kind in kinds if kind in _KNOWN]
    if len(known) > 1:
        raise InputError("status_entry_type", where=f"{where}/type")
    if not known:
        return OtherEntry(where, ", ".join(kinds))
    if known[0] == REVOCATION_LIST:
        return RevocationEntry(where, _address(value, "id", where))
    return _bit_entry(value, known[0], where)


def _bit_entry(value: Mapping[str, object], kind: str, where: str) -> BitEntry:
    purpose = value.get("statusPurpose")
    if not isinstance(purpose, str) or not purpose:
        raise InputError("status_entry_purpose", where=f"{where}/statusPurpose")
    size = value.get("statusSize", 1)
    if not isinstance(size, int) or isinstance(size, bool) or not 1 <= size <= STATUS_SIZE:
        raise InputError("status_entry_size", where=f"{where}/statusSize", size=size, limit=STATUS_SIZE)
    url = _address(value, "statusListCredential", where)
    messages = _messages(value.get("statusMessage"), where)
    return BitEntry(where, kind, url, purpose, _index(value.get("statusListIndex"), where), size, messages)


def _address(value: Mapping[str, object], name: str, where: str) -> str:
    """Return the address without its fragment, which no server ever sees."""
    found = value.get(name)
    if not isinstance(found, str) or not _ADDRESS.fullmatch(found):
        raise InputError("status_entry_url", where=f"{where}/{name}", name=name)
    return found.partition("#")[0]


def _index(value: object, where: str) -> int:
    if isinstance(value, str) and _INDEX.fullmatch(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST_INDEX:
        return value
    raise InputError("status_entry_index", where=f"{where}/statusListIndex")


def _messages(value: object, where: str) -> dict[int, str]:
    if value is None:
        return {}
    if not isinstance(value, list | tuple):
        raise InputError("status_entry_message", where=f"{where}/statusMessage")
    found: dict[int, str] = {}
    for position, item in enumerate(value):
        status, message = (item.get("status"), item.get("message")) if isinstance(item, Mapping) else (None, None)
        if not isinstance(status, str) or not _STATUS.fullmatch(status) or not isinstance(message, str):
            raise InputError("status_entry_message", where=f"{where}/statusMessage/{position}")
        if int(status, 16) in found:
            raise InputError("status_entry_message", where=f"{where}/statusMessage/{position}")
        found[int(status, 16)] = message
    return found
