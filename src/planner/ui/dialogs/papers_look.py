"""The middle of papers: the pages by the renderer of the files, how large, and what stands there else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.documents.kinds import DOCUMENTS
from planner.i18n import _
from planner.ui.dialogs.paper_setting import small_combo
from planner.ui.dialogs.papers_asked import Measure, Shown
from planner.ui.icons import icon
from planner.ui.plain import escaped
from planner.ui.widgets.elided import ElidedLabel
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.page_list import PageList

STEPS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


class PagesPane(QWidget):
    """Old pages stay, greyed, until the new ones are there."""

    measured = Signal()
    """Pages are wanted in another size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = PageList(self)
        self.said = EmptyState(self)
        self.stack = QStackedWidget(self)
        self.sentence = ""
        self.place = ElidedLabel("", parent=self)
        self.busy = ElidedLabel("", "text2", parent=self)
        self.previous = self._button("arrow-up", _("Previous page"))
        self.next = self._button("arrow-down", _("Next page"))
        self.smaller = self._button("minus", _("Smaller"))
        self.larger = self._button("plus", _("Larger"))
        self.zoom = small_combo(self)
        self.zoom.setAccessibleName(_("Size of the pages"))
        self._fill_zoom()
        self._arrange()
        self._connect()
        self.say("file-text", _("Making the pages…"))

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(icon(name, "text"), "", self)
        button.setAccessibleName(text)
        button.setToolTip(escaped(text))
        button.setFixedSize(30, 28)
        button.setAutoDefault(False)
        return button

    def _fill_zoom(self) -> None:
        self.zoom.addItem(_("Fit the width"), PageList.FIT_WIDTH)
        self.zoom.addItem(_("Whole page"), PageList.WHOLE_PAGE)
        for share in STEPS:
            self.zoom.addItem(_("{share} %").format(share=round(share * 100)), share)
        self.zoom.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(4)
        bar.addWidget(self.previous)
        bar.addWidget(self.next)
        bar.addSpacing(4)
        bar.addWidget(self.place, 1)
        bar.addWidget(self.busy)
        for widget in (self.smaller, self.zoom, self.larger):
            bar.addWidget(widget)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.said)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.list.measured.connect(self.measured)
        self.list.moved.connect(self._say_place)
        self.list.zoom_wanted.connect(self.step_zoom)
        self.zoom.activated.connect(lambda _row: self.list.set_zoom(self.zoom.currentData()))
        self.previous.clicked.connect(lambda _on=False: self.list.go(self.list.front - 1))
        self.next.clicked.connect(lambda _on=False: self.list.go(self.list.front + 1))
        self.smaller.clicked.connect(lambda _on=False: self.step_zoom(-1))
        self.larger.clicked.connect(lambda _on=False: self.step_zoom(1))

    def add_keys(self, dialog: QWidget) -> None:
        """Wherever the focus is in the dialog."""
        for keys, act in (
            (("PgDown",), lambda: self.list.step(1)),
            (("PgUp",), lambda: self.list.step(-1)),
            (("Ctrl++", "Ctrl+="), lambda: self.step_zoom(1)),
            (("Ctrl+-",), lambda: self.step_zoom(-1)),
            (("Ctrl+0",), lambda: self.choose_zoom(PageList.FIT_WIDTH)),
        ):
            shortcut = QShortcut(dialog)
            shortcut.setKeys([QKeySequence(one) for one in keys])
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    # size

    def choose_zoom(self, zoom: float) -> None:
        self.zoom.setCurrentIndex(max(0, self.zoom.findData(zoom)))
        self.list.set_zoom(zoom)

    def step_zoom(self, by: int) -> None:
        """The next size of the list from the one that is shown."""
        now = self._share
        among = [one for one in STEPS if (one > now + 0.01 if by > 0 else one < now - 0.01)]
        if among:
            self.choose_zoom(min(among) if by > 0 else max(among))

    @property
    def _share(self) -> float:
        """Of the size on paper."""
        if not self.list.pages.rowCount():
            return self.list.zoom if self.list.zoom > 0 else 1.0
        return self.list.scale(*self.list.pages.inches(0)) / 96.0

    @property
    def measure(self) -> Measure:
        """In dots of the screen."""
        ratio = self.devicePixelRatioF()
        if self.list.zoom > 0:
            return Measure(ppi=self.list.zoom * 96.0 * ratio)
        width, height = self.list.room
        whole = self.list.zoom == PageList.WHOLE_PAGE
        return Measure(width=width * ratio, height=height * ratio if whole else 0.0)

    # states

    def wait(self) -> None:
        """Newer pages are being made."""
        self.busy.setText(_("Making the pages…"))
        self.list.set_stale()
        if not self.list.pages.rowCount():
            self.say("file-text", _("Making the pages…"))

    def say(self, picture: str, sentence: str) -> None:
        """Instead of pages."""
        self.sentence = sentence
        self.said.say(picture, sentence)
        self.stack.setCurrentWidget(self.said)
        self._enable(shown=False)

    def fail(self, sentence: str) -> None:
        self.busy.setText("")
        self.say("triangle-alert", sentence)

    def show_found(self, found: Shown) -> None:
        self.busy.setText("")
        if found.printed is None:
            self.say("file-text", nothing(found))
            return
        self.show_pages(found.pages, found.ppi, found.printed.title)

    def show_pages(self, pages: Sequence[bytes], ppi: float, title: str) -> None:
        """PNGs of ``ppi`` dots of the screen in an inch."""
        self.busy.setText("")
        self.sentence = ""
        self.stack.setCurrentWidget(self.list)
        self.list.show_pages(pages, ppi, title)
        self._enable(shown=True)
        self._say_place()

    def _enable(self, *, shown: bool) -> None:
        for widget in (self.previous, self.next, self.smaller, self.larger, self.zoom):
            widget.setEnabled(shown)
        if not shown:
            self.place.setText("")

    def _say_place(self) -> None:
        count = self.list.pages.rowCount()
        if count and self.stack.currentWidget() is self.list:
            front = self.list.front
            self.place.setText(self.list.pages.named(front))
            self.previous.setEnabled(front > 0)
            self.next.setEnabled(front < count - 1)


def nothing(found: Shown) -> str:
    """Why there are no pages."""
    if found.denied is not None:
        return _("This audience does not get this paper. Choose another one.")
    if found.asked.whom and found.front is None:
        return _("Nobody in this version gets a copy of this paper yet.")
    if DOCUMENTS[found.asked.paper].compares and found.asked.since is None:
        return _("Release the visit, then choose under “Mark changes since” what readers hold.")
    return _("There is nothing to say in this paper for this audience yet.")
