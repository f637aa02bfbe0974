"""The columns of a delegation, in the order of precedence."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject

from planner.domain.searching import ask, entry_text
from planner.domain.visit_lines import DelegateLine
from planner.i18n import N_, clock, day_in_words
from planner.ui.models.table_model import Column, ListTable


def moment(at: dt.datetime | None) -> str:
    return f"{day_in_words(at.date())} {clock(at)}" if at else ""


COLUMNS: list[Column[DelegateLine]] = [
    Column(
        N_("Name"),
        lambda line: line.name,
        210,
        icon=lambda line: "circle-help" if line.is_placeholder else "user",
        tone=lambda line: "warn" if line.is_placeholder else None,
    ),
    Column(
        N_("Rank"), lambda line: str(line.rank) if line.rank else "", 64, right=True, key="rank"
    ),
    Column(N_("Native name"), lambda line: line.native_name, 130, muted=True, key="native name"),
    Column(N_("Organisation"), lambda line: line.organisation, 190),
    Column(N_("Title"), lambda line: line.title, 150),
    Column(N_("Post today"), lambda line: line.post_now, 150, muted=True, key="post now"),
    Column(N_("Role"), lambda line: line.role, 110, key="role"),
    Column(N_("Category"), lambda line: line.category, 100, muted=True, key="category"),
    Column(N_("Groups"), lambda line: line.groups, 84, key="groups"),
    Column(
        N_("Arrives"), lambda line: moment(line.arrives), 116, muted=True, key="arrives", keeps=True
    ),
    Column(
        N_("Departs"), lambda line: moment(line.departs), 116, muted=True, key="departs", keeps=True
    ),
    Column(N_("Why this place"), lambda line: line.rank_reason, 150, muted=True, key="rank reason"),
    Column(N_("E-mail"), lambda line: line.email, 160, muted=True, key="e-mail"),
    Column(N_("Phone"), lambda line: line.phone, 110, muted=True, key="phone"),
]


class DelegationModel(ListTable[DelegateLine]):
    """Columns with a ``key`` are left out while nobody has anything in them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, key=lambda line: line.id, parent=parent)

    def set_columns(self, columns: list[Column[DelegateLine]]) -> bool:
        """Show these columns; whether they are others than before."""
        if tuple(columns) == self.columns:
            return False
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()
        return True


def narrowed(lines: list[DelegateLine], text: str) -> list[DelegateLine]:
    """The lines in which every word of ``text`` stands, compared as the search of the library does."""
    asked = ask(text)
    if not asked:
        return lines
    return [line for line in lines if asked.nearness(_whole(line)) is not None]


def _whole(line: DelegateLine) -> str:
    names = (line.name, line.native_name, line.reading, *line.native_name.split())
    others = (
        line.organisation,
        line.title,
        line.role,
        line.category,
        line.groups,
        line.email,
    )
    return entry_text((*names, line.native_name.replace(" ", "")), others)
