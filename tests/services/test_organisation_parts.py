"""Organisations over time: names, successors, members, postings, and their tree."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import item, organisation, person, visit
from planner.domain.ids import OrganisationId, RecordId, new_id
from planner.domain.itinerary import Item, ItemHost
from planner.domain.organisation_visits import Involvement
from planner.domain.organisations import Membership, OrganisationKind, OrganisationName, Posting
from planner.domain.times import PartialDate
from planner.domain.visits import Delegate, Visit, VisitStatus
from planner.errors import UserError
from planner.services.planner import Planner

ON = dt.date(2017, 2, 1)


def add(planner: Planner, name: str, **fields: object) -> OrganisationId:
    return planner.organisations.add(organisation(name, **fields))


def test_a_renamed_organisation_keeps_its_former_name_and_is_found_by_it(planner: Planner) -> None:
    key = add(planner, "DASTI", acronym="DASTI")
    planner.organisations.rename(key, "Agency for Science", ON, acronym="SFU")

    card = planner.organisations.card(key)
    assert (card.organisation.name, card.organisation.acronym) == ("Agency for Science", "SFU")
    assert {(one.name, one.valid_to) for one in card.names} == {("DASTI", "2017-01-31")}
    assert [line.id for line in planner.organisations.page(text="dasti")] == [key]
    step = planner.history.next_undo()
    assert step is not None
    planner.history.undo()
    assert planner.organisations.card(key).organisation.name == "DASTI"
    assert planner.organisations.card(key).names == ()


def test_the_same_name_is_no_new_one(planner: Planner) -> None:
    key = add(planner, "DASTI")
    for name in ("DASTI", " "):
        with pytest.raises(UserError, match="no new name"):
            planner.organisations.rename(key, name, ON)


def test_a_successor_takes_over_from_a_day_on(planner: Planner) -> None:
    old, new = add(planner, "DASTI"), add(planner, "Agency for Science")
    planner.organisations.succeed(old, new, ON)

    assert planner.organisations.card(old).organisation.valid_to == "2017-01-31"
    assert planner.organisations.card(new).organisation.valid_from == "2017-02-01"
    assert planner.organisations.ties(old).successor == (new, "Agency for Science")
    assert planner.organisations.ties(new).predecessors == ((old, "DASTI"),)
    for heir in (new, old):
        with pytest.raises(UserError, match="follow itself"):
            planner.organisations.succeed(new, old if heir == new else new, ON)


def test_members_are_named_or_counted_by_kind(planner: Planner) -> None:
    cluster, university = add(planner, "Cluster"), add(planner, "Lund University")

    def member(**fields: object) -> Membership:
        return Membership(id=RecordId(new_id()), organisation_id=cluster, **fields)  # type: ignore[arg-type]

    planner.memberships.add(member(member_id=university))
    planner.memberships.add(member(member_kind="region", count=5))
    planner.memberships.add(member(member_kind="bank", count=3, valid_to=PartialDate("2020")))

    ties = planner.organisations.ties(cluster)
    assert {one.name for one in ties.members} == {"Lund University", "region", "bank"}
    assert ties.member_count == 6
    assert planner.organisations.ties(university).member_of == ((cluster, "Cluster"),)
    wrong = [
        ({}, "some of a kind"), ({"member_id": cluster}, "itself"),
        ({"member_id": university}, "already"), ({"member_kind": "x", "count": 0}, "at least one"),
    ]  # fmt: skip
    for fields, why in wrong:
        with pytest.raises(UserError, match=why):
            planner.memberships.add(member(**fields))


def test_names_and_postings_have_right_dates(planner: Planner) -> None:
    key = add(planner, "MEXT")
    name = OrganisationName(id=RecordId(new_id()), organisation_id=key, language="da", name="MEXT")
    planner.organisation_names.add(name)
    with pytest.raises(UserError, match="before it begins"):
        planner.organisation_names.edit(
            name.id, valid_from=PartialDate("2020"), valid_to=PartialDate("2019")
        )
    with pytest.raises(UserError, match="language tag"):
        planner.organisation_names.edit(name.id, language="Danish!")
    holder = planner.contacts.add(person())
    posting = Posting(id=RecordId(new_id()), organisation_id=key, person_id=holder, title="Attaché")
    planner.postings.add(posting)
    with pytest.raises(UserError, match="no date"):
        planner.postings.edit(posting.id, valid_to=PartialDate("soon"))


def test_the_tree_is_read_level_by_level(planner: Planner) -> None:
    ministry = add(planner, "Ministry")
    agency = add(planner, "Agency", parent_id=ministry)
    office = add(planner, "Office", parent_id=agency)
    add(planner, "Archive")

    assert [(one.name, one.below) for one in planner.organisations.branches()] == [
        ("Ministry", 1),
        ("Archive", 0),
    ]
    assert [one.name for one in planner.organisations.branches(ministry)] == ["Agency"]
    assert planner.organisations.path_to(office) == [ministry, agency, office]
    for above in (office, ministry):
        with pytest.raises(UserError, match="part of itself"):
            planner.organisations.edit(ministry, parent_id=above)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(["Alpha", "Beta", "Gamma"]), min_size=1, max_size=5))
def test_an_organisation_is_found_by_every_name_it_ever_had(
    planner: Planner, names: list[str]
) -> None:
    mark = new_id()[-6:]
    key = add(planner, f"Start{mark}")
    had = {f"Start{mark}"}
    for number, name in enumerate(names):
        new = f"{name}{mark}"
        if new == planner.organisations.keeper.get(key).name:
            continue
        planner.organisations.rename(key, new, ON + dt.timedelta(number))
        had.add(new)
    for name in had:
        assert [line.id for line in planner.organisations.page(text=name)] == [key]


def test_an_old_programme_keeps_the_old_name(planner: Planner) -> None:
    agency = add(planner, "DASTI", acronym="DASTI")
    host = planner.contacts.add(person(), organisation="DASTI", title="Director")
    planner.organisations.rename(agency, "Agency for Science", ON, acronym="SFU")

    for day, name, acronym in (
        (ON - dt.timedelta(1), "DASTI", "DASTI"),
        (ON, "Agency for Science", "SFU"),
    ):
        one = planner.keeper(Visit).add(
            visit(first_day=day, last_day=day, host_organisation_id=agency)
        )
        entry = planner.keeper(Item).add(item(one.id, "Talk"))
        planner.keeper(ItemHost).add(
            ItemHost(id=RecordId(new_id()), item_id=entry.id, person_id=host)
        )
        plan = planner.visits.plan(one.id)
        assert plan.organisation[agency].name == name
        assert plan.organisation[agency].acronym == acronym
        assert plan.employers == {host: name}
    assert planner.organisations.card(agency).organisation.name == "Agency for Science"


def test_the_ties_tell_what_is_above_who_is_posted_and_how_many_members_of_a_kind(
    planner: Planner,
) -> None:
    ministry = add(planner, "Ministry")
    agency = add(planner, "Agency", parent_id=ministry)
    centre = add(planner, "Innovation Centre", parent_id=agency)
    holder = planner.contacts.add(person("Dahl", "Ida"))
    planner.postings.add(
        Posting(
            id=RecordId(new_id()),
            organisation_id=centre,
            person_id=holder,
            posted_by_id=ministry,
            title="Attaché",
        )
    )
    for kind in ("university", "university", "company"):
        member = add(planner, f"Member {new_id()}", kind=OrganisationKind(kind))
        planner.memberships.add(
            Membership(id=RecordId(new_id()), organisation_id=centre, member_id=member)
        )
    planner.memberships.add(
        Membership(id=RecordId(new_id()), organisation_id=centre, member_kind="region", count=5)
    )

    ties = planner.organisations.ties(centre)
    assert ties.above == ((ministry, "Ministry"), (agency, "Agency"))
    assert [(one.person, one.posted_by) for one in ties.postings] == [("Ida Dahl", "Ministry")]
    assert ties.members_by_kind == {"region": 5, "university": 2, "company": 1}


def test_the_visits_of_an_organisation_say_what_it_had_to_do_with_them(planner: Planner) -> None:
    lund = add(planner, "Lund")
    old, new = (
        planner.keeper(Visit).add(
            visit(title=title, first_day=day, last_day=day, initiator_organisation_id=starter)
        )
        for title, day, starter in (("Old", ON, lund), ("New", ON + dt.timedelta(700), None))
    )
    called_off = visit(status=VisitStatus.CANCELLED, host_organisation_id=lund)
    planner.keeper(Visit).add(called_off)
    for _person in range(2):
        planner.delegations.delegates.add(
            Delegate(id=new_id(), visit_id=new.id, organisation_id=lund)  # type: ignore[arg-type]
        )
    planner.delegations.delegates.add(
        Delegate(id=new_id(), visit_id=old.id, organisation_id=lund)  # type: ignore[arg-type]
    )

    assert [(one.title, one.ways, one.people) for one in planner.organisations.visits(lund)] == [
        ("New", (Involvement.SENDER,), 2),
        ("Old", (Involvement.INITIATOR, Involvement.SENDER), 1),
    ]
    assert planner.organisations.visits(add(planner, "Nobody")) == []
