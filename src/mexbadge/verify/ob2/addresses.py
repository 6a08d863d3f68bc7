"""Addresses, compared by what they are and not by how they look (RFC 3986, section 6.2; RFC 3490 for names)."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from mexbadge.fetch.addresses import ascii_host
from mexbadge.models.ob2_values import is_url

__all__ = ["WebAddress", "authority_of", "same_address"]

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_HIDDEN: Final = re.compile(r"%(2f|5c|00|c[01]|e0%[89]|f0%8|u[0-9a-f]{4})|\\", re.IGNORECASE)
"""An escaped separator or end, an escape longer than what it says needs, and ``%u``, which some servers read."""
_MOST_ESCAPED: Final = 4
_UNRESERVED: Final = re.compile(r"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address in its parts: the host in lower case ASCII, the port only where it is unusual."""

    scheme: str
    authority: str
    path: str
    query: str
    fragment: str = ""

    @classmethod
    def of(cls, url: str) -> "WebAddress | None":
        """Take ``url`` apart; ``None`` for what is no http address with a plain host name."""
        if not is_url(url):
            return None
        parts = urlsplit(url)
        port = parts.port
        scheme = parts.scheme.lower()
        host = ascii_host(parts.hostname or "")
        if host is None:
            return None
        authority = host if port is None or port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
        return cls(scheme, authority, parts.path, parts.query, parts.fragment)

    @property
    def climbs(self) -> bool:
        """Whether the path holds ``..`` or ``.`` in any spelling, or a separator that is escaped.

        Servers differ in how often they take escapes out, and some leave what follows a ``;`` out of account; so each
        reading is looked at, and what is escaped more than four times over counts as climbing.
        """
        path = self.path
        for _ in range(_MOST_ESCAPED):
            steps = {step.partition(";")[0] for step in path.split("/")}
            if {".", ".."} & steps or _HIDDEN.search(path) is not None:
                return True
            plain = unquote(path, encoding="latin-1")
            if plain == path:
                return False
            path = plain
        return True

    @property
    def rest(self) -> str:
        """What follows the host: path and query, needless escapes taken out."""
        path = _UNRESERVED.sub(_unescaped, self.path or "/")
        return f"{path}?{self.query}" if self.query else path

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What two addresses of one thing have in common."""
        return self.scheme, self.authority, self.rest, self.fragment

    def begins_with(self, prefix: str) -> bool:
        """Return whether ``prefix`` is this address up to some place: the same scheme and host, then the same text."""
        other = WebAddress.of(prefix)
        if other is None or self.climbs or other.climbs:
            return False
        return (self.scheme, self.authority) == (other.scheme, other.authority) and self.rest.startswith(other.rest)


def authority_of(host: str) -> str | None:
    """Return one of ``allowedOrigins`` as it is compared: lower case ASCII; ``None`` for what is no host name."""
    name, colon, port = host.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit():
        name, port = host, ""
    ascii_name = ascii_host(name.strip("[]") if name.startswith("[") else name)
    if ascii_name is None or any(character in name for character in "/?#@\\%"):
        return None
    return f"{ascii_name}:{port}" if port else ascii_name


def same_address(one: str, other: str) -> bool:
    """Return whether two ids name one thing: equal, or equal but for the case of the host and the usual port."""
    if one == other:
        return True
    first, second = WebAddress.of(one), WebAddress.of(other)
    return first is not None and second is not None and first.identity == second.identity


def _unescaped(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character.isascii() and (character.isalnum() or character in "-._~") else match[0].upper()
