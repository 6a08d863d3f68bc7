"""Telling people of their badges: what is due to whom, the words, and the way through the outbox."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = ["FIELDS", "Mailing", "Notice", "Planned", "Wording", "disagreements", "write_templates"]

if TYPE_CHECKING:
    from mexbadge.issuer.mailing.comparing import disagreements
    from mexbadge.issuer.mailing.mailing import Mailing, Planned
    from mexbadge.issuer.mailing.notices import Notice
    from mexbadge.issuer.mailing.wording import FIELDS, Wording, write_templates
else:
    _PLACES = {
        "Mailing": "mailing",
        "Planned": "mailing",
        "Notice": "notices",
        "disagreements": "comparing",
        "FIELDS": "wording",
        "Wording": "wording",
        "write_templates": "wording",
    }
    __getattr__ = face(__name__, (), _PLACES)
