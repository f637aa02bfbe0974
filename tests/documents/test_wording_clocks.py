"""Clock times on paper: local, with zone and "+1" where they change."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.documents.speaking.clocks import (
    clock,
    clock_at,
    clock_range,
    dual_time,
    duration,
    item_time,
    item_when,
    later,
    offset_text,
    times_note,
    zone_said,
)
from planner.documents.speaking.dates import short_date
from planner.domain.ids import ItemId, VisitId, new_id
from planner.domain.itinerary import Item
from planner.domain.times import Span, WallTime
from planner.i18n import PAPER_LANGUAGES

CPH, TOKYO, BERLIN, STOCKHOLM = (
    "Europe/Copenhagen",
    "Asia/Tokyo",
    "Europe/Berlin",
    "Europe/Stockholm",
)


def at(text: str, zone: str = CPH, fold: int = 0) -> WallTime:
    return WallTime(dt.datetime.fromisoformat(text).replace(fold=fold), zone)


NIGHT_FLIGHT = Span(at("2027-10-17T18:40", BERLIN), at("2027-10-18T16:25", TOKYO))
TOWNS = ("Hamburg", "Tokyo")


def test_clock_times_by_the_custom_of_the_language() -> None:
    time = dt.time(14, 30)

    assert [clock(time, code) for code in PAPER_LANGUAGES] == [
        "14:30", "14.30", "14:30", "14.30", "14:30"
    ]  # fmt: skip
    assert [clock(time, code, said=True) for code in PAPER_LANGUAGES] == [
        "14:30", "kl. 14.30", "14:30 Uhr", "kl. 14.30", "14時30分"
    ]  # fmt: skip
    assert clock(dt.time(9, 5), "ja", said=True) == "9時05分"
    assert clock(dt.time(9, 5), "de") == "09:05"


def test_from_and_to_share_a_dash() -> None:
    span = Span(at("2027-05-10T14:30"), at("2027-05-10T16:00"))

    assert [clock_range(span, code, home=CPH) for code in PAPER_LANGUAGES] == [
        "14:30–16:00", "14.30–16.00", "14:30–16:00", "14.30–16.00", "14:30〜16:00"
    ]  # fmt: skip


def test_the_day_after_is_marked() -> None:
    night = Span(at("2027-05-10T22:30"), at("2027-05-11T06:15"))

    assert clock_range(night, "en", home=CPH) == "22:30–06:15 (+1)"
    assert clock_range(night, "ja", home=CPH) == "22:30〜06:15 (+1)"
    back = Span(
        at("2027-05-10T20:00", "Pacific/Auckland"), at("2027-05-09T23:00", "Pacific/Tahiti")
    )
    assert later(back) == "−1"


def test_a_movement_between_zones_stands_in_one_line() -> None:
    assert [dual_time(NIGHT_FLIGHT, code, cities=TOWNS) for code in ("en", "da", "de", "sv")] == [
        "Sun 17 Oct 18:40 Hamburg → Mon 18 Oct 16:25 Tokyo (+1)",
        "søn. 17. okt. 18.40 Hamburg → man. 18. okt. 16.25 Tokyo (+1)",
        "So., 17. Okt. 18:40 Hamburg → Mo., 18. Okt. 16:25 Tokio (+1)",
        "sön 17 okt. 18.40 Hamburg → mån 18 okt. 16.25 Tokyo (+1)",
    ]
    assert dual_time(NIGHT_FLIGHT, "ja") == (
        "10月17日(日) 18:40 ベルリン → 10月18日(月) 16:25 東京 (+1)"
    )
    assert dual_time(NIGHT_FLIGHT, "ja", cities=TOWNS) == (
        "10月17日(日) 18:40 Hamburg → 10月18日(月) 16:25 東京 (+1)"
    )
    assert clock_range(NIGHT_FLIGHT, "en", home=CPH, cities=TOWNS) == (
        "18:40 Hamburg → 16:25 Tokyo (+1)"
    )


def test_a_day_across_a_border_without_another_clock_says_no_zone() -> None:
    lund = Span(at("2027-05-11T09:00", CPH), at("2027-05-11T10:00", STOCKHOLM))

    assert clock_range(lund, "en", home=CPH) == "09:00–10:00"
    assert clock_at(lund.end, "sv", home=CPH) == "10.00"


def test_an_item_by_other_clocks_than_the_programme_s_says_its_town() -> None:
    talk = Span(at("2027-05-11T09:00", TOKYO), at("2027-05-11T10:00", TOKYO))

    assert clock_range(talk, "en", home=CPH) == "09:00–10:00 Tokyo"
    assert clock_range(talk, "ja", home=CPH) == "09:00〜10:00 東京"
    assert clock_range(talk, "en", home=CPH, cities=("Kobe", "Kobe")) == "09:00–10:00 Kobe"
    assert clock_range(talk, "en") == "09:00–10:00"
    plain = Span(at("2027-05-11T09:00", "Etc/GMT-9"), at("2027-05-11T10:00", "Etc/GMT-9"))
    assert clock_range(plain, "en", home=CPH) == "09:00–10:00 (UTC+9)"


def test_one_point_in_time_is_no_range() -> None:
    arrival = at("2027-05-11T09:00")

    assert clock_range(Span(arrival, arrival), "da", home=CPH) == "09.00"


def test_the_zone_is_said_with_its_town_and_offset() -> None:
    wall = at("2027-05-11T09:00", TOKYO)

    assert [zone_said(wall, code) for code in PAPER_LANGUAGES] == [
        "local time Tokyo (UTC+9)",
        "lokal tid Tokyo (UTC+9)",
        "Ortszeit Tokio (UTC+9)",
        "lokal tid Tokyo (UTC+9)",
        "東京現地時間(UTC+9)",
    ]
    assert zone_said(at("2027-05-11T09:00", "UTC"), "en") == "UTC"
    assert times_note(at("2027-05-11T09:00"), "da") == (
        "Alle tider er lokal tid: København (UTC+2), medmindre andet er angivet."
    )


def test_offsets_are_those_of_the_day() -> None:
    assert offset_text(at("2027-01-11T09:00")) == "UTC+1"
    assert offset_text(at("2027-07-11T09:00")) == "UTC+2"
    assert offset_text(at("2027-07-11T09:00", "Asia/Kolkata")) == "UTC+5:30"
    assert offset_text(at("2027-01-11T09:00", "America/St_Johns")) == "UTC−3:30"


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    first, second = at("2027-10-31T02:30", fold=0), at("2027-10-31T02:30", fold=1)

    assert clock_at(first, "en", home=CPH) == "02:30 (UTC+2)"
    assert clock_at(second, "en", home=CPH) == "02:30 (UTC+1)"
    assert clock_range(Span(first, second), "en", home=CPH) == "02:30 (UTC+2) – 02:30 (UTC+1)"
    assert clock_range(Span(first, second), "ja", home=TOKYO) == (
        "02:30 コペンハーゲン (UTC+2)〜02:30 コペンハーゲン (UTC+1)"
    )


def entry(start: str = "", end: str = "", zone: str = CPH, **fields: object) -> Item:
    item = Item(id=ItemId(new_id()), visit_id=VisitId(new_id()))
    times = {"start_local": start, "end_local": end}
    known = {name: dt.datetime.fromisoformat(text) for name, text in times.items() if text}
    return replace(item, start_zone=zone, end_zone=zone, **known, **fields)  # type: ignore[arg-type]


def test_an_entry_says_its_time_below_its_day_and_its_date_where_it_stands_alone() -> None:
    talk = entry("2027-05-10T14:30", "2027-05-10T16:00")

    assert item_time(talk, "da", home=CPH) == "14.30–16.00"
    assert item_when(talk, "da", home=CPH) == "man. 10. maj 14.30–16.00"
    assert item_when(talk, "ja", home=CPH) == "5月10日(月) 14:30〜16:00"
    assert item_time(entry(), "en") == item_when(entry(), "en") == ""


def test_an_unknown_zone_stops_no_paper() -> None:
    odd = entry("2027-05-10T14:30", "2027-05-10T16:00", "Europe/Atlantis")

    assert item_time(odd, "en", home=TOKYO) == "14:30–16:00"
    assert item_when(odd, "en", home="Nowhere") == "Mon 10 May 14:30–16:00"


def test_a_whole_day_has_no_hours() -> None:
    day = entry("2027-05-10T00:00", "2027-05-10T00:00", all_day=True)
    days = entry("2027-05-10T00:00", "2027-05-12T00:00", all_day=True)

    assert [item_time(day, code) for code in PAPER_LANGUAGES] == [
        "All day", "Hele dagen", "Ganztägig", "Hela dagen", "終日"
    ]  # fmt: skip
    assert item_when(day, "en") == "Mon 10 May"
    assert item_when(days, "en") == "Mon 10 May – Wed 12 May"
    assert item_when(days, "ja") == "5月10日(月)〜5月12日(水)"


def test_a_stay_of_several_nights_has_two_dates() -> None:
    stay = entry("2027-05-10T15:00", "2027-05-13T11:00")

    assert item_when(stay, "en", home=CPH) == "Mon 10 May 15:00 – Thu 13 May 11:00"
    assert item_time(stay, "en", home=CPH) == "15:00–11:00 (+3)"
    night = entry("2027-05-10T22:00", "2027-05-11T06:00")
    assert item_when(night, "de", home=CPH) == "Mo., 10. Mai 22:00–06:00 (+1)"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (90, ["1 h 30 min", "1 t. 30 min.", "1 Std. 30 Min.", "1 tim 30 min", "1時間30分"]),
        (45, ["45 min", "45 min.", "45 Min.", "45 min", "45分"]),
        (120, ["2 h", "2 t.", "2 Std.", "2 tim", "2時間"]),
        (0, ["0 min", "0 min.", "0 Min.", "0 min", "0分"]),
    ],
)
def test_durations_by_the_custom_of_the_language(minutes: int, expected: list[str]) -> None:
    length = dt.timedelta(minutes=minutes)

    assert [duration(length, code) for code in PAPER_LANGUAGES] == expected


@pytest.mark.parametrize("code", PAPER_LANGUAGES)
@pytest.mark.parametrize("zone", [CPH, "Australia/Lord_Howe"])
def test_every_time_of_a_year_is_written_and_means_one_moment(code: str, zone: str) -> None:
    meant: dict[str, dt.datetime] = {}
    start = dt.datetime(2027, 1, 1)
    for step in range(365 * 48):
        local = start + dt.timedelta(minutes=30 * step)
        for fold in (0, 1):
            wall = WallTime(local.replace(fold=fold), zone)
            if not wall.exists:
                continue
            text = f"{short_date(local.date(), code)} {clock_at(wall, code)}"
            assert meant.setdefault(text, wall.instant) == wall.instant, text
    assert len(meant) >= 365 * 48 - 2


ZONES = st.sampled_from([CPH, TOKYO, "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"])
MOMENTS = st.datetimes(dt.datetime(2027, 1, 1), dt.datetime(2028, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@settings(max_examples=300)
@given(MOMENTS, st.integers(1, 3000), ZONES, ZONES, st.sampled_from(PAPER_LANGUAGES))
def test_a_range_never_hides_another_clock_or_another_day(
    start: dt.datetime, minutes: int, here: str, there: str, code: str
) -> None:
    begin = WallTime(start, here)
    end = begin.plus(dt.timedelta(minutes=minutes)).in_zone(there)
    span = Span(begin, end)
    text = clock_range(span, code, home=here)

    if begin.offset != end.in_zone(here).offset:
        return  # the clocks change on the way: the other tests
    assert ("→" in text) == (end.offset != end.in_zone(here).offset)
    assert bool(later(span)) == (end.local.date() != start.date())
    assert text.endswith(f"({later(span)})") == bool(later(span))
