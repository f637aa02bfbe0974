"""One light for the visit and one for each site, and every reason is a finding."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories import PlanBuilder, person, site
from planner.domain.checks import findings_of
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.itinerary import ItemKind
from planner.domain.readiness import Light, readiness


def test_a_site_with_a_conflict_blocks_and_names_it() -> None:
    ess, nbi = site("ESS"), site("NBI")
    build = PlanBuilder("Abe")
    build.item("Tour", "09:00", "10:00", at_site=ess, host=person("Nilsson"))
    build.item("Talks", "09:30", "10:30", at_site=ess, host=person("Holm"))
    build.item("Dinner", "19:00", "20:00", at_site=nbi, kind=ItemKind.MEAL)

    found = readiness(build.plan, findings_of(build.plan))

    assert found.light is Light.BLOCKED
    assert [(one.name, one.light) for one in found.sites] == [
        ("ESS", Light.BLOCKED),
        ("NBI", Light.READY),
    ]
    assert found.sites[0].reasons[0].kind == "overlap.people"


def test_a_warning_asks_for_a_look_and_an_accepted_one_does_not() -> None:
    ess = site("ESS")
    build = PlanBuilder("Abe")
    build.item("Tour", "09:00", "10:00", at_site=ess)
    (finding,) = [one for one in findings_of(build.plan) if one.severity > Severity.NOTE]

    assert readiness(build.plan, [finding]).light is Light.LOOK
    assert readiness(build.plan, [replace(finding, accepted="she knows")]).light is Light.READY


@given(st.lists(st.sampled_from(Severity), max_size=6))
def test_the_light_is_that_of_the_worst_and_more_findings_never_better_it(
    severities: list[Severity],
) -> None:
    build = PlanBuilder("Abe")
    found = [
        Finding("x", severity, (Subject("item", str(number)),))
        for number, severity in enumerate(severities)
    ]
    lights = [readiness(build.plan, found[:count]).light for count in range(len(found) + 1)]

    assert lights == sorted(lights)
    worst = max(severities, default=Severity.NOTE)
    assert lights[-1] == {0: Light.READY, 1: Light.LOOK, 2: Light.BLOCKED}[int(worst)]
