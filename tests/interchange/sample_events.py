"""Events of one visit year that hold what calendar programs stumble over, and their plain facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from planner.domain.times import UTC, WallTime
from planner.interchange.calendar import CalendarEvent

STAMP = dt.datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
SPOKEN = "Local time: "
"""How the English sentence begins that follows the description of an event in UTC."""


def wall(text: str, zone: str, *, second: bool = False) -> WallTime:
    """``wall("2026-05-11 09:00", "Europe/Copenhagen")``; ``second`` in the night of 25 hours."""
    return WallTime(dt.datetime.fromisoformat(text).replace(fold=int(second)), zone)


def event(
    uid: str, start: WallTime | dt.date, end: WallTime | dt.date, **more: Any
) -> CalendarEvent:
    """An event with what every one needs; ``more`` sets the rest."""
    values: dict[str, Any] = {"sequence": 0, "stamped_at": STAMP, "summary": uid, **more}
    return CalendarEvent(f"{uid}@planner", start=start, end=end, **values)


EVENTS = [
    event(
        "danish",
        wall("2026-05-11 09:00", "Europe/Copenhagen"),
        wall("2026-05-11 10:30", "Europe/Copenhagen"),
        sequence=3,
        summary="Møde på Rigshospitalet: Åse, Søren & Ægir",
        location="Rigshospitalet\nBlegdamsvej 9, 2100 København Ø",
        description="Mødested: hovedindgangen, kl. 8.45;\nhusk pas.\n\nNoter: C:\\Noter\\Nyt, \\n \\\\",
        categories=("Møde", "Sundhed, forskning"),
        geo=(55.695556, 12.565833),
        alarm_minutes=30,
    ),
    event(
        "german",
        wall("2026-05-18 14:00", "Europe/Berlin"),
        wall("2026-05-18 15:15", "Europe/Berlin"),
        sequence=1,
        status="TENTATIVE",
        summary="Empfang „Größe & Straße“; Universität Heidelberg, Aula",
        location="Alte Aula, Grabengasse 1, 69117 Heidelberg",
        description='Grüße an "alle"; Kleidung: festlich, ohne Orden.',
    ),
    event(
        "japanese",
        wall("2026-05-13 10:00", "Asia/Tokyo"),
        wall("2026-05-13 12:00", "Asia/Tokyo"),
        sequence=12,
        summary="東京大学 訪問：𠮷田 太郎 教授との面会（髙橋・﨑山 同席）",
        location="東京大学 本郷キャンパス\n〒113-8654 東京都文京区本郷7-3-1",
        description="集合：安田講堂前。\n名刺 30枚。🤝👩‍🔬 नमस्ते",
        categories=("訪問",),
        geo=(35.713, 139.762),
    ),
    event(
        "long",
        wall("2026-05-12 10:00", "Asia/Kolkata"),
        wall("2026-05-12 11:00", "Asia/Kolkata"),
        summary="🛫" * 60 + "é" * 60 + "𠮷" * 40 + "a" * 80,
        description=" ".join(f"word{number};," for number in range(200)),
        transparent=True,
    ),
    event(
        "overnight",
        wall("2026-05-11 15:45", "Europe/Copenhagen"),
        wall("2026-05-12 11:20", "Asia/Tokyo"),
        summary="Flight CPH–HND",
        location="Terminal 3",
    ),
    event(
        "date-line",
        wall("2026-05-16 21:55", "Asia/Tokyo"),
        wall("2026-05-16 10:25", "Pacific/Honolulu"),
        summary="Flight HND–HNL: lands before it takes off",
    ),
    event(
        "one-day", dt.date(2026, 5, 14), dt.date(2026, 5, 14), summary="Free day", transparent=True
    ),
    event(
        "three-days",
        dt.date(2026, 5, 15),
        dt.date(2026, 5, 17),
        summary="Conference",
        description="All day, three days",
    ),
    event(
        "leap",
        dt.date(2028, 2, 28),
        dt.date(2028, 2, 29),
        summary="Ends on 29 February",
    ),
    event(
        "spring-night",
        wall("2026-03-28 22:00", "Europe/Copenhagen"),
        wall("2026-03-29 07:00", "Europe/Copenhagen"),
        summary="Night of 23 hours",
    ),
    event(
        "autumn-night",
        wall("2026-10-24 22:00", "Europe/Copenhagen"),
        wall("2026-10-25 08:00", "Europe/Copenhagen"),
        summary="Night of 25 hours",
    ),
    event(
        "twice",
        wall("2026-10-25 02:30", "Europe/Copenhagen"),
        wall("2026-10-25 02:30", "Europe/Copenhagen", second=True),
        summary="From the first 02:30 to the second",
        description="One hour.",
    ),
    event(
        "never",
        wall("2026-03-29 02:30", "Europe/Copenhagen"),
        wall("2026-03-29 04:00", "Europe/Copenhagen"),
        summary="From a time that was skipped",
    ),
    event(
        "new-york",
        wall("2026-11-01 00:30", "America/New_York"),
        wall("2026-11-01 03:00", "America/New_York"),
        summary="New York, clocks go back",
    ),
    event(
        "dublin",
        wall("2026-07-06 09:00", "Europe/Dublin"),
        wall("2026-07-06 10:00", "Europe/Dublin"),
        summary="Dublin in summer",
    ),
    event(
        "adelaide",
        wall("2026-01-20 09:00", "Australia/Adelaide"),
        wall("2026-01-20 10:00", "Australia/Adelaide"),
        summary="Adelaide in summer",
    ),
    event(
        "nuuk",
        wall("2026-06-08 10:15", "America/Nuuk"),
        wall("2026-06-08 11:45", "America/Nuuk"),
        summary="Ilisimatusarfik",
        description="The rule of this zone crosses midnight.",
    ),
    event(
        "cairo",
        wall("2026-09-21 10:00", "Africa/Cairo"),
        wall("2026-09-21 11:00", "Africa/Cairo"),
        summary="Cairo",
    ),
    event(
        "utc",
        wall("2026-06-01 12:00", "Etc/UTC"),
        wall("2026-06-01 12:30", "Etc/UTC"),
        summary="Call",
        description="By satellite.",
    ),
    event(
        "cancelled",
        wall("2026-05-19 09:00", "Europe/Berlin"),
        wall("2026-05-19 10:00", "Europe/Berlin"),
        sequence=2,
        status="CANCELLED",
        summary="Cancelled: tour",
    ),
]

# What Morocco does with its clocks is decided from year to year, so no fixed text may lean on it.
RAMADAN = event(
    "ramadan",
    wall("2026-03-02 10:00", "Africa/Casablanca"),
    wall("2026-03-02 11:00", "Africa/Casablanca"),
    summary="Rabat",
)


@dataclass(frozen=True)
class Facts:
    """What another program has to know about an event, as texts.

    Moments are "2026-05-11T07:00Z"; an all-day event has "2026-05-14" and its last day.
    """

    uid: str
    summary: str
    start: str
    end: str
    location: str
    description: str
    status: str
    sequence: int


def moment(time: dt.datetime) -> str:
    """A moment as :class:`Facts` holds it, from an aware time."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def without_local_time(description: str) -> str:
    """The description as it was given, without the sentence that the writer adds in UTC."""
    head, mark, _ = description.rpartition(SPOKEN)
    return head.rstrip("\n") if mark else description


def facts(event: CalendarEvent) -> Facts:
    """The facts straight from the value, not through the writer."""
    start, end = (
        moment(each.instant) if isinstance(each, WallTime) else each.isoformat()
        for each in (event.start, event.end)
    )
    return Facts(
        event.uid,
        event.summary,
        start,
        end,
        event.location,
        event.description,
        event.status,
        event.sequence,
    )


EXPECTED = {event.uid: facts(event) for event in EVENTS}
