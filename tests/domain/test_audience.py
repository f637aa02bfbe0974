"""Counting heads under a rule that nobody has written yet."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import CPH, MONDAY, PlanBuilder
from planner.domain.audience import Rule, heads_under
from planner.domain.ids import DelegateId, GroupId
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


A, B, SATO = GroupId("A"), GroupId("B"), DelegateId("Sato")


@pytest.mark.parametrize(
    ("rule", "group", "on", "kind", "groups"),
    [
        (Rule(kind=AudienceKind.ALL), A, True, AudienceKind.GROUPS, {A}),
        (Rule(kind=AudienceKind.ALL), A, False, AudienceKind.ALL_EXCEPT, {A}),
        (Rule(kind=AudienceKind.GROUPS, groups=frozenset({A})), B, True, "groups", {A, B}),
        (Rule(kind=AudienceKind.GROUPS, groups=frozenset({A})), A, False, "all", set()),
        (Rule(kind=AudienceKind.GROUPS, groups=frozenset({A})), B, False, "groups", {A}),
        (Rule(kind=AudienceKind.ALL_EXCEPT, groups=frozenset({A})), B, False, None, {A, B}),
        (Rule(kind=AudienceKind.ALL_EXCEPT, groups=frozenset({A})), A, True, "all", set()),
    ],
)
def test_a_group_is_put_on_or_off_by_the_nearest_rule(
    rule: Rule, group: GroupId, on: bool, kind: str | None, groups: set[GroupId]
) -> None:
    changed = rule.with_group(group, on)

    assert changed.kind == (kind or rule.kind)
    assert changed.groups == groups
    assert changed.kind is AudienceKind.ALL or changed.has(group) is on


@given(
    st.sampled_from([AudienceKind.GROUPS, AudienceKind.NAMED, AudienceKind.ALL_EXCEPT]),
    st.frozensets(st.sampled_from([A, B])),
    st.lists(st.tuples(st.sampled_from([A, B]), st.booleans()), max_size=6),
)
def test_no_choice_of_groups_drops_a_name(
    kind: AudienceKind, groups: frozenset[GroupId], steps: list[tuple[GroupId, bool]]
) -> None:
    rule = Rule(kind=kind, groups=groups, delegates=frozenset({SATO}))
    for group, on in steps:
        rule = rule.with_group(group, on)

    assert rule.delegates == {SATO}
