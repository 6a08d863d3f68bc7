"""How a mail server is reached: host, port, TLS, and who we say we are; never a secret."""

import ipaddress
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from mexbadge.errors import DeliveryError, InputError

__all__ = ["Account", "Login", "Tls", "token_of"]

_HOST: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,45}")
_TOKEN: Final = re.compile(r"[\x21-\x7e]{1,16384}")
_TOKEN_SECONDS: Final = 60
_LAST_PORT: Final = 65535
_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}


class Tls(StrEnum):
    """How the line is made safe. ``none`` only to this computer itself, whose own relay then sees to it."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Login(StrEnum):
    """How we say who we are; ``none`` to a relay that knows this computer."""

    NONE = "none"
    PASSWORD = "password"  # noqa: S105 - the name of a way, not a secret
    XOAUTH2 = "xoauth2"


@dataclass(frozen=True, slots=True)
class Account:
    """A mail server and how it is spoken to.

    ``token_command`` are the words of the command that prints an access token, run without a shell. ``ca_file`` names
    the certificates of an authority that this computer does not know, such as a campus's own. ``per_minute`` bounds how
    many messages go out in a minute; 0 is no bound.

    Raises :class:`InputError` ``deliver_account`` (``where`` is the member) for what cannot be, and
    ``deliver_needs_tls`` where the line to another computer would be open to all.
    """

    server: str
    port: int = 0
    tls: Tls = Tls.STARTTLS
    login: Login = Login.NONE
    user: str | None = field(default=None, repr=False)
    token_command: tuple[str, ...] = field(default=(), repr=False)
    ca_file: str | None = None
    per_minute: int = 60

    def __post_init__(self) -> None:
        if not _HOST.fullmatch(self.server):
            raise _wrong("server", self.server)
        if not 0 <= self.port <= _LAST_PORT:
            raise _wrong("port", self.port)
        if self.per_minute < 0:
            raise _wrong("per_minute", self.per_minute)
        if self.login is not Login.NONE and not self.user:
            raise _wrong("user", "")
        if self.user and any(sign in self.user for sign in "\r\n\0\x01"):
            raise _wrong("user", self.user)
        if self.login is Login.XOAUTH2 and not self.token_command:
            raise _wrong("token_command", "")
        if self.tls is Tls.NONE and (not self.is_here or self.login is not Login.NONE):
            raise InputError("deliver_needs_tls", where="tls", server=self.server)

    @property
    def at(self) -> int:
        """The port, or the usual one of the way that was chosen (RFC 8314)."""
        return self.port or _PORTS[self.tls.value]

    @property
    def place(self) -> str:
        """Server and port, as they are shown."""
        return f"[{self.server}]:{self.at}" if ":" in self.server else f"{self.server}:{self.at}"

    @property
    def is_here(self) -> bool:
        """Whether the server is this computer."""
        try:
            return ipaddress.ip_address(self.server).is_loopback
        except ValueError:
            return self.server.lower() == "localhost"


Run = Callable[[Sequence[str]], "tuple[int, bytes]"]


def token_of(command: Sequence[str], *, run: Run | None = None) -> str:
    """Run the command that prints an access token, and return it; raise :class:`DeliveryError` ``deliver_token``."""
    code, said = (run or _run)(command)
    token = said.decode("ascii", "replace").strip()
    if code or not _TOKEN.fullmatch(token):
        raise DeliveryError("deliver_token", command=command[0], exit=code)
    return token


def _run(command: Sequence[str]) -> tuple[int, bytes]:
    try:
        ran = subprocess.run(command, check=False, stdout=subprocess.PIPE, timeout=_TOKEN_SECONDS)  # noqa: S603 - the owner's own command
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 127, b""
    return ran.returncode, ran.stdout


def _wrong(member: str, value: object) -> InputError:
    return InputError("deliver_account", where=f"mail.{member}", name=f"mail.{member}", value=value)
