"""Registers of every past shape open, go on, and become what a new register is."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from issuing import Folder
from mexbadge.issuer.register.steps import MIGRATIONS
from mexbadge.issuer.register.tables import ALL, AREA
from mexbadge.ledger import steps as ledger_steps
from mexbadge.ledger import tables as ledger
from mexbadge.store import Database
from past_register_checks import Lived, opens_and_goes_on
from past_registers import SHAPES, Past, fill, shape_of


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    return Lived.of(Folder(tmp_path_factory.mktemp("past") / "badges"))


@pytest.mark.parametrize("past", SHAPES, ids=str)
def test_a_register_of_every_past_shape_opens_and_goes_on(tmp_path: Path, lived: Lived, past: Past) -> None:
    opens_and_goes_on(lived, past, tmp_path)


def test_the_steps_make_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    steps, direct = Database.open(tmp_path / "steps.db"), Database.open(tmp_path / "direct.db")
    issuer = Folder(tmp_path / "badges").create()
    assert len(MIGRATIONS) == SHAPES[-1].version, "a new step: write down the shape that it leaves"
    steps.migrate(AREA, MIGRATIONS, at=issuer.now())
    steps.migrate(ledger.AREA, ledger_steps.MIGRATIONS, at=issuer.now())
    with direct.transaction() as connection:
        ALL[0].metadata.create_all(connection)
        ledger.ALL[0].metadata.create_all(connection)
    with steps.read() as made, direct.read() as wanted:
        assert shape_of(made) == shape_of(wanted)
        assert set(shape_of(made)) >= {table.name for table in (*ALL, *ledger.ALL)}


@pytest.mark.parametrize("past", [None, *SHAPES], ids=str)
def test_a_later_column_comes_to_old_registers_and_to_new_ones(tmp_path: Path, past: Past | None) -> None:
    def later(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE issued ADD COLUMN seal TEXT")

    issuer = Folder(tmp_path / "badges").create()
    place = tmp_path / "register.db"
    if past is not None:
        fill(place, past, {})
    database = Database.open(place)
    steps = (*MIGRATIONS, later)
    assert database.migrate(AREA, steps, at=issuer.now()) == len(steps) - (0 if past is None else past.version)
    with database.read() as connection:
        assert "seal" in str(shape_of(connection)["issued"])
