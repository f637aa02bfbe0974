"""Rest and meals, presence, gaps, needs and signings: what a delegation lives through."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import CPH, MONDAY, PlanBuilder, at, person
from planner.domain.agreements import AgreementStatus
from planner.domain.checks import Circumstances, findings_of
from planner.domain.checks.circumstances import (
    AgreementSeen,
    NeedSeen,
    SignatorySeen,
    SigningSeen,
)
from planner.domain.findings import AcceptedFinding, Finding, Severity
from planner.domain.ids import AgreementId, RecordId, new_id
from planner.domain.itinerary import ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import PartialDate
from planner.domain.travel import Mode
from planner.domain.visits import NeedKind
from planner.phrases import sentence


def of(plan: Plan, prefix: str, around: Circumstances | None = None) -> list[Finding]:
    return [one for one in findings_of(plan, around) if one.kind.startswith(prefix)]


def kinds(plan: Plan, prefix: str, around: Circumstances | None = None) -> list[str]:
    return [one.kind for one in of(plan, prefix, around)]


def days_before(days: int) -> Circumstances:
    return Circumstances(today=MONDAY - dt.timedelta(days))


def accepted(plan: Plan, finding: Finding) -> AcceptedFinding:
    return AcceptedFinding(
        id=RecordId(new_id()),
        visit_id=plan.visit.id,
        finding=finding.key,
        reason="they know",
        measure=finding.measure,
    )


# rest and meals


def test_a_day_over_noon_without_a_meal_or_a_gap_is_found_once_for_all() -> None:
    build = PlanBuilder("Abe", "Sato")
    build.item("Talks", "09:00", "12:00")
    build.item("Tour", "12:15", "15:30")

    (finding,) = of(build.plan, "rest.meal")

    assert (finding.facts["names"], finding.facts["count"]) == ("Abe, Sato", 2)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [("12:44", "16:00", True), ("12:45", "16:00", False), ("12:15", "14:59", False)],
)
def test_three_quarters_of_an_hour_or_an_early_end_leave_time_to_eat(
    start: str, end: str, found: bool
) -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "12:00")
    build.item("Tour", start, end)

    assert bool(of(build.plan, "rest.meal")) is found


def test_a_lunch_is_a_meal_and_ends_the_stretch() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "12:00")
    build.item("Lunch", "12:00", "12:30", kind=ItemKind.MEAL)
    build.item("Tour", "12:30", "15:30")

    assert of(build.plan, "rest.") == []


@given(st.integers(1, 30), st.integers(0, 40))
def test_a_longer_pause_never_brings_a_missing_break(pause: int, more: int) -> None:
    def found(minutes: int) -> bool:
        build = PlanBuilder("Abe")
        build.item("Talks", "08:00", "10:00")
        begin = at("10:00") + dt.timedelta(minutes=minutes)
        end = begin + dt.timedelta(minutes=90)
        build.item("Tour", begin.isoformat(), end.isoformat(), start_zone=CPH, end_zone=CPH)
        return bool(of(build.plan, "rest.break"))

    assert found(pause) or not found(pause + more)
    assert found(pause) is (pause < 15)


@pytest.mark.parametrize(
    ("end", "severity"),
    [
        ("20:00", None),
        ("20:01", Severity.NOTE),
        ("22:00", Severity.NOTE),
        ("22:01", Severity.WARNING),
    ],
)
def test_a_day_over_twelve_hours_is_a_note_and_over_fourteen_a_warning(
    end: str, severity: Severity | None
) -> None:
    build = PlanBuilder("Abe")
    build.item("Breakfast", "08:00", "09:00", kind=ItemKind.MEAL)
    build.item("Dinner", "19:00", end, kind=ItemKind.MEAL)

    found = [one.severity for one in of(build.plan, "rest.long_day")]

    assert found == ([] if severity is None else [severity])


def test_an_accepted_stretch_comes_back_when_it_gets_longer_and_not_when_shorter() -> None:
    def plan_until(end: str) -> Plan:
        return replace(build.plan, items=(replace(item, end_local=at(end)),))

    build = PlanBuilder("Abe")
    item = build.item("Talks", "08:00", "11:10")
    (finding,) = of(build.plan, "rest.break")
    known = accepted(build.plan, finding)

    def reason(plan: Plan) -> str:
        found = findings_of(plan, accepted=[known])
        return next(one.accepted for one in found if one.kind == "rest.break")

    assert reason(plan_until("11:05")) == "they know"
    assert reason(plan_until("11:30")) == ""


# presence


@pytest.mark.parametrize(
    ("arrives", "kind", "severity"),
    [
        ("10:00", "presence.before", Severity.CONFLICT),
        ("09:30", "presence.late", Severity.NOTE),
        ("09:00", None, None),
    ],
)
def test_who_is_named_before_the_own_arrival_is_found(
    arrives: str, kind: str | None, severity: Severity | None
) -> None:
    build = PlanBuilder("Abe")
    build.delegate("Ota", arrives_local=at(arrives), arrives_zone=CPH)
    build.item("Talks", "09:00", "10:00", named=("Ota",))

    found = of(build.plan, "presence.")

    assert [(one.kind, one.severity) for one in found] == ([(kind, severity)] if kind else [])
    assert all("Ota" in sentence(one) for one in found)


def test_who_is_named_after_the_own_departure_is_found() -> None:
    build = PlanBuilder("Abe")
    build.delegate("Ota", departs_local=at("09:00"), departs_zone=CPH)
    build.item("Talks", "09:00", "10:00", named=("Ota",))
    build.item("Tour", "08:30", "09:30", named=("Ota",))

    assert sorted(kinds(build.plan, "presence.")) == ["presence.after", "presence.early"]


def test_an_item_for_all_does_not_wait_for_who_comes_later() -> None:
    build = PlanBuilder("Abe")
    build.delegate("Ota", arrives_local=at("Tue 09:00"), arrives_zone=CPH)
    build.item("Talks", "09:00", "10:00")

    assert of(build.plan, "presence.") == []


def test_an_empty_group_and_an_item_with_nobody_on_it_are_found() -> None:
    build = PlanBuilder("Abe")
    build.group("A")
    build.item("Tour", "09:00", "10:00", groups="A")
    build.item("Talk", "10:00", "11:00", without=("Abe",))
    build.item("Room held", "11:00", "12:00", without=("Abe",), kind=ItemKind.BLOCKER)

    found = {one.kind: one.facts["item"] for one in of(build.plan, "audience.")}

    assert found == {"audience.group": "Tour", "audience.nobody": "Talk"}


def forked(length: int, *, free: bool = False) -> Plan:
    """Three people together, then A and B apart for some minutes while Ito is in neither."""
    build = PlanBuilder("Abe", "Sato", "Ito")
    build.group("A", "Abe")
    build.group("B", "Sato")
    begin, end = at("10:00"), at("10:00") + dt.timedelta(minutes=length)
    build.item("Welcome", "09:00", "10:00")
    for letter in "AB":
        build.item(letter, begin.isoformat(), end.isoformat(), groups=letter)
    if free:
        build.item("Free", begin.isoformat(), end.isoformat(), named=("Ito",), kind=ItemKind.FREE)
    after = end + dt.timedelta(hours=1)
    build.item("Lunch", end.isoformat(), after.isoformat(), kind=ItemKind.MEAL)
    return build.plan


@pytest.mark.parametrize(
    ("length", "severity"),
    [(44, None), (45, Severity.NOTE), (89, Severity.NOTE), (90, Severity.WARNING)],
)
def test_who_is_in_no_group_while_others_split_is_named(
    length: int, severity: Severity | None
) -> None:
    found = of(forked(length), "audience.idle")

    assert [(one.facts["names"], one.severity) for one in found] == (
        [("Ito", severity)] if severity is not None else []
    )


def test_free_time_that_is_planned_is_no_gap() -> None:
    assert of(forked(120, free=True), "audience.idle") == []


# gaps


@pytest.mark.parametrize(
    ("days", "kind", "severity"),
    [
        (8, "name.due", Severity.NOTE),
        (7, "name.due", Severity.WARNING),
        (0, "name.due", Severity.WARNING),
        (-1, "name.late", Severity.WARNING),
    ],
)
def test_an_open_name_weighs_more_as_its_day_comes(
    days: int, kind: str, severity: Severity
) -> None:
    build = PlanBuilder()
    build.delegate("N.N.", person_id=None, placeholder="N.N.", name_by=MONDAY)

    (found,) = of(build.plan, "name.", days_before(days))

    assert (found.kind, found.severity) == (kind, severity)


def test_an_open_name_without_a_day_is_only_a_note() -> None:
    build = PlanBuilder()
    build.delegate("N.N.", person_id=None, placeholder="N.N.")

    (found,) = of(build.plan, "name.", days_before(1))

    assert (found.kind, found.severity) == ("name.open", Severity.NOTE)


@pytest.mark.parametrize(
    ("confirm_by", "days", "kind"),
    [(21, 20, "promise.late"), (21, 21, "promise.due"), (21, 28, "promise.due"), (21, 29, None)],
)
def test_the_day_by_which_an_item_must_stand_is_watched(
    confirm_by: int, days: int, kind: str | None
) -> None:
    build = PlanBuilder("Abe")
    build.item(
        "Talks",
        "09:00",
        "10:00",
        status=ItemStatus.TENTATIVE,
        confirm_by=MONDAY - dt.timedelta(confirm_by),
    )

    assert kinds(build.plan, "promise.", days_before(days)) == ([kind] if kind else [])


def test_a_meeting_without_a_place_and_a_flight_without_a_number_are_found() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "10:00", kind=ItemKind.MEETING)
    build.item("Call", "10:00", "11:00", kind=ItemKind.MEETING, place="Room 2")
    build.leg("Flight", "12:00", "14:00")
    build.plan = replace(
        build.plan, legs=tuple(replace(leg, mode=Mode.FLIGHT) for leg in build.plan.legs)
    )

    assert [one.facts["item"] for one in of(build.plan, "item.place")] == ["Talks"]
    assert [one.facts["item"] for one in of(build.plan, "leg.number")] == ["Flight"]


@pytest.mark.parametrize(("days", "found"), [(15, False), (14, True), (0, True), (-1, False)])
def test_an_emergency_contact_is_asked_for_in_the_last_two_weeks(days: int, found: bool) -> None:
    build = PlanBuilder("Abe")

    assert bool(of(build.plan, "visit.emergency", days_before(days))) is found
    named = replace(build.plan, visit=replace(build.plan.visit, emergency_contact="112"))
    assert of(named, "visit.emergency", days_before(days)) == []


def test_namesakes_are_told_among_delegates_and_hosts_and_only_by_the_whole_name() -> None:
    build = PlanBuilder("Sato", "Ito")
    build.item("Talks", "09:00", "10:00", host=person("SATO", ""))
    build.item("Tour", "10:00", "11:00", host=person("Ito", "Ken"))

    (found,) = of(build.plan, "person.namesake")

    assert (found.severity, found.facts["count"]) == (Severity.NOTE, 2)


# needs


def test_a_kitchen_is_told_diets_and_a_finding_never_tells_whose_or_what() -> None:
    build = PlanBuilder("Abe", "Sato")
    lunch = build.item("Lunch", "12:00", "13:00", kind=ItemKind.MEAL)
    diet = NeedSeen(RecordId(new_id()), build.people["Sato"].id, NeedKind.DIET)
    access = NeedSeen(RecordId(new_id()), build.people["Abe"].id, NeedKind.ACCESS)
    around = replace(days_before(3), needs=(diet, access))

    (found,) = of(build.plan, "needs.", around)

    assert (found.kind, found.facts["count"]) == ("needs.table", 1)
    assert [subject.word for subject in found.subjects] == ["item"]
    assert "Sato" not in sentence(found)
    assert of(build.plan, "needs.", replace(around, passed=frozenset({(diet.id, lunch.id)}))) == []


def test_an_accepted_need_is_open_again_when_another_one_comes() -> None:
    build = PlanBuilder("Abe", "Sato")
    build.item("Lunch", "12:00", "13:00", kind=ItemKind.MEAL)
    needs = tuple(
        NeedSeen(RecordId(new_id()), one.id, NeedKind.DIET) for one in build.plan.delegates
    )
    (finding,) = of(build.plan, "needs.", Circumstances(needs=needs[:1]))

    def reason(count: int) -> str:
        found = findings_of(
            build.plan,
            Circumstances(needs=needs[:count]),
            accepted=[accepted(build.plan, finding)],
        )
        return next(one.accepted for one in found if one.kind == "needs.table")

    assert reason(1) == "they know"
    assert reason(2) == ""


# signings


@pytest.mark.parametrize(
    ("status", "expires", "texts", "kind"),
    [
        (AgreementStatus.EXPIRED, "", 2, "agreement.expired"),
        (AgreementStatus.ENDED, "", 2, "agreement.expired"),
        (AgreementStatus.IN_FORCE, "2027-05-09", 2, "agreement.expired"),
        (AgreementStatus.IN_FORCE, "2027-05-10", 2, None),
        (AgreementStatus.IN_FORCE, "2027", 0, "agreement.no_text"),
    ],
)
def test_what_is_signed_must_be_good_and_have_a_text(
    status: AgreementStatus, expires: str, texts: int, kind: str | None
) -> None:
    key = AgreementId(new_id())
    build = PlanBuilder("Abe")
    build.item("Signing", "10:00", "11:00", kind=ItemKind.CEREMONY, agreement_id=key)
    build.item("Talks on it", "11:00", "12:00", kind=ItemKind.MEETING, agreement_id=key)
    seen = AgreementSeen(key, "Joint declaration", status, PartialDate(expires), texts)

    found = kinds(build.plan, "agreement.", Circumstances(agreements={key: seen}))

    assert found == ([kind] if kind else [])


def test_a_coming_signing_has_signatories_who_are_there_and_texts_on_paper() -> None:
    """Who is the delegation's, who hosts, who is elsewhere, and whom nobody named."""
    key, other = AgreementId(new_id()), AgreementId(new_id())
    build = PlanBuilder("Abe", "Baba")
    abe, baba = (build.people[name].person_id for name in ("Abe", "Baba"))
    host = person("Holm")
    entry = build.item(
        "Signing", "10:00", "11:00", kind=ItemKind.CEREMONY, named=("Abe",), host=host
    )
    right = SigningSeen(
        key, "MoU", (SignatorySeen("MEXT", abe, "Abe"), SignatorySeen("UFM", host.id, "Holm"))
    )
    wrong = SigningSeen(
        other,
        "Side letter",
        (SignatorySeen("JSPS", baba, "Baba"), SignatorySeen("DTU")),
        ("en", "ja"),
    )

    def found(today: dt.date, *seen: SigningSeen) -> list[tuple[str, int, str]]:
        around = Circumstances(today=today, signings={entry.id: seen})
        findings = [one for one in findings_of(build.plan, around) if "signing." in one.kind]
        return sorted((one.kind, one.severity, sentence(one)) for one in findings)

    assert found(MONDAY, right) == []
    assert found(MONDAY, SigningSeen(key, "MoU"))[0][2].startswith(
        "Nobody is named who signs “MoU” at"
    )
    assert [one[:2] for one in found(MONDAY, right, wrong)] == [
        ("signing.absent", Severity.WARNING),
        ("signing.nobody", Severity.WARNING),
        ("signing.unprinted", Severity.WARNING),
    ]
    told = " ".join(one[2] for one in found(MONDAY - dt.timedelta(30), wrong))
    assert "Baba: to sign “Side letter”" in told
    assert "for DTU" in told
    assert "not printed yet: en, ja" in told
    assert found(MONDAY - dt.timedelta(30), wrong)[2][1] == Severity.NOTE
    assert found(MONDAY + dt.timedelta(1), wrong) == []


def test_a_signing_that_is_over_and_was_not_noted_is_found_until_it_is() -> None:
    key = AgreementId(new_id())
    build = PlanBuilder("Abe")
    entry = build.item("Signing", "10:00", "11:00", kind=ItemKind.CEREMONY, agreement_id=key)
    draft = AgreementSeen(key, "MoU", AgreementStatus.DRAFT, PartialDate(""), 1)
    end = entry.span.end.instant

    def found(now: dt.datetime, **more: object) -> list[str]:
        values: dict[str, object] = {"agreements": {key: draft}, "now": now}
        return kinds(build.plan, "signing.", Circumstances(**{**values, **more}))  # type: ignore[arg-type]

    assert found(end - dt.timedelta(minutes=1)) == []
    assert found(end) == ["signing.unnoted"]
    assert found(end, signed=frozenset({(entry.id, key)})) == []
    signed = replace(draft, status=AgreementStatus.IN_FORCE)
    assert found(end, agreements={key: signed}) == []


def test_what_was_signed_is_no_longer_looked_at() -> None:
    key = AgreementId(new_id())
    build = PlanBuilder("Abe")
    entry = build.item("Signing", "10:00", "11:00", kind=ItemKind.CEREMONY, agreement_id=key)
    seen = AgreementSeen(key, "MoU", AgreementStatus.ENDED, PartialDate(""), 1)
    around = Circumstances(agreements={key: seen})

    assert kinds(build.plan, "agreement.", around) == ["agreement.expired"]
    around = replace(around, signed=frozenset({(entry.id, key)}))
    assert kinds(build.plan, "agreement.", around) == []
