"""How a coming visit stands: what is found, what comes next, how ready it is, what it owes by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.i18n import _, ngettext

if TYPE_CHECKING:  # the first page needs the shapes before anything is looked at
    from planner.domain.deadlines import Deadline
    from planner.domain.findings import Finding, Severity
    from planner.domain.ids import ItemId, VisitId
    from planner.domain.times import WallTime


@dataclass(frozen=True, slots=True)
class ComingEntry:
    """An entry that is running or still to come. ``groups`` are letters, empty for everybody."""

    id: ItemId
    visit_id: VisitId
    visit: str
    title: str
    place: str
    groups: str
    start: WallTime
    end: WallTime

    def is_running(self, now: dt.datetime) -> bool:
        return self.start.instant <= now < self.end.instant

    def is_over(self, now: dt.datetime) -> bool:
        return self.end.instant <= now

    def minutes_to_start(self, now: dt.datetime) -> int:
        """Whole minutes, rounded up, so that it never starts before it is said to."""
        return -int((now - self.start.instant).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Attention:
    """Something to look at, as a sentence. ``word`` and ``key`` are where that is done, as of a
    deadline; ``about`` names the visit."""

    id: str
    text: str
    severity: Severity
    about: str
    word: str
    key: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """``changes`` are the entries that stand otherwise than in the latest release, -1 where that is not as it was released; ``findings`` the
    open ones, the gravest first. ``ready`` is a percentage."""

    visit_id: VisitId
    title: str
    first_day: dt.date | None
    last_day: dt.date | None
    release: int | None
    changes: int
    ready: int
    findings: tuple[Finding, ...]
    entries: tuple[ComingEntry, ...]
    deadlines: tuple[Deadline, ...]


def state_text(outlook: Outlook) -> str:
    """ "draft, 4 changes since v2 · 40 % ready"."""
    if outlook.release is None:
        state = _("draft")
    elif outlook.changes < 0:
        state = _("v{number} is not as it was released").format(number=outlook.release)
    elif outlook.changes:
        state = ngettext(
            "draft, {count} change since v{number}",
            "draft, {count} changes since v{number}",
            outlook.changes,
            number=outlook.release,
        )
    else:
        state = f"v{outlook.release}"
    return _("{state} · {percent} % ready").format(state=state, percent=outlook.ready)


def entry_text(entry: ComingEntry) -> str:
    """ "Tour, ESS (A)"."""
    text = ", ".join(part for part in (entry.title, entry.place) if part)
    return f"{text} ({entry.groups})" if entry.groups else text


def wait_text(entry: ComingEntry, now: dt.datetime) -> str:
    """ "now", "in 38 min", "in 5 h 10 min", "in 12 days": days by the calendar of the place."""
    if entry.is_running(now):
        return _("now")
    minutes = entry.minutes_to_start(now)
    if minutes < 60:
        return _("in {minutes} min").format(minutes=minutes)
    if minutes < 24 * 60:
        hours, minutes = divmod(minutes, 60)
        return _("in {hours} h {minutes} min").format(hours=hours, minutes=minutes)
    days = (entry.start.local.date() - today_there(entry.start.zone, now)).days
    return ngettext("in {count} day", "in {count} days", days)


def today_there(name: str, now: dt.datetime) -> dt.date:
    """Today by the calendar of a place; by this computer's where nobody knows the zone."""
    from planner.domain.times import is_zone, zone

    return now.astimezone(zone(name) if is_zone(name) else None).date()


def shows_other_clock(moment: WallTime) -> bool:
    """Whether this computer's clock shows another time at that moment."""
    from planner.domain.times import is_zone

    if not is_zone(moment.zone):
        return False
    return moment.instant.astimezone().replace(tzinfo=None) != moment.local.replace(fold=0)
