"""A reading put into words: what it reads as, what it asks, and what each answer says."""

from __future__ import annotations

import datetime as dt
from typing import Final

from planner.domain.itinerary import ITEM_KINDS
from planner.domain.quick_add.reading import Choice, Doubt, DoubtKind, Reading, Way
from planner.domain.times import WallTime
from planner.i18n import N_, Language, clock, current, day_in_words
from planner.text import fold

QUESTIONS: Final = {
    DoubtKind.HALF_OF_DAY: N_("“{text}”: which hours are meant?"),
    DoubtKind.TIME_OR_TITLE: N_("Is “{text}” a time, or part of the title?"),
    DoubtKind.MANY_TIMES: N_("There are several times. Which one is meant?"),
    DoubtKind.TIME_OR_LENGTH: N_("Is “{text}” a time of day, or how long it takes?"),
    DoubtKind.ONLY_END: N_("“{text}” says when it ends. When does it start?"),
    DoubtKind.END_BEFORE_START: N_("“{text}” ends before it starts."),
    DoubtKind.NO_SUCH_TIME: N_("There is no time “{text}”."),
    DoubtKind.SKIPPED: N_("“{text}” does not exist in {zone}; the clock skips that hour."),
    DoubtKind.DOUBLED: N_("“{text}” comes twice in {zone} that night."),
    DoubtKind.TIME_MISSING: N_("“{text}” has no time yet."),
    DoubtKind.DAY_MISSING: N_("On which day?"),
    DoubtKind.WEEKDAY_TWICE: N_("The visit has several such days: “{text}”. Which one is meant?"),
    DoubtKind.OUTSIDE: N_("“{text}” is not a day of the visit."),
    DoubtKind.MISMATCH: N_("In “{text}” the weekday and the date do not agree."),
    DoubtKind.DAY_OR_TITLE: N_("Is “{text}” the day, or part of the title?"),
    DoubtKind.DAY_OR_TIME: N_("Is “{text}” a date or a time?"),
    DoubtKind.NO_SUCH_DATE: N_("There is no date “{text}”."),
    DoubtKind.MANY_DAYS: N_("“{text}” are several days. On which one?"),
    DoubtKind.NO_GROUP: N_("There is no group {text}."),
    DoubtKind.MANY_GROUPS: N_("Several groups fit {text}. Which one is meant?"),
    DoubtKind.MANY_SITES: N_("Several places fit {text}. Which one is meant?"),
    DoubtKind.MANY_PLACES: N_("There are several places: {text}. Which one is meant?"),
    DoubtKind.LENGTH_ALONE: N_("“{text}” says how long it takes. Type when it starts."),
    DoubtKind.NO_SUCH_LENGTH: N_("Nothing can take “{text}”."),
    DoubtKind.NO_TITLE: N_("Type what it is."),
    DoubtKind.NEXT_DAY: N_("It ends on a later day."),
}

_WITH_YEAR: Final = (DoubtKind.OUTSIDE, DoubtKind.MISMATCH)


def reads_as(reading: Reading, zone: str = "", speak: Language | None = None) -> str:
    """ "Reads as: Mon 16 Nov · 14:30–16:00 · Group A · ESS · Tour “tour of ESS”".

    ``zone`` is that of the visit: where the clock of the place differs, its zone is said.
    """
    speak = speak or current()
    return speak(N_("Reads as: {reading}")).format(reading=" · ".join(_parts(reading, zone, speak)))


def _parts(reading: Reading, zone: str, speak: Language) -> list[str]:
    groups = ", ".join(reading.group_names)
    kind = speak(ITEM_KINDS[reading.kind])
    title = reading.title
    parts = [
        *_when(reading, zone, speak),
        (
            speak(N_("Group {name}"))
            if len(reading.group_names) == 1
            else speak(N_("Groups {name}"))
        ).format(name=groups)
        if groups
        else "",
        reading.site_name or reading.place,
        kind
        if not title or fold(title) == fold(kind)
        else speak(N_("{kind} “{title}”")).format(kind=kind, title=title),
        speak(N_("tentative")) if reading.tentative else "",
    ]
    return [part for part in parts if part]


def _when(reading: Reading, zone: str, speak: Language) -> list[str]:
    start, end = reading.start, reading.end
    if start is None or end is None:
        return [] if reading.blocks else [speak(N_("Unscheduled"))]
    first, last = start.local.date(), end.local.date()
    if reading.all_day:
        days = [first] if first == last else [first, last]
        return ["–".join(day_in_words(day, speak) for day in days), speak(N_("all day"))]
    later = (last - first).days
    hours = f"{clock(start.local, speak)}–{clock(end.local, speak)}" + (
        f" +{later}" if later else ""
    )
    return [
        day_in_words(first, speak),
        f"{hours} ({start.zone})" if _differs(start, zone) else hours,
    ]


def _differs(start: WallTime, zone: str) -> bool:
    return bool(zone) and zone != start.zone and WallTime(start.local, zone).offset != start.offset


def question(doubt: Doubt, speak: Language | None = None) -> str:
    """What a doubt asks or, when it does not block, says."""
    speak = speak or current()
    return speak(QUESTIONS[doubt.kind]).format(text=doubt.text, **doubt.facts)


def answer(choice: Choice, doubt: Doubt, speak: Language | None = None) -> str:
    """The words of a choice, short enough for a button."""
    speak = speak or current()
    match choice.way:
        case Way.DAY if choice.day:
            return day_in_words(choice.day, speak, year=doubt.kind in _WITH_YEAR)
        case Way.TIME | Way.FIRST | Way.SECOND if choice.start:
            return _hours(choice, speak)
        case Way.LENGTH:
            return speak(N_("{count} min")).format(count=choice.minutes)
        case Way.ALL_DAY:
            return speak(N_("All day"))
        case Way.UNSCHEDULED:
            return speak(N_("Leave unscheduled"))
        case Way.TITLE:
            return speak(N_("“{words}” is title")).format(words=choice.name)
        case _:
            return choice.name


def _hours(choice: Choice, speak: Language) -> str:
    start = choice.start or dt.time()
    text = (
        clock(start, speak)
        if choice.end is None
        else f"{clock(start, speak)}–{clock(choice.end, speak)}"
    )
    if choice.days_later:
        text += f" +{choice.days_later}"
    if choice.way is Way.FIRST:
        return speak(N_("{time}, the first")).format(time=text)
    return speak(N_("{time}, the second")).format(time=text) if choice.way is Way.SECOND else text
