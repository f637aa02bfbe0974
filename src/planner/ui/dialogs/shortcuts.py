"""The list of shortcuts: one more view over the commands."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from planner.i18n import N_, _
from planner.ui.actions import keys_text
from planner.ui.commands import Command, Registry
from planner.ui.models.table_model import Column, ListTable
from planner.ui.widgets.table import Table

COLUMNS: Final = (
    Column[Command](N_("What"), lambda command: command.text, 280),
    Column[Command](N_("Keys"), keys_text, 140),
)


class ShortcutsDialog(QDialog):
    def __init__(self, registry: Registry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.resize(520, 480)
        lines = [command for command in registry.all() if command.shortcuts]
        self.table = Table(self.windowTitle(), self)
        self.table.show_model(ListTable[Command](COLUMNS, lines, lambda command: command.id, self))
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        self.table.choose(0)
