"""A real mail server (aiosmtpd) on the loopback address, which takes, refuses, defers, goes silent or hangs up."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mexbadge.deliver import Account

HERE = "127.0.0.1"
USER = "badges@college.example"
PASSWORD = "plain mots de passe: é"
TOKEN = "ya29.token"


@dataclass
class Post:
    """What a mail server was handed, and how it answers; ``rules`` are what it does for a recipient or a sender.

    A rule is an answer (``550 no``) to RCPT or MAIL; ``data: 451 later`` an answer to the message; ``silent``, ``hang
    up`` and ``take and hang up`` what it does with the message.
    """

    rules: dict[str, str] = field(default_factory=dict)
    taken: list[Envelope] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    lines: int = 0
    port: int = 0

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, session: Session, __: Envelope, hostname: str, said: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.lines += 1
        return said

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        rule = self.rules.get(address)
        if rule:
            return rule
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        rule = self.rules.get(address, "250 OK")
        if rule[:3].isdigit() and not rule.startswith("2"):
            return rule
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _: Session, envelope: Envelope
    ) -> str:
        rule = self.rules.get(envelope.rcpt_tos[0], "")
        if rule == "silent":
            await asyncio.sleep(30)
        if rule == "hang up":
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return "250 never heard"
        if rule.startswith("data:"):
            return rule.partition(":")[2].strip()
        self.taken.append(envelope)
        if rule == "take and hang up":
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return "250 taken"

    async def auth_XOAUTH2(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, args: list[str]
    ) -> AuthResult:
        from base64 import b64decode  # noqa: PLC0415 - one use

        said = b64decode(args[1]).decode()
        if said != f"user={USER}\x01auth=Bearer {TOKEN}\x01\x01":
            await server.challenge_auth('{"status":"400"}')
            return AuthResult(success=False, handled=False)
        self.logins.append("XOAUTH2")
        return AuthResult(success=True)

    def messages(self) -> list[EmailMessage]:
        return [message_of(envelope) for envelope in self.taken]

    def to(self) -> list[str]:
        return [envelope.rcpt_tos[0] for envelope in self.taken]


def message_of(envelope: Envelope | bytes) -> EmailMessage:
    """Read a message as a mail program does."""
    content = envelope if isinstance(envelope, bytes) else envelope.content
    assert isinstance(content, bytes)
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def _free_port() -> int:
    with socket.create_server((HERE, 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@contextmanager
def mail_server(
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    login: bool = False,
    utf8: bool = True,
    limit: int = 5_000_000,
    post: Post | None = None,
) -> Iterator[Post]:
    """Run a server until the block ends; ``login`` asks for :data:`USER` and :data:`PASSWORD`."""
    found = post or Post()

    def let_in(_: SMTP, __: Session, ___: Envelope, way: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        if right:
            found.logins.append(way)
        return AuthResult(success=right, handled=False)

    options: dict[str, Any] = {"tls_context": starttls, "require_starttls": starttls is not None}
    if login:
        options |= {"authenticator": let_in, "auth_required": tls is None, "auth_require_tls": tls is None}
    found.port = _free_port()
    controller = Controller(
        found,
        hostname=HERE,
        port=found.port,
        ssl_context=tls,
        data_size_limit=limit,
        enable_SMTPUTF8=utf8,
        command_call_limit=None,
        server_hostname="mail.test",
        **options,
    )
    controller.start()
    try:
        found.lines = 0
        yield found
    finally:
        controller.stop()


def here(post: Post, **given: Any) -> Account:
    """Return an account of the server without TLS, which is on this computer."""
    from mexbadge.deliver import Tls  # noqa: PLC0415 - one use

    return Account(HERE, post.port, **{"tls": Tls.NONE, "per_minute": 0, **given})
