"""A visit goes through several hands and comes back late, early, redacted, or from a stranger."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import item, organisation, person, visit
from planner.domain.ids import ItemId, PersonId, RecordId, ReleaseId, VisitId, new_id
from planner.domain.itinerary import ItemStatus
from planner.domain.people import ExternalKey
from planner.domain.plan import Mark
from planner.domain.privacy import Profile
from planner.domain.releases import Release
from planner.domain.visit_files import VisitFile
from planner.errors import UserError
from planner.i18n import N_
from planner.services.planner import Planner, open_planner
from planner.services.visit_arrivals import SCHEME, Arrival
from planner.settings import Settings

Open = Callable[[str], Planner]


@pytest.fixture
def opened(tmp_path: Path, empty_file: Path) -> Iterator[Open]:
    """Libraries of people by name, each with its own."""
    with ExitStack() as stack:

        def one(author: str) -> Planner:
            path = tmp_path / f"{author}.planner"
            shutil.copyfile(empty_file, path)
            planner = open_planner(str(path), Settings(chosen={"author": author}))
            stack.callback(planner.close)
            return planner

        yield one


def begun(planner: Planner) -> VisitId:
    """A visit with three entries."""
    made = visit()
    with planner._core.work(N_("Add {name}"), {"name": made.title}) as work:
        work.add(made)
        for hour in (9, 11, 14):
            work.add(item(made.id, f"Entry {hour}", f"{hour:02}:00", f"{hour + 1:02}:00"))
    return made.id


def handed(
    giver: Planner, visit: VisitId, folder: Path, profile: Profile = Profile.INTERNAL
) -> VisitFile:
    path = folder / f"{new_id()}.planner-visit"
    giver.visit_files.give(visit, path, "Colleague", profile=profile)
    return giver.visit_files.read(path)


def taken(taker: Planner, file: VisitFile) -> Arrival:
    arrival = taker.visit_files.look(file)
    taker.visit_files.take(arrival)
    return arrival


def titles(planner: Planner, visit: VisitId) -> dict[ItemId, str]:
    return {one.id: one.title for one in planner.visits.plan(visit).items}


def clashes(arrival: Arrival) -> set[str]:
    return {one.key for each in arrival.affected for one in each.differences if one.clash}


def test_what_went_from_hand_to_hand_comes_back_as_changes_and_not_as_clashes(
    opened: Open, tmp_path: Path
) -> None:
    anna, bo, carl = opened("Anna"), opened("Bo"), opened("Carl")
    visit = begun(anna)
    first, second, third = titles(anna, visit)
    taken(bo, handed(anna, visit, tmp_path))
    bo.itineraries.edit(first, title="Changed by Bo")
    bo.itineraries.remove(second)
    taken(carl, handed(bo, visit, tmp_path))
    carl.itineraries.edit(third, title="Changed by Carl")
    arrival = taken(anna, handed(carl, visit, tmp_path))
    assert arrival.start is not None
    assert not clashes(arrival)
    assert titles(anna, visit) == {first: "Changed by Bo", third: "Changed by Carl"}
    assert [one.other for one in anna.visit_files.copies(visit)] == ["Carl", "Colleague"]
    anna.itineraries.edit(first, title="Changed by Anna")
    arrival = taken(bo, handed(anna, visit, tmp_path))
    assert not clashes(arrival)
    assert titles(bo, visit) == titles(anna, visit)


def test_an_older_file_taken_in_after_a_newer_one_is_not_proposed(
    opened: Open, tmp_path: Path
) -> None:
    anna, bo = opened("Anna"), opened("Bo")
    visit = begun(anna)
    first, second, _third = titles(anna, visit)
    taken(bo, handed(anna, visit, tmp_path))
    added = item(visit, "Thought better of", "16:00", "17:00")
    bo.itineraries.add(added)
    bo.itineraries.edit(first, title="Thought better of")
    older = handed(bo, visit, tmp_path)
    bo.itineraries.remove(added.id)
    bo.itineraries.edit(first, title="Entry 9")
    bo.itineraries.edit(second, title="Changed by Bo")
    taken(anna, handed(bo, visit, tmp_path))
    before = anna.visits.plan(visit)
    arrival = taken(anna, older)
    assert arrival.is_late
    assert arrival.affected
    assert arrival.usual == frozenset()
    assert anna.visits.plan(visit) == before
    bo.itineraries.edit(second, title="Changed once more")
    assert not taken(anna, handed(bo, visit, tmp_path)).is_late
    assert titles(anna, visit)[second] == "Changed once more"


def test_the_files_of_two_colleagues_do_not_make_each_other_late(
    opened: Open, tmp_path: Path
) -> None:
    anna, bo, carl = opened("Anna"), opened("Bo"), opened("Carl")
    visit = begun(anna)
    first, second, _third = titles(anna, visit)
    taken(bo, handed(anna, visit, tmp_path))
    taken(carl, handed(anna, visit, tmp_path))
    bo.itineraries.edit(first, title="Changed by Bo")
    carl.itineraries.edit(second, title="Changed by Carl")
    of_bo = handed(bo, visit, tmp_path)
    taken(anna, handed(carl, visit, tmp_path))
    assert not taken(anna, of_bo).is_late
    assert [*titles(anna, visit).values()] == ["Changed by Bo", "Changed by Carl", "Entry 14"]


def test_what_was_changed_back_elsewhere_is_offered_where_nobody_can_know(
    opened: Open, tmp_path: Path
) -> None:
    """Anna got Bo's change through Carl, so she never saw the file in which Bo handed it on."""
    anna, bo, carl = opened("Anna"), opened("Bo"), opened("Carl")
    visit = begun(anna)
    first, *_others = titles(anna, visit)
    taken(bo, handed(anna, visit, tmp_path))
    taken(carl, handed(anna, visit, tmp_path))
    bo.itineraries.edit(first, title="For a while")
    _all_taken(bo, carl, visit, tmp_path)
    taken(anna, handed(carl, visit, tmp_path))
    assert titles(anna, visit)[first] == "For a while"
    bo.itineraries.edit(first, title="Entry 9")
    arrival = anna.visit_files.look(handed(bo, visit, tmp_path))
    assert f"item:{first}:title" in clashes(arrival)
    anna.visit_files.take(arrival, clashes(arrival))
    assert titles(anna, visit)[first] == "Entry 9"


def test_an_entry_that_a_redacted_file_does_not_show_is_not_taken_for_removed(
    opened: Open, tmp_path: Path
) -> None:
    anna, bo = opened("Anna"), opened("Bo")
    visit = begun(anna)
    first, *_others = titles(anna, visit)
    taken(bo, handed(anna, visit, tmp_path))
    bo.itineraries.edit(first, status=ItemStatus.CANCELLED)
    arrival = taken(anna, handed(bo, visit, tmp_path, Profile.DELEGATES))
    assert f"item:{first}:removed" in clashes(arrival)
    assert first in titles(anna, visit)


def test_a_visit_that_was_removed_here_comes_back_whole(opened: Open, tmp_path: Path) -> None:
    anna, bo = opened("Anna"), opened("Bo")
    visit = begun(anna)
    taken(bo, handed(anna, visit, tmp_path))
    bo.itineraries.edit(next(iter(titles(bo, visit))), title="Changed by Bo")
    file = handed(bo, visit, tmp_path)
    anna.visits.remove(visit)
    assert taken(anna, file).is_new
    assert titles(anna, visit) == titles(bo, visit)


def test_a_take_in_that_was_undone_can_be_taken_again(opened: Open, tmp_path: Path) -> None:
    anna, bo = opened("Anna"), opened("Bo")
    visit = begun(anna)
    file = handed(anna, visit, tmp_path)
    taken(bo, file)
    bo.history.undo()
    assert bo.visit_files.copies(visit) == []
    assert taken(bo, file).is_new
    assert titles(bo, visit) == titles(anna, visit)


def test_who_became_one_with_another_here_is_not_lost_and_not_doubled(
    opened: Open, tmp_path: Path
) -> None:
    anna, bo = opened("Anna"), opened("Bo")
    visit = begun(anna)
    kept, gone = person("Mori", "Ken"), person("Morita", "Kenji")
    house, other = organisation("University of X"), organisation("X Institute")
    for one in (kept, gone):
        anna.contacts.add(one)
    for place in (house, other):
        anna.organisations.add(place)
    anna.delegations.add_person(visit, gone.id)
    first, second, _third = titles(anna, visit)
    anna.itineraries.set_hosts(second, organisations=[other.id])
    taken(bo, handed(anna, visit, tmp_path))
    anna.merging.merge("person", kept.id, gone.id)
    anna.merging.merge("organisation", house.id, other.id)
    before = anna.counts()
    assert not anna.visit_files.look(handed(bo, visit, tmp_path)).affected
    bo.itineraries.set_hosts(first, people=[gone.id], organisations=[other.id])
    arrival = taken(anna, handed(bo, visit, tmp_path))
    assert not clashes(arrival)
    hosts = {
        (one.item_id, one.person_id or one.organisation_id) for one in anna.visits.plan(visit).hosts
    }
    assert hosts == {(first, kept.id), (first, house.id), (second, house.id)}
    after = anna.counts()
    assert [after[word] - before[word] for word in ("person", "organisation")] == [0, 0]


def test_under_which_name_cards_of_others_know_somebody_stays_in_the_office(
    sample: Planner, tmp_path: Path
) -> None:
    visit = sample.visits.page()[0].id
    known = PersonId(str(sample.visits.plan(visit).delegates[0].person_id))
    other = "0" * 32
    with sample._core.work(N_("Add {name}"), {"name": ""}) as work:
        for value in ("private@example.org", other):
            work.add(
                ExternalKey(id=RecordId(new_id()), person_id=known, scheme=SCHEME, value=value)
            )
    for profile in Profile:
        named = {
            alias
            for aliases in handed(sample, visit, tmp_path, profile).aliases.values()
            for alias in aliases
        }
        assert ("private@example.org" in named) == (profile is Profile.INTERNAL), profile
    assert other in handed(sample, visit, tmp_path, Profile.DELEGATES).aliases[known]


def test_what_no_library_would_write_is_refused(opened: Open, tmp_path: Path) -> None:
    anna, bo = opened("Anna"), opened("Bo")
    visit = begun(anna)
    anna.releases.release(visit)
    file = handed(anna, visit, tmp_path)
    release = file.release
    assert release is not None
    plan = file.state.plan
    key = plan.items[0].id

    def marked(sequence: object) -> VisitFile:
        mark = Mark(sequence, dt.datetime(2027, 1, 1))  # type: ignore[arg-type]
        return replace(file, state=replace(file.state, plan=replace(plan, marks={key: mark})))

    wrong = {
        "another content": replace(file, release=replace(release, content=release.content + " ")),
        "another visit": replace(file, release=replace(release, visit_id=VisitId("f" * 32))),
        "a number without end": replace(file, release=replace(release, number=2**40)),
        "no content": replace(file, release=_of_content(release, "{}")),
        "a mark without end": marked(2**40),
        "a mark that falls": marked(-1),
        "a mark in words": marked("one"),
        "no name": replace(file, copy_id=""),
        "endless": replace(file, earlier=tuple(map(str, range(20_000)))),
    }
    for what, one in wrong.items():
        with pytest.raises(UserError, match="does not hold together"):
            bo.visit_files.look(one)
            pytest.fail(what)
    assert bo.visit_files.look(file).is_new


def _of_content(release: Release, content: str) -> Release:
    from planner.domain.releases import hash_of

    return replace(release, id=ReleaseId(new_id()), content=content, content_hash=hash_of(content))


def test_a_file_that_cannot_be_put_on_record_is_not_written(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = opened("Anna")
    visit = begun(anna)
    target = tmp_path / "visit.planner-visit"
    target.write_bytes(b"the old one")

    def refuse(*_args: object) -> None:
        raise UserError("The register refused.")

    monkeypatch.setattr(type(anna.visit_files._disclosures), "record", refuse)
    with pytest.raises(UserError, match="register refused"):
        anna.visit_files.give(visit, target, "Colleague")
    assert target.read_bytes() == b"the old one"
    assert anna.visit_files.copies(visit) == []


STEP = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 2), st.integers(0, 3)),
    st.tuples(st.just("add"), st.integers(0, 2), st.integers(0, 3)),
    st.tuples(st.just("remove"), st.integers(0, 2), st.integers(0, 3)),
    st.tuples(st.just("hand"), st.integers(0, 2), st.integers(1, 2)),
)


@settings(max_examples=12)
@given(steps=st.lists(STEP, min_size=4, max_size=12))
def test_three_libraries_end_with_the_same_visit_once_all_was_taken(
    empty_file: Path, steps: list[tuple[str, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        planners = []
        for author in ("Anna", "Bo", "Carl"):
            path = folder / f"{author}.planner"
            shutil.copyfile(empty_file, path)
            planners.append(open_planner(str(path), Settings(chosen={"author": author})))
            stack.callback(planners[-1].close)
        visit = begun(planners[0])
        for other in planners[1:]:
            taken(other, handed(planners[0], visit, folder))
        for number, (what, who, which) in enumerate(steps):
            _done(planners, visit, folder, what, who, which, f"Title {number}")
        for giver, taker in ((1, 0), (2, 0), (0, 1), (0, 2)):
            _all_taken(planners[giver], planners[taker], visit, folder)
        assert titles(planners[1], visit) == titles(planners[0], visit)
        assert titles(planners[2], visit) == titles(planners[0], visit)
        for one in planners:
            for giver in planners:
                arrival = one.visit_files.look(handed(giver, visit, folder))
                assert not arrival.usual


def _done(
    planners: list[Planner],
    visit: VisitId,
    folder: Path,
    what: str,
    who: int,
    which: int,
    title: str,
) -> None:
    one = planners[who]
    keys = [*titles(one, visit)]
    if what == "add":
        one.itineraries.add(item(visit, title, f"{15 + which}:00", f"{16 + which}:00"))
    elif what == "hand":
        _all_taken(one, planners[(who + which) % 3], visit, folder)
    elif keys and what == "edit":
        one.itineraries.edit(keys[which % len(keys)], title=title)
    elif keys:
        one.itineraries.remove(keys[which % len(keys)])


def _all_taken(giver: Planner, taker: Planner, visit: VisitId, folder: Path) -> None:
    arrival = taker.visit_files.look(handed(giver, visit, folder))
    every = {one.key for each in arrival.affected for one in each.differences}
    taker.visit_files.take(arrival, every)
