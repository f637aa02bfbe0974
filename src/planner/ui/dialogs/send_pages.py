"""The papers of one recipient as pages, by the renderer of the files; made when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.errors import UserError
from planner.i18n import _
from planner.services.occasions import Paper
from planner.ui.context import Context
from planner.ui.dialogs.errand import Errand
from planner.ui.dialogs.paper_setting import small_combo
from planner.ui.dialogs.papers_look import PagesPane
from planner.ui.tasks import Progress
from planner.ui.widgets.page_list import png_size

SETTLE = 150


@dataclass(frozen=True)
class Made:
    paper: Paper
    pages: tuple[bytes, ...]
    ppi: float


class ParcelPages(QWidget):
    """One paper after the other, chosen from a box; pages come in the size of the view."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._papers: Sequence[Paper] = ()
        self._made: Made | None = None
        self.box = small_combo(self)
        self.box.setAccessibleName(_("Paper"))
        self.pane = PagesPane(self)
        self.work = Errand(context, self)
        self.pane.choose_zoom(0.75)  # where it stands it is wide and low
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.box)
        rows.addWidget(self.pane, 1)
        self.box.activated.connect(lambda _row: self._soon(0))
        self.pane.measured.connect(lambda: self._later.start(SETTLE))
        self._later.timeout.connect(self.look)
        self.work.looked.connect(self._show)
        self.work.failed.connect(self._failed)

    def show_papers(self, papers: Sequence[Paper]) -> int:
        """Those of one recipient; how many have pages."""
        front = self.box.currentText()
        self._papers = [one for one in papers if one.pages is not None]
        self.box.clear()
        self.box.addItems([one.name for one in self._papers])
        self.box.setCurrentIndex(max(0, self.box.findText(front)))
        self.box.setVisible(len(self._papers) > 1)
        self._made = None
        self._soon(0)
        return len(self._papers)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later.start(0)

    def _soon(self, wait: int) -> None:
        self.work.forget_look()
        if self._papers:
            self.pane.wait()
            self._later.start(wait)
        else:
            self.pane.say("file-text", _("This recipient gets no papers as pages."))

    def look(self) -> None:
        """Nothing is made for a view that nobody sees."""
        row = self.box.currentIndex()
        if not self.isVisible() or not 0 <= row < len(self._papers):
            return
        paper, measure, made = self._papers[row], self.pane.measure, self._made
        assert paper.pages is not None
        draw = paper.pages

        def act(_progress: Progress) -> Made:
            known = made if made is not None and made.paper is paper else None
            pages, ppi = (known.pages, known.ppi) if known else (draw(96.0), 96.0)
            wide, high = (dots / ppi for dots in png_size(pages[0]))
            wanted = measure.fitting(wide, high)
            if abs(wanted - ppi) > 1:
                pages, ppi = draw(wanted), wanted
            return Made(paper, tuple(pages), ppi)

        self.work.begin_look(act)

    def _show(self, made: Made) -> None:
        self._made = made
        self.pane.show_pages(made.pages, made.ppi, made.paper.name)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.pane.fail(str(error))
        else:
            self._context.messages.unexpected(error)
            self.pane.fail(_("The pages could not be made."))
