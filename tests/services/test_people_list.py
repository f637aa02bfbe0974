"""The list of people: narrowed, sorted and paged by the database."""

from __future__ import annotations

import datetime as dt
import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW, Clock
from factories import organisation, person, visit
from listings import check_pages, questions
from planner.domain.ids import OrganisationId, PersonId, RecordId, VisitId, new_id
from planner.domain.organisations import Organisation, OrganisationKind
from planner.domain.people import ContactKind, Position
from planner.domain.people_list import (
    NO_FILTERS,
    PEOPLE_COLUMNS,
    PeopleFilters,
    filters_from_json,
    known_columns,
    sort_of,
)
from planner.domain.times import PartialDate
from planner.domain.visits import Delegate, Visit, VisitStatus
from planner.errors import NotFound, UserError
from planner.services.people_list import PeopleQuery
from planner.services.planner import Planner

ALL = tuple(column.key for column in PEOPLE_COLUMNS)


def add(planner: Planner, family: str, **fields: object) -> PersonId:
    ways = {name: fields.pop(name) for name in ("emails", "phones") if name in fields}
    return planner.contacts.add(person(family, "", **fields), **ways)  # type: ignore[arg-type]


def house(planner: Planner, name: str, **fields: object) -> OrganisationId:
    return planner.keeper(Organisation).add(organisation(name, **fields)).id


def post(planner: Planner, who: PersonId, where: OrganisationId, **fields: object) -> None:
    planner.contacts.positions.add(
        Position(id=RecordId(new_id()), person_id=who, organisation_id=where, **fields)  # type: ignore[arg-type]
    )


def trip(planner: Planner, who: PersonId, first_day: dt.date, **fields: object) -> VisitId:
    one = planner.keeper(Visit).add(visit(first_day=first_day, last_day=first_day, **fields))
    planner.delegations.delegates.add(Delegate(id=new_id(), visit_id=one.id, person_id=who))  # type: ignore[arg-type]
    return one.id


def names(planner: Planner, filters: PeopleFilters = NO_FILTERS, sort: str = "name") -> list[str]:
    shown = planner.people_list()
    shown.show(PeopleQuery(filters=filters, sort=sort, columns=ALL))
    count = shown.count()
    return [line.name for line in shown.page(0, count)]


def test_several_filters_hold_at_once(planner: Planner) -> None:
    add(planner, "Sato", country="JP", emails=["sato@example.jp"])
    add(planner, "Tanaka", country="JP")
    add(planner, "Nielsen", country="DK")

    assert names(planner, PeopleFilters(countries=("JP",))) == ["Sato", "Tanaka"]
    assert names(planner, PeopleFilters(countries=("JP",), without_email=True)) == ["Tanaka"]
    assert names(planner, PeopleFilters(countries=("JP", "DK"), without_email=True)) == [
        "Nielsen",
        "Tanaka",
    ]
    assert names(planner, PeopleFilters(text="sato", without_email=True)) == []


def test_an_organisation_is_meant_with_all_that_is_below_it(planner: Planner) -> None:
    ministry = house(planner, "Ministry", kind=OrganisationKind.MINISTRY)
    bureau = house(planner, "Bureau", parent_id=ministry)
    section = house(planner, "Section", parent_id=bureau, kind=OrganisationKind.AGENCY)
    other = house(planner, "University")
    for family, where in (("Abe", ministry), ("Baba", section), ("Chiba", other)):
        post(planner, add(planner, family), where)

    assert names(planner, PeopleFilters(organisation=ministry)) == ["Abe", "Baba"]
    assert names(planner, PeopleFilters(organisation=section)) == ["Baba"]
    kinds = (OrganisationKind.AGENCY, OrganisationKind.MINISTRY)
    assert names(planner, PeopleFilters(kinds=kinds)) == ["Abe", "Baba"]


def test_an_organisation_that_is_its_own_ancestor_ends_nothing(planner: Planner) -> None:
    one = house(planner, "One")
    two = house(planner, "Two", parent_id=one)
    planner.keeper(Organisation).edit(one, parent_id=two)
    post(planner, add(planner, "Abe"), two)

    assert names(planner, PeopleFilters(organisation=one)) == ["Abe"]


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "held"),
    [
        ("", "", True),
        ("", "2027", True),
        ("", "2027-04", True),
        ("", "2027-03", False),
        ("2027-04-01", "", True),
        ("2027-05", "", False),
    ],
)
def test_a_post_counts_while_it_is_held(
    planner: Planner, valid_from: str, valid_to: str, held: bool
) -> None:
    """Today is 1 April 2027."""
    where = house(planner, "Ministry")
    dates = {"valid_from": PartialDate(valid_from), "valid_to": PartialDate(valid_to)}
    post(planner, add(planner, "Abe"), where, **dates)

    assert names(planner, PeopleFilters(organisation=where)) == (["Abe"] if held else [])
    assert names(planner, PeopleFilters(without_post=True)) == ([] if held else ["Abe"])


def test_who_is_in_a_visit_and_who_was_in_none(planner: Planner) -> None:
    sato, _tanaka = add(planner, "Sato"), add(planner, "Tanaka")
    here = trip(planner, sato, dt.date(2027, 5, 10))

    assert names(planner, PeopleFilters(visit=here)) == ["Sato"]
    assert names(planner, PeopleFilters(without_visit=True)) == ["Tanaka"]


def test_changed_since_sees_addresses_and_posts_too(planner: Planner, clock: Clock) -> None:
    where = house(planner, "Ministry")
    old, called, moved = (add(planner, name) for name in ("Abe", "Baba", "Chiba"))
    assert old
    clock.forward(days=10)
    planner.contacts.set_points(called, ContactKind.PHONE, ["+45 33 92 97 00"])
    post(planner, moved, where)

    day = (NOW + dt.timedelta(5)).date()
    assert names(planner, PeopleFilters(changed_since=day)) == ["Baba", "Chiba"]
    assert len(names(planner, PeopleFilters(changed_since=NOW.date()))) == 3


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of Windows stays as it is")
def test_a_day_of_changes_begins_at_midnight_of_this_place(
    planner: Planner, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        day = planner._core.today() + dt.timedelta(2)
        midnight = dt.datetime.combine(day, dt.time()).astimezone(dt.UTC)
        clock.forward(seconds=(midnight - planner._core.now()).total_seconds() - 60)
        add(planner, "Late")
        clock.forward(seconds=120)
        add(planner, "Early")

        assert names(planner, PeopleFilters(changed_since=day)) == ["Early"]
        assert len(names(planner, PeopleFilters(changed_since=dt.date.min))) == 2
    finally:
        monkeypatch.undo()
        time.tzset()


def test_last_and_next_visit_are_told_from_today(planner: Planner) -> None:
    sato = add(planner, "Sato")
    trip(planner, sato, dt.date(2025, 3, 1))
    trip(planner, sato, dt.date(2027, 4, 1))
    trip(planner, sato, dt.date(2027, 9, 1))
    trip(planner, sato, dt.date(2028, 1, 1))
    trip(planner, sato, dt.date(2027, 6, 1), status=VisitStatus.CANCELLED)
    shown = planner.people_list()
    shown.show(PeopleQuery(columns=("name", "last_visit", "next_visit", "visits")))

    (line,) = shown.page(0, 10)
    assert line.last_visit == dt.date(2027, 4, 1)
    assert line.next_visit == dt.date(2027, 9, 1)
    assert line.visits == 4


def test_each_column_sorts_and_who_has_nothing_there_comes_last(planner: Planner) -> None:
    where = {name: house(planner, name) for name in ("Beta", "Alpha")}
    sato = add(planner, "Sato", country="JP", native_name="佐藤", emails=["b@example.jp"])
    baba = add(planner, "Baba", country="DE", notes="z", languages=("ja",), phones=["110"])
    add(planner, "Abe")
    post(planner, sato, where["Beta"], title="Director", department="X")
    post(planner, baba, where["Alpha"], title="Attaché", department="Y")
    trip(planner, sato, dt.date(2026, 1, 1))
    trip(planner, baba, dt.date(2027, 1, 1))

    assert names(planner, sort="name") == ["Abe", "Baba", "Sato"]
    assert names(planner, sort="-name") == ["Sato", "Baba", "Abe"]
    assert names(planner, sort="organisation") == ["Baba", "Sato", "Abe"]
    assert names(planner, sort="-organisation") == ["Sato", "Baba", "Abe"]
    assert names(planner, sort="post") == ["Baba", "Sato", "Abe"]
    assert names(planner, sort="country") == ["Baba", "Sato", "Abe"]
    assert names(planner, sort="-last_visit") == ["Baba", "Sato", "Abe"]
    assert names(planner, sort="last_visit") == ["Sato", "Baba", "Abe"]
    assert names(planner, sort="email")[0] == "Sato"
    assert names(planner, sort="changed") == ["Sato", "Baba", "Abe"]
    for column in PEOPLE_COLUMNS:
        if column.sorts:
            assert sorted(names(planner, sort=column.key)) == ["Abe", "Baba", "Sato"]


def test_pages_are_pieces_of_the_whole_in_any_order(sample: Planner) -> None:
    orders = ("name", "-name", "country", "organisation", "-last_visit")
    queries = [PeopleQuery(sort=sort, columns=ALL) for sort in orders]
    check_pages(sample.people_list(), queries, sample.contacts.count())


def test_a_line_says_what_the_card_says(sample: Planner) -> None:
    shown = sample.people_list()
    shown.show(PeopleQuery(columns=ALL))
    for line in shown.page(0, 40):
        card = sample.contacts.card(line.id)
        first = card.posts[0] if card.posts else None
        assert line.position == (first.position.title if first else "")
        assert line.department == (first.position.department if first else "")
        assert line.email == (card.emails[0].value if card.emails else "")
        assert line.languages == card.person.languages
        assert line.name == card.person.name


def test_a_page_costs_as_many_questions_as_there_are_kinds_of_columns(
    sample: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = questions(sample, monkeypatch)
    shown = sample.people_list()
    shown.show(PeopleQuery(columns=("name", "last_visit", "next_visit", "visits")))
    shown.page(0, 50)
    assert len(asked) == 3  # the ids, the people, the visits
    assert not any("photo" in sql for sql in asked)


def test_a_look_that_changed_meanwhile_keeps_its_order_until_it_is_counted(
    planner: Planner,
) -> None:
    for family in ("Baba", "Abe"):
        add(planner, family, country="JP")
    shown = planner.people_list()
    shown.show(PeopleQuery(filters=PeopleFilters(countries=("JP",))))
    assert shown.count() == 2
    add(planner, "Aaa", country="JP")
    assert [line.name for line in shown.page(0, 10)] == ["Abe", "Baba"]
    assert shown.count() == 3
    assert [line.name for line in shown.page(0, 10)] == ["Aaa", "Abe", "Baba"]


# filters as they are kept

some_filters = st.builds(
    PeopleFilters,
    text=st.text(max_size=20),
    countries=st.lists(st.sampled_from(["JP", "DE", "DK"]), unique=True).map(tuple),
    languages=st.lists(st.sampled_from(["ja", "en-GB"]), unique=True).map(tuple),
    organisation=st.sampled_from(["", "abc"]),
    kinds=st.lists(st.sampled_from(list(OrganisationKind)), unique=True).map(tuple),
    visit=st.sampled_from(["", "v1"]),
    without_email=st.booleans(),
    without_post=st.booleans(),
    changed_since=st.none() | st.dates(),
)


@given(some_filters)
def test_filters_come_back_as_they_were_kept(filters: PeopleFilters) -> None:
    assert filters_from_json(filters.to_json()) == filters


@given(
    st.text(max_size=30)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner),
        max_leaves=8,
    ).map(repr)
    | st.dictionaries(
        st.sampled_from(["countries", "kinds", "changed_since", "visit", "without_email"]),
        st.sampled_from(["1", "[1]", '["JP"]', "null", "true", '"x"', "{}"]),
    ).map(lambda parts: "{" + ",".join(f'"{key}": {value}' for key, value in parts.items()) + "}")
)
def test_damaged_filters_are_no_filters_at_worst(text: str) -> None:
    found = filters_from_json(text)
    assert filters_from_json(found.to_json()) == found


def test_unknown_columns_and_sorts_fall_away() -> None:
    assert known_columns(["country", "nonsense", "name", "country"]) == ("name", "country")
    assert sort_of("-last_visit") == ("last_visit", True)
    assert sort_of("photo") == ("name", False)
    assert sort_of("; DROP TABLE person") == ("name", False)


# saved views


def test_views_are_kept_renamed_ordered_and_removed_each_as_one_step(planner: Planner) -> None:
    views = planner.views
    japan = views.save("contacts", "Japan", columns=["name", "reading"], filters="{}", sort="-name")
    lund = views.save("contacts", "Lund")
    views.save("sheet:people", "For the hotel")
    assert [view.name for view in views.of("contacts")] == ["Japan", "Lund"]

    views.arrange("contacts", [lund.id, japan.id])
    assert [view.name for view in views.of("contacts")] == ["Lund", "Japan"]
    planner.history.undo()
    assert [view.name for view in views.of("contacts")] == ["Japan", "Lund"]

    views.rename(lund.id, "Skåne")
    assert views.find("contacts", "skane").id == lund.id
    with pytest.raises(UserError):
        views.rename(lund.id, "JAPAN")
    with pytest.raises(UserError):
        views.save("contacts", "   ")

    again = views.save("contacts", "japan", columns=["name"])
    assert again.id == japan.id
    assert len(views.of("contacts")) == 2

    views.remove(RecordId(japan.id))
    with pytest.raises(NotFound):
        views.find("contacts", "Japan")
    planner.history.undo()
    assert views.find("contacts", "japan").columns == ("name",)


def test_every_pair_of_filters_can_be_asked_with_every_sort(sample: Planner) -> None:
    """Each condition names its own parameters, so any of them go together."""
    where = sample.organisations.choices("university")[0][0]
    all_of_them = PeopleFilters(
        text="a",
        countries=("JP",),
        languages=("ja",),
        organisation=where,
        kinds=(OrganisationKind.UNIVERSITY,),
        visit=sample.visits.page()[0].id,
        without_email=True,
        without_phone=True,
        without_post=True,
        without_visit=True,
        changed_since=dt.date(2027, 1, 1),
    )
    pairs = itertools.combinations(all_of_them.chosen, 2)
    for pair, column in zip(pairs, itertools.cycle(PEOPLE_COLUMNS), strict=False):
        filters = NO_FILTERS
        for name in pair:
            filters = filters.having(name, getattr(all_of_them, name))
        shown = sample.people_list()
        shown.show(PeopleQuery(filters=filters, sort=column.key))
        one, other = (
            set(_ids(sample, NO_FILTERS.having(name, getattr(all_of_them, name)))) for name in pair
        )
        assert set(shown.ids()) == one & other, pair


def _ids(planner: Planner, filters: PeopleFilters) -> list[str]:
    shown = planner.people_list()
    shown.show(PeopleQuery(filters=filters))
    return shown.ids()


def test_an_empty_library_has_an_empty_list(planner: Planner) -> None:
    shown = planner.people_list()
    shown.show(PeopleQuery(columns=ALL))
    assert shown.count() == 0
    assert shown.page(0, 100) == []
    assert shown.lines([new_id()]) == []


@pytest.mark.parametrize("sort", ["name", "-name"])
def test_very_many_found_by_text_are_walked_in_the_same_order_as_they_are_read(
    planner: Planner, sort: str
) -> None:
    with planner._core.work("Fill", {}) as work:
        for number in range(4_600):
            work.add(person(f"Sørensen{number % 900:03}", "Åse"))
        work.add(person("Weber", "Uwe"))
    shown = planner.people_list()
    query = PeopleQuery(filters=PeopleFilters(text="aase s"), sort=sort)
    assert shown.is_quick(query)
    shown.show(query)

    assert shown.count() == 4_600
    whole = shown.ordered(query)
    for offset in (0, 100, 2_250, 2_310, 4_500, 4_599, 4_600):
        assert shown.ids(offset, 100) == whole[offset : offset + 100]
    assert shown.rows_of([whole[3]]) == []  # not looked for while somebody types
    assert shown.ids() == whole


def test_one_person_among_all_is_found_by_the_index(sample: Planner) -> None:
    shown = sample.people_list()
    ids = shown.ids(0, 10_000)

    assert [shown.rows_of([key]) for key in ids] == [[row] for row in range(len(ids))]
    assert shown.rows_of(["nobody"]) == []


def test_very_many_found_by_text_in_another_order_are_not_quick(planner: Planner) -> None:
    with planner._core.work("Fill", {}) as work:
        work.add_all(person(f"Berg{number}", "Ada") for number in range(4_100))
    shown = planner.people_list()

    assert not shown.is_quick(PeopleQuery(filters=PeopleFilters(text="berg"), sort="country"))
    assert shown.is_quick(PeopleQuery(filters=PeopleFilters(text="berg77"), sort="country"))
