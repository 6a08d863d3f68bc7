"""What keeps an issuer's folder true: its keys, its clock and ledger, and all its parts compared."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mexbadge.errors import LedgerError, Problem
from mexbadge.issuer import audit, hosted, pipeline, register
from mexbadge.issuer.doors.opened import OpenFolder

if TYPE_CHECKING:
    from mexbadge.issuer.register.keyring import Key


__all__ = ["Upkeep"]


class Upkeep(OpenFolder):
    """An open folder that is looked after."""

    def keys(self) -> tuple["Key", ...]:
        """Return every key, the oldest first."""
        return pipeline.key_rotation.keys(self._desk)

    def rotate_key(self) -> "Key":
        """Make a new key that signs from now on; every earlier badge stays valid."""
        with self.together():
            return pipeline.key_rotation.rotate(self._desk)

    def retire_key(self, id: str) -> "Key":  # noqa: A002 - the standard's word
        """Let a key sign no more; it stays published. Raises :class:`RegisterError` ``register_key_unknown``."""
        with self.together():
            return pipeline.key_rotation.retire(self._desk, id)

    def compromise_key(self, id: str, *, reissue: bool = False) -> tuple[str, ...]:  # noqa: A002
        """Say that a key is in the wrong hands: its badges are invalid from now on, and reissued if asked.

        Returns the ids of the new credentials. Interrupted, it may be called again.
        """
        with self.together():
            return pipeline.key_rotation.compromise(self._desk, id, reissue=reissue)

    def log_key(self) -> str:
        """Return the key of the folder's ledger, as its verifiers pin it; raise :class:`LedgerError` without one."""
        if self._desk.log is None:
            raise LedgerError("ledger_none", log=str(self.folder))
        return self._desk.log.key.vkey

    def ledger_problems(self) -> tuple["Problem", ...]:
        """Return where the folder's ledger contradicts itself, which receipts are missing, and what is unpublished.

        Every entry is gone through (as ``ledger audit`` does). ``()`` for a folder without a ledger.
        """
        return tuple(pipeline.ledger_entries.disagreements(self._desk))

    def refresh_receipts(self) -> int:
        """Make every receipt anew under the latest checkpoint, so that it carries new cosignatures; return how many."""
        with self.together(whole=True):
            hosted.mark.drop(self._desk)
            return pipeline.ledger_entries.refresh_receipts(self._desk)

    def correct_clock(self) -> None:
        """Say that the clock is right now and was wrong when the last thing was noted (``register_clock``).

        It is noted in the journal, and what is signed from now on counts from this moment.
        """
        with self.register.transaction() as connection:
            last = register.events.last_moment(connection) or ""
            register.events.append(connection, "clock-corrected", f"after {last}", at=self._desk.clock())

    def reconcile(self) -> "tuple[Problem, ...]":
        """Return everything in which register, signed lists, stored bytes, journal and ledger contradict each other.

        The whole register is gone through, column by column; ``where`` of a problem names a table and column, or the
        credential or key that an entry of the ledger is about.
        """
        return (*audit.reconcile.disagreements(self._desk), *audit.reconcile_log.log_disagreements(self._desk))

    def behind(self, folder: Path | None = None) -> "tuple[Problem, ...]":
        """Return what the folder ``hosted`` says and the register does not: it is then an older copy, or was changed.

        Nothing is signed or published (``register_behind``) until :meth:`take_over`. With ``folder``: what a place says
        to which the contents of ``hosted`` were published.
        """
        published = hosted.behind.published_by(self._desk, folder=folder)
        with self.register.read() as connection:
            return tuple(hosted.behind.behind(connection, published))

    def take_over(self) -> "tuple[Problem, ...]":
        """Take into the register what the folder ``hosted`` says beyond it, and return what that was."""
        taken = [*hosted.behind.take_over(self._desk), *pipeline.catching_up.catch_up(self._desk)]
        self.write_hosted()
        return tuple(taken)

    def restore_files(self, names: Iterable[str] | None = None) -> int:
        """Write the files of badges that are not there, from the exact bytes in the register; return how many.

        Of all badges, or of those with the ids ``names``; what is there is not touched, and who was forgotten stays so.
        """
        return audit.recovering.restore_files(self._desk, None if names is None else list(names))
