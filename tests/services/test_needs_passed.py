"""Noting that a kitchen or a site was told the needs: on a real library, counts only."""

from __future__ import annotations

import json

import pytest

from factories import item, person, visit
from planner.domain.findings import Finding
from planner.domain.ids import DelegateId, ItemId, RecordId, new_id
from planner.domain.itinerary import AudienceKind, Item, ItemAudience, ItemKind
from planner.domain.visits import Delegate, Need, NeedKind, NeedPassed, Visit
from planner.errors import NotFound
from planner.phrases import fix
from planner.services.planner import Planner

SECRET = "No shellfish whatever"


class Table:
    """A lunch for two: one with a diet and an access need, one without any."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.visit: Visit = visit()
        who = [person("Abe"), person("Sato")]
        self.delegates = [
            Delegate(id=DelegateId(new_id()), visit_id=self.visit.id, person_id=one.id)
            for one in who
        ]
        self.lunch: Item = item(
            self.visit.id, "Lunch", "12:00", "13:00", kind=ItemKind.MEAL, place="Canteen"
        )
        with planner._core.work("Keep", {}) as work:
            work.add_all([self.visit, *who, *self.delegates, self.lunch])
        self.need(0, NeedKind.DIET)
        self.need(0, NeedKind.ACCESS)

    def need(self, place: int, kind: NeedKind) -> None:
        one = Need(
            id=RecordId(new_id()), delegate_id=self.delegates[place].id, kind=kind, text=SECRET
        )
        with self.planner._core.work("Keep", {}) as work:
            work.add(one)

    def findings(self) -> list[Finding]:
        plan = self.planner.visits.plan(self.visit.id)
        return [
            one for one in self.planner.checking.findings(plan) if one.kind.startswith("needs.")
        ]

    def passed(self) -> list[NeedPassed]:
        return self.planner.keeper(NeedPassed).of(item_id=self.lunch.id)


@pytest.fixture
def table(planner: Planner) -> Table:
    return Table(planner)


def test_passing_on_settles_the_finding_as_one_step_that_can_be_undone(table: Table) -> None:
    assert len(table.findings()) == 1

    assert table.planner.delegations.pass_needs(table.lunch.id) == 1
    assert table.findings() == []

    table.planner.history.undo()
    assert len(table.findings()) == 1
    assert table.passed() == []


def test_only_what_concerns_the_kitchen_is_noted_unless_kinds_are_named(table: Table) -> None:
    assert table.planner.delegations.pass_needs(table.lunch.id) == 1
    assert table.planner.delegations.pass_needs(table.lunch.id, [NeedKind.ACCESS]) == 1
    assert len(table.passed()) == 2


def test_passing_on_twice_writes_nothing_the_second_time(table: Table) -> None:
    table.planner.delegations.pass_needs(table.lunch.id)
    steps = len(table.planner.history.page(0, 100))

    assert table.planner.delegations.pass_needs(table.lunch.id) == 0
    assert len(table.planner.history.page(0, 100)) == steps
    assert len(table.passed()) == 1


def test_a_need_that_comes_later_opens_the_finding_again(table: Table) -> None:
    table.planner.delegations.pass_needs(table.lunch.id)
    table.need(1, NeedKind.RELIGION)

    (found,) = table.findings()

    assert found.facts["count"] == 1
    assert table.planner.delegations.pass_needs(table.lunch.id) == 1


def test_needs_of_who_is_not_on_it_are_not_passed_on(table: Table) -> None:
    table.need(1, NeedKind.DIET)
    link = ItemAudience(
        id=RecordId(new_id()), item_id=table.lunch.id, delegate_id=table.delegates[1].id
    )
    with table.planner._core.work("Keep", {}) as work:
        work.change(Item, table.lunch.id, audience=AudienceKind.NAMED)
        work.add(link)

    assert table.planner.delegations.pass_needs(table.lunch.id) == 1


def test_taking_back_by_kind_leaves_the_others(table: Table) -> None:
    table.planner.delegations.pass_needs(table.lunch.id, list(NeedKind))

    assert table.planner.delegations.take_back_needs(table.lunch.id, [NeedKind.ACCESS]) == 1
    assert table.findings() == []
    assert table.planner.delegations.take_back_needs(table.lunch.id) == 1
    assert len(table.findings()) == 1
    assert table.planner.delegations.take_back_needs(table.lunch.id) == 0


def test_an_item_that_is_gone_is_said(table: Table) -> None:
    with pytest.raises(NotFound):
        table.planner.delegations.pass_needs(ItemId(new_id()))
    with pytest.raises(NotFound):
        table.planner.delegations.take_back_needs(ItemId(new_id()))


def test_the_way_out_of_the_finding_passes_them_on(table: Table) -> None:
    plan = table.planner.visits.plan(table.visit.id)
    (finding,) = table.findings()

    (way,) = table.planner.fixing.fixes(plan, finding)
    table.planner.fixing.apply(plan, way)

    assert "Lunch" in fix(way.kind, way.facts)
    assert table.findings() == []


def test_neither_the_step_nor_the_notes_tell_the_need_or_whose_it_is(table: Table) -> None:
    table.planner.delegations.pass_needs(table.lunch.id)

    (latest, *_rest) = table.planner.history.page(0, 1)
    written = json.dumps([repr(latest), [repr(one) for one in table.passed()]])

    assert SECRET not in written
    assert "Abe" not in written
