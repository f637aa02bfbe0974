"""What an audience may see: every field is decided, and nothing denied is left in the plan."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import typing

import pytest
from tests import factories
from tests.factories import CPH, MONDAY

from planner.domain.grants import GRANTS
from planner.domain.ids import DelegateId, RecordId, ResourceId, new_id
from planner.domain.itinerary import AudienceKind, ItemHost, ItemKind, ItemResource, ItemStatus
from planner.domain.people import ContactKind, ContactPoint
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, items_of, recipients
from planner.domain.redaction import redacted
from planner.domain.sites import Site
from planner.domain.travel import Resource, Ride
from planner.domain.words import Word, field_names, plain

OUTSIDE = [profile for profile in Profile if profile is not Profile.INTERNAL]


def _plan() -> Plan:
    """Two delegates, one of whom arrives on the second day; a host; a coach; a tour, a talk, a
    blocker and an idea."""
    visit = factories.visit(notes="canary-visit-notes", emergency_contact="+45 1234")
    early = factories.person("Sato", "Hanako", country="JP", notes="canary-person-notes")
    late = factories.person("Mori", "Ken", country="JP")
    host = factories.person("Holm", "Åse", country="DK", notes="canary-host-notes")
    driver = factories.person("Juhl", "Bo", country="DK")
    site = Site(id=new_id(), name="ESS", zone=CPH, notes="canary-site-notes")  # type: ignore[arg-type]
    delegates = tuple(
        factories.Delegate(
            id=DelegateId(new_id()),
            visit_id=visit.id,
            person_id=one.id,
            title="Director",
            rank=place + 1,
            payer="canary-payer",
            arrives_local=None if place == 0 else dt.datetime(2027, 5, 11, 8),
            arrives_zone="" if place == 0 else CPH,
        )
        for place, one in enumerate((early, late))
    )
    day = dt.datetime.combine(MONDAY, dt.time(9))
    items = []
    for number, (kind, title, status) in enumerate(
        [
            (ItemKind.TOUR, "Tour", ItemStatus.CONFIRMED),
            (ItemKind.TALK, "Talk", ItemStatus.TENTATIVE),
            (ItemKind.BLOCKER, "canary-blocker", ItemStatus.CONFIRMED),
            (ItemKind.MEETING, "canary-idea", ItemStatus.IDEA),
        ]
    ):
        start = day + dt.timedelta(days=number // 2, hours=number)
        items.append(
            factories.Item(
                id=new_id(),  # type: ignore[arg-type]
                visit_id=visit.id,
                kind=kind,
                title=title,
                status=status,
                start_local=start,
                start_zone=CPH,
                end_local=start + dt.timedelta(hours=1),
                end_zone=CPH,
                site_id=site.id if number == 0 else None,
                audience=AudienceKind.ALL,
                internal_notes="canary-internal",
                confirmed_by="canary-confirmer",
            )
        )
    coach = Resource(
        id=ResourceId(new_id()), visit_id=visit.id, name="Coach 1", person_id=driver.id
    )
    return Plan(
        visit=visit,
        delegates=delegates,
        items=tuple(items),
        people=(early, late, host, driver),
        contact_points=tuple(
            ContactPoint(id=RecordId(new_id()), person_id=one.id, kind=kind, value=f"{name}-{kind}")
            for one, name in ((early, "early"), (late, "late"), (host, "host"), (driver, "driver"))
            for kind in (ContactKind.EMAIL, ContactKind.PHONE)
        ),
        hosts=(ItemHost(id=RecordId(new_id()), item_id=items[0].id, person_id=host.id),),
        titles={host.id: "Head of section"},
        sites=(site,),
        resources=(coach,),
        bookings=(ItemResource(id=RecordId(new_id()), item_id=items[0].id, resource_id=coach.id),),
    )


def _of(plan: Plan, start: str) -> Recipient:
    return next(one for one in recipients(plan) if one.key.startswith(start))


def _said(plan: Plan) -> str:
    return json.dumps(plain(plan), ensure_ascii=False)


def test_every_field_of_every_part_of_a_plan_is_decided() -> None:
    parts = {
        word
        for hint in typing.get_type_hints(Plan).values()
        for word in (hint, *typing.get_args(hint))
        if isinstance(word, type) and dataclasses.is_dataclass(word) and issubclass(word, Word)
    }

    assert parts == set(GRANTS)
    for word in parts:
        assert set(GRANTS[word]) == set(field_names(word)), word
        assert all(Profile.INTERNAL in granted for granted in GRANTS[word].values()), word


def test_the_office_keeps_everything() -> None:
    plan = _plan()

    assert redacted(plan, Profile.INTERNAL) is plan


@pytest.mark.parametrize("profile", OUTSIDE)
def test_no_internal_word_is_left_for_anybody_outside(profile: Profile) -> None:
    plan = _plan()

    for recipient in (None, *recipients(plan)):
        assert "canary" not in _said(redacted(plan, profile, recipient))


def test_names_stand_in_the_same_order_without_the_country_that_decided_it() -> None:
    plan = _plan()
    seen = redacted(plan, Profile.HOSTS)

    assert [seen.name_of(one) for one in seen.delegates] == [
        plan.name_of(one) for one in plan.delegates
    ]
    assert all(person.country == "" for person in seen.people)


def test_who_is_on_an_entry_stays_right_when_arrivals_are_taken_away() -> None:
    plan = _plan()
    seen = redacted(plan, Profile.HOSTS)

    assert all(one.arrives_local is None for one in seen.delegates)
    for item in seen.items:
        assert seen.heads_on(item) == plan.heads_on(item)


def test_a_delegate_gets_own_entries_and_own_arrival_but_no_other_phone() -> None:
    plan = _plan()
    late = next(
        one for one in recipients(plan) if one.name.startswith("MORI") or "Mori" in one.name
    )
    seen = redacted(plan, Profile.DELEGATES, late, own=True)

    assert [item.title for item in seen.items] == []
    assert seen.delegates[1].arrives_local is not None
    said = _said(redacted(plan, Profile.DELEGATES, late))
    assert "late-phone" in said
    assert "early-phone" not in said
    assert "host-phone" in said


def test_a_driver_learns_of_the_journeys_with_the_own_vehicle_alone() -> None:
    plan = _plan()
    seen = redacted(plan, Profile.DRIVERS, _of(plan, "driver:"))

    assert [item.title for item in seen.items] == ["Tour"]
    assert "Director" not in _said(seen)
    assert seen.contact_points == ()


def test_a_driver_learns_only_who_rides_with_him_where_it_was_said() -> None:
    plan = _plan()
    first = plan.delegates[0]
    plan = dataclasses.replace(
        plan,
        rides=(
            Ride(
                id=RecordId(new_id()),
                item_id=plan.items[0].id,
                resource_id=plan.resources[0].id,
                delegate_id=first.id,
            ),
        ),
    )

    seen = redacted(plan, Profile.DRIVERS, _of(plan, "driver:"))

    assert [one.id for one in seen.delegates] == [first.id]


def test_a_driver_counts_nobody_who_rides_behind_on_one_entry_and_along_on_another() -> None:
    built = factories.PlanBuilder("Sato", "Ito")
    both = [
        Resource(id=ResourceId(new_id()), visit_id=built.plan.visit.id, name=name)
        for name in ("Coach 1", "Coach 2")
    ]
    split = built.leg("To the site", "10:00", "11:00")
    together = built.leg("Back", "15:00", "16:00")
    booked = [(split, both[0]), (split, both[1]), (together, both[0])]
    built.add(
        resources=tuple(both),
        bookings=tuple(
            ItemResource(id=RecordId(new_id()), item_id=item.id, resource_id=one.id)
            for item, one in booked
        ),
        rides=tuple(
            Ride(
                id=RecordId(new_id()),
                item_id=split.id,
                resource_id=one.id,
                delegate_id=built.people[name].id,
            )
            for one, name in zip(both, ("Sato", "Ito"), strict=True)
        ),
    )

    seen = redacted(built.plan, Profile.DRIVERS, _of(built.plan, "driver:"))

    on = {item.title: len(seen.heads_on(item)) for item in seen.items}
    assert on == {"To the site": 1, "Back": 2}


def test_a_site_learns_no_address_that_its_rule_does_not_ask_for() -> None:
    plan = _plan()
    seen = redacted(plan, Profile.SITES, _of(plan, "site:"))

    assert seen.contact_points == ()
    assert all(person.country == "" for person in seen.people)
    assert [item.title for item in seen.items] == ["Tour"]


def test_the_press_sees_only_what_is_open_to_it_and_the_head_of_the_delegation() -> None:
    plan = _plan()
    assert redacted(plan, Profile.PRESS).items == ()

    opened = dataclasses.replace(plan.items[0], open_to_press=True)
    seen = redacted(plan.with_items([opened]), Profile.PRESS)

    assert [item.title for item in seen.items] == ["Tour"]
    assert len(seen.delegates) == 1
    assert "Holm" not in _said(seen)


def test_recipients_are_everybody_in_the_plan_but_placeholders() -> None:
    plan = _plan()
    kinds = [one.kind.value for one in recipients(plan)]

    assert kinds == ["delegate", "delegate", "host", "driver", "site"]
    nobody = dataclasses.replace(plan.delegates[0], person_id=None, placeholder="Head of section")
    without = dataclasses.replace(plan, delegates=(nobody, *plan.delegates[1:]))
    assert [one.kind.value for one in recipients(without)] == ["delegate", "host", "driver", "site"]


def test_a_host_is_concerned_by_what_he_hosts() -> None:
    plan = _plan()

    assert [item.title for item in items_of(plan, _of(plan, "host:"))] == ["Tour"]
