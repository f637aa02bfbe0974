"""The due date in a line: where it stands, whether it is one, and what is open about it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from planner.domain.follow_up_line.reading import Ground, Option, Question, QuestionKind
from planner.domain.follow_up_line.words import AFTER, BEFORE, IN, NEXT, NEXT_WEEK, SURE, days_of
from planner.domain.followups import Anchor
from planner.domain.quick_add.days import Day, day_at
from planner.domain.quick_add.reading import DoubtKind, QuickContext
from planner.domain.quick_add.shadow import Shadow, escaped
from planner.domain.quick_add.words import ORDINARY

Place = tuple[int, int]

_YEAR: Final = re.compile(r"(?:19|20|21)\d\d|\d[./]\d{1,2}[./]\d\d(?!\d)")
_ISO: Final = re.compile(r"(?:19|20|21)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_MOST: Final = 7


@dataclass(slots=True)
class Due:
    """What was found. ``asked`` is what is open; then no date is taken."""

    day: dt.date | None = None
    anchor: Anchor = Anchor.NONE
    days: int | None = None
    asked: list[Question] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Found:
    place: Place
    dates: tuple[dt.date, ...] = ()
    anchor: Anchor = Anchor.NONE
    days: int = 0
    doubt: QuestionKind | None = None


def take_due(shadow: Shadow, ground: Ground) -> Due:
    """The one date of the line, blanked out; words that may be a date or title are asked about."""
    sure = list(_relative(shadow, ground))
    context = QuickContext(today=ground.today, language=ground.language)
    loose: list[_Found] = []
    taken = [one.place for one in sure]
    for at in shadow.words():
        if any(start <= at < end for start, end in taken):
            continue
        day = day_at(shadow.plain, at, context)
        if day is None:
            continue
        found = _judged(shadow, day, ground)
        if found is None:
            continue
        is_sure = _is_sure(_blanked(shadow.plain, taken), day, found, ground)
        taken.append(found.place)
        if is_sure is not None:
            (sure if is_sure else loose).append(found)
    due = Due()
    if len(sure) > 1:
        due.asked.append(_many(shadow, sorted(sure, key=lambda one: one.place)))
    elif sure:
        _settle(shadow, sure[0], ground, due)
    elif loose:
        due.asked.append(_or_title(shadow, loose[0], ground))
    return due


def _relative(shadow: Shadow, ground: Ground) -> Iterator[_Found]:
    for found in AFTER.finditer(shadow.plain):
        anchor = Anchor.ARRIVAL if found["from"] == "t" else Anchor.DEPARTURE
        yield _Found(found.span(), anchor=anchor, days=days_of(found))
    for found in IN.finditer(shadow.plain):
        yield _Found(found.span(), (ground.today + dt.timedelta(days_of(found)),))
    for found in NEXT_WEEK.finditer(shadow.plain):
        monday = ground.today + dt.timedelta(7 - ground.today.weekday())
        days = tuple(monday + dt.timedelta(more) for more in range(5))
        yield _Found(found.span(), days, doubt=QuestionKind.WHICH_DATE)


def _judged(shadow: Shadow, day: Day, ground: Ground) -> _Found | None:
    """The day with the words before it that say that it is one, and whether it is certain which."""
    start = day.at
    if before := BEFORE.search(shadow.plain, 0, start):
        start = before.start()
    place, dates = (start, day.end), day.dates
    if day.doubt is DoubtKind.NO_SUCH_DATE:
        return _Found(place, doubt=QuestionKind.NO_SUCH_DATE)
    if day.doubt is DoubtKind.MISMATCH:
        return _Found(place, dates, doubt=QuestionKind.MISMATCH)
    if not dates:
        return None
    if day.last is not None:
        dates = tuple(dict.fromkeys((*dates, day.last)))
    elif day.ways in ("full", "short", "weak") and day.weekday is not None:
        dates = _weekdays(shadow, day, dates, ground)
    elif len(dates) == 1 and dates[0] < ground.today and not _says_which(shadow, day):
        dates = (_next_year(dates[0]), dates[0])
    return _Found(place, dates, doubt=QuestionKind.WHICH_DATE if len(dates) > 1 else None)


def _weekdays(
    shadow: Shadow, day: Day, dates: tuple[dt.date, ...], ground: Ground
) -> tuple[dt.date, ...]:
    """A weekday is the next one. That of today, and "next Friday", may be this or the one after."""
    if len(dates) != 1:
        return dates
    week = dt.timedelta(7)
    is_next = NEXT.match(shadow.plain, day.at) or NEXT.search(
        shadow.plain[max(0, day.at - 10) : day.at]
    )
    if dates[0] == ground.today:
        return (dates[0] + week,) if is_next else (dates[0], dates[0] + week)
    return (dates[0], dates[0] + week) if is_next else dates


def _says_which(shadow: Shadow, day: Day) -> bool:
    """Whether the year was typed, or "yesterday"."""
    text = shadow.plain[day.at : day.end]
    return bool(_YEAR.search(text)) or not any(sign.isdigit() for sign in text)


def _next_year(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day + dt.timedelta(366)


def _is_sure(plain: str, day: Day, found: _Found, ground: Ground) -> bool | None:
    """True for a due date, False where it may be one, None for words that are none.

    A date is one at either end of the words or behind "by", "bis", "senest". What is also a common
    word, a room or a number of a version counts for less.
    """
    at_end = not any(sign.isalnum() or sign == "\x02" for sign in plain[day.end :])
    at_start = not any(sign.isalnum() or sign == "\x02" for sign in plain[: found.place[0]])
    said = found.place[0] < day.at or bool(SURE.match(plain, day.at))
    if _ISO.search(plain, day.at, day.end):
        return True
    own = ground.language[:2] in day.languages.split()
    if day.ways == "weak" and day.languages:
        word = plain[day.at : day.end].strip(" .").rpartition(" ")[2]
        if said and own:
            return True
        if word in ORDINARY.get(ground.language[:2], "").split():
            return False if said else None
        return own if at_end else False if own and at_start else None
    if day.ways in ("bare", "number"):
        return said
    return said or at_end or at_start


def _blanked(plain: str, places: list[Place]) -> str:
    """Without the dates found already: what stands before one of them still ends the words."""
    for start, end in places:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    return plain


def _settle(shadow: Shadow, found: _Found, ground: Ground, due: Due) -> None:
    text = shadow.text[found.place[0] : found.place[1]]
    if found.doubt is not None:
        due.asked.append(_which(shadow, found, found.doubt, text))
        return
    if found.anchor is not Anchor.NONE:
        due.anchor, due.days = found.anchor, found.days
    else:
        due.day = found.dates[0]
    shadow.use(*found.place)


def _which(shadow: Shadow, found: _Found, kind: QuestionKind, text: str) -> Question:
    options = [_on(shadow, found.place, day) for day in found.dates[:_MOST]]
    return Question(kind=kind, text=text, options=(*options, _title(shadow, found.place)))


def _or_title(shadow: Shadow, found: _Found, ground: Ground) -> Question:
    text = shadow.text[found.place[0] : found.place[1]]
    if found.doubt is QuestionKind.NO_SUCH_DATE:
        return _which(shadow, found, found.doubt, text)
    return _which(shadow, found, QuestionKind.DATE_OR_TITLE, text)


def _many(shadow: Shadow, found: list[_Found]) -> Question:
    """One of several: the others stay in the title."""
    options: list[Option] = []
    for chosen in found[:_MOST]:
        line = shadow.text
        for other in reversed(found):
            if other is not chosen:
                line = escaped(line, *other.place)
        options.append(Option(line=line, name=shadow.text[slice(*chosen.place)].strip()))
    text = ", ".join(shadow.text[slice(*one.place)].strip() for one in found)
    return Question(kind=QuestionKind.MANY_DATES, text=text, options=tuple(options))


def _on(shadow: Shadow, place: Place, day: dt.date) -> Option:
    line = shadow.text[: place[0]] + day.isoformat() + shadow.text[place[1] :]
    return Option(line=line, day=day)


def _title(shadow: Shadow, place: Place) -> Option:
    return Option(line=escaped(shadow.text, *place), title=shadow.text[slice(*place)].strip())
