"""The records of a site: for each badge a small document at an address made of the SHA-256 of its bytes.

A browser cannot check every kind of signature, and need not: the issuer's own host says of exact bytes whether it
issued them and how they stand. Where the records lie, the issuer's key document tells (`mexbadge._names.RECORDS`).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mexbadge import _json
from mexbadge._names import RECORD
from mexbadge.issuer import hosted
from mexbadge.publish.files import Role, SiteFile, fixed

if TYPE_CHECKING:
    from mexbadge.issuer import Issuer
    from mexbadge.issuer.hosted.digests import KnownBytes

__all__ = ["record_path", "records_of"]


def records_of(issuer: "Issuer") -> Iterator[SiteFile]:
    """Yield the record of each badge and of each status list."""
    with issuer.register.read() as connection:
        for known in hosted.digests.known_bytes(connection):
            yield fixed(record_path(known.digest), _body(issuer.settings.id, known), Role.DOCUMENT)


def record_path(digest: str) -> str:
    """Return where the record of the bytes with the SHA-256 ``digest`` (hexadecimal) lies in a site."""
    return f"{hosted.digests.RECORDS_FOLDER}/{digest}.json"


def _body(issuer: str, known: "KnownBytes") -> bytes:
    told = {
        "type": RECORD,
        "issuer": issuer,
        "digest": known.digest,
        "state": known.state,
        "since": known.since,
        "until": known.until,
    }
    return f"{_json.dumps({name: value for name, value in told.items() if value is not None})}\n".encode("ascii")
