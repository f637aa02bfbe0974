"""A list whose rows are as tall as what they say."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QTreeView, QWidget


class SentenceList(QTreeView):
    """Flat, without edges, and laid out again when it is resized."""

    def __init__(self, model: QStandardItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
