"""What came by telephone, as a table: checked whole, then written whole; the same table once more changes nothing.

Each row says which question it answers, so that a second "yes" is never taken for the answer to the next one.
"""

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from sqlalchemy import select

from mexbadge.errors import InputError, MexBadgeError, Problem, SchemaError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.answering import Effect, about_hire, recorded
from mexbadge.match.exchange.hires import HireFacts
from mexbadge.match.exchange.questions import ANSWERS, Asked, Party
from mexbadge.match.exchange.rows import at_place
from mexbadge.match.exchange.within import Within
from mexbadge.models.forms import form_of
from mexbadge.tabular.days import read_day
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.named import read_named

__all__ = ["COLUMNS", "record_table"]

COLUMNS: Final = ("id", "question", "party", "answer", "channel", "start", "hours", "noc")
"""The headings; the first four are needed."""
_NEEDED: Final = COLUMNS[:4]
_CHANNELS: Final = ("telephone", "paper", "email", "web")
Word = TypeVar("Word", Asked, Party)
_KINDS: Final = tuple(kind for kind in Asked if kind not in {Asked.CONFIRM, Asked.STOP})


def record_table(one: Within, effects: Mapping[Asked, Effect], name: str, data: bytes) -> int:
    """Write down the answers of a table within a transaction; return how many are new.

    Raises :class:`SchemaError` with everything that is wrong, by line; the transaction is to be undone then.
    """
    problems: list[Problem] = []
    count = 0
    for line, cells in _rows(name, data):
        try:
            count += _recorded(one, effects, cells)
        except MexBadgeError as error:
            problems += [at_place(f"{name}:{line}", each) for each in error.all_problems]
    if problems:
        raise SchemaError(problems)
    return count


def _rows(name: str, data: bytes) -> list[tuple[int, dict[str, str]]]:
    known = {heading_key(column): column for column in COLUMNS}
    table = read_named(data, known)
    _refuse(name, table.problems)
    problems = [Problem("people_column", table.line, {"name": cell, "column": cell}) for cell in table.strange]
    lacks = [column for column in _NEEDED if column not in table.names]
    problems += [Problem("exchange_record_columns", table.line, {"lacks": ", ".join(lacks)})] if lacks else []
    _refuse(name, problems)
    return list(table.rows())


def _refuse(name: str, problems: Iterable[Problem]) -> None:
    if found := [at_place(name if one.where is None else f"{name}:{one.where}", one) for one in problems]:
        raise SchemaError(found)


def _recorded(one: Within, effects: Mapping[Asked, Effect], cells: Mapping[str, str]) -> bool:
    about = cells.get("id", "-")
    kind = _chosen("question", cells, {each.value: each for each in _KINDS})
    party = _chosen("party", cells, {each.value: each for each in Party})
    channel = cells.get("channel", _CHANNELS[0])
    if channel not in _CHANNELS:
        raise InputError("exchange_record_word", column="channel", value=channel, known=", ".join(_CHANNELS))
    given = cells.get("answer", "")
    if given not in ANSWERS[kind]:
        raise InputError("exchange_code_answer", answer=given, known=", ".join(ANSWERS[kind]))
    asked = tables.QUESTIONS
    same = (asked.c.about == about) & (asked.c.kind == kind.value) & (asked.c.party == party.value)
    last = one.connection.execute(select(asked).where(same).order_by(asked.c.made.desc(), asked.c.id)).first()
    if last is not None and last.answer == given:
        return False
    if last is not None and last.answer is not None:
        raise InputError("exchange_code_used", when=last.answered, answer=last.answer)
    query = recorded(one, effects, about, party, given, channel, kinds=(kind,))
    facts = {name: cells[name] for name in ("start", "hours", "noc") if name in cells}
    if "start" in facts:
        facts["start"] = read_day(facts["start"]).isoformat()
    about_hire(one, query, given, channel, form_of(HireFacts, facts) if facts else None)
    return True


def _chosen(column: str, cells: Mapping[str, str], known: Mapping[str, Word]) -> Word:
    """Return what a cell names; raise :class:`InputError` ``exchange_record_word`` with the words that there are."""
    if (found := known.get(cells.get(column, ""))) is None:
        raise InputError("exchange_record_word", column=column, value=cells.get(column, "-"), known=", ".join(known))
    return found
