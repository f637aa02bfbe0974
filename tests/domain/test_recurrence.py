"""Rules of what comes again: the same days as dateutil lays out, and never without an end."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from dateutil.rrule import rrulestr
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from planner.domain.recurrence import PLAIN, RuleUnread, in_words, laid_out, read_rule, settled

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_dates = st.dates(dt.date(2024, 1, 1), dt.date(2031, 12, 31))


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 4))}")
    if draw(st.booleans()):
        months = draw(st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True))
        parts.append("BYMONTH=" + ",".join(map(str, months)))
    days = draw(st.sampled_from(["", "BYDAY", "BYMONTHDAY"]))
    if days == "BYDAY":
        # Of "MO,1TU" dateutil asks for both at once; the rules say either.
        nth = draw(st.sampled_from(["", "1", "2", "-1"]))
        nth = nth if frequency in ("MONTHLY", "YEARLY") else ""
        some = draw(st.lists(st.sampled_from(_DAYS), min_size=1, max_size=3, unique=True))
        parts.append("BYDAY=" + ",".join(nth + day for day in some))
    elif days and frequency != "WEEKLY":
        numbers = st.integers(1, 31) | st.integers(-5, -1)
        some_numbers = draw(st.lists(numbers, min_size=1, max_size=4, unique=True))
        parts.append("BYMONTHDAY=" + ",".join(map(str, some_numbers)))
        if frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
            parts.append(f"BYSETPOS={draw(st.sampled_from([1, -1]))}")
    return ";".join(parts)


@given(rules(), _dates)
@settings(max_examples=80, phases=[Phase.generate])
def test_a_rule_gives_the_days_that_dateutil_gives(text: str, start: dt.date) -> None:
    ours = list(itertools.islice(laid_out(read_rule(text), start), 8))
    assume(len(ours) == 8)  # dateutil would look for the next one until the year 9999
    theirs = rrulestr(text, dtstart=dt.datetime.combine(start, dt.time(0)))
    assert ours == [day.date() for day in itertools.islice(theirs, 8)]


@given(rules())
def test_a_rule_is_written_as_it_was_read(text: str) -> None:
    assert read_rule(str(read_rule(text))) == read_rule(text)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=300",
        "FREQ=WEEKLY;INTERVAL=1000;BYMONTH=2;BYDAY=MO",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
    ],
)
def test_a_rule_that_hardly_ever_fits_ends(text: str) -> None:
    assert len(list(laid_out(read_rule(text), dt.date(2027, 4, 1)))) < 3000


@pytest.mark.parametrize(
    "text",
    [
        "every month",
        "FREQ=SECONDLY",
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=MONTHLY;BYHOUR=3",
        "FREQ=MONTHLY;COUNT=2;UNTIL=20270101",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=MONTHLY;INTERVAL=99999999999999999999",
        "FREQ=MONTHLY;INTERVAL=²",
        "FREQ=DAILY;" + "BYMONTH=1;" * 50,
    ],
)
def test_a_bad_rule_says_what_is_wrong(text: str) -> None:
    with pytest.raises(RuleUnread) as refused:
        read_rule(text)
    assert str(refused.value).endswith(".")


def test_the_last_of_the_month_stays_the_last() -> None:
    start = dt.date(2027, 1, 31)
    rule = settled(read_rule("FREQ=MONTHLY"), start)
    days = list(itertools.islice(laid_out(rule, start), 4))
    assert [day.isoformat() for day in days] == [
        "2027-01-31",
        "2027-02-28",
        "2027-03-31",
        "2027-04-30",
    ]
    assert in_words(str(rule)) == "Every month"
    assert settled(rule, dt.date(2027, 2, 28)) == rule


def test_rules_that_are_offered_have_names() -> None:
    assert in_words("FREQ=MONTHLY;INTERVAL=3") == "Every quarter"
    assert in_words("FREQ=YEARLY;COUNT=3") == "Every year, 3 times"
    assert in_words("FREQ=MONTHLY;BYDAY=1MO") == "FREQ=MONTHLY;BYDAY=1MO"
    for text in filter(None, PLAIN):
        assert str(read_rule(text)) == text
