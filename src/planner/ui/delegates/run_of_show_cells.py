"""The cells of the run of show while they are typed into: what is typed is never lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.domain.ids import ItemId
from planner.domain.itinerary import ITEM_STATUSES
from planner.i18n import _
from planner.ui import theme
from planner.ui.delegates.row import RowDelegate
from planner.ui.models.run_of_show_model import (
    HEADING,
    NOTES,
    START,
    STATUS,
    RunOfShowModel,
)

Index = QModelIndex | QPersistentModelIndex
Editor = QLineEdit | QPlainTextEdit | QComboBox
LINES: Final = 5
"""Lines of text that the editor of the programme shows."""
WIDE: Final = 360
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Typing:
    """An editor that is open: where, and what was typed so far or None for nothing."""

    item: ItemId
    column: int
    text: str | None
    cursor: int


class CellEditor(RowDelegate):
    """What cannot be meant keeps the editor open and says why; nothing that was typed is lost.

    Times and titles are typed in a line, the text for the programme in several, a status is chosen.
    """

    troubled = Signal(str)
    first = START

    def __init__(self, model: RunOfShowModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._editor: Editor | None = None
        self._cell: tuple[ItemId, int] | None = None
        self._carried: Typing | None = None

    # headings

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        text = index.data(HEADING)
        if text is None:
            super().paint(painter, option, index)
            return
        painter.save()
        painter.fillRect(option.rect, theme.color("surface2"))
        painter.setPen(theme.color("text"))
        painter.setFont(theme.sized(option.font, 1.0, strong=True))
        room = option.rect.adjusted(10, 0, -10, 0)
        room.setLeft(max(room.left(), 10))  # scrolled to the side it still says which day it is
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

    # what is being typed

    @property
    def typing(self) -> Typing | None:
        """What is being typed, to be carried over when the rows are read anew."""
        if self._editor is None or self._cell is None:
            return None
        text = _text(self._editor) if _is_modified(self._editor) else None
        return Typing(*self._cell, text, _cursor(self._editor))

    def carry(self, typing: Typing) -> None:
        """The next editor goes on with this."""
        self._carried = typing

    def put_cursor(self, cursor: int) -> None:
        """Where it was: the view selects all when it opens an editor."""
        if isinstance(self._editor, QLineEdit):
            self._editor.deselect()
            self._editor.setCursorPosition(cursor)
        elif isinstance(self._editor, QPlainTextEdit):
            place = self._editor.textCursor()
            place.setPosition(min(cursor, len(_text(self._editor))))
            self._editor.setTextCursor(place)

    # editors

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:  # fmt: skip
        editor: QWidget
        if index.column() == STATUS:
            editor = self._choice(parent)
        elif index.column() == NOTES:
            editor = QPlainTextEdit(parent)
            editor.setAccessibleName(_("Text for the programme"))
        else:
            editor = super().createEditor(parent, option, index)
        item = self._model.item(index.row())
        if isinstance(editor, Editor) and item is not None:
            self._editor, self._cell = editor, (item.id, index.column())
        return editor

    def _choice(self, parent: QWidget) -> QComboBox:
        """Written as soon as one is chosen."""
        box = QComboBox(parent)
        box.setAccessibleName(_("Status"))
        for status, text in ITEM_STATUSES.items():
            box.addItem(_(text), str(status))
        box.activated.connect(lambda _row: self._take(box))
        return box

    def _take(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:  # fmt: skip
        """Several lines need more room than the row has; they stay inside the table."""
        if isinstance(editor, QPlainTextEdit):
            around = editor.parentWidget()
            room = around.rect() if around is not None else option.rect
            height = editor.fontMetrics().lineSpacing() * LINES + 14
            place = QRect(option.rect.topLeft(), option.rect.size())
            place.setWidth(min(max(place.width(), WIDE), room.width()))
            place.setHeight(min(height, room.height()))
            place.moveRight(min(place.right(), room.right()))
            place.moveBottom(min(place.bottom(), room.bottom()))
            editor.setGeometry(place)
        elif isinstance(editor, QComboBox):
            place = QRect(option.rect)
            place.setWidth(max(place.width(), editor.sizeHint().width()))
            editor.setGeometry(place)
        else:
            super().updateEditorGeometry(editor, option, index)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self._editor:
            self._editor = self._cell = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not isinstance(editor, Editor):
            super().setEditorData(editor, index)
            return
        if _is_modified(editor):
            return
        carried, self._carried = self._carried, None
        _put_text(editor, str(index.data(Qt.ItemDataRole.EditRole) or ""), modified=False)
        if carried is not None and carried.text is not None:
            _put_text(editor, carried.text, modified=True)
        elif isinstance(editor, QLineEdit):
            QTimer.singleShot(0, editor, editor.selectAll)
        elif isinstance(editor, QPlainTextEdit):
            editor.moveCursor(QTextCursor.MoveOperation.End)

    def refuses(self, editor: QWidget) -> bool:
        """Say why what is typed cannot be taken, if it cannot."""
        if not isinstance(editor, Editor) or editor is not self._editor or self._cell is None:
            return False
        item, column = self._cell
        row = self._model.row_of(item)
        trouble = self._model.trouble(self._model.index(row, column), _text(editor))
        self.troubled.emit(trouble)
        return bool(trouble)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, Editor) or self._cell is None or self.refuses(editor):
            return
        # Later: the model is read anew, and the editor must be gone by then.
        item, column = self._cell
        text = _text(editor)
        QTimer.singleShot(0, self, lambda: self._write(item, column, text))

    def _write(self, item: ItemId, column: int, text: str) -> None:
        row = self._model.row_of(item)
        if row >= 0:
            self._model.setData(self._model.index(row, column), text)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if isinstance(editor, QPlainTextEdit) and event.key() in _ENTER:
                if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                    editor.insertPlainText("\n")
                else:
                    self._take(editor)
                return True
            leaving = event.key() in (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if leaving and isinstance(editor, QLineEdit) and self.refuses(editor):
                editor.selectAll()
                return True
        return super().eventFilter(editor, event)


def _text(editor: Editor) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def _put_text(editor: Editor, text: str, *, modified: bool) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findData(text))
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
        editor.setModified(modified)
    else:
        editor.setPlainText(text)
        editor.document().setModified(modified)


def _is_modified(editor: Editor) -> bool:
    """A choice is written when it is made: until then nothing was."""
    if isinstance(editor, QComboBox):
        return False
    return editor.isModified() if isinstance(editor, QLineEdit) else editor.document().isModified()


def _cursor(editor: Editor) -> int:
    if isinstance(editor, QLineEdit):
        return editor.cursorPosition()
    return editor.textCursor().position() if isinstance(editor, QPlainTextEdit) else 0


class RunOfShowRows(QTableView):
    """Leaves an editor open while what is typed into it cannot be taken; Escape gives it up."""

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        cells = self.itemDelegate()
        given_up = hint is QAbstractItemDelegate.EndEditHint.RevertModelCache
        if not given_up and isinstance(cells, CellEditor) and cells.refuses(editor):
            return
        super().closeEditor(editor, hint)

    def moveCursor(
        self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:  # fmt: skip
        """The keys pass over the headings of the days."""
        upwards = action in (
            QTableView.CursorAction.MoveUp,
            QTableView.CursorAction.MovePageUp,
            QTableView.CursorAction.MovePrevious,
            QTableView.CursorAction.MoveEnd,
        )
        index = super().moveCursor(action, modifiers)
        if index.isValid() and index.data(HEADING) is not None:
            column = max(self.currentIndex().column(), START)
            while index.isValid() and index.data(HEADING) is not None:
                index = index.siblingAtRow(index.row() + (-1 if upwards else 1))
            index = index.siblingAtColumn(column)
        return index if index.isValid() else self.currentIndex()
