"""Follow-ups: what is due, what waits for somebody, what is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from PySide6.QtWidgets import QTabBar, QWidget

from planner.domain.followups import FOLLOW_UP_STATUSES, FollowUpStatus
from planner.domain.ids import FollowUpId
from planner.domain.lines import FollowUpLine
from planner.i18n import N_, _
from planner.ui.commands import Command
from planner.ui.models.table_model import Column
from planner.ui.pages.follow_up_form import FollowUpForm
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.record_form import RecordForm
from planner.ui.undoing import taking_back
from planner.ui.widgets.fields import day_text

TABS: Final = (
    (N_("Due"), (FollowUpStatus.OPEN,)),
    (N_("Waiting"), (FollowUpStatus.WAITING,)),
    (N_("Done"), (FollowUpStatus.DONE, FollowUpStatus.DROPPED)),
)


class FollowUpsPage(ListPage):
    word = "follow_up"
    words: ClassVar[frozenset[str]] = frozenset({"follow_up", "visit", "agreement", "organisation"})

    @property
    def title(self) -> str:
        return _("Follow-ups")

    def columns(self) -> Sequence[Column[FollowUpLine]]:
        return (
            Column(
                N_("What is to be done"), lambda line: line.title, 260, icon=_icon, tone=self._tone
            ),
            Column(N_("Due"), self._due, 150, tone=self._tone),
            Column(N_("Owner"), lambda line: line.owner, 120),
            Column(N_("About"), lambda line: line.about, 200, muted=True),
            Column(N_("Status"), lambda line: _(FOLLOW_UP_STATUSES[line.status]), 90, muted=True),
        )

    def filters(self) -> list[QWidget]:
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Which follow-ups"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for text, _statuses in TABS:
            self.tabs.addTab(_(text))
        self.tabs.currentChanged.connect(lambda _index: self._read_again())
        self.table.takes_ticks = True
        self.table.ticked.connect(self.tick)
        return [self.tabs]

    def count(self, text: str) -> int:
        return self.context.planner.follow_ups.count(self._statuses, text)

    def read(self, offset: int, limit: int, text: str) -> Sequence[FollowUpLine]:
        return self.context.planner.follow_ups.page(offset, limit, self._statuses, text)

    def make_form(self) -> RecordForm:
        return FollowUpForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.follow_ups.remove(FollowUpId(key), origin=self)

    def new_text(self) -> str:
        return _("New follow-up")

    def nothing_yet(self) -> tuple[str, str]:
        if self.tabs.currentIndex() == 0:
            return "list-checks", _(
                "Nothing is due. What was promised to a visitor or a partner stands here."
            )
        return "list-checks", _("Nothing stands here.")

    def commands(self) -> list[Command]:
        return [
            Command(
                id="follow_up.done",
                text=_("Mark as done, or open again"),
                icon="check",
                shortcuts=("Ctrl+Return",),
                menu="item",
                scope="page",
                separator=True,
                enabled=lambda: (
                    bool(self.table.current_key) and not self.context.planner.is_read_only
                ),
                reason=_("Nothing is selected."),
                run=lambda: self.tick(self.table.current_key),
            )
        ]

    def tick(self, key: str) -> None:
        """Space: done, or open again when it was done; a toast takes it back."""
        if self.context.planner.is_read_only:
            return
        follow_ups, name = self.context.planner.follow_ups, self._name_of(key)
        done = follow_ups.get(FollowUpId(key)).status is not FollowUpStatus.DONE
        if done:
            follow_ups.done(FollowUpId(key), origin=self)
        else:
            follow_ups.reopen(FollowUpId(key), origin=self)
        step = self.context.planner.history.next_undo()
        text = _("Done: {name}") if done else _("Open again: {name}")
        if step is not None:
            self.context.messages.toast(
                text.format(name=name), taking_back(self.context, [step.number])
            )

    def show_record(self, word: str, key: str) -> None:
        status = self.context.planner.follow_ups.get(FollowUpId(key)).status
        index = next(number for number, (_text, statuses) in enumerate(TABS) if status in statuses)
        self.tabs.setCurrentIndex(index)
        super().show_record(word, key)

    @property
    def _statuses(self) -> Sequence[FollowUpStatus]:
        return TABS[max(0, self.tabs.currentIndex())][1]

    def _tone(self, line: FollowUpLine) -> str | None:
        late = line.due_on is not None and line.due_on < self.context.planner.today()
        return "danger" if late and line.status is FollowUpStatus.OPEN else None

    def _due(self, line: FollowUpLine) -> str:
        return due_text(line, self._tone(line) is not None)


def due_text(line: FollowUpLine, late: bool) -> str:
    """The due date; "overdue" is said, not only coloured."""
    day = day_text(line.due_on)
    return _("{date}, overdue").format(date=day) if late else day


def _icon(line: FollowUpLine) -> str:
    return "check" if line.status is FollowUpStatus.DONE else "list-checks"
