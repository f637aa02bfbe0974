"""The run of show: start, end and duration of an item, of which any two give the third."""

from __future__ import annotations

import datetime as dt
import enum
import re
import unicodedata
from typing import Final

from planner.domain.clock_asking import question_of, split_mark
from planner.domain.itinerary import Item, ItemKind
from planner.domain.quick_add.clock_spans import length_at
from planner.domain.quick_add.clock_words import point
from planner.domain.slots import Slot
from planner.domain.times import WallTime, is_zone
from planner.i18n import N_

_HOURS_MINUTES: Final = re.compile(r"(\d{1,2}):([0-5]\d)")
_MINUTES: Final = re.compile(r"\d{1,4}")


class Cell(enum.StrEnum):
    """What was typed into."""

    START = "start"
    END = "end"
    DURATION = "duration"


class Trouble(enum.Enum):
    """Why what was typed cannot be meant; the value is a message id."""

    NO_TIME = N_("“{text}” is not a time. Type one such as 14:30, 14.30, 1430 or 2:30 pm.")
    TWO_TIMES = N_(
        "“{text}” may be morning or afternoon. Type it on the 24-hour clock, such as 14:30."
    )
    SKIPPED = N_("{text} does not exist in that night: the clock skips it. Type another time.")
    TWICE = N_(
        "{text} comes twice in that night. Type “a” behind it for the first, “b” for the second."
    )
    NO_LENGTH = N_("“{text}” is not a duration. Type one such as 45 min, 1h30 or 1:30.")
    NOTHING = N_("A duration is at least a minute and at most two days.")


def read_time(text: str) -> dt.time | Trouble:
    """A clock time as people write it, in the languages of the quick-add line; 24:00 is not one.

    "02:30b" has the fold of the second of two.
    """
    plain = _plain(text)
    found = point(plain, 0, spelled=True) if plain else None
    if found is None or plain[found.end :].strip():
        return Trouble.NO_TIME
    if len(found.options) > 1 and not re.fullmatch(r"\d{2}[:.]?\d{2}", plain):
        return Trouble.TWO_TIMES
    minutes = found.options[0]
    if minutes >= 24 * 60:
        return Trouble.NO_TIME
    return dt.time(minutes // 60, minutes % 60, fold=found.fold or 0)


def read_length(text: str) -> int | Trouble:
    """Minutes from "45 min", "1h30", "1½ t", "1:30" or a plain number of minutes."""
    plain = _plain(text)
    if found := _HOURS_MINUTES.fullmatch(plain):
        minutes = int(found[1]) * 60 + int(found[2])
    elif _MINUTES.fullmatch(plain):
        minutes = int(plain)
    else:
        length = length_at(plain, 0) if plain else None
        if length is None or plain[length.end :].strip():
            return Trouble.NO_LENGTH
        minutes = length.minutes
    return minutes if 0 < minutes <= 2 * 24 * 60 else Trouble.NOTHING


def slot_for(item: Item, cell: Cell, text: str, day: dt.date) -> Slot | Trouble:
    """Where the item goes when this is typed.

    A new start keeps the real length; a new end or duration keeps the start. An end that is not
    after the start is on the next day; a night's stay, a journey between zones and whatever lasts
    a day or longer end on the day on which they ended. ``day`` is where an item without a time goes.
    """
    if cell is Cell.DURATION:
        minutes = read_length(text)
        if isinstance(minutes, Trouble):
            return minutes
        start = _start(item, day)
        end = start.plus(dt.timedelta(minutes=minutes))
        return Slot(start, end.in_zone(item.end_zone or start.zone))
    time = read_time(text)
    if isinstance(time, Trouble):
        return time
    start = _start(item, day)
    if cell is Cell.START:
        begins = WallTime(dt.datetime.combine(start.local.date(), time), start.zone)
        return _trouble_of(begins, text) or Slot(begins)
    zone = item.end_zone or start.zone
    date = item.span.end.local.date() if _keeps_end_day(item) else start.local.date()
    end = WallTime(dt.datetime.combine(date, time), zone)
    if end.instant <= start.instant:
        end = WallTime(end.local + dt.timedelta(1), zone)
    return _trouble_of(end, text) or Slot(start, end)


def _trouble_of(wall: WallTime, text: str) -> Trouble | None:
    """Of a time that the clock of that night skips, or shows twice and nobody says which."""
    is_said = split_mark(_plain(text))[1] is not None
    asked = question_of(wall, is_said=is_said) if is_zone(wall.zone) else None
    if asked is None:
        return None
    return Trouble.TWICE if asked.is_twice else Trouble.SKIPPED


def minutes_of(item: Item) -> int | None:
    """The real length in minutes; None without a time."""
    if not item.is_scheduled:
        return None
    return int(item.span.duration.total_seconds() // 60)


def length_text(minutes: int) -> str:
    """ "1:30" for ninety minutes, as it can be typed again."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'−' if minutes < 0 else ''}{hours}:{rest:02d}"


def _start(item: Item, day: dt.date) -> WallTime:
    if item.is_scheduled:
        return item.span.start
    morning = dt.datetime.combine(day, dt.time(9))
    return WallTime(morning, item.start_zone or "UTC")


def _keeps_end_day(item: Item) -> bool:
    """A check-out typed later in the day must not make one hour of three nights."""
    if not item.is_scheduled:
        return False
    span = item.span
    return (
        item.kind is ItemKind.STAY
        or span.end.zone != span.start.zone
        or span.duration >= dt.timedelta(1)
    )


def _plain(text: str) -> str:
    return (
        unicodedata.normalize("NFKC", text).strip().lower()
        if "½" not in text
        else text.strip().lower()
    )
