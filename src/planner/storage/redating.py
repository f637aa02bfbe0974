"""Due dates that hang on a visit or an entry: kept right at the end of every unit of work.

Whoever moves days – an edit, a drag, a proposal, a file taken in, an undo – does not have to know of
follow-ups: what moved is in the journal's recorder, and what is due moves in the same step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from planner.domain.due_dates import OPEN, anchor_day, due_from
from planner.domain.followups import Anchor
from planner.storage.journal import Recorder, RowChange
from planner.storage.schema import ROWS

_DAYS: Final = {
    "visit": ("first_day", "last_day"),
    "item": ("start_local",),
    "follow_up": ("anchor", "due_days", "due_on", "visit_id", "item_id", "status"),
}
_AT_ONCE: Final = 500


def redate(session: Session, recorder: Recorder) -> None:
    """Move the open follow-ups of what was moved. Those that are done stay as they were done."""
    moved = {
        word: [change.id for change in recorder.changes.values() if _is_moved(change, word)]
        for word in _DAYS
    }
    if not any(moved.values()):
        return
    for row in _hanging_on(session, moved):
        anchor = Anchor(row.anchor)
        visit = session.get(ROWS["visit"], row.visit_id) if row.visit_id else None
        item = session.get(ROWS["item"], row.item_id) if row.item_id else None
        if (item if anchor is Anchor.ITEM else visit) is None:
            continue  # what it hung on is gone: the date that was agreed stays
        due = due_from(_day(anchor, visit, item), row.due_days)
        if due != row.due_on:
            row.due_on = due
    session.flush()


def _day(anchor: Anchor, visit: Any, item: Any) -> dt.date | None:
    start = item.start_local if item is not None else None
    return anchor_day(
        anchor,
        visit.first_day if visit is not None else None,
        visit.last_day if visit is not None else None,
        start.date() if start is not None else None,
    )


def _is_moved(change: RowChange, word: str) -> bool:
    if change.word != word or change.after is None:
        return False
    if change.before is None:
        return word == "follow_up" and bool(change.after["anchor"])
    before = change.before
    return any(before.get(name) != change.after.get(name) for name in _DAYS[word])


def _hanging_on(session: Session, moved: dict[str, list[str]]) -> Iterator[Any]:
    row: Any = ROWS["follow_up"]
    columns = {"visit": row.visit_id, "item": row.item_id, "follow_up": row.id}
    for word, keys in moved.items():
        for some in _portions(keys):
            yield from session.scalars(
                select(row)
                .where(columns[word].in_(some), row.anchor != Anchor.NONE.value)
                .where(or_(*(row.status == status.value for status in OPEN)))
                .order_by(row.id)
            ).all()


def _portions(keys: list[str]) -> Iterable[list[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
