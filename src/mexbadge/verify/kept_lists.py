"""What was judged of status lists, kept for the next badge that names one of them.

How long a judgement stands is for :mod:`mexbadge.verify.judged_lists` to say, which is loaded with the first list.
"""

from collections import OrderedDict
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from mexbadge import _limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from mexbadge.verify.judged_lists import Asking, Kept, ListJudgement

__all__ = ["KeptLists"]

_MOST: Final = 256
"""Judgements that are kept."""


class _Key(NamedTuple):
    """What a judgement is kept under: the list's SHA-256, how deep it lies, and whether the moment was named."""

    digest: bytes
    depth: int
    given: bool


class KeptLists:
    """The judgements of the lists of one verifier: at most 256, and :data:`~mexbadge._limits.KEPT_LISTS_BYTES` in all.

    Safe in several threads. What is sent to another process arrives there empty.
    """

    __slots__ = ("_kept", "_lock", "_size")

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, Kept] = OrderedDict()
        self._lock = Lock()
        self._size = 0

    def __reduce__(self) -> tuple[type["KeptLists"], tuple[()]]:
        return KeptLists, ()

    def __repr__(self) -> str:
        return f"<KeptLists: {len(self._kept)}>"

    def judged(
        self, body: bytes, ask: "Asking", judge: "Callable[[], tuple[ListJudgement, Kept | None]]"
    ) -> "ListJudgement":
        """Return what ``judge`` makes of a list, or made of it before where it would make the same again.

        ``judge`` returns its judgement, and how long it stands where it may be kept.
        """
        key = _Key(sha256(body).digest(), ask.depth, ask.given)
        before = self._found(key)
        if before is not None and before.stands(ask):
            return before.judgement
        judgement, kept = judge()
        if kept is not None:
            self._keep(key, kept)
        return judgement

    def _found(self, key: _Key) -> "Kept | None":
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: _Key, kept: "Kept") -> None:
        with self._lock:
            before = self._kept.pop(key, None)
            self._size += kept.size - (0 if before is None else before.size)
            self._kept[key] = kept
            while len(self._kept) > _MOST or self._size > _limits.KEPT_LISTS_BYTES:
                self._size -= self._kept.popitem(last=False)[1].size
