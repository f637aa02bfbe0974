"""When follow-ups are due, on which list they stand, what comes after one that repeats."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.due_dates import (
    Shelf,
    Span,
    anchor_day,
    due_from,
    next_one,
    shelf_of,
    span_of,
)
from planner.domain.followups import Anchor, FollowUp, FollowUpStatus, Side
from planner.domain.ids import FollowUpId, VisitId, new_id

TODAY = dt.date(2027, 4, 1)


def follow_up(**fields: object) -> FollowUp:
    return FollowUp(**{"id": FollowUpId(new_id()), "title": "Thank-you letter", **fields})  # type: ignore[arg-type]


def after(**days: float) -> dt.date:
    return TODAY + dt.timedelta(**days)


def test_a_due_date_counts_from_its_anchor() -> None:
    first, last, entry = after(days=40), after(days=42), after(days=41)
    days = [anchor_day(anchor, first, last, entry) for anchor in Anchor]
    assert days == [None, first, last, entry]
    assert due_from(first, -14) == after(days=26)
    assert due_from(None, -14) is None
    assert anchor_day(Anchor.DEPARTURE, first, None, None) == first
    assert due_from(dt.date(9999, 12, 31), 400) is None


@pytest.mark.parametrize(
    ("fields", "shelf"),
    [
        ({"due_on": after(days=-9)}, Shelf.DUE),
        ({"due_on": TODAY}, Shelf.DUE),
        ({"due_on": after(days=14)}, Shelf.DUE),
        ({"due_on": after(days=15)}, Shelf.LATER),
        ({}, Shelf.DUE),
        ({"anchor": Anchor.ARRIVAL, "visit_id": VisitId("v")}, Shelf.LATER),
        ({"status": FollowUpStatus.WAITING, "due_on": TODAY}, Shelf.WAITING),
        ({"side": Side.THEIRS, "due_on": after(days=90)}, Shelf.WAITING),
        ({"status": FollowUpStatus.DONE, "side": Side.THEIRS}, Shelf.DONE),
        ({"status": FollowUpStatus.DROPPED, "due_on": TODAY}, Shelf.DONE),
    ],
)
def test_each_follow_up_stands_on_one_list(fields: dict[str, object], shelf: Shelf) -> None:
    assert shelf_of(follow_up(**fields), TODAY) is shelf


def test_the_groups_by_date_follow_each_other() -> None:
    spans = [span_of(after(days=days), TODAY) for days in (-1, 0, 1, 2, 7, 8, 14, 15, 61, 62)]
    assert spans == [
        Span.OVERDUE,
        Span.TODAY,
        Span.TOMORROW,
        Span.WEEK,
        Span.WEEK,
        Span.SOON,
        Span.SOON,
        Span.MONTH,
        Span.MONTH,
        Span.LATER,
    ]
    assert span_of(None, TODAY) is Span.NONE


def test_what_repeats_comes_again_on_the_next_date() -> None:
    once = follow_up(
        due_on=TODAY,
        repeats="FREQ=MONTHLY",
        visit_id=VisitId("v"),
        anchor=Anchor.ARRIVAL,
        due_days=-7,
    )
    again = next_one(once, TODAY)
    assert again is not None
    assert again.due_on == dt.date(2027, 5, 1)
    assert (again.id != once.id, again.title, again.visit_id) == (True, once.title, once.visit_id)
    assert (again.anchor, again.due_days) == (Anchor.NONE, None)


def test_what_was_ticked_off_late_does_not_come_again_in_the_past() -> None:
    late = follow_up(due_on=dt.date(2027, 1, 5), repeats="FREQ=MONTHLY")
    again = next_one(late, TODAY)
    assert again is not None
    assert again.due_on == dt.date(2027, 4, 5)
    early = next_one(follow_up(due_on=after(days=10), repeats="FREQ=WEEKLY"), TODAY)
    assert early is not None
    assert early.due_on == after(days=17)


def test_the_end_of_the_month_stays_the_end_over_many_ticks() -> None:
    one: FollowUp | None = follow_up(due_on=dt.date(2027, 1, 31), repeats="FREQ=MONTHLY")
    days = []
    for _time in range(5):
        assert one is not None
        assert one.due_on is not None
        days.append(one.due_on.isoformat())
        one = next_one(one, one.due_on)
    assert days == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]


def test_a_rule_with_a_number_of_times_ends() -> None:
    one: FollowUp | None = follow_up(due_on=TODAY, repeats="FREQ=WEEKLY;COUNT=3")
    times = 0
    while one is not None:
        assert one.due_on is not None
        one, times = next_one(one, one.due_on), times + 1
    assert times == 3
    until = follow_up(due_on=TODAY, repeats="FREQ=WEEKLY;UNTIL=20270405")
    assert next_one(until, TODAY) is None
