"""Why a PostgreSQL database cannot be reached: no server, no such database, or a login that is refused.

The driver gives one and the same failure for the three, with words that depend on the language of the server. So the
server is asked whether it is there (which needs no login), and whether it lets the same user into its own database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from mexbadge.errors import RegisterError

__all__ = ["reasons"]

_OWN: Final = "postgres"
"""The database that every server has (PostgreSQL, "Creating a Database")."""
_SECONDS: Final = 10


@contextmanager
def reasons(url: URL, name: str) -> Iterator[None]:
    """Say why the database at ``url`` cannot be opened, where it cannot.

    Turns ``register_unreachable`` into ``register_no_server``, ``register_no_database`` or ``register_denied``.
    """
    try:
        yield
    except RegisterError as error:
        if error.code != "register_unreachable":
            raise
        raise RegisterError(_reason(url), register=name, database=url.database or "") from None


def _reason(url: URL) -> str:
    if not _answers(url):
        return "register_no_server"
    return "register_no_database" if _admits(url.set(database=_OWN)) else "register_denied"


def _answers(url: URL) -> bool:
    """Return whether a server is there; it is asked for nothing (libpq, PQping)."""
    from psycopg import conninfo, pq  # noqa: PLC0415 - an extra, which is there when a database was to be opened

    given = {"host": url.host, "port": url.port, "user": url.username, "dbname": _OWN, "connect_timeout": _SECONDS}
    asked = conninfo.make_conninfo("", **{key: value for key, value in given.items() if value is not None})
    return pq.PGconn.ping(asked.encode()) in {pq.Ping.OK, pq.Ping.REJECT}


def _admits(url: URL) -> bool:
    engine = create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": _SECONDS})
    try:
        with engine.connect():
            return True
    except SQLAlchemyError:
        return False
