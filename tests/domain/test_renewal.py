"""What an agreement asks for next: month ends, partial dates, terms that renew themselves, contradictions."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain import agreement_findings
from planner.domain.agreement_bars import bar_of
from planner.domain.agreement_findings import Family, contradictions
from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.ids import AgreementId, new_id
from planner.domain.renewal import (
    ASKED,
    EXPIRING,
    LATE,
    OVER,
    RAN_OUT,
    Step,
    StepKind,
    Tending,
    earlier,
    is_due,
    is_quiet,
    last_notice,
    next_step,
    shifted,
    shown_state,
    start_on,
    steps,
    term_end,
)
from planner.domain.renewal_words import asked_by, step_in_short, step_words
from planner.domain.times import PartialDate, partial_end, partial_start
from planner.i18n import language
from planner.phrases import SENTENCES, sentence

TODAY = dt.date(2027, 4, 1)
IN_FORCE = AgreementStatus.IN_FORCE

day = st.dates(dt.date(1995, 1, 1), dt.date(2060, 12, 31))
partial = st.builds(
    lambda date, length: PartialDate(date.isoformat()[:length]), day, st.sampled_from((4, 7, 10))
)
months = st.integers(1, 120)


def agreement(**fields: object) -> Agreement:
    values: dict[str, object] = {"id": AgreementId(new_id()), "title": "MoU", "status": IN_FORCE}
    return Agreement(**{**values, **fields})  # type: ignore[arg-type]


def ends(date: str, **fields: object) -> Agreement:
    return agreement(expires_on=PartialDate(date), **fields)


def told(one: Agreement, today: dt.date = TODAY) -> list[tuple[str, str]]:
    return [(step.kind.value, str(step.on)) for step in steps(one, today)]


@given(partial, st.integers(-240, 240))
def test_a_moved_date_is_as_exact_as_before_and_never_past_its_month(
    value: PartialDate, by: int
) -> None:
    moved = shifted(value, by)

    if not moved:
        assert len(value) == 4
        assert by % 12
        return
    assert len(moved) == len(value)
    first, other = partial_start(value), partial_start(moved)
    assert first is not None
    assert other is not None
    assert (other.year - first.year) * 12 + other.month - first.month == by
    if len(value) == 10:
        assert other.day == min(first.day, calendar.monthrange(other.year, other.month)[1])


@given(day, months, st.booleans(), day)
def test_the_running_term_ends_today_or_later_and_the_one_before_is_over(
    first: dt.date, length: int, renews: bool, today: dt.date
) -> None:
    one = ends(first.isoformat(), renews_itself=renews, renewal_months=length)
    end = partial_end(term_end(one, today))
    assert end is not None

    if not renews or first >= today:
        assert end == first
        return
    assert end >= today
    count = (end.year - first.year) * 12 + end.month - first.month
    assert count % length == 0
    before = partial_end(shifted(PartialDate(first.isoformat()), count - length))
    assert before is not None
    assert before < today


def test_renewals_count_from_the_first_end_so_the_31st_comes_back() -> None:
    one = ends("2027-01-31", renews_itself=True, renewal_months=1)

    assert term_end(one, dt.date(2027, 2, 10)) == "2027-02-28"
    assert term_end(one, dt.date(2027, 3, 10)) == "2027-03-31"
    assert term_end(one, dt.date(2028, 2, 10)) == "2028-02-29"


@given(partial, st.integers(0, 36), st.integers(0, 60), day)
def test_one_begins_before_notice_and_gives_notice_before_the_end(
    end: PartialDate, notice: int, weeks: int, today: dt.date
) -> None:
    one = agreement(expires_on=end, notice_months=notice or None, lead_weeks=weeks)
    begin, last = start_on(one, today), last_notice(one, today)
    until = last or end

    assert len(begin) == len(until)
    start, limit = partial_start(begin), partial_start(until)
    assert start is not None
    assert limit is not None
    assert start <= limit - dt.timedelta(weeks=weeks)
    if last:
        assert partial_start(last) < partial_start(end)  # type: ignore[operator]


@given(partial, partial, st.integers(0, 24), st.booleans(), day)
def test_steps_come_in_the_order_of_time_and_of_what_is_over_only_what_stays(
    end: PartialDate, review: PartialDate, notice: int, renews: bool, today: dt.date
) -> None:
    one = agreement(
        expires_on=end,
        review_on=review,
        notice_months=notice,
        renews_itself=renews,
        renewal_months=12,
    )
    found = steps(one, today)

    assert [step.first for step in found] == sorted(step.first for step in found)
    late = [step.kind for step in found if step.is_late(today)]
    assert late in ([], [StepKind.EXPIRY]) or set(late) <= LATE
    assert next_step(one, today) == next(iter(found), None)


def test_notice_lead_review_and_end_stand_in_their_order() -> None:
    one = ends("2027-12-31", notice_months=6, lead_weeks=4, review_on=PartialDate("2027-05"))

    assert told(one) == [
        ("review", "2027-05"),
        ("start", "2027-06-02"),
        ("notice", "2027-06-30"),
        ("expiry", "2027-12-31"),
    ]
    late = [("review", "2027-05"), ("start", "2027-06-02")]
    assert told(one, dt.date(2027, 6, 10))[:3] == [*late, ("notice", "2027-06-30")]
    missed = ("missed", "2027-06-30")
    assert told(one, dt.date(2027, 7, 1)) == [*late, missed, ("expiry", "2027-12-31")]
    assert told(one, dt.date(2028, 1, 1)) == [("expiry", "2027-12-31")]
    step = next_step(one, dt.date(2028, 1, 1))
    assert step is not None
    assert step.is_late(dt.date(2028, 1, 1))


def test_a_day_to_start_that_was_missed_stays_until_somebody_took_it_up() -> None:
    one = ends("2027-12-31", notice_months=6, lead_weeks=4)
    today = dt.date(2027, 6, 14)  # twelve days after the 2nd of June
    step = next_step(one, today)
    assert step is not None
    assert (step.kind, step.days_late(today)) == (StepKind.START, 12)
    assert step_words(step, today) == "decide on renewal 2 Jun 2027, 12 days late"
    assert step_in_short(step, today) == "decide: 12 days late"
    then = Step(StepKind.NOTICE, PartialDate("2027-06-30"))
    assert step_in_short(step, today, then) == "decide: 12 days late, notice in 16 days"

    asked = {StepKind.START: Tending().joined(dt.date(2027, 6, 2), is_open=True)}
    assert next(one.kind for one in steps(one, today, tended=asked)) is StepKind.NOTICE
    # What is only asked for is still to come as long as it is; what was decided is not.
    before = dt.date(2027, 5, 1)
    assert next(one.kind for one in steps(one, before, tended=asked)) is StepKind.START
    settled = {StepKind.START: Tending().joined(before, is_open=False)}
    assert next(one.kind for one in steps(one, before, tended=settled)) is StepKind.NOTICE
    for status in (*OVER, AgreementStatus.DRAFT, AgreementStatus.UNKNOWN):
        assert all(not found.is_late(today) for found in steps(replace(one, status=status), today))


def test_a_last_day_of_notice_that_was_missed_is_named_with_what_follows() -> None:
    today = dt.date(2026, 11, 21)
    one = ends(
        "2027-01-31", signed_on="2022-01-15", notice_months=3, renews_itself=True, renewal_months=24
    )

    def said(agreement: Agreement, **known: object) -> list[str]:
        found = steps(agreement, today, **known)  # type: ignore[arg-type]
        return [step_words(step, today) for step in found if step.kind is StepKind.MISSED]

    assert said(one) == ["notice missed on 31 Oct 2026: it will renew for 24 months"]
    assert said(replace(one, renewal_months=None)) == [
        "notice missed on 31 Oct 2026: it will renew itself"
    ]
    assert said(replace(one, renews_itself=False)) == ["notice missed on 31 Oct 2026: it will end"]
    asked = {StepKind.START: Tending().joined(dt.date(2026, 8, 1), is_open=True)}
    first = next_step(one, today, tended=asked)
    assert first is not None
    assert step_in_short(first, today) == "notice missed 31 Oct 2026"
    settled = {StepKind.START: Tending().joined(dt.date(2026, 8, 1), is_open=False)}
    assert said(one, tended=settled) == []
    assert said(replace(one, signed_on=PartialDate("2026-11-02"))) == []
    assert [step.kind for step in steps(one, dt.date(2026, 10, 31))][1] is StepKind.NOTICE
    assert not said(replace(one, status=AgreementStatus.DRAFT))


@given(st.integers(3, 60), st.integers(0, 12), st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)))
def test_what_was_decided_in_one_term_says_nothing_of_the_next(
    length: int, notice: int, today: dt.date
) -> None:
    one = ends(
        "2019-12-31", signed_on="2010", renews_itself=True, renewal_months=length,
        notice_months=min(notice, length - 1), lead_weeks=0,
    )  # fmt: skip
    end = partial_end(term_end(one, today))
    assert end is not None
    begin = partial_start(shifted(PartialDate(end.isoformat()), -length))
    assert begin is not None
    kinds = {step.kind for step in steps(one, today)}
    former = {StepKind.START: Tending().joined(begin - dt.timedelta(31), is_open=False)}
    assert {step.kind for step in steps(one, today, tended=former)} == kinds
    start = partial_start(start_on(one, today))
    assert start is not None
    now = {StepKind.START: Tending().joined(start, is_open=False)}
    assert {step.kind for step in steps(one, today, tended=now)} == kinds - {
        StepKind.START,
        StepKind.MISSED,
    }


@pytest.mark.parametrize("code", ["en", "da", "de"])
def test_a_follow_up_for_a_step_is_known_by_its_title_in_any_language(code: str) -> None:
    for kind in (StepKind.START, StepKind.REVIEW):
        assert asked_by(language(code)(ASKED[kind]).format(name="2024/1 MoU (JST)")) is kind
    assert asked_by("Send books") is None
    assert asked_by(language(code)(ASKED[StepKind.NOTICE]).format(name="MoU")) is None


def test_a_date_known_to_the_month_never_pretends_to_be_a_day() -> None:
    one = ends("2027-12", notice_months=3, lead_weeks=2)
    step = next_step(one, TODAY)

    assert step is not None
    assert (step.kind, step.on) == (StepKind.START, "2027-08")
    assert step.days_left(TODAY) is None
    assert earlier(PartialDate("2028"), 5) == "2027"


def test_what_renews_itself_tells_the_next_renewal_and_the_notice_before_it() -> None:
    one = ends("2020-03-31", renews_itself=True, renewal_months=24, notice_months=6, lead_weeks=0)

    assert told(one) == [
        ("start", "2027-09-30"),
        ("notice", "2027-09-30"),
        ("renewal", "2028-03-31"),
    ]
    assert shown_state(one, TODAY) == "in force"
    assert told(ends("2020-03-31", renews_itself=True)) == []


def test_the_state_shown_follows_from_the_dates() -> None:
    assert shown_state(ends("2027-06-30", lead_weeks=13), TODAY) == EXPIRING
    assert shown_state(ends("2027-12-31", lead_weeks=13), TODAY) == "in force"
    assert shown_state(ends("2027-03-31"), TODAY) == RAN_OUT
    assert shown_state(ends("2027"), TODAY) == EXPIRING
    assert shown_state(ends("2026", status=AgreementStatus.ENDED), TODAY) == "ended"
    assert steps(ends("2026", status=AgreementStatus.SUPERSEDED), TODAY) == ()


@given(partial, months, day)
def test_no_further_term_begins_where_an_agreement_is_over(
    end: PartialDate, length: int, today: dt.date
) -> None:
    for status in OVER:
        one = agreement(
            status=status, expires_on=end, renews_itself=True, renewal_months=length,
            notice_months=3,
        )  # fmt: skip
        bar = bar_of(one, "", today)
        last = partial_end(end)
        assert last is not None
        shown = end if last <= today else ""
        assert (bar.expires_on, bar.notice_on, bar.renews_itself) == (shown, "", False)


@given(st.one_of(partial, st.just(PartialDate(""))), day, st.integers(0, 4000), st.booleans())
def test_the_bar_of_what_is_over_never_runs_past_the_day_it_was_over(
    end: PartialDate, over: dt.date, later: int, renews: bool
) -> None:
    today = over + dt.timedelta(later)
    for status in OVER:
        one = agreement(
            status=status, signed_on=PartialDate("1990"), expires_on=end, renews_itself=renews,
            renewal_months=12,
        )  # fmt: skip
        known = partial_end(bar_of(one, "", today, PartialDate(over.isoformat())).expires_on)
        assert known is not None
        assert known <= over
        assert known == over or (known == partial_end(end) and not renews)
        unknown = partial_end(bar_of(one, "", today).expires_on)
        assert unknown is None or unknown <= today


def test_a_draft_waits_for_its_signing() -> None:
    one = agreement(status=AgreementStatus.DRAFT)
    step = next_step(one, TODAY, signing_on=dt.date(2027, 5, 11))

    assert step is not None
    assert step.kind is StepKind.SIGN
    assert is_due(step, TODAY)
    assert next_step(one, TODAY) is None


def test_quiet_is_what_is_alive_and_had_nothing_for_so_long() -> None:
    one = agreement()

    assert is_quiet(one, [], TODAY)
    assert is_quiet(one, [dt.date(2025, 3, 31), None], TODAY)
    assert not is_quiet(one, [dt.date(2025, 4, 1)], TODAY)
    assert not is_quiet(one, [dt.date(2027, 9, 1)], TODAY)
    assert not is_quiet(agreement(status=AgreementStatus.ENDED), [], TODAY)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"signed_on": "2024-03-12", "expires_on": "2023"}, "ends_unsigned"),
        ({"in_force_on": "2024-03-12", "expires_on": "2024-02"}, "ends_before_force"),
        ({"signed_on": "2024-03-12", "in_force_on": "2024-03-11"}, "force_before_signed"),
        ({"review_on": "2030", "expires_on": "2029-12-31"}, "review_after_end"),
        (
            {"signed_on": "2028-01-31", "expires_on": "2028-12-31", "notice_months": 12},
            "long_notice",
        ),
        ({"renews_itself": True, "status": AgreementStatus.EXPIRED}, "renewed_but_over"),
        ({"expires_on": "2026"}, "ran_out"),
        ({"signed_on": "2027-04-02"}, "signed_later"),
        ({"in_force_on": "2028"}, "force_later"),
        ({"status": AgreementStatus.SUPERSEDED}, "replaced_by_none"),
        ({"review_on": "2026"}, "review_over"),
        ({"in_force_on": "2027-03", "status": AgreementStatus.SIGNED}, "force_begun"),
        ({"expires_on": "2026", "renews_itself": True}, "renewal_unsaid"),
    ],
)
def test_contradicting_dates_are_told_in_words(fields: dict[str, object], kind: str) -> None:
    found = contradictions(agreement(**fields), TODAY)

    assert f"agreement.{kind}" in [one.kind for one in found]
    assert all("{" not in sentence(one) and one.kind != sentence(one) for one in found)


@pytest.mark.parametrize(
    "fields",
    [
        {"signed_on": "2024-03-12", "expires_on": "2024"},
        {"signed_on": "2024-03-12", "in_force_on": "2024-03", "expires_on": "2028"},
        {"review_on": "2029", "expires_on": "2029-03-31"},
        {"signed_on": "2024", "expires_on": "2027-06-30", "notice_months": 36},
        {"signed_on": "2024-01-31", "expires_on": "2028-02-29", "notice_months": 48},
    ],
)
def test_a_partial_date_contradicts_only_when_no_day_of_it_would_do(
    fields: dict[str, object],
) -> None:
    found = contradictions(agreement(**fields), dt.date(2024, 3, 31))

    assert [one.kind for one in found if one.kind != "agreement.signed_later"] == []


def test_circles_of_parents_and_successors_are_found_and_end() -> None:
    a, b, c, d = (AgreementId(new_id()) for _count in range(4))
    family = Family(parents={a: b, b: c, c: a, d: a}, supersedes={a: a})

    def kinds(key: AgreementId) -> list[str]:
        one = agreement(id=key, parent_id=family.parents.get(key))
        one = agreement(id=key, parent_id=one.parent_id, supersedes_id=family.supersedes.get(key))
        return [finding.kind for finding in contradictions(one, TODAY, family)]

    assert kinds(a) == ["agreement.own_parent", "agreement.own_successor"]
    assert kinds(b) == ["agreement.own_parent"]
    assert kinds(d) == []
    assert [
        finding.kind for finding in contradictions(agreement(id=d), TODAY, Family(replaced={d}))
    ] == ["agreement.replaced"]


def test_every_kind_has_a_sentence() -> None:
    assert set(SENTENCES) >= agreement_findings.KINDS
