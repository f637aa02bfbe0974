"""Dated posts: which of them holds on a day, in what order they stand, and how one is put in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from planner.domain.people import Position
from planner.domain.times import PartialDate, parse_partial_date, partial_end, partial_start
from planner.errors import UserError
from planner.i18n import N_, Language, _, current, plain_day


def holds_on(post: Position, day: dt.date) -> bool:
    """Whether the post may be held on a day: an empty end is open, a year means all of it."""
    since, until = partial_start(post.valid_from), partial_end(post.valid_to)
    return (since is None or since <= day) and (until is None or day <= until)


def standing(post: Position, day: dt.date) -> tuple[int, str]:
    """Where a post stands on a day among those of one person: held, to come (the next first), former."""
    if holds_on(post, day):
        return 0, ""
    since = partial_start(post.valid_from)
    return (1, post.valid_from) if since is not None and since > day else (2, "")


def in_order(posts: Sequence[Position]) -> list[Position]:
    """Open ones first, then by the order that was set."""
    return sorted(posts, key=lambda post: (post.valid_to != "", post.rank, post.id))


def shown_on(posts: Sequence[Position], day: dt.date) -> Position | None:
    """The post by which a person goes on a day: one held then, else the next one, else a former one."""
    return min(in_order(posts), key=lambda post: standing(post, day), default=None)


def title_on(title: str, since: str, day: dt.date, speak: Language | None = None) -> str:
    """The title as a list of a day shows it: "from 1 Dec 2027: Director" while it is still to come."""
    begins = partial_start(PartialDate(since))
    if begins is None or begins <= day:
        return title
    speak = speak or current()
    shown = plain_day(begins, speak) if len(since) == len("2027-12-01") else since
    if not title:
        return speak(N_("from {day}")).format(day=shown)
    return speak(N_("from {day}: {title}")).format(day=shown, title=title)


def moved(posts: Sequence[Position], key: str, place: int) -> list[Position]:
    """The posts with one at another place (0 is the first); ranks are dense from 0."""
    rest = [post for post in posts if post.id != key]
    one = next(post for post in posts if post.id == key)
    place = max(0, min(place, len(rest)))
    order = [*rest[:place], one, *rest[place:]]
    return [replace(post, rank=rank) for rank, post in enumerate(order)]


def require_right_dates(post: Position) -> None:
    """:raises UserError: a date that is none, or an end before the beginning."""
    try:
        since = partial_start(parse_partial_date(post.valid_from))
        until = partial_end(parse_partial_date(post.valid_to))
    except ValueError as error:
        raise UserError(
            _("“{text}” is no date.").format(text=error), _("Type 2024, 2024-10 or 2024-10-01.")
        ) from error
    if since is not None and until is not None and until < since:
        raise UserError(_("The post would end before it begins."), _("Check the two dates."))


def last_day_before(on: dt.date) -> PartialDate:
    return PartialDate((on - dt.timedelta(1)).isoformat())
