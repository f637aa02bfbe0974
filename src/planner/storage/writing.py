"""The SQLAlchemy engine of the writing side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

if TYPE_CHECKING:
    from planner.storage.engine import Library


def make_engine(library: Library) -> Engine:
    """An engine whose every transaction is ``BEGIN IMMEDIATE``: a reader never has to become a writer."""
    path = library.path
    if path is None:
        return create_engine(library.address, hide_parameters=True)
    import sqlcipher3.dbapi2

    from planner.storage.engine import connect_sqlite

    engine = create_engine(
        "sqlite://",
        creator=lambda: connect_sqlite(path, read_only=library.read_only),
        module=sqlcipher3.dbapi2,
        hide_parameters=True,  # a logged error names no people
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=2,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
