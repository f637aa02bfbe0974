"""Records that only tie two others: the themes, agreements and visits of a record, set as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planner.domain.ids import RecordId, ThemeId, new_id
from planner.domain.visits import Theme
from planner.storage import reading
from planner.text import clean_line, fold

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


def settle(
    work: Work, kind: Any, owner: tuple[str, str], field: str, wanted: Sequence[str]
) -> None:
    """Make these the only records of ``kind`` that tie ``owner`` (its field and id) to something.

    Ties that stay keep their record.
    """
    of, key = owner
    known = reading.where(work, kind, f"{of} = :id", {"id": key})
    for tie in known:
        if getattr(tie, field) not in wanted:
            work.remove(kind, tie.id)
    there = {getattr(tie, field) for tie in known}
    for one in dict.fromkeys(wanted):
        if one not in there:
            work.add(kind(id=RecordId(new_id()), **{of: key, field: one}))


def themes_called(work: Work, names: Sequence[str]) -> list[ThemeId]:
    """The themes of these names, whatever their case; one that is not known yet is added."""
    wanted = {fold(name): clean_line(name) for name in names if clean_line(name)}
    themes = {fold(theme.name): theme for theme in reading.where(work, Theme, "1 = 1")}
    for key, name in wanted.items():
        if key not in themes:
            themes[key] = Theme(id=ThemeId(new_id()), name=name)
            work.add(themes[key])
    return [themes[key].id for key in wanted]
