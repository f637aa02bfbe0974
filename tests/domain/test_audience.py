"""Counting heads under a rule that nobody has written yet."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import CPH, MONDAY, PlanBuilder
from planner.domain.audience import heads_under
from planner.domain.itinerary import AudienceKind


@pytest.mark.parametrize(
    ("kind", "named", "heads"),
    [
        (AudienceKind.ALL, (), 4),
        (AudienceKind.GROUPS, ("A",), 2),
        (AudienceKind.GROUPS, (), 0),
        (AudienceKind.NAMED, ("Sato",), 1),
        (AudienceKind.ALL_EXCEPT, ("A", "Sato"), 1),
    ],
)
def test_a_rule_is_counted_without_writing_it(
    kind: AudienceKind, named: tuple[str, ...], heads: int
) -> None:
    build = PlanBuilder("Abe", "Ono", "Sato", "Doi")
    build.group("A", "Abe", "Ono")
    talk = build.item("Talk", "09:00", "10:00", named=("Abe",))
    plan = build.plan
    keys = {one.id for one in plan.groups if one.letter in named}
    keys |= (
        {one.id for one in plan.delegates if plan.name_of(one).startswith("Sato")}
        if ("Sato" in named)
        else set()
    )

    assert heads_under(plan, talk, kind, keys) == heads
    assert len(plan.on(talk)) == 1, "the plan itself stays"


def test_who_has_not_arrived_is_not_counted_under_a_rule_about_all() -> None:
    build = PlanBuilder("Abe")
    build.delegate("Late", arrives_local=dt.datetime.combine(MONDAY, dt.time(12)), arrives_zone=CPH)
    morning = build.item("Talk", "09:00", "10:00")

    assert heads_under(build.plan, morning, AudienceKind.ALL, ()) == 1
