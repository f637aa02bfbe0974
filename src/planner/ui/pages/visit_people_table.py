"""The table of a delegation: columns in which nobody has anything make room for the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from planner.domain.lines import DelegateLine
from planner.ui.models.delegation_model import COLUMNS, DelegationModel
from planner.ui.widgets.table import Table


class PeopleTable(Table):
    """Decides by the whole delegation, so that filtering does not make columns come and go."""

    def __init__(self, name: str, model: DelegationModel, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._people = model
        self.show_model(model)

    def show_columns_of(self, lines: Sequence[DelegateLine]) -> None:
        wanted = [
            column
            for column in COLUMNS
            if not column.key or any(column.value(line) for line in lines)
        ]
        if self._people.set_columns(wanted):
            self._fit()
