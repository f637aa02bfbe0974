"""What a step changed, found by person, visit and day; who changed a field, and when."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import person
from planner import history_phrases
from planner.domain.history import Act, Asked
from planner.domain.ids import RecordId, new_id
from planner.domain.visits import Need
from planner.errors import NotFound
from planner.services.planner import Planner


def test_steps_are_found_by_the_person_they_touched_even_when_the_record_is_gone(
    planner: Planner,
) -> None:
    hana, eva = person("Sato", "Hana"), person("Berg", "Eva")
    planner.contacts.people.add(hana)
    planner.contacts.people.add(eva)
    planner.contacts.people.edit(hana.id, notes="Speaks German")
    planner.contacts.people.remove(hana.id)

    asked = Asked(word="person", key=hana.id)
    assert [step.number for step in planner.history.page(asked=asked)] == [
        step.number for step in planner.history.page() if "Sato" in str(step.facts)
    ]
    assert planner.history.count(asked) == 3


def test_steps_are_found_by_the_visit_whose_parts_they_touched(sample: Planner) -> None:
    first, other = sample.visits.page(0, 2)
    visit = sample.visits.get(first.id)
    sample.keeper(type(visit)).edit(visit.id, purpose="Talks")

    touched = sample.history.page(asked=Asked(word="visit", key=first.id))
    assert touched[0].number == sample.history.page()[0].number
    assert touched[0] not in sample.history.page(asked=Asked(word="visit", key=other.id))


def test_steps_are_found_by_the_days_of_this_computer(planner: Planner) -> None:
    planner.contacts.people.add(person("Sato"))
    (step,) = planner.history.page()
    day = step.at.replace(tzinfo=dt.UTC).astimezone().date()

    assert planner.history.count(Asked(first_day=day, last_day=day)) == 1
    assert planner.history.count(Asked(first_day=day + dt.timedelta(days=1))) == 0
    assert planner.history.count(Asked(last_day=day - dt.timedelta(days=1))) == 0


def test_words_of_names_and_the_author_narrow_and_signs_of_patterns_mean_themselves(
    planner: Planner,
) -> None:
    planner.contacts.people.add(person("Sato", "Hana"))
    planner.contacts.people.add(person("100% Berg", "Eva"))

    assert planner.history.count(Asked(text="hana sato")) == 1
    assert planner.history.count(Asked(text="100%")) == 1
    assert planner.history.count(Asked(text="_")) == 0
    assert planner.history.count(Asked(author="Eva")) == 2
    assert planner.history.count(Asked(author="Nobody")) == 0
    assert planner.history.authors() == ["Eva"]


def test_a_step_tells_which_fields_it_changed_from_what_to_what(planner: Planner) -> None:
    hana = person("Sato", "Hana")
    planner.contacts.people.add(hana)
    planner.contacts.people.edit(hana.id, given_name="Hanako", notes="Speaks German")
    step = planner.history.page()[0]

    (record,) = planner.history_details.told(step.number)
    assert (record.word, record.name, record.act) == ("person", "Hanako Sato", Act.CHANGED)
    assert {change.field: (change.before, change.after) for change in record.fields} == {
        "given_name": ("Hana", "Hanako"),
        "notes": ("", "Speaks German"),
    }
    assert history_phrases.heading(record) == "Person “Hanako Sato”: changed"
    assert history_phrases.field_title("person", "given_name") == "Given name"


def test_who_changed_a_field_is_told_with_undo_among_it(planner: Planner) -> None:
    hana = person("Sato", "Hana", notes="one")
    planner.contacts.people.add(hana)
    planner.contacts.people.edit(hana.id, notes="two")
    planner.contacts.people.edit(hana.id, given_name="Hanako")
    planner.contacts.people.edit(hana.id, notes="three")
    planner.history.undo()

    found = planner.history_details.of_field("person", hana.id, "notes")
    assert [(one.change.before, one.change.after) for one in found] == [
        ("three", "two"),
        ("two", "three"),
        ("one", "two"),
        (None, "one"),
    ]
    assert {one.step.author for one in found} == {"Eva"}


def test_a_link_is_told_by_name(sample: Planner) -> None:
    visit = sample.visits.page(0, 1)[0]
    houses = sample.organisations.page(0, 2)
    sample.keeper(type(sample.visits.get(visit.id))).edit(
        visit.id, initiator_organisation_id=houses[0].id
    )
    sample.keeper(type(sample.visits.get(visit.id))).edit(
        visit.id, initiator_organisation_id=houses[1].id
    )

    (record,) = sample.history_details.told(sample.history.page()[0].number)
    (change,) = record.fields
    assert (change.before, change.after) == (houses[0].name, houses[1].name)


def test_what_is_hidden_is_hidden_in_the_history_too(sample: Planner) -> None:
    ((delegate,),) = sample._core.reader.rows("SELECT id FROM delegate ORDER BY id LIMIT 1")
    need = Need(id=RecordId(new_id()), delegate_id=delegate, text="No pork")
    sample.keeper(Need).add(need)

    (record,) = sample.history_details.told(sample.history.page()[0].number)
    told = {change.field: history_phrases.field_values("need", change) for change in record.fields}
    assert told["text"] == ("•••", "•••")
    assert "No pork" not in repr(record)
    (once,) = sample.history_details.of_field("need", need.id, "text")
    assert "No pork" not in repr(once)


def test_a_step_that_is_not_there_is_said(planner: Planner) -> None:
    with pytest.raises(NotFound, match="no step 77"):
        planner.history.find(77)
