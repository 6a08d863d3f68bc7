"""Several matches as a list: by what they stand in order, and at which place each.

One person's vacancies stand in the order of their fit, which compares the vacancies of one person and nothing else; the
applicants of one vacancy in that of the score, which is a share of what this vacancy asks. Scores of several vacancies
are not compared: each has a list of its own.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import groupby

from mexbadge.match.matching import Match

__all__ = ["Order", "by_vacancy", "order_of", "places", "rank_by_vacancy"]


class Order(StrEnum):
    """By what a list stands in order."""

    FIT = "fit"
    SCORE = "score"


def order_of(matches: Sequence[Match]) -> Order:
    """Return by what matches stand in order: by fit where each has one, as one person's vacancies do."""
    return Order.FIT if matches and all(one.fit is not None for one in matches) else Order.SCORE


def by_vacancy(matches: Sequence[Match]) -> bool:
    """Return whether each vacancy has a list of its own: several stand here, and not in the order of fit."""
    return order_of(matches) is Order.SCORE and len({one.vacancy.id for one in matches}) > 1


def rank_by_vacancy(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return matches vacancy by vacancy (those that are open first, by their ids), each as :func:`rank` does."""
    return tuple(sorted(matches, key=lambda one: (one.closed is not None, one.vacancy.id, *one.order)))


def places(matches: Sequence[Match]) -> list[int]:
    """Return the place of each, from 1; where each vacancy has a list of its own, in that."""
    if not by_vacancy(matches):
        return list(range(1, len(matches) + 1))
    found: list[int] = []
    for _, some in groupby(matches, key=lambda one: one.vacancy.id):
        found.extend(place for place, _ in enumerate(some, 1))
    return found
