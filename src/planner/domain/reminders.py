"""What a person is reminded of while the program is open, and what was said already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from planner.domain.deadlines import Deadline, late_words
from planner.i18n import _, clock, ngettext, plain_day

NEAR_DAYS: Final = 14
"""From how many days before a call, a notice or an end is spoken of; once more on its last day."""
KEPT_DAYS: Final = 400
"""How long it is known what was said: longer than a reminder can come before its day."""


class Beginning(NamedTuple):
    """An entry that begins soon; ``start`` is UTC, ``local`` what the clock there shows then."""

    id: str
    title: str
    place: str
    visit: str
    start: dt.datetime
    local: dt.datetime


class Due(NamedTuple):
    """A follow-up that is open; ``remind_days`` before it is due one wants to be told."""

    id: str
    title: str
    due_on: dt.date
    remind_days: int | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """``key`` says what it is about and at which stage: the same is not said twice. ``word`` and
    ``record`` are what Open shows. ``until`` is the moment from which on it says nothing any more.
    One that tells of several has the key of each in ``each``."""

    key: str
    text: str
    word: str
    record: str
    until: dt.datetime | None = None
    each: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Everything that was said when this was said."""
        return self.each or (self.key,)


def of_entries(found: Iterable[Beginning], now: dt.datetime) -> list[Reminder]:
    """One each. An entry that is moved begins anew."""
    reminders = []
    for one in found:
        minutes = -int((now - one.start).total_seconds() // 60)
        what = ", ".join(part for part in (one.title, one.place) if part)
        text = ngettext(
            "In {count} minute, at {time}: {what}",
            "In {count} minutes, at {time}: {what}",
            minutes,
            time=clock(one.local),
            what=what,
        )
        key = f"item:{one.id}:{one.start:%Y%m%dT%H%M}"
        reminders.append(Reminder(key, text, "item", one.id, one.start))
    return reminders


def of_follow_ups(
    found: Sequence[Due], today: dt.date, known: Collection[str] = ()
) -> list[Reminder]:
    """Those due today, and those whose own days before have come; several of today are one.

    Of today only those are told whose key is not ``known``, so that one that is ticked off, or that
    comes to it, does not bring the others up again.
    """
    keys = {f"follow_up:{one.id}:{today}": one for one in found if one.due_on == today}
    now = {key: one for key, one in keys.items() if key not in known}
    near = [one for one in found if one.due_on > today and _is_near(one, today)]
    reminders = [
        Reminder(
            f"follow_up:{one.id}:{one.due_on}:near",
            _("Due on {day}: {name}").format(day=plain_day(one.due_on), name=one.title),
            "follow_up",
            one.id,
        )
        for one in near
    ]
    if len(now) == 1:
        ((key, one),) = now.items()
        text = _("Due today: {name}").format(name=one.title)
        reminders.append(Reminder(key, text, "follow_up", one.id))
    elif now:
        text = ngettext(
            "{count} follow-up is due today", "{count} follow-ups are due today", len(now)
        )
        first = next(iter(now.values()))
        reminders.append(
            Reminder(f"follow_ups:{today}", text, "follow_up", first.id, each=tuple(now))
        )
    return reminders


def _is_near(one: Due, today: dt.date) -> bool:
    return one.remind_days is not None and (one.due_on - today).days <= one.remind_days


def of_deadlines(
    deadlines: Iterable[Deadline], today: dt.date, known: Collection[str] = ()
) -> list[Reminder]:
    """Two weeks before, on the last day, and once when it is over and stays; several of these are one.

    Of what is over only that is told whose key is not ``known``.
    """
    found = list(deadlines)
    reminders = _overdue(
        {f"{one.id}:late": one for one in found if one.is_over(today) and one.key}, today, known
    )
    for one in found:
        days = one.days_left(today)
        if 0 <= days <= NEAR_DAYS:
            when = one.stated or (_("today") if days == 0 else plain_day(one.day))
            text = _("{what} ({days})").format(what=one.sentence, days=when)
            stage = "last" if days == 0 else "near"
            reminders.append(Reminder(f"{one.id}:{stage}", text, one.word, one.key))
    return reminders


def _overdue(
    over: Mapping[str, Deadline], today: dt.date, known: Collection[str]
) -> list[Reminder]:
    new = {key: one for key, one in over.items() if key not in known}
    if not new:
        return []
    (key, first), count = next(iter(new.items())), len(new)
    if count == 1:
        days = late_words(-first.days_left(today))
        text = _("{what} ({days})").format(what=first.sentence, days=days)
        return [Reminder(key, text, first.word, first.key)]
    text = (
        ngettext(
            "{count} deadline of an agreement has passed",
            "{count} deadlines of agreements have passed",
            count,
        )
        if all(one.word == "agreement" for one in new.values())
        else ngettext("{count} deadline has passed", "{count} deadlines have passed", count)
    )
    key = f"deadlines:{today}"
    return [Reminder(key, text, first.word, first.key, each=tuple(new))]


def unsaid(reminders: Iterable[Reminder], said: Mapping[str, str]) -> list[Reminder]:
    """Those that were never said; ``said`` has the day by key."""
    return [one for one in reminders if any(key not in said for key in one.keys)]


def still_known(said: Mapping[str, str], today: dt.date) -> dict[str, str]:
    """What was said in the last :data:`KEPT_DAYS`: older keys cannot come again."""
    since = (today - dt.timedelta(KEPT_DAYS)).isoformat()
    return {key: day for key, day in said.items() if day >= since}
