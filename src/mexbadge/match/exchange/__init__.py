"""The exchange: employers, applicants, colleges and vacancies in a register, matched every night, and both sides told.

Usable whole from here, without a server; the commands ``mexbadge exchange …`` are a thin face over it. What costs much
to load (the database) is loaded with its first use.
"""

from typing import TYPE_CHECKING

from mexbadge._lazy import face
from mexbadge.match.exchange.config import ExchangeConfig, PlaceRule
from mexbadge.match.exchange.forms import Agreement, AppliesAs, Employer, TrainingCollege
from mexbadge.match.exchange.states import ApplicantState, MatchState, Purpose, SeatState, VacancyState

__all__ = [
    "Agreement",
    "ApplicantState",
    "AppliesAs",
    "Employer",
    "Exchange",
    "ExchangeConfig",
    "MatchState",
    "PlaceRule",
    "Purpose",
    "SeatState",
    "TrainingCollege",
    "VacancyState",
]

if TYPE_CHECKING:
    from mexbadge.match.exchange.exchange import Exchange
else:
    __getattr__ = face(__name__, (), {"Exchange": "exchange"})
