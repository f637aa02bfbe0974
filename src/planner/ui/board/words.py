"""How the board says things: names for screen readers, and what a carried item would do."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QLocale

from planner.domain.board import DAY_MINUTES, BoardDay, Strip
from planner.domain.findings import Severity
from planner.domain.itinerary import ITEM_STATUSES, Item
from planner.domain.plan import Plan
from planner.domain.sites import Country
from planner.i18n import _, clock, day_in_words, ngettext
from planner.phrases import sentence
from planner.ui.board.carrying import Carry, Grip
from planner.ui.board.judging import Verdict
from planner.ui.models.itinerary_text import clock_at, later, long_date, zones_differ


def minute_text(minute: int) -> str:
    """Minutes after midnight as a clock time; the last one of a day is 24:00."""
    if minute >= DAY_MINUTES:
        extra = minute - DAY_MINUTES
        return (
            clock(dt.time(extra // 60 % 24, extra % 60))
            if extra
            else _("{hour}:{minute}").format(hour="24", minute="00")
        )
    return clock(dt.time(minute // 60, minute % 60))


def times_text(item: Item, towns: tuple[str, str] = ("", "")) -> str:
    """ "14:30–16:00", with "+1"; where the clocks differ with the towns of both ends."""
    if not item.is_scheduled:
        return ""
    if item.all_day:
        return _("All day")
    span = item.span
    if zones_differ(item):
        return f"{clock_at(span.start, towns[0])} – {clock_at(span.end, towns[1], later(span))}"
    return f"{clock(span.start.local)}–{clock(span.end.local)}{later(span)}"


def board_name(days: int, items: int, findings: int) -> str:
    parts = [
        _("Itinerary board"),
        ngettext("{count} day", "{count} days", days),
        ngettext("{count} entry", "{count} entries", items),
    ]
    if findings:
        parts.append(ngettext("{count} finding", "{count} findings", findings))
    return ", ".join(parts)


def day_name(day: BoardDay, country: str, locale: QLocale) -> str:
    """ "Monday, 16 November 2026, Sweden, 3 entries"."""
    parts = [
        long_date(day.date, locale),
        country,
        _("Zone {zone}").format(zone=day.zone) if day.other_zone else "",
    ]
    count = len(day.parts) + len(day.whole)
    parts.append(
        ngettext("{count} entry", "{count} entries", count) if count else _("nothing planned")
    )
    return ", ".join(part for part in parts if part)


def strip_text(strip: Strip, country: Country | None, name: str) -> str:
    """What a traveller wants to know at a border: country, clocks, money, plugs, emergency number."""
    parts = [name] if name else []
    if strip.shift:
        sign = "+" if strip.shift > 0 else "−"
        hours, minutes = divmod(abs(strip.shift), 60)
        shown = f"{sign}{hours} h" + (f" {minutes}" if minutes else "")
        parts.append(_("clocks {shift}").format(shift=shown))
    if country is not None and name:
        if country.currency:
            parts.append(country.currency)
        if country.plugs:
            parts.append(_("plugs {letters}").format(letters=country.plugs))
        if country.emergency_number:
            parts.append(_("emergency {number}").format(number=country.emergency_number))
    return " · ".join(parts)


def carry_text(carry: Carry, verdict: Verdict | None) -> str:
    """What the status bar and the screen reader say: "Tue 17 May, 14:30–16:00, no conflict"."""
    if carry.grip is Grip.NEW or carry.grip is Grip.WHOLE or carry.day == carry.end_day:
        place = f"{day_in_words(carry.day)}, {minute_text(carry.start)}–{minute_text(carry.end)}"
    else:
        place = (
            f"{day_in_words(carry.day)} {minute_text(carry.start)} – "
            f"{day_in_words(carry.end_day)} {minute_text(carry.end)}"
        )
    if verdict is None:
        return place
    return f"{place}, {verdict_text(verdict)}"


def verdict_text(verdict: Verdict) -> str:
    if not verdict.findings:
        return _("no conflict")
    first = sentence(verdict.findings[0])
    more = len(verdict.findings) - 1
    return f"{first} (+{more})" if more else first


def severity_token(severity: Severity | None) -> str:
    """The colour of a ghost; the sentence beside it says the same."""
    if severity is None:
        return "ok"
    return "danger" if severity is Severity.CONFLICT else "warn"


def spoken_item(plan: Plan, item: Item, audience: str, findings: int) -> str:
    """An item in one sentence, what tells it apart first."""
    parts = [
        item.title,
        times_text(item, plan.towns_of(item)) or _("without a time"),
        plan.place_of(item),
        audience,
        _(ITEM_STATUSES[item.status]),
        _("time fixed") if item.fixed else "",
        ngettext("{count} finding", "{count} findings", findings) if findings else "",
    ]
    leg = plan.leg_of.get(item.id)
    if leg and leg.from_country and leg.to_country and leg.from_country != leg.to_country:
        parts.append(_("crosses the border to {country}").format(country=leg.to_country))
    return ", ".join(part for part in parts if part)
