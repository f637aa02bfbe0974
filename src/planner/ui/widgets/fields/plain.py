"""Fields for text, numbers, lists of short values, choices and yes or no."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from planner.i18n import _
from planner.text import NAME_LIMIT
from planner.ui.widgets.fields.field import Choices, Field


class LineField(Field):
    """One line of text."""

    def __init__(
        self, label: str, *, hint: str = "", read_only: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, parent)
        self._own_hint = hint
        self.editor = QLineEdit(self)
        self.editor.setPlaceholderText(hint)
        self.editor.setReadOnly(read_only)
        self.editor.setMaxLength(NAME_LIMIT)
        self.editor.inputRejected.connect(self._full)
        self._put(self.editor)
        self.editor.returnPressed.connect(self.commit)

    def _full(self) -> None:
        """More was typed or pasted than a line can keep."""
        if len(self.editor.text()) >= NAME_LIMIT:
            self.set_error(
                _("A line holds {limit} signs; the rest was left out.").format(limit=NAME_LIMIT)
            )

    def value(self) -> str:
        return self.editor.text().strip()

    def _show_hint(self, text: str) -> None:
        self.editor.setPlaceholderText(text or self._own_hint)

    def _show(self, value: Any) -> None:
        text = "" if value is None else str(value)
        if text != self.editor.text():
            self.editor.setText(text)
            self.editor.setCursorPosition(0)


class NumberField(LineField):
    """A whole number, or None when the field is empty."""

    def commit(self) -> None:
        if self.editor.text().strip() and self.value() is None:
            self.set_error(_("Type a whole number."))
            return
        super().commit()

    def value(self) -> int | None:  # type: ignore[override]  # the same editor, another kind of value
        text = self.editor.text().strip()
        return int(text) if text.isdecimal() else None


class TextField(Field):
    """Several lines of text; Tab leaves it."""

    def __init__(
        self, label: str, *, hint: str = "", lines: int = 4, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, parent)
        self._own_hint = hint
        self.editor = QPlainTextEdit(self)
        self.editor.setPlaceholderText(hint)
        self.editor.setTabChangesFocus(True)
        self._put(self.editor)
        self.editor.setFixedHeight(self.editor.fontMetrics().lineSpacing() * lines + 14)

    def value(self) -> str:
        return self.editor.toPlainText().strip()

    def _show_hint(self, text: str) -> None:
        self.editor.setPlaceholderText(text or self._own_hint)

    def _show(self, value: Any) -> None:
        if (value or "") != self.editor.toPlainText():
            self.editor.setPlainText(value or "")


class ListField(TextField):
    """Several short values, one on each line: e-mail addresses, phone numbers, parties."""

    def __init__(
        self, label: str, *, hint: str = "", lines: int = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, hint=hint or _("One on each line"), lines=lines, parent=parent)

    def value(self) -> tuple[str, ...]:  # type: ignore[override]  # the same editor, another kind of value
        return tuple(
            line.strip() for line in self.editor.toPlainText().splitlines() if line.strip()
        )

    def _show(self, value: Any) -> None:
        if tuple(value or ()) != self.value():
            self.editor.setPlainText("\n".join(value or ()))


class ChoiceField(Field):
    """One of a few values."""

    def __init__(self, label: str, choices: Choices = (), parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.editor = QComboBox(self)
        self.editor.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.editor.setMinimumContentsLength(8)
        self.set_choices(choices)
        self._put(self.editor)
        self.editor.activated.connect(self.commit)

    def set_choices(self, choices: Choices) -> None:
        now = self._kept
        self.editor.clear()
        for value, text in choices:
            self.editor.addItem(text, value)
        if now is not None:
            self._show(now)

    def value(self) -> Any:
        return self.editor.currentData()

    def _show_hint(self, text: str) -> None:
        self.editor.setPlaceholderText(text)

    def _show(self, value: Any) -> None:
        row = next(
            (row for row in range(self.editor.count()) if self.editor.itemData(row) == value), -1
        )
        self.editor.setCurrentIndex(row)


class CheckField(Field):
    """Yes or no."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.label.hide()
        self.editor = QCheckBox(label, self)
        self._put(self.editor, name=label)
        self.editor.clicked.connect(self.commit)

    def value(self) -> bool:
        return self.editor.isChecked()

    def _show(self, value: Any) -> None:
        self.editor.setChecked(bool(value))
