"""A mailbox is read letter by letter, over TLS alone, and a letter counts as seen once it was dealt with."""

import imaplib
import ssl
from typing import Any, cast

import pytest

from mexbadge.deliver.imap import ImapBox
from mexbadge.errors import DeliveryError


class Box:
    """What an IMAP server does, as far as it is asked."""

    def __init__(self, letters: dict[str, bytes], password: str = "secret") -> None:
        self.unseen, self.password, self.log = letters, password, list[str]()

    def login(self, user: str, password: str) -> None:
        if password != self.password:
            raise imaplib.IMAP4.error(f"no {user}")

    def select(self, folder: str) -> None:
        self.log.append(folder)

    def uid(self, command: str, *words: Any) -> tuple[str, list[Any]]:
        if command == "SEARCH":
            return "OK", [" ".join(self.unseen).encode()]
        if command == "FETCH":
            return "OK", [(b"1 (BODY[]", self.unseen[words[0]]), b")"]
        del self.unseen[words[0]]
        return "OK", []

    def logout(self) -> None:
        self.log.append("logout")


def reading(box: Box, password: str = "secret") -> ImapBox:
    def connect(host: str, port: int, context: ssl.SSLContext) -> imaplib.IMAP4:
        assert (host, port) == ("imap.example", 993)
        assert context.verify_mode is ssl.CERT_REQUIRED
        return cast("imaplib.IMAP4", box)

    return ImapBox("imap.example", "mex", lambda: password, connect=connect)


def test_each_letter_is_seen_once_it_was_dealt_with_and_no_sooner() -> None:
    box = Box({"7": b"one", "9": b"two"})
    letters = reading(box).letters()
    assert next(letters) == ("IMAP 7", b"one")
    assert set(box.unseen) == {"7", "9"}, "whoever stops here reads it again"
    assert next(letters) == ("IMAP 9", b"two")
    assert set(box.unseen) == {"9"}
    assert list(letters) == []
    assert box.unseen == {}
    assert box.log == ["INBOX", "logout"]


def test_a_mailbox_that_cannot_be_read_is_said_and_nothing_of_it_is_lost() -> None:
    box = Box({"7": b"one"})
    with pytest.raises(DeliveryError) as found:
        list(reading(box, "wrong").letters())
    assert found.value.code == "deliver_imap"
    assert box.log == ["logout"]
    assert set(box.unseen) == {"7"}
