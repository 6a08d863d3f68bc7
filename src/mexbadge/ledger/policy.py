"""Which log is believed, and whose word that it forked for nobody (C2SP tlog-policy, as values).

Every witness key counts once, however many lines it wrote and under however many names; a log's key is never a
witness. Of n witnesses k must have spoken, k at least 1: a log without witnesses is one without a
:class:`WitnessPolicy`, never one with k = 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from mexbadge.errors import InputError, LedgerError
from mexbadge.ledger.checkpoint import Checkpoint
from mexbadge.ledger.cosignature import cosigned_time
from mexbadge.ledger.note import KeyType, Note, NoteKey, failed

__all__ = ["Accepted", "LogPolicy", "WitnessPolicy", "Witnessed"]


@dataclass(frozen=True, slots=True)
class WitnessPolicy:
    """``threshold`` of these witnesses must have cosigned.

    Raises :class:`InputError`: ``ledger_quorum_range`` unless 1 <= threshold <= number of keys, ``ledger_key_twice``,
    ``ledger_key_use`` for a key that is not one of a witness (type 0x04).
    """

    keys: tuple[NoteKey, ...]
    threshold: int

    def __post_init__(self) -> None:
        _require(self.keys, KeyType.COSIGNATURE)
        if not 1 <= self.threshold <= len(self.keys):
            raise InputError("ledger_quorum_range", threshold=self.threshold, count=len(self.keys))


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A witness that cosigned, and when (POSIX seconds), the earliest of its lines."""

    name: str
    time: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """A checkpoint that was signed by the log, with the witnesses that cosigned it, the earliest first.

    ``time`` is the moment by which as many witnesses as the policy asks for had seen it; ``None`` without witnesses.
    """

    checkpoint: Checkpoint
    witnesses: tuple[Witnessed, ...] = ()
    time: int | None = None


@dataclass(frozen=True, slots=True)
class LogPolicy:
    """One log that is believed: its origin, its keys (type 0x01), and its witnesses, if any are asked for.

    Raises :class:`InputError`: ``ledger_key_use``, ``ledger_key_twice``, also where a witness has the log's own key.
    """

    origin: str
    keys: tuple[NoteKey, ...]
    witnesses: WitnessPolicy | None = None

    def __post_init__(self) -> None:
        _require(self.keys, KeyType.ED25519)
        if not self.keys:
            raise InputError("ledger_no_log_key")
        _require_distinct([*self.keys, *(self.witnesses.keys if self.witnesses else ())])

    @classmethod
    def of(cls, vkey: str, witnesses: WitnessPolicy | None = None) -> "LogPolicy":
        """Believe the log whose origin is the name of its key; raise :class:`InputError` as :meth:`NoteKey.parse`."""
        key = NoteKey.parse(vkey)
        return cls(key.name, (key,), witnesses)

    def accept(self, note: Note, *, until: int | None = None) -> Accepted:
        """Return the checkpoint in a note that this policy accepts.

        A witness's time after ``until`` (POSIX seconds) does not count: nobody had seen it by then. A line by a key
        that is not known means nothing; one by a known key must hold. Raises :class:`InputError`
        ``ledger_checkpoint``, :class:`LedgerError` ``ledger_origin``, ``ledger_signature``, ``ledger_unsigned``,
        ``ledger_quorum``.
        """
        checkpoint = Checkpoint.parse(note.text)
        if checkpoint.origin != self.origin:
            raise LedgerError("ledger_origin", origin=checkpoint.origin, expected=self.origin)
        self._require_log_signature(note)
        times = {key: time for key, time in self._times(note).items() if until is None or time <= until}
        witnesses = tuple(sorted((Witnessed(key.name, time) for key, time in times.items()), key=lambda w: w.time))
        if self.witnesses is None:
            return Accepted(checkpoint)
        needed = self.witnesses.threshold
        if len(witnesses) < needed:
            raise LedgerError("ledger_quorum", position=checkpoint.size, count=len(witnesses), needed=needed)
        return Accepted(checkpoint, witnesses, witnesses[needed - 1].time)

    def _require_log_signature(self, note: Note) -> None:
        signed = False
        for line in note.lines:
            for key in (key for key in self.keys if line.is_by(key)):
                if not key.verify(line.signature, note.text):
                    raise failed(line)
                signed = True
        if not signed:
            raise LedgerError("ledger_unsigned", origin=self.origin)

    def _times(self, note: Note) -> dict[NoteKey, int]:
        times: dict[NoteKey, int] = {}
        for line in note.lines:
            for key in (key for key in (self.witnesses.keys if self.witnesses else ()) if line.is_by(key)):
                time = cosigned_time(line, key, note.text)
                times[key] = min(time, times.get(key, time))
        return times


def _require(keys: Iterable[NoteKey], use: KeyType) -> None:
    keys = tuple(keys)
    for key in keys:
        if key.type is not use:
            raise InputError("ledger_key_use", name=key.name)
    _require_distinct(keys)


def _require_distinct(keys: Iterable[NoteKey]) -> None:
    seen: set[object] = set()
    for key in keys:
        marks = {key.public, (key.name, key.id)}
        if marks & seen:
            raise InputError("ledger_key_twice", name=key.name)
        seen |= marks
