"""How far clocks are apart, and when that changes next."""

from __future__ import annotations

import datetime as dt

from planner.domain.clock_difference import clocks_there, minutes_ahead, next_change, zones_in

CPH = "Europe/Copenhagen"
WINTER = dt.datetime(2026, 1, 10, 12, tzinfo=dt.UTC)
SUMMER = dt.datetime(2026, 7, 10, 12, tzinfo=dt.UTC)


def test_tokyo_is_eight_hours_ahead_in_winter_and_seven_in_summer() -> None:
    assert minutes_ahead("Asia/Tokyo", CPH, WINTER) == 8 * 60
    assert minutes_ahead("Asia/Tokyo", CPH, SUMMER) == 7 * 60


def test_our_own_change_is_told_with_the_date_there() -> None:
    # Clocks in Copenhagen go forward at 01:00 UTC on 29 March 2026, which is 10:00 in Tokyo.
    assert next_change("Asia/Tokyo", CPH, WINTER) == (dt.date(2026, 3, 29), 7 * 60)


def test_another_date_of_change_there_makes_two_changes() -> None:
    # The United States change three weeks earlier.
    assert next_change("America/New_York", CPH, WINTER) == (dt.date(2026, 3, 8), -5 * 60)
    after = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)
    assert next_change("America/New_York", CPH, after) == (dt.date(2026, 3, 28), -6 * 60)


def test_clocks_that_never_part_never_change() -> None:
    assert next_change("Europe/Stockholm", CPH, WINTER) is None
    assert next_change("Asia/Tokyo", "Asia/Seoul", WINTER) is None


def test_zones_that_go_together_are_told_once() -> None:
    told = clocks_there(("Europe/Berlin", "Europe/Busingen", "Asia/Tokyo"), CPH, WINTER)
    assert [(one.zones, one.minutes, one.changes_on) for one in told] == [
        (("Europe/Berlin", "Europe/Busingen"), 0, None),
        (("Asia/Tokyo",), 480, dt.date(2026, 3, 29)),
    ]


def test_a_country_with_several_clocks_is_sorted_although_some_never_change() -> None:
    told = clocks_there(("America/Phoenix", "America/Denver", "Asia/Seoul"), "Asia/Tokyo", WINTER)
    assert [one.minutes for one in told] == [-16 * 60, -16 * 60, 0]
    assert {one.changes_on is None for one in told[:2]} == {True, False}


def test_the_zones_of_a_country_come_from_the_table() -> None:
    table = "# comment\nJP\t+353916+1394441\tAsia/Tokyo\nDE\t+5230+01322\tEurope/Berlin\tmost\n"
    assert list(zones_in(table, "JP")) == ["Asia/Tokyo"]
    assert list(zones_in(table, "XX")) == []
