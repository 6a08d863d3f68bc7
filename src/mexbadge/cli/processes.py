"""Other processes that work for a command, and end with it, however it ends.

The pool of the standard library has one pipe for the answers of all: where a process is ended while it sends, whoever
reads waits for the rest for ever. Here each process has a pipe of its own, which ends with it.
"""

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from traceback import format_exception
from typing import TYPE_CHECKING, Any, Final, NamedTuple, ParamSpec, TypeVar

from mexbadge.errors import InputError

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

__all__ = ["processes"]

_END_SECONDS: Final = 5
_MASKS: Final = hasattr(signal, "pthread_sigmask")

_P = ParamSpec("_P")
_T = TypeVar("_T")


@contextmanager
def processes(
    count: int, begin: Callable[[_T], None], given: _T, *, ended: str = "cli_process_ended"
) -> Iterator[Executor]:
    """Yield ``count`` processes, each of which first calls ``begin`` with what is ``given``.

    They never hear of an interruption from the keyboard: where this process ends, they are ended. Raises
    :class:`InputError` with the code ``ended`` where one of them was ended by somebody else.
    """
    pool = _Pool()
    try:
        pool.start(count, begin, given)
        yield pool
        pool.shutdown()
    except BaseException as error:
        pool.stop()
        if isinstance(error, BrokenExecutor):
            raise InputError(ended) from None
        raise


class _Call(NamedTuple):
    """What one of the processes is asked to do."""

    work: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]


class _Answer(NamedTuple):
    """What came of it: a value, or the exception that was raised instead."""

    value: Any = None
    error: BaseException | None = None


_Task = tuple[_Call, "Future[Any]"]


class _Pool(Executor):
    """Processes, and for each of them a thread here that hands it one call after the other.

    Where one of them ends by itself, nothing more is taken, and whatever has no answer yet gets a
    :class:`BrokenExecutor` for one.
    """

    def __init__(self) -> None:
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._broken = False
        self._threads: list[threading.Thread] = []
        self._children: list[BaseProcess] = []

    def start(self, count: int, begin: Callable[[_T], None], given: _T) -> None:
        """Start the processes and wait until each has begun; raises :class:`BrokenExecutor` where one ends before."""
        context, pipes = get_context("spawn"), []
        for _ in range(count):
            here, there = context.Pipe()
            child = context.Process(target=_work, args=(there, begin, given))
            with _deaf():  # it takes over what is blocked here: an interruption while it loads would be shown raw
                child.start()
                self._children.append(child)
            there.close()
            pipes.append(here)
        for pipe in pipes:
            try:
                pipe.recv()
            except (EOFError, OSError):
                raise BrokenExecutor from None
        for pipe in pipes:
            thread = threading.Thread(target=self._hand_over, args=(pipe,), daemon=True)
            with _deaf():
                thread.start()
                self._threads.append(thread)

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> "Future[_T]":
        """Hand work over; raises :class:`BrokenExecutor` where a process has ended by itself."""
        future: Future[_T] = Future()
        with _deaf(), self._lock:
            if self._broken:
                raise BrokenExecutor
            self._tasks.put((_Call(fn, args, kwargs), future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as its base
        """Let the processes end once they have done what was handed over."""
        if cancel_futures:
            for future in self._untaken():
                future.cancel()
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
            for child in self._children:
                child.join()

    def stop(self) -> None:
        """End the processes at once; threads that wait for them hear of it, and nobody waits for a thread."""
        with suppress(KeyboardInterrupt):  # they end all the same
            for child in self._children:
                child.terminate()
            for child in self._children:
                child.join(_END_SECONDS)
        for child in self._children:
            child.kill()

    def _hand_over(self, pipe: Connection) -> None:
        with pipe:
            while (task := self._tasks.get()) is not None:
                call, future = task
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    answer = _asked(pipe, call)
                except (EOFError, OSError):
                    future.set_exception(BrokenExecutor())
                    self._break()
                    return
                if answer.error is not None:
                    future.set_exception(answer.error)
                else:
                    future.set_result(answer.value)

    def _break(self) -> None:
        with self._lock:
            self._broken = True
        for future in self._untaken():
            if future.set_running_or_notify_cancel():
                future.set_exception(BrokenExecutor())
        for _ in self._threads:
            self._tasks.put(None)

    def _untaken(self) -> "Iterator[Future[Any]]":
        """Take back what no process was asked yet."""
        with suppress(Empty):
            while True:
                task = self._tasks.get_nowait()
                if task is not None:
                    yield task[1]


def _asked(pipe: Connection, call: _Call) -> _Answer:
    """Ask one process and wait for what it answers; raises :class:`EOFError` or :class:`OSError` where it has ended."""
    try:
        sending = pickle.dumps(call)
    except Exception as error:  # noqa: BLE001 - whoever asked hears why it cannot be sent
        return _Answer(error=error)
    pipe.send_bytes(sending)
    sent = pipe.recv_bytes()
    try:
        answer: _Answer = pickle.loads(sent)  # noqa: S301 - a process that this one started sent it
    except Exception as error:  # noqa: BLE001 - it came whole, and nothing can be made of it here
        return _Answer(error=error)
    return answer


@contextmanager
def _deaf() -> Iterator[None]:
    """Hear of an interruption from the keyboard only afterwards."""
    if not _MASKS:  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection, begin: Callable[[_T], None], given: _T) -> None:
    """Work in another process: deaf to the keyboard, and gone as soon as the one that started it is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(given)
    with suppress(EOFError, OSError):  # nobody is there any more to work for
        pipe.send(None)
        while True:
            pipe.send_bytes(_worked(pipe.recv_bytes()))


def _worked(sent: bytes) -> bytes:
    """Do what was asked; what is raised, also where an answer cannot be sent, is raised again where it was asked."""
    try:
        call: _Call = pickle.loads(sent)  # noqa: S301 - the process that started this one sent it
        return pickle.dumps(_Answer(call.work(*call.args, **call.kwargs)))
    except Exception as error:  # noqa: BLE001
        told = "".join(format_exception(error))
        error.add_note(told)
        try:
            return pickle.dumps(_Answer(error=error))
        except Exception:  # noqa: BLE001 - an exception that cannot be sent either
            return pickle.dumps(_Answer(error=RuntimeError(told)))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
