"""Which addresses may be asked: web addresses read strictly, and internet addresses sorted by where they lead.

A badge is written by a stranger, and names the addresses that its reader then asks. What leads into the reader's own
network, in whatever spelling, is refused before anything is sent (CWE-918).
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias
from urllib.parse import quote

from mexbadge.fetch._deadline import Refusal

__all__ = [
    "BLOCKED_PORTS",
    "URL_CHARACTERS",
    "AddressReach",
    "Target",
    "ascii_host",
    "host_name",
    "host_of",
    "parse",
    "reach",
    "same_address",
    "target_of",
]

URL_CHARACTERS: Final = 2048
"""How long a web address may be."""

Address: TypeAlias = IPv4Address | IPv6Address

BLOCKED_PORTS: Final = frozenset({
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530,
    531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190,
    5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
})  # fmt: skip
"""Ports where no web server listens but something else may obey what it is sent (Fetch standard, "bad port")."""

_SHAPE: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?", re.ASCII)
_AUTHORITY: Final = re.compile(r"(\[[^\]]*\]|[^:\[\]]*)(?::([0-9]{1,5}))?", re.ASCII)
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\\s\ud800-\udfff]")
_HOST_CHARACTERS: Final = 253
_LAST_PORT: Final = 65535
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_PRIVATE_NAMES: Final = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa", "onion")
_KEPT: Final = "".join(map(chr, range(0x21, 0x7F)))


class AddressReach(StrEnum):
    """How far an internet address reaches."""

    PUBLIC = "public"
    PRIVATE = "private"
    """This machine or this network: only where a policy says so."""
    NEVER = "never"
    """Metadata of a cloud, link-local, multicast, reserved, or an IPv4 address inside another: no policy opens it."""


def _v4(*texts: str) -> tuple[IPv4Network, ...]:
    return tuple(map(IPv4Network, texts))


def _v6(*texts: str) -> tuple[IPv6Network, ...]:
    return tuple(map(IPv6Network, texts))


_V4_PRIVATE: Final = _v4(
    "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15"
)
_V4_NEVER: Final = _v4(
    "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "100.100.100.200/32", "168.63.129.16/32",
)  # fmt: skip
_V6_PRIVATE: Final = _v6("::1/128", "fc00::/7")
_V6_PUBLIC: Final = IPv6Network("2000::/3")
_V6_NEVER: Final = _v6(
    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "fd00:ec2::254/128", "fd20:ce::254/128",
)  # fmt: skip
_ISATAP: Final = frozenset({0x00005EFE, 0x02005EFE})


def reach(address: Address) -> AddressReach:
    """Say how far ``address`` reaches, by the registries of special-purpose addresses (RFC 6890) and stricter.

    An IPv6 address that carries an IPv4 address (mapped, compatible, translated, NAT64, Teredo, 6to4, ISATAP) is never
    reached, whatever it carries: it would be a second spelling of an address that has one.
    """
    version4 = isinstance(address, IPv4Address)
    if any(address in network for network in (_V4_NEVER if version4 else _V6_NEVER)) or _odd(address):
        return AddressReach.NEVER
    if any(address in network for network in (_V4_PRIVATE if version4 else _V6_PRIVATE)):
        return AddressReach.PRIVATE
    return AddressReach.PUBLIC if address.is_global and (version4 or address in _V6_PUBLIC) else AddressReach.NEVER


def _odd(address: Address) -> bool:
    """Say whether an IPv6 address is bound to one interface, or carries an IPv4 address in its last half (ISATAP)."""
    if isinstance(address, IPv4Address):
        return False
    return address.scope_id is not None or (int(address) >> 32) & 0xFFFFFFFF in _ISATAP


def allowed(text: str, *, private: bool = False) -> bool:
    """Say whether a connection to the internet address ``text`` is allowed; ``private`` opens this network's own."""
    try:
        found = reach(ip_address(text))
    except ValueError:
        return False
    return found is AddressReach.PUBLIC or (private and found is AddressReach.PRIVATE)


@dataclass(frozen=True, slots=True)
class Target:
    """A web address in its parts: host in lower-case ASCII (an IPv6 address in brackets), ``path`` with the query."""

    scheme: str
    host: str
    port: int
    path: str
    address: str | None
    """The internet address, where the host is one."""

    @property
    def url(self) -> str:
        """The web address again, with neither fragment nor default port."""
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}{self.path}"


def parse(
    url: str, *, http: bool = False, private: bool = False, private_hosts: Collection[str] = frozenset()
) -> Target:
    """Read a web address strictly (RFC 3986); the fragment is dropped.

    ``http`` admits ``http:`` beside ``https:``, ``private`` names and addresses of this network, and
    ``private_hosts`` those of its hosts that are named (as :func:`host_name` writes them). Refused
    (:class:`Refusal`): white space, control characters and backslashes; user names and passwords; hosts with percent
    signs, and those outside ASCII that have no ASCII form of their own (IDNA), which is what is asked; IPv4 addresses
    in any but the dotted form of four decimal numbers; blocked ports.
    """
    match = _SHAPE.fullmatch(url) if len(url) <= URL_CHARACTERS and not _FORBIDDEN.search(url) else None
    if match is None:
        raise Refusal("fetch_url")
    scheme, authority, path, query = match[1].lower(), match[2], match[3] or "/", match[4] or ""
    if scheme not in _DEFAULT_PORTS or (scheme == "http" and not http):
        raise Refusal("fetch_scheme")
    if "@" in authority:
        raise Refusal("fetch_url_credentials")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise Refusal("fetch_url")
    host, address = _host(parts[1].lower(), private=private, private_hosts=private_hosts)
    port = int(parts[2] or _DEFAULT_PORTS[scheme])
    if port in BLOCKED_PORTS or port > _LAST_PORT:
        raise Refusal("fetch_port", host=host)
    if address is not None and not allowed(address, private=private or host in private_hosts):
        raise Refusal("fetch_address", host=host)
    return Target(scheme, host, port, quote(path + query, safe=_KEPT), address)


def host_name(text: str) -> str:
    """Return a host as a :class:`Target` has it; raise :class:`Refusal` for what is none."""
    parts = _AUTHORITY.fullmatch(text)
    if parts is None or parts[2] is not None or _FORBIDDEN.search(text) or set(text) & set("/?#@"):
        raise Refusal("fetch_url")
    return _host(parts[1].lower(), private=True)[0]


def target_of(url: str, *, http: bool = False, private: bool = False) -> Target | None:
    """Return a web address in its parts, or ``None`` for one that :func:`parse` refuses."""
    try:
        return parse(url, http=http, private=private)
    except Refusal:
        return None


def host_of(url: str) -> str | None:
    """Return the host of a web address in lower case ASCII, or ``None`` where it has none."""
    match = _SHAPE.fullmatch(url)
    parts = None if match is None else _AUTHORITY.fullmatch(match[2].rpartition("@")[2])
    return None if parts is None else ascii_host(parts[1])


def same_address(url: str) -> str:
    """Return ``url`` with scheme and host in lower case and without default port and fragment: equal ones are one.

    An internationalised host is put in its ASCII form.

    Nothing else is touched; what is no web address comes back as it is.
    """
    return _same_address(url) if len(url) <= URL_CHARACTERS else _same_address.__wrapped__(url)


@lru_cache(maxsize=256)
def _same_address(url: str) -> str:
    match = _SHAPE.fullmatch(url)
    if match is None:
        return url
    scheme, authority = match[1].lower(), match[2]
    user, at, place = authority.rpartition("@")
    name, colon, number = place.partition(":")
    host = place.lower() if place.isascii() else f"{ascii_host(name) or name.lower()}{colon}{number}"
    port = _DEFAULT_PORTS.get(scheme)
    if port is not None:
        host = host.removesuffix(f":{port}")
    return f"{scheme}://{user}{at}{host}{match[3]}{match[4] or ''}"


def ascii_host(host: str) -> str | None:
    """Return a host name in lower case ASCII (IDNA, RFC 3490), without the dot that may end it.

    ``None`` for one that holds a character which IDNA drops or replaces: it only looks like another name.
    """
    host = host.rstrip(".")
    if host.isascii():
        return host.lower() or None
    plain = unicodedata.normalize("NFC", host.lower())
    try:
        name = plain.encode("idna").decode("ascii").lower()
        same = name.encode("ascii").decode("idna") == plain
    except UnicodeError:
        return None
    return name if same else None


def _host(text: str, *, private: bool, private_hosts: Collection[str] = frozenset()) -> tuple[str, str | None]:
    """Return a host and, where it is one, its internet address."""
    if text.startswith("["):
        try:
            address = IPv6Address(text[1:-1] if "%" not in text else "")
        except ValueError:
            raise Refusal("fetch_url") from None
        return f"[{address}]", str(address)
    text = text if text.isascii() else ascii_host(text) or ""
    name = text.removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return name, str(IPv4Address(name))
        except ValueError:
            raise Refusal("fetch_address", host=name) from None
    if len(name) > _HOST_CHARACTERS or not all(map(_LABEL.fullmatch, labels)):
        raise Refusal("fetch_url")
    private = private or name in private_hosts
    if not private and (len(labels) == 1 or name.endswith(tuple(f".{suffix}" for suffix in _PRIVATE_NAMES))):
        raise Refusal("fetch_address", host=name)
    return name, None
