"""The end of a unit of work: search entries renewed, the step and its journal written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from planner.domain.history import Step
from planner.storage import search
from planner.storage.journal import Recorder
from planner.storage.many import insert_columns, table_of


@dataclass(frozen=True)
class Written:
    """What a unit of work left behind; ``step`` is None when nothing changed."""

    step: Step | None
    words: frozenset[str]
    ids: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told about a step. ``at`` is aware; ``facts`` fill in the label."""

    label: str
    facts: Mapping[str, str | int]
    at: dt.datetime
    author: str
    lasting: bool
    undoes: int | None


def finish(session: Session, recorder: Recorder, told: Told) -> Written:
    """All that a unit of work writes besides its own rows."""
    changes = recorder.real()
    words = {change.word for change in changes}
    ids = {change.id for change in changes}
    for added in recorder.many:
        words.add(added.word)
        ids.update(added.ids)
    search.refresh(session, changes, recorder.many)
    rows = recorder.journalled()
    step = _write_step(session, told) if rows else None
    if step:
        _write_changes(session, step.number, rows)
    return Written(step, frozenset(words), frozenset(ids))


def _write_step(session: Session, told: Told) -> Step:
    connection = session.connection()
    number = (connection.execute(text("SELECT max(number) FROM step")).scalar() or 0) + 1
    moment = told.at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    connection.execute(
        table_of("step").insert(),
        {
            "id": f"{number:032d}",
            "revision": 1,
            "number": number,
            "label": told.label,
            "facts": json.dumps(dict(told.facts), ensure_ascii=False),
            "at": moment,
            "author": told.author,
            "undoes": told.undoes,
            "undone_by": None,
            "lasting": int(told.lasting),
        },
    )
    return Step(
        number, told.label, told.facts, moment, told.author, told.undoes, None, told.lasting
    )


def _write_changes(session: Session, number: int, rows: list[tuple[str, str, str, str]]) -> None:
    words, ids, befores, afters = zip(*rows, strict=True)
    count = len(rows)
    insert_columns(
        session.connection(),
        table_of("change"),
        {
            "id": [f"{number:016d}{place:016d}" for place in range(count)],
            "revision": [1] * count,
            "step_number": [number] * count,
            "place": range(count),
            "row_word": words,
            "row_id": ids,
            "before": befores,
            "after": afters,
        },
    )
