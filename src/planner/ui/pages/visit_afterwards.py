"""The tab of what became of a visit: who came, outcomes, gifts, costs, media, and the report of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from planner.domain.visits import VISIT_STATUSES, Visit
from planner.i18n import _, inside
from planner.services.reporting import EXCEL, ReportRequest
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.files import FileChooser
from planner.ui.icons import icon
from planner.ui.pages.afterwards_costs import CostsSection
from planner.ui.pages.afterwards_gifts import GiftsSection
from planner.ui.pages.afterwards_invitations import InvitationsSection
from planner.ui.pages.afterwards_media import MediaSection
from planner.ui.pages.afterwards_outcomes import OutcomesSection
from planner.ui.pages.afterwards_people import PeopleSection
from planner.ui.pages.afterwards_section import RecordsSection
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.links import LinkButton

AFTERWARDS: Final = frozenset({"outcome", "gift", "cost", "media_mention", "invitation"})
"""Words whose change concerns this tab alone."""


Section = (
    OutcomesSection
    | GiftsSection
    | CostsSection
    | MediaSection
    | PeopleSection
    | InvitationsSection
)


class AfterwardsTab(QWidget):
    """Read only while somebody looks at it."""

    report_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self._shown: VisitState | None = None
        self.outcomes = OutcomesSection(context, self)
        self.gifts = GiftsSection(context, self)
        self.costs = CostsSection(context, self)
        self.media = MediaSection(context, self)
        self.people = PeopleSection(context, self)
        self.invitations = InvitationsSection(context, self)
        self.sections: tuple[Section, ...] = (
            *(self.outcomes, self.gifts, self.costs, self.media),
            *(self.people, self.invitations),
        )
        self.bar = QTabBar(self)
        self.stack, self.verbs = QStackedWidget(self), QStackedWidget(self)
        self.links = QWidget(self)
        self.report_button = self._button("file-text", _("Visit report…"), self.report_wanted.emit)
        self.table_button = self._button(
            "file-spreadsheet", _("As Excel…"), lambda: self.save_table(context.files)
        )
        self.letters_button = self._button("mail", _("Thank-you letters…"), self.thank)
        self._arrange()
        self.bar.currentChanged.connect(self._turn)

    def _button(self, shape: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(shape, "text"), text, self)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: act())
        return button

    def _arrange(self) -> None:
        self.bar.setAccessibleName(_("What became of the visit"))
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        for section in self.sections:
            self.bar.addTab(_(section.title))
            self.stack.addWidget(section)
            self.verbs.addWidget(section.verbs)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 6, 16, 6)
        buttons.setSpacing(8)
        buttons.addWidget(self.verbs, 1)
        buttons.addWidget(self.report_button)
        buttons.addWidget(self.table_button)
        buttons.addWidget(self.letters_button)
        self._linked = QVBoxLayout(self.links)
        self._linked.setContentsMargins(14, 0, 16, 0)
        self._linked.setSpacing(0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.links)
        rows.addSpacing(4)
        rows.addWidget(self.bar)
        rows.addLayout(buttons)
        rows.addWidget(self.stack, 1)

    # what is written of it

    def thank(self) -> None:
        """Letters to the hosts; first a look at each."""
        from planner.ui.dialogs.thank_you import ThankYouDialog

        if self._state is None:
            return
        self.commit()
        dialog = ThankYouDialog(self._context, self._state.visit_id, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_table(self, files: FileChooser) -> None:
        """Every cost on its own line, for those who go on counting."""
        if self._state is None:
            return
        self.commit()
        folder = files.folder(self, _("Save the report as Excel"), "report")
        if folder is None:
            return
        reporting, visit = self._context.planner.reporting, self._state.visit_id
        request = ReportRequest(visit_id=visit, formats=(EXCEL,))
        self._context.tasks.run(
            lambda _progress: reporting.save(request, folder),
            lambda done: self._context.messages.toast(
                _("{name} was written").format(name=done[0].name)
            ),
            text=_("Writing files"),
        )

    # verbs of the window

    def commands(self) -> list[Command]:
        """What is written of a visit afterwards, from wherever on its page."""
        return [
            Command(
                id=f"visit.{name}",
                text=text,
                run=act,
                icon=shape,
                menu="file",
                scope="page",
            )
            for name, text, act, shape in (
                ("report", _("Visit report…"), self.report_wanted.emit, "file-text"),
                (
                    "report_table",
                    _("Visit report as Excel…"),
                    lambda: self.save_table(self._context.files),
                    "file-spreadsheet",
                ),
                ("thank", _("Thank-you letters…"), self.thank, "mail"),
            )
        ]

    def can(self, verb: str) -> bool:
        """New, edit and remove, of the section in front."""
        section = self._section
        if not isinstance(section, RecordsSection) or self._context.planner.is_read_only:
            return False
        return verb == "new" or section.record is not None

    def new(self) -> None:
        if isinstance(section := self._section, RecordsSection):
            section.new()

    def edit(self) -> None:
        """The cursor goes into the fields."""
        if isinstance(section := self._section, RecordsSection):
            section.start_typing()

    def remove(self) -> None:
        if isinstance(section := self._section, RecordsSection):
            section.remove()

    @property
    def _section(self) -> Section:
        return self.sections[self.bar.currentIndex()]

    # showing

    @property
    def front(self) -> QWidget:
        """Where the focus belongs."""
        return self._section.table

    def show_state(self, state: VisitState) -> None:
        self._state = state
        if self.isVisible():
            self._show()

    def read_again(self) -> None:
        """Something of this tab was changed just now."""
        if not self.isVisible():
            self._shown = None
            return
        for section in self.sections:
            section.read_again()
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def commit(self) -> None:
        for section in self.sections:
            section.commit()

    def _show(self) -> None:
        state = self._state
        if state is None or state is self._shown:
            return
        self._shown = state
        for section in self.sections:
            section.show_state(state)
        self._link(state)
        self._count()

    def _count(self) -> None:
        for place, section in enumerate(self.sections):
            count = section.model.rowCount()
            text = _(section.title)
            self.bar.setTabText(place, f"{text} ({count})" if count else text)

    def _turn(self, place: int) -> None:
        self.sections[self.stack.currentIndex()].commit()
        self.stack.setCurrentIndex(place)
        self.verbs.setCurrentIndex(place)
        self._context.update_commands()

    def _link(self, state: VisitState) -> None:
        """What the visit was before, and what took its place."""
        while (taken := self._linked.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.deleteLater()
        links = self._context.planner.reviving.links(state.visit_id)
        for before in links.before:
            self._linked.addWidget(
                self._open(
                    _("Takes the place of “{title}” ({status})").format(
                        title=before.title, status=_state_of(before)
                    ),
                    before,
                )
            )
        if links.after is not None:
            text = _("Revived as “{title}”").format(title=links.after.title)
            self._linked.addWidget(self._open(text, links.after))
        self.links.setVisible(bool(links.before) or links.after is not None)

    def _open(self, text: str, visit: Visit) -> LinkButton:
        button = LinkButton(text, self.links)
        opens: Callable[[], None] = partial(self._context.open_record, "visit", visit.id)
        button.clicked.connect(lambda: opens())
        return button


def _state_of(visit: Visit) -> str:
    status = inside(_(VISIT_STATUSES[visit.status]))
    return f"{status}: {visit.status_reason}" if visit.status_reason else status
