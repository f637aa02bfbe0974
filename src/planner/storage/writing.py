"""The SQLAlchemy engine of the writing side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from planner.storage.connecting import connect_sqlite, is_url, sqlite_driver


def make_engine(
    address: str, *, read_only: bool = False, look: Callable[[], None] = lambda: None
) -> Engine:
    """An engine whose every transaction is ``BEGIN IMMEDIATE``: a reader never has to become a writer.

    ``look`` is asked before each connection: opening a file that was deleted would make an empty one.
    """
    if is_url(address):
        return create_engine(address, hide_parameters=True)

    def connect() -> Any:
        look()
        return connect_sqlite(Path(address), read_only=read_only)

    engine = create_engine(
        "sqlite://",
        creator=connect,
        module=sqlite_driver(),
        hide_parameters=True,  # a logged error names no people
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=2,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
