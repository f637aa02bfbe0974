"""Handing a post over: to whom, from which day, and what follows it, ticked one by one."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.handover import TARGET_KINDS, HandOver, Target
from planner.domain.ids import PersonId
from planner.domain.people import Position
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.ui.context import Context
from planner.ui.fitting import fit
from planner.ui.pages import visit_choices
from planner.ui.plain import escaped
from planner.ui.widgets.fields import DateField, SearchField, short_day
from planner.ui.widgets.label import Label

_KEY: Final = Qt.ItemDataRole.UserRole
ROW: Final = 26


class HandOverDialog(QDialog):
    """``done_text`` says what was done once it was accepted."""

    def __init__(self, context: Context, post: Position, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._post = context, post
        self._seen: HandOver | None = None
        self.done_text = ""
        self.setWindowTitle(_("Hand over “{post}”").format(post=post.title or _("the post")))
        self.successor = SearchField(
            _("Who follows in the post"), visit_choices.people(context.planner)
        )
        self.day = DateField(_("First day of the successor"))
        self.about = Label("", wrap=True, parent=self)
        self.rows = QTreeWidget(self)
        self.said = Label("", "text2", wrap=True, parent=self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.apply = self.buttons.addButton(_("Hand over"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._arrange()
        self.successor.committed.connect(lambda _value: self.look())
        self.day.committed.connect(lambda _value: self.look())
        self.rows.itemChanged.connect(lambda _item, _column: self._say())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.day.set_value(context.planner.today())
        self.look()
        self.successor.setFocus()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        self.rows.setHeaderLabels([_("Follows the post"), _("When")])
        self.rows.setAccessibleName(_("What follows the post"))
        self.rows.setUniformRowHeights(True)
        self.rows.header().setStretchLastSection(False)
        self.rows.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        layout.addWidget(self.about)
        for field in (self.successor, self.day):
            field.setParent(self)
            layout.addWidget(field)
        layout.addWidget(self.rows, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        fit(self, 560, 520)

    # showing

    def look(self) -> None:
        """Read anew what would follow; what was unticked stays so."""
        left = {one.id for one in self._targets()} - self.ticked
        heir, on = self.successor.value(), self.day.value()
        self._seen = None
        try:
            if isinstance(on, dt.date):
                over = self._context.planner.handing_over
                self._seen = over.preview(self._post.id, on, PersonId(heir) if heir else None)
        except UserError as error:
            self.said.setText(str(error))
        if self._seen is not None:
            known = (self._seen.holder, self._post.title, self._seen.organisation)
            self.about.setText(", ".join(part for part in known if part))
        self._fill(left)
        self.apply.setEnabled(self._seen is not None and bool(heir))
        if self._seen is not None:
            self._say()

    def _targets(self) -> tuple[Target, ...]:
        return self._seen.targets if self._seen else ()

    def _fill(self, left: set[str]) -> None:
        self.rows.blockSignals(True)
        self.rows.clear()
        for kind, title in TARGET_KINDS.items():
            own = [one for one in self._targets() if one.kind is kind]
            if not own:
                continue
            head = QTreeWidgetItem(self.rows, [f"{_(title)} ({len(own)})", ""])
            head.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsAutoTristate
                | Qt.ItemFlag.ItemIsSelectable
            )
            head.setSizeHint(0, QSize(0, ROW))
            for one in own:
                self._add(head, one, one.usual and not one.taken and one.id not in left)
            head.setExpanded(True)
        self.rows.blockSignals(False)

    def _add(self, head: QTreeWidgetItem, one: Target, on: bool) -> None:
        text = " · ".join(part for part in (one.text, one.about) if part)
        if one.taken:
            text = _("{text} – the successor is there already").format(text=text)
        row = QTreeWidgetItem(head, [text, short_day(one.day)])
        row.setToolTip(0, escaped(text))
        row.setData(0, _KEY, one.id)
        row.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        row.setDisabled(one.taken)

    def _say(self) -> None:
        count = len(self.ticked)
        self.said.setText(
            ngettext("{count} record follows.", "{count} records follow.", count)
            if self._targets()
            else _("Nothing hangs on the holder of this post.")
        )

    @property
    def ticked(self) -> set[str]:
        """The ids of what is to follow."""
        heads = (self.rows.topLevelItem(n) for n in range(self.rows.topLevelItemCount()))
        rows = (head.child(n) for head in heads if head for n in range(head.childCount()))
        checked = Qt.CheckState.Checked
        return {row.data(0, _KEY) for row in rows if row and row.checkState(0) is checked}

    # doing

    def accept(self) -> None:
        """Hand over as one step; what cannot be is said, and the dialog stays."""
        for field in (self.successor, self.day):
            field.commit()
        heir, seen = self.successor.value(), self._seen
        if not heir or seen is None:
            return
        try:
            self._context.planner.handing_over.hand_over(
                self._post.id, PersonId(heir), seen.on, ticked=self.ticked
            )
        except UserError as error:
            self._context.messages.error(error)
            return
        self.done_text = _("“{post}” was handed over").format(
            post=self._post.title or seen.organisation
        )
        super().accept()
