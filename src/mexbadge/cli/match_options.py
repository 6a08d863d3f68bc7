"""What the commands that match have in common: skills, courses, whose badges count, and results as CSV."""

import csv
import io
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from os import PathLike
from typing import Self, TypeVar

from mexbadge.cli.badge_options import Accepts, accepts_of, at_of, verified, verifier_of
from mexbadge.cli.console import Console
from mexbadge.cli.moments import moment
from mexbadge.errors import MexBadgeError
from mexbadge.match import (
    Applicant,
    Match,
    MatchPolicy,
    Reading,
    Vacancy,
    Weights,
    assess,
    rank_vacancies,
    read_profile,
)
from mexbadge.match.likelihood import MILLION
from mexbadge.match.listing import places
from mexbadge.plan import Catalogue, Course
from mexbadge.skills import SkillProfile, Tables, Taxonomy, load_taxonomy
from mexbadge.tabular.writing import safe_cell
from mexbadge.texts import Lang
from mexbadge.verify import Report, Verifier

__all__ = ["MatchSetup", "each", "results_csv", "vacancy_in"]

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class MatchSetup:
    """What a match is made with."""

    arguments: Namespace
    console: Console
    taxonomy: Taxonomy
    catalogue: Catalogue
    accepts: Accepts | None
    at: datetime
    policy: MatchPolicy
    verifier: Verifier

    @classmethod
    def of(cls, arguments: Namespace, console: Console) -> Self:
        """Load what the options name."""
        taxonomy = load_taxonomy(arguments.taxonomy) if arguments.taxonomy else Taxonomy.of(())
        catalogue = Catalogue.load(arguments.catalogue) if arguments.catalogue else Catalogue()
        for note in catalogue.notes:
            where = "" if note.where is None else f" ({note.where})"
            console.note(f"{arguments.catalogue}{where}: {note.message(console.lang)}")
        accepts, at, verifier = accepts_of(arguments, console), at_of(arguments), verifier_of(arguments, console)
        return cls(arguments, console, taxonomy, catalogue, accepts, at, MatchPolicy(), verifier)

    def weighing(self, weights: Weights) -> Self:
        """Return the same with skills weighed by how rare they are."""
        return replace(self, policy=replace(self.policy, weights=weights))

    @property
    def courses(self) -> tuple[Course, ...]:
        """The courses of the catalogue."""
        return self.catalogue.courses

    @property
    def tomorrow(self) -> date:
        """The first day of a plan."""
        return (self.at + timedelta(days=1)).date()

    def profile(self, badges: Sequence[str], who: Applicant | None) -> SkillProfile:
        """Verify badges and read what they show."""
        return self.profile_of(verified(self.verifier, badges, moment(self.arguments.at), self.console), who)

    def profile_of(self, reports: Iterable[Report], who: Applicant | None) -> SkillProfile:
        """Read what badges show that were verified."""
        tables = Tables(certifies=self.catalogue.certifies())
        reading = Reading(taxonomy=self.taxonomy, tables=tables, accepts=self.accepts)
        return read_profile(reports, applicant=who, reading=reading, at=self.at)

    def match(self, profile: SkillProfile, vacancy: Vacancy, who: Applicant | None) -> Match:
        """Compare one profile with one vacancy."""
        return assess(
            profile,
            vacancy,
            at=self.at,
            applicant=who,
            taxonomy=self.taxonomy,
            policy=self.policy,
            accepts=self.accepts,
        )

    def ranked(
        self, profile: SkillProfile, vacancies: Sequence[Vacancy], who: Applicant | None, *, top: int | None = None
    ) -> tuple[Match, ...]:
        """Compare one profile with many vacancies, the best first."""
        return rank_vacancies(
            profile,
            vacancies,
            at=self.at,
            applicant=who,
            taxonomy=self.taxonomy,
            accepts=self.accepts,
            top=top,
        )


def each(items: Iterable[Given], make: Callable[[Given], Made], console: Console) -> tuple[list[Made], bool]:
    """Return what could be made of each item, and whether all could; what is wrong with one is told, the rest go on."""
    found: list[Made] = []
    good = True
    for item in items:
        try:
            found.append(make(item))
        except MexBadgeError as error:
            console.fail(error)
            good = False
    return found, good


def vacancy_in(path: str | PathLike[str], taxonomy: Taxonomy) -> Vacancy:
    """Read a vacancy; its skills must be known where a taxonomy is given. Raises as :meth:`Vacancy.load`."""
    return Vacancy.load(path, taxonomy=taxonomy if len(taxonomy) else None)


def results_csv(matches: Sequence[Match], lang: Lang) -> bytes:
    """Return results as CSV that Excel opens: UTF-8 with a mark, and no cell that it would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    heading = (
        "place",
        "applicant",
        "vacancy",
        "title",
        "score",
        "covered",
        "musts",
        "eligible",
        "missing",
        "closed",
        "noc",
        "fit",
    )
    writer.writerow(heading)
    for place, one in zip(places(matches), matches, strict=True):
        title = one.vacancy.title.text(lang) or ""
        missing = " | ".join(fit.requirement.id for fit in one.missing)
        score = f"{float(one.score) * 100:.2f}"
        row = [place, one.applicant or "", one.vacancy.id, title, score, one.covered, one.musts, one.eligible, missing]
        row.append(one.closed.value if one.closed is not None else "")
        row.append(" | ".join(one.vacancy.noc))
        row.append("" if one.fit is None else f"{one.fit.value / MILLION:.6f}")
        writer.writerow([safe_cell(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")
