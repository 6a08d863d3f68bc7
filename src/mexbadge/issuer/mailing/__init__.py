"""Telling people of their badges: what is due to whom, the words, and the way through the outbox."""

from mexbadge.issuer.mailing.mailing import Mailing, Planned
from mexbadge.issuer.mailing.notices import Notice
from mexbadge.issuer.mailing.wording import FIELDS, Wording, write_templates

__all__ = ["FIELDS", "Mailing", "Notice", "Planned", "Wording", "write_templates"]
