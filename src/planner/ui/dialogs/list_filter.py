"""One filter of a list: which countries, which organisation, since when."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

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

from planner.domain.list_filters import ListFilters
from planner.domain.organisations import ORGANISATION_KINDS
from planner.i18n import _
from planner.text import fold
from planner.ui.context import Context
from planner.ui.pages import choices
from planner.ui.pages.list_cells import language_name
from planner.ui.widgets.fields import DateField, Field, SearchField, short_day

_KEY = Qt.ItemDataRole.UserRole
F = TypeVar("F", bound=ListFilters)


class Choosing(enum.Enum):
    """How the value of a filter is chosen: the first four are ticked in a list."""

    COUNTRIES = enum.auto()
    LANGUAGES = enum.auto()
    KINDS = enum.auto()
    TEXTS = enum.auto()
    ORGANISATION = enum.auto()
    VISIT = enum.auto()
    DAY = enum.auto()
    YES = enum.auto()


TICKED = frozenset({Choosing.COUNTRIES, Choosing.LANGUAGES, Choosing.KINDS, Choosing.TEXTS})


class FilterWords(Generic[F]):
    """What the filters of a list are called and offer. Those that ``choosing`` does not name are
    turned on and off."""

    titles: ClassVar[Mapping[str, str]]
    choosing: ClassVar[Mapping[str, Choosing]]

    def __init__(self, context: Context) -> None:
        self.context = context

    def codes(self) -> Sequence[str]:
        """The countries that are offered."""
        raise NotImplementedError

    def tags(self) -> Sequence[str]:
        """The languages that are offered."""
        raise NotImplementedError

    def texts(self, name: str) -> Sequence[str]:
        """The texts that are offered, as they were typed somewhere."""
        raise NotImplementedError

    def way(self, name: str) -> Choosing:
        return self.choosing.get(name, Choosing.YES)

    def offered(self, name: str) -> Sequence[tuple[Any, str]]:
        """Values with their texts, in the order of the texts."""
        match self.way(name):
            case Choosing.COUNTRIES:
                names = dict(choices.countries(self.context))
                found = [(code, names.get(code, code)) for code in self.codes()]
            case Choosing.LANGUAGES:
                found = [(tag, language_name(tag)) for tag in self.tags()]
            case Choosing.TEXTS:
                found = [(text, text) for text in self.texts(name)]
            case _:
                found = [(kind, _(text)) for kind, text in ORGANISATION_KINDS.items()]
        return sorted(found, key=lambda pair: fold(pair[1]))

    def field(self, name: str, filters: F) -> Field:
        """Where one value is typed."""
        context, title, value = self.context, _(self.titles[name]), getattr(filters, name)
        field: Field
        match self.way(name):
            case Choosing.ORGANISATION:
                field = SearchField(title, lambda text: choices.organisation_choices(context, text))
                field.set_value(choices.organisation_value(context, value))
            case Choosing.VISIT:
                field = SearchField(title, lambda text: choices.visit_choices(context, text))
                field.set_value(choices.visit_value(context, value))
            case _:
                field = DateField(title)
                field.set_value(value)
        return field

    def chip(self, name: str, filters: F) -> str:
        """What the chip of a chosen filter says."""
        value = getattr(filters, name)
        match self.way(name):
            case Choosing.YES:
                return _(self.titles[name])
            case Choosing.COUNTRIES:
                names = dict(choices.countries(self.context))
                return ", ".join(names.get(code, code) for code in value)
            case Choosing.LANGUAGES:
                return ", ".join(map(language_name, value))
            case Choosing.TEXTS:
                return ", ".join(value)
            case Choosing.KINDS:
                return ", ".join(_(ORGANISATION_KINDS[kind]) for kind in value)
            case Choosing.ORGANISATION:
                known = choices.organisation_value(self.context, value)
                return known[1] if known else _("An organisation that is gone")
            case Choosing.VISIT:
                known = choices.visit_value(self.context, value)
                return known[1] if known else _("A visit that is gone")
            case Choosing.DAY:
                return _("Changed since {day}").format(day=short_day(value))


class FilterDialog(QDialog, Generic[F]):
    """``filters`` are the chosen ones after it was accepted."""

    def __init__(
        self, words: FilterWords[F], name: str, filters: F, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._name = words, name
        self.filters = filters
        self.setWindowTitle(_(words.titles[name]))
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
        if self._words.way(self._name) in TICKED:
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
            self.field = self._words.field(self._name, self.filters)
            rows.addWidget(self.field)
            rows.addStretch(1)
            self.resize(420, 140)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setDefault(True)
        rows.addWidget(self.buttons)

    def _fill_list(self) -> None:
        chosen = getattr(self.filters, self._name)
        for value, text in self._words.offered(self._name):
            row = QListWidgetItem(text)
            row.setData(_KEY, value)
            row.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(row)
        self.list.setCurrentRow(0)

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
