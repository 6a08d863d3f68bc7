"""Issuing one badge, or as many as there are rows: checked first, then made in portions, each of them whole."""

import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from typing import Final, TypeAlias

from mexbadge.credentials.ob3 import build
from mexbadge.errors import InputError, Problem, RegisterError, RosterError, SchemaError
from mexbadge.issuer.folder.ob2 import assertion
from mexbadge.issuer.pipeline.awards import (
    PlannedAward,
    award_of,
    has_already,
    older_of,
    places_of,
    planned_of,
    reserved_for,
)
from mexbadge.issuer.pipeline.desk import Desk, at_work
from mexbadge.issuer.pipeline.pipeline import (
    Entered,
    finish,
    give_back,
    given_back,
    keeping_lot,
    nothing_more,
    parts_of,
    sign,
    work_of,
)
from mexbadge.issuer.pipeline.planned import Lot, Planned
from mexbadge.issuer.pipeline.signing import PreparedCredential, Work, prepare
from mexbadge.issuer.pipeline.types import Batch, Progress, RowResult, Told
from mexbadge.issuer.register.records import Record
from mexbadge.issuer.roster.rows import RosterRow
from mexbadge.keys import Signer

__all__ = ["check_rows", "issue_many", "issue_one", "known_lines", "portions"]

PORTION: Final = 500
"""How many badges are committed and delivered at a time."""
_TASK: Final = 100
"""How many badges a worker prepares at a time: a tenth of a second of work or more."""
_AHEAD: Final = 3
"""How many portions are on their way to workers while one is signed."""

_AWARD_BYTES: Final = 32
_SHARES: Final = 16
"""In how many parts the awards of a batch are put in order, so that few are held as texts."""
_NOBODY: Final = "urn:uuid:00000000-0000-4000-8000-000000000000"

_Prepared: TypeAlias = list[PreparedCredential | tuple[Problem, ...]]


@dataclass(slots=True)
class _Portion:
    """Rows between two steps: all of them, those whose badge is to be made, and the badges that were there.

    ``twice`` are the awards that an earlier row has, here or in a portion that is still on its way.
    """

    rows: list[PlannedAward]
    places: list[PlannedAward]
    known: dict[str, Record]
    twice: frozenset[str]
    planned: list[Planned] = field(default_factory=list)
    work: Work | None = None
    prepared: list[Future[_Prepared]] | None = None

    def parts(self) -> list[PreparedCredential]:
        """Return what is to be signed; raise :class:`RosterError` with all problems, each with its line."""
        if self.work is None:
            return []
        done = prepare(self.work) if self.prepared is None else [one for each in self.prepared for one in each.result()]
        problems = [
            Problem(problem.code, place.row.line, problem.values)
            for place, part in zip(self.places, done, strict=True)
            if not isinstance(part, PreparedCredential)
            for problem in part
        ]
        if problems:
            raise RosterError(problems)
        return [part for part in done if isinstance(part, PreparedCredential)]


@at_work
def issue_one(desk: Desk, lot: Lot, row: RosterRow, entered: Entered = nothing_more) -> tuple[Record, bool]:
    """Issue one badge; return its record, and whether it was there already.

    ``entered`` as in :func:`.pipeline.keeping_lot`. Raises :class:`SchemaError` with all that is wrong, each with its
    JSON pointer, and as :func:`.planned.lot_of`.
    """
    signer = desk.signer()
    try:
        fresh, known = reserved_for(desk, lot, places_of(desk, lot, [row]), signer)
    except RosterError as error:
        values = {name: str(value) for name, value in error.problems[0].values.items()}
        raise RegisterError(error.problems[0].code, **values) from None
    if not fresh:
        return next(iter(known.values())), True
    with given_back(desk, [place.id for place in fresh]):
        planned = [planned_of(desk, lot, place) for place in fresh]
        work = work_of(desk, planned, signer, older_of(desk, lot, signer))
        made = sign(desk, planned, parts_of(prepare(work)), signer)
    kept, meanwhile = finish(desk, made, signer, keeping_lot(desk, lot, entered))
    return (desk.register.record(kept[0].id), False) if kept else (next(iter(meanwhile.values())), True)


def check_rows(desk: Desk, lot: Lot, rows: Iterable[RosterRow]) -> tuple[Problem, ...]:
    """Return all that is wrong with the badges that rows would give, each with its line; nothing is made."""
    problems: list[Problem] = []
    for some in portions(rows):
        problems += [*_check_portion(desk, lot, some), *_unlisted(desk, lot, some)]
    return tuple(problems)


def known_lines(desk: Desk, achievement: str, rows: Iterable[RosterRow]) -> Iterator[int]:
    """Yield the lines of ``rows`` whose badge of an achievement was issued before."""
    for some in portions(rows):
        awards = [(row.line, desk.register.award_key(achievement, row.recipient, row.ref)) for row in some]
        with desk.register.read() as connection:
            known = desk.register.awarded(connection, {award for _, award in awards})
        yield from (line for line, award in awards if award in known)


def _unlisted(desk: Desk, lot: Lot, rows: Sequence[RosterRow]) -> list[Problem]:
    """Return the rows whose badge lies in the folder, but for those that have it by the register."""
    with desk.register.read() as connection:
        if not (found := has_already(desk, connection, lot, rows)):
            return []
        lines = {problem.where for problem in found}
        there = places_of(desk, lot, [row for row in rows if row.line in lines])
        awards = {place.row.line: place.award for place in there}
        known = desk.register.awarded(connection, list(awards.values()))
    return [problem for problem in found if awards[int(str(problem.where))] not in known]


def _check_portion(desk: Desk, lot: Lot, rows: Sequence[RosterRow]) -> list[Problem]:
    problems: list[Problem] = []
    older = older_of(desk, lot, desk.signer()) if lot.form.is_ob2 else None
    for row in rows:
        try:
            award = award_of(desk, lot, PlannedAward(row, _NOBODY, "", "", ""))
            if older is None:
                build(award)
            else:
                assertion(award, older.badge, name=older.name(award.id), key=older.key)
        except SchemaError as error:
            problems.extend(Problem(problem.code, row.line, problem.values) for problem in error.problems)
        except InputError as error:
            problems.append(Problem(error.code, row.line, error.problem.values))
    return problems


@at_work
def issue_many(
    desk: Desk,
    lot: Lot,
    rows: Iterable[RosterRow],
    *,
    executor: Executor | None,
    progress: Progress | None,
    told: Told | None = None,
) -> Batch:
    """Issue a badge for each row; see :meth:`mexbadge.issuer.Issuer.issue_many`."""
    total = len(rows) if isinstance(rows, Sequence) else None
    if isinstance(rows, Sequence) and (problems := check_rows(desk, lot, rows)):
        raise RosterError(problems)
    kept: list[RowResult] = []
    tell = told or (lambda some: kept.extend(result for _, result in some))
    run = _Run(desk, lot, desk.signer(), executor, lambda done: progress(done, total) if progress else None, tell)
    try:
        for some in portions(rows):
            run.start(some)
            run.settle(_AHEAD if executor else 0)
        run.settle(0)
    finally:
        run.abandon()
    run.end()
    results = tuple(sorted(kept, key=lambda result: result.line))
    return Batch(lot.batch or "", lot.achievement.id, results, run.issued, run.done - run.issued)


@dataclass(slots=True)
class _Run:
    """One batch while it is made: of what is done, a number for each row is held."""

    desk: Desk
    lot: Lot
    signer: Signer
    executor: Executor | None
    progress: Callable[[int], None]
    told: Told
    waiting: deque[_Portion] = field(default_factory=deque)
    awards: bytearray = field(default_factory=bytearray)
    done: int = 0
    issued: int = 0

    def start(self, rows: Sequence[RosterRow]) -> None:
        """Reserve what a portion needs, and hand it to the workers."""
        every = places_of(self.desk, self.lot, rows)
        seen = {place.award for portion in self.waiting for place in portion.places}
        places: list[PlannedAward] = []
        twice: set[str] = set()
        for place in every:
            if place.award in seen:
                twice.add(place.award)
            else:
                seen.add(place.award)
                places.append(place)
                self.awards += bytes.fromhex(place.award)
        fresh, known = reserved_for(self.desk, self.lot, places, self.signer)
        portion = _Portion(every, fresh, known, frozenset(twice))
        if fresh:
            try:
                portion.planned = [planned_of(self.desk, self.lot, place) for place in fresh]
            except InputError as error:
                give_back(self.desk, [place.id for place in fresh])
                raise RosterError([error.problem]) from None
            older = older_of(self.desk, self.lot, self.signer)
            portion.work = work_of(self.desk, portion.planned, self.signer, older)
            portion.prepared = self._handed(portion.work)
        self.waiting.append(portion)

    def _handed(self, work: Work) -> list[Future[_Prepared]] | None:
        if self.executor is None:
            return None
        tasks = [work.unsigned[at : at + _TASK] for at in range(0, len(work.unsigned), _TASK)]
        return [self.executor.submit(prepare, replace(work, unsigned=task)) for task in tasks]

    def settle(self, ahead: int) -> None:
        """Sign, commit and deliver the oldest portions until no more than ``ahead`` are on their way."""
        while len(self.waiting) > ahead:
            portion = self.waiting[0]
            made = sign(self.desk, portion.planned, portion.parts(), self.signer)
            self.waiting.popleft()
            known = dict(portion.known)
            if made:
                _, meanwhile = finish(self.desk, made, self.signer, keeping_lot(self.desk, self.lot))
                known |= meanwhile
            self._tell(portion, known)

    def abandon(self) -> None:
        """Give back what was reserved and not signed."""
        for portion in self.waiting:
            for future in portion.prepared or ():
                future.cancel()
            with suppress(RegisterError):
                give_back(self.desk, [place.id for place in portion.places])

    def end(self) -> None:
        """Note the end of the batch."""
        digest = _digest(self.awards)
        with self.desk.register.transaction() as connection:
            now = self.desk.clock()
            self.desk.register.end_batch(connection, self.lot.batch or "", rows=self.done, digest=digest, at=now)

    def _tell(self, portion: _Portion, known: dict[str, Record]) -> None:
        """Say what became of each row of a portion; one whose badge an earlier row has gets that one."""
        made = {
            place.id: RowResult(place.row.line, place.id, planned.file, place.page, already=False)
            for place, planned in zip(portion.places, portion.planned, strict=True)
            if place.award not in known
        }
        first = {place.award: made[place.id] for place in portion.places if place.id in made}
        if elsewhere := portion.twice - first.keys() - known.keys():
            with self.desk.register.read() as connection:
                known |= self.desk.register.awarded(connection, elsewhere)
        some: list[tuple[RosterRow, RowResult]] = []
        for place in portion.rows:
            if place.id not in made:
                there: Record | RowResult = known[place.award] if place.award in known else first[place.award]
                made[place.id] = RowResult(place.row.line, there.id, there.file, there.page, already=True)
            some.append((place.row, made[place.id]))
        self.done += len(some)
        self.issued += sum(not result.already for _, result in some)
        self.told(some)
        self.progress(self.done)


def _digest(awards: bytearray) -> str:
    """Return the digest of a batch's awards in their order, each once and one to a line; some are sorted at a time."""
    total, before = sha256(), ""
    each = range(0, len(awards), _AWARD_BYTES)
    for high in range(_SHARES):
        share = (awards[at : at + _AWARD_BYTES].hex() for at in each if awards[at] * _SHARES // 256 == high)
        for award in sorted(set(share)):
            total.update(f"{before}{award}".encode("ascii"))
            before = "\n"
    return total.hexdigest()


def new_batch() -> str:
    """Return a name for a batch."""
    return f"batch-{uuid.uuid4().hex}"


def portions(rows: Iterable[RosterRow]) -> Iterator[list[RosterRow]]:
    """Yield rows, some at a time."""
    iterator = iter(rows)
    while some := list(islice(iterator, PORTION)):
        yield some
