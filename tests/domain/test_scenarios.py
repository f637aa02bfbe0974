"""Two whole visits as coordinators plan them, with every finding expected, and why it is one.

The plans are written by hand; so are the lists below. What is not in a list must not be found.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from factories import CPH, MONDAY, PlanBuilder, person, site
from planner.domain.access import BorderPaper, PaperKind, PaperStatus
from planner.domain.checks import Circumstances, findings_of
from planner.domain.checks.circumstances import NeedSeen
from planner.domain.findings import Finding
from planner.domain.ids import RecordId, new_id
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.sites import OpeningHours, Site, SiteRule, SiteRuleKind
from planner.domain.travel import Mode, TravelTime
from planner.domain.visits import Direction, NeedKind

STO, TOKYO = "Europe/Stockholm", "Asia/Tokyo"


def told(findings: list[Finding]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Severity, kind and the items concerned, in no order: several have the same moment."""
    return sorted(
        (
            one.severity.name.lower(),
            one.kind,
            tuple(subject.name for subject in one.subjects if subject.word == "item"),
        )
        for one in findings
    )


def rule(at: Site, kind: SiteRuleKind, **fields: object) -> SiteRule:
    return SiteRule(**{"id": RecordId(new_id()), "site_id": at.id, "kind": kind, **fields})  # type: ignore[arg-type]


def leg_as(build: PlanBuilder, item: Item, **fields: object) -> None:
    """Say how a leg travels."""
    build.plan = replace(
        build.plan,
        legs=tuple(
            replace(leg, **fields) if leg.item_id == item.id else leg  # type: ignore[arg-type]
            for leg in build.plan.legs
        ),
    )


# A: twelve of a Japanese ministry, three days, Copenhagen and Lund


AGENCY = site("Agency", country="DK", latitude=55.673, longitude=12.568)
NBI = site("Niels Bohr Institute", country="DK", latitude=55.697, longitude=12.571)
ESS = site("ESS", country="SE", zone=STO, latitude=55.735, longitude=13.251)
MAXIV = site("MAX IV", country="SE", zone=STO, latitude=55.727, longitude=13.234)
LUND_HOST, NBI_HOST = person("Nilsson", "Eva"), person("Holm", "Jens")


def delegation_a() -> PlanBuilder:
    """Eleven with a name, one N.N., one who joins on Tuesday noon."""
    names = ["Abe", "Sato", "Ito", "Endo", "Mori", "Ueda", "Kato", "Ono", "Hara", "Doi"]
    build = PlanBuilder(*names)
    build.delegate(
        "Late Ota",
        arrives_local=dt.datetime.combine(MONDAY + dt.timedelta(1), dt.time(12)),
        arrives_zone=CPH,
    )
    unnamed = replace(
        build.delegate("N.N."),
        person_id=None,
        placeholder="N.N.",
        name_by=MONDAY - dt.timedelta(20),
    )
    build.plan = replace(build.plan, delegates=(*build.plan.delegates[:-1], unnamed))
    build.group("A", *names[:5])
    build.group("B", *names[5:])
    build.plan = replace(
        build.plan,
        visit=replace(
            build.plan.visit,
            direction=Direction.INBOUND,
            country="DK",
            emergency_contact="+45 12 34 56 78",
        ),
    )
    return build


def scenario_a() -> tuple[Plan, Circumstances]:
    build = delegation_a()
    arrival = build.leg(
        "Flight from Tokyo", "2027-05-09 22:30", "2027-05-10 06:30", goal=site("CPH", country="DK"),
        start_zone=TOKYO, end_zone=CPH,
    )  # fmt: skip
    leg_as(build, arrival, mode=Mode.FLIGHT, number="ZZ 1", from_country="JP", to_country="DK")
    build.item("Welcome", "08:30", "10:00", at_site=AGENCY, host=person("Berg", "Liv"))
    build.item("Talks", "10:15", "12:00", at_site=AGENCY, host=person("Dahl", "Per"))
    build.item("Lunch", "12:00", "13:15", kind=ItemKind.MEAL, at_site=AGENCY)
    build.item("Closing talks", "13:30", "15:00", at_site=AGENCY, host=person("Krog", "Ida"))
    build.item(
        "Reception", "18:00", "20:00", kind=ItemKind.MEAL, at_site=AGENCY,
        status=ItemStatus.TENTATIVE,
    )  # fmt: skip
    over = build.leg("Coach to Lund", "Tue 08:00", "Tue 08:50", origin=AGENCY, goal=ESS)
    leg_as(build, over, from_country="DK", to_country="SE")
    build.item(
        "ESS for A", "Tue 09:00", "Tue 11:00", kind=ItemKind.TOUR, at_site=ESS, groups="A",
        host=LUND_HOST, start_zone=STO, end_zone=STO,
    )  # fmt: skip
    build.item(
        "MAX IV for B", "Tue 09:15", "Tue 11:00", kind=ItemKind.TOUR, at_site=MAXIV, groups="B",
        host=LUND_HOST, start_zone=STO, end_zone=STO,
    )  # fmt: skip
    build.item("Lunch in Lund", "Tue 12:00", "Tue 13:00", kind=ItemKind.MEAL, at_site=ESS)
    build.item(
        "MAX IV for all", "Tue 13:10", "Tue 15:00", kind=ItemKind.TOUR, at_site=MAXIV,
        host=person("Lund", "Bo"), start_zone=STO, end_zone=STO,
    )  # fmt: skip
    back = build.leg("Coach back", "Tue 15:15", "Tue 16:15", origin=MAXIV, goal=NBI)
    leg_as(build, back, from_country="SE", to_country="DK")
    build.item("NBI", "Wed 17:00", "Wed 18:30", at_site=NBI, host=NBI_HOST)
    build.add(
        rules=(
            rule(MAXIV, SiteRuleKind.MAX_GROUP, number=10, unit="people"),
            rule(ESS, SiteRuleKind.IDENTITY, fields=("name", "passport")),
            rule(ESS, SiteRuleKind.NOTICE, number=3, unit="business days", cutoff=dt.time(12)),
        ),
        hours=tuple(
            OpeningHours(
                id=RecordId(new_id()),
                site_id=NBI.id,
                weekday=day,
                opens=dt.time(8),
                closes=dt.time(17),
            )
            for day in range(5)
        ),
    )
    sato = build.people["Sato"]
    around = Circumstances(
        today=MONDAY - dt.timedelta(12),
        guest_country="JP",
        travel_times=(
            TravelTime(
                id=RecordId(new_id()), from_site_id=ESS.id, to_site_id=MAXIV.id,
                mode=Mode.COACH, minutes=10,
            ),
        ),
        papers=tuple(
            BorderPaper(
                id=RecordId(new_id()), delegate_id=one.id, kind=PaperKind.PASSPORT,
                status=PaperStatus.NEEDED if one.id == sato.id else PaperStatus.IN_HAND,
                country="SE" if one.id == sato.id else "",
                expires_on=dt.date(2031, 1, 1),
            )
            for one in build.plan.delegates
            if one.person_id
        ),
        needs=(NeedSeen(RecordId(new_id()), sato.id, NeedKind.DIET),),
    )  # fmt: skip
    return build.plan, around


def test_a_the_japanese_delegation_with_a_day_in_lund() -> None:
    plan, around = scenario_a()

    assert told(findings_of(plan, around)) == sorted(
        [
            # Eva Nilsson cannot receive group A at ESS and group B at MAX IV at the same time.
            ("conflict", "overlap.host", ("ESS for A", "MAX IV for B")),
            # Sato still needs a paper for Sweden, less than two weeks before the border.
            ("conflict", "border.open", ("Coach to Lund",)),
            # Twelve are on it (the N.N. takes a place, Ota has joined at noon), MAX IV takes ten.
            ("conflict", "site.group", ("MAX IV for all",)),
            # The name of the N.N. was due twenty days before the visit.
            ("warning", "name.late", ()),
            # Landed at 06:30 after a night of fifteen hours, work at 08:30.
            ("warning", "rest.landing", ("Flight from Tokyo", "Welcome")),
            # The kitchen of each meal must hear of one diet.
            ("warning", "needs.table", ("Lunch",)),
            # The reception is twelve days ahead and nobody has promised it.
            ("warning", "promise.open", ("Reception",)),
            ("warning", "needs.table", ("Reception",)),
            # ESS wants passports of all who enter by noon three business days before: within a week?
            # Tuesday 11 May minus Monday 10, Friday 7 and Thursday 6 (Ascension Day in Sweden): Wed 5.
            ("warning", "access.missing", ("ESS for A",)),
            # The N.N. is in neither group, so nothing is planned for that seat meanwhile.
            ("warning", "audience.idle", ("ESS for A",)),
            ("warning", "needs.table", ("Lunch in Lund",)),
            # Ten minutes by the office's own table fit between 13:00 and 13:10: no finding there.
            # The institute closes at five; the talk there begins at five.
            ("warning", "site.hours", ("NBI",)),
            # A reception on the evening after the night flight is worth a thought.
            ("note", "rest.evening", ("Flight from Tokyo", "Reception")),
        ]
    )


# B: fifty to Tokyo and Hyōgo


TOKYO_HALL = site("Hall", country="JP", zone=TOKYO, latitude=35.68, longitude=139.76)
KOBE = site("Kobe", country="JP", zone=TOKYO, latitude=34.69, longitude=135.19)
HAMBURG = site("HAM", country="DE", zone="Europe/Berlin", latitude=53.63, longitude=9.99)
HANEDA = site("HND", country="JP", zone=TOKYO, latitude=35.55, longitude=139.78)
KANSAI = site("KIX", country="JP", zone=TOKYO, latitude=34.43, longitude=135.24)
SUNDAY_24 = dt.date(2027, 10, 24)


def scenario_b() -> tuple[Plan, Circumstances]:
    """Three flights out on Saturday, groups A to D, home over the night when clocks go back."""
    names = [f"P{number:02d}" for number in range(50)]
    build = PlanBuilder(*names)
    for place, letter in enumerate("ABCD"):
        build.group(letter, *names[place * 12 : place * 12 + (14 if letter == "D" else 12)])
    build.plan = replace(
        build.plan,
        visit=replace(
            build.plan.visit, first_day=dt.date(2027, 10, 23), last_day=dt.date(2027, 10, 31),
            zone=TOKYO, direction=Direction.OUTBOUND, emergency_contact="+49 431 988 0",
        ),
    )  # fmt: skip
    for number, (groups, start, end) in enumerate(
        (("A", "2027-10-23 10:00", "2027-10-24 06:30"), ("B", "2027-10-23 13:00", "2027-10-24 09:45"),
         ("CD", "2027-10-23 17:00", "2027-10-24 13:00"))
    ):  # fmt: skip
        out = build.leg(
            f"Flight {number + 1}", start, end, origin=HAMBURG, goal=HANEDA, groups=groups,
            start_zone="Europe/Berlin", end_zone=TOKYO,
        )  # fmt: skip
        leg_as(
            build, out, mode=Mode.FLIGHT, number=f"ZZ {number}", from_country="DE", to_country="JP"
        )
    japan: dict[str, object] = {"start_zone": TOKYO, "end_zone": TOKYO}
    build.item(
        "Welcome dinner", "2027-10-24 19:00", "2027-10-24 21:00", kind=ItemKind.MEAL,
        at_site=TOKYO_HALL, **japan,
    )  # fmt: skip
    guides = [person(f"Guide {letter}") for letter in "ABC"]
    for letter, guide in zip("ABC", guides, strict=True):
        build.item(
            f"Appointments {letter}", f"2027-10-25 {'08:45' if letter == 'A' else '09:00'}",
            "2027-10-25 11:30", at_site=TOKYO_HALL,
            groups=letter, host=guide, **japan,
        )  # fmt: skip
    build.item(
        "Lunch", "2027-10-25 12:00", "2027-10-25 13:00", kind=ItemKind.MEAL, at_site=TOKYO_HALL,
        **japan,
    )  # fmt: skip
    build.item(
        "Forum", "2027-10-25 13:00", "2027-10-25 16:30", at_site=TOKYO_HALL, host=guides[0], **japan
    )
    build.item(
        "Signing", "2027-10-26 10:00", "2027-10-26 11:00", kind=ItemKind.CEREMONY, at_site=KOBE,
        host=guides[1], **japan,
    )  # fmt: skip
    home = build.leg(
        "Flight home", "2027-10-30 23:30", "2027-10-31 05:40", origin=KANSAI, goal=HAMBURG,
        start_zone=TOKYO, end_zone="Europe/Berlin",
    )  # fmt: skip
    leg_as(build, home, mode=Mode.FLIGHT, number="ZZ 9", from_country="JP", to_country="DE")
    build.item(
        "Call from the train", "2027-10-31 02:30", "2027-10-31 02:45", kind=ItemKind.BLOCKER,
        start_zone="Europe/Berlin", end_zone="Europe/Berlin",
    )  # fmt: skip
    papers = tuple(
        BorderPaper(
            id=RecordId(new_id()), delegate_id=one.id, status=PaperStatus.IN_HAND,
            expires_on=dt.date(2027, 10, 28) if one is build.people["P07"] else dt.date(2033, 1, 1),
        )
        for one in build.plan.delegates
    )  # fmt: skip
    return build.plan, Circumstances(today=dt.date(2027, 9, 1), guest_country="DE", papers=papers)


def test_b_fifty_people_with_three_flights_four_groups_and_the_end_of_summer_time() -> None:
    plan, around = scenario_b()

    assert told(findings_of(plan, around)) == sorted(
        [
            # P07's passport ends on the 28th: within the stay in Japan, and before home on the 31st.
            ("conflict", "border.expired", ("Flight 1",)),
            ("conflict", "border.expired", ("Flight home",)),
            # Group D has nothing from a quarter to nine until half past eleven while the others have their appointments.
            ("warning", "audience.idle", ("Appointments A",)),
            # Three and a half hours in one hall without a break.
            ("warning", "rest.break", ("Forum",)),
            # Each of the three flights lands on the day of the dinner after a night in the air.
            ("note", "rest.evening", ("Flight 1", "Welcome dinner")),
            ("note", "rest.evening", ("Flight 2", "Welcome dinner")),
            ("note", "rest.evening", ("Flight 3", "Welcome dinner")),
            # 02:30 comes twice in Berlin that night; the flight at 05:40 is after the change, and right.
            ("note", "time.twice", ("Call from the train",)),
            ("note", "time.twice", ("Call from the train",)),
        ]
    )


def test_b_the_flight_home_is_as_long_as_it_really_is() -> None:
    plan, _around = scenario_b()
    home = next(item for item in plan.items if item.title == "Flight home")

    # 23:30 in Tokyo is 14:30 UTC, 05:40 in Berlin after the change is 04:40 UTC.
    assert home.span.duration == dt.timedelta(hours=14, minutes=10)
