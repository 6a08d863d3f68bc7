"""An issuer's folder for tests, a clock set by hand, and a verifier that sees nothing but the hosted documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Achievement, Issued, Issuer, RosterRow
from mexbadge.issuer.audit.recovering import Recovered
from mexbadge.issuer.register.tables import ALL
from mexbadge.models.identity import Identity
from mexbadge.verify import Report, Verifier

URL = "https://badges.college.example"
DID = "did:web:badges.college.example"
AISHA = "aisha.khan@student.college.example"
BEN = "ben.tremblay@student.college.example"
DEMENTIA = Achievement(
    name="Personal Support Worker: Dementia Care",
    description="Cares for residents living with dementia.",
    criteria="Assessed on placement by a registered nurse.",
    slug="dementia-care",
    members={"achievementType": "MicroCredential"},
)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)


@dataclass
class Folder:
    """One issuer's folder; ``register`` is where its register is, in the folder if empty."""

    path: Path
    register: str = "sqlite:///register.db"
    clock: Clock = field(default_factory=Clock)

    def create(self, **given: Any) -> Issuer:
        settings = {"name": "Example College", "url": URL, "register": self.register, "clock": self.clock, **given}
        issuer = Issuer.create(self.path, **settings)
        issuer.add(DEMENTIA)
        return issuer

    def open(self, **given: Any) -> Issuer:
        return Issuer.open(self.path, clock=self.clock, **given)

    def recover(self, backup: Path, **given: Any) -> tuple[Issuer, Recovered]:
        return Issuer.recover(self.path, backup, clock=self.clock, **given)

    def judged(self, issuer: Issuer, badge: Issued | bytes | Path, *, to: str | None = None) -> Report:
        """Publish, and judge a badge by what was published and nothing else."""
        issuer.write_hosted()
        verifier = Verifier(fetch=ResourceSet.load(self.path / "hosted"))
        content = badge.credential if isinstance(badge, Issued) else badge
        return verifier.verify(content, recipient=to, at=self.clock() + timedelta(seconds=1))


def rows(count: int, *, first: int = 2, **given: Any) -> list[RosterRow]:
    """Return so many rows, one for each line from ``first`` on."""
    return [
        RosterRow(
            line=line,
            recipient=Identity.parse(f"learner.{line}@student.college.example"),
            name=f"Zoé Learner-{line}",
            ref=f"N{line:05}",
            **given,
        )
        for line in range(first, first + count)
    ]


def everything(issuer: Issuer) -> Mapping[str, list[dict[str, Any]]]:
    """Return the whole register, table by table."""
    with issuer.register.read() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in ALL
        }


def places(issuer: Issuer) -> list[tuple[int, int]]:
    """Return all places in status lists that are taken."""
    return [(row["list"], row["position"]) for row in everything(issuer)["status_entries"]]
