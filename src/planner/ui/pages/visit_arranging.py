"""Arranging several items at once from the itinerary: flow, shift, swap, copy; each one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from planner.domain.arranging.flowing import Reach, can_shift, flowed, shifted_after
from planner.domain.arranging.proposals import Placement, Proposal, changes, later
from planner.domain.arranging.proposing import propose
from planner.domain.arranging.splitting import Split, limit_of
from planner.domain.arranging.swapping import swapped
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.slots import Slot, put
from planner.i18n import N_, _, day_in_words, ngettext
from planner.phrases import sentence
from planner.ui.icons import icon
from planner.ui.pages import visit_verbs as verbs
from planner.ui.pages.visit_ask import AskNumber
from planner.ui.pages.visit_state import VisitState
from planner.ui.undoing import taking_back_latest

if TYPE_CHECKING:
    from planner.ui.context import Context
    from planner.ui.dialogs.proposal import Offer

MINUTES = (5, 15, 30, 60, 90)
LATE = (30, 60, 90, 120, 180)


class Arrangements(QObject):
    """``said`` carries a sentence for the status line, ``chosen`` an item to be put in front."""

    said = Signal(str)
    chosen = Signal(object)

    def __init__(
        self,
        context: Context,
        state: Callable[[], VisitState | None],
        item: Callable[[], Item | None],
        selected: Callable[[], set[ItemId]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent
        self._state, self._item, self._selected = state, item, selected

    # one item with what follows, several items together

    def lengthen(self, item: Item, slot: Slot) -> None:
        """An end that moves takes what follows along, up to the next fixed entry."""
        plan = self._plan()
        if plan is not None and item.id in plan.item:
            self._accept(flowed(plan, item.id, slot))

    def is_one_of_several(self, item: ItemId) -> bool:
        """Whether it is selected together with others."""
        selected = self._selected()
        return len(selected) > 1 and item in selected

    def several(self) -> list[Item]:
        """The selected items, when there are two or more."""
        plan, chosen = self._plan(), self._selected()
        found = [item for item in plan.items if item.id in chosen] if plan else []
        return found if len(found) > 1 else []

    def move_selected(self, item: Item, slot: Slot) -> None:
        """All that is selected by as much as the item in hand."""
        plan = self._plan()
        if plan is None:
            return
        there = put(item, slot)
        assert there.start_local is not None
        assert item.start_local is not None
        days = (there.start_local.date() - item.start_local.date()).days
        by_clock = there.start_local - item.start_local - dt.timedelta(days)
        minutes = int(by_clock.total_seconds() // 60)
        moved: list[Placement] = []
        for key in sorted(self._selected()):
            one = plan.item.get(key)
            if one is not None and (can_shift(one) or (one.is_scheduled and not minutes)):
                placement = later(one, days * 24 * 60)
                if minutes and placement.start is not None:
                    placement = later(put(one, Slot(placement.start)), minutes)
                moved.append(placement)
        facts: dict[str, str | int] = {"count": len(moved), "name": item.title, "word": "item"}
        self._accept(
            Proposal(label=N_("Move {count} entries"), facts=facts, placements=changes(plan, moved))
        )

    def shift_after(self, minutes: int, reach: Reach = Reach.DAY) -> None:
        """Everything after the item in front, by so many minutes."""
        plan, item = self._plan(), self._item()
        if plan is None or item is None or not item.is_scheduled:
            return
        proposal = shifted_after(plan, item.id, minutes, reach=reach)
        if not proposal.placements:
            self.said.emit(_("Nothing comes after it that could move."))
            return
        count = len(proposal.placements)
        if self._accept(proposal):
            self._context.messages.toast(
                ngettext("{count} entry moved", "{count} entries moved", count), self._undo()
            )

    def swap(self) -> None:
        """Two selected items, or the one in front with the next one."""
        plan = self._plan()
        pair = self._pair()
        if plan is None or pair is None:
            self.said.emit(_("Select two entries to swap, or one that has another after it."))
            return
        self._accept(swapped(plan, *pair))

    def _pair(self) -> tuple[ItemId, ItemId] | None:
        plan, item, chosen = self._plan(), self._item(), self._selected()
        if plan is None or item is None:
            return None
        others = sorted(chosen - {item.id})
        if len(others) == 1:
            return (item.id, others[0])
        if others or not item.is_scheduled:
            return None
        on = {one.id for one in plan.on(item)}
        return next(
            (
                (item.id, other.id)
                for other in plan.active
                if other.span.start.instant >= item.span.end.instant
                and can_shift(other)
                and on & {one.id for one in plan.on(other)}
            ),
            None,
        )

    def duplicate_to(self, day: dt.date) -> None:
        state, item = self._state(), self._item()
        if state is not None and item is not None:
            arranging = self._context.planner.arranging
            added = verbs.attempt(
                self._context, lambda: arranging.duplicate(state.visit_id, item.id, day)
            )
            if added is not None:
                self.chosen.emit(added)

    def copy_day(self, day: dt.date, other: dt.date) -> None:
        state = self._state()
        if state is None:
            return
        arranging = self._context.planner.arranging
        added = verbs.attempt(self._context, lambda: arranging.copy_day(state.visit_id, day, other))
        if added:
            count = len(added)
            self._context.messages.toast(
                ngettext("{count} entry copied", "{count} entries copied", count), self._undo()
            )

    # proposals that are looked at first

    def late(self, minutes: int) -> None:
        """What if the journey in front were late: the broken chain, and a way to take it up."""
        plan, item = self._plan(), self._item()
        if plan is None or item is None:
            return
        arranging = self._context.planner.arranging
        found = verbs.attempt(self._context, lambda: arranging.late(plan, item.id, minutes))
        if found is None:
            return
        about = _("“{title}” arrives {minutes} minutes late.").format(
            title=item.title, minutes=minutes
        )
        broken = [sentence(one) for one in found.broken]
        told = broken or [_("Nothing is broken: the gaps take it up.")]
        if self.offer(plan, found.proposal, title=_("What if it is late"), about=about, told=told):
            self._toast(len(found.proposal.placements))

    def propose(self, only: Sequence[ItemId] = ()) -> None:
        """Places for what has no time yet; searched beside the window, looked at before it is written."""
        plan = self._plan()
        wanted = list(only) or [item.id for item in plan.unscheduled] if plan else []
        if plan is None or not wanted:
            self.said.emit(_("Everything has a time."))
            return
        around = self._context.planner.checking.circumstances(plan)
        self._context.tasks.run(
            lambda _progress: propose(plan, wanted, around=around),
            partial(self._proposed, plan),
            text=_("Looking for places"),
        )

    def _proposed(self, plan: Plan, proposal: Proposal) -> None:
        """``plan`` is the one that was searched; what was changed meanwhile is found when it is written."""
        if self.offer(
            plan,
            proposal,
            title=_("Proposed places"),
            about=_("Where the entries without a time would fit"),
        ):
            self._toast(len(proposal.placements))

    def split(self) -> None:
        """The item in front in groups that take turns: so many at a time as are asked for."""
        plan, item = self._plan(), self._item()
        if plan is None or item is None:
            return
        if len(plan.on(item)) < 2:
            self.said.emit(_("Fewer than two people are on it: there is nobody to split."))
            return
        limit = self._asked_limit(plan, item)
        if limit is None:
            return
        arranging = self._context.planner.arranging
        around = self._context.planner.checking.circumstances(plan)
        self._context.tasks.run(
            lambda _progress: arranging.split_for(plan, item.id, limit, around=around),
            partial(self._turns_found, plan),
            text=_("Looking for turns"),
        )

    def _asked_limit(self, plan: Plan, item: Item) -> int | None:
        """How many go at a time: as the site and the room take them, else half; None when called off."""
        heads, known = len(plan.on(item)), limit_of(plan, item)
        about = _("{heads} people are on “{title}”.").format(heads=heads, title=item.title)
        if known is not None:
            takes = _("The site and the room take {limit} at a time.").format(limit=known)
            about = f"{about} {takes}"
        dialog = AskNumber(
            self._window,
            title=_("Split into groups"),
            about=about,
            label=_("At most so many at a time"),
            verb=_("Look for turns"),
            value=known if known is not None and known < heads else (heads + 1) // 2,
            least=1,
            most=heads - 1,
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.answer if accepted else None

    def _turns_found(self, plan: Plan, split: Split) -> None:
        self.offer_split(plan, split)

    def offer_split(self, plan: Plan, split: Split) -> bool:
        """Show who would go when; True when it was accepted and written."""
        from planner.ui.dialogs.proposal import offer_of_split

        around = self._context.planner.checking.circumstances(plan)
        offer = offer_of_split(plan, around, split)
        if not self._accepted(offer, _("Split into groups"), _("Split")):
            return False
        arranging = self._context.planner.arranging
        done = verbs.attempt(
            self._context, lambda: arranging.split(plan.visit.id, split, seen=plan)
        )
        if done:
            self._toast(len(done))
        return bool(done)

    def offer(
        self, plan: Plan, proposal: Proposal, *, title: str, about: str, told: Sequence[str] = ()
    ) -> bool:
        """Show what would happen; True when it was accepted and written.

        ``plan`` is the one that the proposal was made from: whoever changed it since is not overwritten.
        """
        from planner.ui.dialogs.proposal import offer_of  # late: rarely needed

        around = self._context.planner.checking.circumstances(plan)
        offer = offer_of(plan, around, proposal, about, told)
        return self._accepted(offer, title, _("Apply")) and self._accept(proposal, plan)

    def _accepted(self, offer: Offer, title: str, verb: str) -> bool:
        from planner.ui.dialogs.proposal import ProposalDialog

        dialog = ProposalDialog(self._window, offer, title=title, verb=verb)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    def _toast(self, count: int) -> None:
        text = ngettext("{count} entry placed", "{count} entries placed", count)
        self._context.messages.toast(text, self._undo())

    # menus

    def menu(self, parent: QMenu, days: list[dt.date]) -> QMenu:
        """What can be done with the item in front and others."""
        menu = QMenu(_("Arrange"), parent)
        menu.setIcon(icon("shuffle", "text"))
        after = menu.addMenu(_("Shift everything after it"))
        for minutes in MINUTES:
            text = _("{count} minutes later").format(count=minutes)
            self._add(after, text, partial(self.shift_after, minutes))
        after.addSeparator()
        for minutes in MINUTES[:4]:
            text = _("{count} minutes earlier").format(count=minutes)
            self._add(after, text, partial(self.shift_after, -minutes))
        two = len(self._selected()) == 2
        self._add(menu, _("Swap the two") if two else _("Swap with the next one"), self.swap)
        item = self._item()
        if item is not None and item.kind is ItemKind.LEG and item.is_scheduled:
            what_if = menu.addMenu(_("What if it is late"))
            for minutes in LATE:
                text = _("{count} minutes late…").format(count=minutes)
                self._add(what_if, text, partial(self.late, minutes))
        if item is not None and not item.is_scheduled:
            self._add(menu, _("Propose a place…"), partial(self.propose, (item.id,)))
        self._add(menu, _("Split into groups…"), self.split)
        copies = menu.addMenu(_("Duplicate to day"))
        for day in days:
            self._add(copies, day_in_words(day), partial(self.duplicate_to, day))
        if item is not None and item.start_local is not None:
            own = item.start_local.date()
            whole = menu.addMenu(_("Copy the whole day to"))
            for day in days:
                if day != own:
                    self._add(whole, day_in_words(day), partial(self.copy_day, own, day))
        return menu

    def _add(self, menu: QMenu, text: str, act: Callable[[], object]) -> None:
        action = QAction(text, menu)
        action.triggered.connect(lambda *_arguments: act())
        menu.addAction(action)

    # inside

    def _plan(self) -> Plan | None:
        state = self._state()
        return state.plan if state else None

    def _accept(self, proposal: Proposal, seen: Plan | None = None) -> bool:
        """``seen`` is what the proposal was made from, without it the plan on the screen."""
        plan = seen or self._plan()
        if plan is None:
            return False
        if not proposal.placements:
            self.said.emit(_("Nothing was moved."))
            return False
        arranging = self._context.planner.arranging
        done = verbs.attempt(
            self._context,
            lambda: arranging.arrange(plan.visit.id, proposal, seen=plan) or (),
        )
        if done is None:
            return False
        if proposal.remarks:
            self.said.emit(sentence(proposal.remarks[0]))
        return True

    def _undo(self) -> Callable[[], object] | None:
        return taking_back_latest(self._context)
