"""Vacancies without writing JSON: a table to fill in, the text of a posting or a JobPosting, and a person's choices."""

from mexbadge.match.drafts.choices import choices_csv, read_choices
from mexbadge.match.drafts.draft import Asked, Draft
from mexbadge.match.drafts.filling import template_csv, template_workbook
from mexbadge.match.drafts.hints import Hints, hints_of, read_crosswalk
from mexbadge.match.drafts.lookup import Lookup
from mexbadge.match.drafts.page import job_postings, plain_text
from mexbadge.match.drafts.posting import read_posting
from mexbadge.match.drafts.prose import read_posting_text
from mexbadge.match.drafts.settling import Answers, Question, Settled, settle
from mexbadge.match.drafts.several import (
    is_vacancies_table,
    read_vacancies,
    read_vacancies_table,
    settle_vacancies,
    vacancies_csv,
    vacancies_workbook,
)
from mexbadge.match.drafts.table import is_table, read_vacancy_table

__all__ = [
    "Answers",
    "Asked",
    "Draft",
    "Hints",
    "Lookup",
    "Question",
    "Settled",
    "choices_csv",
    "hints_of",
    "is_table",
    "is_vacancies_table",
    "job_postings",
    "plain_text",
    "read_choices",
    "read_crosswalk",
    "read_posting",
    "read_posting_text",
    "read_vacancies",
    "read_vacancies_table",
    "read_vacancy_table",
    "settle",
    "settle_vacancies",
    "template_csv",
    "template_workbook",
    "vacancies_csv",
    "vacancies_workbook",
]
