"""A calendar of 5,000 items: clean-up, zones and reading back may cost a quarter on top."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

import icalendar
import pytest
from measuring import median_is_settled

from planner.domain.times import UTC, WallTime
from planner.i18n import language
from planner.interchange.calendar import CalendarEvent, write_calendar

ITEMS = 5_000
BAR = 1.25
ROUNDS = 5
ZONES = ("Europe/Copenhagen", "Asia/Tokyo", "Europe/Berlin", "America/New_York")
STAMP = dt.datetime(2026, 2, 1, 9, 30, tzinfo=UTC)


def items() -> list[CalendarEvent]:
    """Items as a visit has them, with a place, a host's note and an alarm."""
    found = []
    for number in range(ITEMS):
        start = dt.datetime(2026, 5, 1 + number % 28, 8 + number % 10, 15)
        zone = ZONES[number % len(ZONES)]
        found.append(
            CalendarEvent(
                f"{number:032x}@planner",
                number % 5,
                STAMP,
                f"Møde {number}: besøg på 東京大学, del {number % 7}",
                WallTime(start, zone),
                WallTime(start + dt.timedelta(hours=1), zone),
                "European Spallation Source, Odarslövsvägen 113, 224 84 Lund, Sweden",
                "Host: Prof. Jens Ø. Nielsen; please bring a passport.\n"
                "Meeting point: reception, ground floor, at 08:45.\nPhone: +45 33 92 00 00",
                categories=("meeting", "visit"),
                geo=(55.7344, 13.2487),
                last_modified=STAMP,
                alarm_minutes=30,
            )
        )
    return found


def by_the_library_alone(events: list[CalendarEvent]) -> bytes:
    """The same events as the library's manual makes them: no zones, no clean-up, no reading back."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Planner//Planner//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Visit")
    for each in events:
        assert isinstance(each.start, WallTime)
        assert isinstance(each.end, WallTime)
        event = icalendar.Event()
        event.add("uid", each.uid)
        event.add("sequence", each.sequence)
        event.add("dtstamp", each.stamped_at)
        event.add("last-modified", each.last_modified)
        event.add("summary", each.summary)
        event.add("dtstart", each.start.local.replace(tzinfo=ZoneInfo(each.start.zone)))
        event.add("dtend", each.end.local.replace(tzinfo=ZoneInfo(each.end.zone)))
        event.add("location", each.location)
        event.add("description", each.description)
        event.add("status", each.status)
        event.add("transp", "OPAQUE")
        event.add("categories", list(each.categories))
        event.add("geo", each.geo)
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", each.summary)
        alarm.add("trigger", dt.timedelta(minutes=-30))
        event.add_component(alarm)
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def seconds(act: Callable[[], object]) -> float:
    """Of the processor's time: other programs do not count."""
    start = time.process_time()
    act()
    return time.process_time() - start


@pytest.mark.benchmark
def test_writing_a_calendar_costs_little_more_than_the_library(
    capsys: pytest.CaptureFixture[str],
) -> None:
    events, english = items(), language("en")
    floors, ours = [], []
    for _ in range(ROUNDS):  # in turns, so that a busy moment meets both
        floors.append(seconds(lambda: by_the_library_alone(events)))
        ours.append(seconds(lambda: write_calendar("Visit", events, language=english)))
        # each round against its own floor: one calm moment must not set the floor for all
        ratios = [mine / floor for mine, floor in zip(ours, floors, strict=True)]
        if median_is_settled(ratios, BAR, ROUNDS):
            break
    ratio = statistics.median(ratios)

    with capsys.disabled():
        print(
            f"\ncalendar of {ITEMS:,} items: {min(ours):.2f} s, "
            f"icalendar alone {min(floors):.2f} s: {ratio:.2f} (bar {BAR})"
        )
    assert ratio <= BAR
