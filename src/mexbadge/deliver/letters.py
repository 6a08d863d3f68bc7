"""An e-mail as bytes (RFC 5322, MIME): built once from values, the same values giving the same bytes.

A retry sends what was sent before, under the same Message-ID, so that receivers may drop the second.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy
from typing import Final

from mexbadge.deliver.addresses import Mailbox, header_text
from mexbadge.errors import InputError

__all__ = ["Attachment", "Letter", "message_id"]

_NAME: Final = re.compile(r"[^\x00-\x1f\x7f/\\\"<>|:*?]{1,120}")
_TOKEN: Final = re.compile(r"[0-9a-f]{16,64}")
_ID: Final = re.compile(r"<[0-9A-Za-z.!#$%&'*+/=?^_`{|}~-]+@[0-9a-z.-]+>")


class _Addresses(UnstructuredHeader, BaseHeader):
    """Addresses in angle brackets, one a line: RFC 2369 (2) allows white space between them and no encoded words."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as it stands, however long an address is."""
        if not self.isascii():
            return super().fold(policy=policy)
        return f"{self.name}: {self.replace(' ', f'{policy.linesep} ')}{policy.linesep}"


_HEADERS: Final = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Addresses)


def message_id(key: str, domain: str) -> str:
    """Return the Message-ID of a message by its key (RFC 5322, 3.6.4): known before the first try, and kept."""
    return f"<{key[:24]}@{domain}>"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter, as an attachment and never inside it.

    What is shown inside a message is what mail programs make smaller, and save without what is baked into it.
    """

    name: str
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one person: plain text and HTML say the same.

    ``sent`` is the Date header, fixed like ``name`` (the Message-ID) when it was queued. ``unsubscribe`` are addresses
    (``mailto:``, ``https:``) for List-Unsubscribe (RFC 2369), for what somebody can have stopped; with an https one,
    one click does it (RFC 8058).
    """

    sender: Mailbox
    to: Mailbox = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str | None = field(default=None, repr=False)
    name: str = ""
    sent: datetime | None = None
    language: str = "en"
    reply_to: Mailbox | None = None
    attachments: tuple[Attachment, ...] = ()
    unsubscribe: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def needs_utf8(self) -> bool:
        """Whether only a server that speaks SMTPUTF8 can take it."""
        return any(one.needs_utf8 for one in (self.sender, self.to, self.reply_to) if one is not None)

    def message(self, *, draft: bool = False) -> EmailMessage:
        """Return it as a message; a ``draft`` opens in a mail program as one to be sent (``X-Unsent``).

        Raises :class:`InputError` ``deliver_header`` for a value that cannot stand in a header.
        """
        plain = policy.SMTPUTF8 if self.needs_utf8 else policy.SMTP
        made = EmailMessage(policy=plain.clone(header_factory=_HEADERS))
        for name, value in self._headers(draft=draft):
            made[name] = value
        made.set_content(self.text, charset="utf-8", cte="quoted-printable")
        if self.html is not None:
            made.add_alternative(self.html, subtype="html", charset="utf-8", cte="quoted-printable")
        for one in self.attachments:
            if not _NAME.fullmatch(one.name):
                raise InputError("deliver_header", where="attachment", what="attachment", value=one.name[:80])
            main, _, sub = one.kind.partition("/")
            made.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
        made["Content-Language"] = header_text(self.language, what="language")  # what is set before the content goes
        _fix_boundaries(made, self.name)
        return made

    def content(self, *, draft: bool = False) -> bytes:
        """Return its bytes, with CR LF; as :meth:`message`."""
        return self.message(draft=draft).as_bytes()

    def _headers(self, *, draft: bool) -> Iterator[tuple[str, object]]:
        if draft:
            yield "X-Unsent", "1"
        yield "From", self.sender.header
        yield "To", self.to.header
        if self.reply_to is not None:
            yield "Reply-To", self.reply_to.header
        yield "Subject", header_text(self.subject, what="subject")
        if self.sent is not None:
            yield "Date", self.sent
        if self.name:
            if not _ID.fullmatch(self.name):
                raise InputError("deliver_header", where="Message-ID", what="Message-ID", value=self.name[:80])
            yield "Message-ID", self.name
        if not draft:
            yield "Auto-Submitted", "auto-generated"  # RFC 3834: no automatic answer is wanted
        if self.unsubscribe:
            listed = ", ".join(f"<{header_text(one, what='unsubscribe')}>" for one in self.unsubscribe)
            yield "List-Unsubscribe", listed
            if any(one.startswith("https:") for one in self.unsubscribe):
                yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
        for name, value in self.headers:
            yield header_text(name, what=name), header_text(value, what=name)


def _fix_boundaries(message: EmailMessage, name: str) -> None:
    """Give each part that has parts a boundary that follows from the Message-ID, in place of one by chance.

    ``=_`` is in no quoted-printable or base64 text (RFC 2045, 6.7).
    """
    found = _TOKEN.search(name)
    seed = found[0][:32] if found else "mexbadge"
    for number, part in enumerate(one for one in message.walk() if one.is_multipart()):
        part.set_boundary(f"=_{seed}-{number}")
