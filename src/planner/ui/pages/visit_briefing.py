"""The tab of briefs: the visit as a whole and each meeting, and what our side should know and say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from planner.domain.briefs import Brief
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.words import word_and_id
from planner.errors import OutOfDate, UserError
from planner.i18n import N_, _, clock, day_in_words
from planner.ui.board.words import times_text
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.visit_brief_form import BriefForm
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import undoable
from planner.ui.widgets.fields import short_day
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.services.briefs import Briefs

BRIEFED: Final = frozenset({"brief"})
"""Words whose change concerns this tab alone."""
TALKED_ON: Final = frozenset(
    {ItemKind.MEETING, ItemKind.TALK, ItemKind.TOUR, ItemKind.CEREMONY, ItemKind.MEAL}
)
"""Kinds of entries for which a brief may be written; others are listed once they have one."""


@dataclass(frozen=True)
class Line:
    """One brief, or a place for one. ``key`` stays when the place is filled."""

    key: str
    item: Item | None
    about: str
    brief: Brief | None = None

    @property
    def begins(self) -> str:
        """ "Mon 10 May 09:30", for the table."""
        start = self.item.start_local if self.item else None
        return f"{day_in_words(start.date())} {clock(start)}" if start else ""

    @property
    def when(self) -> str:
        """ "Mon 10 May 2027 09:30–10:00"."""
        if self.item is None or self.item.start_local is None:
            return ""
        day = day_in_words(self.item.start_local.date(), year=True)
        return f"{day} {times_text(self.item)}"


COLUMNS: Final = (
    Column[Line](
        N_("About"),
        lambda line: line.about,
        200,
        icon=lambda line: "file-text" if line.brief else "minus",
        tone=lambda line: None if line.brief else "text2",
        takes_rest=True,
    ),
    Column[Line](N_("When"), lambda line: line.begins, 132, muted=True),
    Column[Line](
        N_("Brief as of"),
        lambda line: (short_day(line.brief.dated) or _("No date")) if line.brief else _("None yet"),
        105,
        muted=True,
        keeps=True,
    ),
)


def lines_of(plan: Plan, briefs: Sequence[Brief]) -> list[Line]:
    """The visit first, then the entries as they follow each other, each with all its briefs."""
    by_item: dict[ItemId | None, list[Brief]] = {}
    for one in briefs:
        by_item.setdefault(one.item_id, []).append(one)
    lines = _of("visit", None, _("The visit as a whole"), by_item.get(None, []))
    for item in (*plan.scheduled, *plan.unscheduled):
        known = by_item.get(item.id, [])
        if known or (item in plan.active and item.kind in TALKED_ON):
            lines += _of(item.id, item, item.title, known)
    return lines


def _of(key: str, item: Item | None, about: str, briefs: Sequence[Brief]) -> list[Line]:
    if not briefs:
        return [Line(key, item, about)]
    return [
        Line(
            f"{key}/{number}" if number else key,
            item,
            f"{about}: {one.title}" if number and one.title else about,
            one,
        )
        for number, one in enumerate(briefs)
    ]


class BriefingTab(QWidget):
    """Each field is kept when it is left, as one step; an empty brief is made by its first word."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self._key = ""
        self._seen: Brief | None = None
        self._is_leaving = False
        self.model: ListTable[Line] = ListTable(COLUMNS, (), lambda line: line.key, self)
        self.table = Table(_("Briefs of the visit"), self)
        self.form = BriefForm(self)
        self.form.about = self._subject
        self.another = self._button("plus", _("Another brief"), self.add)
        self.remove_button = self._button("trash-2", _("Remove brief"), self.remove)
        self._arrange()
        self._connect()

    @property
    def _briefs(self) -> Briefs:
        return self._context.planner.briefs

    def _button(self, shape: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(shape, "text"), text, self)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: act())
        return button

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        bar.addWidget(self.another)
        bar.addWidget(self.remove_button)
        about = _("For our own side: hosts and guests never get a brief.")
        bar.addWidget(Label(about, "text2", wrap=True, parent=self), 1)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.form)
        both.setStretchFactor(0, 4)
        both.setStretchFactor(1, 5)
        self.table.setMinimumWidth(260)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(both, 1)

    def _connect(self) -> None:
        self.table.show_model(self.model)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _key: self.form.fields["objective"].setFocus())
        for name, field in self.form.fields.items():
            field.committed.connect(partial(self._write, name))
        if self._context.planner.is_read_only:
            for field in self.form.fields.values():
                field.set_read_only(True)

    # showing

    def show_state(self, state: VisitState) -> None:
        self._state = state
        self.read_again()

    def read_again(self) -> None:
        """Read the briefs again; the row in front stays, and what is being typed stays typed."""
        if self._state is None:
            return
        plan = self._state.plan
        key = self.table.current_key
        self.model.set_lines(lines_of(plan, self._briefs.briefs(plan.visit.id)))
        row = self.model.row_of(key)
        if self._is_leaving:
            return
        self.table.choose(row if row is not None else 0)
        self.table.tell_again()
        self._fill(keep_typed=True)

    def choose_item(self, item: ItemId) -> None:
        """Bring the first brief of an entry to the front, with the cursor in it."""
        row = self.model.row_of(item)
        if row is not None:
            self.table.choose(row)
            self.form.fields["objective"].setFocus()

    @property
    def line(self) -> Line | None:
        row = self.model.row_of(self.table.current_key)
        return self.model.line(row) if row is not None else None

    def has_place_for(self, item: ItemId) -> bool:
        return self.model.row_of(item) is not None

    def _choose(self, key: str) -> None:
        if key != self._key:
            self._is_leaving = True  # all that is typed goes into the brief that was in front
            try:
                self.commit()
            finally:
                self._is_leaving = False
            self._fill(keep_typed=False)

    def _fill(self, *, keep_typed: bool) -> None:
        line = self.line
        self._key = line.key if line else ""
        self._seen = line.brief if line else None
        self.form.setEnabled(line is not None)
        if line is not None:
            self.form.set_heading(line.about, line.when)
        self.form.show_brief(self._seen, keep_typed=keep_typed)
        free = not self._context.planner.is_read_only
        self.another.setEnabled(free and self._seen is not None)
        self.remove_button.setEnabled(free and self._seen is not None)

    def _subject(self) -> tuple[str, str] | None:
        """A brief that is not kept yet is known by where it belongs."""
        if self._seen is not None or self.line is None or self._state is None:
            return word_and_id(self._seen)
        item = self.line.item
        return Brief.WORD, f"{self._state.plan.visit.id}/{item.id if item else ''}"

    # verbs

    def commit(self) -> None:
        self.form.commit()

    def _write(self, name: str, value: Any) -> None:
        state, row = self._state, self.model.row_of(self._key)
        if state is None or row is None:
            return
        line = self.model.line(row)
        field = self.form.fields[name]
        kept = value if name == "dated" else value or ""
        try:
            if self._seen is not None:
                self._seen = self._briefs.edit(self._seen.id, seen=self._seen, **{name: kept})
            else:
                item = line.item.id if line.item else None
                self._seen = self._briefs.note(state.plan.visit.id, item, **{name: kept})
        except OutOfDate as error:
            self._fill(keep_typed=False)
            self._context.messages.error(error)
        except UserError as error:
            field.refuse(str(error))

    def add(self) -> None:
        """One more brief for what is in front."""
        self.commit()
        line, state = self.line, self._state
        if line is None or line.brief is None or state is None:
            return
        item = line.item.id if line.item else None
        made = self._briefs.note(state.plan.visit.id, item)
        for row in range(self.model.rowCount()):
            brief = self.model.line(row).brief
            if brief is not None and brief.id == made.id:
                self.table.choose(row)
        self.form.fields["title"].setFocus()

    def remove(self) -> None:
        line = self.line
        if line is None or line.brief is None:
            return
        key = line.brief.id
        undoable(self._context, lambda: self._briefs.remove(key), _("The brief was removed"))


def brief_command(
    tab: BriefingTab, item: Callable[[], ItemId | None], show: Callable[[ItemId], None]
) -> Command:
    """``item`` gives the entry in front; ``show`` brings the tab with it to the front."""

    def in_front() -> ItemId | None:
        key = item()
        return key if key is not None and tab.has_place_for(key) else None

    def run() -> None:
        if (key := in_front()) is not None:
            show(key)

    return Command(
        id="item.brief",
        text=_("Brief for the entry"),
        run=run,
        icon="file-text",
        scope="page",
        enabled=lambda: in_front() is not None,
        reason=_("Choose a meeting, a talk, a tour or a meal first."),
    )
