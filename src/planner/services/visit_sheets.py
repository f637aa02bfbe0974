"""The sheets of a visit as papers: participants, programme, access lists, rooming, transport."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.domain.told import Told, told_of_plan
from planner.services.access_sheet import ACCESS
from planner.services.participants_sheet import PARTICIPANTS
from planner.services.programme_sheet import PROGRAMME
from planner.services.rooming_sheet import ROOMING
from planner.services.sheet_columns import AnySheet, Page, View, granted, sheet_of
from planner.services.transport_sheet import TRANSPORT

# To add a sheet: its module, and one entry here.
SHEETS: Final[dict[str, AnySheet]] = {
    one.name: one for one in (PARTICIPANTS, PROGRAMME, ACCESS, ROOMING, TRANSPORT)
}
"""By the name of the paper."""


@dataclass(frozen=True, kw_only=True)
class MadeSheet:
    """A workbook before it is written: what it holds, for the register, and what Excel could not hold."""

    content: bytes
    columns: tuple[str, ...]
    subjects: tuple[Told, ...]
    entries: int
    remarks: tuple[str, ...]


def make_sheet(name: str, view: View, created: dt.datetime) -> MadeSheet | None:
    """The workbook; None where the profile gets none or there is nothing to list."""
    from planner.interchange.excel_writer import Remark, write_workbook

    kind = SHEETS[name]
    pages = pages_of(kind, view)
    if not pages:
        return None
    remarks: list[Remark] = []
    content = write_workbook(
        [sheet_of(kind, page, view) for page in pages],
        title=view.plan.visit.title,
        created=created,
        language=view.speak,
        remarks=remarks,
    )
    columns = columns_of(kind, pages, view)
    return MadeSheet(
        content=content,
        columns=columns,
        subjects=_subjects(kind, pages, view, columns),
        entries=sum(len(page.rows) for page in pages),
        remarks=tuple(in_words(remark) for remark in remarks),
    )


def pages_of(kind: AnySheet, view: View) -> Sequence[Page[Any]]:
    """The pages that have columns left to show."""
    if view.profile not in kind.profiles:
        return []
    return [
        page
        for page in kind.pages(view)
        if granted(page.columns or kind.columns, view.profile, view.chosen)
    ]


def columns_of(kind: AnySheet, pages: Sequence[Page[Any]], view: View) -> tuple[str, ...]:
    """The names of all columns that go out, and the key: what the register keeps."""
    named = [
        column.name
        for page in pages
        for column in granted(page.columns or kind.columns, view.profile, view.chosen)
    ]
    return (*dict.fromkeys(named), "key")


def in_words(remark: tuple[str, str, str]) -> str:
    """ "Participants, C4: This text is longer …"."""
    sheet, cell, words = remark
    return f"{', '.join(part for part in (sheet, cell) if part)}: {words}"


def _subjects(
    kind: AnySheet, pages: Sequence[Page[Any]], view: View, columns: Sequence[str]
) -> tuple[Told, ...]:
    """Of whom the sheet says what; people without a record come by name."""
    named = [each for page in pages for row in page.rows for each in kind.names(row)]
    people = dict.fromkeys(key for key, _name in named if key is not None)
    fields = kind.told(columns)
    found = told_of_plan(view.plan, fields, people, first_way=True) if fields else ()
    nameless = {name for key, name in named if key is None and name}
    return (*found, *(Told(name=name) for name in sorted(nameless)))
