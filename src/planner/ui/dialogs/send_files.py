"""The files that are sent, by their groups: papers set as pages, calendars, Excel; each group folds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.documents.kinds import DOCUMENTS
from planner.i18n import _
from planner.services.papers import PAPERS
from planner.ui.dialogs.paper_setting import PaperSetting

CALENDARS = frozenset(
    {"calendar", "updates", "visit", "people", "groups", "hosts", "drivers", "rooms"}
)


class Group(QWidget):
    """A heading that says how many are ticked, and folds what stands below it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.head = QToolButton(self)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setAutoRaise(True)
        self.head.setCheckable(True)
        self.head.setMinimumHeight(26)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.inside = QWidget(self)
        self.boxes: dict[str, QCheckBox] = {}
        self.rows = QVBoxLayout(self.inside)
        self.rows.setContentsMargins(4, 0, 0, 4)
        self.rows.setSpacing(2)
        cover = QVBoxLayout(self)
        cover.setContentsMargins(0, 0, 0, 0)
        cover.setSpacing(0)
        cover.addWidget(self.head)
        cover.addWidget(self.inside)
        self.head.toggled.connect(self._fold)
        self._fold(shown=False)

    def add(self, name: str, text: str) -> QCheckBox:
        box = self.boxes[name] = QCheckBox(text, self.inside)
        box.setMinimumHeight(24)
        box.toggled.connect(lambda _on: self.say())
        self.rows.addWidget(box)
        self.say()
        return box

    @property
    def ticked(self) -> int:
        return sum(box.isChecked() for box in self.boxes.values())

    def say(self) -> None:
        count = _("{count} of {total}").format(count=self.ticked, total=len(self.boxes))
        self.head.setText(f"{self._title} ({count})")

    def _fold(self, shown: bool) -> None:
        self.inside.setVisible(shown)
        self.head.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)


class SendFiles(QWidget):
    """What is ticked, and how papers are set; a group with a tick is open at first."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = PaperSetting(self)
        self.pages, self.calendars, self.sheets = self.groups = (
            Group(_("Papers"), self),
            Group(_("Calendars"), self),
            Group(_("Excel"), self),
        )
        self.boxes: dict[str, QCheckBox] = {}
        for name, kind in PAPERS.items():
            self.boxes[name] = self._group_of(name).add(name, _(kind.title))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for group in self.groups:
            rows.addWidget(group)
        self.pages.rows.addWidget(self.setting)
        for box in self.boxes.values():
            box.toggled.connect(lambda _on: self._ticked())
        self.setting.changed.connect(self.changed)
        self._show_setting()

    def _group_of(self, name: str) -> Group:
        if name in DOCUMENTS:
            return self.pages
        return self.calendars if name in CALENDARS else self.sheets

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def show_chosen(self, papers: Iterable[str]) -> None:
        """Tick these and no others, without telling."""
        wanted = set(papers)
        for name, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(name in wanted)
            box.blockSignals(blocked)
        for group in self.groups:
            group.say()
            group.head.setChecked(bool(group.ticked))
        self._show_setting()

    @property
    def widest(self) -> int:
        """Pixels for the longest name of a file, folded away or not."""
        boxes = max(box.sizeHint().width() for box in self.boxes.values())
        return max(boxes, self.setting.sizeHint().width()) + 4

    def widgets(self) -> Sequence[QWidget]:
        return (*self.boxes.values(), self.setting)

    def _ticked(self) -> None:
        self._show_setting()
        self.changed.emit()

    def _show_setting(self) -> None:
        """Languages, template and formats are those of papers alone."""
        self.setting.setVisible(bool(self.pages.ticked))
