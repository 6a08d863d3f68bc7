"""A mailbox that is read over IMAP (RFC 9051), over TLS only: new letters are taken, and marked as seen afterwards."""

import imaplib
import ssl
from collections.abc import Callable, Generator
from typing import Final

from mexbadge.deliver.lines import context_of
from mexbadge.errors import DeliveryError

__all__ = ["ImapBox"]

_LONGEST: Final = 8 * 1024 * 1024
_PORT: Final = 993
_SECONDS: Final = 60
Connect = Callable[[str, int, ssl.SSLContext], imaplib.IMAP4]


def _connect(host: str, port: int, context: ssl.SSLContext) -> imaplib.IMAP4:
    return imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=_SECONDS)


class ImapBox:
    """One folder of a mailbox; ``secret`` gives the password, which is asked once."""

    def __init__(  # noqa: PLR0913 - how a mailbox is reached
        self,
        server: str,
        user: str,
        secret: Callable[[], str],
        *,
        port: int = _PORT,
        folder: str = "INBOX",
        ca_file: str | None = None,
        connect: Connect = _connect,
    ) -> None:
        self._server, self._port, self._user, self._secret = server, port or _PORT, user, secret
        self._folder, self._ca_file, self._connect = folder, ca_file, connect

    def letters(self) -> Generator[tuple[str, bytes], None, None]:
        """Yield the letters that nobody has seen; each is marked as seen once the next one is asked for.

        Whoever stops before leaves the rest, and the one at hand, to be read the next time. Raises
        :class:`DeliveryError` ``deliver_imap`` where the mailbox cannot be read.
        """
        try:
            line = self._connect(self._server, self._port, context_of(self._ca_file))
            try:
                line.login(self._user, self._secret())
                line.select(self._folder)
                _, found = line.uid("SEARCH", "UNSEEN")
                for uid in (found[0] or b"").split():
                    _, parts = line.uid("FETCH", uid.decode("ascii"), f"(BODY.PEEK[]<0.{_LONGEST}>)")
                    content = next((part[1] for part in parts if isinstance(part, tuple)), b"")
                    yield f"IMAP {uid.decode('ascii')}", bytes(content)
                    line.uid("STORE", uid.decode("ascii"), "+FLAGS", r"(\Seen)")
            finally:
                line.logout()
        except (OSError, imaplib.IMAP4.error, ssl.SSLError, UnicodeError):
            raise DeliveryError("deliver_imap", server=self._server) from None
