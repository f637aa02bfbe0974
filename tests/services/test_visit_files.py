"""A visit goes to a colleague as one file and comes back: nothing is lost, nothing is doubled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.followups import Anchor, FollowUp, Side
from planner.domain.ids import FollowUpId, ItemId, PersonId, VisitId, new_id
from planner.domain.itinerary import Item
from planner.domain.privacy import Profile
from planner.domain.visit_merging import Act
from planner.errors import UserError
from planner.services.planner import Planner


@pytest.fixture
def office(sample: Planner) -> Planner:
    return sample


@pytest.fixture
def colleague(open_copy: Callable[[Path], Planner], empty_file: Path) -> Planner:
    return open_copy(empty_file)


def visit_of(planner: Planner) -> VisitId:
    return planner.visits.page()[0].id


def handed(
    giver: Planner, visit: VisitId, folder: Path, profile: Profile = Profile.INTERNAL
) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}.planner-visit"
    giver.visit_files.give(visit, path, "Colleague", profile=profile)
    return path


def taken(taker: Planner, path: Path) -> None:
    files = taker.visit_files
    files.take(files.look(files.read(path)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    return made


def first_item(planner: Planner, visit: VisitId) -> Item:
    return planner.visits.plan(visit).scheduled[0]


def test_a_colleague_gets_the_whole_visit(
    office: Planner, colleague: Planner, folder: Path
) -> None:
    visit = visit_of(office)
    taken(colleague, handed(office, visit, folder))
    ours, theirs = office.visits.plan(visit), colleague.visits.plan(visit)
    for name in ("visit", "delegates", "groups", "members", "items", "legs", "audience"):
        assert set(_listed(getattr(theirs, name))) == set(_listed(getattr(ours, name))), name
    assert {one.name for one in theirs.people} == {one.name for one in ours.people}
    assert theirs.themes == ours.themes
    assert theirs.titles == ours.titles


def _listed(value: object) -> tuple[object, ...]:
    if isinstance(value, tuple):
        return tuple(
            replace(one, agreement_id=None) if isinstance(one, Item) else one for one in value
        )
    return (value,)


def test_one_undo_takes_it_all_out_again(office: Planner, colleague: Planner, folder: Path) -> None:
    before = colleague.counts()
    taken(colleague, handed(office, visit_of(office), folder))
    colleague.history.undo()
    after = colleague.counts()
    changed = {word for word in after if after[word] != before[word]}
    assert changed <= {"calendar_mark", "release"}


def test_the_same_file_taken_in_twice_changes_nothing(
    office: Planner, colleague: Planner, folder: Path
) -> None:
    visit = visit_of(office)
    path = handed(office, visit, folder)
    taken(colleague, path)
    before = colleague.visits.plan(visit)
    files = colleague.visit_files
    assert files.look(files.read(path)).affected == ()
    taken(colleague, path)
    assert colleague.visits.plan(visit) == before


def test_what_each_side_changed_is_there_after_it_came_back(
    office: Planner, colleague: Planner, folder: Path
) -> None:
    visit = visit_of(office)
    taken(colleague, handed(office, visit, folder))
    items = office.visits.plan(visit).scheduled
    colleague.itineraries.edit(items[0].id, title="Changed by the colleague")
    office.itineraries.edit(items[1].id, title="Changed by the office")
    taken(office, handed(colleague, visit, folder))
    after = {item.id: item.title for item in office.visits.plan(visit).items}
    assert after[items[0].id] == "Changed by the colleague"
    assert after[items[1].id] == "Changed by the office"


def test_where_both_changed_one_field_ours_stays_until_somebody_decides(
    office: Planner, colleague: Planner, folder: Path
) -> None:
    visit = visit_of(office)
    taken(colleague, handed(office, visit, folder))
    item = first_item(office, visit)
    colleague.itineraries.edit(item.id, title="Theirs")
    office.itineraries.edit(item.id, title="Ours")
    files = office.visit_files
    arrival = files.look(files.read(handed(colleague, visit, folder)))
    (difference,) = [one for each in arrival.affected for one in each.differences if one.clash]
    assert (difference.ours, difference.theirs, difference.base) == ("Ours", "Theirs", item.title)
    files.take(arrival)
    assert office.visits.plan(visit).items != ()
    assert first_item(office, visit).title == "Ours"
    office.history.undo()
    files.take(files.look(arrival.file), {difference.key})
    assert first_item(office, visit).title == "Theirs"


def test_what_they_removed_goes_and_what_they_added_comes(
    office: Planner, colleague: Planner, folder: Path
) -> None:
    visit = visit_of(office)
    taken(colleague, handed(office, visit, folder))
    gone = first_item(office, visit)
    colleague.itineraries.remove(gone.id)
    added = replace(gone, id=ItemId("f" * 32), title="An entry of the colleague")
    colleague.itineraries.add(added)
    files = office.visit_files
    arrival = files.look(files.read(handed(colleague, visit, folder)))
    acts = {(each.id, each.act) for each in arrival.affected}
    assert (gone.id, Act.REMOVED) in acts
    assert (added.id, Act.ADDED) in acts
    files.take(arrival)
    titles = [item.title for item in office.visits.plan(visit).items]
    assert "An entry of the colleague" in titles
    assert gone.id not in {item.id for item in office.visits.plan(visit).items}


def test_what_a_partner_never_saw_is_not_lost_when_it_comes_back(
    office: Planner, colleague: Planner, folder: Path
) -> None:
    visit = visit_of(office)
    item = first_item(office, visit)
    office.itineraries.edit(item.id, internal_notes="Not for the host")
    taken(colleague, handed(office, visit, folder, Profile.HOSTS))
    assert "Not for the host" not in str(colleague.visits.plan(visit))
    colleague.itineraries.edit(item.id, title="Changed by the host")
    before = office.visits.plan(visit)
    taken(office, handed(colleague, visit, folder))
    after = office.visits.plan(visit)
    assert after == replace(
        before,
        items=tuple(
            replace(one, title="Changed by the host") if one.id == item.id else one
            for one in before.items
        ),
    )


def test_a_person_known_here_under_another_id_is_not_doubled(
    office: Planner, colleague: Planner, folder: Path
) -> None:
    visit = visit_of(office)
    plan = office.visits.plan(visit)
    mailed = next(point for point in plan.contact_points if point.kind == "email")
    person = plan.person[PersonId(str(mailed.person_id))]
    own = replace(person, id=PersonId("e" * 32))
    colleague.contacts.add(own, emails=[mailed.value])
    taken(colleague, handed(office, visit, folder))
    people = colleague.visits.plan(visit).person
    assert own.id in people
    assert person.id not in people
    office_before = office.visits.plan(visit)
    taken(office, handed(colleague, visit, folder))
    assert office.visits.plan(visit) == office_before


def test_numbers_of_versions_go_on_where_the_other_side_stopped(
    office: Planner, colleague: Planner, folder: Path
) -> None:
    visit = visit_of(office)
    release = office.releases.release(visit)
    taken(colleague, handed(office, visit, folder))
    assert colleague.releases.release(visit).number == release.number + 1


def test_a_change_here_while_the_differences_are_looked_at_is_noticed(
    office: Planner, colleague: Planner, folder: Path
) -> None:
    visit = visit_of(office)
    taken(colleague, handed(office, visit, folder))
    colleague.itineraries.edit(first_item(office, visit).id, title="Theirs")
    files = office.visit_files
    arrival = files.look(files.read(handed(colleague, visit, folder)))
    office.itineraries.edit(first_item(office, visit).id, title="Ours")
    with pytest.raises(UserError, match="in the meantime"):
        files.take(arrival)


def test_what_is_to_be_done_comes_along_and_moves_on_both_sides(
    office: Planner, colleague: Planner, folder: Path
) -> None:
    visit = visit_of(office)
    office.checklists.apply(office.checklists.find("Signing").id, visit)
    item = first_item(office, visit)
    slides = FollowUp(
        id=FollowUpId(new_id()),
        title="Slides",
        item_id=item.id,
        anchor=Anchor.ITEM,
        due_days=-2,
        repeats="FREQ=WEEKLY",
        remind_days=1,
        side=Side.THEIRS,
    )
    office.follow_ups.add(slides)
    taken(colleague, handed(office, visit, folder))
    there = {one.id: one for one in colleague.follow_ups.of_visit(visit)}
    for one in office.follow_ups.of_visit(visit):
        # Which checklist it came from is known only where the checklist is.
        assert there[one.id] == replace(one, checklist_id=None, agreement_id=None)

    first = colleague.visits.get(visit).first_day
    assert first is not None
    colleague.arranging.move_visit(visit, first + dt.timedelta(7))
    before = {one.id: one.due_on for one in office.follow_ups.of_visit(visit) if one.anchor}
    taken(office, handed(colleague, visit, folder))
    for one in office.follow_ups.of_visit(visit):
        day = before.get(one.id)
        if day is not None:
            assert one.due_on == day + dt.timedelta(7)
            assert one.repeats == ("FREQ=WEEKLY" if one.id == slides.id else "")
