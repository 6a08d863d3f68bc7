"""What the folder ``hosted`` says: which places are marked in its lists, which ids are revoked, which keys stand there.

It is read to be compared with the register, so that what was published once is never taken back by accident. A file
that is missing or that cannot be read says nothing. No signature is checked: whoever can write here can publish.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge.errors import InputError
from mexbadge.issuer.folder.settings import Settings
from mexbadge.issuer.hosted.mark import Mark
from mexbadge.issuer.register.marked import Marked, marked_in
from mexbadge.keys import PublicKey

__all__ = ["Published", "read_published"]

_URN: Final = "urn:uuid:"


@dataclass(frozen=True, slots=True)
class Published:
    """All that the folder says; ``keys`` gives each key with the moment at which it was withdrawn, if it was.

    ``mark`` is how far the register had come that wrote it.
    """

    lists: tuple[Marked, ...] = ()
    revoked: Mapping[str, str | None] = field(default_factory=dict)
    revoked_ob2: Mapping[str, str | None] = field(default_factory=dict)
    keys: Mapping[str, tuple[PublicKey, str | None]] = field(default_factory=dict)
    mark: Mark | None = None


def read_published(folder: Path, settings: Settings, key_document: str | None, *, whole: bool = True) -> Published:
    """Read ``folder``; ``key_document`` is the path in it at which the issuer's keys are published.

    Without ``whole`` the hosted assertions of 2.0, of which there may be very many, are left unread.
    """
    lists = {one.url: one for path in sorted((folder / "status").glob("*")) if (one := _list(path, settings.base))}
    revoked = _reasons(folder / "revocations.json", "revokedCredential")
    ob2 = dict(_reasons(folder / "ob2/revocations.json", "revokedAssertions"))
    if whole:
        ob2.update(_assertions(folder / "ob2/assertions"))
    return Published(
        tuple(lists.values()),
        revoked,
        ob2,
        dict(_keys(folder / key_document)) if key_document else {},
    )


def _list(path: Path, base: str) -> Marked | None:
    content = _bytes(path, _limits.STATUS_LIST_BYTES)
    found = None if content is None else marked_in(content)
    return found if found is not None and found.url.startswith(f"{base}/") else None


def _reasons(path: Path, member: str) -> dict[str, str | None]:
    """Return the ids in a list of revoked ones, each with its reason."""
    listed = _object(path, _limits.BUNDLE_BYTES).get(member)
    found: dict[str, str | None] = {}
    for item in listed if isinstance(listed, list) else ():
        name = item.get("id") if isinstance(item, Mapping) else item
        reason = item.get("revocationReason") if isinstance(item, Mapping) else None
        if isinstance(name, str):
            found[name] = reason if isinstance(reason, str) else None
    return found


def _assertions(folder: Path) -> Iterator[tuple[str, str | None]]:
    """Yield the hosted assertions of 2.0 of which only the word is left that they were revoked."""
    for path in sorted(folder.glob("*.json")):
        document = _object(path, _limits.CREDENTIAL_BYTES)
        if document.get("revoked") is True:
            reason = document.get("revocationReason")
            yield f"{_URN}{path.stem}", reason if isinstance(reason, str) else None


def _keys(path: Path) -> Iterator[tuple[str, tuple[PublicKey, str | None]]]:
    methods = _object(path, _limits.KEY_DOCUMENT_BYTES).get("verificationMethod")
    for method in methods if isinstance(methods, list) else ():
        if not isinstance(method, Mapping) or not isinstance(method.get("id"), str):
            continue
        name, ended = method["id"].removesuffix("-jwk"), method.get("revoked")
        try:
            if isinstance(method.get("publicKeyMultibase"), str):
                key = PublicKey.from_multikey(method["publicKeyMultibase"])
            elif isinstance(method.get("publicKeyJwk"), Mapping):
                key = PublicKey.from_jwk(dict(method["publicKeyJwk"]))
            else:
                continue
        except InputError:
            continue
        yield name, (key, ended if isinstance(ended, str) else None)


def _object(path: Path, limit: int) -> JsonObject:
    content = _bytes(path, limit)
    try:
        return {} if content is None else _json.loads_object(content, max_bytes=limit)
    except InputError:
        return {}


def _bytes(path: Path, limit: int) -> bytes | None:
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError:
        return None
    return content if len(content) <= limit else None
