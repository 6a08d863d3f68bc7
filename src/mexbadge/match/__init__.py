"""Vacancies matched with verified skills: eligible or not, explained, with the courses for exactly what is missing."""

from mexbadge.match.api import Demand, Reading, demand, match, plan_for, rank, rank_vacancies, read_profile
from mexbadge.match.beside import NotAsked, ToMap, not_asked, to_map
from mexbadge.match.explaining import counterfactuals, explain, log_entry, match_json
from mexbadge.match.law import impact_ratios
from mexbadge.match.matching import Fit, Match, MatchPolicy, Met, assess, need_of
from mexbadge.match.scoring import Rules, Weights
from mexbadge.match.vacancy import Applicant, Constraints, Experience, Kind, Pay, Requirement, Vacancy

__all__ = [
    "Applicant",
    "Constraints",
    "Demand",
    "Experience",
    "Fit",
    "Kind",
    "Match",
    "MatchPolicy",
    "Met",
    "NotAsked",
    "Pay",
    "Reading",
    "Requirement",
    "Rules",
    "ToMap",
    "Vacancy",
    "Weights",
    "assess",
    "counterfactuals",
    "demand",
    "explain",
    "impact_ratios",
    "log_entry",
    "match",
    "match_json",
    "need_of",
    "not_asked",
    "plan_for",
    "rank",
    "rank_vacancies",
    "read_profile",
    "to_map",
]
