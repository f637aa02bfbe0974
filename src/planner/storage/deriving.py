"""Derived columns: computed from the others whenever a row is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from planner.domain.names import sort_key
from planner.domain.times import planned_instant
from planner.text import fold

_NAMES: Final = ("family_name", "given_name", "native_name", "reading")
_TIMES: Final = (
    "start_local",
    "start_zone",
    "start_fold",
    "end_local",
    "end_zone",
    "end_fold",
    "all_day",
)
_FROM: Final[dict[str, tuple[str, ...]]] = {
    "person": _NAMES,
    "organisation": ("name", "native_name"),
    "site": ("name", "native_name"),
    "item": _TIMES,
}
"""The columns from which others are derived, by table."""


def before_flush(session: Session, *_: Any) -> None:
    """Fill the derived columns of what is about to be written."""
    for row in [*session.new, *session.dirty]:
        word = getattr(row, "__tablename__", "")
        if word == "item" and not _times_changed(session, row):
            continue
        for name, value in _derived(word, vars(row)).items():
            setattr(row, name, value)


def derived_columns(
    word: str, columns: Mapping[str, Sequence[Any]], count: int
) -> dict[str, list[Any]]:
    """The derived columns of ``count`` new rows, given column by column."""
    names = [name for name in _FROM.get(word, ()) if name in columns]
    if not names or not count:
        return {}
    rows = zip(*(columns[name] for name in names), strict=True)
    found = [_derived(word, dict(zip(names, row, strict=True))) for row in rows]
    return {name: [row[name] for row in found] for name in found[0]}


def derive_moments(row: Any) -> None:
    """The moments of an item anew, by the zone rules of today."""
    for name, value in _moments(vars(row)).items():
        setattr(row, name, value)


def _derived(word: str, row: Mapping[str, Any]) -> dict[str, Any]:
    get = row.get
    match word:
        case "person":
            return {"sort_key": sort_key(*(get(name) or "" for name in _NAMES))}
        case "organisation" | "site":
            return {"sort_key": fold(get("name") or get("native_name") or "")}
        case "item":
            return _moments(row)
    return {}


def _moments(row: Mapping[str, Any]) -> dict[str, Any]:
    get, all_day = row.get, bool(row.get("all_day"))
    zone = get("start_zone") or ""
    ends = (get("end_local"), get("end_fold") or 0, get("end_zone") or zone)
    return {
        "start_instant": planned_instant(
            get("start_local"), get("start_fold") or 0, zone, all_day=all_day
        ),
        "end_instant": planned_instant(*ends, all_day=all_day, is_end=True),
    }


def _times_changed(session: Session, row: Any) -> bool:
    """A moment stays as it was planned while nobody touches the times, whatever becomes of the rules."""
    if row in session.info.get("moments_kept", ()):
        return False
    if row in session.new:
        return True
    known = inspect(row).attrs
    return any(known[name].history.has_changes() for name in _TIMES)
