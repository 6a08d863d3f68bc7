"""Which letters no person wrote: out-of-office replies, bounces and the like. They answer nothing."""

from email.message import EmailMessage
from typing import Final

__all__ = ["is_automatic"]

_PRECEDENCE: Final = frozenset({"bulk", "junk", "auto_reply", "list"})
_HEADERS: Final = (
    *("x-autoreply", "x-autorespond", "x-auto-response-suppress", "x-autoresponder", "x-failed-recipients"),
    *("list-id", "feedback-id", "x-vacation"),
)
_ROBOTS: Final = ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@")
_REPORTS: Final = frozenset({"multipart/report", "message/delivery-status", "message/disposition-notification"})


def is_automatic(message: EmailMessage) -> bool:
    """Return whether a letter was sent by a program (RFC 3834; RFC 3464; RFC 8098), as far as it says so.

    An empty sender (``Return-Path: <>``), any ``Auto-Submitted`` but ``no``, delivery reports, and what answering
    machines write into their headers.
    """
    submitted = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    if submitted != "no" or str(message.get("Return-Path", "-")).strip() == "<>":
        return True
    if str(message.get("Precedence", "")).strip().lower() in _PRECEDENCE or any(name in message for name in _HEADERS):
        return True
    sender = str(message.get("From", "")).lower()
    return message.get_content_type() in _REPORTS or any(one in sender for one in _ROBOTS)
