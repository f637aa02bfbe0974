"""What all tables share: names of constraints, column kinds, links that say what removal does."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Final

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    Time,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING: Final = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BOOKS: Final = frozenset({"revision", "digest"})
"""Columns that the storage keeps for itself: in no record, no journal and no digest."""

UNSEALED: Final = frozenset(
    {"step", "change", "search_entry", "stored_file", "person_key", "kept_text", "draft"}
)
"""Tables without digests: the journal has its chain, contents their hash, and what is derived is made anew."""

Key = Annotated[str, mapped_column(String(32))]
Short = Annotated[str, mapped_column(Text, default="", server_default="")]
Whole = Annotated[int, mapped_column(Integer, default=0, server_default="0")]
MaybeWhole = Annotated[int | None, mapped_column(Integer)]
Money = Annotated[int | None, mapped_column(BigInteger)]
"""Smallest units of a currency: more than 32 bits hold."""
Day = Annotated[dt.date | None, mapped_column(Date)]
Moment = Annotated[dt.datetime | None, mapped_column(DateTime)]
Clock = Annotated[dt.time, mapped_column(Time)]
MaybeClock = Annotated[dt.time | None, mapped_column(Time)]
Listed = Annotated[str, mapped_column(Text, default="[]", server_default="[]")]
"""A tuple of texts, as a JSON array."""


class Row(DeclarativeBase):
    """A mapped class. Rows never leave their unit of work.

    ``revision`` counts the writes of a row: SQLAlchemy refuses to write over a newer one.
    ``digest`` is taken over all other columns when the row is written; see :mod:`planner.storage.digests`.
    """

    metadata = MetaData(naming_convention=NAMING)
    __abstract__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True, sort_order=-1)
    revision: Mapped[int] = mapped_column(Integer, nullable=False, sort_order=100)
    if TYPE_CHECKING:
        digest: Mapped[bytes | None]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.__mapper_args__ = {"version_id_col": cls.revision}
        if cls.__tablename__ not in UNSEALED:
            cls.digest = mapped_column(LargeBinary(16), nullable=True, sort_order=101)
        super().__init_subclass__(**kwargs)


def owned_by(table: str) -> Any:
    """A link to the record that this one is part of: it goes when that one goes."""
    return mapped_column(
        String(32),
        ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
        info={"on_remove": "follow"},
    )


def part_of(table: str) -> Any:
    """Like :func:`owned_by`, where one of several owners is filled in."""
    return mapped_column(
        String(32),
        ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"),
        index=True,
        info={"on_remove": "follow"},
    )


def points_to(table: str) -> Any:
    """A link that is emptied when the other record goes."""
    return mapped_column(
        String(32),
        ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"),
        index=True,
        info={"on_remove": "forget"},
    )


def leans_on(table: str, *, needed: bool = False) -> Any:
    """A link that keeps the other record from being removed."""
    return mapped_column(
        String(32),
        ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"),
        nullable=not needed,
        index=True,
        info={"on_remove": "refuse"},
    )


def derived(kind: Any, **options: Any) -> Any:
    """A column computed from others when the row is written; neither journalled nor in the value."""
    return mapped_column(kind, info={"derived": True}, **options)
