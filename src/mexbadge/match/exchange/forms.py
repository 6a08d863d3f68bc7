"""Whom the exchange knows, as documents: employers, applicants, colleges, consents. Strict, with every slip at once.

What matching reads of an applicant is :class:`mexbadge.match.Applicant`; name and telephone stand beside it and are
passed on only after both sides said yes.
"""

from datetime import date, datetime
from typing import Any, Literal

from mexbadge._moments import is_ahead, is_over
from mexbadge.deliver.addresses import Mailbox
from mexbadge.errors import InputError, MexBadgeError, Problem
from mexbadge.match.exchange.states import Purpose
from mexbadge.match.places import place_of
from mexbadge.match.vacancy import Applicant
from mexbadge.models.forms import Day, DocumentForm, Ident, Language, Moment, Names
from mexbadge.models.identity import EMAIL, Identity

__all__ = ["Agreement", "AppliesAs", "Employer", "LabourStatus", "TrainingCollege"]

LabourStatus = Literal["unemployed", "underemployed", "laid-off", "employed", "student"]
"""How somebody stands in the labour market, as they say themselves."""


class Employer(DocumentForm):
    """Who has vacancies: ``contact`` is the person whom messages name, ``webhook`` where a program wants to be told."""

    id: Ident
    name: Ident
    email: Ident
    language: Language = "en"
    contact: Ident | None = None
    phone: Ident | None = None
    webhook: Ident | None = None

    def problems(self) -> list[Problem]:
        """Return what the form alone does not see."""
        found = _mail(self.email)
        if self.webhook is not None and not self.webhook.startswith("https://"):
            found.append(Problem("exchange_webhook", "/webhook", {"value": self.webhook}))
        return found


class TrainingCollege(DocumentForm):
    """A college: approved by whom, since when and until when; ``issuer`` is the id in its badges.

    The approval is half-open: it holds from the first moment of ``since`` and no more on the day ``until``.
    """

    id: Ident
    name: Names
    issuer: Ident
    email: Ident
    language: Language = "en"
    approved_by: Ident | None = None
    since: Day | None = None
    until: Day | None = None

    def problems(self) -> list[Problem]:
        """Return what the form alone does not see."""
        found = _mail(self.email)
        if not self.issuer.startswith(("did:", "https://")):
            found.append(Problem("exchange_issuer", "/issuer", {"value": self.issuer}))
        if (self.approved_by is None) != (self.since is None) or (self.until is not None and self.since is None):
            found.append(Problem("exchange_approval", "/approvedBy", {"id": self.id}))
        if self.since is not None and self.until is not None and self.until <= self.since:
            found.append(Problem("exchange_approval_end", "/until", {"since": self.since, "until": self.until}))
        return found

    def approved(self, day: date) -> bool:
        """Return whether it is approved on a day."""
        return self.since is not None and self.since <= day and (self.until is None or day < self.until)


class AppliesAs(DocumentForm):
    """Somebody who applies: who they are to matching (``document``), and how they are written to.

    ``college`` is the one through which somebody was registered, if any. ``labour_status`` and ``labour_region`` are
    what somebody wishes to say of how and where they stand in the labour market; matching never reads them, reports do.
    """

    id: Ident
    document: dict[str, Any]
    language: Language = "en"
    name: Ident | None = None
    phone: Ident | None = None
    college: Ident | None = None
    labour_status: LabourStatus | None = None
    labour_region: Ident | None = None

    @property
    def applicant(self) -> Applicant:
        """What matching reads; raises as :meth:`Applicant.parse`."""
        return Applicant.parse({**self.document, "id": self.id})

    @property
    def addresses(self) -> tuple[str, ...]:
        """The e-mail addresses, the first one of which is written to."""
        named = (Identity.parse(one) for one in self.document.get("identities", ()))
        return tuple(one.value for one in named if one.type == EMAIL)

    def problems(self) -> list[Problem]:
        """Return what the form alone does not see: everybody has an address, by which they consent."""
        try:
            found = _mail(*self.addresses)
            _ = self.applicant
        except MexBadgeError as error:
            return [Problem(one.code, f"/document{one.where or ''}", one.values) for one in error.all_problems]
        if self.labour_region is not None and place_of(self.labour_region) is None:
            found.append(Problem("exchange_region", "/labourRegion", {"value": self.labour_region}))
        return found or ([] if self.addresses else [Problem("exchange_no_address", "/document", {"id": self.id})])


class Agreement(DocumentForm):
    """That somebody agreed: to which wording, in which language, by which channel, when, what for, and until when.

    One that was imported names its ``evidence`` (a signed form, a recorded call). It counts once the address of the
    person was confirmed; see :mod:`mexbadge.match.exchange.consents`.
    """

    applicant: Ident
    purpose: Literal["matching", "registration"] = Purpose.MATCHING.value
    wording: Ident
    language: Language = "en"
    channel: Literal["email", "web", "telephone", "paper"]
    given: Moment
    until: Moment | None = None
    evidence: Ident | None = None
    withdrawn: Moment | None = None

    def problems(self) -> list[Problem]:
        """Return what the form alone does not see."""
        if self.until is not None and self.until <= self.given:
            return [Problem("exchange_consent_end", "/until", {"given": self.given, "until": self.until})]
        return []

    def stands(self, at: datetime) -> bool:
        """Return whether it holds at a moment: given, not over, not withdrawn."""
        return not is_ahead(self.given, at=at) and not is_over(self.until, at=at) and not is_over(self.withdrawn, at=at)


def _mail(*addresses: str) -> list[Problem]:
    found = []
    for one in addresses:
        try:
            Mailbox.parse(one, what="email")
        except InputError as error:
            found.append(Problem(error.code, "/email", error.problem.values))
    return found
