"""The days of which a sentence tells: one, from one to another, a month, or "these days"."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from planner.domain.source_reading.days import MONTHS, dates_in
from planner.domain.times import UNKNOWN_DATE, PartialDate

_MONTH: Final = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_FROM: Final = _MONTH.replace("month", "other")
_UNTIL: Final = r"\s*(?:–|—|-|to|until|bis|til|till|and|und|og|och)\s*(?:zum\s+|den\s+|the\s+)?"
_FIRST: Final = r"\b(?P<first>\d{1,2})(?:\.|st|nd|rd|th)?"
_LAST: Final = r"(?P<last>\d{1,2})(?:\.|st|nd|rd|th)?"
_YEAR: Final = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_SPANS: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_FIRST}{_UNTIL}{_LAST}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        rf"{_FIRST}\s+{_FROM}{_UNTIL}{_LAST}\s+{_MONTH}{_YEAR}",
        rf"\b{_MONTH}\s+{_FIRST}{_UNTIL}{_LAST}\b{_YEAR}",
    )
)
_DAY: Final = re.compile(
    rf"(?:{_FIRST}\s+{_MONTH}|\b{_MONTH.replace('month', 'mon')}\s+(?P<day>\d{{1,2}})(?!\d))", re.I
)
_IN_MONTH: Final = re.compile(rf"\b(?:in|im|i)\s+{_MONTH}(?!\w)", re.IGNORECASE)
_IN_YEAR: Final = re.compile(
    r"(?i)\b(?:in|im jahre?|i(?: året)?|during|im (?:frühjahr|sommer|herbst|winter)|(?:in |i |im )?(?:the )?"
    r"(?:early|late|spring|summer|autumn|winter|foråret|sommeren|efteråret|vinteren|frühjahr|herbst)(?: of| i)?)"
    r"\s+(?P<year>(?:19|20)\d\d)\b(?!-)"
)
_LAST_YEAR: Final = re.compile(
    r"(?i)\b(?:last year|sidste år|i fjor|letztes jahr|im (?:letzten|vergangenen) jahr|förra året)\b"
)
_JOINS: Final = re.compile(rf"^,?{_UNTIL}$", re.IGNORECASE)
_NOW: Final = re.compile(
    r"(?i)\b(?:these days|this (?:week|month)|i disse dage|i denne (?:uge|måned)|(?:in )?diese[rn]? (?:tagen|woche|monat)"
    r"|i dessa dagar|denna vecka|currently|aktuell|zurzeit)\b"
)
_AHEAD: Final = dt.timedelta(31)
"""How far after a text its days without a year may be."""


@dataclass(frozen=True, slots=True)
class Days:
    """``until`` is empty where only one day, or one month, is told."""

    since: PartialDate = UNKNOWN_DATE
    until: PartialDate = UNKNOWN_DATE


def days_told(text: str, own_day: str = "") -> Days:
    """The first days of a clause; ``own_day`` is the text's own date, as 2024-05-02 or ""."""
    for shape in _SPANS:
        if (found := shape.search(text)) and (days := _span(found, own_day)):
            return days
    dates = dates_in(text)
    for one, other in itertools.pairwise(dates):
        if _JOINS.match(text[one.end : other.start]) and one.when <= other.when:
            return Days(one.when, other.when)
    if dates:
        return Days(dates[0].when)
    if found := _IN_YEAR.search(text):
        return Days(PartialDate(found["year"]))
    if own_day and _LAST_YEAR.search(text):
        return Days(PartialDate(f"{int(own_day[:4]) - 1:04d}"))
    if found := _DAY.search(text):
        number = found["first"] or found["day"]
        if day := _day(number, found["month"] or found["mon"], "", own_day):
            return Days(PartialDate(day.isoformat()))
    if (found := _IN_MONTH.search(text)) and (day := _day("1", found["month"], "", own_day)):
        return Days(PartialDate(day.isoformat()[:7]))
    return Days(PartialDate(own_day[:7])) if own_day and _NOW.search(text) else Days()


def days_of_clause(parts: Iterable[str], own_day: str = "") -> Days:
    """Of the first of these parts of a sentence that tells days."""
    told = (days_told(part, own_day) for part in parts)
    return next((one for one in told if one.since), Days())


def tells_a_day(text: str) -> bool:
    """Whether anything in it may be a date."""
    return bool(dates_in(text)) or any(
        shape.search(text) for shape in (_IN_YEAR, _DAY, _LAST_YEAR, *_SPANS)
    )


def _span(found: re.Match[str], own_day: str) -> Days | None:
    parts = found.groupdict()
    last = _day(parts["last"], parts["month"], parts["year"] or "", own_day)
    if last is None:
        return None
    first = _day(parts["first"], parts.get("other") or parts["month"], str(last.year), own_day)
    if first is not None and first > last:  # over the turn of the year
        first = _day(parts["first"], parts.get("other") or parts["month"], str(last.year - 1), "")
    if first is None or (last - first).days > 92:
        return None
    return Days(PartialDate(first.isoformat()), PartialDate(last.isoformat()))


def _day(number: str, month: str, year: str, own_day: str) -> dt.date | None:
    """Without a year the last such day that is not much after the text."""
    if not year and not own_day:
        return None
    read = dates_in(f"{number} {month} {year or own_day[:4]}")
    day = read[0].day if read else None
    if day is not None and not year and day > dt.date.fromisoformat(own_day) + _AHEAD:
        return dt.date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)
    return day
