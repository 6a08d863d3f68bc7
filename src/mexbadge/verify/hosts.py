"""Hosts and identifiers that stand in a name, however they are spelled there."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from mexbadge.trust.skeletons import reading
from mexbadge.verify.scripts import LOOKED_AT

__all__ = ["host_of", "hosts_in", "names_identifier", "readable_host"]

_LONGEST_LABEL: Final = 63
_LONGEST_HOST: Final = 253
_DID: Final = re.compile(r"did\s*:|(?<![^\W\d_])d[\s._-]*i[\s._-]*d\s*:", re.IGNORECASE)
_SCHEME: Final = re.compile(r":\s*/\s*/")
_HOST_LIKE: Final = re.compile(r"[\w.-]+")
_ZONES: Final = frozenset(
    {
        *("aero", "app", "arpa", "asia", "biz", "cat", "cloud", "club", "com", "coop", "dev", "gov", "info", "int"),
        *("international", "jobs", "mil", "mobi", "museum", "name", "net", "online", "org", "page", "pro", "site"),
        *("store", "tech", "tel", "travel", "wiki", "work", "world", "xyz"),
        *("academy", "careers", "college", "courses", "degree", "edu", "education", "institute", "school", "training"),
        *("university", "example", "test"),
    }
)
"""Top-level domains beside those of two letters by which a host in a name is known; the reserved ones count as well."""
_COUNTRY: Final = re.compile(r"(?!js|ts|py|rb|cs|vb|hs|kt)[a-z]{2}")
"""A top-level domain of a country; the endings of program files are left out."""
_PRODUCTS: Final = frozenset({"asp.net", "ado.net", "vb.net", "ml.net", "draw.io", "socket.io"})
"""What reads as a host and is what people learn."""
_OLD_ZONES: Final = frozenset({"com", "edu", "gov", "mil", "net", "org", "example"})
"""Top-level domains that are no words of their own, so that they are known where something else parts the labels."""
_ENDINGS: Final = frozenset({"es", "le", "ne", "re", "se", "te"})
"""What follows a middle dot where French writes two genders at once."""
_MIDDLE: Final = "\u00b7\u0387\u16eb\u2022\u2027\u2219\u22c5\u2e31\u30fb\uff65\ua78f"
"""Dots at the middle of the line."""
_PARTED: Final = re.compile(rf"[\w-]+(?:[.{_MIDDLE}][\w-]+)*[{_MIDDLE}][\w-]+")
_AROUND: Final = re.compile(r"(\s*)\.(\s*)(?=(\w+))")
_AFTER: Final = re.compile(rf"(?<=\w)\s*\.\s+(?=(?:{'|'.join(sorted(_OLD_ZONES))})(?!\w))")
"""A dot that common blanks part from a top-level domain, which stands in small letters there."""


def hosts_in(text: str) -> tuple[str, ...]:
    """Return what reads as the name of a host in ``text``, in small letters.

    A full stop of any script parts labels as a dot does, and so does one with a no-break space beside it; a dot at the
    middle of the line, or one with common blanks, only where a well-known top-level domain follows.
    """
    dotted = "".join("." if _is_full_stop(character) else character for character in text[:LOOKED_AT])
    read = reading(_AROUND.sub(_closed, dotted))
    found = [*_among(_HOST_LIKE.findall(read)), *_among(_HOST_LIKE.findall(_AFTER.sub(".", read)))]
    for token in _PARTED.findall(read):
        before, _, zone = re.sub(f"[{_MIDDLE}]", ".", token).casefold().rpartition(".")
        catalan = before.endswith("l") and zone.startswith("l")
        if zone in _OLD_ZONES or (_COUNTRY.fullmatch(zone) and zone not in _ENDINGS and not catalan):
            found += _among([f"{before}.{zone}"])
    return tuple(dict.fromkeys(found))


def _among(tokens: list[str]) -> Iterator[str]:
    """Yield those of ``tokens`` that read as the name of a host."""
    for token in tokens:
        host = token.strip(".-_").casefold()
        labels = host.split(".")
        zone = labels[-1]
        known = zone in _ZONES or zone.startswith("xn--") or _COUNTRY.fullmatch(zone) is not None
        if len(labels) > 1 and all(labels) and known and len(labels[-2]) > 1 and host not in _PRODUCTS:
            yield host


def _is_full_stop(character: str) -> bool:
    """Return whether a character ends a sentence in some script; numbers with a stop behind them do not."""
    return not character.isascii() and (
        unicodedata.category(character) == "Po" and unicodedata.name(character, "").endswith("FULL STOP")
    )


def _closed(dot: "re.Match[str]") -> str:
    """Return a dot without the blanks around it, where one of them is none that people type between sentences."""
    unusual = not f"{dot[1]}{dot[2]}".isascii() and not (dot[1] and dot[3].casefold() == "net")
    return "." if unusual else dot[0]


def names_identifier(text: str, own: str | None) -> bool:
    """Return whether a name holds a DID, an address, or a host that is not the issuer's ``own``."""
    read = reading(text[:LOOKED_AT])
    return bool(_DID.search(read) or _SCHEME.search(read)) or any(not _is_own(host, own) for host in hosts_in(text))


def _is_own(host: str, own: str | None) -> bool:
    """Return whether a host is the issuer's, or one above or below it."""
    if own is None:
        return False
    known = {own.casefold(), readable_host(own).casefold()}
    return any(host == one or host.endswith(f".{one}") or one.endswith(f".{host}") for one in known)


def host_of(issuer_id: str | None) -> str | None:
    """Return the host that an issuer's id names, of a did:web or an http address; ``None`` where it names none."""
    if issuer_id is None:
        return None
    if issuer_id.startswith("did:web:"):
        return unquote(issuer_id.split(":")[2]).partition(":")[0] or None
    if not issuer_id[:8].lower().startswith(("http://", "https://")):
        return None
    try:
        return urlsplit(issuer_id).hostname
    except ValueError:
        return None


def readable_host(host: str) -> str:
    """Return a host as a browser may show it: labels that begin with ``xn--`` decoded (RFC 5891, section 5.4)."""
    return ".".join(_decoded(label) for label in host.split(".")) if len(host) <= _LONGEST_HOST else host


def _decoded(label: str) -> str:
    if not label.lower().startswith("xn--") or len(label) > _LONGEST_LABEL:
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
