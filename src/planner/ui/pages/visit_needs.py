"""Needs passed on: which needs of whom concern a meal or a site, and who told them there, when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import ItemId, RecordId, VisitId
from planner.domain.needs_passed import NeedLine, NeedsAt
from planner.domain.visits import NEED_KINDS
from planner.i18n import N_, _, day_in_words
from planner.ui import theme
from planner.ui.board.words import times_text
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.delegates.row import RowDelegate
from planner.ui.dialogs.ask_purpose import ask_purpose
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.visit_releases import here
from planner.ui.pages.visit_verbs import attempt
from planner.ui.plain import escaped
from planner.ui.undoing import undo_action
from planner.ui.widgets.hidden_lines import DOTS, SHOWN_FOR
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

BEFORE: Final = (
    Column[NeedLine](N_("Person"), lambda line: line.name, 150),
    Column[NeedLine](N_("Kind"), lambda line: _(NEED_KINDS[line.need.kind]), 70, muted=True),
)
AFTER: Final = (
    Column[NeedLine](
        N_("Passed on"),
        lambda line: here(line.passed.at) if line.passed and line.passed.at else _("Not yet"),
        185,
        icon=lambda line: "check" if line.passed else "circle-alert",
        tone=lambda line: "ok" if line.passed else "warn",
    ),
    Column[NeedLine](
        N_("By"), lambda line: line.passed.author if line.passed else "", 90, muted=True
    ),
)
_ITEM: Final = Qt.ItemDataRole.UserRole


class NeedsDialog(QDialog):
    """Opened on purpose: nowhere else on a list does it say what somebody needs."""

    def __init__(
        self,
        context: Context,
        visit: VisitId,
        item: ItemId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``item`` is the entry in front at first; else the first one that was not told all."""
        super().__init__(parent)
        self._context, self._visit = context, visit
        self.entries: Sequence[NeedsAt] = ()
        self.setWindowTitle(_("Needs passed on"))
        self.items = QListWidget(self)
        self.every = QCheckBox(_("All kinds of need, at every entry"), self)
        self.every.setMinimumHeight(24)
        needed = Column[NeedLine](N_("What they need"), self._said, 230)
        columns = (*BEFORE, needed, *AFTER)
        self.model = ListTable[NeedLine](columns, (), lambda line: line.need.id, self)
        self._shown: dict[str, str] = {}
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.setInterval(SHOWN_FOR)
        self._until.timeout.connect(self.hide_texts)
        self.table = Table(_("Needs"), self)
        self.shows = self._button("eye", _("Show…"), self.ask)
        self.told = self._button("check", _("Passed on"), self.pass_on)
        self.untold = self._button("undo-2", _("Not passed on"), self.take_back)
        self.person = self._button("user", _("Show in the delegation"), self.open_delegate)
        self._arrange()
        self._connect()
        self._read()
        self._start_at(item)

    def _button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(name, "text"), text, self)
        button.setMinimumHeight(30)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button

    def _arrange(self) -> None:
        self.items.setAccessibleName(_("Entries with needs"))
        self.items.setItemDelegate(RowDelegate(self.items))
        self.items.setIconSize(QSize(16, 16))
        self.items.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._row = self.items.fontMetrics().height() + 10
        self.items.setFixedHeight(self._row * 4 + 4)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for button in (self.shows, self.told, self.untold, self.person):
            bar.addWidget(button)
        bar.addStretch(1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setMinimumHeight(30)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        about = _(
            "What somebody needs stands in no list and on no paper."
            " Tell the kitchen or the site, then note it here."
        )
        rows.addWidget(Label(about, "text2", wrap=True, parent=self))
        rows.addWidget(self.items)
        rows.addWidget(self.every)
        rows.addLayout(bar)
        rows.addWidget(self.table, 1)
        rows.addWidget(close)
        self.resize(780, 500)

    def _connect(self) -> None:
        self.table.show_model(self.model)
        self.table.set_empty(
            "utensils",
            _(
                "No need is noted that a kitchen or a site has to know. Needs are noted on a delegate."
            ),
        )
        self.items.currentRowChanged.connect(lambda _row: self._show())
        self.every.toggled.connect(lambda _on: self._read())
        self.table.selectionModel().selectionChanged.connect(lambda *_rows: self._enable())
        self.table.opened.connect(lambda _key: self.open_delegate())
        self._context.bridge.changed.connect(self._read)
        theme.current().changed.connect(self._read)
        undo_action(self._context, self)

    # showing

    def _read(self, _changed: object = None) -> None:
        planner, now = self._context.planner, self.entry
        key = now.item.id if now else None
        every = self.every.isChecked()
        found = attempt(
            self._context,
            lambda: planner.needs.entries(planner.visits.plan(self._visit), every_kind=every),
        )
        self.entries = found or ()
        self.items.blockSignals(True)
        self.items.clear()
        for entry in self.entries:
            done = entry.told == len(entry.lines)
            drawing = icon("check", "ok") if done else icon("circle-alert", "warn")
            row = QListWidgetItem(drawing, entry_text(entry))
            row.setToolTip(escaped(entry_text(entry)))
            row.setData(_ITEM, entry.item.id)
            row.setSizeHint(QSize(0, self._row))
            self.items.addItem(row)
        self.items.blockSignals(False)
        keys = [entry.item.id for entry in self.entries]
        self.items.setCurrentRow(keys.index(key) if key in keys else min(0, len(keys) - 1))
        self._show()

    def _start_at(self, item: ItemId | None) -> None:
        for row, entry in enumerate(self.entries):
            if entry.item.id == item or (item is None and entry.told < len(entry.lines)):
                self.items.setCurrentRow(row)
                break
        self.table.selectAll()
        self.table.setFocus()

    def _show(self) -> None:
        entry = self.entry
        keys = [line.need.id for line in entry.lines] if entry else []
        same = keys == [self.model.key_at(row) for row in range(self.model.rowCount())]
        self.model.set_lines(entry.lines if entry else ())
        if not same:
            self.table.choose(0)
            self.table.selectAll()
        self._enable()

    def _enable(self) -> None:
        can = not self._context.planner.is_read_only
        lines = self.lines
        self.told.setEnabled(can and any(line.passed is None for line in lines))
        self.untold.setEnabled(can and any(line.passed is not None for line in lines))
        self.person.setEnabled(bool(lines))

    @property
    def entry(self) -> NeedsAt | None:
        row = self.items.currentItem()
        key = row.data(_ITEM) if row is not None else None
        return next((entry for entry in self.entries if entry.item.id == key), None)

    @property
    def lines(self) -> list[NeedLine]:
        """What is selected, from the top."""
        chosen, entry = set(self.table.selected_keys()), self.entry
        return [line for line in entry.lines if line.need.id in chosen] if entry else []

    # what they need, on purpose

    def _said(self, line: NeedLine) -> str:
        return self._shown.get(line.need.id, DOTS) or "–"

    def ask(self) -> None:
        """Ask what it is needed for, then show what stands at all entries; or hide it again."""
        if self._shown:
            self.hide_texts()
            return
        about = _("What the people on the entries of this visit need")
        ask_purpose(self, self._context.planner.look_ups.purposes, about, self.show_texts)

    def show_texts(self, purpose: str) -> None:
        """Show them for a minute; that somebody looked is on record for each person."""
        needs = {line.need.id: line.need for entry in self.entries for line in entry.lines}
        heads = [need.delegate_id for need in needs.values()]
        looked = self._context.planner.look_ups
        found = attempt(self._context, lambda: looked.needs(heads, purpose, set(needs)))
        if found is not None:
            self._shown = {one.id: one.text for one in found}
            self.shows.setText(_("Hide"))
            self._until.start()
            self._show()

    def hide_texts(self) -> None:
        self._until.stop()
        self._shown = {}
        self.shows.setText(_("Show…"))
        self._show()

    # verbs

    def pass_on(self) -> None:
        """Whoever runs the entry in front was told what is selected."""
        entry, needs = self.entry, self._chosen
        if entry is not None:
            planner = self._context.planner
            attempt(self._context, lambda: planner.needs.pass_on(entry.item.id, needs))

    def take_back(self) -> None:
        entry, needs = self.entry, self._chosen
        if entry is not None:
            planner = self._context.planner
            attempt(self._context, lambda: planner.needs.take_back(entry.item.id, needs))

    def open_delegate(self) -> None:
        """Close, and show whose need is in front."""
        if self.lines:
            key = self.lines[0].need.delegate_id
            self.accept()
            page = self.parent()
            shows = getattr(page, "show_record", None)
            if shows is not None:
                shows("delegate", key)

    @property
    def _chosen(self) -> list[RecordId]:
        return [line.need.id for line in self.lines]


def entry_text(entry: NeedsAt) -> str:
    """ "Mon 10 May 12:00–13:00 · Lunch · 2 of 3 passed on"."""
    start = entry.item.start_local
    when = f"{day_in_words(start.date())} {times_text(entry.item)}" if start else ""
    count = _("{told} of {all} passed on").format(told=entry.told, all=len(entry.lines))
    return " · ".join(part for part in (when, entry.item.title, count) if part)


def needs_command(
    context: Context,
    visit: VisitId,
    item: Callable[[], ItemId | None],
    window: QWidget,
) -> Command:
    """For the menu of tools; ``item`` gives the entry in front."""

    def show() -> None:
        dialog = NeedsDialog(context, visit, item(), window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    return Command(
        id="visit.needs",
        text=_("Needs passed on…"),
        run=show,
        icon="utensils",
        shortcuts=("Ctrl+Shift+D",),
        menu="tools",
        scope="page",
        separator=True,
    )
