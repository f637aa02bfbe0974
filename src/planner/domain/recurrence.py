"""What comes again: rules of whole days (RFC 5545, 3.3.10), read, laid out in order, put into words.

Only what a task of an office needs is read. A rule is laid out for at most :data:`YEARS`, so that one
that never fits ends, too.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.i18n import N_, Language, _, current, plain_day

YEARS: Final = 28
"""After so many years the calendar repeats its weekdays and leap years."""
_LONGEST: Final = 200
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WEEKDAY: Final = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")

PLAIN: Final = {
    "": N_("Never"),
    "FREQ=DAILY": N_("Every day"),
    "FREQ=WEEKLY": N_("Every week"),
    "FREQ=WEEKLY;INTERVAL=2": N_("Every two weeks"),
    "FREQ=MONTHLY": N_("Every month"),
    "FREQ=MONTHLY;INTERVAL=3": N_("Every quarter"),
    "FREQ=MONTHLY;INTERVAL=6": N_("Every half year"),
    "FREQ=YEARLY": N_("Every year"),
}
"""The rules that are offered, with their names."""


class RuleUnread(ValueError):
    """A rule that is none, or that no task needs. Says what is wrong with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A rule as read. ``by_day`` are (which one, weekday); 0 is each."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: dt.date | None = None
    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    by_position: tuple[int, ...] = ()
    week_start: int = 0

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        for name, numbers in (
            ("BYMONTH", self.by_month),
            ("BYMONTHDAY", self.by_month_day),
            ("BYDAY", [f"{nth or ''}{_DAYS[day]}" for nth, day in self.by_day]),
            ("BYSETPOS", self.by_position),
        ):
            if numbers:
                parts.append(f"{name}={','.join(map(str, numbers))}")
        if self.week_start:
            parts.append(f"WKST={_DAYS[self.week_start]}")
        return ";".join(parts)


def read_rule(text: str) -> Rule:
    """:raises RuleUnread: with the sentence that says why."""
    text = text.strip().upper().removeprefix("RRULE:").rstrip(";")
    if len(text) > _LONGEST:
        raise RuleUnread(_("This rule is too long."))
    values: dict[str, str] = {}
    for part in text.split(";"):
        name, sign, value = part.partition("=")
        if not sign or not value or name in values:
            raise RuleUnread(_("“{text}” is no part of a rule.").format(text=part))
        values[name] = value
    frequency = values.pop("FREQ", "")
    if frequency not in _FREQUENCIES:
        raise RuleUnread(_("A rule comes daily, weekly, monthly or yearly."))
    rule = Rule(frequency=frequency)
    for name, value in values.items():
        rule = _with(rule, name, value)
    if rule.count is not None and rule.until is not None:
        raise RuleUnread(_("A rule ends on a day or after a number of times, not both."))
    if rule.by_position and not (rule.by_day or rule.by_month_day):
        raise RuleUnread(_("BYSETPOS needs days to choose from."))
    if any(nth for nth, _day in rule.by_day) and frequency in ("DAILY", "WEEKLY"):
        raise RuleUnread(_("Only a month or a year has a first or last weekday."))
    if frequency == "WEEKLY" and rule.by_month_day:
        raise RuleUnread(_("A week has no days of the month."))
    return rule


def _with(rule: Rule, name: str, value: str) -> Rule:
    match name:
        case "INTERVAL":
            return replace(rule, interval=_number(value, 1, 1000))
        case "COUNT":
            return replace(rule, count=_number(value, 1, 1000))
        case "UNTIL":
            try:
                return replace(rule, until=dt.datetime.strptime(value[:8], "%Y%m%d").date())
            except ValueError:
                raise RuleUnread(_("There is no date “{text}”.").format(text=value)) from None
        case "BYMONTH":
            return replace(rule, by_month=_numbers(value, 1, 12))
        case "BYMONTHDAY":
            return replace(rule, by_month_day=_numbers(value, -31, 31))
        case "BYSETPOS":
            return replace(rule, by_position=_numbers(value, -366, 366))
        case "BYDAY":
            return replace(rule, by_day=tuple(_weekday(one) for one in value.split(",")))
        case "WKST" if value in _DAYS:
            return replace(rule, week_start=_DAYS.index(value))
    raise RuleUnread(_("“{text}” is no part of a rule.").format(text=f"{name}={value}"))


def _number(text: str, least: int, most: int) -> int:
    digits = text.removeprefix("-").removeprefix("+")
    if not (digits.isascii() and digits.isdigit()) or not least <= (found := int(text)) <= most:
        raise RuleUnread(_("“{text}” is no number that fits there.").format(text=text))
    return found


def _numbers(text: str, least: int, most: int) -> tuple[int, ...]:
    found = tuple(dict.fromkeys(_number(one, least, most) for one in text.split(",")))
    if 0 in found:
        raise RuleUnread(_("“{text}” is no number that fits there.").format(text="0"))
    return found


def _weekday(text: str) -> tuple[int, int]:
    found = _WEEKDAY.fullmatch(text)
    if found is None or (found[1] is not None and not 1 <= abs(int(found[1])) <= 53):
        raise RuleUnread(_("“{text}” is no weekday.").format(text=text))
    return int(found[1] or 0), _DAYS.index(found[2])


def laid_out(rule: Rule, start: dt.date) -> Iterator[dt.date]:
    """The days of the rule from ``start`` on, in order, for :data:`YEARS` times its interval at most."""
    found = itertools.takewhile(
        lambda day: rule.until is None or day <= rule.until,
        (day for day in itertools.chain.from_iterable(_periods(rule, start)) if day >= start),
    )
    return itertools.islice(found, rule.count)


def settled(rule: Rule, start: dt.date) -> Rule:
    """The rule so that the end of a month stays the end of the month, also after a short one.

    Taken literally a monthly rule from the 31st leaves out every month that has none (RFC 5545), and
    one that went on from 28 February would stay on the 28th.
    """
    if rule.by_day or rule.by_month_day or start.day <= 28:
        return rule
    days = tuple(range(28, start.day + 1))
    if rule.frequency == "MONTHLY":
        return replace(rule, by_month_day=days, by_position=(-1,))
    if rule.frequency == "YEARLY" and not rule.by_month and (start.month, start.day) == (2, 29):
        return replace(rule, by_month=(2,), by_month_day=(28, 29), by_position=(-1,))
    return rule


def in_words(text: str, speak: Language | None = None) -> str:
    """The rule as a person says it, as far as it is one of the offered ones; else as it is written."""
    speak = speak or current()
    if text in PLAIN:
        return speak(PLAIN[text])
    try:
        rule = read_rule(text)
    except RuleUnread:
        return text
    if rule.by_position == (-1,) and rule.by_month_day and rule.by_month_day[0] == 28:
        rule = replace(rule, by_month=(), by_month_day=(), by_position=())
    plain = str(replace(rule, count=None, until=None))
    if plain not in PLAIN:
        return text
    said = speak(PLAIN[plain])
    if rule.count is not None:
        return speak(N_("{rule}, {count} times")).format(rule=said, count=rule.count)
    if rule.until is not None:
        return speak(N_("{rule}, until {date}")).format(
            rule=said, date=plain_day(rule.until, speak)
        )
    return said


def _periods(rule: Rule, start: dt.date) -> Iterator[Sequence[dt.date]]:
    """The days of each day, week, month or year that counts, chosen from by position."""
    step = rule.interval
    last = min(start.year + YEARS * step, dt.MAXYEAR - 1)
    if rule.frequency in ("DAILY", "WEEKLY"):
        length = 7 if rule.frequency == "WEEKLY" else 1
        back = (start.weekday() - rule.week_start) % length
        first = max(start.toordinal() - back, 1)
        for number in range(first, dt.date(last, 1, 1).toordinal(), step * length):
            days = [dt.date.fromordinal(number + more) for more in range(length)]
            yield _chosen(rule, [day for day in days if _fits(rule, day, start)])
    elif rule.frequency == "MONTHLY":
        first = start.year * 12 + start.month - 1
        for number in range(first, last * 12, step):
            year, month = divmod(number, 12)
            if not rule.by_month or month + 1 in rule.by_month:
                yield _chosen(rule, _of_month(rule, year, month + 1, start))
    else:
        for year in range(start.year, last, step):
            yield _chosen(rule, _of_year(rule, year, start))


def _chosen(rule: Rule, days: Sequence[dt.date]) -> Sequence[dt.date]:
    if not rule.by_position:
        return days
    places = {place - 1 if place > 0 else len(days) + place for place in rule.by_position}
    return [days[place] for place in sorted(places) if 0 <= place < len(days)]


def _fits(rule: Rule, day: dt.date, start: dt.date) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    weekdays = [weekday for _nth, weekday in rule.by_day]
    if rule.frequency == "WEEKLY" and not weekdays:
        weekdays = [start.weekday()]
    return (
        (not rule.by_month or day.month in rule.by_month)
        and (not weekdays or day.weekday() in weekdays)
        and (
            not rule.by_month_day
            or day.day in rule.by_month_day
            or day.day - length - 1 in rule.by_month_day
        )
    )


def _of_month(rule: Rule, year: int, month: int, start: dt.date) -> list[dt.date]:
    length = calendar.monthrange(year, month)[1]
    if rule.by_month_day:
        numbers = {one if one > 0 else length + 1 + one for one in rule.by_month_day}
    elif rule.by_day:
        numbers = set(range(1, length + 1))
    else:
        numbers = {start.day}
    days = [dt.date(year, month, number) for number in sorted(numbers) if 0 < number <= length]
    return _weekdays(rule, days, 1, length)


def _of_year(rule: Rule, year: int, start: dt.date) -> list[dt.date]:
    if rule.by_month or not rule.by_day:
        plain = not (rule.by_month or rule.by_month_day)
        months = rule.by_month or ((start.month,) if plain else tuple(range(1, 13)))
        return [day for month in sorted(months) for day in _of_month(rule, year, month, start)]
    first = dt.date(year, 1, 1).toordinal()
    length = 366 if calendar.isleap(year) else 365
    days = [dt.date.fromordinal(first + more) for more in range(length)]
    if rule.by_month_day:
        days = [day for day in days if _fits(replace(rule, by_day=()), day, start)]
    return _weekdays(rule, days, first, length)


def _weekdays(rule: Rule, days: list[dt.date], first: int, length: int) -> list[dt.date]:
    """Those of the days that are a weekday of the rule, or its n-th within the month or year."""
    if not rule.by_day:
        return days
    wanted = set(rule.by_day)

    def is_one(day: dt.date) -> bool:
        place = day.day - 1 if first == 1 else day.toordinal() - first
        nth, from_end = place // 7 + 1, -((length - place - 1) // 7 + 1)
        return not wanted.isdisjoint((one, day.weekday()) for one in (0, nth, from_end))

    return [day for day in days if is_one(day)]
