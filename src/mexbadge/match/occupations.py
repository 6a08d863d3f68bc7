"""Vacancies of some occupations: which of many are of a unit group, or of a larger group, of the NOC 2021."""

from collections.abc import Collection, Iterable

from mexbadge.match.vacancy import Vacancy
from mexbadge.skills import noc_groups

__all__ = ["is_of", "of_occupations"]


def is_of(vacancy: Vacancy, groups: Collection[str]) -> bool:
    """Return whether one of a vacancy's occupations has one of these codes, or lies in what has it."""
    return any(code.startswith(group) for code in vacancy.noc for group in groups)


def of_occupations(vacancies: Iterable[Vacancy], codes: Iterable[str]) -> tuple[Vacancy, ...]:
    """Return the vacancies of an occupation: ``44101``, or any of a group (``4410``, ``33``).

    One that names no occupation is of none. Raises :class:`InputError` as :func:`mexbadge.skills.noc_groups`.
    """
    groups = noc_groups(codes)
    return tuple(one for one in vacancies if is_of(one, groups))
