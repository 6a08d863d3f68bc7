"""Work on many things elsewhere: a few ahead of who reads the answers, which come in the order of what was given."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
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


def ahead(
    work: Callable[[_Thing], _Answer], things: Iterable[_Thing], executor: "Executor"
) -> Generator[_Answer, None, None]:
    """Yield what ``work`` makes of each thing, in order; at most :data:`WAITING` portions are ahead of the reader.

    Where ``things`` fail, the answers to those that came before go first.
    """
    source = _Source(things)
    waiting: deque[Future[list[_Answer]]] = deque()
    try:
        while True:
            while len(waiting) < WAITING and (portion := list(islice(source, TOGETHER))):
                waiting.append(executor.submit(_each, work, portion))
            if not waiting:
                break
            yield from waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
    if source.error is not None:
        raise source.error


class _Source(Iterator[_Thing]):
    """Things, until one cannot be had; what was wrong is told later."""

    def __init__(self, things: Iterable[_Thing]) -> None:
        self._things = iter(things)
        self.error: Exception | None = None

    def __next__(self) -> _Thing:
        if self.error is not None:
            raise StopIteration
        try:
            return next(self._things)
        except StopIteration:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again
            self.error = error
            raise StopIteration from None


def _each(work: Callable[[_Thing], _Answer], portion: list[_Thing]) -> list[_Answer]:
    return [work(thing) for thing in portion]
