"""Which steps of the journal are asked for: by person, visit, record, day, author and name."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from planner.domain.history import Asked
from planner.storage.queries.held import beginning_of

_OWNED: Final = {"person": "person_id", "visit": "visit_id"}


def steps_asked(asked: Asked) -> tuple[str, dict[str, Any]]:
    """A condition on ``step`` with its parameters; always true where nothing is asked for."""
    parts: list[str] = []
    values: dict[str, Any] = {}
    if asked.key:
        parts.append(_touching(asked.word))
        values |= {"word": asked.word, "key": asked.key}
    if asked.first_day is not None:
        parts.append('"at" >= :since')
        values["since"] = beginning_of(asked.first_day)
    if asked.last_day is not None:
        parts.append('"at" < :until')
        values["until"] = beginning_of(asked.last_day + dt.timedelta(days=1))
    if asked.author:
        parts.append("author = :author")
        values["author"] = asked.author
    for place, part in enumerate(asked.text.split()):
        parts.append(f"lower(facts) LIKE :text{place} ESCAPE '!'")
        values[f"text{place}"] = f"%{_escaped(part.lower())}%"
    return " AND ".join(parts) or "1 = 1", values


def _touching(word: str) -> str:
    """Steps that changed the record or, of a person or a visit, anything that belongs to it."""
    same = "SELECT step_number FROM change WHERE row_word = :word AND row_id = :key"
    if owner := _OWNED.get(word):
        same += f" UNION SELECT step_number FROM change WHERE {owner} = :key"
    return f"number IN ({same})"


def record_changes() -> str:
    """Step, person, before and after of every change of one record, the first step first."""
    return (
        'SELECT step_number, person_id, "before", "after" FROM change'
        " WHERE row_word = :word AND row_id = :key ORDER BY step_number, place"
    )


def _escaped(text: str) -> str:
    for sign in "!%_":
        text = text.replace(sign, f"!{sign}")
    return text
