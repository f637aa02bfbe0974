"""Published calendars: overwritten in place, one way, and nothing of anybody else is touched."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from calendar_server import PASSWORD, USER, Office, office
from factories import item, person, visit
from interchange.calendar_lint import lint
from planner.domain.handouts import PlaceKind, Publication, PublishedEntry
from planner.domain.ids import DelegateId, ItemId, RecordId, VisitId, new_id
from planner.domain.itinerary import AudienceKind, ItemKind
from planner.domain.privacy import Disclosure, Profile, Way
from planner.domain.publishing import Act, Clash
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.errors import NotFound, NotWritten, PasswordWanted, UserError
from planner.services.core import Clock
from planner.services.planner import Planner, open_planner
from planner.services.publishing import Look, Published
from planner.settings import Settings

SECRET = "Never-to-leave-the-house"


class Trip:
    """Two delegates; talks for both, a dinner for Yui alone, a blocker for nobody."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.id: VisitId = planner.visits.new(visit(code="TRIP", notes=SECRET))
        self.delegates: dict[str, DelegateId] = {}
        for given in ("Yui", "Ken"):
            known = person("Tanaka", given, notes=SECRET)
            planner.contacts.add(known)
            self.delegates[given] = planner.delegations.add_person(self.id, known.id)
        self.talks = self.item("Talks", "09:00", "11:00")
        self.dinner = self.item("Dinner", "19:00", "21:00", kind=ItemKind.MEAL)
        planner.itineraries.set_audience(
            self.dinner, AudienceKind.NAMED, delegates=[self.delegates["Yui"]]
        )
        self.item(SECRET, "08:00", "08:30", kind=ItemKind.BLOCKER)
        self.release()

    def item(self, title: str, start: str, end: str, **fields: object) -> ItemId:
        return self.planner.itineraries.add(item(self.id, title, start, end, **fields))

    def release(self) -> int:
        return self.planner.releases.release(self.id).number

    def move(self, one: ItemId, start: str, end: str) -> None:
        moved = item(self.id, "", start, end)
        assert moved.start_local
        assert moved.end_local
        self.planner.itineraries.move(
            one,
            Slot(
                WallTime(moved.start_local, moved.start_zone),
                WallTime(moved.end_local, moved.end_zone),
            ),
        )

    def key(self, given: str) -> str:
        return f"delegate:{self.delegates[given]}"

    def at(self, target: Path | Office, *given: str, **fields: object) -> Publication:
        folder = isinstance(target, Path)
        place = Publication(
            id=RecordId(new_id()),
            visit_id=self.id,
            kind=PlaceKind.FOLDER if isinstance(target, Path) else PlaceKind.SERVER,
            target=str(target) if isinstance(target, Path) else target.address,
            user_name="" if folder else USER,
            recipients=tuple(self.key(one) for one in given),
            **fields,  # type: ignore[arg-type]
        )
        made = self.planner.publishing.add(place)
        if not folder:
            self.planner.publishing.give_password(made.id, PASSWORD)
        return made

    def look(self, place: Publication) -> Look:
        return self.planner.publishing.look(place.id)

    def publish(self, place: Publication, *overwrite: str) -> Published:
        return self.planner.publishing.publish(self.look(place), overwrite)

    def given(self) -> list[Disclosure]:
        return self.planner.keeper(Disclosure).of(visit_id=self.id)

    def books(self, place: Publication) -> list[PublishedEntry]:
        return self.planner.keeper(PublishedEntry).of(publication_id=place.id)


@pytest.fixture
def trip(planner: Planner) -> Trip:
    return Trip(planner)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shared"
    made.mkdir()
    return made


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("radicale")) as found:
        yield found


@pytest.fixture
def server(running: Office) -> Office:
    """The calendar, emptied."""
    for name in running.names():
        running.delete(name)
    return running


def counts(look: Look) -> dict[Act, int]:
    return {act: look.count(act) for act in Act if look.count(act)}


def clashes(look: Look) -> dict[str, Clash | None]:
    return {one.title: one.step.clash for one in look.clashes}


# a folder


def test_the_file_of_a_visit_keeps_its_name_and_is_overwritten(trip: Trip, folder: Path) -> None:
    place = trip.at(folder)
    assert counts(trip.look(place)) == {Act.NEW: 1}
    assert list(folder.iterdir()) == []

    assert trip.publish(place).new == 1
    (file,) = folder.iterdir()
    first = file.read_bytes()
    trip.move(trip.talks, "10:00", "12:00")
    trip.release()
    assert counts(trip.look(place)) == {Act.CHANGED: 1}
    assert trip.publish(place).changed == 1

    assert file.name == "TRIP.ics"
    assert list(folder.iterdir()) == [file]
    assert b"T090000" in first
    assert b"T100000" in file.read_bytes()
    assert b"METHOD" not in first
    assert SECRET.encode() not in first
    assert trip.look(place).is_nothing


def test_a_name_stays_when_the_visit_and_the_recipient_are_called_otherwise(
    trip: Trip, folder: Path
) -> None:
    place = trip.at(folder, "Yui", "Ken")
    trip.publish(place)
    names = {one.name for one in folder.iterdir()}
    assert names == {"TRIP_Yui Tanaka.ics", "TRIP_Ken Tanaka.ics"}

    trip.planner.visits.edit(trip.id, code="OTHER")
    trip.release()
    trip.publish(place)

    assert {one.name for one in folder.iterdir()} == names


def test_each_recipient_has_own_entries_only(trip: Trip, folder: Path) -> None:
    trip.publish(trip.at(folder, "Yui", "Ken"))

    assert b"Dinner" in (folder / "TRIP_Yui Tanaka.ics").read_bytes()
    assert b"Dinner" not in (folder / "TRIP_Ken Tanaka.ics").read_bytes()


@pytest.mark.parametrize("profile", list(Profile))
def test_nobody_gets_what_is_for_the_office_alone(
    trip: Trip, folder: Path, profile: Profile
) -> None:
    trip.item("Maybe " + SECRET, "13:00", "13:30", kind=ItemKind.BLOCKER)
    trip.planner.itineraries.edit(trip.talks, internal_notes=SECRET)
    trip.release()

    trip.publish(trip.at(folder, profile=profile))

    (file,) = folder.iterdir()
    assert SECRET.encode() not in file.read_bytes()
    assert trip.given()[0].profile is profile


def test_one_record_for_each_file_and_version(trip: Trip, folder: Path) -> None:
    place = trip.at(folder, "Yui", "Ken")
    trip.publish(place)
    trip.publish(place)
    trip.move(trip.dinner, "20:00", "21:00")
    trip.release()
    trip.publish(place)

    given = sorted((one.recipient, one.release_number, one.way, one.paper) for one in trip.given())
    assert given == [
        ("Ken Tanaka", 1, Way.FOLDER, "calendar"),
        ("Ken Tanaka", 2, Way.FOLDER, "calendar"),
        ("Yui Tanaka", 1, Way.FOLDER, "calendar"),
        ("Yui Tanaka", 2, Way.FOLDER, "calendar"),
    ]
    assert not any(one.is_stale for one in trip.planner.releases.holders(trip.id))


def test_who_left_the_visit_gets_an_empty_calendar_for_the_old_entries_to_go(
    trip: Trip, folder: Path
) -> None:
    place = trip.at(folder, "Yui", "Ken")
    trip.publish(place)
    trip.planner.delegations.remove(trip.delegates["Yui"])
    trip.release()

    trip.publish(place)

    file = (folder / "TRIP_Yui Tanaka.ics").read_bytes()
    assert b"BEGIN:VCALENDAR" in file
    assert b"VEVENT" not in file


def test_a_recipient_taken_off_the_place_takes_the_file_along(trip: Trip, folder: Path) -> None:
    place = trip.at(folder, "Yui", "Ken")
    trip.publish(place)
    trip.planner.publishing.edit(place.id, recipients=(trip.key("Yui"),))
    assert counts(trip.look(place)) == {Act.SAME: 1, Act.REMOVED: 1}

    trip.publish(place)

    assert [one.name for one in folder.iterdir()] == ["TRIP_Yui Tanaka.ics"]


def test_a_file_that_somebody_changed_is_said_and_left_until_chosen(
    trip: Trip, folder: Path
) -> None:
    place = trip.at(folder)
    trip.publish(place)
    file = folder / "TRIP.ics"
    file.write_bytes(b"mine now")
    trip.move(trip.talks, "10:00", "12:00")
    trip.release()

    assert [one.step.clash for one in trip.look(place).clashes] == [Clash.EDITED]
    done = trip.publish(place)
    assert [clash for _one, clash in done.clashes] == [Clash.EDITED]
    assert file.read_bytes() == b"mine now"

    assert trip.publish(place, "TRIP.ics").clashes == ()
    assert b"T100000" in file.read_bytes()


def test_a_file_of_somebody_else_is_never_replaced_unasked(trip: Trip, folder: Path) -> None:
    (folder / "TRIP.ics").write_bytes(b"theirs")
    place = trip.at(folder)

    assert [one.step.clash for one in trip.look(place).clashes] == [Clash.TAKEN]
    trip.publish(place)

    assert (folder / "TRIP.ics").read_bytes() == b"theirs"
    assert trip.given() == []


def test_a_link_under_our_name_leads_nowhere(trip: Trip, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"theirs")
    (folder / "TRIP.ics").symlink_to(elsewhere)
    place = trip.at(folder)

    with pytest.raises(NotWritten):
        trip.publish(place, "TRIP.ics")

    assert elsewhere.read_bytes() == b"theirs"


def test_a_file_that_came_there_before_the_end_is_known_again(trip: Trip, folder: Path) -> None:
    """As after a kill between the file and the books."""
    place = trip.at(folder)
    trip.publish(place)
    with trip.planner._core.work("Lose") as work:
        for one in trip.books(place):
            work.remove(PublishedEntry, one.id)

    look = trip.look(place)
    assert [(one.step.act, one.step.found) for one in look.planned] == [(Act.SAME, True)]
    trip.publish(place)
    assert len(trip.books(place)) == 1

    trip.move(trip.talks, "10:00", "12:00")
    trip.release()
    with trip.planner._core.work("Lose") as work:
        for one in trip.books(place):
            work.remove(PublishedEntry, one.id)
    assert trip.look(place).clashes == ()
    assert trip.publish(place).changed == 1


@pytest.mark.skipif(os.name == "nt", reason="modes are of POSIX")
def test_a_new_file_is_read_by_whoever_may_read_the_folder(trip: Trip, folder: Path) -> None:
    folder.chmod(0o750)

    trip.publish(trip.at(folder))

    assert stat.S_IMODE((folder / "TRIP.ics").stat().st_mode) == 0o640


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_whatever_fails_leaves_the_old_files_whole_and_the_books_true(
    trip: Trip, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    place = trip.at(folder, "Yui", "Ken")
    trip.publish(place)
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    trip.move(trip.talks, "10:00", "12:00")
    trip.release()
    real, calls = os.replace, []

    def fails(source: object, target: object) -> None:
        calls.append(target)
        if len(calls) > 1:
            raise OSError(number, os.strerror(number))
        real(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(NotWritten) as failed:
        trip.publish(place)
    monkeypatch.undo()

    assert "1 of 2" in str(failed.value)
    now = {one.name: one.read_bytes() for one in folder.iterdir()}
    assert now.keys() == before.keys()
    assert sum(now[name] == before[name] for name in now) == 1
    (line,) = trip.planner.publishing.places(trip.id)
    assert line.publication.release_number == 1
    assert line.is_stale
    assert counts(trip.look(place)) == {Act.SAME: 1, Act.CHANGED: 1}
    trip.publish(place)
    assert trip.look(place).is_nothing
    assert len(trip.given()) == 4


def test_a_folder_that_is_not_connected_is_said(trip: Trip, folder: Path) -> None:
    place = trip.at(folder)
    trip.publish(place)
    folder.rename(folder.with_name("away"))

    with pytest.raises(NotWritten, match="not there"):
        trip.look(place)


def test_calling_off_keeps_what_is_done_and_the_next_run_does_the_rest(
    trip: Trip, folder: Path
) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 1:
            raise Enough

    place = trip.at(folder, "Yui", "Ken")
    look = trip.look(place)
    with pytest.raises(Enough):
        trip.planner.publishing.publish(look, progress=stop)

    assert len(list(folder.iterdir())) == len(trip.books(place)) == len(trip.given()) == 1
    assert trip.publish(place).new == 1
    assert len(trip.given()) == 2


def test_undoing_the_end_of_a_place_finds_our_files_again(trip: Trip, folder: Path) -> None:
    place = trip.at(folder)
    trip.publish(place)
    trip.planner.publishing.remove(place.id)
    assert (folder / "TRIP.ics").exists()

    trip.planner.history.undo()

    look = trip.look(place)
    assert look.clashes == ()
    trip.publish(place)
    assert trip.look(place).is_nothing


def test_what_is_withdrawn_is_gone_from_the_place_and_the_books(trip: Trip, folder: Path) -> None:
    (folder / "TRIP_Yui Tanaka.ics.txt").write_bytes(b"theirs")
    place = trip.at(folder, "Yui", "Ken")
    trip.publish(place)

    look = trip.planner.publishing.look(place.id, withdraw=True)
    assert trip.planner.publishing.publish(look).removed == 2

    assert [one.read_bytes() for one in folder.iterdir()] == [b"theirs"]
    assert trip.books(place) == []
    assert trip.planner.publishing.get(place.id).release_number is None


def test_a_killed_program_leaves_old_or_new_files_whole_and_the_next_run_ends_it(
    trip: Trip, folder: Path, clock: Clock
) -> None:
    place = trip.at(folder, "Yui", "Ken")
    trip.publish(place)
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    trip.move(trip.talks, "10:00", "12:00")
    trip.release()
    address = trip.planner.address
    trip.planner.close()
    program = (
        "import os, sys; from planner.services.planner import open_planner\n"
        "from planner.settings import Settings\n"
        "planner = open_planner(sys.argv[1], Settings())\n"
        "real, count = os.replace, [0]\n"
        "def replace(*paths):\n"
        "    count[0] += 1\n"
        "    if count[0] == int(sys.argv[3]): os._exit(9)\n"
        "    real(*paths)\n"
        "    if count[0] == int(sys.argv[3]) - 2: os._exit(9)\n"
        "os.replace = replace\n"
        "planner.publishing.publish(planner.publishing.look(sys.argv[2]))\n"
    )
    for at in ("1", "3"):  # before the first file is in its place; then before it is on our books
        died = subprocess.run([sys.executable, "-c", program, address, place.id, at], check=False)
        assert died.returncode == 9
        now = {one.name: one.read_bytes() for one in folder.glob("*.ics")}
        assert now.keys() == before.keys()
        assert sum(now[name] != before[name] for name in now) == (0 if at == "1" else 1)

    trip.planner = open_planner(address, Settings(), clock=clock)
    look = trip.look(place)
    assert look.clashes == ()
    assert [one.step.found for one in look.planned].count(True) == 1
    trip.publish(place)
    assert trip.look(place).is_nothing
    assert len(trip.given()) == 4
    trip.planner.close()


def test_what_was_published_is_not_undone_with_an_earlier_step(trip: Trip, folder: Path) -> None:
    place = trip.at(folder)
    trip.publish(place)

    trip.planner.history.undo()

    assert trip.planner.publishing.get(place.id).release_number == 1
    assert [line.number for line in trip.planner.releases.list(trip.id)] == [1]


def test_a_host_who_was_merged_keeps_the_file(trip: Trip, folder: Path) -> None:
    old, new = person("Nilsson", "Eva"), person("Nilsson", "Eva Maria")
    for one in (old, new):
        trip.planner.contacts.add(one)
    trip.planner.itineraries.set_hosts(trip.talks, people=[old.id])
    trip.release()
    place = trip.planner.publishing.add(
        Publication(
            id=RecordId(new_id()),
            visit_id=trip.id,
            target=str(folder),
            recipients=(f"host:{old.id}",),
        )
    )
    trip.publish(place)
    (file,) = folder.iterdir()
    trip.planner.merging.merge("person", new.id, old.id)

    assert [one.step.act for one in trip.look(place).planned] == [Act.SAME]
    trip.release()
    trip.publish(place)

    assert list(folder.iterdir()) == [file]
    assert b"Talks" in file.read_bytes()


# what a place may be


@pytest.mark.parametrize(
    "address",
    [
        "https://office:secret@cal.example.org/visit/",
        "http://cal.example.org/visit/",
        "ftp://cal.example.org/visit/",
        "webcal://cal.example.org/visit/",
        "cal.example.org/visit",
        "https:///visit",
        "",
    ],
)
def test_an_address_that_could_give_the_password_away_is_not_kept(trip: Trip, address: str) -> None:
    with pytest.raises(UserError) as refused:
        trip.planner.publishing.add(
            Publication(
                id=RecordId(new_id()), visit_id=trip.id, kind=PlaceKind.SERVER, target=address
            )
        )

    assert "secret" not in str(refused.value)
    assert trip.planner.publishing.places(trip.id) == []


def test_one_place_is_used_once_by_a_visit(trip: Trip, folder: Path) -> None:
    trip.at(folder)

    with pytest.raises(UserError, match="already"):
        trip.at(folder, "Yui")


def test_where_our_files_are_a_place_cannot_move(trip: Trip, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    place = trip.at(folder)
    assert trip.planner.publishing.edit(place.id, target=str(other)).target == str(other)
    trip.publish(place)

    with pytest.raises(UserError, match="already"):
        trip.planner.publishing.edit(place.id, target=str(folder))


def test_a_draft_is_never_published(planner: Planner, folder: Path) -> None:
    key = planner.visits.new(visit())
    place = planner.publishing.add(
        Publication(id=RecordId(new_id()), visit_id=key, target=str(folder))
    )

    with pytest.raises(NotFound, match="not been released"):
        planner.publishing.look(place.id)


# a server


def test_entries_come_change_and_go_on_a_server(trip: Trip, server: Office) -> None:
    server.put("theirs.ics", "Somebody else")
    place = trip.at(server)
    assert counts(trip.look(place)) == {Act.NEW: 2}
    assert server.names() == {"theirs.ics"}

    assert trip.publish(place).new == 2
    assert server.titles() == {"Somebody else", "Talks", "Dinner"}
    assert trip.look(place).is_nothing

    trip.move(trip.talks, "10:00", "12:00")
    trip.planner.itineraries.remove(trip.dinner)
    trip.item("Tour", "14:00", "15:00")
    trip.release()
    done = trip.publish(place)

    assert (done.new, done.changed, done.removed, done.clashes) == (1, 1, 1, ())
    assert server.titles() == {"Somebody else", "Talks", "Tour"}
    talks = server.read(f"{trip.talks}.ics")
    assert "T100000" in talks
    assert "SEQUENCE:1" in talks
    assert "METHOD" not in talks
    assert SECRET not in "".join(server.all().values())


def test_one_record_for_a_calendar_on_a_server(trip: Trip, server: Office) -> None:
    place = trip.at(server, "Yui")
    trip.publish(place)
    trip.publish(place)

    (given,) = trip.given()
    assert (given.way, given.recipient, given.file_name) == (
        Way.SERVER, "Yui Tanaka", server.address,
    )  # fmt: skip
    trip.planner.itineraries.remove(trip.dinner)
    trip.release()
    trip.publish(place)
    assert [one.release_number for one in trip.given()] == [1, 2]
    assert not any(one.is_stale for one in trip.planner.releases.holders(trip.id))


def test_the_press_sees_what_the_press_may(trip: Trip, server: Office) -> None:
    place = trip.at(server, profile=Profile.PRESS)

    trip.publish(place)

    assert server.names() == set()


def test_what_others_did_on_the_server_is_said_and_left_until_chosen(
    trip: Trip, server: Office
) -> None:
    place = trip.at(server)
    trip.publish(place)
    server.retitle(f"{trip.talks}.ics", "Changed by them")
    server.delete(f"{trip.dinner}.ics")
    trip.move(trip.talks, "10:00", "12:00")
    trip.release()

    look = trip.look(place)
    assert clashes(look) == {"Talks": Clash.EDITED, "Dinner": Clash.DELETED}
    trip.publish(place)
    assert server.titles() == {"Changed by them"}

    done = trip.publish(place, *(one.step.name for one in look.clashes))
    assert (done.changed, done.new, done.clashes) == (1, 1, ())
    assert server.titles() == {"Talks", "Dinner"}


def test_an_entry_changed_by_others_is_not_taken_away_with_its_item(
    trip: Trip, server: Office
) -> None:
    place = trip.at(server)
    trip.publish(place)
    server.retitle(f"{trip.talks}.ics", "Changed by them")
    trip.planner.itineraries.remove(trip.talks)
    trip.release()

    done = trip.publish(place)

    assert [(one.title, clash) for one, clash in done.clashes] == [("Talks", Clash.EDITED)]
    assert "Changed by them" in server.titles()


def test_what_changes_between_look_and_publishing_is_left(trip: Trip, server: Office) -> None:
    place = trip.at(server)
    trip.publish(place)
    trip.move(trip.talks, "10:00", "12:00")
    trip.release()
    look = trip.look(place)
    server.retitle(f"{trip.talks}.ics", "Changed by them")

    done = trip.planner.publishing.publish(look, [f"{trip.talks}.ics"])

    assert [clash for _one, clash in done.clashes] == [Clash.EDITED]
    assert "Changed by them" in server.titles()


def test_an_event_that_somebody_put_there_by_hand_is_said(trip: Trip, server: Office) -> None:
    server.put("by-hand.ics", "By hand", uid=f"{trip.talks}@planner")
    place = trip.at(server)

    done = trip.publish(place)

    assert [(one.title, clash) for one, clash in done.clashes] == [("Talks", Clash.IDENTITY)]
    assert server.titles() == {"By hand", "Dinner"}


def test_entries_that_came_there_before_the_line_broke_are_known_again(
    trip: Trip, server: Office
) -> None:
    place = trip.at(server)
    trip.publish(place)
    with trip.planner._core.work("Lose") as work:
        for one in trip.books(place):
            work.remove(PublishedEntry, one.id)

    look = trip.look(place)
    assert look.clashes == ()
    assert all(one.step.found for one in look.planned)
    trip.publish(place)
    assert len(trip.books(place)) == 2

    server.retitle(f"{trip.talks}.ics", "Changed by them")
    with trip.planner._core.work("Lose") as work:
        for one in trip.books(place):
            work.remove(PublishedEntry, one.id)
    assert clashes(trip.look(place)) == {"Talks": Clash.TAKEN}


def test_a_wrong_password_is_asked_for_again_and_told_to_nobody(
    trip: Trip, server: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "planner")
    place = trip.at(server)
    trip.planner.publishing.give_password(place.id, "wrong-password")

    with pytest.raises(PasswordWanted) as refused:
        trip.look(place)

    assert "wrong-password" not in f"{refused.value!r} {refused.value} {caplog.text}"
    trip.planner.publishing.give_password(place.id, PASSWORD)
    trip.publish(place)
    file = Path(trip.planner.address)
    kept = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    assert PASSWORD.encode() not in kept


def test_an_address_without_a_calendar_is_said(trip: Trip, server: Office) -> None:
    place = trip.at(Office(server.port, f"/{USER}/nothing/"))
    with pytest.raises(UserError, match="no calendar at this address"):
        trip.look(place)

    above = trip.planner.publishing.edit(place.id, target=f"http://127.0.0.1:{server.port}/{USER}/")
    trip.planner.publishing.give_password(above.id, PASSWORD)
    with pytest.raises(UserError, match="not a calendar"):
        trip.look(above)


def test_a_server_that_goes_away_is_finished_when_it_is_back(trip: Trip, tmp_path: Path) -> None:
    with ExitStack() as first:
        server = first.enter_context(office(tmp_path / "radicale"))
        place = trip.at(server)
        look = trip.look(place)

        def go_away(done: int, total: int) -> None:
            if done == 1:
                first.close()

        with pytest.raises(UserError, match="1 of 2"):
            trip.planner.publishing.publish(look, progress=go_away)
    assert len(trip.books(place)) == 1
    (line,) = trip.planner.publishing.places(trip.id)
    assert line.is_stale

    with office(tmp_path / "radicale", server.port) as again:
        assert trip.publish(place).new == 1
        assert again.titles() == {"Talks", "Dinner"}
    assert len(trip.given()) == 1


def test_every_entry_keeps_the_rules_of_calendars(trip: Trip, server: Office) -> None:
    trip.publish(trip.at(server))
    look = trip.planner.publishing.places(trip.id)[0]
    made = trip.planner.publishing.look(look.publication.id).planned

    for one in made:
        assert one.content
        lint(one.content.data)


def test_withdrawing_leaves_what_is_not_ours(trip: Trip, server: Office) -> None:
    server.put("theirs.ics", "Somebody else")
    place = trip.at(server)
    trip.publish(place)

    trip.planner.publishing.publish(trip.planner.publishing.look(place.id, withdraw=True))

    assert server.titles() == {"Somebody else"}
