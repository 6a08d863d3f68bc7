"""The credential that carries a list of bits, read: what it is for, how long it holds, and its bits still packed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from mexbadge.errors import InputError
from mexbadge.models.kinds import texts_of
from mexbadge.status.bitstring import Bitstring
from mexbadge.status.entries import BITSTRING_ENTRY, LEGACY_ENTRY, BitEntry

__all__ = ["LIST_TYPES", "StatusList", "kinds_served", "parse_status_list"]

_TYPES: Final = {
    BITSTRING_ENTRY: ("BitstringStatusListCredential", "BitstringStatusList"),
    LEGACY_ENTRY: ("StatusList2021Credential", "StatusList2021"),
}
LIST_TYPES: Final = frozenset(credential for credential, _ in _TYPES.values())
"""The types of credential that are status lists."""


@dataclass(frozen=True, slots=True)
class StatusList:
    """What a status list credential says.

    ``id`` is the credential's own id, ``purposes`` its ``statusPurpose``, ``encoded`` the ``encodedList``, ``ttl`` how
    long it may be kept before it is read again, in milliseconds, ``size`` the ``statusSize`` where the list gives one.
    """

    id: str | None
    purposes: frozenset[str]
    encoded: str = field(repr=False)
    ttl: int | None = None
    size: int | None = None

    def bits(self, *, size: int = 1) -> Bitstring:
        """Unpack the list; raise :class:`InputError` as :meth:`Bitstring.decode`."""
        return Bitstring.decode(self.encoded, size=size)

    def require(self, entry: BitEntry) -> None:
        """Raise :class:`InputError` where the list does not serve ``entry``.

        ``status_list_purpose``: another purpose (section 3.2); ``status_list_size``: it says itself that its entries
        are of another size; ``status_list_other``: its id is the address of another list.
        """
        if entry.purpose not in self.purposes:
            named = ", ".join(sorted(self.purposes))
            raise InputError("status_list_purpose", where=entry.where, purpose=entry.purpose, named=named)
        if self.size not in {None, entry.size}:
            raise InputError("status_list_size", where=entry.where, size=self.size, expected=entry.size)
        own = (self.id or "").partition("#")[0]
        if own.lower().startswith(("https:", "http:")) and own != entry.url:
            raise InputError("status_list_other", where=entry.where, url=entry.url, id=own)


def parse_status_list(document: Mapping[str, object], *, kind: str = BITSTRING_ENTRY) -> StatusList:
    """Read the list that entries of type ``kind`` need: a BitstringStatusListCredential or StatusList2021Credential.

    The signature is not looked at. Raises :class:`InputError` ``status_list_type`` or ``status_list_form``, with the
    JSON pointer in the list.
    """
    credential_type, subject_type = _TYPES[kind]
    if credential_type not in texts_of(document.get("type")):
        raise InputError("status_list_type", where="/type", expected=credential_type)
    subject = document.get("credentialSubject")
    if isinstance(subject, list | tuple) and len(subject) == 1:
        subject = subject[0]
    if not isinstance(subject, Mapping):
        raise InputError("status_list_form", where="/credentialSubject")
    if subject_type not in texts_of(subject.get("type")):
        raise InputError("status_list_type", where="/credentialSubject/type", expected=subject_type)
    purposes, encoded = texts_of(subject.get("statusPurpose")), subject.get("encodedList")
    if not purposes:
        raise InputError("status_list_form", where="/credentialSubject/statusPurpose")
    if not isinstance(encoded, str):
        raise InputError("status_list_form", where="/credentialSubject/encodedList")
    own = document.get("id")
    size = _whole(subject, "statusSize")
    return StatusList(own if isinstance(own, str) else None, frozenset(purposes), encoded, _whole(subject, "ttl"), size)


def kinds_served(document: Mapping[str, object]) -> tuple[str, ...]:
    """Return the types of entries for which a credential says that it is the list."""
    types = texts_of(document.get("type"))
    return tuple(kind for kind, (credential, _) in _TYPES.items() if credential in types)


def _whole(subject: Mapping[str, object], name: str) -> int | None:
    value = subject.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise InputError("status_list_form", where=f"/credentialSubject/{name}")
    return value
