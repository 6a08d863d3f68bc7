"""Answers come back as letters: the code stands in the subject, and whatever is no answer is left alone.

A letter that a program sent (out of office, a bounce) is never an answer, nor is one with two codes. A letter is read
once; an answer that no longer counts is told why to whoever sent it.
"""

import email
import mailbox
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final

from mexbadge.errors import InputError, Problem
from mexbadge.match.exchange.automatic import is_automatic
from mexbadge.match.exchange.questions import Query

__all__ = ["ReadAs", "ReadLetter", "codes_in", "letters_in", "read_letter"]

_CODE: Final = re.compile(r"(?<![\w-])(yes|no|gone|stop|oui|non)[\s:]+([a-z2-7]{26})(?![\w-])", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\+stop-([a-z2-7]{26})@", re.IGNORECASE)
_TO: Final = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "Cc")
_FRENCH: Final = {"oui": "yes", "non": "no"}
_LONGEST: Final = 8 * 1024 * 1024
_STOP_LINE: Final = 200
"""A text that is longer says more than that nothing more is wanted: it may be a letter of ours, quoted."""


class ReadAs(StrEnum):
    """What a letter was."""

    ANSWERED = "answered"
    LATE = "late"
    AUTOMATIC = "automatic"
    NO_CODE = "no-code"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """One letter that was read: what it was, which question it answered, or why it does not count."""

    name: str
    read: ReadAs
    query: Query | None = None
    given: str | None = None
    why: Problem | None = None
    sender: str = ""
    digest: str = ""


def letters_in(source: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the letters of a folder of ``.eml``, or of an mbox file; raise ``exchange_no_inbox`` for anything else."""
    if source.is_dir():
        for path in sorted(source.glob("*.eml")):
            with path.open("rb") as file:
                yield path.name, file.read(_LONGEST)
        return
    if not source.is_file():
        raise InputError("exchange_no_inbox", path=str(source))
    box = mailbox.mbox(source, create=False)
    try:
        for number, one in enumerate(box, 1):
            yield f"{source.name}, {number}", one.as_bytes()[:_LONGEST]
    finally:
        box.close()


def codes_in(subject: str) -> list[tuple[str, str]]:
    """Return the answers that stand in a subject, each with its code; ``Re:`` and ``Rép :`` before them are nothing."""
    found = [(word.lower(), code.lower()) for word, code in _CODE.findall(subject)]
    return list(dict.fromkeys((_FRENCH.get(word, word), code) for word, code in found))


def _codes(message: EmailMessage) -> list[tuple[str, str]]:
    """Return the answers in a letter: those of its subject; where it has none, a stop in its address or as its text."""
    subject = " ".join(str(message.get("Subject", "")).split())
    if subject:
        return codes_in(subject)
    named = [code for name in _TO for each in message.get_all(name, []) for code in _ADDRESS.findall(str(each))]
    if named:
        return list(dict.fromkeys(("stop", code.lower()) for code in named))
    body = message.get_body(("plain",))
    text = "" if body is None else " ".join(str(body.get_content()).split())
    found = codes_in(text) if len(text) <= _STOP_LINE else []
    return found if [word for word, _ in found] == ["stop"] else []


def read_letter(
    name: str, data: bytes, *, known: Callable[[str], bool], take: Callable[[str, str], Query]
) -> ReadLetter:
    """Read one letter; ``known`` says whether it was read before, ``take`` takes an answer by its code."""
    digest = sha256(data).hexdigest()
    if known(digest):
        return ReadLetter(name, ReadAs.KNOWN, digest=digest)
    message = email.message_from_bytes(data, policy=policy.default)
    try:
        codes = _codes(message)
        if is_automatic(message) and [word for word, _ in codes] != ["stop"]:
            return ReadLetter(name, ReadAs.AUTOMATIC, digest=digest)
        sender = parseaddr(str(message.get("From", "")))[1]
    except Exception:  # noqa: BLE001 - Python's reader of headers fails in many ways on a broken one
        return ReadLetter(name, ReadAs.NO_CODE, digest=digest)
    sender = sender if sender.isprintable() else ""
    if len(codes) != 1:
        return ReadLetter(name, ReadAs.NO_CODE, sender=sender, digest=digest)
    ((given, code),) = codes
    try:
        query = take(code, given)
    except InputError as error:
        return ReadLetter(name, ReadAs.LATE, given=given, why=error.problem, sender=sender, digest=digest)
    return ReadLetter(name, ReadAs.ANSWERED, query, given, sender=sender, digest=digest)


def read_all(
    letters: Iterable[tuple[str, bytes]], *, known: Callable[[str], bool], take: Callable[[str, str], Query]
) -> Iterator[ReadLetter]:
    """Read letters one after the other."""
    for name, data in letters:
        yield read_letter(name, data, known=known, take=take)
