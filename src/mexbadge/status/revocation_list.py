"""Lists of revoked ids: the 1EdTechRevocationList of 3.0 and the RevocationList of Open Badges 2.0.

Neither is signed; what makes one count is the address from which it came. An answer that is JSON but no such list (the
error object of a login page) is refused, because it would look like a list on which nothing stands. What a list says
beside the ids that are read is kept in sight (:meth:`RevocationList.unread_of`): nobody signed it, so a revocation that
stands under another name must not look like none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final, cast
from urllib.parse import urljoin, urlsplit

from mexbadge._json import escape_pointer
from mexbadge.errors import InputError
from mexbadge.models.dates import instant
from mexbadge.models.kinds import texts_of
from mexbadge.models.uris import as_compared
from mexbadge.status.entries import REVOCATION_LIST

__all__ = ["RevocationList"]

_REVOKED: Final = ("revokedCredential", "revokedCredentials")
_NO_ENTRY: Final = frozenset({"@context", "id", "type", "issuer"})
_MAY_NEST: Final = frozenset({"@context", "type", "issuer", "proof"})
"""The members that may hold arrays and objects although nothing of a revocation is read there."""
_ITEM: Final = frozenset({"id", "uid", "revoked", "revocationReason"})
_DESCRIBES: Final = frozenset({"id", "@id", "type", "@context"})
_READ_IN_ITEM: Final = _ITEM | _DESCRIBES
_ENDS: Final = ("validUntil", "expirationDate", "expires")
_GOES_ON: Final = frozenset({"next", "nextpage", "hasmore", "partial"})
"""How the members are called, in small letters, by which a list says that it is not all of it."""
_URI: Final = re.compile(r"(?i:(https?:)(?=//)|(urn:uuid:))")
_MOST_PLACES: Final = 5
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class RevocationList:
    """The ids that a list says are revoked.

    ``id`` and ``issuer`` are the list's own, where it names them; ``revoked`` gives for each id the reason or ``None``;
    ``uids`` the same for badges older than 2.0, which had a ``uid`` and no id. ``unread`` are the JSON pointers of the
    first places that hold more than is read here, ``elsewhere`` the texts that stand where nothing is read, names of
    members included, each with its place. ``until`` is where the list says that it ends, as it writes it.
    """

    id: str | None
    issuer: str | None
    revoked: Mapping[str, str | None] = field(repr=False)
    uids: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    unread: tuple[str, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict, repr=False)
    until: str | None = None

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
        alike = any("revo" in name.lower() for name in document)
        if not present and (not named or alike):
            raise InputError("status_revocations_form", where=f"/{_REVOKED[0]}")
        found = _Found()
        for name in present:
            found.take(_items(document[name], name), name, uids=False)
        rest = _Rest.of(document, present)
        return cls(own, issuer, found.ids, {}, rest.places, rest.texts, _until(document))

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
            rest = _Rest.of(document, [name])
            return cls(own, issuer, found.ids, found.uids, rest.places, rest.texts, _until(document))
        if not legacy or "type" in document:
            raise InputError("status_revocations_form", where="/revokedAssertions")
        plain: dict[str, str | None] = {}
        for key, reason in document.items():
            if key in _NO_ENTRY:
                continue
            if not isinstance(reason, str):
                raise InputError("status_revocations_entry", where=f"/{escape_pointer(key)}")
            plain[as_compared(key)] = reason
        return cls(own, issuer, plain, plain)

    def __contains__(self, credential_id: object) -> bool:
        """Return whether the id is revoked."""
        return isinstance(credential_id, str) and as_compared(credential_id) in self.revoked

    def reason(self, credential_id: str) -> str | None:
        """Return why the id was revoked, where the list says so."""
        return self.revoked.get(as_compared(credential_id))

    def has_uid(self, uid: str) -> bool:
        """Return whether a badge older than 2.0 with this ``uid`` is revoked."""
        return uid in self.uids

    def unread_of(self, *names: str | None) -> tuple[str, ...]:
        """Return where the list says something that is not read and may concern a badge of these ids; mostly nowhere.

        An array, an object, a second spelling of the list or a sign that it goes on may concern every badge; a text
        only the badge whose id it is, or holds, also spelled otherwise (an entry with a space, a UUID alone). A list
        with such a place never clears a badge.
        """
        named = [self.elsewhere.get(as_compared(name)) for name in names if name]
        named += [where for name in names if name and ":" in name for where in self._mentions(name)]
        return tuple(dict.fromkeys([*self.unread, *(place for place in named if place is not None)]))

    def _mentions(self, name: str) -> Iterator[str]:
        """Yield where an id stands amid other words, or in an entry that is nearly it."""
        alike = _alike(name)
        yield from (where for text, where in self.elsewhere.items() if alike.search(text))
        if any(alike.search(entry) for entry in self.revoked):
            yield f"/{_REVOKED[0]}"

    def beside(self, places: Iterable[str], document: Mapping[str, object]) -> "RevocationList":
        """Return the list with more places, and with the texts and the end of the document that it is of."""
        texts = texts_in({**document, "@context": None})
        elsewhere = {**dict.fromkeys(map(as_compared, texts), "/"), **self.elsewhere}
        ends = [end for end in (self.until, _until(document)) if end is not None]
        until = min(ends, key=_moment, default=None)
        return replace(self, unread=(*self.unread, *places)[:_MOST_PLACES], elsewhere=elsewhere, until=until)

    def is_at(self, *addresses: str) -> bool:
        """Return whether the list may be the one at ``addresses``, where it was asked for and where it answered.

        A list without an id may be any. The id is compared without its fragment; http and https, a final slash and a
        leading ``www.`` make no difference, since a server may move a document so and it stays the same.
        """
        return any(_place(address, self.id) == _place(address) for address in addresses)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a list holds beside the ids that are read from it."""

    places: tuple[str, ...]
    texts: Mapping[str, str]

    @classmethod
    def of(cls, document: Mapping[str, object], read: list[str]) -> "_Rest":
        """Look over a document in which the members ``read`` were read as lists; two of them are one too many."""
        places = [f"/{escape_pointer(name)}" for name in read[1:]]
        texts: dict[str, str] = {}
        for name, value in document.items():
            where = f"/{escape_pointer(name)}"
            if name in read:
                continue
            if name not in _MAY_NEST and (isinstance(value, list | tuple | Mapping) or _like_a_list(name, value)):
                places.append(where)
            if name == "type" and not texts_of(value) and value != []:
                places.append(where)
            texts[as_compared(name)] = where
            if name not in _DESCRIBES:
                texts.update((as_compared(text), where) for text in texts_in(value))
        for name in read:
            places += _in_items(_items(document[name], name), name, texts)
        return cls(tuple(places[:_MOST_PLACES]), texts)


def _in_items(items: Iterable[object], name: str, texts: dict[str, str]) -> Iterator[str]:
    """Yield the places in the items of a list that are not read; note the texts that stand there."""
    for position, item in enumerate(items):
        if not isinstance(item, Mapping):
            continue
        for member, value in item.items():
            if member in _READ_IN_ITEM:
                continue
            where = f"/{name}/{position}/{escape_pointer(member)}"
            if isinstance(value, list | tuple | Mapping):
                yield where
            texts[as_compared(member)] = where
            texts.update((as_compared(text), where) for text in texts_in(value))


def _like_a_list(name: str, value: object) -> bool:
    """Return whether a text, or "yes", stands under a name that speaks of revocation, or of more than stands here."""
    plain = name.lower().replace("_", "").rpartition(":")[2]
    return (isinstance(value, str) or value is True) and ("revo" in plain or plain in _GOES_ON)


def _alike(name: str) -> re.Pattern[str]:
    """Return what finds an id amid other words: a UUID in either case and alone, an address under either scheme."""
    scheme = _URI.match(name)
    uuid = scheme is not None and scheme[2] is not None
    plain = re.escape(name[scheme.end() :] if scheme is not None else name)
    either = f"(?i:{plain})" if uuid else plain
    return re.compile(rf"(?<![\w%-]){either}[/#]*(?![\w%?=&#/~@:+-]|\.\w)")


def _until(document: Mapping[str, object]) -> str | None:
    """Return the end that a list names, as it is written: of several the earliest, or one that cannot be read."""
    return min((str(document[name]) for name in _ENDS if document.get(name) is not None), key=_moment, default=None)


def _moment(text: str) -> datetime:
    """Return the moment that a text means, the very first where it cannot be read."""
    try:
        return instant(text)
    except InputError:
        return datetime.min.replace(tzinfo=UTC)


def _place(address: str, relative: str | None = None) -> object:
    """Return an address as it is compared: without what a server may change without moving to another place."""
    try:
        parts = urlsplit(urljoin(address, relative))
        port = parts.port
    except ValueError:
        return relative or address
    if parts.scheme not in _DEFAULT_PORTS:
        return parts._replace(fragment="").geturl()
    host = (parts.hostname or "").removeprefix("www.")
    return host, None if port == _DEFAULT_PORTS[parts.scheme] else port, parts.path.rstrip("/"), parts.query


def texts_in(value: object) -> Iterator[str]:
    """Yield every text inside a value, the names of members included."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            yield from item
            waiting += item.values()
        elif isinstance(item, list | tuple):
            waiting += item


class _Found:
    """What was gathered so far; an id that stands twice is revoked if either says so."""

    def __init__(self) -> None:
        self.ids: dict[str, str | None] = {}
        self.uids: dict[str, str | None] = {}

    def take(self, items: Iterable[object], name: str, *, uids: bool) -> None:
        for position, item in enumerate(items):
            if isinstance(item, str) and item:
                self.ids.setdefault(as_compared(item), None)
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
                self.ids[as_compared(str(identifier))] = reason
            if uid:
                self.uids[str(uid)] = reason
        return True


def _own(document: Mapping[str, object]) -> tuple[str | None, str | None]:
    """Return the list's own id and its issuer's; an issuer that is no text and no object with an id is refused."""
    own, issuer = document.get("id", document.get("@id")), document.get("issuer")
    if "@id" in document and document["@id"] != own:
        raise InputError("status_revocations_form", where="/@id")
    named = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    if issuer is not None and not isinstance(named, str):
        raise InputError("status_revocations_form", where="/issuer")
    if own is not None and not isinstance(own, str):
        raise InputError("status_revocations_form", where="/id")
    return own, cast("str | None", named)


def _items(value: object, name: str) -> list[object] | tuple[object, ...]:
    if isinstance(value, Mapping | str):
        return (value,)
    if not isinstance(value, list | tuple):
        raise InputError("status_revocations_form", where=f"/{name}")
    return value
