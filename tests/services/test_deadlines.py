"""Deadlines of calls and agreements, as a list and as a calendar."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import icalendar
import pytest

from conftest import Clock
from interchange.calendar_lint import lint
from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.deadlines import DeadlineKind
from planner.domain.funding import Call, FundingProgramme
from planner.domain.ids import AgreementId, FundingProgrammeId, RecordId
from planner.domain.times import PartialDate
from planner.i18n import language
from planner.services.planner import Planner

GOLDEN = Path(__file__).parents[1] / "golden" / "deadlines.ics"
ENGLISH = language("en")


def agreement(key: str, **fields: object) -> Agreement:
    return Agreement(
        id=AgreementId(key * 32),
        title=f"Agreement {key}",
        status=AgreementStatus.IN_FORCE,
        **fields,  # type: ignore[arg-type]
    )


@pytest.fixture
def filled(planner: Planner) -> Planner:
    key = FundingProgrammeId("f" * 32)
    planner.programmes.add(FundingProgramme(id=key, name="Network Programme"), funder="Agency")
    for letter, closes in (("a", "2027-04-01"), ("b", "2027-03-31"), ("c", "2028-02-01")):
        planner.calls.add(
            Call(
                id=RecordId(letter * 32),
                funding_programme_id=key,
                title=f"Call {letter}; rounds, 1 & 2",
                closes_on=dt.date.fromisoformat(closes),
                url="https://example.org/call",
            )
        )
    planner.agreements.add(
        agreement("1", expires_on=PartialDate("2028-06-30"), notice_months=6, number="2018/1")
    )
    planner.agreements.add(agreement("2", review_on=PartialDate("2027-09")))
    planner.agreements.add(
        agreement(
            "3",
            expires_on=PartialDate("2020-12-31"),
            notice_months=3,
            renews_itself=True,
            renewal_months=24,
        )
    )
    planner.agreements.add(agreement("4", expires_on=PartialDate("2031")))
    return planner


def test_what_is_due_stands_by_day_and_what_is_over_is_left_out(filled: Planner) -> None:
    told = [
        (one.day.isoformat(), one.kind, one.name, one.stated) for one in filled.deadlines.ahead()
    ]
    assert told == [
        ("2027-04-01", DeadlineKind.CALL, "Call a; rounds, 1 & 2", ""),
        ("2027-09-01", DeadlineKind.REVIEW, "Agreement 2", "2027-09"),
        ("2027-09-30", DeadlineKind.START, "Agreement 1", ""),
        ("2027-12-30", DeadlineKind.NOTICE, "Agreement 1", ""),
        ("2028-02-01", DeadlineKind.CALL, "Call c; rounds, 1 & 2", ""),
        ("2028-06-30", DeadlineKind.EXPIRY, "Agreement 1", ""),
        ("2028-07-01", DeadlineKind.START, "Agreement 3", ""),
        ("2028-09-30", DeadlineKind.NOTICE, "Agreement 3", ""),
        ("2028-12-31", DeadlineKind.RENEWAL, "Agreement 3", ""),
    ]
    assert len(filled.deadlines.ahead(dt.date(2027, 12, 30))) == 4


def test_the_calendar_is_as_it_was_and_no_reader_objects(filled: Planner) -> None:
    data = filled.deadlines.calendar(ENGLISH)
    if os.environ.get("PLANNER_WRITE_GOLDEN"):
        GOLDEN.write_bytes(data)
    assert data == GOLDEN.read_bytes()
    lint(data)
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        assert event["DTEND"].dt - event["DTSTART"].dt == dt.timedelta(1)
        (alarm,) = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == dt.timedelta(days=-14)


def test_a_moved_deadline_is_newer_under_the_same_identity(filled: Planner, clock: Clock) -> None:
    def marks() -> dict[str, tuple[int, dt.datetime]]:
        calendar = icalendar.Calendar.from_ical(filled.deadlines.calendar(ENGLISH))
        return {
            str(one["UID"]): (int(one["SEQUENCE"]), one["DTSTAMP"].dt)
            for one in calendar.walk("VEVENT")
        }

    before = marks()
    clock.forward(days=1)
    filled.calls.edit("c" * 32, closes_on=dt.date(2028, 3, 1))
    filled.history.undo()
    after = marks()
    key = f"call-{'c' * 32}@planner"
    assert after[key][0] == before[key][0] + 4  # two changes, two numbers each: one for overdue
    assert after[key][1] > before[key][1]
    assert all(after[one] == before[one] for one in after if one != key)


def test_each_term_that_is_over_makes_the_next_notice_newer(filled: Planner, clock: Clock) -> None:
    def notice() -> tuple[dt.date, int]:
        calendar = icalendar.Calendar.from_ical(filled.deadlines.calendar(ENGLISH))
        key = f"notice-{'3' * 32}@planner"
        return next(
            (one["DTSTART"].dt, int(one["SEQUENCE"]))
            for one in calendar.walk("VEVENT")
            if str(one["UID"]) == key
        )

    day, sequence = notice()
    assert day == dt.date(2028, 9, 30)
    clock.forward(days=700)
    assert notice() == (dt.date(2030, 9, 30), sequence + 2)


def test_what_is_known_to_the_month_stays_where_it_is_all_month(
    filled: Planner, clock: Clock
) -> None:
    def review() -> tuple[dt.date, int]:
        calendar = icalendar.Calendar.from_ical(filled.deadlines.calendar(ENGLISH))
        key = f"review-{'2' * 32}@planner"
        return next(
            (one["DTSTART"].dt, int(one["SEQUENCE"]))
            for one in calendar.walk("VEVENT")
            if str(one["UID"]) == key
        )

    before = review()
    clock.forward(days=160)
    assert filled._core.today() == dt.date(2027, 9, 8)
    assert review() == before == (dt.date(2027, 9, 1), 1)


def test_the_calendar_tells_of_agreements_what_home_tells(planner: Planner) -> None:
    planner.agreements.add(agreement("5", expires_on=PartialDate("2027-07-31")))
    planner.agreements.add(
        agreement(
            "6",
            expires_on=PartialDate("2027-08-31"),
            notice_months=1,
            renews_itself=True,
            renewal_months=12,
        )
    )
    planner.agreements.add(agreement("7", review_on=PartialDate("2027-04")))

    told = [(one.kind, one.key, one.day) for one in planner.deadlines.ahead(dt.date(2027, 9, 1))]
    home = [(one.kind, one.key, one.day) for one in planner.home.at_large().deadlines]

    assert sorted(told) == sorted(home)
    assert {kind for kind, _key, _day in told} == {
        *(DeadlineKind.START, DeadlineKind.NOTICE, DeadlineKind.RENEWAL),
        *(DeadlineKind.EXPIRY, DeadlineKind.REVIEW),
    }


def test_a_file_is_written_whole(filled: Planner, tmp_path: Path) -> None:
    path = tmp_path / "deadlines.ics"
    assert filled.deadlines.write(path, ENGLISH) == 9
    assert path.read_bytes() == filled.deadlines.calendar(ENGLISH)
