"""Quick-add lines against a real library: names are found, asked about, or stay text."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import MONDAY, organisation, person, visit
from planner.domain.follow_up_line import QuestionKind, Reading, read_follow_up
from planner.domain.followups import FollowUpStatus, Side
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


def test_a_house_that_is_named_by_its_acronym_is_what_it_is_about(planner: Planner) -> None:
    ess = planner.organisations.add(organisation("European Spallation Source", acronym="ESS"))
    reading = read(planner, "thank-you ESS fri")
    assert (reading.title, reading.key_of("organisation")) == ("thank-you ESS", ess)
    planner.follow_up_lines.add(reading)
    found = planner.relationships.of_organisation(ess).follow_ups
    assert [one.follow_up.title for one in found] == ["thank-you ESS"]
    assert read(planner, "write down less").links == ()
    assert read(planner, "write down ess").links == ()


def test_a_house_with_the_acronym_of_another_is_not_guessed(planner: Planner) -> None:
    nbi = planner.organisations.add(organisation("Institute", acronym="NBI"))
    planner.organisations.add(organisation("Archive", acronym="NBA"))
    assert read(planner, "thank NBI and NBA").links == ()
    assert read(planner, "thank NBA for #NBI").key_of("organisation") == nbi
    planner.organisations.add(organisation("Another Institute", acronym="NBI"))
    assert read(planner, "thank NBI").links == ()


def test_what_is_a_house_s_to_do_names_it(planner: Planner) -> None:
    mext = planner.organisations.add(organisation("Ministry", acronym="MEXT", country="JP"))
    reading = read(planner, "reply to @MEXT !waiting")
    made = planner.follow_ups.get(planner.follow_up_lines.add(reading))
    assert (made.title, made.side, made.organisation_id) == ("reply to MEXT", Side.THEIRS, mext)
    assert (made.status, made.waiting_for, made.owner) == (FollowUpStatus.WAITING, "MEXT", "")
    made = planner.follow_ups.get(planner.follow_up_lines.add(read(planner, "send slides @MEXT")))
    assert (made.title, made.owner, made.side) == ("send slides", "MEXT", Side.THEIRS)
    titles = {one.follow_up.title for one in planner.relationships.of_country("JP").follow_ups}
    assert titles == {"reply to MEXT", "send slides"}
