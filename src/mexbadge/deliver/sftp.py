"""Files onto a server by SFTP (SSH): the server's key is always checked, and each file appears whole or not at all.

Nothing is taken from anybody's settings of SSH but the keys of known servers, and the agent's or the given private key.
"""

import asyncio
import os
import stat
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self, TypeVar
from urllib.parse import unquote, urlsplit

import asyncssh

from mexbadge.errors import DeliveryError, InputError

__all__ = ["PASSWORD", "SftpPlace"]

PASSWORD: Final = "MEXBADGE_SFTP_PASSWORD"  # noqa: S105 - the name of a variable, not a secret
"""The variable of the environment with the password, where a server takes no keys."""
_PORT: Final = 22
_CONNECT_SECONDS: Final = 20
_T = TypeVar("_T")


@dataclass(slots=True)
class SftpPlace:
    """A folder on a server, as :class:`mexbadge.publish.copying.SitePlace`; the line is opened when it is first needed.

    Raises :class:`DeliveryError`: ``sftp_unreachable``, ``sftp_host_unknown`` for a server whose key is not known,
    ``sftp_login``, ``sftp_refused`` for what the server does not do.
    """

    host: str
    port: int
    user: str | None
    folder: str
    known_hosts: Path
    identity: Path | None = None
    _runner: "asyncio.Runner | None" = field(default=None, repr=False)
    _line: Any = field(default=None, repr=False)
    _sftp: Any = field(default=None, repr=False)
    _made: set[str] = field(default_factory=set, repr=False)

    @classmethod
    def of(cls, url: str, *, known_hosts: Path | None = None, identity: Path | None = None) -> Self:
        """Return the place that ``sftp://[user@]host[:port]/path`` names.

        Raises :class:`InputError` ``sftp_url`` for anything else, ``sftp_password`` for an address with a password, and
        ``sftp_known_hosts`` where the file with the keys of known servers is not there.
        """
        try:
            parts = urlsplit(url)
            host, port, user, password = parts.hostname, parts.port or _PORT, parts.username, parts.password
        except ValueError:
            raise InputError("sftp_url") from None
        if password is not None:
            raise InputError("sftp_password", variable=PASSWORD)
        folder = unquote(parts.path).rstrip("/")
        if parts.scheme != "sftp" or not host or parts.query or parts.fragment or not folder or "\0" in folder:
            raise InputError("sftp_url")
        keys = known_hosts or Path.home() / ".ssh" / "known_hosts"
        if not keys.is_file():
            raise InputError("sftp_known_hosts", path=str(keys), host=host)
        return cls(host, port, None if user is None else unquote(user), folder, keys, identity)

    @property
    def name(self) -> str:
        """Its address."""
        user = "" if self.user is None else f"{self.user}@"
        port = "" if self.port == _PORT else f":{self.port}"
        return f"sftp://{user}{self.host}{port}{self.folder}"

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Return what lies in a folder."""
        with self._asked(folder) as sftp:
            try:
                found = self._run(sftp.listdir(self._at(folder)))
            except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath, asyncssh.SFTPNotADirectory):
                return ()
        return tuple(sorted(name for name in found if name not in {".", ".."}))

    def below(self, folder: str) -> tuple[str, ...]:
        """Return every file below a folder."""

        async def walk(sftp: Any, folder: str) -> list[str]:  # noqa: ANN401 - the library's
            found = []
            for entry in await sftp.readdir(self._at(folder)):
                path = f"{folder}/{entry.filename}"
                if entry.filename in {".", ".."}:
                    continue
                if stat.S_ISDIR(entry.attrs.permissions or 0):
                    found += await walk(sftp, path)
                else:
                    found.append(path)
            return found

        with self._asked(folder) as sftp:
            try:
                return tuple(sorted(self._run(walk(sftp, folder))))
            except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath, asyncssh.SFTPNotADirectory):
                return ()

    def read(self, path: str, *, longest: int) -> bytes | None:
        """Return a file."""

        async def read(sftp: Any) -> bytes:  # noqa: ANN401 - the library's
            async with sftp.open(self._at(path), "rb") as file:
                found: bytes = await file.read(longest + 1)
                return found

        with self._asked(path) as sftp:
            try:
                body = self._run(read(sftp))
            except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                return None
        return body if len(body) <= longest else None

    def write(self, path: str, body: bytes) -> None:
        """Put a file in its place: under another name first, and renamed over what is there."""
        target = self._at(path)
        folder, _, name = target.rpartition("/")
        part = f"{folder}/.{name}.part"

        async def write(sftp: Any) -> None:  # noqa: ANN401 - the library's
            if folder not in self._made:
                await sftp.makedirs(folder, exist_ok=True)
                self._made.add(folder)
            async with sftp.open(part, "wb") as file:
                await file.write(body)
                with suppress(asyncssh.SFTPOpUnsupported):
                    await file.fsync()
            try:
                await sftp.posix_rename(part, target)
            except asyncssh.SFTPOpUnsupported:  # an old server: for a moment nothing is there
                with suppress(asyncssh.SFTPNoSuchFile):
                    await sftp.remove(target)
                await sftp.rename(part, target)

        with self._asked(path) as sftp:
            self._run(write(sftp))

    def remove(self, path: str) -> bool:
        """Remove a file, and the folders that are empty then."""

        async def remove(sftp: Any) -> None:  # noqa: ANN401 - the library's
            await sftp.remove(self._at(path))
            above = path.rpartition("/")[0]
            while above:
                try:
                    await sftp.rmdir(self._at(above))
                except asyncssh.SFTPError:
                    break
                self._made.discard(self._at(above))
                above = above.rpartition("/")[0]

        with self._asked(path) as sftp:
            try:
                self._run(remove(sftp))
            except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                return False
        return True

    def close(self) -> None:
        """Close the line."""
        if self._runner is None:
            return
        if self._line is not None:
            self._line.close()
            with suppress(OSError, asyncssh.Error):
                self._run(self._line.wait_closed())
        self._runner.close()
        self._runner = self._line = self._sftp = None

    def _at(self, path: str) -> str:
        return f"{self.folder}/{path}" if path else self.folder

    def _run(self, todo: Coroutine[Any, Any, _T]) -> _T:
        if self._runner is None:
            self._runner = asyncio.Runner()
        return self._runner.run(todo)

    @contextmanager
    def _asked(self, path: str) -> Iterator[Any]:
        """Give the opened line, and turn what goes wrong into an error of ours."""
        try:
            if self._sftp is None:
                self._sftp = self._run(self._open())
            yield self._sftp
        except asyncssh.HostKeyNotVerifiable:
            raise DeliveryError("sftp_host_unknown", host=self.host, path=str(self.known_hosts)) from None
        except asyncssh.PermissionDenied:
            raise DeliveryError("sftp_login", host=self.host, variable=PASSWORD) from None
        except asyncssh.SFTPConnectionLost:
            raise DeliveryError("sftp_unreachable", host=self.host, port=self.port) from None
        except asyncssh.SFTPError:
            raise DeliveryError("sftp_refused", host=self.host, path=self._at(path)) from None
        except asyncssh.KeyImportError:
            raise InputError("sftp_identity", path=str(self.identity)) from None
        except (OSError, TimeoutError, asyncssh.Error):
            raise DeliveryError("sftp_unreachable", host=self.host, port=self.port) from None

    async def _open(self) -> Any:  # noqa: ANN401 - the library's
        given: dict[str, Any] = {} if self.user is None else {"username": self.user}
        if self.identity is not None:
            given |= {"client_keys": [self._key(self.identity)], "agent_path": None}
        if word := os.environ.get(PASSWORD):
            given["password"] = word
        self._line = await asyncssh.connect(
            self.host,
            self.port,
            config=None,
            known_hosts=str(self.known_hosts),
            connect_timeout=_CONNECT_SECONDS,
            login_timeout=_CONNECT_SECONDS,
            **given,
        )
        return await self._line.start_sftp_client()

    def _key(self, path: Path) -> str:
        if not path.is_file():
            raise InputError("sftp_identity", path=str(path))
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise InputError("sftp_identity_open", path=str(path))
        return str(path)
