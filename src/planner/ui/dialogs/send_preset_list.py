"""The presets of sending: chosen from a list; one of one's own is saved under a name, or removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.errors import UserError
from planner.i18n import _
from planner.services.send_presets import Preset
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.plain import escaped

_LINES: Final = 9


class PresetList(QWidget):
    """``made`` is what would be saved now, without its name."""

    chosen = Signal(object)
    """The preset, also when it is clicked once more."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.made: Callable[[], Preset] | None = None
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Preset"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.save_button = QPushButton(icon("plus", "text"), _("Save preset…"), self)
        self.remove_button = QPushButton(icon("trash-2", "text"), "", self)
        self.remove_button.setToolTip(_("Remove the preset"))
        self.remove_button.setAccessibleName(_("Remove the preset"))
        beside = QHBoxLayout()
        beside.addWidget(self.save_button, 1)
        beside.addWidget(self.remove_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.list)
        rows.addLayout(beside)
        for button in (self.save_button, self.remove_button):
            button.setMinimumHeight(28)
            button.setAutoDefault(False)
        self.refresh()
        self.save_button.setEnabled(not context.planner.is_read_only)
        self.list.currentItemChanged.connect(lambda *_items: self._tell())
        self.list.itemClicked.connect(lambda _item: self._tell())
        self.save_button.clicked.connect(lambda _on=False: self._ask_name())
        self.remove_button.clicked.connect(lambda _on=False: self.remove())

    @property
    def front(self) -> Preset:
        row = self.list.currentRow()
        return self._presets[max(0, row)]

    def refresh(self, front: str = "") -> None:
        """Read the presets, with this one in front; nobody is told."""
        self._presets = self._context.planner.send_presets.all()
        blocked = self.list.blockSignals(True)
        self.list.clear()
        line = max(24, self.fontMetrics().height() + 8)
        for one in self._presets:
            item = QListWidgetItem(one.name)
            item.setToolTip(escaped(one.name))
            item.setSizeHint(QSize(0, line))
            self.list.addItem(item)
        keys = [one.key for one in self._presets]
        self.list.setCurrentRow(keys.index(front) if front in keys else 0)
        self.list.blockSignals(blocked)
        self.list.setFixedHeight(min(len(keys), _LINES) * line + 8)
        self._enable()

    def choose(self, key: str) -> None:
        for row, one in enumerate(self._presets):
            if one.key == key:
                self.list.setCurrentRow(row)

    def _tell(self) -> None:
        self._enable()
        self.chosen.emit(self.front)

    def _enable(self) -> None:
        writable = not self._context.planner.is_read_only
        self.remove_button.setEnabled(writable and self.front.is_own)

    def _ask_name(self) -> None:
        name, wanted = QInputDialog.getText(
            self,
            _("Save preset"),
            _("Name of the preset"),
            QLineEdit.EchoMode.Normal,
            self.front.name if self.front.is_own else "",
        )
        if wanted:
            self.save(name)

    def save(self, name: str) -> None:
        """Keep what is chosen now under this name; a preset of the same name is replaced."""
        assert self.made is not None
        try:
            kept = self._context.planner.send_presets.save(name, self.made())
        except UserError as error:
            self._context.messages.error(error)
            return
        self.refresh(kept.key)

    def remove(self) -> None:
        """Remove the saved preset in front; the first one stands in front then."""
        self._context.planner.send_presets.remove(self.front.key)
        self.refresh()
        self._tell()
