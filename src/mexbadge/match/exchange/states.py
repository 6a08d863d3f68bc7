"""How a vacancy, an applicant, a match and a seat in a course stand, and which moves there are: pure state machines.

A move that is none is an :class:`InputError` that names the state and the moves that are allowed; so nothing is ever
filled that was not accepted, and nothing that was withdrawn comes back by itself.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from mexbadge.errors import InputError

__all__ = ["MOVES", "ApplicantState", "MatchState", "Purpose", "SeatState", "VacancyState", "allowed", "moved"]


class VacancyState(StrEnum):
    """How a vacancy stands.

    ``matched``: each of its places is offered to somebody, and both sides are told. ``accepted``: for each place both
    sides said yes. ``declined``: one side said no; it is open again with the next run. ``withdrawn`` is final.
    """

    DRAFT = "draft"
    OPEN = "open"
    MATCHED = "matched"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ApplicantState(StrEnum):
    """How an applicant stands; ``training``: enrolled with a college for what is missing."""

    SEEKING = "seeking"
    TRAINING = "training"
    MATCHED = "matched"
    PLACED = "placed"


class MatchState(StrEnum):
    """How a match stands.

    ``notified``: both sides are asked. ``accepted``: both said yes. ``reopened``: what it rested on holds no more (a
    badge that was revoked or is over). ``lapsed``: nobody answered in time. ``withdrawn``: the vacancy or the applicant
    is gone.
    """

    NOTIFIED = "notified"
    ACCEPTED = "accepted"
    FILLED = "filled"
    DECLINED = "declined"
    REOPENED = "reopened"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class SeatState(StrEnum):
    """How the wish for a seat in a course stands: offered by us, asked of the college, held by it, done."""

    OFFERED = "offered"
    ASKED = "asked"
    ENROLLED = "enrolled"
    COMPLETED = "completed"
    DECLINED = "declined"
    LAPSED = "lapsed"


class Purpose(StrEnum):
    """What a consent is for.

    ``matching``: that badges are read and compared with vacancies, and messages are sent. ``registration``: that a
    college registered somebody here, which shows them to nobody.
    """

    MATCHING = "matching"
    REGISTRATION = "registration"


_V, _A, _M, _S = VacancyState, ApplicantState, MatchState, SeatState
MOVES: Final[Mapping[type[StrEnum], Mapping[StrEnum, frozenset[StrEnum]]]] = {
    VacancyState: {
        _V.DRAFT: frozenset({_V.OPEN, _V.WITHDRAWN}),
        _V.OPEN: frozenset({_V.MATCHED, _V.FILLED, _V.WITHDRAWN, _V.EXPIRED, _V.DRAFT}),
        _V.MATCHED: frozenset({_V.ACCEPTED, _V.DECLINED, _V.OPEN, _V.WITHDRAWN, _V.EXPIRED}),
        _V.ACCEPTED: frozenset({_V.FILLED, _V.DECLINED, _V.OPEN, _V.WITHDRAWN, _V.EXPIRED}),
        _V.DECLINED: frozenset({_V.OPEN, _V.WITHDRAWN, _V.EXPIRED}),
        _V.FILLED: frozenset({_V.OPEN}),
        _V.EXPIRED: frozenset({_V.OPEN, _V.WITHDRAWN}),
        _V.WITHDRAWN: frozenset(),
    },
    ApplicantState: {
        _A.SEEKING: frozenset({_A.MATCHED, _A.TRAINING, _A.PLACED}),
        _A.TRAINING: frozenset({_A.SEEKING, _A.MATCHED, _A.PLACED}),
        _A.MATCHED: frozenset({_A.SEEKING, _A.TRAINING, _A.PLACED}),
        _A.PLACED: frozenset({_A.SEEKING}),
    },
    MatchState: {
        _M.NOTIFIED: frozenset({_M.ACCEPTED, _M.DECLINED, _M.REOPENED, _M.LAPSED, _M.WITHDRAWN}),
        _M.ACCEPTED: frozenset({_M.FILLED, _M.DECLINED, _M.REOPENED, _M.LAPSED, _M.WITHDRAWN}),
        _M.FILLED: frozenset({_M.REOPENED}),
        _M.DECLINED: frozenset(),
        _M.REOPENED: frozenset(),
        _M.LAPSED: frozenset(),
        _M.WITHDRAWN: frozenset(),
    },
    SeatState: {
        _S.OFFERED: frozenset({_S.ASKED, _S.DECLINED, _S.LAPSED}),
        _S.ASKED: frozenset({_S.ENROLLED, _S.DECLINED, _S.LAPSED}),
        _S.ENROLLED: frozenset({_S.COMPLETED, _S.DECLINED}),
        _S.COMPLETED: frozenset(),
        _S.DECLINED: frozenset(),
        _S.LAPSED: frozenset(),
    },
}
"""Of each kind, from each state the states that may follow; states of two kinds may be one word, and so one key."""

Kind = TypeVar("Kind", VacancyState, ApplicantState, MatchState, SeatState)


def allowed(now: Kind) -> tuple[Kind, ...]:
    """Return the states that may follow ``now``, in the order in which they are declared."""
    return tuple(one for one in type(now) if one in MOVES[type(now)][now])


def moved(now: Kind, to: Kind, *, what: str) -> Kind:
    """Return ``to``; to stay is no move. ``what`` is the id of the vacancy, the applicant, the match or the seat.

    Raises :class:`InputError` ``exchange_move`` for a move that is none, with those that are.
    """
    if to is not now and to not in MOVES[type(now)][now]:
        may = ", ".join(allowed(now)) or "-"
        raise InputError("exchange_move", what=what, state=now.value, asked=to.value, allowed=may)
    return to
