"""Undo and redo: in order, across restarts, and never over somebody's later work."""

from __future__ import annotations

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from factories import CPH, at, item, person, visit
from planner.domain.itinerary import AudienceKind
from planner.domain.library import WORDS
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.errors import NotFound, OutOfDate, StillUsed
from planner.phrases import label
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage.journal import NOT_JOURNALLED


def test_nothing_done_is_nothing_to_undo(planner: Planner) -> None:
    with pytest.raises(NotFound, match="nothing to undo"):
        planner.history.undo()
    with pytest.raises(NotFound, match="nothing to redo"):
        planner.history.redo()


def test_steps_are_undone_backwards_and_redone_forwards(planner: Planner) -> None:
    for name in ("First", "Second"):
        planner.contacts.add(person(name, ""))

    assert [label(planner.history.undo()) for _ in range(2)] == ["Add Second", "Add First"]
    assert planner.contacts.count() == 0
    assert [label(planner.history.redo()) for _ in range(2)] == ["Add First", "Add Second"]
    assert planner.contacts.count() == 2


def test_a_new_step_ends_what_could_be_redone(planner: Planner) -> None:
    planner.contacts.add(person("First", ""))
    planner.history.undo()
    planner.contacts.add(person("Second", ""))

    assert planner.history.next_redo() is None


def test_undo_works_after_a_restart(planner: Planner) -> None:
    planner.contacts.add(person("First", ""))
    address = planner.address
    planner.close()

    again = open_planner(address, Settings())
    again.history.undo()

    assert again.contacts.count() == 0
    again.close()


def test_an_older_step_is_undone_when_nothing_leans_on_it(planner: Planner) -> None:
    first, second = person("First", ""), person("Second", "")
    planner.contacts.add(first)
    planner.contacts.add(second)

    planner.history.undo(1)

    assert [line.name for line in planner.contacts.page()] == ["Second"]


def test_undo_never_throws_away_a_later_change(planner: Planner) -> None:
    known = person("First", "")
    planner.contacts.add(known)
    planner.contacts.edit(known.id, family_name="Second")

    with pytest.raises(OutOfDate, match="changed later"):
        planner.history.undo(1)

    assert planner.contacts.people.get(known.id).family_name == "Second"


def test_listeners_hear_of_undo_as_of_any_change(planner: Planner) -> None:
    heard: list[tuple[str, frozenset[str]]] = []
    end = planner.subscribe(lambda changed: heard.append((changed.label, changed.words)))
    planner.contacts.add(person())
    planner.history.undo()
    end()
    planner.history.redo()

    assert heard == [("Add {name}", frozenset({"person"})), ("Undo", frozenset({"person"}))]


class EveryVerb(RuleBasedStateMachine):
    """Random verbs, undos and redos: undoing everything always leads back to the start."""

    planner: Planner
    folder: object

    @initialize()
    def start(self) -> None:
        import tempfile
        from pathlib import Path

        from planner.storage.engine import Library, create_library

        self.folder = tempfile.TemporaryDirectory()
        library: Library = create_library(str(Path(self.folder.name) / "x.planner"))  # type: ignore[attr-defined]
        self.planner = Planner(library, Settings())
        self.done: list[str] = [self.dump()]
        self.undone: list[str] = []
        self.people: list[str] = []

    def dump(self) -> str:
        """Every record of every word, in order."""
        return repr(
            [
                sorted(map(repr, self.planner.keeper(kind).of()))
                for kind in WORDS
                if kind.WORD not in NOT_JOURNALLED
            ]
        )

    def _did(self) -> None:
        now = self.dump()
        if now != self.done[-1]:
            self.done.append(now)
            self.undone.clear()

    @rule(
        family=st.sampled_from(["Sato", "Müller", "Åkesson", "田中"]),
        house=st.sampled_from(["", "ESS", "MEXT"]),
    )
    def add_person(self, family: str, house: str) -> None:
        known = person(family, "X")
        self.planner.contacts.add(
            known, organisation=house, title="Director", emails=[f"{known.id}@example.org"]
        )
        self.people.append(known.id)
        self._did()

    @rule(place=st.integers(0, 9), given=st.sampled_from(["Anna", "Bo", "X"]))
    def rename(self, place: int, given: str) -> None:
        if line := self._someone(place):
            self.planner.contacts.edit(line, given_name=given)  # type: ignore[arg-type]
            self._did()

    @rule(place=st.integers(0, 9), house=st.sampled_from(["", "ESS", "DTU"]))
    def change_post(self, place: int, house: str) -> None:
        if line := self._someone(place):
            self.planner.contacts.set_post(line, house, "Head")  # type: ignore[arg-type]
            self._did()

    @rule(place=st.integers(0, 9))
    def remove(self, place: int) -> None:
        if line := self._someone(place):
            try:
                self.planner.contacts.remove(line)  # type: ignore[arg-type]
            except StillUsed:
                assert self.dump() == self.done[-1]
            self._did()

    @rule(title=st.sampled_from(["Tour", "Talks", "Dinner"]), hour=st.integers(8, 18))
    def add_entry(self, title: str, hour: int) -> None:
        if not self.planner.visits.count():
            self.planner.visits.new(visit())
            self._did()
        trip = self.planner.visits.page()[0].id
        self.planner.itineraries.add(item(trip, title, f"{hour:02d}:00", f"{hour:02d}:45"))
        self._did()

    @rule(place=st.integers(0, 9), hour=st.integers(8, 18))
    def move_entry(self, place: int, hour: int) -> None:
        if entry := self._entry(place):
            self.planner.itineraries.move(entry, Slot(WallTime(at(f"Tue {hour:02d}:30"), CPH)))  # type: ignore[arg-type]
            self._did()

    @rule(place=st.integers(0, 9))
    def join(self, place: int) -> None:
        """Somebody joins the delegation and is named on an entry."""
        someone, entry = self._someone(place), self._entry(place)
        if someone and entry:
            trip = self.planner.visits.page()[0].id
            known = {one.person_id: one.id for one in self.planner.visits.plan(trip).delegates}
            if someone not in known:
                known[someone] = self.planner.delegations.add_person(trip, someone)  # type: ignore[index,arg-type]
                self._did()
            self.planner.itineraries.set_audience(
                entry,  # type: ignore[arg-type]
                AudienceKind.NAMED,
                delegates=[known[someone]],  # type: ignore[index]
            )
            self._did()

    def _entry(self, place: int) -> str | None:
        if not self.planner.visits.count():
            return None
        items = self.planner.visits.plan(self.planner.visits.page()[0].id).items
        return items[place % len(items)].id if items else None

    @rule()
    def undo(self) -> None:
        if len(self.done) > 1:
            self.planner.history.undo()
            self.undone.append(self.done.pop())

    @rule()
    def redo(self) -> None:
        if self.undone:
            self.planner.history.redo()
            self.done.append(self.undone.pop())

    def _someone(self, place: int) -> str | None:
        lines = self.planner.contacts.page()
        return lines[place % len(lines)].id if lines else None

    @invariant()
    def the_library_is_what_the_history_says(self) -> None:
        if hasattr(self, "done"):
            assert self.dump() == self.done[-1]
            assert len(self.planner.search("example")) == self.planner.contacts.count()

    def teardown(self) -> None:
        if not hasattr(self, "done"):
            return
        while len(self.done) > 1:
            self.planner.history.undo()
            self.done.pop()
        assert self.dump() == self.done[0]
        self.planner.close()
        self.folder.cleanup()  # type: ignore[attr-defined]


TestEveryVerb = EveryVerb.TestCase
TestEveryVerb.settings = hypothesis_settings(max_examples=12, stateful_step_count=20, deadline=None)
