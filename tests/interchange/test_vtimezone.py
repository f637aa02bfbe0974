"""The yearly rule of each zone, and how it stands in a calendar file."""

from __future__ import annotations

import datetime as dt
import io
from zoneinfo import available_timezones

import pytest
from dateutil.tz import tzical

from planner.domain.times import UTC, zone
from planner.interchange import vtimezone

YEARS = range(2026, 2031)
NO_RULE = {
    "Africa/Cairo", "America/Nuuk", "America/Godthab", "America/Scoresbysund", "America/Santiago",
    "Asia/Gaza", "Asia/Hebron", "Asia/Jerusalem", "Asia/Tel_Aviv",
}  # fmt: skip


def instants(name: str) -> list[dt.datetime]:
    """Moments around each change of the rule in the years, and noon on some days between."""
    rule = vtimezone.rule(name)
    assert rule
    found = [dt.datetime(year, month, 15, 12) for year in YEARS for month in (1, 4, 7, 10)]
    for year in YEARS:
        for change in rule.changes(year):
            found += [change + dt.timedelta(minutes=15 * step) for step in range(-16, 17)]
    return found


def test_a_line_of_zone_data_becomes_a_rule() -> None:
    rule = vtimezone.parse_rule("CET-1CEST,M3.5.0,M10.5.0/3")

    assert rule
    assert (rule.standard.name, rule.standard.offset) == ("CET", dt.timedelta(hours=1))
    assert rule.summer
    assert (rule.summer.name, rule.summer.offset) == ("CEST", dt.timedelta(hours=2))
    assert rule.changes(2026) == [dt.datetime(2026, 3, 29, 1), dt.datetime(2026, 10, 25, 1)]


@pytest.mark.parametrize(
    ("line", "name", "hours"),
    [
        ("JST-9", "JST", 9),
        ("<-02>2", "-02", -2),
        ("<+0545>-5:45", "+0545", 5.75),
        ("UTC0", "UTC", 0),
    ],
)
def test_a_zone_may_have_no_summer_time(line: str, name: str, hours: float) -> None:
    rule = vtimezone.parse_rule(line)

    assert rule == vtimezone.ZoneRule(vtimezone.Side(name, dt.timedelta(hours=hours)))


@pytest.mark.parametrize(
    "line",
    [
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",  # Nuuk
        "EET-2EEST,M4.5.5/0,M10.5.4/24",  # Cairo
        "<+0330>-3:30<+0430>,J79/24,J263/24",  # Tehran, once
        "CET-1CEST",
        "",
        "nonsense",
    ],
)
def test_what_calendar_programs_have_no_words_for_is_no_rule(line: str) -> None:
    assert vtimezone.parse_rule(line) is None


def test_irelands_summer_is_the_summer() -> None:
    rule = vtimezone.parse_rule("IST-1GMT0,M10.5.0,M3.5.0/1")

    assert rule == vtimezone.parse_rule("GMT0IST,M3.5.0/1,M10.5.0")


def test_the_zones_that_have_no_rule_are_known() -> None:
    for name in NO_RULE & available_timezones():
        assert vtimezone.rule(name) is None, name


def test_an_unknown_zone_has_no_rule() -> None:
    assert vtimezone.rule("Europe/Nowhere") is None
    assert vtimezone.rule("") is None
    with pytest.raises(ValueError):
        vtimezone.vtimezone("Europe/Nowhere")


def test_a_rule_is_only_trusted_in_the_years_in_which_it_is_true() -> None:
    assert vtimezone.holds("Europe/Copenhagen", 2026)
    assert not vtimezone.holds("Europe/Copenhagen", 1975)  # Denmark had no summer time
    assert not vtimezone.holds("America/New_York", 2006)  # changed in April then
    assert vtimezone.holds("America/New_York", 2007)
    assert not vtimezone.holds("Europe/Moscow", 2012)
    assert not vtimezone.holds("America/Nuuk", 2026)
    assert not vtimezone.holds("Asia/Tokyo", 1960)


def test_the_rule_is_right_around_every_change_wherever_it_is_trusted() -> None:
    wrong = [
        (name, moment)
        for name in sorted(available_timezones())
        if vtimezone.rule(name) and all(vtimezone.holds(name, year) for year in YEARS)
        for moment in instants(name)
        if moment.replace(tzinfo=UTC).astimezone(zone(name)).utcoffset()
        != vtimezone.rule(name).offset_at(moment)  # type: ignore[union-attr]
    ]

    assert wrong == []


def test_moments_survive_the_way_to_the_wall_and_back() -> None:
    rule = vtimezone.rule("America/New_York")
    assert rule

    for moment in instants("America/New_York"):
        here = moment.replace(tzinfo=UTC).astimezone(zone("America/New_York"))
        local = here.replace(tzinfo=None, fold=0)
        both = [local.replace(tzinfo=here.tzinfo, fold=fold).utcoffset() for fold in (0, 1)]
        if both[0] == both[1]:
            assert rule.instant(local) == moment


def test_another_reader_finds_the_same_times_in_the_file() -> None:
    zones = {vtimezone.rule(name): name for name in sorted(available_timezones())}
    zones.pop(None, None)
    assert len(zones) > 50

    for rule, name in zones.items():
        assert rule
        block = vtimezone.vtimezone(name).to_ical(sorted=False).decode()
        other = tzical(io.StringIO(f"BEGIN:VCALENDAR\r\n{block}END:VCALENDAR\r\n")).get(name)
        for moment in [dt.datetime(2026, month, 15, 12) for month in (1, 7)] + [
            change + dt.timedelta(hours=hours) for change in rule.changes(2027) for hours in (-3, 3)
        ]:
            local = moment + rule.offset_at(moment)
            assert other
            assert local.replace(tzinfo=other).utcoffset() == rule.offset_at(moment), (name, moment)


def test_there_is_one_rule_for_each_half_and_never_a_list_of_dates() -> None:
    text = vtimezone.vtimezone("Europe/Copenhagen").to_ical(sorted=False).decode()

    assert text.split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Copenhagen",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "",
    ]


def test_a_zone_with_a_new_law_is_not_settled_since_many_readers_do_not_know_it_yet() -> None:
    assert vtimezone.holds("America/Vancouver", 2028)
    assert not vtimezone.is_settled("America/Vancouver")
    assert not vtimezone.is_settled("Africa/Casablanca")
    assert not vtimezone.is_settled("Etc/GMT-1")
    assert vtimezone.is_settled("Europe/Copenhagen")
    assert vtimezone.is_settled("Asia/Tokyo")
    assert vtimezone.is_settled("America/New_York")
