"""The agreements as bars over the years; every bar is a row, and its record stands in the inspector."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.pages.agreement_form import AgreementForm
from planner.ui.pages.agreement_scene import agreement_scene
from planner.ui.pages.page import Page
from planner.ui.pages.tabbed import TabbedPage
from planner.ui.timeline.canvas import ZOOM
from planner.ui.timeline.saving import save_picture
from planner.ui.timeline.scene import Scene
from planner.ui.timeline.timeline import Timeline
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.services.changes import Changed

WORDS: Final = frozenset({"agreement", "agreement_party", "organisation"})
PAUSE: Final = 150
QUICK: Final = 1500
"""Agreements that are read and laid out within a tenth of a second."""


class AgreementTimeline(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form: AgreementForm | None = None
        self._asked, self._wanted = 0, ""
        self._beside = parent if isinstance(parent, TabbedPage) else None
        self.filter = QLineEdit(self)
        self.timeline = Timeline(self)
        self._count = Label("", "text2", parent=self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()

    @property
    def title(self) -> str:
        return _("Agreements")

    def _build(self) -> None:
        self.filter.setPlaceholderText(_("Filter this list"))
        self.filter.setAccessibleName(_("Filter this list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumHeight(30)
        self.filter.setMaximumWidth(320)
        self.filter.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self._read)
        self.timeline.chosen.connect(lambda row, _mark: self._show(row))
        self.timeline.opened.connect(lambda _row, _mark: self.edit())
        line = QHBoxLayout()
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(8)
        line.addWidget(self.filter, 2)
        line.addWidget(self._count)
        line.addStretch(1)
        timeline = self.timeline
        for name, text, hint, act in (
            ("minus", "", _("Smaller"), lambda: timeline.zoom(1 / ZOOM)),
            ("plus", "", _("Larger"), lambda: timeline.zoom(ZOOM)),
            ("", _("Today"), "", timeline.show_today),
            ("", _("All years"), "", timeline.fit),
            ("upload", _("Picture…"), "", self.save_picture),
        ):
            line.addWidget(self._button(name, text, hint, act))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.timeline, 1)

    def _button(self, name: str, text: str, hint: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        if name:
            button.setIcon(icon(name))
        button.setAccessibleName(text or hint)
        button.setMinimumHeight(30)
        button.clicked.connect(lambda: act())
        return button

    # page

    def refresh(self, changed: Changed | None = None) -> None:
        if changed is None or changed.words & WORDS:
            self._read()
        if self._form is not None:
            self._form.follow(changed)

    def _read(self) -> None:
        """At once, or beside the window where there are very many."""
        self._pause.stop()
        self._asked += 1
        asked, planner, text = self._asked, self.context.planner, self.filter.text().strip()

        def scene() -> Scene:
            bars = planner.relationships.agreement_bars(text)
            return agreement_scene(bars, planner.today(), _("Timeline of the agreements"))

        if planner.agreements.count() <= QUICK:
            self._show_scene(scene())
            return
        self.context.tasks.run(
            lambda _progress: scene(),
            lambda found: self._show_scene(found) if asked == self._asked else None,
            text=_("Looking at the dates"),
        )

    def _show_scene(self, scene: Scene) -> None:
        self.timeline.show_scene(scene)
        count = len(scene.rows)
        self._count.setText(ngettext("{count} record", "{count} records", count) if count else "")
        if self._wanted and self.timeline.choose_id(self._wanted, tell=True):
            self._wanted = ""
        if self._form is not None and self.timeline.current_row is None:
            self._form.key = ""
            self.inspector_changed.emit()

    def activate(self) -> None:
        self.timeline.setFocus()
        if self.timeline.current_row is None:
            self.timeline.choose(0)
        self._select()

    def inspector(self) -> QWidget | None:
        return self._form if self._form is not None and self._form.key else None

    def _show(self, key: str) -> None:
        if self._form is None:
            self._form = AgreementForm(self.context)
        if self._form.key != key:
            try:
                self._form.show_record(key)
            except UserError as error:
                self.context.messages.error(error)
                return
        self._select()
        self.inspector_changed.emit()

    def _select(self) -> None:
        row = self.timeline.current_row
        self.context.selection.choose("agreement", (row.id,) if row else ())

    def show_record(self, word: str, key: str) -> None:
        if self.filter.text() and key not in self.timeline.scene.place:
            self.filter.clear()
            self._read()
        if not self.timeline.choose_id(key, tell=True):
            self._wanted = key  # it is being read

    # verbs

    def can(self, verb: str) -> bool:
        has = self.timeline.current_row is not None
        return {"new": self._beside is not None, "find": True, "edit": has}.get(verb, False)

    def new(self) -> None:
        """A new agreement has no bar yet: it begins in the register."""
        if self._beside is not None:
            self._beside.turn_to("register").new()

    def edit(self) -> None:
        opens = getattr(self.window(), "open_inspector", None)
        if self._form is not None and self._form.key and opens is not None:
            opens()
            next(iter(self._form.fields.values())).setFocus()

    def find_in_page(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def commands(self) -> list[Command]:
        return [
            Command(
                id="timeline.picture",
                text=_("Write the timeline as a picture…"),
                icon="upload",
                scope="page",
                run=self.save_picture,
            ),
            Command(
                id="timeline.today",
                text=_("Show today"),
                icon="calendar",
                menu="view",
                scope="page",
                separator=True,
                run=self.timeline.show_today,
            ),
            Command(
                id="timeline.all",
                text=_("Show all years"),
                icon="maximize",
                menu="view",
                scope="page",
                run=self.timeline.fit,
            ),
        ]

    def save_picture(self) -> None:
        save_picture(self.context, self.timeline, _("agreements"))
