"""A list of follow-ups that is also a board: what lists do with the row in front, with the card in front."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.domain.lines import FollowUpLine
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.ui.pages import follow_up_verbs as verbs
from planner.ui.pages.follow_up_board import FollowUpBoard
from planner.ui.pages.list_page import ListPage


class BoardedPage(ListPage):
    """``is_board`` says which of the two is in front; the board is made when it is looked at first."""

    board: FollowUpBoard | None = None

    @property
    def is_board(self) -> bool:
        raise NotImplementedError

    @property
    def front(self) -> FollowUpBoard | None:
        """The board, where it is in front."""
        return self.board if self.board is not None and self.is_board else None

    @property
    def key(self) -> str:
        """The record in front, "" for none."""
        return self.front.current_key if self.front else self.table.current_key

    @property
    def line(self) -> FollowUpLine | None:
        if self.front is not None:
            return self.front.current
        row = self.table.currentIndex().row()
        return self.model.line(row) if 0 <= row < self.model.rowCount() else None

    def show_board(self, shown: bool) -> None:
        """The board in the place of the rows, or the other way round; the record stays in front."""
        key = self.table.current_key if shown else (self.board.current_key if self.board else "")
        self.table.setVisible(not shown)
        if shown or self.board is not None:
            self._the_board().setVisible(shown)
        self._read_again()
        if key:
            self.bring(key)

    def bring(self, key: str) -> None:
        """To the front, as far as it is shown here."""
        if self.front is not None:
            self.front.choose(key)
        elif (row := self.model.seek(key)) is not None:
            self.table.choose(row)

    # what lists do

    def activate(self) -> None:
        if self.front is None:
            super().activate()
            return
        self._selected()
        self.front.take_focus()

    def inspector(self) -> QWidget | None:
        if self.front is not None and self.front.current_key:
            return self._form
        return super().inspector()

    def can(self, verb: str) -> bool:
        if self.front is not None and verb in ("edit", "remove"):
            return bool(self.front.current_key)
        return super().can(verb)

    def edit(self) -> None:
        if self.front is None:
            super().edit()
        elif self.front.current_key:
            self._open_inspector()
            self._focus_inspector()

    def remove(self) -> None:
        line = self.line
        if self.front is None or line is None:
            super().remove()
            return
        try:
            self.delete(line.id)
        except UserError as error:
            self.context.messages.error(error)
            return
        step = self.context.planner.history.next_undo()
        if step is not None:
            self._say_removed([line.title], [step.number])
        self.front.take_focus()

    def _read_again(self) -> None:
        if self.front is None:
            super()._read_again()
            return
        self._pause.stop()
        self.front.read(self.text)
        count = self.front.count
        self._count.setText(ngettext("{count} record", "{count} records", count) if count else "")
        self._say_none(self.front)

    def _say_none(self, board: FollowUpBoard) -> None:
        if self.text:
            sentence = _("Nothing here matches “{text}”.").format(text=self.text)
            board.empty.say("search", sentence, (_("Clear filter"), self.filter.clear))
        elif self.context.planner.is_read_only:
            board.empty.say("list-checks", _("Nothing is open."))
        else:
            board.empty.say("list-checks", _("Nothing is open."), (self.new_text(), self.new))

    def _selected(self) -> None:
        if self.front is None:
            super()._selected()
        else:
            key = self.front.current_key
            self.context.selection.choose(self.word, (key,) if key else ())

    def _created(self, key: str) -> None:
        if self.front is None:
            super()._created(key)
            return
        self._drafting = False
        self.front.choose(key)
        self.inspector_changed.emit()
        self.context.update_commands()

    # inside

    def _the_board(self) -> FollowUpBoard:
        if self.board is None:
            board = self.board = FollowUpBoard(self.context, self)
            board.chosen.connect(self._show_card)
            board.opened.connect(self.open_key)
            board.ticked.connect(lambda key: verbs.tick(self.context, key, self))
            board.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            board.customContextMenuRequested.connect(self._menu_of_card)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.addWidget(board, 1)
        return self.board

    def _show_card(self, key: str) -> None:
        if self._drafting and not key:
            return
        self._show(key)
        self._selected()

    def _menu_of_card(self, at: QPoint) -> None:
        menu = self.row_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.board.mapToGlobal(at) if self.board is not None else at)
