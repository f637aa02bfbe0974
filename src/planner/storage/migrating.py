"""Bringing a library to the newest schema with Alembic; imported only when the version differs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import event

from planner.storage import resealing, search
from planner.storage.connecting import APPLICATION_ID, SCHEMA_VERSION
from planner.storage.writing import make_engine

if TYPE_CHECKING:
    from sqlalchemy import Connection


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(address: str, revision: str = "head") -> None:
    """One transaction, foreign keys off around it and checked after: batch changes keep the children."""
    engine = make_engine(address)
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:

        @event.listens_for(engine, "connect")
        def _off(connection: object, _record: object) -> None:
            connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[attr-defined]

    try:
        with engine.begin() as connection:
            command.upgrade(configuration(connection), revision)
            if revision == "head":
                search.rebuild(connection)
                resealing.reseal(connection)
            if is_sqlite:
                orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if orphans:
                    raise AssertionError(f"migration left orphans: {orphans[:3]}")
                if revision == "head":
                    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        engine.dispose()
