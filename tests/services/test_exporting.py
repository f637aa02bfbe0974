"""What goes out: to whom, which columns, and that calendars may update."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import icalendar
import openpyxl
import pytest

from factories import CPH, at, item, person, visit
from planner.domain.ids import DelegateId, PersonId, VisitId
from planner.domain.itinerary import AudienceKind, ItemKind, ItemStatus
from planner.domain.privacy import Disclosure, DisclosureSubject, Profile
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.errors import NotFound, NotWritten, UserError
from planner.interchange import files
from planner.services.exporting import Calendars, ExportRequest
from planner.services.planner import Planner

SECRET = "Never-to-leave-the-house"


class Trip:
    """A small visit with something secret in every corner that could leak."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.id: VisitId = planner.visits.new(visit(notes=SECRET))
        self.people: dict[str, PersonId] = {}
        self.delegates: dict[str, DelegateId] = {}
        for family, given in (("Tanaka", "Haruto"), ("Tanaka", "Yui"), ("Satō", "Hanako")):
            known = person(family, given, country="JP", notes=SECRET, native_name="田中 𠮷子")
            planner.contacts.add(
                known,
                emails=[f"{given}@example.org"],
                phones=["+81 3 5253 4111"],
                organisation="MEXT",
                title="Director",
            )
            self.people[given] = known.id
            self.delegates[given] = planner.delegations.add_person(
                self.id, known.id, payer=SECRET, notes=SECRET
            )
        host = person("Nilsson", "Eva", notes=SECRET)
        planner.contacts.add(
            host, organisation="ESS", title="Head of protocol", phones=["+46 46 888 00 00"]
        )
        self.talks = planner.itineraries.add(
            item(
                self.id,
                "Talks",
                "09:00",
                "11:00",
                internal_notes=SECRET,
                public_text="Bring your papers, please",
            )
        )
        planner.itineraries.set_hosts(self.talks, people=[host.id])
        planner.itineraries.add(item(self.id, SECRET, "08:00", "08:30", kind=ItemKind.BLOCKER))
        planner.itineraries.add(item(self.id, SECRET, "18:00", "19:00", status=ItemStatus.IDEA))
        planner.itineraries.add(
            item(self.id, SECRET, "20:00", "21:00", status=ItemStatus.CANCELLED)
        )
        dinner = planner.itineraries.add(
            item(self.id, "Dinner", "19:00", "21:00", kind=ItemKind.MEAL)
        )
        planner.itineraries.set_audience(
            dinner, AudienceKind.NAMED, delegates=[self.delegates["Yui"]]
        )

    def write(self, folder: Path, **fields: object) -> list[Path]:
        request = ExportRequest(**{"visit_id": self.id, "folder": folder, **fields})  # type: ignore[arg-type]
        return list(self.planner.exporting.write(request).files)


@pytest.fixture
def trip(planner: Planner) -> Trip:
    return Trip(planner)


def events(path: Path) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_everyone_gets_their_own_items_and_nobody_elses(trip: Trip, tmp_path: Path) -> None:
    files = trip.write(tmp_path, calendars=(Calendars.PEOPLE,))

    shown = {path.name: sorted(str(event["SUMMARY"]) for event in events(path)) for path in files}

    assert shown == {
        "2027-05-10_JP-DK_Satō Hanako_draft.ics": ["Talks"],
        "2027-05-10_JP-DK_Tanaka Haruto_draft.ics": ["Talks"],
        "2027-05-10_JP-DK_Tanaka Yui_draft.ics": ["Dinner", "Talks"],
    }


@pytest.mark.parametrize("profile", [Profile.HOSTS, Profile.DELEGATES])
def test_what_a_profile_is_denied_is_in_no_byte_of_what_goes_out(
    trip: Trip, tmp_path: Path, profile: Profile
) -> None:
    files = trip.write(
        tmp_path, profile=profile, calendars=tuple(Calendars), contact_sheet=True, language="en"
    )

    for path in files:
        text = unfolded(path)
        assert SECRET not in text, path.name
        assert "+81" not in text or profile is Profile.INTERNAL, path.name


def unfolded(path: Path) -> str:
    if path.suffix == ".ics":
        return path.read_text(encoding="utf-8").replace("\n ", "")
    workbook = openpyxl.load_workbook(path)
    return "\n".join(
        str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row
    )


def test_the_office_itself_sees_what_others_do_not(trip: Trip, tmp_path: Path) -> None:
    (sheet,) = trip.write(tmp_path, profile=Profile.INTERNAL, contact_sheet=True)

    text = unfolded(sheet)

    assert "+81 3 5253 4111" in text
    assert SECRET in text


def test_an_unchanged_item_keeps_sequence_and_stamp_and_a_moved_one_rises(
    trip: Trip, tmp_path: Path, clock: object
) -> None:
    def facts() -> dict[str, tuple[int, dt.datetime]]:
        (path,) = trip.write(tmp_path, calendars=(Calendars.VISIT,))
        return {
            str(event["SUMMARY"]): (int(event["SEQUENCE"]), event["DTSTAMP"].dt)
            for event in events(path)
        }

    first = facts()
    clock.forward(hours=1)  # type: ignore[attr-defined]
    assert facts() == first
    trip.planner.itineraries.move(trip.talks, Slot(WallTime(at("10:00"), CPH)))
    clock.forward(hours=1)  # type: ignore[attr-defined]
    moved = facts()
    trip.planner.history.undo()
    clock.forward(hours=1)  # type: ignore[attr-defined]
    back = facts()

    assert moved["Dinner"] == back["Dinner"] == first["Dinner"]
    assert [facts_["Talks"][0] for facts_ in (first, moved, back)] == [0, 1, 2]
    assert first["Talks"][1] < moved["Talks"][1] < back["Talks"][1]


def test_a_release_comes_out_the_same_for_ever(trip: Trip, tmp_path: Path, clock: object) -> None:
    release = trip.planner.releases.release(trip.id, "for the embassy")
    before = [
        path.read_bytes()
        for path in trip.write(
            tmp_path / "1", release=1, calendars=(Calendars.VISIT,), contact_sheet=True
        )
    ]

    clock.forward(days=30)  # type: ignore[attr-defined]
    trip.planner.itineraries.remove(trip.talks)
    trip.planner.contacts.set_post(trip.people["Yui"], "JST", "President")
    after = [
        path.read_bytes()
        for path in trip.write(
            tmp_path / "2", release=1, calendars=(Calendars.VISIT,), contact_sheet=True
        )
    ]

    assert before == after
    assert release.number == 1


def test_a_release_that_was_handed_out_stays_and_its_number_is_never_given_again(
    trip: Trip, tmp_path: Path
) -> None:
    trip.planner.itineraries.edit(trip.talks, title="Talks in the morning")
    trip.planner.releases.release(trip.id)
    trip.write(tmp_path, release=1, calendars=(Calendars.VISIT,))

    undone = trip.planner.history.undo()

    assert undone.label == "Change {name}"
    assert [line.number for line in trip.planner.releases.list(trip.id)] == [1]
    assert trip.planner.releases.release(trip.id).number == 2


def test_a_hand_over_hinders_no_undo_and_stays_on_record(trip: Trip, tmp_path: Path) -> None:
    known = person("Late", "Joiner")
    trip.planner.contacts.add(known)
    trip.planner.exporting.write_people(tmp_path / "people.xlsx")
    before = sorted(map(repr, trip.planner.keeper(DisclosureSubject).of()))

    trip.planner.history.undo()

    assert trip.planner.contacts.people.find(known.id) is None
    assert sorted(map(repr, trip.planner.keeper(DisclosureSubject).of())) == before
    trip.planner.visits.remove(trip.id)
    trip.planner.history.undo()
    assert sorted(map(repr, trip.planner.keeper(DisclosureSubject).of())) == before


def test_two_groups_of_one_letter_get_two_files(trip: Trip, tmp_path: Path) -> None:
    for name in ("Science", "Press"):
        group = trip.planner.delegations.add_group(trip.id, name, "A")
        trip.planner.delegations.set_groups(trip.delegates["Yui"], [group])
    trip.planner.delegations.set_groups(
        trip.delegates["Haruto"],
        [one.id for one in trip.planner.visits.plan(trip.id).groups],
    )

    files = trip.write(tmp_path, calendars=(Calendars.GROUPS,))

    assert len(set(files)) == len(files) == 2
    assert all(path.exists() for path in files)


def test_a_group_called_like_a_delegate_does_not_overwrite_the_other_file(
    trip: Trip, tmp_path: Path
) -> None:
    plan = trip.planner.visits.plan(trip.id)
    named = plan.name_of(plan.delegate[trip.delegates["Yui"]])
    group = trip.planner.delegations.add_group(trip.id, "Chair", named)
    trip.planner.delegations.set_groups(trip.delegates["Yui"], [group])

    files = trip.write(tmp_path, calendars=(Calendars.GROUPS, Calendars.PEOPLE))

    assert len(files) == 1 + len(trip.delegates)
    assert sorted(files) == sorted(tmp_path.glob("*.ics"))


def test_every_hand_over_is_on_record_with_its_people_and_columns(
    trip: Trip, tmp_path: Path
) -> None:
    trip.write(
        tmp_path, contact_sheet=True, profile=Profile.HOSTS, recipient="ESS", purpose="site access"
    )

    (disclosure,) = trip.planner.keeper(Disclosure).of()
    subjects = trip.planner.keeper(DisclosureSubject).of()

    assert (disclosure.recipient, disclosure.purpose, disclosure.profile) == (
        "ESS",
        "site access",
        Profile.HOSTS,
    )
    assert "family_name" in disclosure.columns
    assert "phones" not in disclosure.columns
    assert sorted(subject.name for subject in subjects) == [
        "Eva Nilsson",
        "Satō Hanako",
        "Tanaka Haruto",
        "Tanaka Yui",
    ]


def test_a_hand_over_cannot_be_undone_but_what_was_done_before_can(
    trip: Trip, tmp_path: Path
) -> None:
    trip.planner.itineraries.remove(trip.talks)
    trip.write(tmp_path, contact_sheet=True)

    trip.planner.history.undo()

    assert trip.planner.itineraries.item(trip.talks).title == "Talks"
    assert len(trip.planner.keeper(Disclosure).of()) == 1


def test_where_nothing_can_be_written_nothing_is_on_record(trip: Trip, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")

    with pytest.raises(NotWritten):
        trip.write(tmp_path / "taken", contact_sheet=True)

    assert trip.planner.keeper(Disclosure).of() == []


def test_files_written_before_one_that_failed_are_on_record(
    trip: Trip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = files.save_bytes

    def refuse(path: Path, data: bytes) -> None:
        if path.name == "2027-05-10_JP-DK_Tanaka Yui_draft.ics":
            raise NotWritten(f"“{path.name}” was not written.", "Make room.")
        write(path, data)

    monkeypatch.setattr(files, "save_bytes", refuse)

    with pytest.raises(NotWritten, match="Tanaka Yui"):
        trip.write(tmp_path, calendars=(Calendars.PEOPLE,))

    on_disk = sorted(path.name for path in tmp_path.glob("*.ics") if path.is_file())
    on_record = sorted(one.file_name for one in trip.planner.keeper(Disclosure).of())
    assert on_disk == on_record
    assert len(on_disk) == 2


def test_a_calendar_without_entries_is_not_written_but_said(
    planner: Planner, tmp_path: Path
) -> None:
    empty = planner.visits.new(visit())
    request = ExportRequest(visit_id=empty, folder=tmp_path, calendars=(Calendars.VISIT,))

    report = planner.exporting.write(request)

    assert report.files == ()
    assert report.skipped == (
        "Ministry of Education, Japan: there is no entry yet, so no calendar was written.",
    )


def test_one_of_two_with_the_same_family_name_is_asked_for_by_both_names(trip: Trip) -> None:
    plan = trip.planner.visits.plan(trip.id)

    assert trip.planner.exporting.delegate(plan, "tanaka yui").id == trip.delegates["Yui"]
    with pytest.raises(NotFound, match="several people"):
        trip.planner.exporting.delegate(plan, "tanaka")
    with pytest.raises(NotFound, match="Nobody"):
        trip.planner.exporting.delegate(plan, "Nobody")


def test_the_sheet_has_one_row_a_head_and_hosts_on_the_second(trip: Trip, tmp_path: Path) -> None:
    trip.planner.delegations.add_placeholder(trip.id, "head of section")

    (path,) = trip.write(tmp_path, profile=Profile.INTERNAL, contact_sheet=True, language="de")
    workbook = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))

    assert workbook.worksheets[0].max_row == 1 + 4
    assert [cell.value for cell in workbook.worksheets[1][2]][:1] == ["Eva Nilsson"]
    assert workbook.worksheets[0].freeze_panes


def test_the_same_plan_and_request_give_the_same_bytes(trip: Trip, tmp_path: Path) -> None:
    one = [
        path.read_bytes()
        for path in trip.write(tmp_path / "1", calendars=tuple(Calendars), contact_sheet=True)
    ]
    two = [
        path.read_bytes()
        for path in trip.write(tmp_path / "2", calendars=tuple(Calendars), contact_sheet=True)
    ]

    assert one == two


def test_chosen_columns_of_a_sheet_never_make_one_that_is_not_granted(
    trip: Trip, tmp_path: Path
) -> None:
    (path,) = trip.write(
        tmp_path,
        profile=Profile.HOSTS,
        contact_sheet=True,
        sheet_columns=("family_name", "phones"),
    )
    book = openpyxl.load_workbook(path)
    delegates, hosts = (
        [cell.value for cell in next(sheet.iter_rows())] for sheet in book.worksheets
    )
    assert delegates == ["Family name", "Planner key"]
    assert hosts == ["Name", "Hosts"]
    latest = trip.planner.keeper(Disclosure).of()[-1]
    assert latest.columns == ("family_name", "key", "host.name", "host.items")
    with pytest.raises(UserError, match="None of the chosen columns"):
        trip.write(tmp_path / "none", contact_sheet=True, sheet_columns=("phones",))
    assert not list((tmp_path / "none").glob("*.xlsx"))
