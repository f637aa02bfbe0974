"""One change to all that are selected: what would change stands there before it does."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.several_change import NEEDS_VALUE, Act, WouldChange
from planner.errors import UserError
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.fitting import fit
from planner.ui.pages import choices
from planner.ui.widgets.fields import ChoiceField, Field, SearchField, TextField
from planner.ui.widgets.label import Label

SHOWN: Final = 200
"""Records whose before and after are listed; the count is of all."""
DIRECTLY: Final = 500
"""Records that are compared while the window waits; more are compared beside it."""

W = TypeVar("W", bound=enum.StrEnum)
C = TypeVar("C")


class ChangeSeveral(QDialog, Generic[W, C]):
    """A subject says what can be changed and how; ``done_count`` is how many were, once accepted."""

    def __init__(
        self,
        context: Context,
        keys: Sequence[str],
        title: str,
        parts: tuple[type[W], Mapping[W, str], Mapping[W, Mapping[Act, str]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context, self.keys = context, tuple(keys)
        self._whichs, self._fields, self._acts = parts
        self.done_count = 0
        self._asked: C | None = None
        self.setWindowTitle(title)
        self.which = ChoiceField(_("What"), [(one, _(text)) for one, text in self._fields.items()])
        self.act = ChoiceField(_("How"))
        self.said = Label("", wrap=True, parent=self)
        self.rows = QTreeWidget(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.apply = self.buttons.addButton(_("Change"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._pause = QTimer(self, singleShot=True, interval=150)
        self.editors: dict[W, Field] = self.make_editors()
        self.extras: tuple[Field, ...] = self.make_extras()
        self._arrange()
        self._connect()
        self.which.set_value(next(iter(self._fields)))
        self._field_chosen()

    # what a subject fills in

    def make_editors(self) -> dict[W, Field]:
        """One for each field that takes a value."""
        raise NotImplementedError

    def make_extras(self) -> tuple[Field, ...]:
        """What is asked for beside the value."""
        return ()

    def show_extras(self, which: W, act: Act) -> None:
        """Show those that belong to the act."""

    def change(self) -> C:
        """What is asked for, whole or not."""
        raise NotImplementedError

    def preview(self, change: C) -> list[WouldChange]:
        raise NotImplementedError

    def edit(self, change: C) -> int:
        raise NotImplementedError

    def count_said(self, count: int) -> str:
        """ "2 of 3 people change."."""
        raise NotImplementedError

    # building

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        for field in (self.which, self.act, *self.editors.values(), *self.extras):
            field.setParent(self)
            rows.addWidget(field)
        self.rows.setHeaderLabels([_("Name"), _("Now"), _("Then")])
        self.rows.setAccessibleName(_("What would change"))
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows.addWidget(self.said)
        rows.addWidget(self.rows, 1)
        rows.addWidget(self.buttons)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.apply.setDefault(True)
        fit(self, 560, 520)

    def _connect(self) -> None:
        self.which.committed.connect(lambda _value: self._field_chosen())
        self.act.committed.connect(lambda _value: self._act_chosen())
        self._pause.timeout.connect(self.look)
        for field in (*self.editors.values(), *self.extras):
            editor = getattr(field, "editor", None)
            if isinstance(field, TextField):
                field.editor.textChanged.connect(self._pause.start)
            elif editor is not None and hasattr(editor, "textChanged"):
                editor.textChanged.connect(lambda _text: self._pause.start())
            field.committed.connect(lambda _value: self._pause.start())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    # what is asked for

    # A combo box gives back an enumeration of texts as plain text.

    @property
    def chosen_field(self) -> W:
        return self._whichs(self.which.value())

    @property
    def chosen_act(self) -> Act:
        return Act(self.act.value())

    def _field_chosen(self) -> None:
        acts = self._acts[self.chosen_field]
        self.act.set_choices([(act, _(text)) for act, text in acts.items()])
        self.act.set_value(next(iter(acts)))
        self._act_chosen()

    def _act_chosen(self) -> None:
        which, act = self.chosen_field, self.chosen_act
        for key, field in self.editors.items():
            field.setVisible(key is which and act in NEEDS_VALUE)
        self.show_extras(which, act)
        self.look()

    def value_of(self, which: W) -> str:
        """What is typed, or nothing where the act needs no value."""
        if self.chosen_act not in NEEDS_VALUE:
            return ""
        return str(self.editors[which].value() or "")

    def country_of(self, which: W) -> str:
        """A country by its code as soon as only one is meant by what is typed."""
        field, value = self.editors[which], self.value_of(which)
        if value or self.chosen_act not in NEEDS_VALUE or not isinstance(field, SearchField):
            return value
        typed = field.editor.text().strip()
        found = choices.country_choices(self.context, typed) if typed else []
        exact = [code for code, name in found if name.casefold() == typed.casefold()]
        return str(exact[0] if exact else found[0][0]) if exact or len(found) == 1 else ""

    # looking before it is done

    def look(self) -> None:
        """Compare and show what would change; nothing is written."""
        self._pause.stop()
        change = self._asked = self.change()
        if len(self.keys) <= DIRECTLY:
            try:
                self._show(change, self.preview(change))
            except UserError as error:
                self._refuse(error)
            return
        self.apply.setEnabled(False)
        self.context.tasks.run(
            lambda _progress: self.preview(change),
            lambda found: self._show(change, found),
            self._refuse,
            _("Comparing"),
        )

    def _show(self, change: C, found: Sequence[WouldChange]) -> None:
        if change != self._asked:
            return
        self.said.setText(self.count_said(len(found)))
        self.rows.clear()
        for one in found[:SHOWN]:
            row = QTreeWidgetItem([one.name, one.before or "–", one.after or "–"])
            self.rows.addTopLevelItem(row)
        self.apply.setEnabled(bool(found))

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self.context.messages.unexpected(error)
        self.said.setText(str(error))
        self.rows.clear()
        self.apply.setEnabled(False)

    def accept(self) -> None:
        """Write it as one step; the dialog stays open when that is refused."""
        change = self.change()
        if change != self._asked:
            self.look()
            return
        if not self.apply.isEnabled():
            return
        if len(self.keys) <= DIRECTLY:
            try:
                self._done(self.edit(change))
            except UserError as error:
                self._refuse(error)
            return
        self.apply.setEnabled(False)
        self.context.tasks.run(
            lambda _progress: self.edit(change), self._done, self._refuse, _("Changing")
        )

    def _done(self, count: Any) -> None:
        self.done_count = int(count)
        super().accept()
