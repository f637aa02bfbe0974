"""What stands on Home while the library is empty: three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui import icons, theme
from planner.ui.widgets.label import Label
from planner.ui.widgets.panel import Panel


class FirstRun(QWidget):
    imported = Signal()
    new_visit = Signal()
    protected = Signal()

    def __init__(
        self, place: str, parent: QWidget | None = None, *, encrypted: bool = False
    ) -> None:
        """``place`` is where the data is kept."""
        super().__init__(parent)
        title = Label(
            _("Plan a visit from the list you already have"),
            size=1.5,
            strong=True,
            wrap=True,
            parent=self,
        )
        drop = Panel("surface", "round", frame="borderStrong", parent=self)
        self._picture = QLabel(drop)
        hint = Label(
            _("Drop a delegate list from Excel here"),
            size=1.1,
            wrap=True,
            parent=drop,
        )
        choose = QPushButton(_("Choose a file…"), drop)
        choose.clicked.connect(self.imported)
        inner = QVBoxLayout(drop)
        inner.setContentsMargins(32, 28, 32, 28)
        inner.setSpacing(12)
        for widget in (self._picture, hint):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inner.addWidget(widget)
        inner.addWidget(choose, 0, Qt.AlignmentFlag.AlignHCenter)
        empty = QPushButton(icons.icon("calendar-plus"), _("New empty visit"), self)
        empty.clicked.connect(self.new_visit)
        for button in (choose, empty):
            button.setMinimumHeight(34)
        kept = Label(
            _("Your data stays in {place}. Nothing is sent.").format(place=place),
            "text2",
            wrap=True,
            parent=self,
        )
        protect = QPushButton(icons.icon("lock"), _("Encrypt the library…"), self)
        protect.clicked.connect(self.protected)
        protect.setMinimumHeight(34)
        protect.setVisible(not encrypted)
        self._arrange(title, drop, empty, kept, protect)
        self._draw()
        theme.current().changed.connect(self._draw)

    def _arrange(
        self, title: Label, drop: QWidget, empty: QWidget, kept: Label, protect: QWidget
    ) -> None:
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        kept.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addStretch(2)
        for widget in (title, drop):
            column.addWidget(widget)
        column.addWidget(empty, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(kept)
        column.addWidget(protect, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        line = QHBoxLayout(self)
        line.setContentsMargins(32, 16, 32, 16)
        line.addStretch(1)
        line.addLayout(column, 4)
        line.addStretch(1)

    def _draw(self) -> None:
        self._picture.setPixmap(icons.pixmap("download", 40, "text2", self.devicePixelRatioF()))
