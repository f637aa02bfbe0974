"""A quick-add line becomes an entry with its groups, as one step."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.itinerary import AudienceKind, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.quick_add import Reading, read_line
from planner.domain.quick_add.read_back import answer, question, reads_as
from planner.domain.travel import Mode
from planner.errors import UserError
from planner.i18n import language
from planner.phrases import label
from planner.services.planner import Planner

TUESDAY = dt.date(2027, 5, 11)


def plan_of(planner: Planner) -> Plan:
    return planner.visits.plan(planner.visits.find("JP-DK-2027").id)


def read(planner: Planner, line: str) -> Reading:
    plan = plan_of(planner)
    return read_line(line, planner.itineraries.quick_context(plan, TUESDAY))


def test_the_line_of_the_board_becomes_an_entry(sample: Planner) -> None:
    reading = read(sample, "14:30-16 tour of ESS #A @ESS")

    key = sample.itineraries.add_reading(plan_of(sample).visit.id, reading)

    plan = plan_of(sample)
    item = plan.item[key]
    assert (item.title, item.kind, item.status) == (
        "tour of ESS",
        ItemKind.TOUR,
        ItemStatus.CONFIRMED,
    )
    assert item.start_local == dt.datetime(2027, 5, 11, 14, 30)
    assert item.end_local == dt.datetime(2027, 5, 11, 16, 0)
    assert item.start_zone == "Europe/Stockholm"
    assert plan.place_of(item) == "European Spallation Source"
    assert item.audience is AudienceKind.GROUPS
    assert [group.letter for group in plan.groups_on(item)] == ["A"]


def test_it_is_one_step_and_undone_as_one(sample: Planner) -> None:
    before = plan_of(sample)
    sample.itineraries.add_reading(
        before.visit.id, read(sample, "Wed 19-21 Farewell dinner #A #B @Nimb ?")
    )
    assert len(plan_of(sample).items) == len(before.items) + 1

    assert label(sample.history.undo()) == "Add Farewell dinner"

    after = plan_of(sample)
    assert (after.items, after.audience) == (before.items, before.audience)


def test_a_line_without_a_time_waits_among_the_unscheduled(sample: Planner) -> None:
    key = sample.itineraries.add_reading(
        plan_of(sample).visit.id, read(sample, "Courtesy call @Embassy ?")
    )

    item = next(item for item in plan_of(sample).unscheduled if item.id == key)
    assert (item.title, item.place, item.status) == (
        "Courtesy call",
        "Embassy",
        ItemStatus.TENTATIVE,
    )


def test_a_journey_starts_at_the_place_that_the_line_names(sample: Planner) -> None:
    key = sample.itineraries.add_reading(
        plan_of(sample).visit.id, read(sample, "22:30-6 flight home @CPH Terminal 3")
    )

    plan = plan_of(sample)
    assert plan.leg_of[key].mode is Mode.FLIGHT
    assert plan.place_of(plan.item[key]) == "CPH Terminal 3"
    assert plan.item[key].span.days_later == 1


def test_whole_days_are_kept_as_days(sample: Planner) -> None:
    key = sample.itineraries.add_reading(
        plan_of(sample).visit.id, read(sample, "Mon-Wed all day exhibition")
    )

    span = plan_of(sample).item[key].span
    assert (span.start.local, span.end.local) == (
        dt.datetime(2027, 5, 10),
        dt.datetime(2027, 5, 13),
    )


@pytest.mark.parametrize("line", ["4-5 tour", "14:30 tour #Z", "", "14:30"])
def test_what_is_open_is_never_written(sample: Planner, line: str) -> None:
    before = len(plan_of(sample).items)

    with pytest.raises(UserError):
        sample.itineraries.add_reading(plan_of(sample).visit.id, read(sample, line))

    assert len(plan_of(sample).items) == before


def test_the_reading_is_said_in_words(sample: Planner) -> None:
    said = reads_as(read(sample, "14:30-16 tour of ESS #A @ESS ?"), "Europe/Copenhagen")

    assert said == (
        "Reads as: Tue 11 May · 14:30–16:00 · Group A · European Spallation Source"
        " · Tour “tour of ESS” · tentative"
    )
    assert (
        reads_as(read(sample, "Lunch #A #B"))
        == "Reads as: Unscheduled · Groups A, B · Meal “Lunch”"
    )
    far = read(sample, "14:30 talk @Tokyo Haneda Airport (HND)")
    assert "14:30–15:30 (Asia/Tokyo)" in reads_as(far, "Europe/Copenhagen")
    assert "Di 11 " not in said
    assert "11.30" in reads_as(read(sample, "11:30 x"), speak=language("da"))


def test_every_question_and_answer_has_words(sample: Planner) -> None:
    for line, asked, answers in (
        (
            "4-5 tour",
            "“4-5”: which hours are meant?",
            ["16:00–17:00", "04:00–05:00"],
        ),
        (
            "25 May 9:00 tour",
            "“25 May” is not a day of the visit.",
            ["Tue 25 May 2027", "“25 May” is title"],
        ),
        ("Mon tour", "“Mon” has no time yet.", ["All day", "Leave unscheduled"]),
        ("14:30 tour #Z", "There is no group #Z.", ["A", "B", "“#Z” is title"]),
        ("midnight x", "“midnight”: which hours are meant?", ["00:00", "00:00 +1"]),
    ):
        doubt = read(sample, line).question
        assert doubt is not None
        assert question(doubt) == asked
        assert [answer(choice, doubt) for choice in doubt.choices] == answers
