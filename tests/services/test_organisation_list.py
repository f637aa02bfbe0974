"""The list of organisations: narrowed, sorted and paged by the database."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW, Clock
from factories import item, organisation, person, site, visit
from listings import check_pages, questions
from planner.domain.agreements import Agreement, AgreementParty
from planner.domain.ids import AgreementId, OrganisationId, RecordId, VisitId, new_id
from planner.domain.itinerary import Item, ItemHost
from planner.domain.organisation_lines import OrganisationLine
from planner.domain.organisation_list import (
    FILTERS,
    NO_FILTERS,
    ORGANISATIONS,
    OrganisationFilters,
    filters_from_json,
)
from planner.domain.organisations import Membership, OrganisationKind, OrganisationName, Posting
from planner.domain.people import Position
from planner.domain.sites import Site
from planner.domain.times import PartialDate
from planner.domain.visits import Delegate, Visit, VisitStatus
from planner.services.organisation_list import OrganisationQuery
from planner.services.planner import Planner

ALL = tuple(column.key for column in ORGANISATIONS.all)


def add(planner: Planner, name: str, **fields: object) -> OrganisationId:
    return planner.organisations.add(organisation(name, **fields))


def trip(planner: Planner, day: dt.date, **fields: object) -> VisitId:
    return planner.keeper(Visit).add(visit(first_day=day, last_day=day, **fields)).id


def names(
    planner: Planner, filters: OrganisationFilters = NO_FILTERS, sort: str = "name"
) -> list[str]:
    shown = planner.organisations_list()
    shown.show(OrganisationQuery(filters=filters, sort=sort, columns=ALL))
    count = shown.count()
    return [line.name for line in shown.page(0, count)]


def line_of(planner: Planner, key: OrganisationId) -> OrganisationLine:
    (line,) = planner.organisations_list().lines([key], ALL)
    return line


def test_several_filters_hold_at_once(planner: Planner) -> None:
    add(planner, "MEXT", country="JP", kind=OrganisationKind.MINISTRY)
    add(planner, "JSPS", country="JP", kind=OrganisationKind.FUNDER, approval="approved")
    add(planner, "DFG", country="DE", kind=OrganisationKind.FUNDER)

    assert names(planner, OrganisationFilters(countries=("JP",))) == ["JSPS", "MEXT"]
    funders = OrganisationFilters(kinds=(OrganisationKind.FUNDER,))
    assert names(planner, funders) == ["DFG", "JSPS"]
    assert names(planner, funders.having("countries", ("JP",))) == ["JSPS"]
    assert names(planner, funders.having("text", "dfg")) == ["DFG"]
    assert names(planner, OrganisationFilters(approvals=("approved",))) == ["JSPS"]
    assert names(planner, OrganisationFilters(approvals=("approved",), countries=("DE",))) == []
    assert planner.organisations_list().approvals() == ["approved"]
    assert planner.organisations_list().countries() == ["DE", "JP"]


def test_what_is_below_an_organisation_is_meant_at_any_depth(planner: Planner) -> None:
    ministry = add(planner, "Ministry")
    bureau = add(planner, "Bureau", parent_id=ministry)
    add(planner, "Section", parent_id=bureau)
    add(planner, "University", country="DK")

    assert names(planner, OrganisationFilters(below=ministry)) == ["Bureau", "Ministry", "Section"]
    assert names(planner, OrganisationFilters(below=bureau)) == ["Bureau", "Section"]
    assert names(planner, OrganisationFilters(without_parent=True)) == ["Ministry", "University"]
    assert "University" not in names(planner, OrganisationFilters(without_country=True))


def test_an_organisation_that_is_its_own_ancestor_ends_nothing(planner: Planner) -> None:
    one = add(planner, "One")
    two = add(planner, "Two", parent_id=one)
    planner.organisations.keeper.edit(one, parent_id=two)
    assert names(planner, OrganisationFilters(below=one)) == ["One", "Two"]


@pytest.mark.parametrize(
    ("valid_to", "lasts"),
    [("", True), ("2027", True), ("2027-04", True), ("2027-03", False), ("2026", False)],
)
def test_an_organisation_lasts_until_its_end(planner: Planner, valid_to: str, lasts: bool) -> None:
    """Today is 1 April 2027."""
    add(planner, "DASTI", valid_to=PartialDate(valid_to))
    assert names(planner, OrganisationFilters(lasting=True)) == (["DASTI"] if lasts else [])
    assert names(planner, OrganisationFilters(ended=True)) == ([] if lasts else ["DASTI"])


def test_names_people_clusters_and_agreements_narrow(planner: Planner) -> None:
    lund, dtu, medicon = (add(planner, name) for name in ("Lund", "DTU", "Medicon Valley"))
    planner.organisation_names.add(
        OrganisationName(
            id=RecordId(new_id()), organisation_id=lund, language="ja", name="ルンド大学"
        )
    )
    planner.memberships.add(
        Membership(id=RecordId(new_id()), organisation_id=medicon, member_id=dtu)
    )
    planner.memberships.add(
        Membership(
            id=RecordId(new_id()),
            organisation_id=medicon,
            member_id=lund,
            valid_to=PartialDate("2020"),
        )
    )
    who = planner.contacts.add(person())
    planner.contacts.positions.add(
        Position(id=RecordId(new_id()), person_id=who, organisation_id=lund)
    )
    planner.keeper(Site).add(site("Campus", organisation_id=dtu))
    agreement = planner.keeper(Agreement).add(Agreement(id=AgreementId(new_id()), title="Exchange"))
    planner.keeper(AgreementParty).add(
        AgreementParty(id=RecordId(new_id()), agreement_id=agreement.id, organisation_id=lund)
    )

    assert names(planner, OrganisationFilters(languages=("ja",))) == ["Lund"]
    assert names(planner, OrganisationFilters(cluster=medicon)) == ["DTU"]
    assert names(planner, OrganisationFilters(without_people=True)) == ["DTU", "Medicon Valley"]
    assert names(planner, OrganisationFilters(without_site=True)) == ["Lund", "Medicon Valley"]
    assert names(planner, OrganisationFilters(with_agreement=True)) == ["Lund"]
    line = line_of(planner, dtu)
    assert (line.member_of, line.sites, line.people) == (("Medicon Valley",), 1, 0)
    assert (line_of(planner, lund).people, line_of(planner, lund).agreements) == (1, 1)
    assert line_of(planner, medicon).members == 1
    assert line_of(planner, lund).names == (("ja", "ルンド大学"),)


def test_an_organisation_has_to_do_with_a_visit_in_any_of_five_ways(planner: Planner) -> None:
    ways = {name: add(planner, name) for name in ("Host", "Starter", "Sender", "Receiver", "Place")}
    add(planner, "Nobody")
    day = dt.date(2027, 5, 10)
    here = trip(
        planner, day, host_organisation_id=ways["Host"], initiator_organisation_id=ways["Starter"]
    )
    planner.delegations.delegates.add(
        Delegate(id=new_id(), visit_id=here, organisation_id=ways["Sender"])  # type: ignore[arg-type]
    )
    where = planner.keeper(Site).add(site(organisation_id=ways["Place"]))
    entry = planner.keeper(Item).add(item(here, "Tour", "10:00", "11:00", site_id=where.id))
    planner.keeper(ItemHost).add(
        ItemHost(id=RecordId(new_id()), item_id=entry.id, organisation_id=ways["Receiver"])
    )

    everybody = sorted(ways)
    assert names(planner, OrganisationFilters(visit=here)) == everybody
    assert names(planner, OrganisationFilters(with_visit=True)) == everybody
    assert names(planner, OrganisationFilters(without_visit=True)) == ["Nobody"]
    for key in ways.values():
        assert (line_of(planner, key).next_visit, line_of(planner, key).visits) == (day, 1)


def test_last_and_next_visit_are_told_from_today(planner: Planner) -> None:
    lund = add(planner, "Lund")
    for day in (dt.date(2025, 3, 1), dt.date(2027, 4, 1), dt.date(2027, 9, 1), dt.date(2028, 1, 1)):
        trip(planner, day, host_organisation_id=lund, initiator_organisation_id=lund)
    for status in (VisitStatus.CANCELLED, VisitStatus.TEMPLATE):
        trip(planner, dt.date(2027, 6, 1), host_organisation_id=lund, status=status)

    line = line_of(planner, lund)
    assert line.last_visit == dt.date(2027, 4, 1)
    assert line.next_visit == dt.date(2027, 9, 1)
    assert line.visits == 4


def test_former_names_are_told_apart_from_names(planner: Planner) -> None:
    key = add(planner, "DASTI", acronym="DASTI")
    planner.organisations.rename(key, "Agency for Science", dt.date(2017, 2, 1))
    planner.organisation_names.add(
        OrganisationName(
            id=RecordId(new_id()), organisation_id=key, language="da", name="Styrelsen"
        )
    )
    line = line_of(planner, key)
    assert line.former_names == (("DASTI", "2017-01-31"),)
    assert line.names == (("da", "Styrelsen"),)


def test_changed_since_sees_names_and_memberships_too(planner: Planner, clock: Clock) -> None:
    _old, named, joined = (add(planner, name) for name in ("Abe", "Baba", "Chiba"))
    clock.forward(days=10)
    planner.organisation_names.add(
        OrganisationName(id=RecordId(new_id()), organisation_id=named, language="da", name="B")
    )
    planner.memberships.add(
        Membership(id=RecordId(new_id()), organisation_id=joined, member_kind="firms", count=7)
    )

    day = (NOW + dt.timedelta(5)).date()
    assert names(planner, OrganisationFilters(changed_since=day)) == ["Baba", "Chiba"]
    assert len(names(planner, OrganisationFilters(changed_since=NOW.date()))) == 3


def test_each_column_sorts_and_who_has_nothing_there_comes_last(planner: Planner) -> None:
    top = add(planner, "Alpha", country="JP", city="Tokyo", acronym="z", approval="b")
    beta = add(planner, "Beta", country="DE", city="Bonn", parent_id=top, approval="a")
    add(planner, "Cellar")
    trip(planner, dt.date(2026, 1, 1), host_organisation_id=beta)
    trip(planner, dt.date(2027, 1, 1), host_organisation_id=top)
    planner.postings.add(Posting(id=RecordId(new_id()), organisation_id=beta))

    assert names(planner, sort="-name") == ["Cellar", "Beta", "Alpha"]
    assert names(planner, sort="country") == ["Beta", "Alpha", "Cellar"]
    assert names(planner, sort="-country") == ["Alpha", "Beta", "Cellar"]
    assert names(planner, sort="approval") == ["Beta", "Alpha", "Cellar"]
    assert names(planner, sort="parent")[0] == "Beta"
    assert names(planner, sort="parts")[0] == "Alpha"
    assert names(planner, sort="postings")[0] == "Beta"
    assert names(planner, sort="last_visit") == ["Beta", "Alpha", "Cellar"]
    assert names(planner, sort="-last_visit") == ["Alpha", "Beta", "Cellar"]
    assert names(planner, sort="changed") == ["Alpha", "Beta", "Cellar"]
    for column in ORGANISATIONS.all:
        if column.sorts:
            for way in (column.key, f"-{column.key}"):
                assert sorted(names(planner, sort=way)) == ["Alpha", "Beta", "Cellar"]


def test_pages_are_pieces_of_the_whole_in_any_order(sample: Planner) -> None:
    orders = ("name", "-name", "country", "people", "-last_visit")
    queries = [OrganisationQuery(sort=sort, columns=ALL) for sort in orders]
    check_pages(sample.organisations_list(), queries, sample.organisations.count())


def test_a_line_says_what_the_card_says(sample: Planner) -> None:
    shown = sample.organisations_list()
    shown.show(OrganisationQuery(columns=ALL))
    for line in shown.page(0, 40):
        card = sample.organisations.card(line.id)
        assert line.parent == card.parent
        assert line.sites == len(card.sites)
        assert line.people == len({key for key, _name, _title in card.people})
        assert sorted(name for _tag, name in line.names) == sorted(
            name.name for name in card.names if not name.valid_to
        )


def test_every_filter_can_be_asked_with_every_sort(sample: Planner) -> None:
    """Each condition names its own parameters, so any of them go together."""
    where = sample.organisations.choices("university")[0][0]
    everything = OrganisationFilters(
        text="a",
        countries=("JP",),
        kinds=(OrganisationKind.UNIVERSITY,),
        approvals=("approved",),
        languages=("ja",),
        below=where,
        cluster=where,
        visit=sample.visits.page()[0].id,
        changed_since=dt.date(2020, 1, 1),
    )
    for name in FILTERS:
        if getattr(everything, name) is False:
            everything = everything.having(name, True)
    assert set(everything.chosen) == set(FILTERS)
    for sort in sorted(ORGANISATIONS.sortable):
        assert names(sample, everything, sort) == []


def test_a_page_costs_as_many_questions_as_there_are_kinds_of_columns(
    sample: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = questions(sample, monkeypatch)
    shown = sample.organisations_list()
    shown.show(OrganisationQuery(columns=("name", "last_visit", "next_visit", "visits")))
    shown.page(0, 50)
    assert len(asked) == 3  # the ids, the organisations, the visits


some_filters = st.builds(
    OrganisationFilters,
    text=st.text(max_size=20),
    countries=st.lists(st.sampled_from(["JP", "DE"]), unique=True).map(tuple),
    approvals=st.lists(st.text(min_size=1, max_size=5), unique=True).map(tuple),
    languages=st.lists(st.sampled_from(["ja", "en-GB"]), unique=True).map(tuple),
    kinds=st.lists(st.sampled_from(list(OrganisationKind)), unique=True).map(tuple),
    below=st.sampled_from(["", "abc"]),
    visit=st.sampled_from(["", "v1"]),
    lasting=st.booleans(),
    with_visit=st.booleans(),
    changed_since=st.none() | st.dates(),
)


@given(some_filters)
def test_filters_come_back_as_they_were_kept(filters: OrganisationFilters) -> None:
    assert filters_from_json(filters.to_json()) == filters


@given(
    st.dictionaries(
        st.sampled_from([*FILTERS, "text"]),
        st.sampled_from(["1", "[1]", '["JP"]', "null", "true", '"x"', "{}"]),
    ).map(lambda parts: "{" + ",".join(f'"{key}": {value}' for key, value in parts.items()) + "}")
)
def test_damaged_filters_are_no_filters_at_worst(text: str) -> None:
    found = filters_from_json(text)
    assert filters_from_json(found.to_json()) == found
