"""The delegation's tab: who travels, in order of precedence, placeholders visibly so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from planner.domain.ids import DelegateId
from planner.domain.visit_lines import DelegateLine
from planner.i18n import _, ngettext
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.models.delegation_model import DelegationModel, narrowed
from planner.ui.pages.visit_add_person import AddPerson
from planner.ui.pages.visit_groups import GroupsDialog
from planner.ui.pages.visit_header import groups_text
from planner.ui.pages.visit_people_table import PeopleTable
from planner.ui.pages.visit_precedence import Precedence
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import attempt, undoable
from planner.ui.widgets.label import Label


class DelegationTab(QWidget):
    """A table with a line of counts that reconciles: heads are persons and N.N. together."""

    chosen = Signal(object)
    edit_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self.model = DelegationModel(self)
        self.filter = QLineEdit(self)
        self.table = PeopleTable(_("Delegation"), self.model, self)
        self.counts = Label("", "text2", parent=self)
        self.precedence = Precedence(
            context, self.table, lambda: self._state, lambda: not self.filter.text()
        )
        self._arrange()
        self.table.chosen.connect(self._chosen)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.table.opened.connect(lambda _key: self.edit_wanted.emit())
        self.filter.textChanged.connect(lambda _text: self._fill())

    def _arrange(self) -> None:
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter the delegation"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(240)
        self.filter.setMinimumHeight(28)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        bar.addWidget(self._button("user-plus", _("Add person…"), self.add_person))
        bar.addWidget(self._button("circle-help", _("Add N.N."), self.add_placeholder))
        self._name = self._button("user", _("Name a placeholder…"), self.name_placeholder)
        bar.addWidget(self._name)
        bar.addWidget(self._button("users", _("Groups…"), self.edit_groups))
        bar.addStretch(1)
        bar.addWidget(self.filter, 1)
        self.counts.setContentsMargins(16, 6, 16, 8)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.counts)

    def _button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(name, "text"), text, self)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: act())
        return button

    # what the page tells

    def show_state(self, state: VisitState) -> None:
        self._state = state
        self._fill()

    def choose(self, key: str) -> None:
        row = self.model.row_of(key)
        if row is None and self.filter.text():
            self.filter.clear()
            row = self.model.row_of(key)
        if row is not None:
            self.table.choose(row)

    @property
    def current(self) -> DelegateId | None:
        return DelegateId(self.table.current_key) or None

    @property
    def line(self) -> DelegateLine | None:
        """The row in front."""
        row = self.model.row_of(self.table.current_key)
        return self.model.line(row) if row is not None else None

    def _chosen(self, key: str) -> None:
        self._name.setEnabled(self.line is not None and self.line.is_placeholder)
        self.chosen.emit(key or None)

    def menu(self) -> QMenu:
        """What can be done with whom is in front."""
        menu, line = QMenu(self), self.line
        if line is not None:
            _action(menu, "pencil", _("Edit"), self.edit_wanted.emit)
            if line.is_placeholder:
                _action(menu, "user", _("Name a placeholder…"), self.name_placeholder)
            else:
                _action(menu, "user", _("Open the person"), self._open_person)
            _action(menu, "arrow-up", _("Put at number…"), self.precedence.ask)
            _action(menu, "trash-2", _("Take out of the delegation"), self.remove)
            menu.addSeparator()
        _action(menu, "user-plus", _("Add person…"), self.add_person)
        _action(menu, "circle-help", _("Add N.N."), self.add_placeholder)
        return menu

    def _menu(self, point: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(point))

    def _open_person(self) -> None:
        line = self.line
        if line is not None and line.person_id is not None:
            self._context.open_record("person", line.person_id)

    def _fill(self) -> None:
        if self._state is None:
            return
        key, row = self.table.current_key, self.table.currentIndex().row()
        self.table.show_columns_of(self._state.delegates)
        lines = narrowed(list(self._state.delegates), self.filter.text())
        self.model.set_lines(lines)
        again = self.model.row_of(key)
        if lines:
            self.table.choose(again if again is not None else max(0, row))
        self.table.tell_again()
        self._say()
        self._say_empty()

    def _say(self) -> None:
        state = self._state
        assert state is not None
        heads = len(state.delegates)
        unnamed = sum(line.is_placeholder for line in state.delegates)
        parts = [
            _("{heads} = {named} + {unnamed} N.N.").format(
                heads=ngettext("{count} head", "{count} heads", heads),
                named=ngettext("{count} person", "{count} persons", heads - unnamed),
                unnamed=unnamed,
            )
        ]
        if groups := groups_text(state):
            parts.append(_("Groups: {groups}").format(groups=groups))
        shown = self.model.rowCount()
        if shown != heads:
            parts.append(_("{count} shown").format(count=shown))
        self.counts.setText("  ·  ".join(parts))

    def _say_empty(self) -> None:
        if self.filter.text():
            text = _("Nobody fits “{text}”.").format(text=self.filter.text())
            self.table.set_empty("search", text, (_("Clear filter"), self.filter.clear))
        else:
            self.table.set_empty(
                "users",
                _("Nobody is in this delegation yet."),
                (_("Import a list…"), self.import_wanted.emit),
                (_("Add person…"), self.add_person),
            )

    # verbs

    def add_person(self) -> None:
        if self._state is None:
            return
        dialog = AddPerson(self._context, self._state.visit_id, self)
        dialog.finished.connect(lambda _result: self._added(dialog))
        dialog.open()

    def name_placeholder(self) -> None:
        """Find the person for the N.N. in front."""
        if self._state is None or self.current is None:
            return
        dialog = AddPerson(self._context, self._state.visit_id, self, self.current)
        dialog.finished.connect(lambda _result: self._added(dialog))
        dialog.open()

    def _added(self, dialog: AddPerson) -> None:
        if dialog.added is not None:
            self.choose(dialog.added)
        dialog.deleteLater()
        self.table.setFocus()

    def add_placeholder(self) -> None:
        state = self._state
        if state is not None:
            delegations = self._context.planner.delegations
            key = attempt(self._context, lambda: delegations.add_placeholder(state.visit_id))
            if key is not None:
                self.choose(key)
                self.edit_wanted.emit()

    def remove(self) -> None:
        keys = [DelegateId(key) for key in self.table.selected_keys()]
        delegations = self._context.planner.delegations
        for key in keys:
            line = self.model.line(row) if (row := self.model.row_of(key)) is not None else None
            name = line.name if line else ""
            undoable(
                self._context,
                lambda key=key: delegations.remove(key),  # type: ignore[misc]
                _("{name} was taken out of the delegation").format(name=name),
            )

    def edit_groups(self) -> None:
        if self._state is not None:
            dialog = GroupsDialog(self._context, self._state.visit_id, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()


def _action(menu: QMenu, name: str, text: str, act: Callable[[], object]) -> None:
    menu.addAction(icon(name, "text"), text).triggered.connect(lambda: act())
