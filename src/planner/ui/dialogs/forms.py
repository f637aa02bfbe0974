"""What dialogs with fields have in common: their grid, their languages, and what went wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout

from planner.errors import UserError
from planner.i18n import LANGUAGES
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


def offer_languages(box: QComboBox) -> None:
    """Add the languages of papers, each by its own name with its code as data."""
    for code in LANGUAGES:
        box.addItem(LANGUAGE_NAMES.get(code, code), code)


def say_failure(error: Exception, line: Label, messages: Messages) -> None:
    """What the reader can mend stands in the dialog; a fault of the program is told by the window."""
    if isinstance(error, UserError):
        line.setText(str(error))
        line.show()
    else:
        messages.unexpected(error)
