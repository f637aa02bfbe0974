"""Hidden details of people: kept right, told nobody unasked, and every look on record."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from factories import person
from planner.domain.ids import PersonId
from planner.domain.private_details import DetailKind, PrivateDetail
from planner.domain.visits import NeedKind
from planner.errors import UserError
from planner.phrases import label
from planner.services.planner import Planner, open_planner
from planner.settings import Settings

NUMBER = "ZX4471902"


@pytest.fixture
def someone(planner: Planner) -> PersonId:
    return PersonId(planner.contacts.add(person("Sato", "Hanako")))


def test_a_passport_number_is_seen_with_a_purpose_and_the_look_is_on_record(
    planner: Planner, someone: PersonId
) -> None:
    planner.hidden_details.note(someone, DetailKind.PASSPORT_NUMBER, NUMBER)
    assert planner.hidden_details.kinds(someone) == [DetailKind.PASSPORT_NUMBER]
    (shown,) = planner.look_ups.details(someone, " Visa  for Denmark ")

    assert shown.text == NUMBER
    (look,) = planner.look_ups.of(someone)
    assert (look.field, look.purpose, look.author) == (
        "passport number", "Visa for Denmark", "Eva",
    )  # fmt: skip
    assert look.at == dt.datetime(2027, 4, 1, 9, 30)


def test_without_a_purpose_nothing_is_shown_and_nothing_is_on_record(
    planner: Planner, someone: PersonId
) -> None:
    planner.hidden_details.note(someone, DetailKind.PASSPORT_NUMBER, NUMBER)
    with pytest.raises(UserError, match="Say what you need it for"):
        planner.look_ups.details(someone, "   ")
    assert planner.look_ups.of(someone) == []


def test_a_library_that_cannot_keep_the_record_shows_nothing(
    planner: Planner, someone: PersonId
) -> None:
    planner.hidden_details.note(someone, DetailKind.PASSPORT_NUMBER, NUMBER)
    path = planner.address
    planner.close()
    closed = open_planner(path, Settings(), read_only=True)
    with pytest.raises(UserError, match="cannot keep a record"):
        closed.look_ups.details(someone, "Visa")
    closed.close()


def test_an_undo_does_not_take_a_look_off_the_record(planner: Planner, someone: PersonId) -> None:
    planner.hidden_details.note(someone, DetailKind.PASSPORT_NUMBER, NUMBER)
    planner.look_ups.details(someone, "Visa")
    planner.history.undo()
    assert planner.hidden_details.kinds(someone) == []
    assert len(planner.look_ups.of(someone)) == 1


def test_purposes_are_offered_again_in_this_session(planner: Planner, someone: PersonId) -> None:
    planner.hidden_details.note(someone, DetailKind.BIRTH_DATE, "31 May 1970")
    assert "Visa" in planner.look_ups.purposes
    planner.look_ups.details(someone, "Gate list of the laboratory")
    assert planner.look_ups.purposes[0] == "Gate list of the laboratory"


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (DetailKind.BIRTH_DATE, "31.5.1970", "1970-05-31"),
        (DetailKind.PASSPORT_EXPIRY, "4 March 2031", "2031-03-04"),
        (DetailKind.NATIONALITY, "Japanese", "JP"),
        (DetailKind.PASSPORT_COUNTRY, "Japan", "JP"),
        (DetailKind.PASSPORT_NUMBER, "  ZX 447 ", "ZX 447"),
    ],
)
def test_days_and_countries_are_kept_in_one_form(
    planner: Planner, someone: PersonId, kind: DetailKind, typed: str, kept: str
) -> None:
    assert planner.hidden_details.note(someone, kind, typed).text == kept


def test_a_day_with_two_readings_is_refused_without_repeating_it(
    planner: Planner, someone: PersonId
) -> None:
    with pytest.raises(UserError) as told:
        planner.hidden_details.note(someone, DetailKind.BIRTH_DATE, "3/4/1970")
    assert "1970-05-31" in str(told.value)
    assert "3/4/1970" not in str(told.value)
    assert planner.hidden_details.kinds(someone) == []


def test_it_is_to_be_erased_two_weeks_after_the_last_visit(sample: Planner) -> None:
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    head = next(one.person_id for one in plan.delegates if one.person_id)
    detail = sample.hidden_details.note(head, DetailKind.PASSPORT_NUMBER, NUMBER)
    assert plan.visit.last_day is not None
    assert detail.purge_after == plan.visit.last_day + dt.timedelta(14)


def test_no_history_label_and_no_search_tells_a_hidden_detail_or_a_need(
    sample: Planner, open_copy: Callable[[Path], Planner]
) -> None:
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    head = next(one for one in plan.delegates if one.person_id)
    assert head.person_id is not None
    detail = sample.hidden_details.note(head.person_id, DetailKind.PASSPORT_NUMBER, NUMBER)
    need = sample.needs.note(head.id, kind=NeedKind.MEDICAL, text="Insulin before meals")
    sample.keeper(PrivateDetail).edit(detail.id, source=f"Mail about {NUMBER}")
    sample.keeper(type(need)).edit(need.id, text="Insulin before dinners")
    sample.keeper(type(need)).remove(need.id)

    steps = sample.history.page(limit=10)
    told = json.dumps([[label(step), dict(step.facts)] for step in steps], ensure_ascii=False)
    assert NUMBER not in told
    assert "Insulin" not in told
    assert "Change need" in told  # the plain verbs name the kind instead
    assert sample.search(NUMBER) == []
    assert sample.search("Insulin") == []


def test_the_register_of_merges_is_no_second_place_for_hidden_details(planner: Planner) -> None:
    one = PersonId(planner.contacts.add(person("Sato", "Hanako")))
    other = PersonId(planner.contacts.add(person("Sato", "Hanako")))
    for key in (one, other):
        planner.hidden_details.note(key, DetailKind.PASSPORT_NUMBER, NUMBER)
    planner.hidden_details.note(other, DetailKind.BIRTH_PLACE, "Matsuyama")
    merge = planner.merging.merge("person", one, other)

    assert [detail.text for detail in planner.hidden_details.of(one)] == [NUMBER, "Matsuyama"]
    assert NUMBER not in merge.record
    assert "Matsuyama" not in merge.record
    planner.merging.take_apart(merge.id)
    assert [detail.text for detail in planner.hidden_details.of(one)] == [NUMBER]
    assert [detail.text for detail in planner.hidden_details.of(other)] == [NUMBER, "Matsuyama"]
