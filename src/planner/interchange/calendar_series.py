"""Events that repeat (RFC 5545, 3.8.5), laid out between two days, in local time, without running away."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable
from typing import Final

from dateutil.rrule import rrulestr

MOST: Final = 200
"""Of one series."""
SECONDS: Final = 6.0
"""Of processor time for all series of a file together; those behind it give their first day only."""
_KEYS: Final = frozenset(
    "FREQ INTERVAL WKST BYMONTH BYWEEKNO BYYEARDAY BYMONTHDAY BYDAY BYSETPOS BYHOUR BYMINUTE".split()
)
_FREQUENCIES: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_PART: Final = re.compile(r"[A-Za-z0-9,+-]{1,200}")


class RuleUnread(ValueError):
    """A rule that is none, that no programme of a visit needs, or that takes too long."""


def laid_out(
    start: dt.datetime,
    rule: str,
    first: dt.datetime,
    last: dt.datetime,
    local: Callable[[str], dt.datetime],
) -> list[dt.datetime]:
    """The starts from ``first`` to ``last``, at most one more than :data:`MOST`.

    All times are those of the clock in the zone of the series; ``local`` reads the end that the
    rule names in that zone. The first start counts also where the rule does not fit it.

    :raises RuleUnread: see there.
    """
    parts = _parts(rule)
    count = _whole(parts.pop("COUNT", "")) if "COUNT" in parts else None
    until = last
    if end := parts.pop("UNTIL", ""):
        try:
            until = min(last, local(end))
        except ValueError as error:
            raise RuleUnread(rule) from error
    found = [start] if start >= first and start <= last else []
    if start > until:
        return found
    pattern = ";".join(f"{key}={value}" for key, value in parts.items())
    pattern += f";UNTIL={until:%Y%m%dT%H%M%S}"
    seen = 1
    try:
        for moment in rrulestr(pattern, dtstart=start):
            if moment == start:
                continue
            seen += 1
            if count is not None and seen > count:
                break
            if moment >= first:
                found.append(moment)
            if len(found) > MOST or (not seen % 500 and time.process_time() > SECONDS):
                break
    except (ValueError, TypeError, OverflowError) as error:
        raise RuleUnread(rule) from error
    return found


def has_time_left() -> bool:
    """Whether this process may still lay out series."""
    return time.process_time() < SECONDS


def _parts(rule: str) -> dict[str, str]:
    """:raises RuleUnread: a part that is none, or one that would give an entry each hour or minute."""
    parts: dict[str, str] = {}
    for part in rule.strip().strip(";").split(";"):
        key, equals, value = part.partition("=")
        key = key.strip().upper()
        if not equals or not _PART.fullmatch(value.strip()) or key in parts:
            raise RuleUnread(rule)
        parts[key] = value.strip().upper()
    if parts.get("FREQ") not in _FREQUENCIES or not _whole(parts.get("INTERVAL", "1")):
        raise RuleUnread(rule)
    if not set(parts) <= _KEYS | {"COUNT", "UNTIL", "BYSECOND"}:
        raise RuleUnread(rule)
    parts.pop("BYSECOND", "")
    return parts


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise RuleUnread(text)
    return int(text)
