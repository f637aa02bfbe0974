"""Quick-add lines against a real library: names are found, asked about, or stay text."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import MONDAY, organisation, person, visit
from planner.domain.follow_up_line import QuestionKind, Reading, read_follow_up
from planner.domain.followups import FollowUpStatus
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.errors import UserError
from planner.services.planner import Planner


def read(planner: Planner, line: str) -> Reading:
    return read_follow_up(line, planner.follow_up_lines.ground())


def test_a_line_becomes_a_follow_up_of_its_visit(planner: Planner) -> None:
    trip = planner.visits.new(visit(code="JP-DK-2027"))
    eva = person("Lund", "Eva")
    planner.keeper(Person).add(eva)

    key = planner.follow_up_lines.add(
        read(planner, "thank-you ESS @Eva #JP-DK-2027 every month T+14 !waiting")
    )

    made = planner.follow_ups.get(key)
    assert (made.title, made.owner_id, made.visit_id) == ("thank-you ESS", eva.id, trip)
    assert made.due_on == MONDAY + dt.timedelta(14)
    assert made.status is FollowUpStatus.WAITING
    assert planner.follow_ups.shelf_page(None)[0].owner == "Eva Lund"


def test_names_that_several_have_are_asked_about_until_one_is_meant(planner: Planner) -> None:
    for family, given in (("Lund", "Eva"), ("Holm", "Eva"), ("Lund", "Evald"), ("Evans", "Jo")):
        planner.keeper(Person).add(person(family, given))
    twins = [organisation("Institute", acronym="NBI"), organisation("Institute", acronym="NBJ")]
    for one in twins:
        planner.keeper(Organisation).add(one)
    asked = read(planner, "write @Eva").question
    assert asked is not None
    assert [option.name for option in asked.options] == ["Eva Holm", "Eva Lund", "“Eva”"]
    assert read(planner, asked.options[0].line).owner == "Eva Holm"
    assert read(planner, "write @eval").owner == "Evald Lund"
    asked = read(planner, "write #Institute").question
    assert asked is not None
    assert asked.kind is QuestionKind.MANY_RECORDS
    assert {read(planner, one.line).links[0].id for one in asked.options[:2]} == {
        one.id for one in twins
    }
    assert read(planner, "write #NBI").links[0].id == twins[0].id


def test_a_date_that_counts_offers_the_coming_visits(planner: Planner) -> None:
    planner.visits.new(visit(code="OLD", first_day=dt.date(2020, 1, 1), last_day=None))
    trip = planner.visits.new(visit(code="NEW 2027"))
    asked = read(planner, "pack T-7").question
    assert asked is not None
    assert [option.name for option in asked.options] == ["NEW 2027"]
    assert read(planner, asked.options[0].line).key_of("visit") == trip
    bound = read_follow_up("pack T-7", planner.follow_up_lines.ground(trip))
    assert (bound.blocks, bound.key_of("visit")) == (False, trip)


def test_an_open_question_adds_nothing(planner: Planner) -> None:
    with pytest.raises(UserError):
        planner.follow_up_lines.add(read(planner, "prepare Monday meeting"))
    with pytest.raises(UserError):
        planner.follow_up_lines.add(read(planner, "  "))
    assert planner.follow_ups.keeper.of() == []
