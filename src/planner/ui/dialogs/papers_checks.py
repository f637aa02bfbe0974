"""The right side of papers: what to look at before one goes out, with the way there, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.services.paper_remarks import RemarkKind
from planner.ui import icons
from planner.ui.dialogs.papers_asked import Shown
from planner.ui.widgets.label import Label
from planner.ui.widgets.links import LinkButton

if TYPE_CHECKING:
    from planner.domain.ids import ItemId
    from planner.domain.plan import Plan
    from planner.services.paper_remarks import Remark

WIDTH: Final = 232
_MOST: Final = 6
"""Entries that are listed below a remark."""
_LIGHT: Final = frozenset({RemarkKind.DRAFT, RemarkKind.PLACEHOLDERS})
"""What is only to be known."""


class ChecksPane(QScrollArea):
    item_wanted = Signal(str)
    """The key of an entry to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        self.texts: list[str] = []
        self.links: list[LinkButton] = []
        self.left_out = ""
        self._inside = QWidget(self)
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(12, 12, 16, 12)
        self._rows.setSpacing(4)
        self.setWidget(self._inside)
        self.show_found(None)

    def show_found(self, found: Shown | None) -> None:
        """Without pages there is nothing to check."""
        self._clear()
        if found is not None and found.printed is not None:
            self._heading(_("Before it goes out"), top=0)
            for remark in found.remarks:
                self._remark(remark, found.printed.plan)
            if not found.remarks:
                self._line("check", "ok", _("Nothing to look at."))
            self._privacy(found.left_out)
        self._rows.addStretch(1)

    def _clear(self) -> None:
        self.texts, self.links, self.left_out = [], [], ""
        while (taken := self._rows.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _heading(self, text: str, top: int = 12) -> None:
        label = Label(text, strong=True, wrap=True, parent=self._inside)
        label.setContentsMargins(0, top, 0, 2)
        self._rows.addWidget(label)

    def _remark(self, remark: Remark, plan: Plan) -> None:
        light = remark.kind in _LIGHT
        self._line("info" if light else "triangle-alert", "text2" if light else "warn", remark.text)
        self.texts.append(remark.text)
        for key in remark.items[:_MOST]:
            self._link(key, plan)
        more = len(remark.items) - _MOST
        if more > 0:
            text = ngettext("… and {count} more entry", "… and {count} more entries", more)
            label = Label(text, "text2", size=0.9, wrap=True, parent=self._inside)
            label.setContentsMargins(24, 0, 0, 4)
            self._rows.addWidget(label)

    def _link(self, key: ItemId, plan: Plan) -> None:
        item = plan.item[key]
        link = LinkButton(item.title or _("Entry without a title"), self._inside)
        link.setAccessibleName(_("Go to entry: {title}").format(title=item.title))
        link.setAutoDefault(False)
        link.clicked.connect(lambda _on=False: self.item_wanted.emit(key))
        holder = QWidget(self._inside)
        line = QHBoxLayout(holder)
        line.setContentsMargins(22, 0, 0, 0)
        line.addWidget(link)
        self._rows.addWidget(holder)
        self.links.append(link)

    def _line(self, picture: str, token: str, text: str) -> None:
        holder = QWidget(self._inside)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(8)
        sign = QLabel(holder)
        sign.setPixmap(icons.pixmap(picture, 16, token, self.devicePixelRatioF()))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        sign.setContentsMargins(0, 2, 0, 0)
        line.addWidget(sign)
        line.addWidget(Label(text, wrap=True, parent=holder), 1)
        self._rows.addWidget(holder)

    def _privacy(self, left_out: Sequence[str]) -> None:
        self._heading(_("Left out for this audience"))
        self.left_out = "\n".join(left_out)
        if left_out:
            self._line("lock", "text2", self.left_out)
        else:
            self._line("lock-open", "text2", _("Nothing: everything in the visit may be told."))
