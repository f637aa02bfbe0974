"""One change to several people: told before, written as one step, taken back as one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import organisation, person, visit
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.organisations import Organisation
from planner.domain.people import Position
from planner.domain.people_change import (
    ACTS,
    Field,
    PeopleChange,
    changed_person,
)
from planner.domain.several_change import NEEDS_VALUE, Act
from planner.domain.visits import Visit
from planner.errors import UserError
from planner.services.planner import Planner


@pytest.fixture
def three(planner: Planner) -> list[PersonId]:
    return [
        planner.contacts.add(person("Abe", "", country="JP", languages=("ja",), notes="Old")),
        planner.contacts.add(person("Baba", "", country="JP", languages=("ja", "en"))),
        planner.contacts.add(person("Dahl", "", country="DK")),
    ]


def values(planner: Planner, people: list[PersonId], field: str) -> list[object]:
    return [getattr(planner.contacts.people.get(key), field) for key in people]


def steps(planner: Planner) -> int:
    return planner.history.count()


def test_only_who_changes_is_told_and_counted(planner: Planner, three: list[PersonId]) -> None:
    change = PeopleChange(field=Field.COUNTRY, act=Act.SET, value="dk")
    told = planner.several_people.preview(three, change)
    assert [(one.name, one.before, one.after) for one in told] == [
        ("Abe", "JP", "DK"),
        ("Baba", "JP", "DK"),
    ]

    assert planner.several_people.edit(three, change) == 2
    assert values(planner, three, "country") == ["DK", "DK", "DK"]


def test_one_step_and_one_undo(planner: Planner, three: list[PersonId]) -> None:
    before = steps(planner)
    planner.several_people.edit(three, PeopleChange(field=Field.COUNTRY, act=Act.CLEAR))
    assert steps(planner) == before + 1
    step = planner.history.next_undo()
    assert step is not None
    assert step.facts["count"] == 3

    planner.history.undo()
    assert values(planner, three, "country") == ["JP", "JP", "DK"]


def test_a_change_that_changes_nobody_is_no_step(planner: Planner, three: list[PersonId]) -> None:
    before = steps(planner)
    change = PeopleChange(field=Field.LANGUAGES, act=Act.REMOVE, value="fr")
    assert planner.several_people.edit(three, change) == 0
    assert steps(planner) == before


@pytest.mark.parametrize(
    ("act", "tags", "expected"),
    [
        (Act.ADD, "en, da", [("ja", "en", "da"), ("ja", "en", "da"), ("en", "da")]),
        (Act.FIRST, "en", [("en", "ja"), ("en", "ja"), ("en",)]),
        (Act.SET, "da", [("da",), ("da",), ("da",)]),
        (Act.REMOVE, "ja", [(), ("en",), ()]),
        (Act.CLEAR, "", [(), (), ()]),
    ],
)
def test_languages(
    planner: Planner, three: list[PersonId], act: Act, tags: str, expected: list[object]
) -> None:
    planner.several_people.edit(three, PeopleChange(field=Field.LANGUAGES, act=act, value=tags))
    assert values(planner, three, "languages") == expected


def test_a_note_is_appended_once(planner: Planner, three: list[PersonId]) -> None:
    change = PeopleChange(field=Field.NOTES, act=Act.ADD, value="Met in Lund")
    assert planner.several_people.edit(three, change) == 3
    assert values(planner, three, "notes")[:2] == ["Old\nMet in Lund", "Met in Lund"]
    assert planner.several_people.edit(three, change) == 0


def test_a_post_is_changed_added_and_ended(planner: Planner, three: list[PersonId]) -> None:
    abe = three[0]
    house = planner.keeper(Organisation).add(
        organisation("Technical University of Denmark", acronym="DTU")
    )
    planner.contacts.set_post(abe, "Ministry", "Director")

    added = PeopleChange(field=Field.POST, act=Act.ADD, value="dtu", title="Adviser")
    (told, *_others) = planner.several_people.preview(three, added)
    assert told.before == "Director, Ministry"
    assert told.after == "Director, Ministry; Adviser, Technical University of Denmark"
    assert planner.several_people.edit(three, added) == 3
    assert planner.several_people.edit(three, added) == 0
    assert planner.several_people.preview(three[1:], added) == []
    card = planner.contacts.card(abe)
    assert [post.position.title for post in card.posts] == ["Director", "Adviser"]
    assert card.posts[1].position.organisation_id == house.id

    changed = PeopleChange(field=Field.POST, act=Act.SET, value="Embassy of Japan")
    assert planner.several_people.edit(three, changed) == 3
    firsts = [planner.contacts.card(key).posts[0] for key in three]
    assert {post.organisation for post in firsts} == {"Embassy of Japan"}
    assert [post.position.title for post in firsts] == ["Director", "Adviser", "Adviser"]
    assert len(planner.organisations.choices("Embassy of Japan")) == 1

    ended = PeopleChange(field=Field.POST, act=Act.CLEAR, day=dt.date(2027, 3, 31))
    assert planner.several_people.edit(three, ended) == 3
    assert all(
        post.position.valid_to == "2027-03-31"
        for key in three
        for post in planner.contacts.card(key).posts
    )
    assert planner.several_people.edit(three, ended) == 0
    for _step in range(3):
        planner.history.undo()
    assert [post.position.title for post in planner.contacts.card(abe).posts] == ["Director"]
    assert planner.contacts.card(three[2]).posts == ()


def test_an_unknown_organisation_comes_with_the_step_and_goes_with_it(
    planner: Planner, three: list[PersonId]
) -> None:
    change = PeopleChange(field=Field.POST, act=Act.SET, value="Research Council", title="Member")
    planner.several_people.preview(three, change)
    assert planner.organisations.count() == 0
    planner.several_people.edit(three, change)
    assert planner.organisations.count() == 1
    planner.history.undo()
    assert planner.organisations.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        PeopleChange(field=Field.COUNTRY, act=Act.ADD, value="JP"),
        PeopleChange(field=Field.COUNTRY, act=Act.SET, value=" "),
        PeopleChange(field=Field.COUNTRY, act=Act.SET, value="Japan"),
        PeopleChange(field=Field.LANGUAGES, act=Act.SET, value='ja"; x'),
        PeopleChange(field=Field.POST, act=Act.CLEAR),
        PeopleChange(field=Field.NOTES, act=Act.ADD, value="\n"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    planner: Planner, three: list[PersonId], change: PeopleChange
) -> None:
    before = steps(planner)
    with pytest.raises(UserError):
        planner.several_people.edit(three, change)
    assert steps(planner) == before


def test_somebody_who_is_gone_is_left_out(planner: Planner, three: list[PersonId]) -> None:
    planner.contacts.remove(three[1])
    change = PeopleChange(field=Field.SALUTATION, act=Act.SET, value="Dear all")
    assert planner.several_people.edit(three, change) == 2


def test_several_come_into_a_visit_with_their_post_of_today(
    planner: Planner, three: list[PersonId]
) -> None:
    one = planner.keeper(Visit).add(visit())
    planner.contacts.set_post(three[0], "Ministry", "Director")
    planner.contacts.positions.add(
        Position(
            id=RecordId(new_id()),
            person_id=three[0],
            organisation_id=planner.organisations.choices("Ministry")[0][0],
            title="Clerk",
            valid_to="2020",  # type: ignore[arg-type]
        )
    )
    planner.delegations.add_person(one.id, three[1])

    assert planner.several_people.add_to_visit(three, one.id) == 2
    plan = planner.visits.plan(one.id)
    assert sorted(plan.name_of(delegate) for delegate in plan.delegates) == ["Abe", "Baba", "Dahl"]
    assert {d.person_id: d.title for d in plan.delegates}[three[0]] == "Director"
    assert planner.several_people.add_to_visit(three, one.id) == 0

    planner.history.undo()
    assert len(planner.visits.plan(one.id).delegates) == 1


people = st.builds(
    person,
    country=st.sampled_from(["", "JP", "DK"]),
    languages=st.lists(st.sampled_from(["ja", "en", "da"]), unique=True).map(tuple),
    salutation=st.sampled_from(["", "Dear Abe"]),
    notes=st.sampled_from(["", "Old", "Old\nNew"]),
)
changes = st.sampled_from(
    [(field, act) for field, acts in ACTS.items() for act in acts if field is not Field.POST]
)


@given(people, changes)
def test_to_do_it_twice_is_to_do_it_once(one, kind) -> None:  # type: ignore[no-untyped-def]
    field, act = kind
    typed = {Field.COUNTRY: "se", Field.LANGUAGES: "en, sv"}.get(field, "New")
    change = PeopleChange(field=field, act=act, value=typed if act in NEEDS_VALUE else "")
    change.require()
    once = changed_person(one, change)
    assert changed_person(once, change) == once
    if act is Act.CLEAR:
        assert not getattr(once, field.value)
