"""Work on many things elsewhere: a few ahead of who reads the answers, which come in the order of what was given."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

__all__ = ["ahead"]

TOGETHER: Final = 16
"""Things that are sent together: sending costs as much as some verifications."""
WAITING: Final = 32
"""Portions that are under way, or wait to be read."""

_Thing = TypeVar("_Thing")
_Answer = TypeVar("_Answer")


def ahead(work: Callable[[_Thing], _Answer], things: Iterable[_Thing], executor: "Executor") -> Iterator[_Answer]:
    """Yield what ``work`` makes of each thing, in order; at most :data:`WAITING` portions are ahead of the reader."""
    source = iter(things)
    waiting: deque[Future[list[_Answer]]] = deque()
    try:
        while True:
            while len(waiting) < WAITING and (portion := list(islice(source, TOGETHER))):
                waiting.append(executor.submit(_each, work, portion))
            if not waiting:
                return
            yield from waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _each(work: Callable[[_Thing], _Answer], portion: list[_Thing]) -> list[_Answer]:
    return [work(thing) for thing in portion]
