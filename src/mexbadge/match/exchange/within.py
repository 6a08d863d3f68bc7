"""The exchange within one transaction, at one moment: what is asked and told there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.match.exchange.config import ExchangeConfig
from mexbadge.match.exchange.questions import Asked, Party, Query, ask
from mexbadge.match.exchange.telling import Tells, tell

__all__ = ["Within"]


@dataclass(frozen=True, slots=True)
class Within:
    """The register within a transaction, the settings, the moment."""

    book: ExchangeBook
    connection: Connection
    config: ExchangeConfig
    at: datetime

    def ask(self, kind: Asked, about: str, party: Party, who: str, *, days: int | None = None) -> Query:
        """Return the question that is open, or put a new one: for so many days, or as many as the settings say."""
        open_for = self.config.answer_days if days is None else days
        return ask(self.book, self.connection, kind, about, party, who, at=self.at, days=open_for)

    def tell(self, kind: Tells, party: Party, who: str, facts: Mapping[str, object]) -> None:
        """Queue a message; an employer who has a webhook is told the same by it."""
        hook = None
        if party is Party.EMPLOYER and (employer := self.book.employers(self.connection, who).get(who)) is not None:
            hook = employer.webhook
        tell(self.book, self.connection, kind, party, who, facts, at=self.at, hold=self.config.hold, hook=hook)
