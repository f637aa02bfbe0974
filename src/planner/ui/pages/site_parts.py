"""What a site asks of visitors, its rooms and its opening hours, each in a dialog of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from planner.domain.checks.access_pack import BUSINESS_DAYS
from planner.domain.ids import RecordId, RoomId, SiteId, new_id
from planner.domain.sites import (
    ACCESS_FIELDS,
    SITE_RULE_KINDS,
    OpeningHours,
    Room,
    SiteRule,
    SiteRuleKind,
)
from planner.domain.sources import Source
from planner.i18n import N_, _, clock, inside, ngettext
from planner.text import fold
from planner.ui.context import Context
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.locale import reader
from planner.ui.models.table_model import Column
from planner.ui.pages.choices import named
from planner.ui.pages.visit_check_list import CheckListField
from planner.ui.widgets.fields import (
    ChoiceField,
    Choices,
    ClockField,
    DateField,
    LineField,
    NumberField,
    SearchField,
    TextField,
    short_day,
)

CALENDAR_DAYS: Final = "calendar days"
UNITS: Final = {CALENDAR_DAYS: N_("Calendar days"), BUSINESS_DAYS: N_("Business days")}
UNIT_OF: Final = {
    SiteRuleKind.MAX_GROUP: "people",
    SiteRuleKind.ESCORT_RATIO: "people",
    SiteRuleKind.NOTICE: CALENDAR_DAYS,
    SiteRuleKind.ACCESS_TIME: "minutes",
}
"""Kinds that have a number, and what it counts."""
NUMBERS: Final = {
    SiteRuleKind.MAX_GROUP: N_("People at a time"),
    SiteRuleKind.ESCORT_RATIO: N_("Visitors per escort"),
    SiteRuleKind.NOTICE: N_("Days before the visit"),
    SiteRuleKind.ACCESS_TIME: N_("Minutes"),
}


def rule_text(rule: SiteRule) -> str:
    """What a rule says in short: "14 calendar days, until 16:00", "name, country", its own words."""
    if rule.number is not None:
        unit = _(UNITS[rule.unit]) if rule.unit in UNITS else rule.unit
        parts = [f"{rule.number} {inside(unit)}".strip()]
        if rule.cutoff:
            parts.append(_("until {time}").format(time=clock(rule.cutoff)))
        return ", ".join(parts)
    fields = ", ".join(inside(_(ACCESS_FIELDS.get(name, name))) for name in rule.fields)
    return fields or rule.text


class RulesDialog(RecordsDialog[SiteRule]):
    """``zone`` is the site's, by whose clock a notice ends."""

    def __init__(
        self, context: Context, site: SiteId, name: str, zone: str, parent: QWidget | None = None
    ) -> None:
        self._zone = zone
        super().__init__(
            context, context.planner.site_rules, site, _("What {site} asks").format(site=name),
            _("Checks and admissions follow these rules. Say where each stands and when it was checked."),
            parent,
        )  # fmt: skip
        self.table.set_empty("list-checks", _("No rule is known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[SiteRule]]:
        return (
            Column(N_("Rule"), lambda rule: _(SITE_RULE_KINDS[rule.kind]), 165),
            Column(N_("Says"), rule_text, 225),
            Column(N_("Checked"), lambda rule: short_day(rule.checked_on), 105, muted=True),
        )

    def build(self) -> None:
        form = self.form
        form.add("kind", ChoiceField(_("Rule"), named(SITE_RULE_KINDS)))
        form.add("number", NumberField(_("Number")))
        form.add("unit", ChoiceField(_("Counted in"), named(UNITS)))
        form.add("cutoff", ClockField(_("Until, by the clock in {zone}").format(zone=self._zone)))
        self._asked = CheckListField(_("Asks of each visitor"), rows=7)
        form.add("fields", self._asked)
        form.add("text", TextField(_("In words"), lines=3))
        form.add("source_id", SearchField(_("Source"), self._sources))
        form.add("checked_on", DateField(_("Checked on")))

    def values(self, record: SiteRule) -> dict[str, Any]:
        # A name that a later version knows is kept and offered.
        more = [(name, name) for name in record.fields if name not in ACCESS_FIELDS]
        self._asked.set_choices([*named(ACCESS_FIELDS), *more])
        number = "" if record.number is None else str(record.number)
        unit = record.unit if record.unit in UNITS else CALENDAR_DAYS
        source = None
        if record.source_id is not None:
            found = self.context.planner.keeper(Source).find(record.source_id)
            source = (found.id, found.title) if found else None
        return {
            **super().values(record),
            "number": number,
            "unit": unit,
            "source_id": source,
        }

    def changes(self, record: SiteRule, name: str, value: Any) -> dict[str, Any]:
        """Another kind counts in another unit, and drops what it has no use for."""
        if name != "kind":
            return {name: value}
        kind = SiteRuleKind(value)
        fields: dict[str, Any] = {"kind": kind, "unit": UNIT_OF.get(kind, "")}
        if kind not in UNIT_OF:
            fields["number"] = None
        if kind is not SiteRuleKind.NOTICE:
            fields["cutoff"] = None
        if kind is not SiteRuleKind.IDENTITY:
            fields["fields"] = ()
        return fields

    def settle(self, record: SiteRule) -> None:
        fields, kind = self.form.fields, record.kind
        fields["number"].setVisible(kind in UNIT_OF)
        fields["number"].label.setText(_(NUMBERS.get(kind, N_("Number"))))
        fields["unit"].setVisible(kind is SiteRuleKind.NOTICE)
        fields["cutoff"].setVisible(kind is SiteRuleKind.NOTICE)
        self._asked.setVisible(kind is SiteRuleKind.IDENTITY)

    def blank(self) -> SiteRule:
        return SiteRule(
            id=RecordId(new_id()),
            site_id=SiteId(self.owner),
            kind=SiteRuleKind.NOTICE,
            unit=CALENDAR_DAYS,
            checked_on=self.context.planner.today(),
        )

    def _sources(self, text: str) -> Choices:
        wanted = fold(text)
        found = self.context.planner.keeper(Source).of()
        return [(one.id, one.title) for one in found if wanted in fold(one.title)][:20]


class RoomsDialog(RecordsDialog[Room]):
    def __init__(
        self, context: Context, site: SiteId, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.rooms, site, _("Rooms of {site}").format(site=name),
            _("Entries that stand in a room are checked against its seats."), parent,
        )  # fmt: skip
        self.table.set_empty("building-2", _("No room is listed."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[Room]]:
        return (
            Column(N_("Room"), lambda room: room.name, 180),
            Column(N_("Seats"), lambda room: str(room.capacity or ""), 70, right=True),
            Column(N_("Notes"), lambda room: room.notes, 150, muted=True),
        )

    def build(self) -> None:
        self.form.add("name", LineField(_("Name")))
        self.form.add("capacity", NumberField(_("Seats")))
        self.form.add("notes", TextField(_("Notes"), lines=3))

    def values(self, record: Room) -> dict[str, Any]:
        seats = "" if record.capacity is None else str(record.capacity)
        return {**super().values(record), "capacity": seats}

    def sort(self, records: list[Room]) -> list[Room]:
        return sorted(records, key=lambda room: fold(room.name))

    def blank(self) -> Room:
        taken = {fold(room.name) for room in self.parts.of(self.owner)}
        number = 1
        while fold(name := _("Room {number}").format(number=number)) in taken:
            number += 1
        return Room(id=RoomId(new_id()), site_id=SiteId(self.owner), name=name)


class HoursDialog(RecordsDialog[OpeningHours]):
    def __init__(
        self, context: Context, site: SiteId, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, context.planner.opening_hours, site,
            _("Opening hours of {site}").format(site=name),
            _("By the clock of the site. Without any line they are not known; a weekday without one is closed."),
            parent,
        )  # fmt: skip
        self.table.set_empty("clock", _("Not known."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[OpeningHours]]:
        return (
            Column(N_("Weekday"), lambda hours: weekday(hours.weekday), 160),
            Column(N_("From"), lambda hours: clock(hours.opens), 80),
            Column(N_("To"), lambda hours: clock(hours.closes), 80),
        )

    def build(self) -> None:
        days = [(number, weekday(number)) for number in range(7)]
        self.form.add("weekday", ChoiceField(_("Weekday"), days))
        self.form.add("opens", ClockField(_("From")))
        self.form.add("closes", ClockField(_("To")))

    def changes(self, record: OpeningHours, name: str, value: Any) -> dict[str, Any]:
        """A time that was cleared stays as it was: half an opening says nothing."""
        return {name: getattr(record, name) if value is None else value}

    def sort(self, records: list[OpeningHours]) -> list[OpeningHours]:
        return sorted(records, key=lambda one: (one.weekday, one.opens))

    def blank(self) -> OpeningHours:
        """The next weekday, with the times of the one before."""
        known = self.sort(self.parts.of(self.owner))
        taken = {one.weekday for one in known}
        free = next((day for day in range(7) if day not in taken), 0)
        last = known[-1] if known else None
        return OpeningHours(
            id=RecordId(new_id()),
            site_id=SiteId(self.owner),
            weekday=free,
            opens=last.opens if last else dt.time(9),
            closes=last.closes if last else dt.time(17),
        )


def weekday(number: int) -> str:
    return reader().dayName(number + 1)


def seats_text(room: Room) -> str:
    return ngettext("{count} seat", "{count} seats", room.capacity) if room.capacity else ""
