"""The exchange as one object: a folder with its settings, its register, and everything that its administrator does."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import Final, Self

from mexbadge._files import own
from mexbadge._json import JsonObject
from mexbadge._published import refuse_published
from mexbadge.dids import did_key
from mexbadge.errors import InputError
from mexbadge.keys import KeyKind, LocalSigner, read_private_key, write_private_key
from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.match.exchange.config import CONFIG, ExchangeConfig
from mexbadge.match.exchange.exporting import exported, exported_tables
from mexbadge.match.exchange.importing import bring_in
from mexbadge.match.exchange.rows import Source
from mexbadge.match.exchange.trusting import trust_document

__all__ = ["KEY", "Exchange"]

KEY: Final = "trust-key.pem"
"""The file of the key that signs the trust list."""
Random = Callable[[int], bytes]


class Exchange:
    """An exchange; made by :meth:`create` or :meth:`open`.

    ``clock`` and ``rng`` are the moment and random bytes as functions. Everything raises :class:`RegisterError` where
    the register cannot be read or written, and :class:`InputError` for what cannot be.
    """

    def __init__(
        self, folder: Path, config: ExchangeConfig, book: ExchangeBook, *, clock: Callable[[], datetime], rng: Random
    ) -> None:
        self.folder = folder
        self.config = config
        self.book = book
        self.now = clock
        self.random = rng

    @classmethod
    def create(
        cls,
        folder: str | PathLike[str],
        config: ExchangeConfig,
        *,
        passphrase: bytes | None = None,
        clock: Callable[[], datetime] | None = None,
        rng: Random = secrets.token_bytes,
    ) -> Self:
        """Start an exchange in a folder: settings, register, and the key of its trust list.

        Raises :class:`InputError` ``exchange_folder_there`` where there is one, ``register_into_hosted``.
        """
        place, now = Path(folder), clock or _now
        path = place / CONFIG
        refuse_published(path)
        if path.exists():
            raise InputError("exchange_folder_there", path=str(folder))
        _ = (config.mail.sender_box, config.mail.answers_box)
        place.mkdir(parents=True, exist_ok=True)
        book = ExchangeBook.create(_register(place, config), at=now(), secret=rng(32))
        if not (place / KEY).exists():
            key = LocalSigner.generate(KeyKind.ED25519, "")
            write_private_key(place / KEY, key.private, passphrase=passphrase)
        path.write_text(config.text(), encoding="utf-8")
        with suppress(OSError):
            own(path)
        return cls(place, config, book, clock=now, rng=rng)

    @classmethod
    def open(
        cls,
        folder: str | PathLike[str],
        *,
        clock: Callable[[], datetime] | None = None,
        rng: Random = secrets.token_bytes,
    ) -> Self:
        """Open an exchange; raise as :meth:`ExchangeConfig.load` and :meth:`ExchangeBook.open`."""
        place, now = Path(folder), clock or _now
        config = ExchangeConfig.load(place)
        return cls(place, config, ExchangeBook.open(_register(place, config), at=now()), clock=now, rng=rng)

    def bring_in(self, files: Mapping[str, Iterable[Source]]) -> dict[str, int]:
        """Bring in files, all or none; as :func:`mexbadge.match.exchange.importing.bring_in`."""
        return bring_in(self.book, files, at=self.now())

    def exported(self) -> JsonObject:
        """Return everything that was brought in, as one document that can be brought in again."""
        with self.book.read() as connection:
            return exported(self.book, connection)

    def exported_tables(self) -> dict[str, bytes]:
        """Return what was brought in as CSV, by the names of the files."""
        with self.book.read() as connection:
            return exported_tables(self.book, connection, at=self.now())

    def signer(self, passphrase: bytes | Callable[[], bytes] | None = None) -> LocalSigner:
        """Return what signs the trust list; raises :class:`SigningKeyError` as :func:`read_private_key`."""
        key = LocalSigner(read_private_key(self.folder / KEY, passphrase=passphrase), "")
        keeper = did_key(key.public_key)
        return LocalSigner(key.private, self.config.signer or f"{keeper}#{keeper.removeprefix('did:key:')}")

    def trust_list(self, signer: LocalSigner) -> JsonObject:
        """Return the approved colleges as a signed trust list; as :func:`trust_document`."""
        with self.book.read() as connection:
            colleges = self.book.colleges(connection)
        return trust_document(self.config.name, colleges.values(), signer, at=self.now())


def _now() -> datetime:
    return datetime.now(UTC)


def _register(folder: Path, config: ExchangeConfig) -> str:
    """Return the address of the register; a file of SQLite is named from the folder."""
    prefix = "sqlite:///"
    if config.register_url.startswith(prefix):
        return f"{prefix}{folder.resolve() / config.register_url.removeprefix(prefix)}"
    return config.register_url
