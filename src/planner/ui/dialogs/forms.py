"""What dialogs with fields have in common: their layouts, their languages, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.errors import UserError
from planner.i18n import LANGUAGES
from planner.ui.icons import icon
from planner.ui.locale import LANGUAGE_NAMES
from planner.ui.messages import Messages
from planner.ui.widgets.label import Label


def field_grid() -> QFormLayout:
    """Fields as wide as the dialog, whatever the platform does by itself."""
    grid = QFormLayout()
    grid.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    return grid


def verb_button(parent: QWidget, name: str, text: str, act: Callable[[], object]) -> QPushButton:
    """A button with an icon that Enter does not press: Enter belongs to the fields."""
    button = QPushButton(icon(name, "text"), text, parent)
    button.setMinimumHeight(30)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: act())
    return button


def put_beside(
    dialog: QDialog, about: QWidget, table: QWidget, form: QWidget, verbs: Iterable[QPushButton]
) -> None:
    """What it is about, a table with the fields beside it, and below them the verbs and Close."""
    beside = QHBoxLayout()
    beside.setSpacing(12)
    beside.addWidget(table, 1)
    beside.addWidget(form)
    rows = QVBoxLayout(dialog)
    rows.setContentsMargins(16, 12, 16, 12)
    rows.setSpacing(8)
    rows.addWidget(about)
    rows.addLayout(beside, 1)
    rows.addLayout(verbs_and_close(dialog, verbs, enter_closes=False))


def verbs_and_close(
    dialog: QDialog, verbs: Iterable[QPushButton], *, enter_closes: bool = True
) -> QHBoxLayout:
    """The row at the foot of a dialog. Where Enter belongs to the fields it does not close."""
    bar = QHBoxLayout()
    bar.setSpacing(8)
    for verb in verbs:
        bar.addWidget(verb)
    bar.addStretch(1)
    close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    close.rejected.connect(dialog.reject)
    button = close.button(QDialogButtonBox.StandardButton.Close)
    button.setMinimumHeight(30)
    if not enter_closes:
        button.setAutoDefault(False)
    bar.addWidget(close)
    return bar


def offer_languages(box: QComboBox) -> None:
    """Add the languages of mails, sheets and calendars, each by its own name with its code as data."""
    for code in LANGUAGES:
        box.addItem(LANGUAGE_NAMES.get(code, code), code)


def say_failure(error: Exception, line: Label, messages: Messages) -> None:
    """What the reader can mend stands in the dialog; a fault of the program is told by the window."""
    if isinstance(error, UserError):
        line.setText(str(error))
        line.show()
    else:
        messages.unexpected(error)
