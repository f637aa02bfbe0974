"""Briefs of a visit: written, ordered, undone, handed to the office only, and in no index."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from factories import item, visit
from planner import merging_phrases
from planner.domain.arranging.cloning import Clone
from planner.domain.briefs import Brief
from planner.domain.ids import ItemId, VisitId
from planner.domain.privacy import Profile
from planner.domain.visits import Direction
from planner.domain.words import plain
from planner.errors import NotFound, UserError
from planner.services.briefs import TEXT_LIMIT
from planner.services.planner import Planner
from services.test_merging import put

SECRET = "Quillfeather"


class Trip:
    def __init__(self, planner: Planner, direction: Direction = Direction.INBOUND) -> None:
        self.planner = planner
        self.visit = visit(title="Delegation", direction=direction)
        self.talk = item(self.visit.id, "Talks", "10:00", "11:00")
        self.lunch = item(self.visit.id, "Lunch", "12:00", "13:00")
        put(planner, self.visit, self.lunch, self.talk)

    def titles(self, profile: Profile = Profile.INTERNAL) -> list[str]:
        return [one.title for one in self.planner.briefs.briefs(self.visit.id, profile)]


@pytest.fixture
def trip(planner: Planner) -> Trip:
    return Trip(planner)


def test_the_book_begins_with_the_visit_and_goes_through_the_day(trip: Trip) -> None:
    note = trip.planner.briefs.note
    note(trip.visit.id, trip.lunch.id, title="Lunch")
    note(trip.visit.id, trip.talk.id, title="Talks, first")
    note(trip.visit.id, trip.talk.id, title="Talks, second")
    note(trip.visit.id, title="Visit")

    assert trip.titles() == ["Visit", "Talks, first", "Talks, second", "Lunch"]


def test_a_brief_is_dated_today_unless_somebody_says_otherwise(trip: Trip) -> None:
    briefs = trip.planner.briefs

    assert briefs.note(trip.visit.id).dated == trip.planner.today()
    day = dt.date(2027, 4, 1)
    assert briefs.note(trip.visit.id, dated=day).dated == day


def test_each_verb_is_one_step_that_tells_nothing_of_the_brief(trip: Trip) -> None:
    planner = trip.planner
    steps = planner.history.count()
    one = planner.briefs.note(trip.visit.id, trip.talk.id, not_disclosed=SECRET)
    planner.briefs.edit(one.id, points="- One\n- Two", seen=one)
    planner.briefs.remove(one.id)
    assert planner.history.count() == steps + 3
    assert SECRET not in repr(planner.history.page(0, 3))

    planner.history.undo()
    assert planner.briefs.get(one.id).points_to_make == ("One", "Two")
    planner.history.undo()
    assert planner.briefs.get(one.id) == one
    planner.history.undo()
    assert planner.briefs.briefs(trip.visit.id) == ()


def test_a_brief_goes_with_its_entry_and_comes_back(trip: Trip) -> None:
    one = trip.planner.briefs.note(trip.visit.id, trip.talk.id, title="Talks")
    trip.planner.itineraries.remove(trip.talk.id)
    assert trip.planner.briefs.briefs(trip.visit.id) == ()

    trip.planner.history.undo()
    assert trip.planner.briefs.briefs(trip.visit.id) == (one,)


def test_an_entry_of_another_visit_is_refused(trip: Trip) -> None:
    other = Trip(trip.planner)
    with pytest.raises(UserError):
        trip.planner.briefs.note(trip.visit.id, other.talk.id)
    with pytest.raises(UserError):
        trip.planner.briefs.note(trip.visit.id, ItemId("nothing"))
    with pytest.raises(NotFound):
        trip.planner.briefs.note(VisitId("nothing"))
    with pytest.raises(NotFound):
        trip.planner.briefs.briefs(VisitId("nothing"))


def test_what_is_too_long_is_refused_and_nothing_of_it_is_cut(trip: Trip) -> None:
    whole = "Ø" * TEXT_LIMIT
    one = trip.planner.briefs.note(trip.visit.id, usable=whole)
    assert trip.planner.briefs.get(one.id).usable == whole
    with pytest.raises(UserError):
        trip.planner.briefs.edit(one.id, usable=whole + "Ø")
    assert trip.planner.briefs.get(one.id).usable == whole


def test_controls_are_cleaned_and_lines_stay(trip: Trip) -> None:
    one = trip.planner.briefs.note(trip.visit.id, title="A\nB\x00", points="One\r\nTwo\x07")

    assert trip.planner.briefs.get(one.id).title == "A B"
    assert trip.planner.briefs.get(one.id).points == "One\nTwo"


@pytest.mark.parametrize("direction", list(Direction))
def test_nobody_but_the_office_reads_what_is_not_to_be_disclosed(
    planner: Planner, direction: Direction
) -> None:
    trip = Trip(planner, direction)
    planner.briefs.note(trip.visit.id, title="Visit", not_disclosed=SECRET)

    for profile in Profile:
        said = json.dumps(plain(planner.briefs.briefs(trip.visit.id, profile)))
        assert (SECRET in said) is (profile is Profile.INTERNAL)
    assert trip.titles(Profile.HOSTS) == []
    travellers = ["Visit"] if direction is Direction.OUTBOUND else []
    assert trip.titles(Profile.DELEGATES) == travellers


def test_a_brief_is_in_no_index_no_plan_and_no_release(trip: Trip) -> None:
    trip.planner.briefs.note(
        trip.visit.id, trip.talk.id, title=SECRET, usable=SECRET, not_disclosed=SECRET
    )
    release = trip.planner.releases.release(trip.visit.id)

    assert trip.planner.search(SECRET) == []
    assert SECRET not in json.dumps(plain(trip.planner.visits.plan(trip.visit.id)))
    assert SECRET not in release.content


def test_a_copy_of_a_visit_begins_without_briefs(trip: Trip) -> None:
    trip.planner.briefs.note(trip.visit.id, title="Visit")
    copy = trip.planner.arranging.clone_visit(trip.visit.id, Clone(code="NEXT"))

    assert trip.planner.briefs.briefs(copy) == ()


@pytest.mark.parametrize("profile", list(Profile))
def test_a_visit_file_carries_briefs_to_a_colleague_and_to_nobody_else(
    trip: Trip,
    open_copy: Callable[[Path], Planner],
    empty_file: Path,
    tmp_path: Path,
    profile: Profile,
) -> None:
    colleague = open_copy(empty_file)
    one = trip.planner.briefs.note(trip.visit.id, trip.talk.id, title="Talks", usable="Known.")
    path = tmp_path / "trip.planner-visit"
    trip.planner.visit_files.give(trip.visit.id, path, "A colleague", profile=profile)

    colleague.visit_files.take(colleague.visit_files.look(colleague.visit_files.read(path)))

    taken = colleague.keeper(Brief).of()
    assert taken == ([one] if profile is Profile.INTERNAL else [])


def test_a_brief_that_a_colleague_changed_comes_back(
    trip: Trip, open_copy: Callable[[Path], Planner], empty_file: Path, tmp_path: Path
) -> None:
    colleague = open_copy(empty_file)
    one = trip.planner.briefs.note(trip.visit.id, trip.talk.id, title="Talks", usable="Known.")
    for giver, taker in ((trip.planner, colleague), (colleague, trip.planner)):
        path = tmp_path / f"{giver.title}.planner-visit"
        giver.visit_files.give(trip.visit.id, path, "The other")
        taker.visit_files.take(taker.visit_files.look(taker.visit_files.read(path)))
        if taker is colleague:
            colleague.briefs.edit(one.id, objective="A date for the call.")
            colleague.briefs.note(trip.visit.id, title="Visit")

    assert trip.planner.briefs.get(one.id).objective == "A date for the call."
    assert trip.titles() == ["Visit", "Talks"]


def test_before_a_visit_is_handed_over_it_is_said_how_many_briefs_go_along(trip: Trip) -> None:
    trip.planner.briefs.note(trip.visit.id, title="Visit")
    trip.planner.briefs.note(trip.visit.id, trip.talk.id, title="Talks")

    contents = trip.planner.visit_files.contents

    assert contents(trip.visit.id, Profile.INTERNAL).briefs == 2
    assert contents(trip.visit.id, Profile.HOSTS).briefs == 0


def test_what_a_colleague_changed_in_a_brief_stands_under_its_entry_in_words(
    trip: Trip, open_copy: Callable[[Path], Planner], empty_file: Path, tmp_path: Path
) -> None:
    colleague = open_copy(empty_file)
    one = trip.planner.briefs.note(trip.visit.id, trip.talk.id, objective="A date.")
    for giver, taker in ((trip.planner, colleague), (colleague, trip.planner)):
        path = tmp_path / f"{giver.title}.planner-visit"
        giver.visit_files.give(trip.visit.id, path, "The other")
        arrival = taker.visit_files.look(taker.visit_files.read(path))
        if taker is colleague:
            taker.visit_files.take(arrival)
            colleague.briefs.edit(one.id, objective="A month.")

    (affected,) = arrival.affected
    among = {**arrival.ours, **arrival.state.records}
    assert merging_phrases.heading(affected, among).startswith("Item: Talks")
    (difference,) = affected.differences
    assert merging_phrases.title(difference, among) == "Brief: Objective"
    assert merging_phrases.values(difference, among) == ("A date.", "A month.")
