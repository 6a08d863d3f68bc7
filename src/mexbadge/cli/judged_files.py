"""Files judged one after the other, or by several processes, with what is said of each: the same, in the same order."""

import io
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Final, NamedTuple

from mexbadge._json import dumps
from mexbadge.badge import Person
from mexbadge.cli import libraries
from mexbadge.cli.badge_files import address_of
from mexbadge.cli.console import Console
from mexbadge.cli.files import STDIN, read
from mexbadge.cli.network import cache_of, network_of
from mexbadge.cli.processors import MOST, processors
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.keys import PublicKey
from mexbadge.texts import Lang
from mexbadge.texts.look import Look
from mexbadge.verify import Policy, Report, Verdict, Verifier
from mexbadge.verify.many import ahead
from mexbadge.verify.receipts import beside

__all__ = ["FileAnswer", "FileQuestion", "answers"]

_ZIP: Final = b"PK\x03\x04"
_MANY: Final = 1000
"""From how many files on other processes help, which take as long to start as some hundreds of files to be judged."""

_ENDED: Final = "cli_process_ended"


class FileQuestion(NamedTuple):
    """What is asked of each badge: whose it is, at which moment, with which receipt, where one was given.

    ``recorders`` are those whose word on what was recorded is believed; ``lang``, ``look`` and ``json`` how it is told,
    ``kept`` whether the report itself is wanted as well.
    """

    recipient: Person | None
    at: datetime | None
    receipt: bytes | None
    recorders: tuple[PublicKey, ...]
    lang: Lang
    look: Look
    json: bool
    kept: bool


class FileAnswer(NamedTuple):
    """What was found in one file: in words, as a verdict, and as the report where that is wanted."""

    text: str
    verdict: Verdict
    report: Report | None


class _Order(NamedTuple):
    """What another process has to know to judge files by itself."""

    arguments: Namespace
    policy: Policy
    question: FileQuestion


def answers(
    names: Iterable[str], verifier: Verifier, arguments: Namespace, question: FileQuestion, console: Console
) -> Iterator[FileAnswer | MexBadgeError]:
    """Yield what was found in each file, or why it could not be judged, in order.

    Many are judged by several processes, unless the options say otherwise, or everything that is read has to come
    together in this one: a recording, and what is read from standard input.
    """
    names, count = iter(names), _number(arguments.processes)
    if arguments.record or STDIN in arguments.files:
        count = 1
    if count > 1 and arguments.processes is None:
        some = _first(names)
        count, names = (count if len(some.names) == _MANY else 1), chain(some.names, some.rest(names))
    if count == 1:
        yield from (_answer(name, verifier, question, console) for name in names)
        return
    order = _Order(arguments, verifier.policy, question)
    try:
        with libraries.processes(count, _begin, order) as pool, closing(ahead(_answer_there, names, pool)) as found:
            yield from found
    except InputError as error:
        if error.code != _ENDED:
            raise
        yield error


def _number(asked: int | None) -> int:
    """Return how many processes work: as many as were asked for, or as there are processors that this one may use.

    Raises :class:`InputError` ``cli_processes`` for a number that cannot be.
    """
    if asked is None:
        return processors()
    if not 1 <= asked <= MOST:
        raise InputError("cli_processes", number=asked, most=MOST)
    return asked


class _First(NamedTuple):
    """The first names, and what was wrong where there are no more of them for that reason."""

    names: list[str]
    error: Exception | None = None

    def rest(self, names: Iterator[str]) -> Iterator[str]:
        """Yield what follows, or raise what was wrong when its turn comes."""
        if self.error is not None:
            raise self.error
        yield from names


def _first(names: Iterator[str]) -> _First:
    some: list[str] = []
    try:
        some.extend(islice(names, _MANY))
    except MexBadgeError as error:
        return _First(some, error)
    return _First(some)


def _answer(name: str, verifier: Verifier, question: FileQuestion, console: Console) -> FileAnswer | MexBadgeError:
    """Judge one file, or what stands at an address, and put it into words."""
    try:
        report = _judged(name, verifier, question, console)
    except MexBadgeError as error:
        return error
    if question.json:
        text = dumps(report.to_json(question.lang))
    else:
        text = report.to_text(question.lang, look=replace(question.look, brief=True))
    return FileAnswer(text, report.verdict, report if question.kept else None)


def _judged(name: str, verifier: Verifier, asked: FileQuestion, console: Console) -> Report:
    if (address := address_of(name)) is not None:
        return verifier.verify_url(address, recipient=asked.recipient, at=asked.at, receipt=asked.receipt)
    content = read(name, console)
    if content.startswith(_ZIP) and name != STDIN and (kept := libraries.LastingBadge.read(Path(name))) is not None:
        return kept.verify(verifier, recorders=asked.recorders, recipient=asked.recipient, at=asked.at, name=name)
    found = asked.receipt if asked.receipt is not None or name == STDIN else beside(name)
    return verifier.verify(content, recipient=asked.recipient, at=asked.at, name=name, receipt=found)


class _There:
    """What a process has that judges files for another."""

    verifier: Verifier
    question: FileQuestion
    console: Console


def _begin(order: _Order) -> None:
    """Make ready to judge; what could be wrong with the options was found where they were given."""
    network, cache = network_of(order.arguments), cache_of(order.arguments)
    question = _There.question = order.question
    _There.verifier = Verifier(order.policy, network, cache)
    _There.console = Console(sys.stdout, sys.stderr, io.BytesIO(), question.lang, question.look, question.json)


def _answer_there(name: str) -> FileAnswer | MexBadgeError:
    return _answer(name, _There.verifier, _There.question, _There.console)
