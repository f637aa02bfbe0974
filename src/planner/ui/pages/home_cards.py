"""How the cards of Home stand: two beside each other, or one below the other where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QWidget

from planner.i18n import _
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.widgets.card import Card
from planner.ui.widgets.label import Label

NARROW: Final = 1000
"""Pixels at a 10 point font, below which a row of half the width says too little."""

LEAST: Final = 150
"""Pixels that a card keeps."""


class Cards(QScrollArea):
    """The cards grow with the window; where it is low they keep their height and the page scrolls."""

    def __init__(
        self, context: Context, cards: Sequence[Card], places: int, parent: QWidget | None = None
    ) -> None:
        """``places`` are kept free for ``cards`` and those that are added later."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Home"))
        self._cards, self._places = list(cards), places
        self._across = 0
        self._room = QWidget(self)
        self._grid = QGridLayout(self._room)
        self._grid.setContentsMargins(24, 16, 24, 24)
        self._grid.setSpacing(16)
        self.date = Label("", size=1.3, strong=True, parent=self._room)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.date)
        line.addStretch(1)
        writes = not context.planner.is_read_only
        for name, text, command, enabled in (
            ("chart-column", _("Charts"), "view.charts", True),
            ("calendar-plus", _("New visit"), "file.new_visit", writes),
            ("download", _("Import…"), "file.import", writes),
        ):
            button = QPushButton(icon(name), text, self._room)
            button.clicked.connect(lambda _checked, key=command: context.commands.run(key))
            button.setMinimumHeight(32)
            button.setEnabled(enabled)
            line.addWidget(button)
        self._grid.addLayout(line, 0, 0, 1, 2)
        self.setWidget(self._room)
        self._arrange(2)

    def add(self, card: Card) -> None:
        """Put a card into the next free place; nothing else moves."""
        self._cards.append(card)
        self._put(len(self._cards) - 1)

    def _put(self, number: int) -> None:
        row, column = divmod(number, self._across)
        card = self._cards[number]
        self._grid.addWidget(card, row + 1, column, 1, 1 if self._across == 2 else 2)

    def _arrange(self, across: int) -> None:
        """In reading order, ``across`` beside each other."""
        if across == self._across:
            return
        self._across = across
        for number in range(len(self._cards)):
            self._put(number)
        rows = -(-self._places // across)
        for row in range(self._places):
            used = row < rows
            self._grid.setRowMinimumHeight(row + 1, LEAST if used else 0)
            self._grid.setRowStretch(row + 1, 0 if not used else 2 if row == rows - 1 else 3)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = max(1.0, self.font().pointSizeF() / 10)
        self._arrange(1 if self.width() < NARROW * scale else 2)
