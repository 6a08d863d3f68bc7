"""Registers of each past shape: the tables as they were then, filled with rows of a register of today."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select, text

from issuing import everything
from mexbadge.issuer import Issuer
from mexbadge.issuer.register.tables import ALL, AREA
from mexbadge.ledger import steps as ledger_steps
from mexbadge.ledger import tables as ledger
from mexbadge.store import Database

DATA: Final = Path(__file__).resolve().parents[1] / "data" / "registers"


@dataclass(frozen=True)
class Past:
    """One shape: how many changes of the tables came before it, and how many steps it says that it took."""

    number: int
    version: int

    def __str__(self) -> str:
        return f"{self.number}-of-version-{self.version}"

    def statements(self, dialect: str) -> list[str]:
        parts = _parts(dialect)[: self.number + 1]
        return [statement for _, part in parts for statement in part.split(";") if statement.strip()]


def _parts(dialect: str) -> list[tuple[int, str]]:
    content = (DATA / f"{dialect}.sql").read_text("utf-8")
    found = re.findall(r"^-- version (\d+)\n(.*?)(?=^-- version|\Z)", content, re.MULTILINE | re.DOTALL)
    return [(int(version), part) for version, part in found]


SHAPES: Final = [Past(number, version) for number, (version, _) in enumerate(_parts("sqlite"))]


def whole(issuer: Issuer) -> Mapping[str, list[dict[str, Any]]]:
    """Return every row of a register and of its ledger."""
    with issuer.register.read() as connection:
        there = [table for table in ledger.ALL if inspect(connection).has_table(table.name)]
        logged = {table.name: _rows(connection, table) for table in there}
    return {**everything(issuer), **logged}


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def fill(place: str | Path, past: Past, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Make a database of a past shape at ``place`` and put in what it can hold of ``rows``."""
    database = Database.open(place)
    with database.transaction() as connection:
        for statement in past.statements(connection.dialect.name):
            connection.execute(text(statement))
    database.migrate(ledger.AREA, ledger_steps.MIGRATIONS, at=_now(database))
    with database.transaction() as connection:
        then = MetaData()
        then.reflect(connection)
        for version in range(1, past.version + 1):
            values = {"area": AREA, "version": version, "applied": "2026-01-01T00:00:00+00:00"}
            connection.execute(insert(then.tables["schema_version"]).values(**values))
        for name in [table.name for table in (*ALL, *ledger.ALL)]:
            table = then.tables.get(name)
            if table is not None and rows.get(name):
                kept = [{column.name: row[column.name] for column in table.columns} for row in rows[name]]
                connection.execute(insert(table), kept)
        if connection.dialect.name == "postgresql":
            for name in ("issued", "events"):
                highest = select(func.max(then.tables[name].c.number)).scalar_subquery()
                connection.execute(select(func.setval(f"{name}_number_seq", highest)))


def _now(database: Database) -> Any:
    with database.read() as connection:
        return connection.execute(select(func.now())).scalar_one()


def shape_of(connection: Connection) -> dict[str, object]:
    """Return what a database says of the register's tables, the order of columns aside."""
    here = inspect(connection)

    def told(name: str) -> object:
        columns = {
            column["name"]: (str(column["type"]), column["nullable"], column.get("autoincrement"), column["default"])
            for column in here.get_columns(name)
        }
        foreign = {
            (*one["constrained_columns"], one["referred_table"], *one["referred_columns"])
            for one in here.get_foreign_keys(name)
        }
        unique = {tuple(one["column_names"]) for one in here.get_unique_constraints(name)}
        indexes = {(one["name"], tuple(one["column_names"]), bool(one["unique"])) for one in here.get_indexes(name)}
        return columns, tuple(here.get_pk_constraint(name)["constrained_columns"]), foreign, unique, indexes

    return {table.name: told(table.name) for table in (*ALL, *ledger.ALL) if here.has_table(table.name)}
