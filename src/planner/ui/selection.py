"""What is selected: the records that commands act on and the inspector shows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """The word and the ids of what is selected on the page in front."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.word = ""
        self.ids: tuple[str, ...] = ()

    def choose(self, word: str, ids: tuple[str, ...]) -> None:
        """Select these records; nothing is told if they are selected already."""
        if (word, ids) != (self.word, self.ids):
            self.word, self.ids = word, ids
            self.changed.emit()

    def clear(self) -> None:
        self.choose("", ())
