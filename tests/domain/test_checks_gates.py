"""What sites and borders ask of each visitor, and the dates that go with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import MONDAY, PlanBuilder, at, item, site
from planner.domain.access import (
    AccessEntry,
    AccessStatus,
    BorderPaper,
    PaperKind,
    PaperStatus,
)
from planner.domain.checks import Circumstances, findings_of
from planner.domain.checks.access_pack import BUSINESS_DAYS, access_pack, deadline
from planner.domain.findings import Finding, Severity
from planner.domain.ids import OrganisationId, RecordId, VisitId, new_id
from planner.domain.itinerary import ItemStatus
from planner.domain.people import ContactKind, ContactPoint
from planner.domain.plan import Plan
from planner.domain.public_holidays import is_business_day
from planner.domain.sites import Site, SiteRule, SiteRuleKind
from planner.phrases import sentence

EARLY = MONDAY - dt.timedelta(60)


def notice(place: Site, number: int, unit: str = "calendar days", **fields: Any) -> SiteRule:
    return SiteRule(
        id=RecordId(new_id()),
        site_id=place.id,
        kind=SiteRuleKind.NOTICE,
        number=number,
        unit=unit,
        **fields,
    )


def identity(place: Site, *fields: str) -> SiteRule:
    return SiteRule(
        id=RecordId(new_id()), site_id=place.id, kind=SiteRuleKind.IDENTITY, fields=fields
    )


def of(plan: Plan, prefix: str, around: Circumstances) -> list[Finding]:
    return [one for one in findings_of(plan, around) if one.kind.startswith(prefix)]


# deadlines


@pytest.mark.parametrize(
    ("country", "number", "unit", "day"),
    [
        ("DK", 14, "calendar days", "2027-04-26"),
        ("DK", 3, BUSINESS_DAYS, "2027-05-04"),  # 6 May is Ascension Day
        ("SE", 3, BUSINESS_DAYS, "2027-05-04"),
        ("JP", 3, BUSINESS_DAYS, "2027-04-30"),  # 3 to 5 May are holidays
        ("", 5, BUSINESS_DAYS, "2027-05-03"),
        ("DK", 0, BUSINESS_DAYS, "2027-05-10"),
    ],
)
def test_days_are_counted_by_the_calendar_of_the_site(
    country: str, number: int, unit: str, day: str
) -> None:
    place = site("Lab", country=country)
    first = item(VisitId("v"), "Tour", "10:00", "11:00")

    due = deadline(notice(place, number, unit), place, first)

    assert due.local.date() == dt.date.fromisoformat(day)
    assert due.local.time() == dt.time(23, 59)


def test_the_cutoff_and_the_day_are_by_the_clock_of_the_site() -> None:
    place = site("MEXT", country="JP", zone="Asia/Tokyo")
    late = item(VisitId("v"), "Call", "2027-05-09 23:00", "2027-05-09 23:30")

    due = deadline(notice(place, 1, cutoff=dt.time(16)), place, late)

    assert (due.local, due.zone) == (dt.datetime(2027, 5, 9, 16), "Asia/Tokyo")


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))
UNITS = st.sampled_from(["calendar days", BUSINESS_DAYS])
COUNTRIES = st.sampled_from(["DK", "SE", "JP", "DE", ""])


@given(DAYS, st.integers(0, 40), st.integers(0, 10), UNITS, COUNTRIES)
def test_more_notice_is_never_due_later(
    day: dt.date, number: int, more: int, unit: str, country: str
) -> None:
    place = site("Lab", country=country)
    first = item(VisitId("v"), "Tour", f"{day} 10:00", f"{day} 11:00")

    sooner = deadline(notice(place, number + more, unit), place, first)
    later = deadline(notice(place, number, unit), place, first)

    assert sooner.instant <= later.instant
    assert later.local.date() <= day


@given(DAYS, st.integers(0, 30), st.integers(0, 40), UNITS, COUNTRIES)
def test_a_later_visit_is_never_due_earlier(
    day: dt.date, days: int, number: int, unit: str, country: str
) -> None:
    place, after = site("Lab", country=country), day + dt.timedelta(days)
    rule = notice(place, number, unit)

    first = deadline(rule, place, item(VisitId("v"), "Tour", f"{day} 10:00", f"{day} 11:00"))
    second = deadline(rule, place, item(VisitId("v"), "Tour", f"{after} 10:00", f"{after} 11:00"))

    assert first.instant <= second.instant


@given(DAYS, st.integers(1, 40), COUNTRIES)
def test_as_many_business_days_lie_between_as_are_asked_for(
    day: dt.date, number: int, country: str
) -> None:
    place = site("Lab", country=country)
    first = item(VisitId("v"), "Tour", f"{day} 10:00", f"{day} 11:00")

    due = deadline(notice(place, number, BUSINESS_DAYS), place, first).local.date()

    between = [due + dt.timedelta(one) for one in range((day - due).days)]
    assert sum(is_business_day(country, one) for one in between) == number
    assert is_business_day(country, due)


# the pack


def visitors() -> tuple[PlanBuilder, Site]:
    """Abe with a country, Endo with an e-mail address and a post, and a seat without a name."""
    ess = site("ESS", country="SE")
    build = PlanBuilder("Abe", "Endo")
    build.delegate("x", person_id=None, placeholder="N.N.")
    abe, endo, seat = build.plan.delegates
    people = build.plan.person
    assert abe.person_id
    assert endo.person_id
    build.plan = replace(
        build.plan,
        people=(replace(people[abe.person_id], country="JP"), people[endo.person_id]),
        delegates=(abe, replace(endo, title="Head", organisation_id=OrganisationId("o")), seat),
        contact_points=(
            ContactPoint(
                id=RecordId(new_id()), person_id=endo.person_id, kind=ContactKind.EMAIL, value="e@x"
            ),
        ),
    )
    build.item("Tour", "Tue 10:00", "Tue 11:00", at_site=ess)
    return build, ess


def entry(
    build: PlanBuilder, number: int, place: Site, field: str, status: AccessStatus
) -> AccessEntry:
    return AccessEntry(
        id=RecordId(new_id()),
        delegate_id=build.plan.delegates[number].id,
        site_id=place.id,
        field=field,
        status=status,
    )


def test_what_the_records_hold_is_not_asked_for_again() -> None:
    build, ess = visitors()
    build.add(rules=(identity(ess, "passport", "name", "e-mail", "title", "country"),))

    pack = access_pack(build.plan, ess.id, Circumstances())

    assert pack is not None
    assert pack.fields == ("name", "title", "country", "e-mail", "passport")
    assert [line.missing for line in pack.lines] == [
        ("title", "e-mail", "passport"),
        ("country", "passport"),
        ("name", "title", "country", "e-mail", "passport"),
    ]


def test_what_was_collected_or_waived_is_not_lacking_and_admission_settles_all() -> None:
    build, ess = visitors()
    build.add(rules=(identity(ess, "passport", "country"),))
    around = Circumstances(
        access=(
            entry(build, 0, ess, "passport", AccessStatus.COLLECTED),
            entry(build, 1, ess, "country", AccessStatus.WAIVED),
            entry(build, 2, ess, "", AccessStatus.APPROVED),
        )
    )

    pack = access_pack(build.plan, ess.id, around)

    assert pack is not None
    assert [line.missing for line in pack.lines] == [(), ("passport",), ()]
    assert [line.name for line in pack.not_sent] == ["Abe", "Endo"]


@pytest.mark.parametrize(
    ("days_before", "severity"),
    [(30, Severity.NOTE), (21, Severity.WARNING), (14, Severity.WARNING), (13, Severity.CONFLICT)],
)
def test_lacking_data_weigh_more_as_the_deadline_comes(
    days_before: int, severity: Severity
) -> None:
    build, ess = visitors()
    build.add(rules=(identity(ess, "country", "passport"), notice(ess, 14, cutoff=dt.time(12))))
    tuesday = MONDAY + dt.timedelta(1)

    (finding,) = of(build.plan, "access.", Circumstances(today=tuesday - dt.timedelta(days_before)))

    assert finding.severity is severity
    said = "should have had" if severity is Severity.CONFLICT else "still needs"
    assert sentence(finding).startswith(f"ESS {said} data of Abe, Endo, N.N.")
    assert sentence(finding).count("Tue 27 Apr 12:00") == 1
    assert "country, passport number" in sentence(finding)


def test_nothing_is_asked_when_the_visit_is_over_or_the_entry_cancelled() -> None:
    build, ess = visitors()
    build.add(rules=(identity(ess, "passport"), notice(ess, 14)))

    assert of(build.plan, "access.", Circumstances(today=MONDAY + dt.timedelta(2))) == []
    cancelled = replace(build.plan.items[0], status=ItemStatus.CANCELLED)
    gone = replace(build.plan, items=(cancelled,))
    assert of(gone, "access.", Circumstances(today=MONDAY)) == []
    assert of(build.plan, "access.", Circumstances()) == []


def test_a_complete_list_must_still_be_sent() -> None:
    build, ess = visitors()
    build.add(rules=(identity(ess, "passport"), notice(ess, 14)))
    collected = tuple(
        entry(build, number, ess, "passport", AccessStatus.COLLECTED) for number in range(3)
    )
    near = MONDAY - dt.timedelta(14)

    (finding,) = of(build.plan, "access.", Circumstances(today=near, access=collected))
    early = of(build.plan, "access.", Circumstances(today=EARLY, access=collected))
    sent = tuple(entry(build, number, ess, "", AccessStatus.SENT) for number in range(3))

    assert (finding.kind, finding.severity) == ("access.unsent", Severity.WARNING)
    assert early == []
    assert of(build.plan, "access.", Circumstances(today=near, access=collected + sent)) == []


def at_lund(day: dt.date, hour: int, minute: int = 0) -> Circumstances:
    """That moment by the site's clock, seen from an office in Tokyo."""
    now = dt.datetime.combine(day, dt.time(hour, minute), ZoneInfo("Europe/Stockholm"))
    return Circumstances(now=now, today=now.astimezone(ZoneInfo("Asia/Tokyo")).date())


@pytest.mark.parametrize(
    ("hour", "minute", "severity"),
    [(11, 59, Severity.WARNING), (12, 0, Severity.WARNING), (12, 1, Severity.CONFLICT)],
)
def test_a_deadline_passes_at_its_hour_by_the_clock_of_the_site(
    hour: int, minute: int, severity: Severity
) -> None:
    build, ess = visitors()
    build.add(rules=(identity(ess, "passport"), notice(ess, 14, cutoff=dt.time(12))))
    due = MONDAY - dt.timedelta(13)

    (lacking,) = of(build.plan, "access.", at_lund(due, hour, minute))
    assert lacking.severity is severity

    collected = tuple(
        entry(build, number, ess, "passport", AccessStatus.COLLECTED) for number in range(3)
    )
    (unsent,) = of(build.plan, "access.", replace(at_lund(due, hour, minute), access=collected))
    assert (unsent.kind, unsent.severity) == ("access.unsent", severity)
    said = "should have had its list by" if severity is Severity.CONFLICT else "wants its list by"
    assert said in sentence(unsent)


def test_the_day_of_a_deadline_is_that_of_the_site() -> None:
    build, ess = visitors()
    build.add(rules=(identity(ess, "passport"), notice(ess, 14)))
    due = MONDAY - dt.timedelta(13)

    late_evening = at_lund(due, 23)  # the next morning in Tokyo
    assert late_evening.today == due + dt.timedelta(1)
    (finding,) = of(build.plan, "access.", late_evening)
    assert finding.severity is Severity.WARNING


def test_a_list_that_was_never_sent_stays_a_conflict() -> None:
    build, ess = visitors()
    build.add(rules=(identity(ess, "passport"), notice(ess, 14)))
    collected = tuple(
        entry(build, number, ess, "passport", AccessStatus.COLLECTED) for number in range(3)
    )
    nine_days_on = Circumstances(today=MONDAY - dt.timedelta(4), access=collected)

    (finding,) = of(build.plan, "access.", nine_days_on)
    assert (finding.kind, finding.severity) == ("access.unsent", Severity.CONFLICT)


def test_a_refused_visitor_is_a_conflict_of_his_own() -> None:
    build, ess = visitors()
    build.add(rules=(identity(ess, "country"),))
    around = Circumstances(today=EARLY, access=(entry(build, 0, ess, "", AccessStatus.REFUSED),))

    refused = of(build.plan, "access.refused", around)

    assert [(one.severity, one.facts["names"]) for one in refused] == [(Severity.CONFLICT, "Abe")]


@given(st.lists(st.sampled_from(list(AccessStatus)), min_size=3, max_size=3))
def test_every_visitor_is_in_the_pack_once_and_noting_more_never_makes_more_lacking(
    states: list[AccessStatus],
) -> None:
    build, ess = visitors()
    build.item("Again", "Wed 10:00", "Wed 11:00", at_site=ess)
    build.add(rules=(identity(ess, "passport"),))
    noted = tuple(
        entry(build, number, ess, "passport", state) for number, state in enumerate(states)
    )

    pack = access_pack(build.plan, ess.id, Circumstances(access=noted))

    assert pack is not None
    assert [line.delegate_id for line in pack.lines] == [one.id for one in build.plan.delegates]
    assert len(pack.lacking) == states.count(AccessStatus.MISSING)


# borders


def crossing() -> PlanBuilder:
    """Two Japanese and a Dane: a day in Lund, from Copenhagen and back."""
    nbi, ess = site("NBI", country="DK"), site("ESS", country="SE")
    build = PlanBuilder("Abe", "Endo", "Jensen")
    countries = ("JP", "JP", "DK")
    build.plan = replace(
        build.plan,
        people=tuple(
            replace(one, country=country)
            for one, country in zip(build.plan.people, countries, strict=True)
        ),
    )
    build.item("Talks", "10:00", "11:00", at_site=nbi)
    build.leg("Coach", "Tue 08:00", "Tue 09:00", origin=nbi, goal=ess)
    build.item("Tour", "Tue 10:00", "Tue 12:00", at_site=ess)
    build.leg("Coach back", "Wed 12:00", "Wed 13:00", origin=ess, goal=nbi)
    return build


def paper(build: PlanBuilder, number: int, status: PaperStatus, **fields: Any) -> BorderPaper:
    one = build.plan.delegates[number]
    return BorderPaper(id=RecordId(new_id()), delegate_id=one.id, status=status, **fields)


def test_where_nothing_is_noted_there_is_one_note_for_each_border() -> None:
    build = crossing()

    found = of(build.plan, "border.", Circumstances(today=EARLY))

    assert [(one.facts["country"], one.facts["count"], one.severity) for one in found] == [
        ("SE", 3, Severity.NOTE),
        ("DK", 2, Severity.NOTE),
    ]


def test_a_passport_for_any_country_answers_all_borders() -> None:
    build = crossing()
    papers = tuple(paper(build, number, PaperStatus.IN_HAND) for number in range(3))

    assert of(build.plan, "border.", Circumstances(today=EARLY, papers=papers)) == []


@pytest.mark.parametrize(
    ("status", "expires", "kind", "severity"),
    [
        (PaperStatus.NEEDED, None, "border.open", Severity.WARNING),
        (PaperStatus.APPLIED, None, "border.open", Severity.WARNING),
        (PaperStatus.REFUSED, None, "border.refused", Severity.CONFLICT),
        (PaperStatus.IN_HAND, MONDAY + dt.timedelta(1), "border.expired", Severity.CONFLICT),
        (PaperStatus.IN_HAND, MONDAY + dt.timedelta(2), "", Severity.NOTE),
        (PaperStatus.NOT_NEEDED, MONDAY, "", Severity.NOTE),
    ],
)
def test_papers_are_judged_for_the_whole_stay(
    status: PaperStatus, expires: dt.date | None, kind: str, severity: Severity
) -> None:
    build = crossing()
    own = paper(build, 0, status, kind=PaperKind.VISA, country="SE", expires_on=expires)

    found = [
        one
        for one in of(build.plan, "border.", Circumstances(today=EARLY, papers=(own,)))
        if one.severity is not Severity.NOTE
    ]

    assert [(one.kind, one.severity) for one in found] == ([(kind, severity)] if kind else [])
    if kind == "border.expired":
        assert "runs out before the stay in Sweden ends: Abe" in sentence(found[0])


def test_two_places_in_two_countries_are_a_border_without_any_journey() -> None:
    build = PlanBuilder("Abe")
    build.plan = replace(build.plan, people=(replace(build.plan.people[0], country="JP"),))
    build.item("Talks", "10:00", "11:00", at_site=site("NBI", country="DK"))
    build.item("Tour", "14:00", "15:00", at_site=site("ESS", country="SE"))

    (finding,) = of(build.plan, "border.", Circumstances(today=EARLY))

    assert (finding.facts["country"], finding.facts["when"]) == (
        "SE",
        at("14:00").isoformat(sep=" ", timespec="minutes"),
    )


def test_a_paper_that_is_not_in_hand_near_the_border_is_a_conflict() -> None:
    build = crossing()
    own = paper(build, 0, PaperStatus.APPLIED, kind=PaperKind.VISA, country="SE")

    (finding,) = of(
        build.plan, "border.open", Circumstances(today=MONDAY - dt.timedelta(13), papers=(own,))
    )

    assert (finding.severity, finding.measure) == (Severity.CONFLICT, 1)
