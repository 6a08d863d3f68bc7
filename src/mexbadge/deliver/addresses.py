"""Mail addresses with a name before them, as they are written into a header; nothing that breaks a header passes."""

import re
import unicodedata
from dataclasses import dataclass, field
from email.headerregistry import Address
from typing import Final, Self

from mexbadge.errors import InputError
from mexbadge.fetch.addresses import ascii_host

__all__ = ["Mailbox", "header_text"]

_NAMED: Final = re.compile(r"\s*([^<>]*?)\s*<([^<>\s]+)>\s*")
_LOCAL: Final = re.compile(r"[^\x00-\x20\x7f()<>@,;:\\\"\[\]]+")
_BREAKING: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONGEST: Final = 400
_ADDRESS: Final = 254
_LOCAL_OCTETS: Final = 64


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address (RFC 5322, 3.4) and the name before it: ``Zoé Roy <zoe@college.ca>``.

    The domain is in ASCII (IDNA); a local part outside ASCII needs a server that speaks SMTPUTF8 (RFC 6531).
    """

    local: str = field(repr=False)
    domain: str
    name: str = field(default="", repr=False)

    @classmethod
    def parse(cls, text: str, *, what: str, name: str | None = None) -> Self:
        """Read ``name@college.ca`` or ``Name <name@college.ca>``; ``name`` takes the place of the one written there.

        Raises :class:`InputError` ``deliver_address`` and as :func:`header_text`; ``what`` says whose it is.
        """
        header_text(text, what=what)
        found = _NAMED.fullmatch(text)
        shown, address = (found[1].strip('"'), found[2]) if found else ("", text.strip())
        local, _, domain = address.rpartition("@")
        host = ascii_host(unicodedata.normalize("NFC", domain)) if domain else None
        fits = len(address) <= _ADDRESS and 0 < len(local.encode("utf-8")) <= _LOCAL_OCTETS
        dots = local.startswith(".") or local.endswith(".") or ".." in local
        if not fits or dots or host is None or not _LOCAL.fullmatch(local) or not _is_host(host):
            raise InputError("deliver_address", where=what, what=what, value=text)
        given = shown if name is None else header_text(name, what="name").strip()
        return cls(unicodedata.normalize("NFC", local), host, given)

    @property
    def address(self) -> str:
        """The address alone, as the envelope takes it."""
        return f"{self.local}@{self.domain}"

    @property
    def needs_utf8(self) -> bool:
        """Whether only a server that speaks SMTPUTF8 can take it."""
        return not self.local.isascii()

    @property
    def header(self) -> Address:
        """The value of a header; its name is encoded where it has to be (RFC 2047)."""
        return Address(display_name=self.name, username=self.local, domain=self.domain)


def header_text(text: str, *, what: str) -> str:
    """Return a text that may stand in a header; raise :class:`InputError` ``deliver_header``.

    Refused are line ends and other control characters, by which somebody would write headers of their own, characters
    that turn the direction of what follows, and whatever is longer than 400 characters.
    """
    bad = any(unicodedata.category(one) in _BREAKING or one in _OVERRIDES for one in text)
    if bad or len(text) > _LONGEST:
        raise InputError("deliver_header", where=what, what=what, value=text[:80])
    return text


def _is_host(host: str) -> bool:
    labels = host.split(".")
    return len(host) <= _ADDRESS and all(re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", one) for one in labels)
