"""Details in frozen plans and copies of visits whose time may be over: booking references, seats,
follow-ups; which visits are over, and what is left of a content. Reads only."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator
from typing import Any, Final

from planner.domain.retention import EMPTIED, TRAVEL_LISTS
from planner.storage import kept_texts
from planner.storage.reading import Reader, any_of, day_of

_REFERENCES: Final = "references"
_FOLLOW_UPS: Final = "follow_ups"


def without(content: str, *, travel: bool, gone: Collection[str]) -> str:
    """A content without details of travel, if their time is over, and without those and follow-ups of
    these ids; the same text where none was in."""
    if not content:
        return content
    data = json.loads(content)
    cleaned = _walked(data, travel, gone)
    if cleaned == data:
        return content
    return json.dumps(cleaned, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _walked(data: Any, travel: bool, gone: Collection[str]) -> Any:
    if not isinstance(data, dict):
        return data
    found = {}
    for name, part in data.items():
        if isinstance(part, list) and name in TRAVEL_LISTS:
            column = TRAVEL_LISTS[name]
            part = [
                {**row, column: ""}
                if row.get(column) and (travel or row.get("id") in gone)
                else row
                for row in part
            ]
        elif isinstance(part, list) and name == _REFERENCES and travel:
            part = []
        elif isinstance(part, list) and name in (_REFERENCES, _FOLLOW_UPS):
            part = [row for row in part if row.get("id") not in gone]
        elif isinstance(part, dict):
            part = _walked(part, travel, gone)
        found[name] = part
    return found


def visits_over(reader: Reader, before: dt.date, removed: dt.datetime) -> frozenset[str]:
    """Visits with frozen contents whose details of travel are to be in none of them.

    They ended before that day and have no such detail any more that is not yet to be destroyed; or
    were removed by then, in UTC.
    """
    rows = reader.rows(
        "SELECT v.id, v.last_day FROM visit v WHERE v.status <> 'template' AND NOT EXISTS (SELECT 1 FROM leg_reference r JOIN delegate d ON d.id = r.delegate_id"
        " WHERE d.visit_id = v.id)"
        + "".join(
            f' AND NOT EXISTS (SELECT 1 FROM "{word}" r JOIN item i ON i.id = r.item_id'
            f" WHERE i.visit_id = v.id AND r.\"{column}\" <> '')"
            for word, column in EMPTIED.items()
        )
    )
    over = {str(key) for key, last in rows if (day := day_of(last)) is not None and day < before}
    words, values = any_of("c.row_word", sorted(kept_texts.REFERRED), "word")
    for visit, at in reader.rows(
        'SELECT c.visit_id, max(s."at") FROM change c JOIN step s ON s.number = c.step_number'
        f" WHERE {words} AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.id = c.visit_id)"
        " GROUP BY c.visit_id",
        values,
    ):
        moment = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
        if visit and moment <= removed:
            over.add(str(visit))
    return frozenset(over)


def holding(reader: Reader, over: Collection[str], gone: Collection[str]) -> bool:
    """Whether any content still has what :func:`take_out` would take."""
    if not over and not gone:
        return False
    if any(
        without(content, travel=visit in over, gone=gone) != content
        for _word, _key, visit, content in contents(reader, over, gone)
    ):
        return True
    texts = texts_of(reader, over)
    return any(
        without(content, travel=name in texts, gone=gone) != content
        for name, content in _texts(reader, texts, gone)
    )


def contents(
    reader: Reader, over: Collection[str], gone: Collection[str]
) -> Iterator[tuple[str, str, str, str]]:
    for word, column in kept_texts.REFERRED.items():
        for key, visit in reader.rows(f'SELECT id, visit_id FROM "{word}" ORDER BY id'):
            if visit in over or gone:
                rows = reader.rows(f'SELECT "{column}" FROM "{word}" WHERE id = :id', {"id": key})
                yield word, str(key), str(visit), str(rows[0][0])


def _texts(
    reader: Reader, names: Collection[str], gone: Collection[str]
) -> Iterator[tuple[str, str]]:
    for (name,) in reader.rows("SELECT id FROM kept_text"):
        if name in names or gone:
            rows = reader.rows("SELECT content FROM kept_text WHERE id = :id", {"id": name})
            yield str(name), str(rows[0][0])


def texts_of(reader: Reader, visits: Collection[str]) -> frozenset[str]:
    """The texts that entries about these visits refer to."""
    words, values = any_of("row_word", sorted(kept_texts.REFERRED))
    rows = reader.rows(
        f'SELECT row_word, visit_id, "before", "after" FROM change WHERE {words}', values
    )
    names = {
        kept_texts.named(word, state)
        for word, visit, *states in rows
        if visit in visits
        for state in states
        if state.startswith("{")
    }
    return frozenset(names - {""})
