"""Series are laid out as the rules of RFC 5545 say, and as another expander does; none runs away."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from planner.interchange.calendar_series import DAYS, Days, RuleUnread, laid_out
from planner.interchange.calendar_zones import naive

START = dt.datetime(2026, 1, 14, 9, 30)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def some(values: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=3, unique=True).map(
        lambda found: ",".join(map(str, found))
    )


def signed(most: int) -> st.SearchStrategy[int]:
    return st.integers(1, most) | st.integers(-most, -1)


plain_days = st.lists(st.sampled_from(_DAYS), min_size=1, max_size=3, unique=True).map(",".join)
numbered_days = st.lists(
    st.tuples(signed(4), st.sampled_from(_DAYS)).map(lambda one: f"{one[0]}{one[1]}"),
    min_size=1, max_size=3, unique=True,
).map(",".join)  # fmt: skip


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules that both know and understand alike: BYDAY with and without numbers is not mixed."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = {"FREQ": frequency}
    by_day = plain_days if frequency in ("DAILY", "WEEKLY") else plain_days | numbered_days
    optional = {
        "INTERVAL": st.integers(1, 5).map(str),
        "BYMONTH": some(st.integers(1, 12)),
        "BYDAY": by_day,
        "BYHOUR": some(st.integers(0, 23)),
        "WKST": st.sampled_from(_DAYS),
        "COUNT": st.integers(1, 40).map(str),
    }
    if frequency != "WEEKLY":
        optional["BYMONTHDAY"] = some(signed(31))
        optional["BYSETPOS"] = some(signed(3))
    if frequency == "YEARLY":
        optional["BYYEARDAY"] = some(signed(366))
        optional["BYWEEKNO"] = some(signed(53))
    for key in draw(st.lists(st.sampled_from(sorted(optional)), max_size=4, unique=True)):
        parts[key] = draw(optional[key])
    return ";".join(f"{key}={value}" for key, value in parts.items())


@given(rules(), st.integers(0, 2500), st.integers(0, 900))
def test_a_series_is_laid_out_as_another_expander_does(rule: str, after: int, length: int) -> None:
    if "BYSETPOS" in rule and "BYDAY" not in rule and "BYMONTHDAY" not in rule:
        rule += ";BYDAY=MO,TU,WE,TH,FR"
    first, last = START + dt.timedelta(after), START + dt.timedelta(after + length)
    until = last.strftime("%Y%m%dT%H%M%S")
    other = rrulestr(rule if "COUNT" in rule else f"{rule};UNTIL={until}", dtstart=START)
    counted = int(rule.partition("COUNT=")[2].partition(";")[0] or 0)
    # The first start counts here where the rule does not fit it; there it does not.
    theirs = [START, *(one for one in other.xafter(START, count=3000) if one <= last)]
    theirs = theirs[: counted or None]
    assert (
        laid_out(START, rule, first, last, naive)
        == [one for one in theirs if first <= one <= last][:201]
    )


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3", ["02-05", "03-05", "04-07"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["01-30", "02-27", "03-27", "04-24"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["01-31", "03-31"]),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", ["03-29"]),
        ("FREQ=YEARLY;BYWEEKNO=10;BYDAY=MO", ["03-02"]),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=5", ["01-25", "01-27", "02-08", "02-10"]),
    ],
)  # fmt: skip
def test_examples_of_the_standard(rule: str, days: list[str]) -> None:
    found = laid_out(START, rule, START, dt.datetime(2026, 4, 27), naive)
    assert [f"{one:%m-%d}" for one in found if one != START] == days


BOMBS = (
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=99999",
    "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=366;COUNT=9",
    "FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=200",
    "FREQ=YEARLY;BYDAY=53MO;BYMONTH=1",
    "FREQ=DAILY;COUNT=999999",
    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11;BYMINUTE=0,30",
)


@pytest.mark.parametrize("rule", BOMBS)
def test_no_rule_looks_further_than_is_asked(rule: str) -> None:
    """One since 1900 costs no more than the days since then; all of a file no more than :data:`DAYS`."""
    days = Days()
    began = time.process_time()
    laid_out(dt.datetime(1900, 1, 1, 8), rule, START, START + dt.timedelta(9), naive, days)
    assert time.process_time() - began < 0.5
    assert days.left > DAYS - 55_000


def test_a_series_that_begins_long_ago_costs_only_the_days_asked_for() -> None:
    for rule in ("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"):
        days = Days()
        laid_out(dt.datetime(1900, 1, 1, 8), rule, START, START + dt.timedelta(9), naive, days)
        assert days.left > DAYS - 800, rule


def test_when_the_days_of_a_file_are_used_up_the_rule_is_not_followed() -> None:
    days = Days(20)
    with pytest.raises(RuleUnread):
        laid_out(START, "FREQ=DAILY;COUNT=999", START, START + dt.timedelta(900), naive, days)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;COUNT=1000000000", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=1001",
        "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;BYHOUR=0,1,2,3,4;BYMINUTE=0,10,20,30,40", "FREQ=DAILY;BYEASTER=1",
        "FREQ=DAILY;BYDAY=0MO", "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;BYMONTH=-1", "FREQ=DAILY;FREQ=DAILY", "",
        "FREQ=DAILY;COUNT=1e9", "FREQ=DAILY;WKST=XX", "FREQ=DAILY;BYDAY=", "FREQ=DAILY;BYMONTH=\u0661",
    ],
)  # fmt: skip
def test_what_no_visit_needs_is_no_rule(rule: str) -> None:
    with pytest.raises(RuleUnread):
        laid_out(START, rule, START, START + dt.timedelta(9), naive)
