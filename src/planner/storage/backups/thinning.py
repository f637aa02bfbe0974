"""Which backups may go: by number of a kind and by sequence; the clock alone never decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from planner.storage.backups.manifest import BEFORE, Manifest, Why

KEPT: Final = {"change": 12, "daily": 14, "weekly": 3, "before": 10, "hand": 10}
LEAST: Final = 3
"""The newest good backups that stay whatever any rule or clock says."""
LONGEST: Final = dt.timedelta(days=35)
"""Who was erased lives on in backups no longer than this."""
DAYS_SINCE: Final = 5
"""Days, all of them too late, on which backups were made before the calendar is believed."""
_BAD_KEPT: Final = 2


def group_of(why: Why) -> str:
    return "before" if why in BEFORE else str(why)


def going(manifests: Sequence[Manifest]) -> list[int]:
    """The numbers of the backups that are not needed any more.

    Bad ones are no reason for a good one to go; they go themselves once enough good ones follow.
    """
    ordered = sorted(manifests, key=lambda one: -one.number)
    good = [one for one in ordered if one.is_good]
    safe = {one.number for one in good[:LEAST]}
    gone: list[int] = []
    seen: dict[str, int] = {}
    for one in good:
        group = group_of(one.why)
        seen[group] = seen.get(group, 0) + 1
        too_many = seen[group] > KEPT[group]
        if one.number not in safe and (too_many or is_outdated(one, good)):
            gone.append(one.number)
    bad = [one for one in ordered if not one.is_good]
    for place, one in enumerate(bad):
        followed = sum(other.number > one.number for other in good) >= LEAST
        if followed or (place >= _BAD_KEPT and one.bad == "damaged"):
            gone.append(one.number)
    return gone


def is_outdated(one: Manifest, others: Sequence[Manifest]) -> bool:
    """Too old by the calendar of several days of work since; a clock that jumps makes one such day."""
    late = {
        other.at.date()
        for other in others
        if other.number > one.number and other.at - one.at > LONGEST
    }
    return len(late) >= DAYS_SINCE
