"""Where a new entry begins, in the night when the clocks go back."""

from __future__ import annotations

import datetime as dt

from factories import CPH, PlanBuilder
from planner.domain.itinerary import ItemKind
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.ui.pages.visit_verbs import blank_after, blank_at

HALF_PAST_TWO = dt.datetime(2027, 10, 31, 2, 30)


def test_a_new_entry_after_the_second_half_past_two_begins_there_and_not_an_hour_before() -> None:
    build = PlanBuilder("Abe")
    talk = build.item("Talk", "2027-10-31 02:00", "2027-10-31 02:30", start_fold=1, end_fold=1)

    after = blank_after(build.plan, talk, None, ItemKind.MEETING)

    assert (after.start_fold, after.span.start.instant) == (1, talk.span.end.instant)
    assert after.span.duration == dt.timedelta(hours=1)


def test_a_new_entry_in_empty_time_lasts_as_long_as_was_drawn() -> None:
    build = PlanBuilder("Abe")
    first = WallTime(HALF_PAST_TWO, CPH)
    drawn = blank_at(build.plan, Slot(first, first.plus(dt.timedelta(hours=1))))

    assert (drawn.start_fold, drawn.end_fold) == (0, 1)
    assert drawn.span.duration == dt.timedelta(hours=1)
