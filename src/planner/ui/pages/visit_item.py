"""The inspector of an entry: every field is committed on its own, its error stands below it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from planner.domain.audience import heads_under
from planner.domain.clock_notes import home_times
from planner.domain.ids import ItemId
from planner.domain.itinerary import INTERPRETING, ITEM_KINDS, ITEM_STATUSES, Item, ItemKind
from planner.domain.plan import BENEATH, Plan
from planner.domain.slots import Slot
from planner.domain.times import WallTime, require_year
from planner.domain.travel import Resource
from planner.domain.words import word_and_id
from planner.errors import UserError
from planner.i18n import _, moment_in_words
from planner.ui.context import Context
from planner.ui.pages import visit_choices as choices
from planner.ui.pages.choices import named
from planner.ui.pages.visit_audience import AudienceField, RuleShown, rule_meant, rule_shown
from planner.ui.pages.visit_check_list import CheckListField
from planner.ui.pages.visit_findings import FindingsBox, ask_reason
from planner.ui.pages.visit_hosts import HostsField, Receives, hosts_meant, hosts_shown
from planner.ui.pages.visit_leg import LegFields
from planner.ui.pages.visit_locked import Locked
from planner.ui.pages.visit_places import PlacesPart
from planner.ui.pages.visit_signing import SigningPart
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    InspectorForm,
    LineField,
    MomentField,
    SearchField,
    TextField,
)
from planner.ui.widgets.label import Label

PLAIN = (
    "title",
    "second_title",
    "kind",
    "status",
    "fixed",
    "all_day",
    "place",
    "public_text",
    "open_to_press",
    "language",
    "interpreting",
    "confirm_by",
    "confirmed_on",
    "confirmed_by",
)


class ItemInspector(InspectorForm):
    """Shows one entry of the visit in hand and tells the services what is committed."""

    fix_wanted = Signal(object, QPoint)
    """A finding, and where on the screen its ways out belong."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Entry"), parent)
        self._context = context
        self._planner = context.planner
        self._state: VisitState | None = None
        self._item: Item | None = None
        self._build()
        self._connect()

    @property
    def item_id(self) -> ItemId | None:
        return self._item.id if self._item else None

    def subject(self) -> tuple[str, str] | None:
        return word_and_id(self._item)

    def show_item(self, state: VisitState, key: ItemId) -> None:
        """Show this entry as ``state`` has it; what is being typed into it stays."""
        item = state.plan.item[key]
        another = self._item is None or self._item.id != item.id
        self._state, self._item = state, item
        self._offer(state, item)
        for end in ("start", "end"):
            field = self.fields[end]
            assert isinstance(field, MomentField)
            field.is_timed = not item.all_day
        for name, value in self._values(state, item).items():
            field = self.fields[name]
            if another or not field.is_changed:
                field.set_value(value)
        self.signing.show_item(item, force=another)
        self._travel.show_leg(state.plan.leg_of.get(item.id), force=another)
        self._arrange(state, item)

    def clear(self) -> None:
        self._item = None

    def start_typing(self) -> None:
        """Put the cursor into the title, ready to be overwritten."""
        editor = self.fields["title"].focusProxy()
        if isinstance(editor, QLineEdit):
            editor.setFocus()
            editor.selectAll()

    # building

    def _build(self) -> None:
        self.add("title", LineField(_("Title")))
        self.add("second_title", LineField(_("Title in the guests' language")))
        self.pair(
            ("kind", ChoiceField(_("Kind"), named(ITEM_KINDS))),
            ("status", ChoiceField(_("Status"), named(ITEM_STATUSES))),
        )
        self._found_title = self.section(_("Findings"))
        self._found = FindingsBox()
        self.add_widget(self._found)
        self.section(_("When"))
        self.add("start", MomentField(_("Start"), twice=True))
        self.add("end", MomentField(_("End"), twice=True))
        self.home_times = Label("", "text2", size=0.9, wrap=True)
        self.add_widget(self.home_times)
        self.pair(("fixed", CheckField(_("Time is fixed"))), ("all_day", CheckField(_("All day"))))
        self._travel = LegFields(self._context, self, lambda: self.item_id)
        self._where = self.section(_("Where"))
        self.add("site_id", SearchField(_("Site"), choices.sites(self._planner)))
        self.add("room_id", ChoiceField(_("Room"), [(None, "–")]))
        self.add("place", LineField(_("Place in words"), hint=_("Entrance, floor, gate …")))
        self.section(_("Who"))
        self._audience = AudienceField(_("Who is on it"))
        self.add("audience", self._audience)
        self.add("hosts", HostsField(choices.hosts(self._planner)))
        self._bookings = CheckListField(_("Vehicles and interpreters"), rows=4)
        self.add("bookings", self._bookings)
        self._places = PlacesPart(self._context)
        self.add_widget(self._places)
        self.signing = SigningPart(self._context, self)
        self.section(_("In the programme"))
        self.add("public_text", TextField(_("Text for the programme"), lines=3))
        self.add("open_to_press", CheckField(_("Open to the press")))
        self.section(_("Languages"))
        self.pair(
            ("language", LineField(_("Language on the spot"), hint="en, ja …")),
            ("interpreting", ChoiceField(_("Interpreting"), named(INTERPRETING))),
        )
        self.section(_("Promised"))
        self.pair(
            ("confirm_by", DateField(_("To be confirmed by"))),
            ("confirmed_on", DateField(_("Confirmed on"))),
        )
        self.add("confirmed_by", LineField(_("Confirmed by")))
        self.add("agreement_id", SearchField(_("Agreement"), choices.agreements(self._planner)))
        self.add_widget(Locked())
        self.add("internal_notes", TextField(_("Internal notes"), lines=3))

    def _connect(self) -> None:
        for name in (*PLAIN, "room_id", "internal_notes"):
            self.on_commit(name, partial(self._edit_one, name))
        self.on_commit("site_id", lambda key: self._edit(site_id=key, room_id=None))
        self.on_commit("agreement_id", lambda key: self._edit(agreement_id=key))
        self.on_commit("start", self._put_start)
        self.on_commit("end", self._put_end)
        self.on_commit("audience", self._put_audience)
        self.on_commit("hosts", self._put_hosts)
        self.on_commit("bookings", lambda keys: self._itineraries.set_bookings(self._key, keys))
        self._found.fix_wanted.connect(self.fix_wanted)
        self._found.accept_wanted.connect(self._accept)
        self._found.reopen_wanted.connect(self._reopen)

    @property
    def is_filled(self) -> bool:
        return self._item is not None

    # showing

    def _values(self, state: VisitState, item: Item) -> dict[str, Any]:
        plan = state.plan
        zone = item.start_zone or plan.visit.zone
        return {
            **{name: getattr(item, name) for name in PLAIN},
            "start": (_folded(item.start_local, item.start_fold), zone),
            "end": (_folded(item.end_local, item.end_fold), item.end_zone or zone),
            "site_id": choices.site_value(self._planner, item.site_id),
            "room_id": item.room_id,
            "agreement_id": choices.agreement_value(self._planner, item.agreement_id),
            "audience": rule_shown(plan, item),
            "hosts": hosts_shown(plan, item),
            "bookings": tuple(one.id for one in plan.booked_for(item)),
            "internal_notes": item.internal_notes,
        }

    def _offer(self, state: VisitState, item: Item) -> None:
        """What depends on the visit: its rooms, groups, people, vehicles."""
        plan = state.plan
        rooms = self._planner.sites.card(item.site_id).rooms if item.site_id else ()
        field = self.fields["room_id"]
        assert isinstance(field, ChoiceField)
        field.set_choices([(None, "–"), *((room.id, room.name) for room in rooms)])
        self._audience.set_choices(
            [(group.id, f"{group.letter} {group.name}".strip()) for group in plan.groups],
            [(one.id, plan.name_of(one)) for one in plan.delegates],
        )
        self._audience.set_count(partial(heads_under, plan, item))
        resources = self._planner.keeper(Resource).of()
        here = [one for one in resources if one.visit_id in (None, plan.visit.id)]
        self._bookings.set_choices([(one.id, one.name) for one in here])
        self._bookings.setVisible(bool(here))

    def _arrange(self, state: VisitState, item: Item) -> None:
        findings = state.findings_of(item.id)
        self._found.show_findings(findings)
        self._found.setVisible(bool(findings))
        self._found_title.setVisible(bool(findings))
        home = self._planner.settings.text("home_zone")
        timed = item.is_scheduled and not item.all_day
        self.home_times.setText(home_times(item.span, home) if timed else "")
        self.home_times.setVisible(bool(self.home_times.text()))
        is_leg = item.kind is ItemKind.LEG
        self._travel.set_visible(is_leg)
        self._places.show_item(state.plan, item)
        self.fields["open_to_press"].setVisible(not is_leg and item.kind not in BENEATH)
        for name in ("site_id", "room_id", "place"):
            self.fields[name].setVisible(not is_leg)
        self.fields["room_id"].setVisible(not is_leg and item.site_id is not None)
        self._where.setVisible(not is_leg)
        self.set_heading(item.title, _about(state.plan, item))

    # verbs

    @property
    def _itineraries(self) -> Any:
        return self._planner.itineraries

    @property
    def _key(self) -> ItemId:
        assert self._item is not None
        return self._item.id

    def _edit_one(self, name: str, value: Any) -> None:
        self._edit(**{name: value})

    def _edit(self, **fields: Any) -> None:
        self._itineraries.edit(self._key, seen=self._item, **fields)

    def _put_start(self, value: tuple[dt.datetime | None, str]) -> None:
        """A new start moves the entry and keeps its length; no start unschedules it."""
        moment, zone = value
        assert self._item is not None
        if moment is None:
            if self._item.is_scheduled:
                self._itineraries.unschedule(self._key)
            return
        if self._item.all_day and self._item.start_local and self._item.end_local:
            end = self._item.end_local + (moment.date() - self._item.start_local.date())
            slot = Slot(WallTime(moment, zone), WallTime(end, self._item.end_zone or zone))
        else:
            slot = Slot(WallTime(moment, zone))
        self._itineraries.move(self._key, slot, seen=self._item)

    def _put_end(self, value: tuple[dt.datetime | None, str]) -> None:
        moment, zone = value
        item = self._item
        require_year(moment)
        if moment is not None and item is not None and item.is_scheduled and not item.all_day:
            start = item.span.start
            if WallTime(moment, zone or start.zone).instant < start.instant:
                raise UserError(
                    _("The end lies before the start, {start}.").format(
                        start=moment_in_words(start.local)
                    ),
                    _("Nothing was changed. Give a later end, or move the start first."),
                )
        fold = moment.fold if moment else 0
        self._edit(end_local=_folded(moment, 0), end_zone=zone, end_fold=fold)

    def _put_audience(self, value: RuleShown) -> None:
        assert self._state is not None
        self._itineraries.set_audience(self._key, **rule_meant(self._state.plan, value))

    def _put_hosts(self, hosts: tuple[Receives, ...]) -> None:
        assert self._state is not None
        self._itineraries.set_hosts(self._key, **hosts_meant(hosts), seen=self._state.plan)

    def _accept(self, finding: Any) -> None:
        state = self._state
        reason = ask_reason(self, finding)
        if state is not None and reason:
            checking = self._planner.checking
            attempt(self._context, lambda: checking.accept(state.visit_id, finding, reason))

    def _reopen(self, finding: Any) -> None:
        state = self._state
        if state is not None:
            checking = self._planner.checking
            attempt(self._context, lambda: checking.reopen(state.visit_id, finding))


def _folded(moment: dt.datetime | None, fold: int) -> dt.datetime | None:
    return moment.replace(fold=fold) if moment else None


def _about(plan: Plan, item: Item) -> str:
    """What it is, and where; the zone stands at its times."""
    towns = dict.fromkeys(town for town in plan.towns_of(item) if town)
    parts = [
        _(ITEM_KINDS[item.kind]),
        " → ".join(towns),
        "" if item.is_scheduled else _("without a time"),
        "" if item.is_public else _("internal, never handed out"),
    ]
    return "  ·  ".join(part for part in parts if part)
