"""One filter of the list of people: which countries, which organisation, since when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.organisations import ORGANISATION_KINDS
from planner.domain.people_list import FILTERS, PeopleFilters
from planner.i18n import _
from planner.text import fold
from planner.ui.context import Context
from planner.ui.pages import choices
from planner.ui.pages.people_columns import language_name
from planner.ui.widgets.fields import DateField, Field, SearchField, short_day

_KEY = Qt.ItemDataRole.UserRole
YES_OR_NO = frozenset({"without_email", "without_phone", "without_post", "without_visit"})
"""Filters with nothing to choose."""


class FilterDialog(QDialog):
    """``filters`` are the chosen ones after it was accepted."""

    def __init__(
        self, context: Context, name: str, filters: PeopleFilters, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._name = context, name
        self.filters = filters
        self.setWindowTitle(_(FILTERS[name]))
        self.list = QListWidget(self)
        self.search = QLineEdit(self)
        self.field: Field | None = None
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._arrange()

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        if self._name in ("countries", "languages", "kinds"):
            self._fill_list()
            self.search.setPlaceholderText(_("Type to search"))
            self.search.setAccessibleName(_("Type to search"))
            self.search.setMinimumHeight(30)
            self.search.textChanged.connect(self._narrow)
            self.list.setAccessibleName(self.windowTitle())
            rows.addWidget(self.search)
            rows.addWidget(self.list, 1)
            self.resize(360, 420)
        else:
            self.list.hide()
            self.search.hide()
            self.field = self._make_field()
            rows.addWidget(self.field)
            rows.addStretch(1)
            self.resize(420, 140)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setDefault(True)
        rows.addWidget(self.buttons)

    def _fill_list(self) -> None:
        chosen = getattr(self.filters, self._name)
        for value, text in self._offered():
            row = QListWidgetItem(text)
            row.setData(_KEY, value)
            row.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(row)
        self.list.setCurrentRow(0)

    def _offered(self) -> Sequence[tuple[Any, str]]:
        planner = self._context.planner
        if self._name == "countries":
            names = dict(choices.countries(self._context))
            codes = planner.contacts.countries()
            return sorted(((code, names.get(code, code)) for code in codes), key=_by_text)
        if self._name == "languages":
            tags = planner.people_list().languages()
            return sorted(((tag, language_name(tag)) for tag in tags), key=_by_text)
        return sorted(((kind, _(text)) for kind, text in ORGANISATION_KINDS.items()), key=_by_text)

    def _make_field(self) -> Field:
        context, title = self._context, _(FILTERS[self._name])
        if self._name == "organisation":
            field: Field = SearchField(
                title, lambda text: choices.organisation_choices(context, text)
            )
            field.set_value(choices.organisation_value(context, self.filters.organisation))
        elif self._name == "visit":
            field = SearchField(title, lambda text: choices.visit_choices(context, text))
            field.set_value(choices.visit_value(context, self.filters.visit))
        else:
            field = DateField(title)
            field.set_value(self.filters.changed_since)
        return field

    def _narrow(self, text: str) -> None:
        wanted = fold(text)
        for place in range(self.list.count()):
            row = self.list.item(place)
            row.setHidden(wanted not in fold(row.text()))

    def accept(self) -> None:
        """Take what is chosen; nothing chosen takes the filter off."""
        if self.field is None:
            rows = [self.list.item(place) for place in range(self.list.count())]
            value: Any = tuple(
                row.data(_KEY) for row in rows if row.checkState() is Qt.CheckState.Checked
            )
        else:
            self.field.commit()
            if self.field.error:
                return
            value = self.field.value()
        if value:
            self.filters = self.filters.having(self._name, value)
        else:
            self.filters = self.filters.without(self._name)
        super().accept()


def _by_text(pair: tuple[Any, str]) -> str:
    return fold(pair[1])


def chip_text(context: Context, name: str, filters: PeopleFilters) -> str:
    """What the chip of a chosen filter says."""
    if name in YES_OR_NO:
        return _(FILTERS[name])
    if name == "countries":
        names = dict(choices.countries(context))
        return ", ".join(names.get(code, code) for code in filters.countries)
    if name == "languages":
        return ", ".join(map(language_name, filters.languages))
    if name == "kinds":
        return ", ".join(_(ORGANISATION_KINDS[kind]) for kind in filters.kinds)
    if name == "organisation":
        known = choices.organisation_value(context, filters.organisation)
        return known[1] if known else _("An organisation that is gone")
    if name == "visit":
        known = choices.visit_value(context, filters.visit)
        return known[1] if known else _("A visit that is gone")
    return _("Changed since {day}").format(day=short_day(filters.changed_since))
