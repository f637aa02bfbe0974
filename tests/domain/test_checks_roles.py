"""One person in two roles, in two visits, and over a whole year."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories import PlanBuilder, person
from planner.domain.checks import Circumstances, Elsewhere, findings_of
from planner.domain.checks.circumstances import OtherVisit
from planner.domain.checks.year import clashes
from planner.domain.findings import Finding, Severity
from planner.domain.ids import PersonId, RecordId, ResourceId, VisitId, new_id
from planner.domain.itinerary import ItemResource
from planner.domain.plan import Plan
from planner.domain.travel import Resource, ResourceKind
from planner.phrases import sentence


def of(plan: Plan, prefix: str, around: Circumstances | None = None) -> list[Finding]:
    return [one for one in findings_of(plan, around) if one.kind.startswith(prefix)]


def person_of(build: PlanBuilder, name: str) -> PersonId:
    key = build.people[name].person_id
    assert key is not None
    return key


# roles


def test_a_delegate_cannot_host_elsewhere_at_the_same_time() -> None:
    build = PlanBuilder("Abe", "Endo")
    abe = build.plan.person[person_of(build, "Abe")]
    build.item("Tour", "09:00", "11:00", named=("Abe",))
    build.item("Talks", "10:00", "12:00", named=("Endo",), host=abe)

    (finding,) = of(build.plan, "overlap.")

    assert (finding.kind, finding.severity) == ("overlap.roles", Severity.CONFLICT)
    assert sentence(finding).startswith("Abe has another part in each of “Tour” and “Talks”")


def test_the_head_of_a_delegation_may_host_its_own_dinner() -> None:
    build = PlanBuilder("Abe", "Endo")
    build.item("Dinner", "19:00", "21:00", host=build.plan.person[person_of(build, "Abe")])

    assert of(build.plan, "overlap.") == []


def test_a_host_who_also_interprets_next_door_is_in_two_places() -> None:
    host = person("Nilsson", "Eva")
    build = PlanBuilder("Abe", "Endo")
    build.item("Tour", "09:00", "11:00", named=("Abe",), host=host)
    talks = build.item("Talks", "10:00", "12:00", named=("Endo",))
    speaker = Resource(
        id=ResourceId(new_id()), kind=ResourceKind.INTERPRETER, name="Eva", person_id=host.id
    )
    build.add(
        resources=(speaker,),
        bookings=(ItemResource(id=RecordId(new_id()), item_id=talks.id, resource_id=speaker.id),),
    )

    assert [one.kind for one in of(build.plan, "overlap.")] == ["overlap.roles"]


# two visits


def elsewhere(build: PlanBuilder, name: str, start: str, end: str) -> Elsewhere:
    other = PlanBuilder(name)
    there = other.item("Tour", start, end)
    return Elsewhere(there, "Other visit", "person", person_of(build, name))


def test_a_delegate_whom_another_visit_needs_at_the_same_time_is_a_conflict() -> None:
    build = PlanBuilder("Abe", "Endo")
    build.item("Talks", "09:00", "10:00")
    build.item("Late talks", "14:00", "15:00")
    there = elsewhere(build, "Abe", "09:30", "14:30")
    other = OtherVisit(VisitId(there.item.visit_id), "Other visit")
    around = Circumstances(elsewhere=(there,), double_visits=((person_of(build, "Abe"), other),))

    (finding,) = of(build.plan, "visit.", around)

    assert (finding.kind, finding.severity, finding.measure) == (
        "visit.clash",
        Severity.CONFLICT,
        1,
    )
    assert sentence(finding) == (
        "Abe: needed for “Talks” (Mon 10 May 09:00) and for “Tour” of the visit Other visit."
    )


def test_the_same_days_without_an_overlap_are_a_warning_for_each_visit() -> None:
    build = PlanBuilder("Abe", "Endo")
    build.item("Talks", "09:00", "10:00")
    other = OtherVisit(VisitId(new_id()), "Other visit")
    people = [person_of(build, name) for name in ("Abe", "Endo")]
    around = Circumstances(double_visits=tuple((key, other) for key in people))

    (finding,) = of(build.plan, "visit.", around)

    assert (finding.kind, finding.severity) == ("visit.twice", Severity.WARNING)
    assert sentence(finding).startswith("Abe, Endo: also in the delegation of “Other visit”")


def test_who_is_not_on_the_entry_is_not_missed_there() -> None:
    build = PlanBuilder("Abe", "Endo")
    build.item("Talks", "09:00", "10:00", named=("Endo",))
    around = Circumstances(elsewhere=(elsewhere(build, "Abe", "09:30", "11:00"),))

    assert of(build.plan, "visit.", around) == []


def test_an_interpreter_booked_by_another_visit_in_person_is_found() -> None:
    speaker = Resource(
        id=ResourceId(new_id()), kind=ResourceKind.INTERPRETER, name="Eva", person_id=PersonId("p")
    )
    build = PlanBuilder("Abe")
    talks = build.item("Talks", "09:00", "10:00")
    build.add(
        resources=(speaker,),
        bookings=(ItemResource(id=RecordId(new_id()), item_id=talks.id, resource_id=speaker.id),),
    )
    there = replace(elsewhere(build, "Abe", "09:30", "11:00"), key="p")

    assert [one.kind for one in of(build.plan, "overlap.", Circumstances(elsewhere=(there,)))] == [
        "overlap.elsewhere"
    ]


# a year


BOOKINGS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 20), st.integers(0, 6), st.integers(0, 9)).map(
        lambda one: (one[0], one[1], one[1] + one[2], one[3])
    ),
    max_size=14,
)


@given(BOOKINGS)
def test_the_sweep_over_a_year_finds_the_same_as_looking_at_every_pair(
    bookings: list[tuple[str, int, int, int]],
) -> None:
    found = [(who, frozenset((one, other))) for who, one, other in clashes(bookings)]

    assert len(found) == len(set(found))
    assert set(found) == {
        (one[0], frozenset((one[3], two[3])))
        for one, two in itertools.combinations(bookings, 2)
        if one[0] == two[0] and one[3] != two[3] and max(one[1], two[1]) < min(one[2], two[2])
    }


def test_the_earlier_item_comes_first_and_touching_ends_do_not_clash() -> None:
    bookings = [("a", 30, 60, 2), ("a", 0, 30, 1), ("a", 20, 40, 3), ("b", 0, 60, 4)]

    assert list(clashes(bookings)) == [("a", 1, 3), ("a", 3, 2)]
