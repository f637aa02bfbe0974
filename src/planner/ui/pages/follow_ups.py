"""Follow-ups: what is due, what waits for others, what comes later, what is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from planner.domain.due_dates import SHELVES, SPANS, Shelf, span_of
from planner.domain.followups import FOLLOW_UP_STATUSES, SIDES, Side
from planner.domain.ids import FollowUpId
from planner.domain.lines import FollowUpLine
from planner.domain.recurrence import in_words
from planner.i18n import N_, _
from planner.services.follow_up_owners import OPEN
from planner.ui.commands import Command
from planner.ui.models.table_model import Column
from planner.ui.pages import follow_up_verbs as verbs
from planner.ui.pages.follow_up_boarded import BoardedPage
from planner.ui.pages.follow_up_form import FollowUpForm
from planner.ui.pages.follow_up_verbs import due_text
from planner.ui.pages.follow_ups_out import Shown, export_commands
from planner.ui.pages.record_form import RecordForm
from planner.ui.widgets.fields import day_text
from planner.ui.widgets.follow_up_line import FollowUpLineEdit
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.services.changes import Changed

__all__ = ["TABS", "FollowUpsPage", "due_text"]

TABS: Final = tuple(Shelf)
_OWNER, _BOARD = 1, 2
"""How the rows can be grouped, besides by date."""
_LOOKED_UP: Final = frozenset({"visit", "agreement", "organisation", "person"})
"""Words whose change may give a name in the line another meaning."""


class FollowUpsPage(BoardedPage):
    word = "follow_up"
    words: ClassVar[frozenset[str]] = frozenset(
        {"follow_up", "visit", "item", "agreement", "organisation", "person"}
    )

    @property
    def title(self) -> str:
        return _("Follow-ups")

    def columns(self) -> Sequence[Column[FollowUpLine]]:
        return self._by_date()

    def _by_date(self) -> tuple[Column[FollowUpLine], ...]:
        if self.shelf is Shelf.DONE:
            done = Column[FollowUpLine](N_("Done"), lambda line: day_text(line.done_on), 110)
            return (self._what(), done, self._owner(), *self._rest())
        when = Column[FollowUpLine](N_("When"), self._span, 152, tone=self._tone, keeps=True)
        return (self._what(), when, self._due(), self._owner(), *self._rest())

    def _by_owner(self) -> tuple[Column[FollowUpLine], ...]:
        return (self._what(), self._owner(), self._due(), *self._rest())

    def _what(self) -> Column[FollowUpLine]:
        return Column(
            N_("What is to be done"),
            lambda line: line.title,
            220,
            icon=verbs.drawing,
            tone=self._tone,
        )

    def _due(self) -> Column[FollowUpLine]:
        return Column(N_("Due"), self._due_text, 140, tone=self._tone)

    def _owner(self) -> Column[FollowUpLine]:
        return Column(N_("Owner"), lambda line: line.owner or "–", 100)

    def _rest(self) -> tuple[Column[FollowUpLine], ...]:
        """What is due now and later is open and ours: there it is said how often it comes again."""
        about = Column[FollowUpLine](N_("About"), lambda line: line.about, 150, muted=True)
        if self.shelf in (Shelf.DUE, Shelf.LATER):
            again = Column[FollowUpLine](
                N_("Comes again"), lambda line: in_words(line.repeats) if line.repeats else "", 90,
                muted=True,
            )  # fmt: skip
            return (about, again)
        return (
            Column(N_("Side"), lambda line: _(SIDES[Side(line.side)]), 60, muted=True),
            about,
            Column(N_("Status"), _status, 130, muted=True),
        )

    @property
    def shelf(self) -> Shelf:
        """The list in front."""
        tabs = getattr(self, "tabs", None)  # the columns are asked for before there are tabs
        return TABS[max(0, tabs.currentIndex())] if tabs is not None else Shelf.DUE

    @property
    def groups_by_owner(self) -> bool:
        return self.grouping.currentIndex() == _OWNER

    @property
    def is_board(self) -> bool:
        return self.grouping.currentIndex() == _BOARD

    def below_filter(self) -> QWidget | None:
        """The lists and how they are grouped, and under them the quick-add line."""
        self._make_tabs()
        self.quick = FollowUpLineEdit(self.context.planner.follow_up_lines.ground(), parent=self)
        self.quick.wanted.connect(lambda _reading: self._add_line())
        self.quick.setEnabled(not self.context.planner.is_read_only)
        frame = QWidget(self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.tabs)
        line.addWidget(self.of_all)
        line.addStretch(1)
        line.addWidget(self.grouping)
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(16, 0, 16, 6)
        rows.setSpacing(4)
        rows.addLayout(line)
        rows.addWidget(self.quick)
        return frame

    def _make_tabs(self) -> None:
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Which follow-ups"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for shelf in TABS:
            self.tabs.addTab(_(SHELVES[shelf]))
        self.of_all = Label(_("All that is open, by who has to see to it"), "text2", parent=self)
        self.of_all.hide()
        self.grouping = QComboBox(self)
        self.grouping.addItems([_("By date"), _("By owner"), _("Board")])
        self.grouping.setAccessibleName(_("Group by"))
        self.grouping.setMinimumHeight(30)
        self.tabs.currentChanged.connect(lambda _index: self._regroup())
        self.grouping.currentIndexChanged.connect(lambda _index: self._regroup())
        self.table.takes_ticks = True
        self.table.ticked.connect(lambda key: verbs.tick(self.context, key, self))

    def refresh(self, changed: Changed | None = None) -> None:
        if changed is None or changed.words & _LOOKED_UP:
            self.quick.set_ground(self.context.planner.follow_up_lines.ground())
        if changed is not None and self._form is not None and changed.origin is self._form:
            self._turn_to(self._form.key)  # what is being edited stays in front
        super().refresh(changed)

    def activate(self) -> None:
        # It may have become another day since.
        self.quick.set_ground(self.context.planner.follow_up_lines.ground())
        super().activate()

    def count(self, text: str) -> int:
        return self.context.planner.follow_ups.shelf_count(self.shelf, text)

    def read(self, offset: int, limit: int, text: str) -> Sequence[FollowUpLine]:
        return self.context.planner.follow_ups.shelf_page(
            self.shelf, offset, limit, text, by_owner=self.groups_by_owner
        )

    def make_form(self) -> RecordForm:
        return FollowUpForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.follow_ups.remove(FollowUpId(key), origin=self)

    def new_text(self) -> str:
        return _("New follow-up")

    def nothing_yet(self) -> tuple[str, str]:
        if self.shelf is Shelf.DUE:
            return "list-checks", _(
                "Nothing is due. What was promised to a visitor or a partner stands here."
            )
        return "list-checks", _("Nothing stands here.")

    def commands(self) -> list[Command]:
        return [
            Command(
                id="follow_up.line",
                text=_("Quick add"),
                run=self.quick.setFocus,
                icon="plus",
                shortcuts=("Ctrl+Shift+A",),
                menu="item",
                scope="page",
                enabled=lambda: not self.context.planner.is_read_only,
            ),
            Command(
                id="follow_up.board",
                text=_("Board by owner, or list"),
                run=self._turn_board,
                icon="chart-column",
                menu="view",
                scope="page",
            ),
            *verbs.row_commands(self.context, lambda: self.line, self),
            *export_commands(self.context, self, self._shown),
        ]

    def row_commands(self) -> list[Command]:
        return verbs.row_commands(self.context, lambda: self.line, self)

    def show_record(self, word: str, key: str) -> None:
        if self.front is not None and self.front.choose(key):
            return
        if self.is_board:  # what is done, or beyond the columns shown, stands in a list
            self.grouping.setCurrentIndex(0)
        self._turn_to(key)
        super().show_record(word, key)

    # inside

    def _turn_to(self, key: str) -> None:
        """To the list on which this follow-up stands now."""
        if key and not self.is_board:
            shelf = self.context.planner.follow_ups.shelf_of(FollowUpId(key))
            self.tabs.setCurrentIndex(TABS.index(shelf))

    def _turn_board(self) -> None:
        self.grouping.setCurrentIndex(0 if self.is_board else _BOARD)
        self.activate()

    def _regroup(self) -> None:
        """Other columns, and from the top: the rows are others, too."""
        self.tabs.setVisible(not self.is_board)
        self.of_all.setVisible(self.is_board)
        if not self.is_board:
            self.table.show_columns(self._by_owner() if self.groups_by_owner else self._by_date())
        self.show_board(self.is_board)

    def _add_line(self) -> None:
        """Add it and stay in the line, for the next one."""
        if key := verbs.add_line(self.context, self.quick, self.quick):
            self.bring(key)
            self.quick.setFocus()

    def _created(self, key: str) -> None:
        self._turn_to(key)
        super()._created(key)

    def _shown(self) -> Shown | None:
        if self.front is not None:
            return Shown(shelves=OPEN, text=self.text) if self.front.count else None
        has_rows = self.model.rowCount() > 0
        return Shown(shelves=(self.shelf,), text=self.text) if has_rows else None

    def _tone(self, line: FollowUpLine) -> str | None:
        return verbs.tone(line, self.context.planner.today())

    def _span(self, line: FollowUpLine) -> str:
        return _(SPANS[span_of(line.due_on, self.context.planner.today())])

    def _due_text(self, line: FollowUpLine) -> str:
        return due_text(line, self.groups_by_owner and self._tone(line) == "danger")


def _status(line: FollowUpLine) -> str:
    text = _(FOLLOW_UP_STATUSES[line.status])
    if line.waiting_for:
        text = _("{status}: {name}").format(status=text, name=line.waiting_for)
    return f"{text} · {in_words(line.repeats)}" if line.repeats else text
