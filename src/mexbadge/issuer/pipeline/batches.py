"""Issuing one badge, or as many as there are rows: checked first, then made in portions, each of them whole."""

import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from typing import Final, TypeAlias

from mexbadge.credentials.ob3 import Award, build
from mexbadge.errors import InputError, Problem, RegisterError, RosterError, SchemaError
from mexbadge.issuer.folder.ob2 import assertion
from mexbadge.issuer.pipeline.pipeline import Desk, Lot, Place
from mexbadge.issuer.pipeline.signing import Part, Work, prepare
from mexbadge.issuer.pipeline.types import Batch, Progress, RowResult
from mexbadge.issuer.pipeline.working import at_work
from mexbadge.issuer.register.records import Record
from mexbadge.issuer.roster.rows import RosterRow
from mexbadge.keys import Signer
from mexbadge.models.results import Reach, reach_of

__all__ = ["check_rows", "issue_many", "issue_one"]

PORTION: Final = 500
"""How many badges are committed and delivered at a time."""
_TASK: Final = 100
"""How many badges a worker prepares at a time: a tenth of a second of work or more."""
_AHEAD: Final = 3
"""How many portions are on their way to workers while one is signed."""

_NOBODY: Final = "urn:uuid:00000000-0000-4000-8000-000000000000"

_Prepared: TypeAlias = list[Part | tuple[Problem, ...]]


@dataclass(slots=True)
class _Portion:
    """Badges between two steps."""

    places: list[Place]
    work: Work
    prepared: list[Future[_Prepared]] | None

    def parts(self) -> list[Part]:
        """Return what is to be signed; raise :class:`RosterError` with all problems, each with its line."""
        done = prepare(self.work) if self.prepared is None else [one for each in self.prepared for one in each.result()]
        problems = [
            Problem(problem.code, place.row.line, problem.values)
            for place, part in zip(self.places, done, strict=True)
            if not isinstance(part, Part)
            for problem in part
        ]
        if problems:
            raise RosterError(problems)
        return [part for part in done if isinstance(part, Part)]


@at_work
def issue_one(desk: Desk, lot: Lot, row: RosterRow) -> tuple[Record, bool]:
    """Issue one badge; return its record, and whether it was there already.

    Raises :class:`SchemaError` with all that is wrong, each with its JSON pointer, and as :meth:`Desk.lot`.
    """
    signer = desk.signer()
    try:
        fresh, known = desk.reserve(lot, desk.places(lot, [row]), signer)
    except RosterError as error:
        values = {name: str(value) for name, value in error.problems[0].values.items()}
        raise RegisterError(error.problems[0].code, **values) from None
    if not fresh:
        return next(iter(known.values())), True
    part: Part | tuple[Problem, ...] | None = None
    try:
        work = desk.work(lot, fresh, signer)
        (part,) = prepare(work)
        if not isinstance(part, Part):
            raise SchemaError(part)
    finally:
        if not isinstance(part, Part):
            desk.give_back(fresh)
    kept, meanwhile = desk.finish(lot, fresh, work, [part], signer)
    return (desk.register.record(kept[0].id), False) if kept else (next(iter(meanwhile.values())), True)


def check_rows(desk: Desk, lot: Lot, rows: Iterable[RosterRow]) -> tuple[Problem, ...]:
    """Return all that is wrong with the badges that rows would give, each with its line; nothing is made."""
    problems: list[Problem] = []
    for some in _portions(rows):
        problems += [*_check_portion(desk, lot, some), *_unlisted(desk, lot, some)]
    return tuple(problems)


def _unlisted(desk: Desk, lot: Lot, rows: Sequence[RosterRow]) -> list[Problem]:
    """Return the rows whose badge lies in the folder, but for those that have it by the register."""
    with desk.register.read() as connection:
        if not (found := desk.unlisted(connection, lot, rows)):
            return []
        lines = {problem.where for problem in found}
        awards = {place.row.line: place.award for place in desk.places(lot, [row for row in rows if row.line in lines])}
        known = desk.register.awarded(connection, list(awards.values()))
    return [problem for problem in found if awards[int(str(problem.where))] not in known]


def _check_portion(desk: Desk, lot: Lot, rows: Sequence[RosterRow]) -> list[Problem]:
    problems: list[Problem] = []
    older = desk.older(lot.achievement, lot.form, desk.signer()) if lot.form.is_ob2 else None
    for row in rows:
        try:
            award = desk.award(lot, Place(row, _NOBODY, "", "", ""))
            if older is None:
                build(award)
            else:
                assertion(award, older.badge, name=older.name(award.id), key=older.key)
        except SchemaError as error:
            problems.extend(Problem(problem.code, row.line, problem.values) for problem in error.problems)
        except InputError as error:
            problems.append(Problem(error.code, row.line, error.problem.values))
        else:
            problems.extend(_below(row, award))
    return problems


def _below(row: RosterRow, award: Award) -> Iterator[Problem]:
    """Yield a problem where the result is less than its own description requires (Open Badges 3.0, B.1.22)."""
    results, described = award.subject.get("result"), award.achievement.get("resultDescription")
    for result in results if isinstance(results, list) else ():
        about = [one for one in described if isinstance(one, Mapping)] if isinstance(described, list) else []
        if reach_of(result, about, ordered=False) is Reach.BELOW:
            yield Problem("roster_result_below", row.line, {"column": "result", "value": result.get("value", "")})


@at_work
def issue_many(
    desk: Desk, lot: Lot, rows: Iterable[RosterRow], *, executor: Executor | None, progress: Progress | None
) -> Batch:
    """Issue a badge for each row; see :meth:`mexbadge.issuer.Issuer.issue_many`."""
    total = len(rows) if isinstance(rows, Sequence) else None
    if isinstance(rows, Sequence) and (problems := check_rows(desk, lot, rows)):
        raise RosterError(problems)
    run = _Run(desk, lot, desk.signer(), executor, lambda done: progress(done, total) if progress else None)
    try:
        for some in _portions(rows):
            run.start(some)
            run.settle(_AHEAD if executor else 0)
        run.settle(0)
    finally:
        run.abandon()
    return run.batch()


@dataclass(slots=True)
class _Run:
    """One batch while it is made."""

    desk: Desk
    lot: Lot
    signer: Signer
    executor: Executor | None
    tell: Callable[[int], None]
    waiting: deque[_Portion] = field(default_factory=deque)
    results: list[RowResult] = field(default_factory=list)
    first: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[RosterRow, str]] = field(default_factory=list)

    def start(self, rows: Sequence[RosterRow]) -> None:
        """Reserve what a portion needs, and hand it to the workers."""
        places: list[Place] = []
        for place in self.desk.places(self.lot, rows):
            if place.award in self.first:
                self.twice.append((place.row, place.award))
            else:
                self.first[place.award] = -1
                places.append(place)
        fresh, known = self.desk.reserve(self.lot, places, self.signer)
        for place in places:
            if place.award in known:
                self._note(place, known[place.award])
        if not fresh:
            return
        try:
            work = self.desk.work(self.lot, fresh, self.signer)
        except InputError as error:
            self.desk.give_back(fresh)
            raise RosterError([error.problem]) from None
        self.waiting.append(_Portion(fresh, work, self._handed(work)))

    def _handed(self, work: Work) -> list[Future[_Prepared]] | None:
        if self.executor is None:
            return None
        awards = work.awards
        tasks = [awards[at : at + _TASK] for at in range(0, len(awards), _TASK)]
        return [self.executor.submit(prepare, replace(work, awards=task)) for task in tasks]

    def settle(self, ahead: int) -> None:
        """Sign, commit and deliver the oldest portions until no more than ``ahead`` are on their way."""
        while len(self.waiting) > ahead:
            portion = self.waiting[0]
            parts = portion.parts()
            self.waiting.popleft()
            _, known = self.desk.finish(self.lot, portion.places, portion.work, parts, self.signer)
            for place in portion.places:
                self._note(place, known.get(place.award))
            self.tell(len(self.results) + len(self.twice))

    def abandon(self) -> None:
        """Give back what was reserved and not signed."""
        for portion in self.waiting:
            for future in portion.prepared or ():
                future.cancel()
            with suppress(RegisterError):
                self.desk.give_back(portion.places)

    def batch(self) -> Batch:
        """Note the end of the batch and return what became of each row, in the order of the lines."""
        for row, award in self.twice:
            same = self.results[self.first[award]]
            self.results.append(RowResult(row.line, same.id, same.file, same.page, already=True))
        name = self.lot.batch or ""
        digest = sha256("\n".join(sorted(self.first)).encode("ascii")).hexdigest()
        with self.desk.register.transaction() as connection:
            count, now = len(self.results), self.desk.clock()
            self.desk.register.end_batch(connection, name, rows=count, digest=digest, at=now)
        return Batch(name, self.lot.achievement.id, tuple(sorted(self.results, key=lambda result: result.line)))

    def _note(self, place: Place, record: Record | None) -> None:
        self.first[place.award] = len(self.results)
        line, already = place.row.line, record is not None
        if record is None:
            file = self.desk.file_of(self.lot, place)
            self.results.append(RowResult(line, place.id, file, place.page, already=already))
        else:
            self.results.append(RowResult(line, record.id, record.file, record.page, already=already))


def new_batch() -> str:
    """Return a name for a batch."""
    return f"batch-{uuid.uuid4().hex}"


def _portions(rows: Iterable[RosterRow]) -> Iterator[list[RosterRow]]:
    iterator = iter(rows)
    while some := list(islice(iterator, PORTION)):
        yield some
