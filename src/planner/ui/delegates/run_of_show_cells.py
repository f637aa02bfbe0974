"""The cells of the run of show while they are typed into: what is typed is never lost."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.domain.ids import ItemId
from planner.ui.delegates.row import RowDelegate
from planner.ui.models.run_of_show_model import RunOfShowModel


@dataclass(frozen=True, slots=True)
class Typing:
    """An editor that is open: where, and what was typed so far or None for nothing."""

    item: ItemId
    column: int
    text: str | None
    cursor: int


class CellEditor(RowDelegate):
    """What cannot be meant keeps the editor open and says why; nothing that was typed is lost."""

    troubled = Signal(str)

    def __init__(self, model: RunOfShowModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._editor: QLineEdit | None = None
        self._cell: tuple[ItemId, int] | None = None
        self._carried: Typing | None = None

    @property
    def typing(self) -> Typing | None:
        """What is being typed, to be carried over when the rows are read anew."""
        if self._editor is None or self._cell is None:
            return None
        text = self._editor.text() if self._editor.isModified() else None
        return Typing(*self._cell, text, self._editor.cursorPosition())

    def carry(self, typing: Typing) -> None:
        """The next editor goes on with this."""
        self._carried = typing

    def put_cursor(self, cursor: int) -> None:
        """Where it was: the view selects all when it opens an editor."""
        if self._editor is not None:
            self._editor.deselect()
            self._editor.setCursorPosition(cursor)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:  # fmt: skip
        editor = super().createEditor(parent, option, index)
        item = self._model.item(index.row())
        if isinstance(editor, QLineEdit) and item is not None:
            self._editor, self._cell = editor, (item.id, index.column())
        return editor

    def destroyEditor(
        self, editor: QWidget, index: QModelIndex | QPersistentModelIndex
    ) -> None:  # fmt: skip
        if editor is self._editor:
            self._editor = self._cell = None
        super().destroyEditor(editor, index)

    def setEditorData(
        self, editor: QWidget, index: QModelIndex | QPersistentModelIndex
    ) -> None:  # fmt: skip
        if isinstance(editor, QLineEdit) and editor.isModified():
            return
        super().setEditorData(editor, index)
        carried, self._carried = self._carried, None
        if not isinstance(editor, QLineEdit):
            return
        if carried is not None and carried.text is not None:
            editor.setText(carried.text)
            editor.setModified(True)
        else:
            QTimer.singleShot(0, editor, editor.selectAll)

    def refuses(self, editor: QWidget) -> bool:
        """Say why what is typed cannot be taken, if it cannot."""
        if not isinstance(editor, QLineEdit) or editor is not self._editor or self._cell is None:
            return False
        item, column = self._cell
        row = self._model.row_of(item)
        trouble = self._model.trouble(self._model.index(row, column), editor.text())
        self.troubled.emit(trouble)
        return bool(trouble)

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:  # fmt: skip
        if not isinstance(editor, QLineEdit) or self._cell is None or self.refuses(editor):
            return
        # Later: the model is read anew, and the editor must be gone by then.
        item, column = self._cell
        text = editor.text()
        QTimer.singleShot(0, self, lambda: self._write(item, column, text))

    def _write(self, item: ItemId, column: int, text: str) -> None:
        row = self._model.row_of(item)
        if row >= 0:
            self._model.setData(self._model.index(row, column), text)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            leaving = event.key() in (
                Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
            )  # fmt: skip
            if leaving and isinstance(editor, QLineEdit) and self.refuses(editor):
                editor.selectAll()
                return True
        return super().eventFilter(editor, event)


class RunOfShowRows(QTableView):
    """Leaves an editor open while what is typed into it cannot be taken; Escape gives it up."""

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        cells = self.itemDelegate()
        given_up = hint is QAbstractItemDelegate.EndEditHint.RevertModelCache
        if not given_up and isinstance(cells, CellEditor) and cells.refuses(editor):
            return
        super().closeEditor(editor, hint)
