"""What completion badges rest on, as the register keeps it: nothing else reads or writes the table."""

import json
from collections.abc import Iterator

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from mexbadge.issuer.register.records import PathwayAward
from mexbadge.issuer.register.tables import PATHWAY_AWARDS

__all__ = ["flag", "keep", "of_pathway"]


def keep(connection: Connection, award: PathwayAward) -> None:
    """Note what a badge rests on; called again it changes nothing."""
    if connection.execute(select(PATHWAY_AWARDS.c.id).where(PATHWAY_AWARDS.c.id == award.id)).first() is None:
        said = {name: getattr(award, name) for name in ("id", "pathway", "version", "validity", "flagged")}
        connection.execute(insert(PATHWAY_AWARDS).values(**said, used=json.dumps(award.used)))


def of_pathway(connection: Connection, pathway: str) -> Iterator[PathwayAward]:
    """Yield what was noted of every badge of a pathway, by id."""
    chosen = select(PATHWAY_AWARDS).where(PATHWAY_AWARDS.c.pathway == pathway).order_by(PATHWAY_AWARDS.c.id)
    for row in connection.execute(chosen).all():
        used = tuple(tuple(one) for one in json.loads(row.used))
        yield PathwayAward(row.id, row.pathway, row.version, row.validity, used, row.flagged)


def flag(connection: Connection, name: str, since: str | None) -> None:
    """Note since when somebody should look at a badge, or that nobody needs to."""
    connection.execute(update(PATHWAY_AWARDS).where(PATHWAY_AWARDS.c.id == name).values(flagged=since))
