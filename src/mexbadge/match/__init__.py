"""Vacancies matched with verified skills: eligible or not, explained, with the courses for exactly what is missing."""

from mexbadge.match.api import Reading, match, plan_for, rank, rank_vacancies, read_profile
from mexbadge.match.beside import NotAsked, ToMap, not_asked, to_map
from mexbadge.match.explaining import explain, log_entry, match_json
from mexbadge.match.fitting import Fit, Met
from mexbadge.match.keeping import keep_applicant, keep_match, read_kept_applicant, read_kept_match
from mexbadge.match.likelihood import FitReason, Likelihood
from mexbadge.match.listing import Order, order_of, rank_by_vacancy
from mexbadge.match.matching import Match, assess, need_of
from mexbadge.match.occupations import of_occupations
from mexbadge.match.opening import Closed, closed, open_at
from mexbadge.match.policy import MatchPolicy
from mexbadge.match.posting_rules import impact_ratios
from mexbadge.match.scoring import Rules, Weights
from mexbadge.match.settings import MatchSettings
from mexbadge.match.supply import Demand, DemandTable, demand
from mexbadge.match.supposing import Counterfactual, counterfactuals, suppose
from mexbadge.match.team import TeamSkill, team_skills
from mexbadge.match.vacancy import Applicant, Constraints, Experience, Pay, Requirement, RequirementKind, Vacancy

__all__ = [
    "Applicant",
    "Closed",
    "Constraints",
    "Counterfactual",
    "Demand",
    "DemandTable",
    "Experience",
    "Fit",
    "FitReason",
    "Likelihood",
    "Match",
    "MatchPolicy",
    "MatchSettings",
    "Met",
    "NotAsked",
    "Order",
    "Pay",
    "Reading",
    "Requirement",
    "RequirementKind",
    "Rules",
    "TeamSkill",
    "ToMap",
    "Vacancy",
    "Weights",
    "assess",
    "closed",
    "counterfactuals",
    "demand",
    "explain",
    "impact_ratios",
    "keep_applicant",
    "keep_match",
    "log_entry",
    "match",
    "match_json",
    "need_of",
    "not_asked",
    "of_occupations",
    "open_at",
    "order_of",
    "plan_for",
    "rank",
    "rank_by_vacancy",
    "rank_vacancies",
    "read_kept_applicant",
    "read_kept_match",
    "read_profile",
    "suppose",
    "team_skills",
    "to_map",
]
