"""What became of a visit: each verb one step, sums apart by currency; visits called off and revived."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from factories import item, organisation, visit
from planner.domain.amounts import parse_amount
from planner.domain.arranging.cloning import Clone
from planner.domain.cost_sums import Sum
from planner.domain.outcomes import CostKind
from planner.domain.visits import Visit, VisitStatus
from planner.errors import NotFound, UserError
from planner.services.afterwards import TEXT_LIMIT
from planner.services.planner import Planner
from services.test_merging import put


class Trip:
    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.visit = visit(title="Delegation")
        self.dinner = item(self.visit.id, "Dinner", "19:00", "21:00")
        self.agency = organisation("Agency")
        put(planner, self.visit, self.dinner, self.agency)

    def cost(self, typed: str, **fields: object) -> None:
        amount = parse_amount(typed, "da")
        self.planner.costs.note(
            self.visit.id,
            minor_units=amount.minor_units,
            currency=amount.currency,
            **fields,
        )


@pytest.fixture
def trip(planner: Planner) -> Trip:
    return Trip(planner)


def test_costs_are_summed_by_payer_and_category_and_never_across_currencies(trip: Trip) -> None:
    trip.cost("1.234,50 DKK", kind=CostKind.MEALS, payer_organisation_id=trip.agency.id)
    trip.cost("100 DKK", kind=CostKind.MEALS, payer="agency", estimated=True)
    trip.cost("12.000 JPY", kind=CostKind.TRAVEL, payer="Guests")
    trip.planner.costs.note(trip.visit.id, kind=CostKind.VENUE)

    whole, payers, kinds = trip.planner.costs.sums(trip.visit.id)

    dkk, jpy = Sum(currency="DKK", total=133450, estimated=10000), Sum(currency="JPY", total=12000)
    assert whole.sums == (dkk, jpy)
    assert whole.open == 1
    assert [(one.name, one.sums) for one in payers] == [
        ("Agency", (dkk,)),
        ("Guests", (jpy,)),
        ("", ()),
    ]
    assert [one.name for one in kinds] == ["travel", "meals", "venue"]
    assert trip.planner.costs.usual_currency(trip.visit.id) == "DKK"


def test_each_verb_is_one_step_and_comes_back_with_undo(trip: Trip) -> None:
    planner, steps = trip.planner, trip.planner.history.count()
    gift = planner.gifts.note(trip.visit.id, description="Book", item_id=trip.dinner.id)
    planner.gifts.edit(gift.id, seen=gift, decision="Kept by the office.")
    planner.gifts.remove(gift.id)
    assert planner.history.count() == steps + 3
    planner.history.undo()
    assert [one.decision for one in planner.gifts.of(trip.visit.id)] == ["Kept by the office."]


def test_outcomes_stand_in_the_order_they_were_given(trip: Trip) -> None:
    outcomes = trip.planner.outcomes
    first, second, third = (outcomes.note(trip.visit.id, text=text) for text in "abc")
    steps = trip.planner.history.count()
    outcomes.order(trip.visit.id, [third.id, first.id])
    assert [one.text for one in outcomes.of(trip.visit.id)] == ["c", "a", "b"]
    assert trip.planner.history.count() == steps + 1
    assert second.rank == 1


def test_what_cannot_be_is_refused_in_a_sentence(trip: Trip) -> None:
    planner, key = trip.planner, trip.visit.id
    elsewhere = visit(title="Another")
    entry = item(elsewhere.id, "Elsewhere", "10:00", "11:00")
    put(planner, elsewhere, entry)
    refused = (
        lambda: planner.costs.note(key, minor_units=-1, currency="DKK"),
        lambda: planner.costs.note(key, minor_units=1, currency="DKR"),
        lambda: planner.gifts.note(key, item_id=entry.id),
        lambda: planner.outcomes.note(key, text="x" * (TEXT_LIMIT + 1)),
        lambda: planner.mentions.note(key, url="javascript:alert(1)"),
    )
    steps = planner.history.count()
    for verb in refused:
        with pytest.raises(UserError):
            verb()
    with pytest.raises(NotFound):
        planner.outcomes.note(type(key)("0" * 32), text="x")
    assert planner.history.count() == steps


def test_the_list_stays_in_order_of_days(trip: Trip) -> None:
    note = trip.planner.mentions.note
    note(trip.visit.id, title="later", published_on=dt.date(2027, 5, 14))
    note(trip.visit.id, title="never")
    note(trip.visit.id, title="first", published_on=dt.date(2027, 5, 12))
    assert [one.title for one in trip.planner.mentions.of(trip.visit.id)] == [
        *("first", "later", "never")
    ]


# called off and revived


def test_a_visit_called_off_is_revived_once_and_both_say_so(trip: Trip) -> None:
    planner, key = trip.planner, trip.visit.id
    with pytest.raises(UserError, match="neither cancelled nor postponed"):
        planner.reviving.revive(key, Clone())
    planner.visits.edit(key, status=VisitStatus.CANCELLED, status_reason="Elections")
    steps = planner.history.count()

    made = planner.reviving.revive(key, Clone(first_day=dt.date(2028, 5, 8)))

    assert planner.history.count() == steps + 1
    after = planner.reviving.links(key).after
    assert after is not None
    assert (after.id, after.status, after.status_reason) == (made, VisitStatus.IDEA, "")
    assert [one.status_reason for one in planner.reviving.links(made).before] == ["Elections"]
    with pytest.raises(UserError, match="revived already"):
        planner.reviving.revive(key, Clone())
    planner.history.undo()
    assert planner.reviving.links(key).after is None


def test_a_visit_never_follows_itself(trip: Trip) -> None:
    planner, key = trip.planner, trip.visit.id
    other: Visit = replace(visit(title="Other"), status=VisitStatus.PLANNED)
    put(planner, other)
    planner.reviving.link(key, other.id)
    with pytest.raises(UserError):
        planner.reviving.link(other.id, key)
    with pytest.raises(UserError):
        planner.reviving.link(key, key)
    planner.reviving.link(key, None)
    assert planner.reviving.links(other.id).before == ()
