"""Which columns point to a record: all foreign keys, and the registers that keep an id without one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from planner.storage.schema import ROWS

ANY_SUBJECT: Final = "*"
"""A column that may point to any word; a second column says which."""


@dataclass(frozen=True, slots=True)
class Link:
    """``table.column`` holds the id of a record of ``target``.

    ``rule`` is what removal of the target does ("follow", "forget", "refuse"); "" for a register
    without a foreign key, where nothing happens. ``kind_column`` names the word for ANY_SUBJECT.
    """

    table: str
    column: str
    target: str
    rule: str = ""
    needed: bool = False
    kind_column: str = ""


UNKEYED: Final = (
    Link("disclosure_subject", "person_id", "person"),
    Link("look_up", "person_id", "person", needed=True),
    Link("correction", "person_id", "person", needed=True),
    Link("citation", "subject_id", ANY_SUBJECT, needed=True, kind_column="subject_kind"),
    Link("attachment", "subject_id", ANY_SUBJECT, needed=True, kind_column="subject_kind"),
)
"""Registers that name a record without a foreign key, and yet follow it when it is merged."""

NAMED_BY_KEY: Final = (
    ("addressing", "of_key"),
    ("disclosure", "recipient_key"),
    ("publication", "recipients"),
)
"""Columns with keys of recipients ("delegate:ID"), one or a list of them; they follow, too."""

STANDING: Final = frozenset(
    {
        # The number of a calendar entry and the visit of a hand-over are never merged.
        ("calendar_mark", "item_id"),
        ("disclosure", "visit_id"),
        # Names the copy that was handed over, in whichever library it lies; no record of ours.
        ("visit_copy", "copy_id"),
        # The register of merges and the search index keep their own books.
        ("merge", "kept_id"),
        ("merge", "gone_id"),
        ("not_duplicate", "one_id"),
        ("not_duplicate", "other_id"),
        ("change", "row_id"),
        ("change", "person_id"),
        ("change", "visit_id"),
        ("search_entry", "visit_id"),
        ("erasure", "person_id"),
        ("correction", "disclosure_id"),
        ("draft", "subject_id"),
    }
)
"""Columns that hold an id without a foreign key and do not follow like a link."""


@cache
def all_links() -> tuple[Link, ...]:
    keyed = [
        Link(
            table, column.name, key.column.table.name, column.info["on_remove"], not column.nullable
        )
        for table, kind in sorted(ROWS.items())
        for column in kind.__table__.columns
        for key in column.foreign_keys
        if "on_remove" in column.info
    ]
    return (*keyed, *UNKEYED)


@cache
def links_to(word: str) -> tuple[Link, ...]:
    """The columns that may point to a record of this word."""
    return tuple(link for link in all_links() if link.target in (word, ANY_SUBJECT))


@cache
def links_of(table: str) -> tuple[Link, ...]:
    """The columns of this table that point to a record."""
    return tuple(link for link in all_links() if link.table == table)
