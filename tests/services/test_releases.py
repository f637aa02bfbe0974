"""Releases stay as they were frozen, can be compared, and it is known who holds which one."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from factories import at, item, person, visit
from planner.domain.ids import DelegateId, ItemId, VisitId
from planner.domain.itinerary import AudienceKind
from planner.domain.plan import Mark, Plan
from planner.domain.privacy import Profile
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.domain.words import plain
from planner.errors import NotAsReleased, NotFound
from planner.services.exporting import Calendars, ExportRequest
from planner.services.planner import Planner
from planner.storage.connecting import connect_sqlite


class Trip:
    """Three delegates; talks with a host for all, a dinner for one of them."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.id: VisitId = planner.visits.new(visit())
        self.delegates: dict[str, DelegateId] = {}
        for family, given in (("Tanaka", "Haruto"), ("Mori", "Yui"), ("Sato", "Hanako")):
            known = person(family, given, country="JP")
            planner.contacts.add(known, organisation="MEXT", title="Director")
            self.delegates[family] = planner.delegations.add_person(self.id, known.id)
        self.host = person("Nilsson", "Eva")
        planner.contacts.add(self.host, organisation="ESS", title="Head of protocol")
        self.talks = planner.itineraries.add(item(self.id, "Talks", "09:00", "11:00"))
        planner.itineraries.set_hosts(self.talks, people=[self.host.id])
        self.dinner = planner.itineraries.add(item(self.id, "Dinner", "19:00", "21:00"))
        self.invite("Mori")

    def invite(self, *names: str) -> None:
        self.planner.itineraries.set_audience(
            self.dinner, AudienceKind.NAMED, delegates=[self.delegates[name] for name in names]
        )

    def release(self, note: str = "") -> Plan:
        made = self.planner.releases.release(self.id, note)
        return self.planner.releases.plan(self.id, made.number)

    def hand_out(self, folder: Path, release: int | None, *names: str) -> None:
        self.planner.exporting.write(
            ExportRequest(
                visit_id=self.id,
                folder=folder,
                release=release,
                calendars=(Calendars.PEOPLE,),
                people=tuple(self.delegates[name] for name in names),
            )
        )

    def mark(self, released: Plan, key: ItemId) -> Mark:
        return released.marks[key]


@pytest.fixture
def trip(planner: Planner) -> Trip:
    return Trip(planner)


def _tamper(planner: Planner) -> None:
    """Change the content of every release behind the program's back."""
    address = planner.address
    with closing(connect_sqlite(Path(address))) as other:
        other.execute("""UPDATE release SET content = replace(content, 'Talks', 'Walks')""")


def test_a_release_is_read_again_exactly_with_the_titles_of_then(trip: Trip, clock: object) -> None:
    then = trip.release("for the embassy")
    kept = json.dumps(plain(then), sort_keys=True)

    clock.forward(days=30)  # type: ignore[attr-defined]
    trip.planner.itineraries.remove(trip.talks)
    trip.planner.contacts.set_post(trip.host.id, "ESS", "Director-General")
    now = trip.planner.releases.plan(trip.id, 1)

    assert json.dumps(plain(now), sort_keys=True) == kept
    assert now.titles[trip.host.id] == "Head of protocol"
    (line,) = trip.planner.releases.list(trip.id)
    assert (line.number, line.author, line.note, line.is_intact) == (
        1,
        "Eva",
        "for the embassy",
        True,
    )


def test_a_release_that_was_changed_is_said_and_not_read(trip: Trip) -> None:
    trip.release()
    _tamper(trip.planner)

    assert [line.is_intact for line in trip.planner.releases.list(trip.id)] == [False]
    with pytest.raises(NotAsReleased, match="Version 1 is not as it was released"):
        trip.planner.releases.plan(trip.id, 1)
    with pytest.raises(NotAsReleased):
        trip.planner.releases.compare(trip.id, 1)
    assert trip.release().release_number == 2


def test_any_two_versions_are_compared_and_the_draft_too(trip: Trip) -> None:
    trip.release()
    trip.planner.itineraries.edit(trip.talks, title="Round table")
    trip.release()
    trip.planner.itineraries.remove(trip.dinner)
    releases = trip.planner.releases

    assert [one.item.title for one in releases.compare(trip.id, 1, 2).changes.items] == [
        "Round table"
    ]
    assert [one.item.title for one in releases.compare(trip.id, 1).changes.items] == [
        "Round table",
        "Dinner",
    ]
    assert not releases.compare(trip.id, 2, 2).changes
    with pytest.raises(NotFound, match="no version 7"):
        releases.compare(trip.id, 7)


def test_each_recipient_is_told_of_the_own_changes(trip: Trip) -> None:
    trip.release()
    trip.invite("Sato")
    told = {
        one.recipient.name: ([change.item.title for change in one.items], one.total)
        for one in trip.planner.releases.compare(trip.id, 1).told()
    }

    assert told["Tanaka Haruto"] == ([], 1)
    assert told["Mori Yui"] == (["Dinner"], 2)
    assert told["Sato Hanako"] == (["Dinner"], 2)
    assert told["Eva Nilsson"] == ([], 1)


def test_it_is_known_who_holds_which_version_and_whose_copy_is_stale(
    trip: Trip, tmp_path: Path, clock: object
) -> None:
    trip.release()
    trip.hand_out(tmp_path / "1", 1, "Tanaka", "Mori")
    trip.planner.itineraries.move(trip.dinner, Slot(WallTime(at("20:00"), "Europe/Copenhagen")))
    clock.forward(hours=1)  # type: ignore[attr-defined]
    trip.release()
    trip.hand_out(tmp_path / "2", None, "Sato")

    held = {one.name: one for one in trip.planner.releases.holders(trip.id)}

    assert [*held] == ["Sato Hanako", "Mori Yui", "Tanaka Haruto"]
    assert {name: one.number for name, one in held.items()} == {
        "Sato Hanako": None,
        "Tanaka Haruto": 1,
        "Mori Yui": 1,
    }
    assert [name for name, one in held.items() if one.is_stale] == ["Mori Yui"]
    assert held["Sato Hanako"].changes is None

    trip.hand_out(tmp_path / "3", 2, "Mori")
    again = {one.name: one for one in trip.planner.releases.holders(trip.id)}
    assert again["Mori Yui"].number == 2
    assert not again["Mori Yui"].is_stale


def test_a_name_that_nobody_knows_holds_what_the_profile_of_the_paper_showed(
    trip: Trip, tmp_path: Path
) -> None:
    trip.release()
    trip.planner.exporting.write(
        ExportRequest(
            visit_id=trip.id,
            folder=tmp_path,
            release=1,
            contact_sheet=True,
            profile=Profile.HOSTS,
            recipient="Embassy of Japan",
        )
    )
    trip.planner.itineraries.edit(trip.talks, internal_notes="coffee")
    trip.release()
    (embassy,) = trip.planner.releases.holders(trip.id)

    assert (embassy.name, embassy.number, embassy.is_stale) == ("Embassy of Japan", 1, False)

    trip.planner.itineraries.edit(trip.talks, title="Round table")
    trip.release()
    (embassy,) = trip.planner.releases.holders(trip.id)
    assert embassy.is_stale


# the numbers of calendars


def test_the_number_rises_when_somebody_leaves_and_when_he_comes_back(trip: Trip) -> None:
    numbers = []
    for names in (("Mori", "Sato"), ("Sato",), ("Sato",), ("Mori", "Sato")):
        trip.invite(*names)
        released = trip.release()
        numbers.append(trip.mark(released, trip.dinner).sequence)

    assert numbers == [0, 1, 1, 2]


def test_the_number_of_the_others_stands(trip: Trip) -> None:
    first = trip.release()
    trip.invite("Sato")
    second = trip.release()

    assert trip.mark(first, trip.talks) == trip.mark(second, trip.talks)
    assert trip.mark(first, trip.dinner).stamped_at < trip.mark(second, trip.dinner).stamped_at


def test_a_removed_or_unscheduled_entry_is_cancelled_under_a_higher_number(trip: Trip) -> None:
    trip.release()
    trip.planner.itineraries.remove(trip.talks)
    trip.planner.itineraries.unschedule(trip.dinner)
    gone = trip.release()
    again = trip.release()

    assert [trip.mark(gone, key).sequence for key in (trip.talks, trip.dinner)] == [1, 1]
    assert [trip.mark(again, key).sequence for key in (trip.talks, trip.dinner)] == [1, 1]

    for _step in range(4):
        trip.planner.history.undo()  # two releases, the time, the removal
    back = trip.release()

    assert [trip.mark(back, key).sequence for key in (trip.talks, trip.dinner)] == [2, 2]


def test_a_mark_of_an_older_library_does_not_rise_by_itself(trip: Trip) -> None:
    first = trip.release()
    with closing(connect_sqlite(Path(trip.planner.address))) as other:
        other.execute(
            "UPDATE calendar_mark SET digest = NULL, facts_hash = substr(facts_hash, 1, 32)"
        )

    assert trip.release().marks == first.marks
    trip.invite("Sato")
    assert trip.mark(trip.release(), trip.dinner).sequence == 1
