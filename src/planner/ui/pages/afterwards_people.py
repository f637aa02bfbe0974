"""Who came in which role and category, and who paid for whom: what parliaments ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from planner.domain.ids import DelegateId
from planner.domain.plan import Plan
from planner.domain.precedence import listed
from planner.domain.visits import CATEGORIES, Category, Delegate
from planner.domain.words import word_and_id
from planner.errors import OutOfDate, UserError
from planner.i18n import N_, _, current, ngettext
from planner.text import fold
from planner.ui.context import Context
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.afterwards_section import FORM
from planner.ui.pages.choices import named
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.fields import ChoiceField, Choices, InspectorForm, LineField, SearchField
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

NAMES: Final = ("role", "category", "payer")


class PeopleSection(QWidget):
    """Changes what the delegation says too: it is the same record."""

    title = N_("Who came, and who paid")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.state: VisitState | None = None
        self.verbs = QWidget(self)
        self._seen: Delegate | None = None
        self.table = Table(_(self.title), self)
        self.model = ListTable[Delegate](self._columns(), (), lambda one: one.id, self)
        self.form = InspectorForm(_(self.title), self)
        self.form.about = lambda: word_and_id(self._seen)
        self.counts = Label("", "text", wrap=True, parent=self)
        self.counts.setContentsMargins(16, 6, 16, 6)
        self._build()
        self._arrange()
        self._connect()

    def _columns(self) -> Sequence[Column[Delegate]]:
        return (
            Column(N_("Name"), self._name, 190, takes_rest=True),
            Column(N_("Role"), lambda one: one.role, 150, muted=True),
            Column(N_("Category"), lambda one: _(CATEGORIES[one.category]), 110),
            Column(N_("Paid by"), lambda one: one.payer or "–", 130),
        )

    def _build(self) -> None:
        self.form.add("role", LineField(_("Role in the delegation")))
        self.form.add("category", ChoiceField(_("Category"), named(CATEGORIES)))
        self.form.add("payer", SearchField(_("Paid by"), self._payers, free=True))
        self.table.set_empty("users", _("Nobody is in the delegation yet."))

    def _arrange(self) -> None:
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.counts)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.setChildrenCollapsible(False)
        both.addWidget(left)
        both.addWidget(self.form)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        self.table.setMinimumWidth(300)
        self.form.setMinimumWidth(FORM)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both, 1)

    def _connect(self) -> None:
        self.table.show_model(self.model)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _key: self.form.fields["role"].setFocus())
        for name in NAMES:
            self.form.fields[name].committed.connect(partial(self._write, name))
            self.form.fields[name].set_read_only(self._context.planner.is_read_only)

    # showing

    def show_state(self, state: VisitState) -> None:
        self.state = state
        key = self.table.current_key
        self.model.set_lines(listed(state.plan, current().code))
        self.counts.setText(counted(state.plan))
        self.counts.setVisible(bool(state.plan.delegates))
        row = self.model.row_of(key)
        self.table.choose(row if row is not None else 0)
        self.table.tell_again()
        self._fill()

    def read_again(self) -> None:
        """The plan is read by the page."""

    def commit(self) -> None:
        self.form.commit()

    def _name(self, one: Delegate) -> str:
        return self.state.plan.name_of(one) if self.state else ""

    def _choose(self, key: str) -> None:
        if self._seen is not None and self._seen.id != key:
            self.commit()
            self._seen = None
        self._fill()

    def _fill(self) -> None:
        row = self.model.row_of(self.table.current_key)
        record = self.model.line(row) if row is not None else None
        another = self._seen is None or record is None or self._seen.id != record.id
        self._seen = record
        self.form.setVisible(record is not None)
        if record is None:
            return
        for name in NAMES:
            field = self.form.fields[name]
            if another or not field.is_changed:
                field.set_value(getattr(record, name))
        self.form.set_heading(self._name(record), record.title)

    def _payers(self, text: str) -> Choices:
        if self.state is None:
            return []
        known = self._context.planner.costs.payers(self.state.visit_id)
        return [(one, one) for one in known if fold(text) in fold(one)]

    def _write(self, name: str, value: Any) -> None:
        seen = self._seen
        if seen is None:
            return
        try:
            self._context.planner.delegations.edit(
                DelegateId(seen.id),
                seen=seen,
                **{name: value if name == "category" else value or ""},
            )
        except OutOfDate as error:
            self._seen = None
            self._fill()
            self._context.messages.error(error)
        except UserError as error:
            self.form.fields[name].refuse(str(error))


def counted(plan: Plan) -> str:
    """How many of each category, and for how many each payer paid."""
    heads = len(plan.delegates)
    kinds = Counter(one.category for one in plan.delegates)
    payers = Counter(one.payer for one in plan.delegates)
    nobody = _("not given")
    lines = [
        ngettext("{count} participant", "{count} participants", heads).format(count=heads),
        "; ".join(f"{_(CATEGORIES[one])} {kinds[one]}" for one in Category if kinds[one]),
        _("Paid by: {shares}").format(
            shares="; ".join(f"{one or nobody} {count}" for one, count in payers.most_common())
        ),
    ]
    return "\n".join(lines)
