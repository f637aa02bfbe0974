"""What can be done with the rows that are selected in a list, whatever the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QMimeData, QObject

from planner.i18n import _
from planner.ui import clipboard
from planner.ui.commands import Command
from planner.ui.table_out import table_data
from planner.ui.undoing import taking_back

if TYPE_CHECKING:
    from planner.ui.pages.narrowed_list import NarrowedList

MOST: Final = 2000
"""Records that are copied or dragged at once."""


class ListVerbs(QObject):
    """Acts on the selection of the page."""

    def __init__(self, page: NarrowedList[Any]) -> None:
        super().__init__(page)
        self._page, self._context = page, page.context

    # words of a subject

    def said_count(self, count: int) -> str:
        """ "3 people copied"."""
        raise NotImplementedError

    def edit(self) -> None:
        """Ask for one change to all that are selected."""
        raise NotImplementedError

    def copy_text(self) -> None:
        """The selected as lines for a mail."""
        raise NotImplementedError

    # commands that every list has

    def edit_command(self, reason: str) -> Command:
        return Command(
            id="item.edit_several",
            text=_("Change all selected…"),
            icon="pencil",
            shortcuts=("Shift+F2",),
            scope="page",
            separator=True,
            enabled=self._can_write,
            reason=reason,
            run=self.edit,
        )

    def copy_commands(self, subject: str, reason: str) -> list[Command]:
        """``subject`` stands in their ids: "people"."""
        return [
            Command(
                id=f"edit.copy_{subject}",
                text=_("Copy as text"),
                icon="copy",
                shortcuts=("Ctrl+C",),
                menu="edit",
                scope="page",
                separator=True,
                enabled=lambda: self.is_some,
                reason=reason,
                run=self.copy_text,
            ),
            Command(
                id=f"edit.copy_{subject}_table",
                text=_("Copy as a table"),
                shortcuts=("Ctrl+Shift+C",),
                menu="edit",
                scope="page",
                enabled=lambda: self.is_some,
                reason=reason,
                run=self.copy_table,
            ),
        ]

    # what is selected

    @property
    def keys(self) -> list[str]:
        return self._page.table.selected_keys()

    @property
    def is_some(self) -> bool:
        return bool(self._page.table.selected_rows())

    @property
    def _read_only(self) -> bool:
        return self._context.planner.is_read_only

    def _can_write(self) -> bool:
        return self.is_some and not self._read_only

    def few(self) -> list[str]:
        """Those that are selected; of very many only the first."""
        return self.keys[:MOST]

    # out of the window

    def copy_table(self) -> None:
        """In the columns and the order of the list."""
        few = self.few()
        data = self.table_of(few)
        text = data.text()
        clipboard.put(data)
        self.put_on_record(few, text)
        self.say_copied(len(few))

    def put_on_record(self, keys: Sequence[str], text: str) -> None:
        """Where rows hold data of people, that they left goes into the register of disclosures."""

    def table_of(self, keys: Sequence[str]) -> QMimeData:
        page = self._page
        columns = [page.declared.by_key[key] for key in page.chosen.keys if key != "photo"]
        lines = page.lines(keys)
        return table_data(
            [_(column.title) for column in columns],
            [[page.cell_text(column, line) for column in columns] for line in lines],
        )

    def say_copied(self, count: int) -> None:
        rest = len(self._page.table.selected_rows()) - count
        text = self.said_count(count)
        if rest > 0:
            text = _("{copied}; {rest} more are selected").format(copied=text, rest=rest)
        self._context.messages.toast(text)

    def say_changed(self, text: str) -> None:
        """A toast with Undo of the step that was just made."""
        step = self._context.planner.history.next_undo()
        undo = taking_back(self._context, [step.number]) if step is not None else None
        self._context.messages.toast(text, undo)
