"""An issuer's folder that is open: what it is, what it hosts, and how its documents are written once for many acts."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mexbadge._multibase import base64url_encode
from mexbadge.credentials.issuing import Issued
from mexbadge.errors import MexBadgeError
from mexbadge.issuer import hosted, opening
from mexbadge.issuer.register.records import Filters, Record

if TYPE_CHECKING:
    from mexbadge.issuer.folder.settings import Settings
    from mexbadge.issuer.hosted.documents import HostedDocument
    from mexbadge.issuer.pipeline.desk import Desk
    from mexbadge.issuer.register.register import Register


__all__ = ["Names", "OpenFolder", "names_of"]

Names = str | Iterable[str]
"""The id of a credential, or of several."""


class OpenFolder:
    """An open folder: where it is, its settings and register, and the documents that it hosts."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._shelf = opening.shelf(desk)
        self._depth = 0
        self._whole = False
        self._written: dict[Path, None] = {}

    def __repr__(self) -> str:
        name = type(self).__name__
        return f"<{name} {self.settings.name!r}, {self.settings.id!r}, in {str(self._desk.folder)!r}>"

    @property
    def folder(self) -> Path:
        """The issuer's folder."""
        return self._desk.folder

    @property
    def files(self) -> Path:
        """The folder of the badges: :attr:`Record.file` and :attr:`RowResult.file` are names in it."""
        return self._desk.files

    @property
    def settings(self) -> "Settings":
        """What ``mexbadge.toml`` says."""
        return self._desk.settings

    @property
    def register(self) -> "Register":
        """The register, for what this class has no method for."""
        return self._desk.register

    def now(self) -> datetime:
        """Return the moment by the issuer's clock."""
        return self._desk.clock()

    def random(self, size: int) -> bytes:
        """Return so many bytes of the issuer's source of randomness."""
        return self._desk.rng(size)

    def page_url(self, page: str) -> str:
        """Return the unguessable address at which a badge will be hosted, of the token in its record."""
        return self.settings.page_url(page)

    def shown_page(self, page: str | None) -> str | None:
        """Return the same address where the settings say that pages are published (``hosted.pages``), else ``None``."""
        return self.page_url(page) if page and self.settings.pages else None

    def page_key(self, page: str) -> bytes:
        """Return the key of 32 bytes under which the private part of a badge's page is encrypted."""
        return self.register.page_key(page)

    def holder_url(self, record: Record) -> str:
        """Return the address of a badge's page for its holder: with its private key where they are not named there."""
        address = self.page_url(record.page)
        return address if record.consent is True else f"{address}#{base64url_encode(self.page_key(record.page))}"

    def issued(self, id: str, *, already: bool = True) -> Issued:  # noqa: A002 - the standard's word
        """Return an issued badge with its exact bytes; raise ``register_unknown`` or ``register_forgotten``."""
        return opening.issued(self._desk, id, already=already)

    def list(self, filters: Filters | None = None) -> Iterator[Record]:
        """Yield what was issued, in order, without holding all of it."""
        return self.register.records(filters)

    def record(self, id: str) -> Record:  # noqa: A002 - the standard's word
        """Return the record of one credential."""
        return self.register.record(id)

    @property
    def written(self) -> tuple[Path, ...]:
        """The files of the folder ``hosted`` that were changed since this object was made: they wait for publishing."""
        return tuple(self._written)

    @contextmanager
    def together(self, *, whole: bool = False) -> Iterator[None]:
        """Write the folder ``hosted`` once for all that is done meanwhile, also where that ends with an exception.

        What was done to a badge is written, and what badges share; with ``whole`` everything is looked at.

        Raises :class:`RegisterError` ``register_behind`` before anything is done where the register is older than what
        was published.
        """
        with self.register.database.hold():
            yield from self._together(whole=whole)

    def _together(self, *, whole: bool) -> Iterator[None]:
        if self._depth == 0:
            with self.register.read() as connection:
                hosted.behind.require_current(self._desk, connection)
            self._desk.current, self._whole = True, False
        self._depth += 1
        self._whole = self._whole or whole
        try:
            yield
        except MexBadgeError:
            if self._depth == 1:
                with suppress(MexBadgeError):
                    self._write_hosted(whole=self._whole)
            raise
        finally:
            self._depth -= 1
        if self._depth == 0:
            self._write_hosted(whole=self._whole)

    def write_hosted(self) -> tuple[Path, ...]:
        """Write the folder ``hosted`` and return the files that changed; each is compared with the register.

        What changes something writes what it changed by itself; this is for a folder that was lost or damaged.

        Raises :class:`RegisterError` ``register_behind`` where that would take back what was published: a revocation, a
        suspension that nobody ended, a key.
        """
        return self._write_hosted(whole=True)

    def _write_hosted(self, *, whole: bool) -> tuple[Path, ...]:
        held = self.register.database.hold()
        with held, self.register.transaction() as connection:  # so that no other process publishes something newer
            hosted.behind.require_current(self._desk, connection, whole=whole)
            written = hosted.files.write_hosted(self._desk, whole=whole)
        self._written.update(dict.fromkeys(written))
        return written

    def hosted(self) -> tuple["HostedDocument", ...]:
        """Return every document that a verifier would fetch; nothing is signed here."""
        return hosted.documents.hosted(self._desk)

    def withdrawals(self) -> tuple["HostedDocument", ...]:
        """Return the documents that say what counts no more, of which an older copy must never be published."""
        return hosted.documents.withdrawals(self._desk)

    def outdated(self) -> bool:
        """Return whether a list, a key document or an assertion lies in ``hosted`` that is older than the register.

        Several folders may work on one register; a document that was never written is none that is older.
        """
        return hosted.documents.outdated(self._desk)


def names_of(names: Names) -> Sequence[str]:
    """Return the ids that are meant, each once."""
    return [names] if isinstance(names, str) else list(dict.fromkeys(names))
