"""The order of a list of the library: all at once as ids, or a page of them along the names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from planner.storage.queries.narrowing import Narrowing
from planner.storage.reading import Reader, any_of

EVERYTHING: Final = Narrowing()

NOTES: Final = 300
"""Characters of the notes that a list shows."""


@dataclass(frozen=True)
class ListOrder:
    """The records ``x`` of the table ``word``, which has a ``sort_key`` and an index on it.

    ``texts`` and ``others`` are what a column is sorted by, in SQL; those without a value come
    last, either way. A column that is in neither is the name.
    """

    word: str
    texts: Mapping[str, str]
    others: Mapping[str, str]

    def ids(
        self, reader: Reader, narrowing: Narrowing, sort: str, descending: bool, today: dt.date
    ) -> list[str]:
        """The ids of all of a narrowed list in its order; equals stand by name."""
        way = " DESC" if descending else ""
        expression = self.texts.get(sort) or self.others.get(sort)
        if expression is None:
            sql = f"SELECT x.id FROM {self.word} x WHERE {narrowing.sql} ORDER BY x.sort_key{way}, x.id"
            return [row[0] for row in reader.rows(sql, narrowing.values)]
        empty = "k IS NULL OR k = ''" if sort in self.texts else "k IS NULL"
        sql = (
            f"SELECT id FROM (SELECT x.id AS id, x.sort_key AS s, {expression} AS k"
            f" FROM {self.word} x WHERE {narrowing.sql}) AS sorted"
            f" ORDER BY CASE WHEN {empty} THEN 1 ELSE 0 END, k{way}, s, id"
        )
        values = dict(narrowing.values)
        if ":today" in expression:
            values["today"] = today.isoformat()
        return [row[0] for row in reader.rows(sql, values)]

    def page(
        self, reader: Reader, offset: int, limit: int, narrowing: Narrowing = EVERYTHING
    ) -> list[str]:
        """The ids by name, from ``offset``: of all from the index, without reading the rest."""
        rows = reader.rows(
            f"SELECT x.id FROM {self.word} x WHERE {narrowing.sql}"
            " ORDER BY x.sort_key, x.id LIMIT :limit OFFSET :offset",
            {**narrowing.values, "limit": limit, "offset": offset},
        )
        return [row[0] for row in rows]

    def page_by_name(
        self,
        reader: Reader,
        narrowing: Narrowing,
        offset: int,
        limit: int,
        total: int,
        *,
        descending: bool,
    ) -> list[str]:
        """The ids from ``offset`` on of very many that are narrowed by text, walked along their names.

        Walked from whichever end is nearer, so that both ends of ``total`` cost the same.
        """
        from_end = offset > total // 2
        limit = max(0, min(limit, total - offset))
        if from_end:
            offset = total - offset - limit
        way = " DESC" if descending != from_end else ""
        turned = " DESC" if from_end else ""
        rows = reader.rows(
            f"SELECT x.id FROM {self.word} x WHERE {narrowing.sql}"
            f" ORDER BY x.sort_key{way}, x.id{turned} LIMIT :limit OFFSET :offset",
            {**narrowing.values, "limit": limit, "offset": offset},
        )
        return [row[0] for row in (reversed(rows) if from_end else rows)]

    def row_by_name(self, reader: Reader, key: str) -> int | None:
        """Which row this record has among all by name; None when none has this id."""
        rows = reader.rows(
            f"SELECT (SELECT count(*) FROM {self.word} x WHERE (x.sort_key, x.id) < (p.sort_key, p.id))"
            f" FROM {self.word} p WHERE p.id = :id",
            {"id": key},
        )
        return int(rows[0][0]) if rows else None


def last_change(word: str) -> str:
    """The number of the step that wrote the record ``x`` last, in SQL: its order is that of time."""
    return (
        f"(SELECT max(c.step_number) FROM change c WHERE c.row_word = '{word}' AND c.row_id = x.id)"
    )


def changed_at(reader: Reader, word: str, ids: Collection[str]) -> dict[str, dt.datetime]:
    """When each of these records was written last, UTC without offset; none for what never was."""
    clause, values = any_of("c.row_id", list(ids))
    rows = reader.rows(
        'SELECT c.row_id, max(s."at") FROM change c JOIN step s ON s.number = c.step_number'
        f" WHERE c.row_word = '{word}' AND {clause} GROUP BY c.row_id",
        values,
    )
    return {key: dt.datetime.fromisoformat(at) if isinstance(at, str) else at for key, at in rows}
