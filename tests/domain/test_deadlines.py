"""One list of dated deadlines, and how ready a visit is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories import MONDAY, PlanBuilder, site
from planner.domain.access import AccessEntry, AccessStatus
from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.checks import Circumstances
from planner.domain.deadlines import Deadline, DeadlineKind, in_order, named_few
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import AgreementId, RecordId, new_id
from planner.domain.itinerary import ItemStatus
from planner.domain.outlook import wait_text
from planner.domain.owed import agreement_deadlines, visit_deadlines
from planner.domain.sites import SiteRule, SiteRuleKind
from planner.domain.standing import coming_entries, ready_share
from planner.domain.times import PartialDate

TODAY = MONDAY - dt.timedelta(60)


def _with_rules(fields: tuple[str, ...]) -> tuple[PlanBuilder, Circumstances]:
    built, place = PlanBuilder("Sato"), site("ESS")
    built.item("Tour", "10:00", "11:00", site_id=place.id)
    rules = [
        SiteRule(
            id=RecordId(new_id()), site_id=place.id, kind=SiteRuleKind.NOTICE, number=8,
            unit="calendar days", cutoff=dt.time(16),
        ),
        SiteRule(
            id=RecordId(new_id()), site_id=place.id, kind=SiteRuleKind.IDENTITY, fields=fields
        ),
    ]  # fmt: skip
    built.plan = replace(built.plan, sites=(place,), rules=tuple(rules))
    return built, Circumstances(today=TODAY)


def test_a_list_is_due_before_the_tour_by_the_sites_clock_until_it_was_sent() -> None:
    built, around = _with_rules(("passport",))
    (found,) = visit_deadlines(built.plan, around)
    assert (found.kind, found.day, found.time) == (
        DeadlineKind.SITE_LIST,
        MONDAY - dt.timedelta(8),
        dt.time(16),
    )
    assert found.sentence == "List of visitors for ESS"
    assert found.key == f"{built.plan.visit.id}/admission/{built.plan.sites[0].id}"

    sent = AccessEntry(
        id=RecordId(new_id()),
        delegate_id=built.people["Sato"].id,
        site_id=built.plan.sites[0].id,
        status=AccessStatus.SENT,
    )
    assert not list(visit_deadlines(built.plan, replace(around, access=(sent,))))


def test_a_site_that_asks_for_no_data_still_wants_to_be_told() -> None:
    built, around = _with_rules(())
    assert [one.kind for one in visit_deadlines(built.plan, around)] == [DeadlineKind.SITE_NOTICE]


def test_placeholders_and_promises_have_their_day() -> None:
    built = PlanBuilder()
    item = built.item("Talk", "10:00", "11:00", status=ItemStatus.REQUESTED, confirm_by=TODAY)
    held = built.item("Lunch", "12:00", "13:00", confirm_by=TODAY)
    nobody = built.delegate("N.N.", person_id=None, name_by=MONDAY)
    found = {one.key: one for one in visit_deadlines(built.plan, Circumstances(today=TODAY))}
    assert found[item.id].kind is DeadlineKind.PROMISE
    assert found[nobody.id].day == MONDAY
    assert held.id not in found


def _agreement(**fields: object) -> Agreement:
    values: dict[str, object] = {
        "id": AgreementId("a"),
        "title": "MoU",
        "status": AgreementStatus.IN_FORCE,
        "expires_on": PartialDate("2027-12-31"),
        "notice_months": 6,
    }
    return Agreement(**{**values, **fields})  # type: ignore[arg-type]


def test_what_the_dates_of_an_agreement_ask_for_falls_due() -> None:
    found = {one.kind: one for one in agreement_deadlines(_agreement(lead_weeks=4), TODAY)}
    assert found[DeadlineKind.START].day == dt.date(2027, 6, 2)
    assert found[DeadlineKind.NOTICE].day == dt.date(2027, 6, 30)
    assert found[DeadlineKind.EXPIRY].day == dt.date(2027, 12, 31)

    by_month = _agreement(expires_on=PartialDate("2027-12"), notice_months=None)
    end = list(agreement_deadlines(by_month, TODAY))[-1]
    assert (end.kind, end.day, end.exact) == (DeadlineKind.EXPIRY, dt.date(2027, 12, 1), False)


def test_what_renews_itself_does_not_end_and_what_is_over_or_vague_says_nothing() -> None:
    kinds = [one.kind for one in agreement_deadlines(_agreement(renews_itself=True), TODAY)]
    assert kinds == [DeadlineKind.START, DeadlineKind.NOTICE, DeadlineKind.RENEWAL]
    for fields in (
        {"status": AgreementStatus.ENDED},
        {"expires_on": PartialDate("2028")},
        {"expires_on": PartialDate("2026-12-31"), "status": AgreementStatus.DRAFT},
    ):
        assert not list(agreement_deadlines(_agreement(**fields), TODAY))


def test_what_was_missed_stays_and_does_not_hide_what_comes() -> None:
    ran_out = [
        next(
            iter(
                agreement_deadlines(
                    _agreement(
                        id=AgreementId(str(n)), expires_on=PartialDate(f"{2000 + n}"), lead_weeks=0
                    ),
                    TODAY,
                )
            )
        )
        for n in range(14)
    ]
    coming = list(agreement_deadlines(_agreement(), TODAY))
    found = in_order([*ran_out, *coming], TODAY)
    assert [one.kind for one in found[:14]] == [DeadlineKind.EXPIRY] * 14
    shown = named_few(found, TODAY)
    assert (shown[0].sentence, shown[0].word) == ("9 more are overdue", "agreements")
    assert [one.told for one in shown[1:6]] == [str(year) for year in range(2009, 2014)]
    assert shown[6:] == found[14:] == in_order(coming, TODAY)
    assert named_few(found[9:], TODAY) == found[9:]
    assert named_few(found[9:], TODAY, 7)[0].sentence == "7 more are overdue"


@given(st.lists(st.integers(-400, 400), max_size=30))
def test_deadlines_stand_in_order_and_none_is_over(offsets: list[int]) -> None:
    made = [
        Deadline(TODAY + dt.timedelta(by), DeadlineKind.CALL, "", "", "call", f"{by}")
        for by in offsets
    ]
    shown = [(one.day - TODAY).days for one in in_order(made, TODAY)]
    assert shown == sorted({by for by in offsets if 0 <= by <= 180})


def test_ready_is_what_is_confirmed_named_and_untroubled() -> None:
    built = PlanBuilder("Sato", "Tanaka")
    first = built.item("Talk", "10:00", "11:00")
    built.item("Tour", "13:00", "14:00", status=ItemStatus.REQUESTED)
    assert ready_share(built.plan, []) == 75
    trouble = Finding("overlap.people", Severity.CONFLICT, (Subject("item", first.id),))
    assert ready_share(built.plan, [trouble]) == 50
    assert ready_share(built.plan, [replace(trouble, accepted="agreed")]) == 75
    assert ready_share(PlanBuilder("Sato").plan, []) == 0


def test_the_next_entry_is_told_in_real_minutes_whatever_the_clock_there_shows() -> None:
    built = PlanBuilder()
    built.item("Dinner", "19:00", "21:00")
    built.item("Tour", "14:30", "16:00", start_zone="Asia/Tokyo", end_zone="Asia/Tokyo")
    now = dt.datetime(2027, 5, 10, 4, 52, 30, tzinfo=dt.UTC)  # 13:52 in Tokyo
    tour, dinner = coming_entries(built.plan, now)
    assert (tour.title, tour.minutes_to_start(now)) == ("Tour", 38)
    assert not tour.is_running(now)
    later = now + dt.timedelta(hours=1)
    assert tour.is_running(later)
    assert not dinner.is_running(later)
    assert [one.title for one in coming_entries(built.plan, now + dt.timedelta(hours=4))] == [
        "Dinner"
    ]


def test_days_are_counted_by_the_calendar_of_the_place() -> None:
    built = PlanBuilder()
    built.item("Tour", "Thu 08:00", "Thu 09:00", start_zone="Asia/Tokyo", end_zone="Asia/Tokyo")
    late = dt.datetime(2027, 5, 10, 14, 30, tzinfo=dt.UTC)  # half an hour before midnight in Tokyo
    (tour,) = coming_entries(built.plan, late)
    assert wait_text(tour, late) == "in 3 days"
    assert wait_text(tour, late + dt.timedelta(hours=1)) == "in 2 days"
