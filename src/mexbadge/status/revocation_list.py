"""Lists of revoked ids: the 1EdTechRevocationList of 3.0 and the RevocationList of Open Badges 2.0.

Neither is signed; what makes one count is the address from which it came. An answer that is JSON but no such list (the
error object of a login page) is refused, because it would look like a list on which nothing stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from mexbadge._json import escape_pointer
from mexbadge.errors import InputError
from mexbadge.status.entries import REVOCATION_LIST, texts_of

__all__ = ["RevocationList"]

_REVOKED: Final = ("revokedCredential", "revokedCredentials")
_URN_UUID: Final = "urn:uuid:"
_NO_ENTRY: Final = frozenset({"@context", "id", "type", "issuer"})


@dataclass(frozen=True, slots=True)
class RevocationList:
    """The ids that a list says are revoked.

    ``id`` and ``issuer`` are the list's own, where it names them; ``revoked`` gives for each id the reason or ``None``;
    ``uids`` the same for badges older than 2.0, which had a ``uid`` and no id.
    """

    id: str | None
    issuer: str | None
    revoked: Mapping[str, str | None] = field(repr=False)
    uids: Mapping[str, str | None] = field(default_factory=dict, repr=False)

    @classmethod
    def parse(cls, document: Mapping[str, object]) -> "RevocationList":
        """Read a 1EdTechRevocationList (1EdTech Revocation List Status Method 1.0).

        An item counts when its ``revoked`` is true or absent. A list on which nothing stands may leave the member out,
        if its type says what it is and no other member looks like it. Raises :class:`InputError`
        ``status_revocations_form`` or ``status_revocations_entry``, with the JSON pointer.
        """
        present = [name for name in _REVOKED if name in document]
        own, issuer = _own(document)
        named = REVOCATION_LIST in texts_of(document.get("type"))
        alike = any("revo" in name.lower() for name in document if name not in _REVOKED)
        if not present and (not named or alike):
            raise InputError("status_revocations_form", where=f"/{_REVOKED[0]}")
        found = _Found()
        for name in present:
            found.take(_items(document[name], name), name, uids=False)
        return cls(own, issuer, found.ids)

    @classmethod
    def parse_ob2(cls, document: Mapping[str, object], *, legacy: bool = False) -> "RevocationList":
        """Read a RevocationList of Open Badges 2.0: strings, or objects with an ``id`` or an older ``uid``.

        ``legacy`` reads as well the form before 2.0, a plain object of uid or address and reason. Raises
        :class:`InputError` ``status_revocations_form`` or ``status_revocations_entry``.
        """
        own, issuer = _own(document)
        if "revokedAssertions" in document:
            found = _Found()
            name = "revokedAssertions"
            found.take(_items(document[name], name), name, uids=True)
            return cls(own, issuer, found.ids, found.uids)
        if not legacy or "type" in document:
            raise InputError("status_revocations_form", where="/revokedAssertions")
        plain: dict[str, str | None] = {}
        for key, reason in document.items():
            if key in _NO_ENTRY:
                continue
            if not isinstance(reason, str):
                raise InputError("status_revocations_entry", where=f"/{escape_pointer(key)}")
            plain[_key(key)] = reason
        return cls(own, issuer, plain, plain)

    def __contains__(self, credential_id: object) -> bool:
        """Return whether the id is revoked."""
        return isinstance(credential_id, str) and _key(credential_id) in self.revoked

    def reason(self, credential_id: str) -> str | None:
        """Return why the id was revoked, where the list says so."""
        return self.revoked.get(_key(credential_id))

    def has_uid(self, uid: str) -> bool:
        """Return whether a badge older than 2.0 with this ``uid`` is revoked."""
        return uid in self.uids


class _Found:
    """What was gathered so far; an id that stands twice is revoked if either says so."""

    def __init__(self) -> None:
        self.ids: dict[str, str | None] = {}
        self.uids: dict[str, str | None] = {}

    def take(self, items: Iterable[object], name: str, *, uids: bool) -> None:
        for position, item in enumerate(items):
            if isinstance(item, str) and item:
                self.ids.setdefault(_key(item), None)
            elif not (isinstance(item, Mapping) and self._take_object(item, uids=uids)):
                raise InputError("status_revocations_entry", where=f"/{name}/{position}")

    def _take_object(self, item: Mapping[str, object], *, uids: bool) -> bool:
        """Take one object; return whether it is well formed."""
        identifier, uid = item.get("id"), item.get("uid") if uids else None
        revoked, reason = item.get("revoked", True), item.get("revocationReason")
        if not (isinstance(revoked, bool) or revoked == "true") or not isinstance(reason, str | None):
            return False
        if not all(isinstance(value, str | None) for value in (identifier, uid)) or not (identifier or uid):
            return False
        if revoked is not False:
            if identifier:
                self.ids[_key(str(identifier))] = reason
            if uid:
                self.uids[str(uid)] = reason
        return True


def _own(document: Mapping[str, object]) -> tuple[str | None, str | None]:
    """Return the list's own id and its issuer's; an issuer that is no text and no object with an id is refused."""
    own, issuer = document.get("id"), document.get("issuer")
    named = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    if issuer is not None and not isinstance(named, str):
        raise InputError("status_revocations_form", where="/issuer")
    if own is not None and not isinstance(own, str):
        raise InputError("status_revocations_form", where="/id")
    return own, named if isinstance(named, str) else None


def _items(value: object, name: str) -> list[object] | tuple[object, ...]:
    if isinstance(value, Mapping | str):
        return (value,)
    if not isinstance(value, list | tuple):
        raise InputError("status_revocations_form", where=f"/{name}")
    return value


def _key(identifier: str) -> str:
    """Return the id as it is compared: a UUID means the same in either case (RFC 9562, section 4)."""
    return identifier.lower() if identifier[: len(_URN_UUID)].lower() == _URN_UUID else identifier
