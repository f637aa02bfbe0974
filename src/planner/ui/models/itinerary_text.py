"""How an entry of the itinerary is said: times and marks of its row, and the spoken sentence."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale

from planner.domain.itinerary import ITEM_KINDS, ITEM_STATUSES, Item, ItemStatus
from planner.domain.lines import ItemLine, ItineraryDay
from planner.domain.times import Span
from planner.domain.travel import MODES
from planner.i18n import _, clock, day_in_words, ngettext

OPEN = frozenset({ItemStatus.IDEA, ItemStatus.REQUESTED, ItemStatus.TENTATIVE})
"""What nobody has promised yet."""


def city(zone: str) -> str:
    """A zone as people call it: "Copenhagen" for Europe/Copenhagen."""
    return zone.rpartition("/")[2].replace("_", " ")


def long_date(date: dt.date, locale: QLocale) -> str:
    """The date with its weekday, in the language of the window."""
    return locale.toString(QDate(date.year, date.month, date.day), QLocale.FormatType.LongFormat)


def span_text(first: dt.date | None, last: dt.date | None) -> str:
    """ "Mon 16 Nov – Thu 19 Nov 2026"; empty when there are no dates."""
    if first is None or last is None or first == last:
        known = first or last
        return day_in_words(known, year=True) if known else ""
    start = day_in_words(first, year=first.year != last.year)
    return f"{start} – {day_in_words(last, year=True)}"


def zones_differ(item: Item) -> bool:
    return bool(item.end_zone) and item.end_zone != item.start_zone


def time_lines(line: ItemLine) -> tuple[str, str]:
    """What stands in the time column: the start, and below it the end with "+1" and the zone.

    A row that continues from the day before shows when it ends here.
    """
    item = line.item
    if not item.is_scheduled:
        return (_("No time"), "")
    if item.all_day:
        return (_("All day"), "")
    span = item.span
    if line.continues:
        return _continued(item, span, line.day)
    end = clock(span.end.local) + later(span)
    if zones_differ(item):
        return (
            f"{clock(span.start.local)} {city(item.start_zone)}",
            f"{end} {city(item.end_zone)}",
        )
    return (clock(span.start.local), end)


def _continued(item: Item, span: Span, day: dt.date) -> tuple[str, str]:
    if day < span.end.local.date():
        return (_("All day"), "")
    until = _("until {time}").format(time=clock(span.end.local))
    return (until, city(item.end_zone) if zones_differ(item) else "")


def later(span: Span) -> str:
    """ "+1" when the end is on the next day at its own place, empty on the same day."""
    return f" {span.days_later:+d}" if span.days_later else ""


def kind_text(line: ItemLine) -> str:
    """What sort of entry it is; a journey names how one travels."""
    if line.leg is not None and line.leg.mode:
        return _(MODES[line.leg.mode])
    return _(ITEM_KINDS[line.item.kind])


def title_text(line: ItemLine) -> str:
    """The title; tentative ones carry the "?" that also stands on paper."""
    open_question = line.item.status in (
        ItemStatus.IDEA,
        ItemStatus.REQUESTED,
        ItemStatus.TENTATIVE,
    )
    return f"{line.item.title} ?" if open_question else line.item.title


def detail_text(line: ItemLine) -> str:
    """Second line of a row: where, who, with whom."""
    leg = line.leg
    journey = " ".join(part for part in (leg.carrier, leg.number) if part) if leg else ""
    parts = [journey, line.place, line.audience, line.hosts]
    return "  ·  ".join(part for part in parts if part)


def spoken(line: ItemLine) -> str:
    """The row in one sentence, what tells it apart first."""
    item = line.item
    parts = [item.title, kind_text(line), spoken_times(line), line.place, line.audience]
    if line.hosts:
        parts.append(_("hosts {names}").format(names=line.hosts))
    parts.append(_(ITEM_STATUSES[item.status]))
    if item.fixed:
        parts.append(_("time fixed"))
    if line.findings:
        parts.append(ngettext("{count} finding", "{count} findings", line.findings))
    return ", ".join(part for part in parts if part)


def spoken_times(line: ItemLine) -> str:
    item = line.item
    if not item.is_scheduled:
        return _("without a time")
    if item.all_day:
        return _("all day")
    start, end = clock(item.span.start.local), clock(item.span.end.local) + later(item.span)
    if zones_differ(item):
        start, end = f"{start} {city(item.start_zone)}", f"{end} {city(item.end_zone)}"
    return _("{start} to {end}").format(start=start, end=end)


def day_title(day: ItineraryDay, locale: QLocale) -> str:
    return long_date(day.date, locale)


def day_note(day: ItineraryDay) -> str:
    """Beside the date: the zones that hold on this day and how much there is."""
    count = sum(not line.continues for line in day.lines)
    zones = " · ".join(city(zone) for zone in day.zones)
    entries = ngettext("{count} entry", "{count} entries", count) if count else ""
    if not day.lines:
        entries = _("nothing planned")
    return "  ·  ".join(part for part in (zones, entries) if part)
