"""Home: what is on, what needs attention, what comes, what is due by when. Nothing is only here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from planner.domain.ids import FollowUpId, VisitId
from planner.domain.lines import VisitLine
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.day_words import day_text
from planner.ui.models.table_model import ListTable
from planner.ui.pages import home_columns as columns
from planner.ui.pages.home_cards import Cards
from planner.ui.pages.home_now import LEAST, NowCard
from planner.ui.pages.page import Page
from planner.ui.undoing import taking_back_latest
from planner.ui.widgets.card import Card

if TYPE_CHECKING:
    from planner.domain.deadlines import Deadline
    from planner.domain.outlook import Attention, Outlook
    from planner.services.changes import Changed
    from planner.services.home import AtLarge
    from planner.ui.pages.home_looking import Looking

NEAREST = 6
"""Visits that are looked at as a whole."""
AT_LARGE = frozenset({"follow_up"})
"""Words whose change has nothing to do with how visits stand."""
MOST = 40
"""Rows of a card: what is far down is found on its own page."""
LATER = 100
"""Milliseconds until visits are looked at: the first page is painted before."""
TICK = 20_000
"""Milliseconds after which "in 38 min" is looked at again."""


class HomePage(Page):
    """Cards with real rows; visits are looked at after the rest is on screen, one after the other."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        planner = context.planner
        self.outlooks: dict[VisitId, Outlook] = {}
        self._found: dict[str, list[Attention]] = {}
        self._dated: dict[str, tuple[Deadline, ...]] = {}
        self._coming: list[VisitLine] = []
        self._stale = True
        self._today = planner.today()
        self.now = NowCard(context, self)
        self.attention = self._card(_("Needs attention"), columns.attention_columns())
        self.attention.setMinimumHeight(LEAST)
        self.visits = self._card(
            _("Upcoming visits"), columns.visit_columns(self.outlooks, planner.today)
        )
        self.due = self._card(_("Follow-ups due"), columns.due_columns(planner.today))
        self.looking: Looking | None = None
        self._soon = QTimer(self, singleShot=True, interval=LATER)
        self._soon.timeout.connect(self._look)
        self._clock = QTimer(self, interval=TICK)
        self._clock.timeout.connect(self.tick)
        self._build()
        self._connect()

    @property
    def title(self) -> str:
        return _("Home")

    @cached_property
    def deadlines(self) -> Card:
        """Made after the first paint, as what is in it is found later."""
        planner = self.context.planner
        card = self._card(_("Deadlines"), columns.deadline_columns(planner.today, planner.now))
        card.table.set_empty("", _("Being checked …"))
        card.table.opened.connect(lambda key: self._open(card, key))
        self.cards.add(card)
        return card

    @cached_property
    def recent(self) -> Card:
        """Made after the card of deadlines."""
        assert self.deadlines
        card = self._card(_("Recent"), columns.recent_columns())
        card.table.set_empty("history", _("What you open is listed here."))
        card.table.opened.connect(lambda key: self._open(card, key))
        self.cards.add(card)
        return card

    def refresh(self, changed: Changed | None = None) -> None:
        home = self.context.planner.home
        if home.is_empty():
            self._show_first_run()
            if self.looking is not None:
                self.looking.stop()
            return
        self._stack.setCurrentIndex(0)
        self._today = self.context.planner.today()
        self.cards.date.setText(day_text(self._today))
        self._coming = home.coming()
        self._keep_known()
        _fill(self.visits, self._coming)
        _fill(self.due, home.due())
        self._show_recent()
        self._show_now()
        if changed is None or not changed.words <= AT_LARGE:
            self._stale = True
            if self.looking is not None:
                self.looking.stop()  # what it finds now was true before
        self._soon.start()

    def activate(self) -> None:
        if self._stack.currentIndex() == 1:
            self._stack.setFocus()
            return
        self._show_recent()
        self.now.table.setFocus()

    def tick(self) -> None:
        """Time went on: other entries are next; after midnight other visits."""
        if self.context.planner.today() != self._today:
            self.refresh(None)
        else:
            self._show_now()

    # building

    def _card(self, title: str, wanted: Any) -> Card:
        return Card(title, ListTable[Any](wanted, parent=self), self)

    def _build(self) -> None:
        self._stack = QStackedWidget(self)
        shown = (self.now, self.attention, self.visits, self.due)
        self.cards = Cards(self.context, shown, len(shown) + 2, self)
        self._stack.addWidget(self.cards)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        new = (_("New visit"), self._new_visit)
        self.now.table.set_empty("calendar", _("No visit is coming up."))
        self.visits.table.set_empty("calendar", _("No visit is planned."), new)
        self.attention.table.set_empty("", _("Being checked …"))
        self.due.table.set_empty("list-checks", _("Nothing is due in the next two weeks."))

    def _connect(self) -> None:
        go = self.context.open_record
        self.visits.table.opened.connect(lambda key: go("visit", key))
        self.due.table.opened.connect(lambda key: go("follow_up", key))
        self.due.table.takes_ticks = True
        self.due.table.ticked.connect(self.tick_off)
        self.attention.table.opened.connect(lambda key: self._open(self.attention, key))
        self.attention.table.clicked.connect(self._clicked)

    def _show_first_run(self) -> None:
        """What stands here while there is nothing to show; built only then."""
        if self._stack.count() == 1:
            from planner.services.lockbox import Lockbox
            from planner.ui.widgets.first_run import FirstRun

            address = self.context.planner.address
            encrypted = "://" in address or Lockbox(address).is_encrypted_here
            first = FirstRun(address, self, encrypted=encrypted)
            first.imported.connect(lambda: self.context.import_files([]))
            first.new_visit.connect(self._new_visit)
            first.protected.connect(lambda: self.context.commands.run("file.encryption"))
            first.setFocusProxy(first.findChildren(QPushButton)[0])
            self._stack.addWidget(first)
            self._stack.setFocusProxy(first)
        self._stack.setCurrentIndex(1)

    # filling

    def _keep_known(self) -> None:
        """Forget what was found in visits that are not coming any more."""
        nearest = {line.id for line in self._coming[:NEAREST]}
        for visit in [key for key in self.outlooks if key not in nearest]:
            del self.outlooks[visit], self._found[visit], self._dated[visit]

    def _show_now(self) -> None:
        planner = self.context.planner
        self.now.show_visits(self._coming, self.outlooks, planner.now(), planner.today())

    def _show_recent(self) -> None:
        if self.looking is None:
            return  # the card is not there yet
        keys = self.context.recent.keys
        found = self.context.planner.home.recent(keys) if keys else []
        _fill(self.recent, [line for line in found if line.word in columns.RECORDS])

    def _look(self) -> None:
        if not self.isVisible() or self._stack.currentIndex() != 0:
            return
        looking = self.looking or self._begin_to_look()
        looking.begin([line.id for line in self._coming[:NEAREST]] if self._stale else [])

    def _begin_to_look(self) -> Looking:
        """What is needed for results and not for the first page."""
        from planner.ui.delegates.two_lines import TwoLines, two_lines_high
        from planner.ui.pages.home_looking import Looking

        table = self.attention.table
        table.setItemDelegate(TwoLines(table))
        table.verticalHeader().setDefaultSectionSize(two_lines_high(table))
        self.looking = Looking(self.context, self._show_outlook, self._show_at_large, self._looked)
        self._show_recent()
        return self.looking

    def _show_outlook(self, outlook: Outlook, attention: list[Attention]) -> None:
        self.outlooks[outlook.visit_id] = outlook
        self._found[outlook.visit_id] = attention
        self._dated[outlook.visit_id] = outlook.deadlines
        _fill(self.visits, self._coming)
        self._show_now()
        self._show_found()

    def _show_at_large(self, found: AtLarge) -> None:
        self._found[""] = list(found.attention)
        self._dated[""] = found.deadlines
        self._show_found()

    def _looked(self) -> None:
        self._stale = False
        self.attention.table.set_empty("check", _("Nothing needs a look."))
        self.deadlines.table.set_empty("flag", _("No deadline in the next six months."))

    def _show_found(self) -> None:
        from planner.domain.deadlines import in_order
        from planner.services.home import gravest_first

        order = [*(line.id for line in self._coming), ""]
        found = [one for key in order for one in self._found.get(key, ())]
        _fill(self.attention, gravest_first(found)[:MOST])
        dated = [one for key in order for one in self._dated.get(key, ())]
        _fill(self.deadlines, in_order(dated, self._today)[:MOST])

    # acting

    def _open(self, card: Card, key: str) -> None:
        """Go exactly where this row is settled."""
        model = card.table.model()
        assert isinstance(model, ListTable)
        row = model.row_of(key)
        if row is None:
            return
        line = model.line(row)
        if line.word == "agreements":
            self.context.commands.run("go.agreements")  # more than are named here
        elif line.word == "retention":
            self.context.commands.run("library.retention")
        else:
            self.context.open_record(line.word, getattr(line, "key", line.id))

    def _clicked(self, index: QModelIndex) -> None:
        model = self.attention.table.model()
        assert isinstance(model, ListTable)
        if model.columns[index.column()].key == columns.REVIEW:
            self._open(self.attention, model.key_at(index.row()))

    def tick_off(self, key: str) -> None:
        """Space: done; a toast takes it back."""
        if self.context.planner.is_read_only:
            return
        follow_ups = self.context.planner.follow_ups
        name = follow_ups.get(FollowUpId(key)).title
        follow_ups.done(FollowUpId(key), origin=self)
        text = _("Done: {name}").format(name=name)
        self.context.messages.toast(text, taking_back_latest(self.context))

    def _new_visit(self) -> None:
        self.context.commands.run("file.new_visit")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()


def _fill(card: Card, lines: list[Any]) -> None:
    model = card.table.model()
    assert isinstance(model, ListTable)
    model.set_lines(lines)
    card.set_count(len(lines))
    if lines and not card.table.currentIndex().isValid():
        card.table.choose(0)
