"""Handing messages to a mail server: SMTP over TLS, one connection for many messages (RFC 5321, 3207, 8314).

What a server says decides: a recipient who is refused or deferred stops nobody else; a sender, a password or a line
that is refused stops the run, and everything that waits goes on waiting.
"""

import base64
import re
import smtplib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from socket import IPPROTO_TCP, TCP_NODELAY
from typing import Final

from mexbadge.deliver.accounts import Account, Login, Tls, token_of
from mexbadge.deliver.answers import Answer, judged, plain
from mexbadge.deliver.lines import context_of
from mexbadge.deliver.pacing import Pace
from mexbadge.deliver.states import DeliveryOutcome, State
from mexbadge.errors import DeliveryError

__all__ = ["Envelope", "MailServer", "Times"]

_DOTS: Final = re.compile(rb"(?m)^\.")
_GO_ON: Final = 354
_CHALLENGE: Final = 334
_CLOSING: Final = 421
_DONE: Final = 235
_PERMANENT: Final = 500
_PER_LINE: Final = 100
"""How many messages go over one connection; many servers end one after as many by themselves."""
_TROUBLE: Final = 3
"""How many times in a row the server itself may fail before the run stops."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom and to whom (RFC 5321, 2.3.1), which need not be what the headers say."""

    sender: str
    recipient: str = field(repr=False)
    needs_utf8: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """How long a server may take, in seconds: for an answer, and for the last one of a message (RFC 5321, 4.5.3.2)."""

    answer: float = 60.0
    last: float = 600.0


class MailServer:
    """A connection to a mail server, opened with the first message and kept.

    ``secret`` gives the password where the account has one; it is asked once, and only when it is needed.
    """

    def __init__(
        self,
        account: Account,
        *,
        secret: Callable[[], str] | None = None,
        pace: Pace | None = None,
        times: Times | None = None,
        token: Callable[..., str] = token_of,
    ) -> None:
        self.account = account
        self._secret = secret
        self._pace = pace or Pace(account.per_minute, clock=time.monotonic, sleep=time.sleep)
        self._times = times or Times()
        self._token = token
        self._line: smtplib.SMTP | None = None
        self._used = 0
        self._troubles = 0
        self._last = "-"

    def __repr__(self) -> str:
        return f"<MailServer {self.account.server!r}>"

    def send(self, envelope: Envelope, content: bytes) -> DeliveryOutcome:
        """Hand one message over and say what came of it: sent, refused, deferred or unsure.

        Raises :class:`DeliveryError`: ``deliver_unreachable``, ``deliver_no_tls``, ``deliver_certificate``,
        ``deliver_login_refused``, ``deliver_no_login``, ``deliver_token``, ``deliver_sender_refused``,
        ``deliver_trouble`` where the server failed three times in a row; nothing of the message was taken then.
        """
        if self._troubles >= _TROUBLE:
            self.close()
            raise self._stopped("deliver_trouble", answer=self._last)
        self._pace.wait()
        line = self._open()
        self._used += 1
        try:
            outcome, own = self._sent(line, envelope, content)
        except (OSError, smtplib.SMTPException):
            self._drop()
            outcome, own = DeliveryOutcome(State.DEFERRED, "deliver_line_lost", {"server": self.account.place}), True
        except DeliveryError:
            self.close()
            raise
        self._troubles = self._troubles + 1 if own else 0
        self._last = str(outcome.values.get("answer", "-"))
        return outcome

    def close(self) -> None:
        """Say good-bye, if there is a connection."""
        line, self._line = self._line, None
        if line is not None:
            try:
                line.quit()
            except (OSError, smtplib.SMTPException):
                line.close()

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _sent(self, line: smtplib.SMTP, envelope: Envelope, content: bytes) -> tuple[DeliveryOutcome, bool]:
        """Return what came of it, and whether the trouble is the server's own, not the message's."""
        if envelope.needs_utf8 and not line.has_extn("smtputf8"):
            return DeliveryOutcome(State.REFUSED, "deliver_no_smtputf8", {"server": self.account.place}), False
        limit = line.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < len(content):
            return DeliveryOutcome(
                State.REFUSED, "deliver_too_large", {"size": len(content), "limit": int(limit)}
            ), False
        options = [f"SIZE={len(content)}"] if line.has_extn("size") else []
        options += ["SMTPUTF8", "BODY=8BITMIME"] if envelope.needs_utf8 else []
        if envelope.needs_utf8:
            line.command_encoding = "utf-8"
        answer = line.mail(envelope.sender, options)
        if answer[0] >= _PERMANENT and answer[0] not in {552, 554}:
            raise DeliveryError("deliver_sender_refused", server=self.account.place, answer=plain(answer))
        if (outcome := self._judged(answer)) is not None:
            return self._reset(answer, outcome), True
        answer = line.rcpt(envelope.recipient)
        if (outcome := self._judged(answer)) is not None:
            return self._reset(answer, outcome), answer[0] == _CLOSING
        answer = line.docmd("DATA")
        if answer[0] != _GO_ON:
            found = self._judged(answer) or DeliveryOutcome(
                State.DEFERRED, "deliver_deferred", {"answer": plain(answer)}
            )
            return self._reset(answer, found), True
        return self._handed_over(line, content)

    def _handed_over(self, line: smtplib.SMTP, content: bytes) -> tuple[DeliveryOutcome, bool]:
        """Send the text, then the dot that ends it: until that went out, the server has taken nothing."""
        line.send(_DOTS.sub(b"..", content if content.endswith(b"\r\n") else content + b"\r\n"))
        try:
            if line.sock is not None:
                line.sock.settimeout(self._times.last)
            line.send(b".\r\n")
            answer = line.getreply()
            if line.sock is not None:
                line.sock.settimeout(self._times.answer)
        except (OSError, smtplib.SMTPException):
            self._drop()
            return DeliveryOutcome(State.UNSURE, "deliver_unsure", {"server": self.account.place}), True
        if answer[0] < 0:  # what came was no answer
            self._drop()
            return DeliveryOutcome(State.UNSURE, "deliver_unsure", {"server": self.account.place}), True
        outcome = self._judged(answer)
        if answer[0] == _CLOSING:
            self._drop()
        if outcome is None:
            return DeliveryOutcome(State.SENT), False
        return outcome, answer[0] == _CLOSING

    def _judged(self, answer: Answer) -> DeliveryOutcome | None:
        return judged(answer, refused="deliver_refused", deferred="deliver_deferred")

    def _reset(self, answer: Answer, outcome: DeliveryOutcome) -> DeliveryOutcome:
        """Leave the message behind, so that the next may begin; a server that closes is left."""
        if answer[0] in {_CLOSING, -1}:
            self._drop()
            return outcome if answer[0] > 0 else DeliveryOutcome(State.DEFERRED, "deliver_line_lost", outcome.values)
        if self._line is not None:
            try:
                self._line.rset()
            except (OSError, smtplib.SMTPException):
                self._drop()  # what was answered before still holds
        return outcome

    def _open(self) -> smtplib.SMTP:
        if self._line is not None and self._used < _PER_LINE:
            return self._line
        self.close()
        self._used = 0
        self._line = self._connected()
        try:
            self._let_in(self._line)
        except (OSError, smtplib.SMTPException):
            self._drop()
            raise self._stopped("deliver_unreachable") from None
        except DeliveryError:
            self.close()
            raise
        return self._line

    def _connected(self) -> smtplib.SMTP:
        account, seconds = self.account, self._times.answer
        try:
            context = None if account.tls is Tls.NONE else context_of(account.ca_file)
        except (OSError, ssl.SSLError):
            raise self._stopped("deliver_ca_file") from None
        try:
            if account.tls is Tls.TLS and context is not None:
                line: smtplib.SMTP = smtplib.SMTP_SSL(
                    account.server, account.at, local_hostname="localhost", timeout=seconds, context=context
                )
            else:
                line = smtplib.SMTP(account.server, account.at, local_hostname="localhost", timeout=seconds)
            if line.sock is not None:  # the dot that ends a message goes at once
                line.sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
            line.local_hostname = _literal(line)
            line.ehlo_or_helo_if_needed()
            if account.tls is Tls.STARTTLS and context is not None:
                self._start_tls(line, context)
        except ssl.SSLCertVerificationError as error:
            raise self._stopped("deliver_certificate", reason=error.verify_message) from None
        except ssl.SSLError:
            raise self._stopped("deliver_no_tls") from None
        except (OSError, smtplib.SMTPException):
            raise self._stopped("deliver_unreachable") from None
        return line

    def _start_tls(self, line: smtplib.SMTP, context: ssl.SSLContext) -> None:
        """Make the line safe, or leave: what a server said before is forgotten (RFC 3207, 4.2)."""
        if not line.has_extn("starttls") or line.starttls(context=context)[0] not in range(200, 300):
            line.close()
            raise self._stopped("deliver_no_tls")
        line.ehlo()

    def _let_in(self, line: smtplib.SMTP) -> None:
        """Say who we are (RFC 4954); only ever over TLS, which :class:`Account` sees to."""
        login, user = self.account.login, self.account.user or ""
        if login is Login.NONE:
            return
        offered = line.esmtp_features.get("auth", "").upper().split()
        if login is Login.XOAUTH2:
            ways = {"XOAUTH2": [f"user={user}\x01auth=Bearer {self._token(self.account.token_command)}\x01\x01"]}
        else:
            word = self._secret() if self._secret is not None else ""
            ways = {"PLAIN": [f"\0{user}\0{word}"], "LOGIN": [user, word]}
        way = next((one for one in ways if one in offered), None)
        if way is None:
            raise self._stopped("deliver_no_login", ways=", ".join(offered) or "-")
        answer = _said(line, way, ways[way])
        if answer[0] != _DONE:
            code = "deliver_login_refused" if answer[0] >= _PERMANENT else "deliver_login_later"
            raise self._stopped(code, answer=plain(answer), user=user)

    def _stopped(self, code: str, **values: str) -> DeliveryError:
        return DeliveryError(code, server=self.account.place, **values)


def _said(line: smtplib.SMTP, way: str, words: list[str]) -> Answer:
    """Say the words of one way of logging in; an error that is told as a challenge is answered with nothing."""
    coded = [base64.b64encode(word.encode("utf-8")).decode("ascii") for word in words]
    first = way == "LOGIN"
    answer = line.docmd("AUTH", way if first else f"{way} {coded.pop(0)}")
    while answer[0] == _CHALLENGE:
        answer = line.docmd(coded.pop(0) if coded else "")
        if not coded and answer[0] == _CHALLENGE:
            answer = line.docmd("*")
            break
    return answer


def _literal(line: smtplib.SMTP) -> str:
    """Return what we call ourselves (RFC 5321, 4.1.3): our address on this line, not the name of the computer."""
    here = str(line.sock.getsockname()[0]) if line.sock is not None else "127.0.0.1"
    return f"[IPv6:{here}]" if ":" in here else f"[{here}]"
