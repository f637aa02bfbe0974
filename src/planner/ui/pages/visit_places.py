"""Rooms of a stay and seats of a journey: what the inspector says of them, and the dialogs that change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.domain.checks.placing import BEDS
from planner.domain.ids import DelegateId, ItemId, ResourceId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.seats import vehicles_of
from planner.domain.travel import ROOM_KINDS, Ride, Rooming, RoomKind
from planner.domain.visits import Delegate
from planner.errors import UserError
from planner.i18n import N_, _, ngettext
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.forms import put_beside, verb_button
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.choices import named
from planner.ui.pages.visit_state import VisitState
from planner.ui.undoing import undo_action
from planner.ui.widgets.fields import ChoiceField, Field, InspectorForm, LineField, TextField
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

FORM: Final = 270
"""Pixels for the fields beside the table."""


@dataclass(frozen=True)
class Head:
    """One person on an entry, with the place that is known."""

    delegate: Delegate
    name: str
    groups: str
    rooming: Rooming | None = None
    ride: Ride | None = None
    place: str = ""
    """With whom the room is shared, or the name of the vehicle."""


def heads_of(plan: Plan, item: Item) -> list[Head]:
    """Who is on the entry, and who has a place there without being on it."""
    roomings = {one.delegate_id: one for one in plan.roomings if one.item_id == item.id}
    rides = {one.delegate_id: one for one in plan.rides if one.item_id == item.id}
    there = plan.heads_on(item) | {*roomings, *rides}
    sharing: dict[str, list[str]] = {}
    for key, one in roomings.items():
        if one.room and key in plan.delegate:
            sharing.setdefault(one.room, []).append(plan.name_of(plan.delegate[key]))
    found = []
    for delegate in plan.delegates:
        if delegate.id not in there:
            continue
        name = plan.name_of(delegate)
        rooming, ride = roomings.get(delegate.id), rides.get(delegate.id)
        others = sharing.get(rooming.room, []) if rooming else []
        vehicle = plan.resource.get(ride.resource_id) if ride else None
        groups = ", ".join(one.letter or one.name for one in plan.groups_of.get(delegate.id, ()))
        place = vehicle.name if vehicle else ", ".join(one for one in others if one != name)
        found.append(Head(delegate, name, groups, rooming, ride, place))
    return found


class PlacesDialog(QDialog):
    """A table of who is on the entry; the fields beside it say something of all that are selected."""

    def __init__(
        self, context: Context, visit: str, item: ItemId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context, self._visit, self.item_id = context, visit, item
        self.plan: Plan = context.planner.visits.plan(visit)  # type: ignore[arg-type]
        title = self.title()
        self.setWindowTitle(title)
        self.form = InspectorForm(title, self)
        self.table = Table(title, self)
        self.model = ListTable[Head](self.columns(), (), lambda one: one.delegate.id, self)
        self.said = Label("", "text2", wrap=True, parent=self)
        self._shown: list[str] = []
        self.build()
        self._arrange()
        self._connect()
        self.read()
        self.table.choose(0)

    # what a subject fills in

    def title(self) -> str:
        raise NotImplementedError

    def columns(self) -> Sequence[Column[Head]]:
        raise NotImplementedError

    def build(self) -> None:
        """Add the fields, each under the name of its value."""
        raise NotImplementedError

    def value(self, head: Head, name: str) -> Any:
        raise NotImplementedError

    def write(self, heads: list[DelegateId], name: str, value: Any) -> None:
        raise NotImplementedError

    def summary(self, heads: Sequence[Head]) -> str:
        raise NotImplementedError

    def verbs(self) -> Sequence[tuple[str, str, Callable[[], object]]]:
        """Icon, text and what it does, for the buttons below."""
        raise NotImplementedError

    # building

    @property
    def item(self) -> Item:
        return self.plan.item[self.item_id]

    def _arrange(self) -> None:
        self.form.setFixedWidth(FORM)
        self.buttons = [self._button(*verb) for verb in self.verbs()]
        put_beside(self, self.said, self.table, self.form, self.buttons)
        self.resize(900, 480)

    def _button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        return verb_button(self, name, text, lambda: self.attempt(act))

    def _connect(self) -> None:
        self.table.show_model(self.model)
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._fill())
        self.table.opened.connect(lambda _key: self._first().setFocus())
        for name, field in self.form.fields.items():
            field.committed.connect(lambda value, name=name: self._write(name, value))
        self.context.bridge.changed.connect(self.read)
        undo_action(self.context, self)
        if self.context.planner.is_read_only:
            for field in self.form.fields.values():
                field.set_read_only(True)
            for button in self.buttons:
                button.setEnabled(False)

    def _first(self) -> Field:
        return next(iter(self.form.fields.values()))

    # showing

    def read(self, _changed: object = None) -> None:
        """Read again; whoever is selected stays selected."""
        keys = self.table.selected_keys()
        self.plan = self.context.planner.visits.plan(self._visit)  # type: ignore[arg-type]
        if self.item_id not in self.plan.item:
            self.reject()
            return
        heads = heads_of(self.plan, self.item)
        self.model.set_lines(heads)
        rows = [row for key in keys if (row := self.model.row_of(key)) is not None]
        if rows:
            self.table.select_rows(rows)
        self.said.setText(self.summary(heads))
        self._fill()

    def selected(self) -> list[Head]:
        rows = (self.model.row_of(key) for key in self.table.selected_keys())
        return [self.model.line(row) for row in rows if row is not None]

    def _fill(self) -> None:
        heads = self.selected()
        keys = [one.delegate.id for one in heads]
        another = keys != self._shown
        self._shown = [*keys]
        self.form.setVisible(bool(heads))
        for name, field in self.form.fields.items():
            if not another and field.is_changed:
                continue
            values = {self.value(one, name) for one in heads}
            if len(values) > 1:
                field.set_several()
            elif values:
                field.set_value(values.pop())
        count = len(heads)
        several = ngettext("{count} person", "{count} people", count)
        self.form.set_heading(heads[0].name if count == 1 else several)

    # verbs

    def _write(self, name: str, value: Any) -> None:
        heads = [DelegateId(key) for key in self._shown]
        try:
            self.write(heads, name, value)
        except UserError as error:
            self.form.fields[name].refuse(str(error))

    def attempt(self, act: Callable[[], object]) -> None:
        self.form.commit()
        try:
            act()
        except UserError as error:
            self.context.messages.error(error)

    def done(self, result: int) -> None:
        """Closing keeps what was typed."""
        self.form.commit()
        super().done(result)


class RoomsDialog(PlacesDialog):
    """Who sleeps in which room of a stay."""

    def title(self) -> str:
        return _("Rooms of {item}").format(item=self.item.title)

    def columns(self) -> Sequence[Column[Head]]:
        return (
            Column(N_("Name"), lambda one: one.name, 150),
            Column(N_("Group"), lambda one: one.groups, 55, muted=True),
            Column(N_("Room no."), lambda one: one.rooming.room if one.rooming else "", 75),
            Column(N_("Kind of room"), _room_kind, 150),
            Column(N_("Shares with"), lambda one: one.place, 130, muted=True),
        )

    def build(self) -> None:
        self.form.add("room", LineField(_("Room no.")))
        self.form.add("kind", ChoiceField(_("Kind of room"), named(ROOM_KINDS)))
        self.form.add("reference", LineField(_("Booking reference")))
        self.form.add("notes", TextField(_("Notes for the hotel"), lines=3))

    def value(self, head: Head, name: str) -> Any:
        empty = RoomKind.OTHER if name == "kind" else ""
        return getattr(head.rooming, name) if head.rooming else empty

    def write(self, heads: list[DelegateId], name: str, value: Any) -> None:
        self.context.planner.lodging.put(self.item_id, heads, **{name: value})

    def summary(self, heads: Sequence[Head]) -> str:
        return rooms_in_words(self.plan, self.item, heads)

    def verbs(self) -> Sequence[tuple[str, str, Callable[[], object]]]:
        return (
            ("users", _("Into one room"), self.together),
            ("x", _("No room"), self.clear),
        )

    def together(self) -> int:
        """All who are selected share the room of the first that has one, or a new number."""
        heads = self.selected()
        room = next((one.rooming.room for one in heads if one.rooming and one.rooming.room), "")
        keys = [one.delegate.id for one in heads]
        fields: dict[str, Any] = {"room": room or self._free_number()}
        kinds = {one.rooming.kind for one in heads if one.rooming}
        if len(heads) == BEDS[RoomKind.TWIN] and not kinds & {RoomKind.DOUBLE, RoomKind.TWIN}:
            fields["kind"] = RoomKind.TWIN
        return self.context.planner.lodging.put(self.item_id, keys, **fields)

    def clear(self) -> int:
        keys = [one.delegate.id for one in self.selected()]
        return self.context.planner.lodging.clear(self.item_id, keys)

    def _free_number(self) -> str:
        used = {one.rooming.room for one in heads_of(self.plan, self.item) if one.rooming}
        return next(str(number) for number in range(1, 10_000) if str(number) not in used)


class SeatsDialog(PlacesDialog):
    """Who rides in which vehicle of an entry."""

    def title(self) -> str:
        return _("Vehicles of {item}").format(item=self.item.title)

    def columns(self) -> Sequence[Column[Head]]:
        return (
            Column(N_("Name"), lambda one: one.name, 180),
            Column(N_("Group"), lambda one: one.groups, 70, muted=True),
            Column(N_("Vehicle"), lambda one: one.place, 150),
            Column(N_("Seat"), lambda one: one.ride.seat if one.ride else "", 70),
        )

    def build(self) -> None:
        vehicles = [(one.id, one.name) for one in vehicles_of(self.plan, self.item)]
        self.form.add("vehicle", ChoiceField(_("Vehicle"), [(None, "–"), *vehicles]))
        self.form.add("seat", LineField(_("Seat")))

    def value(self, head: Head, name: str) -> Any:
        if name == "seat":
            return head.ride.seat if head.ride else ""
        return head.ride.resource_id if head.ride else None

    def write(self, heads: list[DelegateId], name: str, value: Any) -> None:
        seating = self.context.planner.seating
        if name == "vehicle":
            seating.ride(self.item_id, heads, ResourceId(value) if value else None)
        else:
            seating.seat(self.item_id, heads, value)

    def summary(self, heads: Sequence[Head]) -> str:
        return seats_in_words(self.plan, self.item)

    def verbs(self) -> Sequence[tuple[str, str, Callable[[], object]]]:
        seating = self.context.planner.seating
        return (
            (
                "shuffle",
                _("Fill free seats"),
                lambda: seating.spread(self.plan, self.item_id),
            ),
            ("x", _("No vehicle"), self.clear),
        )

    def clear(self) -> int:
        keys = [one.delegate.id for one in self.selected()]
        return self.context.planner.seating.ride(self.item_id, keys, None)


def _room_kind(head: Head) -> str:
    if head.rooming is None or not head.rooming.kind:
        return ""
    return _(ROOM_KINDS[head.rooming.kind])


# what the inspector says


def rooms_in_words(plan: Plan, item: Item, heads: Sequence[Head] | None = None) -> str:
    """ "3 of 4 people have a room; 2 rooms."."""
    shown = heads_of(plan, item) if heads is None else heads
    there = [one for one in shown if one.delegate.id in plan.heads_on(item)]
    placed = [one for one in there if one.rooming]
    rooms = len({one.rooming.room for one in placed if one.rooming and one.rooming.room})
    text = _("{placed} of {count} people have a room.").format(placed=len(placed), count=len(there))
    told = ngettext("{count} room has a number.", "{count} rooms have a number.", rooms)
    return f"{text} {told}" if rooms else text


def seats_in_words(plan: Plan, item: Item) -> str:
    """ "Coach 1: 12 of 30 · Coach 2: 4"."""
    heads = plan.heads_on(item)
    parts = []
    for one in vehicles_of(plan, item):
        inside = sum(
            ride.resource_id == one.id and ride.item_id == item.id and ride.delegate_id in heads
            for ride in plan.rides
        )
        parts.append(
            _("{vehicle}: {count} of {seats}").format(
                vehicle=one.name, count=inside, seats=one.capacity
            )
            if one.capacity is not None
            else f"{one.name}: {inside}"
        )
    return "  ·  ".join(parts)


class PlacesPart(QWidget):
    """What the inspector shows of rooms or seats, with the button to their dialog."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._of: tuple[Plan, Item] | None = None
        self.said = Label("", "text2", wrap=True, parent=self)
        self.open_button = QPushButton(self)
        self.open_button.setMinimumHeight(28)
        self.open_button.setAutoDefault(False)
        self.open_button.clicked.connect(lambda: self.open())
        line = QHBoxLayout()
        line.addWidget(self.open_button)
        line.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.said)
        rows.addLayout(line)

    def show_item(self, plan: Plan, item: Item) -> bool:
        """Whether there is anything to place."""
        self._of = (plan, item)
        placed = has_places(plan, item)
        if item.kind is ItemKind.STAY:
            self.said.setText(rooms_in_words(plan, item))
            self.open_button.setText(_("Rooms…"))
        elif placed:
            self.said.setText(seats_in_words(plan, item))
            self.open_button.setText(_("Who rides where…"))
        self.setVisible(placed)
        return placed

    def open(self) -> PlacesDialog | None:
        if self._of is None:
            return None
        return open_places(self._context, *self._of, self.window())


def has_places(plan: Plan, item: Item) -> bool:
    """Whether there is anything to place: a stay, or an entry with a vehicle."""
    return item.kind is ItemKind.STAY or bool(vehicles_of(plan, item))


def open_places(context: Context, plan: Plan, item: Item, window: QWidget) -> PlacesDialog:
    kind = RoomsDialog if item.kind is ItemKind.STAY else SeatsDialog
    dialog = kind(context, plan.visit.id, item.id, window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def places_command(
    context: Context,
    state: Callable[[], VisitState | None],
    item: Callable[[], ItemId | None],
    window: QWidget,
) -> Command:
    """``item`` gives the entry in front."""

    def in_front() -> tuple[Plan, Item] | None:
        now, key = state(), item()
        found = now.plan.item.get(key) if now is not None and key is not None else None
        return (now.plan, found) if now and found and has_places(now.plan, found) else None

    def show() -> None:
        if (chosen := in_front()) is not None:
            open_places(context, *chosen, window)

    return Command(
        id="item.places",
        text=_("Rooms or vehicles of the entry…"),
        run=show,
        icon="bed",
        scope="page",
        enabled=lambda: in_front() is not None,
        reason=_("Choose a stay, or an entry with a vehicle, first."),
    )
