"""Ids of records that are gone for good: what comes out of a backup comes without them.

They say nothing of anybody. Each portion is a fact of the library of its own, which is only added.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from planner.storage.reading import Reader

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work

_NAME: Final = "settled "


def settled(reader: Reader) -> frozenset[str]:
    """The ids of all records whose values were destroyed."""
    rows = reader.rows("SELECT value FROM library_fact WHERE id LIKE :name", {"name": f"{_NAME}%"})
    return frozenset(key for (value,) in rows for key in str(value).split(",") if key)


def note(work: Work, keys: Collection[str]) -> None:
    """These are gone for good, too."""
    new = sorted(set(keys) - settled(work))
    if new:
        like = {"name": f"{_NAME}%"}
        rows = work.rows("SELECT count(*) FROM library_fact WHERE id LIKE :name", like)
        work.set_fact(f"{_NAME}{int(rows[0][0]) + 1:06d}", ",".join(new))
