"""Ways out of a finding: each one solves it and brings no new conflict."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories import PlanBuilder, at, item, organisation, person, site
from planner.domain.arranging.proposals import Proposal
from planner.domain.checks import Circumstances, findings_of
from planner.domain.checks.circumstances import Elsewhere
from planner.domain.findings import Finding, Severity
from planner.domain.fixes import Fix, fixes_of
from planner.domain.ids import RecordId, VisitId, new_id
from planner.domain.itinerary import Interpreting, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.sites import OpeningHours, SiteRule, SiteRuleKind
from planner.domain.travel import TravelTime
from planner.phrases import FIXED, FIXES, fix, fixed

NOWHERE = Circumstances()


def finding_of(plan: Plan, kind: str, around: Circumstances = NOWHERE) -> Finding:
    return next(one for one in findings_of(plan, around) if one.kind == kind)


def conflicts(plan: Plan, around: Circumstances = NOWHERE) -> set[str]:
    return {one.key for one in findings_of(plan, around) if one.severity is Severity.CONFLICT}


def proposal_of(way: Fix) -> Proposal:
    assert way.proposal is not None
    return way.proposal


def clock(plan: Plan, title: str) -> str:
    item = next(one for one in plan.items if one.title == title)
    assert item.start_local is not None
    return f"{item.start_local:%a %H:%M}"


def test_the_nearest_free_place_is_offered_for_an_overlap() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "11:00")
    build.item("Tour", "10:00", "11:00", status=ItemStatus.TENTATIVE)

    (first, *_rest) = fixes_of(build.plan, NOWHERE, finding_of(build.plan, "overlap.people"))

    assert first.kind == "move"
    assert clock(proposal_of(first).applied(build.plan), "Tour") in ("Mon 11:00", "Mon 08:00")


def test_what_is_fixed_is_never_moved() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "11:00", fixed=True)
    build.item("Tour", "10:00", "11:00", fixed=True)

    assert fixes_of(build.plan, NOWHERE, finding_of(build.plan, "overlap.people")) == ()


def test_a_short_transfer_starts_the_second_one_later_with_what_follows() -> None:
    ess, max_iv = site("ESS"), site("MAX IV")
    build = PlanBuilder("Abe")
    build.item("Tour", "09:00", "10:00", at_site=ess)
    build.item("Beamline", "10:00", "11:00", at_site=max_iv)
    build.item("Coffee", "11:00", "11:30", at_site=max_iv)
    around = Circumstances(
        travel_times=(
            TravelTime(
                id=RecordId(new_id()), from_site_id=ess.id, to_site_id=max_iv.id, minutes=12
            ),
        )
    )
    (first, *_rest) = fixes_of(build.plan, around, finding_of(build.plan, "transfer.short", around))

    after = proposal_of(first).applied(build.plan)
    assert first.kind == "later"
    assert [clock(after, title) for title in ("Beamline", "Coffee")] == ["Mon 10:15", "Mon 11:15"]
    assert not conflicts(after, around)


def test_a_group_above_the_limit_is_split() -> None:
    small = site("Small")
    build = PlanBuilder(*[f"P{number}" for number in range(9)])
    build.item("Tour", "09:00", "10:00", at_site=small, kind=ItemKind.TOUR)
    build.add(
        rules=(
            SiteRule(
                id=RecordId(new_id()), site_id=small.id, kind=SiteRuleKind.MAX_GROUP, number=4
            ),
        )
    )
    (first, *_rest) = fixes_of(build.plan, NOWHERE, finding_of(build.plan, "site.group"))

    assert first.kind == "split"
    assert first.split is not None
    assert [len(part.delegates) for part in first.split.subgroups] == [3, 3, 3]
    assert not conflicts(first.split.applied(build.plan))


def test_consecutive_interpreting_gets_double_the_time() -> None:
    build = PlanBuilder("Abe")
    build.item(
        "Courtesy call", "09:00", "09:30", kind=ItemKind.MEETING,
        interpreting=Interpreting.CONSECUTIVE,
    )  # fmt: skip
    build.item("Tour", "09:45", "10:45")

    (first, *_rest) = fixes_of(build.plan, NOWHERE, finding_of(build.plan, "interpreting.short"))

    after = proposal_of(first).applied(build.plan)
    assert [clock(after, "Courtesy call"), clock(after, "Tour")] == ["Mon 09:00", "Mon 10:15"]


def test_a_time_that_comes_twice_offers_the_other_one_and_a_skipped_one_an_hour_later() -> None:
    build = PlanBuilder("Abe")
    build.item("Night", "2027-10-31 02:30", "2027-10-31 04:00")
    build.item("Gap", "2027-03-28 02:30", "2027-03-28 04:00")
    twice, gap = (finding_of(build.plan, kind) for kind in ("time.twice", "time.skipped"))

    (other,) = fixes_of(build.plan, NOWHERE, twice)
    later, earlier = fixes_of(build.plan, NOWHERE, gap)

    assert other.kind == "second_time"
    assert proposal_of(other).applied(build.plan).items[0].start_fold == 1
    assert clock(proposal_of(later).applied(build.plan), "Gap") == "Sun 03:30"
    assert clock(proposal_of(earlier).applied(build.plan), "Gap") == "Sun 01:30"


def test_of_a_skipped_start_only_the_start_moves_and_the_choices_can_be_told_apart() -> None:
    build = PlanBuilder("Abe")
    build.item("Early", "2027-03-28 02:30", "2027-03-28 04:30")

    ways = {
        way.kind: way
        for way in fixes_of(build.plan, NOWHERE, finding_of(build.plan, "time.skipped"))
    }

    assert list(ways) == ["hour_on", "hour_back"]
    for kind, start in (("hour_on", "03:30"), ("hour_back", "01:30")):
        (early,) = proposal_of(ways[kind]).applied(build.plan).items
        assert early.start_local == at(f"2027-03-28 {start}")
        assert early.end_local == at("2027-03-28 04:30")


def test_no_choice_of_two_equal_times_makes_an_entry_without_length() -> None:
    build = PlanBuilder("Abe")
    build.item("Night", "2027-10-31 02:30", "2027-10-31 02:30", end_fold=1)
    both = [one for one in findings_of(build.plan) if one.kind == "time.twice"]

    assert len(both) == 2
    for finding in both:
        for way in fixes_of(build.plan, NOWHERE, finding):
            assert way.proposal is None or way.proposal.applied(build.plan).items[0].span.duration


def test_a_host_in_two_places_gives_one_of_them_to_somebody_else() -> None:
    host = person("Nilsson", "Eva")
    build = PlanBuilder("Abe", "Sato")
    build.group("A", "Abe")
    build.group("B", "Sato")
    build.item("One", "09:00", "10:00", host=host, groups="A", fixed=True)
    build.item("Two", "09:30", "10:30", host=host, groups="B", fixed=True)

    ways = fixes_of(build.plan, NOWHERE, finding_of(build.plan, "overlap.host"))

    assert [way.kind for way in ways] == ["open"], "nobody would be left to receive them"

    house = organisation("Niels Bohr Institute")
    build.plan = replace(
        build.plan,
        organisations=(*build.plan.organisations, house),
        sites=(site("NBI", organisation_id=house.id),),
    )
    build.plan = build.plan.with_items(
        replace(item, site_id=build.plan.sites[0].id) for item in build.plan.items
    )

    ways = fixes_of(build.plan, NOWHERE, finding_of(build.plan, "overlap.host"))

    assert [way.kind for way in ways] == ["other_host", "open"]
    assert ways[0].hosts == ((), (house.id,))
    assert "Let Niels Bohr Institute receive at" in fix(ways[0].kind, ways[0].facts)
    assert fixed(ways[0].kind, ways[0].facts).endswith("now: Niels Bohr Institute")


def test_a_move_goes_where_nothing_new_is_wrong() -> None:
    lab = site("ESS", country="SE")
    build = PlanBuilder("Abe", "Sato")
    build.item("Workshop", "08:00", "12:00", at_site=lab, fixed=True)
    build.item("Tour", "09:00", "11:00", at_site=lab)
    hours = OpeningHours(
        id=RecordId(new_id()), site_id=lab.id, weekday=0, opens=dt.time(8), closes=dt.time(15)
    )
    build.plan = replace(build.plan, hours=(hours,))
    before = {one.key for one in findings_of(build.plan)}

    (way, *_rest) = fixes_of(build.plan, NOWHERE, finding_of(build.plan, "overlap.people"))

    after = findings_of(proposal_of(way).applied(build.plan))
    assert [one for one in after if one.key not in before and one.severity > Severity.NOTE] == []


def test_a_split_knows_what_the_host_does_for_other_visits() -> None:
    host = person("Nilsson", "Eva")
    build = PlanBuilder("Abe", "Sato", "Ito", "Mori")
    lab = site("ESS")
    build.item("Tour", "10:00", "11:00", at_site=lab, host=host, kind=ItemKind.TOUR)
    rule = SiteRule(id=RecordId(new_id()), site_id=lab.id, kind=SiteRuleKind.MAX_GROUP, number=2)
    build.plan = replace(build.plan, rules=(rule,))
    other = item(VisitId(new_id()), "Elsewhere", "11:00", "18:00", kind=ItemKind.MEETING)
    around = Circumstances(elsewhere=(Elsewhere(other, "Another visit", "person", host.id),))
    finding = next(one for one in findings_of(build.plan, around) if one.kind == "site.group")

    way = next(way for way in fixes_of(build.plan, around, finding) if way.split is not None)

    assert way.split is not None
    found = findings_of(way.split.applied(build.plan), around)
    assert [one for one in found if one.kind.startswith("overlap")] == []


def test_a_gap_opens_the_field_that_a_person_fills_in() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "11:00")

    (way,) = fixes_of(build.plan, NOWHERE, finding_of(build.plan, "host.missing"))

    assert (way.kind, way.opens) == ("open", "hosts")


@given(
    st.lists(
        st.tuples(st.integers(32, 68), st.integers(1, 8), st.booleans()), min_size=2, max_size=7
    )
)
def test_a_move_solves_its_finding_and_brings_no_conflict(
    wanted: list[tuple[int, int, bool]],
) -> None:
    build = PlanBuilder("Abe")
    for number, (start, length, bound) in enumerate(wanted):
        end = start + length
        build.item(
            f"Item {number}", f"{start // 4:02d}:{start % 4 * 15:02d}",
            f"{end // 4:02d}:{end % 4 * 15:02d}", fixed=bound,
        )  # fmt: skip
    before = conflicts(build.plan)
    for finding in findings_of(build.plan):
        if finding.kind != "overlap.people":
            continue
        for way in fixes_of(build.plan, NOWHERE, finding):
            assert fix(way.kind, way.facts)
            if way.proposal is not None:
                after = conflicts(way.proposal.applied(build.plan))
                assert finding.key not in after
                assert after <= before


def test_every_kind_of_fix_has_words() -> None:
    assert set(FIXES) >= {"move", "later", "split", "longer", "confirm", "other_host", "open"}
    assert set(FIXED) == set(FIXES) - {"split", "open"}, "these are looked at before they are done"
