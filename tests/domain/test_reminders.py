"""What is said, when, and that nothing is said twice."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.agreements import Agreement
from planner.domain.deadlines import Deadline, DeadlineKind
from planner.domain.ids import AgreementId
from planner.domain.owed import agreement_deadlines
from planner.domain.reminders import (
    Beginning,
    Due,
    of_deadlines,
    of_entries,
    of_follow_ups,
    still_known,
    unsaid,
)
from planner.domain.times import PartialDate

NOW = dt.datetime(2027, 5, 10, 5, 15, 20, tzinfo=dt.UTC)
TODAY = NOW.date()


def test_an_entry_is_told_in_real_minutes_and_by_the_clock_there() -> None:
    start = dt.datetime(2027, 5, 10, 5, 30, tzinfo=dt.UTC)
    entry = Beginning("i", "Tour", "ESS", "Visit", start, dt.datetime(2027, 5, 10, 14, 30))
    (one,) = of_entries([entry], NOW)
    assert one.text == "In 15 minutes, at 14:30: Tour, ESS"
    moved = entry._replace(start=start + dt.timedelta(minutes=5))
    assert of_entries([moved], NOW)[0].key != one.key


def test_follow_ups_of_today_are_one_message_and_those_ahead_are_named() -> None:
    ahead = Due("c", "Letters", TODAY + dt.timedelta(3), 5)
    far = Due("d", "Report", TODAY + dt.timedelta(6), 5)
    (one,) = of_follow_ups([Due("a", "Diets", TODAY, None)], TODAY)
    assert (one.text, one.record) == ("Due today: Diets", "a")
    near, both = of_follow_ups(
        [Due("a", "Diets", TODAY, None), Due("b", "Cars", TODAY, 2), ahead, far], TODAY
    )
    assert near.text == "Due on 13 May 2027: Letters"
    assert both.text == "2 follow-ups are due today"


def test_those_that_were_told_together_are_not_told_again_when_one_goes_or_comes() -> None:
    four = [Due(key, key, TODAY, None) for key in "abcd"]
    (all_four,) = of_follow_ups(four, TODAY)
    assert not unsaid([all_four], dict.fromkeys(all_four.keys, ""))
    assert of_follow_ups(four[1:], TODAY, all_four.keys) == []
    (new,) = of_follow_ups([*four, Due("e", "Cars", TODAY, None)], TODAY, all_four.keys)
    assert new.text == "Due today: Cars"


def test_a_deadline_is_told_two_weeks_before_and_on_its_last_day() -> None:
    one = Deadline(TODAY + dt.timedelta(14), DeadlineKind.CALL, "Autumn", "", "call", "k")
    (near,) = of_deadlines([one], TODAY)
    assert near.text == "Call closes: Autumn (24 May 2027)"
    assert not of_deadlines([one], TODAY - dt.timedelta(1))
    (again,) = of_deadlines([one], TODAY + dt.timedelta(9))
    assert again.key == near.key
    (last,) = of_deadlines([one], one.day)
    assert last.text == "Call closes: Autumn (today)"
    assert last.key != near.key


def test_what_was_missed_is_told_once_and_several_as_one() -> None:
    one, other = (
        Deadline(
            TODAY - dt.timedelta(days), DeadlineKind.START, "MoU", "", "agreement", key, stays=True
        )
        for key, days in (("a", 12), ("b", 3))
    )
    (told,) = of_deadlines([one], TODAY)
    assert told.text == "Decide on the renewal: MoU (12 days late)"
    assert not of_deadlines([one], TODAY + dt.timedelta(1), told.keys)
    (again,) = of_deadlines([one, other], TODAY, told.keys)
    assert again.record == "b"
    (both,) = of_deadlines([one, other], TODAY)
    assert both.text == "2 deadlines of agreements have passed"
    assert not of_deadlines([one, other], TODAY, both.keys)


def test_what_is_due_in_a_month_is_told_once_in_it() -> None:
    month = Agreement(id=AgreementId("a"), review_on=PartialDate("2027-05"))
    keys = {
        one.key
        for days in range(10)
        for one in of_deadlines(
            agreement_deadlines(month, TODAY + dt.timedelta(days)), TODAY + dt.timedelta(days)
        )
    }
    assert len(keys) == 1


@given(st.dictionaries(st.text("abc", max_size=3), st.integers(0, 800), max_size=8))
def test_what_was_said_is_known_for_longer_than_a_year(days: dict[str, int]) -> None:
    said = {key: (TODAY - dt.timedelta(ago)).isoformat() for key, ago in days.items()}
    kept = still_known(said, TODAY)
    assert set(kept) == {key for key, ago in days.items() if ago <= 400}
    reminders = of_follow_ups([Due("a", "Diets", TODAY, None)], TODAY)
    assert unsaid(reminders, {**kept, reminders[0].key: TODAY.isoformat()}) == []
