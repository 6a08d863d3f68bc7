"""Other processes that work for a command, and end with it, however it ends."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from typing import Final, ParamSpec, TypeVar

from mexbadge.errors import InputError

__all__ = ["processes"]

_LOOK_SECONDS: Final = 0.5
_MASKS: Final = hasattr(signal, "pthread_sigmask")

_P = ParamSpec("_P")
_T = TypeVar("_T")


@contextmanager
def processes(count: int, begin: Callable[[_T], None], given: _T) -> Iterator[Executor]:
    """Yield ``count`` processes, each of which first calls ``begin`` with what is ``given``.

    They never hear of an interruption from the keyboard: where this process ends, they are ended. Raises
    :class:`InputError` ``cli_process_ended`` where one of them was ended by somebody else.
    """
    pool = _Pool(count, mp_context=get_context("spawn"), initializer=_started, initargs=(begin, given))
    try:
        _all_ready(pool, count)
        yield pool
    except BaseException as error:
        for child in active_children():
            child.terminate()
        pool.shutdown(cancel_futures=True)
        if isinstance(error, BrokenExecutor):
            raise InputError("cli_process_ended") from None
        raise
    pool.shutdown()


def _all_ready(pool: Executor, count: int) -> None:
    """Wait until every process has begun: one that ends before, the pool may never miss (Python 3.11)."""
    begun = [pool.submit(_ready) for _ in range(count)]
    children = active_children()
    while wait(begun, timeout=_LOOK_SECONDS).not_done:
        if not children or not all(child.is_alive() for child in children):
            raise BrokenExecutor
    for one in begun:
        one.result()


def _ready() -> None:
    """Say nothing but that the process is there."""


class _Pool(ProcessPoolExecutor):
    """Processes that begin deaf to the keyboard: what they are told while they load themselves would be shown raw."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> "Future[_T]":
        """Hand work over; the first times this starts a process, which takes over what is blocked here."""
        if not _MASKS:  # pragma: no cover - Windows
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _started(begin: Callable[[_T], None], given: _T) -> None:
    """Make a process ready: deaf to the keyboard, and gone as soon as the one that started it is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(given)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
