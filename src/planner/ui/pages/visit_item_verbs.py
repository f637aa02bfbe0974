"""What is done to the item in front, whichever view shows it; each is one call of a service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from planner.domain.audience import Rule, rule_of
from planner.domain.board import board_days
from planner.domain.findings import Severity
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.slots import Slot
from planner.i18n import _, ngettext
from planner.phrases import sentence
from planner.ui.board.carrying import Carry, Grip, lift, slot_of
from planner.ui.pages import visit_verbs as verbs
from planner.ui.pages.visit_arranging import Arrangements
from planner.ui.pages.visit_state import VisitState

if TYPE_CHECKING:
    from planner.ui.context import Context


class ItemVerbs(QObject):
    """``created`` carries the id of a new item, ``said`` a sentence for the status line."""

    created = Signal(object)
    said = Signal(str)
    open_wanted = Signal()

    def __init__(
        self,
        context: Context,
        state: Callable[[], VisitState | None],
        current: Callable[[], ItemId | None],
        day: Callable[[], dt.date | None],
        arrangements: Arrangements,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._arrangements = arrangements
        self._state, self._current, self._day = state, current, day
        self.step = 15

    @property
    def item(self) -> Item | None:
        """The item in front, as it was read last."""
        state, key = self._state(), self._current()
        return state.plan.item.get(key) if state is not None and key is not None else None

    @property
    def movable(self) -> bool:
        item = self.item
        return item is not None and item.is_scheduled and not item.all_day

    # new ones

    def add(self) -> None:
        self._add(ItemKind.MEETING)

    def add_journey(self) -> None:
        self._add(ItemKind.LEG)

    def _add(self, kind: ItemKind) -> None:
        state = self._state()
        if state is None:
            return
        before = self.item
        item = verbs.blank_after(state.plan, before, None if before else self._day(), kind)
        self._write_new(item)

    def _write_new(self, item: Item) -> None:
        itineraries = self._context.planner.itineraries
        added = verbs.attempt(self._context, lambda: itineraries.add(item))
        if added is not None:
            self.created.emit(added)

    # moving

    def put(self, item: ItemId | None, slot: Slot, grip: Grip) -> None:
        """Where the board says it was dropped; a stretch of empty time becomes a new entry.

        An end that moves takes what follows along; what is selected together moves together.
        """
        state = self._state()
        if state is None:
            return
        if item is None:
            self._write_new(verbs.blank_at(state.plan, slot))
            return
        now = state.plan.item.get(item)
        if now is not None and grip is Grip.END:
            self._arrangements.lengthen(now, slot)
            return
        if now is not None and now.is_scheduled and self._arrangements.is_one_of_several(item):
            self._arrangements.move_selected(now, slot)
            return
        itineraries = self._context.planner.itineraries
        verbs.attempt(self._context, lambda: itineraries.move(item, slot, seen=now))

    def shift(self, minutes: int, grip: Grip = Grip.WHOLE) -> None:
        """So much later by the clock: the same as the board does with its keys."""
        item = self.item
        if item is not None and self.movable:
            self._carry(lift(item, grip).by(minutes), grip)

    def change_day(self, by: int) -> None:
        item = self.item
        if item is not None and item.start_local is not None:
            self.move_to(item.start_local.date() + dt.timedelta(by))

    def move_to(self, day: dt.date) -> None:
        """The same time on another day; what waits comes after everything that is there."""
        state, item = self._state(), self.item
        if state is None or item is None:
            return
        if item.is_scheduled:
            self._carry(lift(item).on(day), Grip.WHOLE)
        else:
            self.put(item.id, verbs.on_day(state.plan, item, day), Grip.WHOLE)

    def _carry(self, carry: Carry, grip: Grip) -> None:
        state = self._state()
        if state is not None and carry.item is not None:
            self.put(carry.item.id, slot_of(carry, state.plan, board_days(state.plan)), grip)

    def unschedule(self, item: ItemId | None = None) -> None:
        state = self._state()
        one = state.plan.item.get(item) if state and item else self.item
        if one is not None and one.is_scheduled:
            planner = self._context.planner
            verbs.undoable(
                self._context,
                lambda: planner.itineraries.unschedule(one.id),
                _("“{title}” waits among the unscheduled").format(title=one.title),
            )

    # what it is

    def remove(self) -> None:
        """The entry in front, or all that are selected with it."""
        several = self._arrangements.several()
        if several:
            planner = self._context.planner
            verbs.undoable(
                self._context,
                lambda: planner.several.remove([one.id for one in several]),
                ngettext("{count} entry removed", "{count} entries removed", len(several)),
            )
            return
        item = self.item
        if item is not None:
            planner = self._context.planner
            verbs.undoable(
                self._context,
                lambda: planner.itineraries.remove(item.id),
                _("“{title}” was removed").format(title=item.title),
            )

    def confirm(self) -> None:
        if self.item is not None:
            self._edit_all(self.item, status=verbs.other_status(self.item))

    def cancel(self) -> None:
        if self.item is not None:
            self._edit_all(self.item, status=ItemStatus.CANCELLED)

    def lock(self) -> None:
        """Fixed items keep their time when earlier ones grow."""
        if self.item is not None:
            self._edit_all(self.item, fixed=not self.item.fixed)

    def change_rule(self, change: Callable[[Rule], Rule]) -> None:
        """What becomes of who is on the entry in front, and on each that is selected with it."""
        state, item = self._state(), self.item
        if state is None or item is None:
            return
        rules = [(one, rule_of(state.plan, one)) for one in self._arrangements.several() or [item]]
        wanted = [(one, change(rule)) for one, rule in rules if change(rule) != rule]
        planner = self._context.planner
        if len(wanted) > 1:
            verbs.attempt(self._context, lambda: planner.several.set_rules(wanted, seen=state.plan))
        elif wanted:
            ((one, rule),) = wanted
            verbs.attempt(
                self._context,
                lambda: planner.itineraries.set_audience(
                    one.id,
                    rule.kind,
                    groups=rule.groups,
                    delegates=rule.delegates,
                    seen=state.plan,
                ),
            )

    def _edit_all(self, item: Item, **fields: object) -> None:
        """What becomes of the entry in front becomes of all that are selected with it."""
        several = self._arrangements.several()
        if several:
            planner = self._context.planner
            verbs.attempt(self._context, lambda: planner.several.edit(several, **fields))
        else:
            self._edit(item, **fields)

    def _edit(self, item: Item, **fields: object) -> None:
        itineraries = self._context.planner.itineraries
        verbs.attempt(self._context, lambda: itineraries.edit(item.id, seen=item, **fields))

    # conflicts

    def next_conflict(self) -> ItemId | None:
        """The next item with a conflict after the one in front, round the visit; warnings come when
        no conflict is left."""
        state = self._state()
        if state is None:
            return None
        found: dict[str, str] = {}
        worst = max((one.severity for one in state.open_findings), default=Severity.NOTE)
        for finding in state.open_findings:
            if finding.severity is worst and worst > Severity.NOTE:
                for subject in finding.subjects:
                    if subject.word == "item":
                        found.setdefault(subject.id, sentence(finding))
        order = [item.id for item in (*state.plan.scheduled, *state.plan.unscheduled)]
        current = self._current()
        start = order.index(current) + 1 if current in order else 0
        for key in (*order[start:], *order[:start]):
            if key in found:
                self.said.emit(found[key])
                return key
        self.said.emit(_("No entry has an open conflict or warning."))
        return None
