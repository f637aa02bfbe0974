"""The inspector's form: a heading, sections, fields from top to bottom in the order of Tab."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from planner.errors import UserError
from planner.ui.widgets.fields.field import Field
from planner.ui.widgets.fields.pair import Pair
from planner.ui.widgets.label import Label


def _nothing() -> tuple[str, str] | None:
    return None


class InspectorForm(QScrollArea):
    """Scrolls only up and down. Fields are remembered by name."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fields: dict[str, Field] = {}
        self.about: Callable[[], tuple[str, str] | None] = _nothing
        """Word and id of the record in front, an empty id for one that is not kept yet; for a form that
        has no method of its own. What is typed into a form about nothing is not kept over a crash."""
        self._inner = QWidget(self)
        self._rows = QVBoxLayout(self._inner)
        self._rows.setContentsMargins(16, 12, 16, 16)
        self._rows.setSpacing(8)
        self._heading = Label("", size=1.15, strong=True, wrap=True, parent=self._inner)
        self._below = Label("", "text2", wrap=True, parent=self._inner)
        self._rows.addWidget(self._heading)
        self._rows.addWidget(self._below)
        self._rows.addStretch(1)
        self.setWidget(self._inner)
        self._below.hide()

    def set_heading(self, text: str, below: str = "") -> None:
        self._heading.setText(text)
        self._below.setText(below)
        self._below.setVisible(bool(below))

    def subject(self) -> tuple[str, str] | None:
        """What the fields belong to; see :attr:`about`."""
        return self.about()

    @property
    def heading(self) -> str:
        return self._heading.text()

    def section(self, title: str) -> Label:
        """What follows stands under this title."""
        label = Label(title, strong=True, parent=self._inner)
        label.setContentsMargins(0, 8, 0, 0)
        self._insert(label)
        return label

    def add(self, name: str, field: Field) -> Field:
        self.fields[name] = field
        field.setParent(self._inner)
        self._insert(field)
        return field

    def pair(self, *fields: tuple[str, Field]) -> None:
        """Fields that belong side by side."""
        self.fields.update(fields)
        self._insert(Pair([field for _name, field in fields], self._inner))

    def on_commit(self, name: str, write: Callable[[Any], object]) -> None:
        """What is committed in a field goes to ``write``; a refusal stands below what was typed."""
        field = self.fields[name]
        field.committed.connect(lambda value: self._write(field, write, value))

    @property
    def is_filled(self) -> bool:
        """Whether a record is shown; without one nothing is written."""
        return True

    def _write(self, field: Field, write: Callable[[Any], object], value: Any) -> None:
        if not self.is_filled:
            return
        try:
            write(value)
        except UserError as error:
            field.refuse(str(error))

    def add_widget(self, widget: QWidget) -> None:
        widget.setParent(self._inner)
        self._insert(widget)

    def commit(self) -> None:
        """Commit what is being typed: before another record is shown, and before the window closes."""
        for field in self.fields.values():
            field.commit()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def _insert(self, widget: QWidget) -> None:
        self._rows.insertWidget(self._rows.count() - 1, widget)
