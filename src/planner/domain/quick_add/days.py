"""The day as it is written: a weekday, "day 3", a date in many spellings, today and tomorrow."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.quick_add.clock_spans import clock_at
from planner.domain.quick_add.reading import DoubtKind, QuickContext
from planner.domain.quick_add.words import (
    END,
    FIRST_DAY,
    FULL_WEEKDAYS,
    JAPANESE_WEEKDAYS,
    LAST_DAY,
    MONTHS,
    NUMBERS,
    PART_BEHIND,
    PARTS_OF_DAY,
    RELATIVE,
    ROOM,
    SHORT_WEEKDAYS,
    WEAK_WEEKDAYS,
    one_of,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day at a place of the line. ``dates`` are all that it may mean; ``doubt`` says why it is open.

    ``ways`` is how it is written: "full", "short" or "weak" weekday, "date", "bare" for 17.11, which
    may be a time, and "number" for the day of a month alone. ``last`` is the end of a row of days.
    """

    at: int
    end: int
    dates: tuple[dt.date, ...]
    ways: str
    doubt: DoubtKind | None = None
    weekday: int | None = None
    languages: str = ""
    preposition: bool = False
    sure: bool = False
    last: dt.date | None = None

    @property
    def date(self) -> dt.date | None:
        return self.dates[0] if self.dates and self.doubt is None else None


_MONTH: Final = one_of(MONTHS)
_ROOM_BEFORE: Final = re.compile(rf"(?:{ROOM}[\s:,]*|(?:室|ホール|講堂)\s?)$")
_LONGEST_ROOM: Final = 40
_PREPOSITION: Final = re.compile(
    r"(?:on\s+the|on|am(?!\s+morgen\b)|den|der|le|på|om|the|this|next|nächsten|kommenden|næste|nästa|til|d\.)\s+"
)
_WEEKDAY: Final = re.compile(
    rf"(?P<full>{one_of(FULL_WEEKDAYS)})(?:{one_of(PARTS_OF_DAY)})?(?:'?s)?(?![^\W\d_])|(?P<short>{one_of(SHORT_WEEKDAYS)})(?![^\W\d_])\.?"
    rf"|(?P<weak>{one_of(WEAK_WEEKDAYS)})(?!\w)\.?"
    rf"|(?P<ja>[{JAPANESE_WEEKDAYS}])(?:曜日?に?|(?=\s|\d|午))"
)
_ISO: Final = re.compile(r"((?:19|20|21)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d:])(!)?")
_NUMBERS: Final = re.compile(
    r"(\d{1,2})([./])\s?(\d{1,2})(?:([./-])(\s(?:19|20|21)\d\d(?!\s?-\s?\d)|(?:19|20|21)\d\d|\d{2})(?!\d|[:.]\d|\s?-\s?\d\d[:\d]))?(?!\d|:\d)(\.(?!\d))?"
)
_DAY_MONTH: Final = re.compile(
    rf"(\d{{1,2}})(?:\.|st|nd|rd|th|er)?(?:\s?-\s?(\d{{1,2}})(?:\.|st|nd|rd|th)?)?[\s-]?(?:of\s+)?"
    rf"({_MONTH})(?!\w)\.?(?:,?\s?((?:19|20|21)\d\d)(?![\d:.]|\s?-\s?\d))?"
)
_MONTH_DAY: Final = re.compile(
    rf"({_MONTH}){END}\.?\s?(\d{{1,2}})(?:st|nd|rd|th)?(?:\s?-\s?(\d{{1,2}})(?![\d:.]))?(?![\d:]|\.\d|\s?[ap]\.?m|\s?h\b)"
    r"(?:,?\s((?:19|20|21)\d\d)(?![\d:.]|\s?-\s?\d))?"
)
_JAPANESE: Final = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?!目|間|本)に?")
_NTH: Final = re.compile(
    rf"(?:day|tag|dag|jour)\s?(\d{{1,3}}|(?<=\s)(?:{one_of(NUMBERS)}))(?![\d:.]){END}|(\d{{1,3}})日目|(\d{{1,2}})\.\s?(?:tag|dag)(?!\w)"
)
_ORDINAL: Final = re.compile(r"(\d{1,2})(?:\.(?!\d)|st|nd|rd|th|er)(?!\w)")
_RELATIVE: Final = re.compile(
    rf"(?P<word>{one_of(RELATIVE)})(?!\w)"
    rf"|(?P<morgen>morgen)(?=\s+(?:(?:{one_of(PART_BEHIND)})\s+)?(?:(?:um|ab|gegen|kl\.?)\s|\d))"
    r"|(?P<perhaps>morgen)(?!\w)"
    rf"|(?P<first>{one_of(FIRST_DAY)})(?!\w)|(?P<last>{one_of(LAST_DAY)})(?!\w)"
)
_DASHED: Final = re.compile(r"(\d{1,2})-(\d{1,2})-((?:19|20|21)\d\d)(?!\d)")
_COMPACT: Final = re.compile(r"((?:19|20|21)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
_LIST: Final = re.compile(r"\s?[,/&+]\s?|\s(?:and|og|und|och|et)\s")
_THE_MORNING: Final = re.compile(r"(?:^|\s)(?:am|guten|jede[nr]|every|den\s+ganzen)\s+$")
_PART: Final = re.compile(rf"\s+(?:{one_of(PART_BEHIND)})(?!\w)")
_NUMBER_BEFORE_TIME: Final = re.compile(r"(\d{1,2})(?=,?\s+(?:kl\.?\s*)?\d{1,2}[:.]\d\d(?!\d))")
_GAP: Final = re.compile(r"\s*,?\s*(?:(?:den|der|the|le|d\.)\s+)?")
_NUMBER_BEFORE_HOUR: Final = re.compile(
    r"(\d{1,2})(?=,?\s+(?:(?:à|at|um|kl\.?)\s*\d|\d{1,2}[:.]\d\d(?!\d)))"
)
_BRACKETED: Final = re.compile(rf"\s?\(?([{JAPANESE_WEEKDAYS}])(?:曜日?)?\)")
_ROW: Final = re.compile(r"\s?-\s?|\s(?:to|bis|til|till)\s")  # not over a time that was taken


def day_at(plain: str, at: int, context: QuickContext) -> Day | None:
    """The day written at this place, or None. A weekday goes together with a date behind it."""
    before = _PREPOSITION.match(plain, at)
    found = _day(plain, before.end(), context, prepared=True) if before else None
    if found is not None and found.ways != "weak":
        found = replace(found, at=at, preposition=True)
    else:
        found = _day(plain, at, context, prepared=False)
    if found is None:
        return None
    if found.weekday is not None:
        found = _with_date(plain, found, context)
    elif (mark := _BRACKETED.match(plain, found.end)) and found.ways in (
        "date",
        "number",
    ):
        found = _agreed(replace(found, end=mark.end()), JAPANESE_WEEKDAYS.index(mark[1]))
    return _row(plain, found, context)


def with_part(plain: str, day: Day, clock: int | None = None) -> Day:
    """The day with "morning" or "abend" behind it, when a time follows, at ``clock`` if that is known."""
    found = _PART.match(plain, day.end)
    weak = day.ways == "weak" and day.weekday is not None  # "Mi abend" may be title
    if found is None or weak or not (day.weekday is not None or day.ways in ("date", "weak")):
        return day
    behind = found.end() + len(plain[found.end() :]) - len(plain[found.end() :].lstrip(" ,:"))
    follows = behind == clock if clock is not None else clock_at(plain, behind) is not None
    return replace(day, end=found.end()) if follows else day


def _day(plain: str, at: int, context: QuickContext, *, prepared: bool) -> Day | None:
    sign = plain[at : at + 1]
    if sign.isdigit():
        return _in_digits(plain, at, context, prepared)
    if found := _WEEKDAY.match(plain, at):
        return _weekday(found, context)
    if found := _MONTH_DAY.match(plain, at):
        day = _named(found, context, MONTHS[found[1]], int(found[2]))
        return _through(day, found[3])
    if found := _NTH.match(plain, at):
        return _nth(found, context)
    if found := _RELATIVE.match(plain, at):
        return _relative(found, context)
    return None


def _relative(found: re.Match[str], context: QuickContext) -> Day | None:
    if found["first"] or found["last"]:
        days = context.all_days
        return (
            _judged(*found.span(), [days[0 if found["first"] else -1]], context) if days else None
        )
    if not found["word"] and _THE_MORNING.search(found.string, 0, found.start()):
        return None  # "am Morgen" is in the morning
    if context.today is None:
        return Day(*found.span(), (), "date", DoubtKind.DAY_MISSING)
    distance = RELATIVE[" ".join(found["word"].split())] if found["word"] else 1
    day = _judged(*found.span(), [context.today + dt.timedelta(distance)], context)
    return replace(day, ways="weak", languages="de") if found["perhaps"] else day


def _in_digits(plain: str, at: int, context: QuickContext, prepared: bool) -> Day | None:
    if found := _ISO.match(plain, at):
        return _dated(found, context, found[1], int(found[3]), int(found[4]), sure=bool(found[5]))
    if found := _DAY_MONTH.match(plain, at):
        day = _named(found, context, MONTHS[found[3]], int(found[2] or found[1]))
        first = _named(found, context, MONTHS[found[3]], int(found[1]))
        return replace(first, last=day.dates[0]) if found[2] and day.dates else first
    if found := _JAPANESE.match(plain, at):
        if found[2]:
            return _dated(found, context, found[1], int(found[2]), int(found[3]))
        return _of_month(found.start(), found.end(), int(found[3]), context)
    if found := _NTH.match(plain, at):
        return _nth(found, context)
    if found := _DASHED.match(plain, at):
        return _dated(found, context, found[3], int(found[2]), int(found[1]))
    if found := _COMPACT.match(plain, at):
        return _dated(found, context, found[1], int(found[2]), int(found[3]))
    if not prepared and _ROOM_BEFORE.search(plain, max(0, at - _LONGEST_ROOM), at):
        return None  # "room 4.12"
    if (found := _NUMBERS.match(plain, at)) and (numbers := _numbers(found, context)):
        return numbers
    if found := _ORDINAL.match(plain, at):
        behind = _GAP.match(plain, found.end())
        if prepared or (behind is not None and clock_at(plain, behind.end()) is not None):
            return _of_month(at, found.end(), int(found[1]), context)
    number = _NUMBER_BEFORE_HOUR if prepared else _NUMBER_BEFORE_TIME
    if found := number.match(plain, at):
        return _of_month(at, found.end(), int(found[1]), context)
    return None


def _judged(at: int, end: int, dates: list[dt.date], context: QuickContext, **more: object) -> Day:
    """One date of the visit is certain; otherwise the doubt says what is open."""
    inside = [date for date in dates if date in context.all_days]
    if len(inside) == 1 or (not context.all_days and len(dates) == 1):
        return Day(at, end, tuple(inside or dates), "date", **more)  # type: ignore[arg-type]
    doubt = DoubtKind.WEEKDAY_TWICE if inside else DoubtKind.OUTSIDE
    return Day(at, end, tuple(inside or dates), "date", doubt, **more)  # type: ignore[arg-type]


def _is_far(year: int, context: QuickContext) -> bool:
    return context.near is not None and abs(year - context.near.year) > 5


def _named(found: re.Match[str], context: QuickContext, month: int, number: int) -> Day:
    """A date with the month in words. A year far from the visit is an hour: "16 Nov 1900 dinner"."""
    if found[4] and _is_far(int(found[4]), context):
        end = found.start(4)
        while found.string[end - 1] in " ,":
            end -= 1
        return replace(_dated(found, context, None, month, number), end=end)
    return _dated(found, context, found[4], month, number)


def _dated(
    found: re.Match[str],
    context: QuickContext,
    year: str | None,
    month: int,
    number: int,
    *,
    sure: bool = False,
) -> Day:
    at, end = found.span()
    dates = _dates(
        context, int(year) + (2000 if len(year) == 2 else 0) if year else None, month, number
    )
    if not dates:
        return Day(at, end, (), "date", DoubtKind.NO_SUCH_DATE)
    if sure:
        return Day(at, end, tuple(dates), "date", sure=True)
    return _judged(at, end, dates, context)


def _dates(context: QuickContext, year: int | None, month: int, number: int) -> list[dt.date]:
    """The date; without a year that in the visit, else the one nearest to it."""
    if year is not None:
        return [date] if (date := _date(year, month, number)) else []
    near = context.near
    if near is None:
        return []
    found = [date for step in (0, 1, -1) if (date := _date(near.year + step, month, number))]
    inside = [date for date in found if date in context.all_days]
    return inside or sorted(found, key=lambda date: abs(date - near))[:1]


def _date(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number) if 1900 <= year < 2200 else None
    except ValueError:
        return None


def _numbers(found: re.Match[str], context: QuickContext) -> Day | None:
    """17.11, 17.11., 17/11, 17.11.2026, and 11/17 where only that is a date."""
    first, second, dotted = int(found[1]), int(found[3]), found[2] == "."
    if found[5] and found[4] != found[2] and (dotted or len(found[5]) == 2):
        return None  # "17/11-2026" is usual in Denmark
    if dotted and found[0][len(found[1]) + 1].isspace() and not (found[5] or found[6]):
        return None
    year = int(found[5]) + (2000 if len(found[5]) == 2 else 0) if found[5] else None
    if year and found[5].startswith(" ") and _is_far(year, context):
        day = _judged(found.start(), found.end(4), _dates(context, None, second, first), context)
        return day if day.dates else None
    dates = _dates(context, year, second, first)
    if not dotted:
        dates += [date for date in _dates(context, year, first, second) if date not in dates]
    if not dates:
        if found[5] or not dotted or found[6]:
            return Day(found.start(), found.end(), (), "date", DoubtKind.NO_SUCH_DATE)
        return None
    day = _judged(found.start(), found.end(), dates, context)
    if dotted and not found[5] and not found[6]:
        return replace(day, ways="bare")
    return day


def _of_month(at: int, end: int, number: int, context: QuickContext) -> Day | None:
    if not 1 <= number <= 31:
        return None
    dates = [date for date in context.all_days if date.day == number]
    if not dates and context.near:
        near = context.near
        dates = _dates(context, near.year, near.month, number)
    return replace(_judged(at, end, dates, context), ways="number") if dates else None


def _nth(found: re.Match[str], context: QuickContext) -> Day | None:
    word = found[1] or found[2] or found[3]
    number = NUMBERS.get(word) or int(word)
    if not context.first_day or number == 0:
        return None
    return _judged(*found.span(), [context.first_day + dt.timedelta(number - 1)], context)


def _weekday(found: re.Match[str], context: QuickContext) -> Day | None:
    ways, languages = found.lastgroup or "", ""
    word = found[ways]
    if ways == "weak":
        number, languages = WEAK_WEEKDAYS[word]
    elif ways == "ja":
        number, ways = JAPANESE_WEEKDAYS.index(word), "short"
    else:
        number = (FULL_WEEKDAYS if ways == "full" else SHORT_WEEKDAYS)[word]
    dates = tuple(date for date in context.all_days if date.weekday() == number)
    doubt = None if len(dates) == 1 else DoubtKind.WEEKDAY_TWICE if dates else DoubtKind.OUTSIDE
    if not dates and context.near is not None:
        dates = _around(context, number)
        if not context.all_days:
            dates, doubt = dates[:1], None
    if not dates:
        doubt = DoubtKind.DAY_MISSING
    return Day(*found.span(), dates, ways, doubt, number, languages)


def _around(context: QuickContext, weekday: int) -> tuple[dt.date, ...]:
    """The nearest such weekday after the visit, or after the day known, and before it."""
    near = context.near
    assert near is not None
    first, last = (context.all_days[0], context.all_days[-1]) if context.all_days else (near, near)
    if not context.all_days:
        return (near + dt.timedelta((weekday - near.weekday()) % 7),)
    after = last + dt.timedelta((weekday - last.weekday()) % 7 or 7)
    before = first - dt.timedelta((first.weekday() - weekday) % 7 or 7)
    return (after, before)


def _with_date(plain: str, day: Day, context: QuickContext) -> Day:
    """ "Mon 17 Nov", "Mo., 17.11.", "Mon 17th": the date counts, and the weekday has to agree."""
    gap = _GAP.match(plain, day.end)
    assert gap is not None
    if not plain[gap.end() : gap.end() + 1].isdigit() and not _MONTH_DAY.match(plain, gap.end()):
        return day
    ordinal = _ORDINAL.match(plain, gap.end()) is not None
    date = _day(plain, gap.end(), context, prepared=day.preposition or ordinal)
    if date is None or date.weekday is not None or not date.dates:
        return day
    if date.ways == "bare" and _is_hour(plain, gap.end(), date, day.weekday):
        return day
    return _agreed(replace(date, at=day.at, weekday=day.weekday), day.weekday or 0)


def _is_hour(plain: str, at: int, date: Day, weekday: int | None) -> bool:
    """ "Mon 10.12" and "Mon 08.06-09" are hours; with a time behind it, 10.12 is a date that is wrong."""
    own = clock_at(plain, at)
    if own is not None and own.is_range and own.end > date.end:
        return True
    behind = _GAP.match(plain, date.end)
    followed = behind is not None and clock_at(plain, behind.end()) is not None
    fits = date.doubt is None and date.dates[0].weekday() == weekday
    return not fits and not followed


def _agreed(day: Day, weekday: int) -> Day:
    fitting = tuple(date for date in day.dates if date.weekday() == weekday)
    if fitting:
        alone = len(fitting) == 1 and day.doubt is DoubtKind.WEEKDAY_TWICE
        return replace(day, dates=fitting, doubt=None if alone else day.doubt)
    return replace(day, doubt=DoubtKind.MISMATCH, weekday=weekday)


def _through(day: Day, last: str | None) -> Day:
    if not last or not day.dates:
        return day
    date = _date(day.dates[0].year, day.dates[0].month, int(last))
    return replace(day, last=date) if date else day


def _row(plain: str, day: Day, context: QuickContext) -> Day:
    """ "Mon-Wed", "16.11.-18.11.": several days, for entries of whole days."""
    listed = _LIST.match(plain, day.end) if day.weekday is not None else None
    if listed and (other := _WEEKDAY.match(plain, listed.end())) and not other["weak"]:
        second = _weekday(other, context)
        dates = (*day.dates, *(second.dates if second else ()))
        return replace(day, end=other.end(), dates=dates, doubt=DoubtKind.MANY_DAYS)
    joint = _ROW.match(plain, day.end)
    if joint is None or day.last is not None or day.ways == "bare":
        return day
    then = _day(plain, joint.end(), context, prepared=day.ways != "weak")
    if then is None or then.doubt or not then.dates or then.ways in ("bare", "number"):
        return day
    if then.ways == "weak" and (day.weekday is None or joint[0] != "-"):
        return day
    return replace(day, end=then.end, last=then.dates[0])
