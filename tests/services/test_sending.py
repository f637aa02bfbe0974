"""A release goes out: each gets what is theirs, whole or not at all, and the register knows."""

from __future__ import annotations

import email
import email.policy
import errno
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from factories import item, person, site, visit
from interchange.calendar_lint import read
from planner.domain.handouts import Addressing
from planner.domain.ids import DelegateId, ItemId, PersonId, RecordId, VisitId, new_id
from planner.domain.itinerary import AudienceKind, ItemKind, ItemStatus
from planner.domain.people import ContactPoint
from planner.domain.privacy import Disclosure, DisclosureSubject, Profile, Way
from planner.domain.recipients import RecipientKind
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.errors import NotFound, NotWritten, UserError
from planner.interchange.folders import NewFolder
from planner.interchange.invitations import Method
from planner.services.parcels import CautionKind, Package, Parcel, left_out_in_words
from planner.services.planner import Planner, open_planner
from planner.services.sending import SendRequest
from planner.settings import Settings
from planner.storage import reading

LINT = Path(__file__).resolve().parents[3] / "shared" / "interop" / "ics_lint.py"
SECRET = "Never-to-leave-the-house"


class Trip:
    """Three delegates, a host, a site; talks for all, a dinner for Yui alone."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        planner.settings.chosen["email"] = "visits@example.dk"
        self.id: VisitId = planner.visits.new(visit(notes=SECRET))
        self.people: dict[str, PersonId] = {}
        self.delegates: dict[str, DelegateId] = {}
        for family, given, tongue in (
            ("Tanaka", "Yui", "da"), ("Satō", "Hanako", "ja"), ("Weiß", "Jörg", "de"),
        ):  # fmt: skip
            known = person(family, given, notes=SECRET, languages=(tongue,), country="DE")
            planner.contacts.add(
                known, emails=[f"{given.lower()}@example.org"] if given != "Jörg" else []
            )
            self.people[given] = known.id
            self.delegates[given] = planner.delegations.add_person(
                self.id, known.id, payer=SECRET, notes=SECRET
            )
        self.host = person("Nilsson", "Eva", notes=SECRET)
        planner.contacts.add(
            self.host, emails=["eva.nilsson@example.se"], organisation="ESS", title="Director"
        )
        house = site("ESS")
        planner.sites.add(house)
        self.talks = planner.itineraries.add(
            item(self.id, "Talks", "09:00", "11:00", site_id=house.id, internal_notes=SECRET)
        )
        planner.itineraries.set_hosts(self.talks, people=[self.host.id])
        self.dinner = planner.itineraries.add(
            item(self.id, "Dinner", "19:00", "21:00", kind=ItemKind.MEAL)
        )
        self.only(self.dinner, "Yui")
        planner.itineraries.add(item(self.id, SECRET, "08:00", "08:30", kind=ItemKind.BLOCKER))
        planner.itineraries.add(item(self.id, SECRET, "18:00", "18:30", status=ItemStatus.IDEA))
        planner.releases.release(self.id)

    def only(self, one: ItemId, *names: str) -> None:
        self.planner.itineraries.set_audience(
            one, AudienceKind.NAMED, delegates=[self.delegates[name] for name in names]
        )

    def key(self, name: str) -> str:
        return f"delegate:{self.delegates[name]}"

    def look(self, **fields: object) -> Package:
        return self.planner.sending.look(SendRequest(visit_id=self.id, **fields))  # type: ignore[arg-type]

    def disclosures(self) -> list[Disclosure]:
        return reading.having(self.planner._core.reader, Disclosure, "visit_id", [self.id])


@pytest.fixture
def trip(planner: Planner) -> Trip:
    return Trip(planner)


def parcel(package: Package, key: str) -> Parcel:
    (found,) = (one for one in package.parcels if one.recipient.key == key)
    return found


def opened(content: bytes) -> bytes:
    """What stands in a file: unfolded, or the parts of a workbook one after the other."""
    if not content.startswith(b"PK"):
        return content.replace(b"\r\n ", b"")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"".join(book.read(name) for name in book.namelist())


def titles(content: bytes) -> list[str]:
    return sorted(event.text("SUMMARY") for event in read(content).all("VEVENT"))


def kinds(one: Parcel | Package) -> set[CautionKind]:
    return {caution.kind for caution in one.cautions}


def test_each_gets_their_own_entries_and_nobody_elses(trip: Trip) -> None:
    package = trip.look(papers=("calendar",))

    shown = {
        one.recipient.name: titles(paper.content) for one in package.parcels for paper in one.papers
    }

    assert shown == {
        "Yui Tanaka": ["Dinner", "Talks"],
        "Hanako Satō": ["Talks"],
        "Jörg Weiß": ["Talks"],
        "Eva Nilsson": ["Talks"],
        "ESS": ["Talks"],
    }


def test_a_look_writes_nothing_and_says_the_same_twice(trip: Trip, tmp_path: Path) -> None:
    first, second = (
        trip.look(papers=("calendar", "contacts")),
        trip.look(papers=("calendar", "contacts")),
    )

    assert [one.files for one in first.parcels] == [one.files for one in second.parcels]
    assert not trip.disclosures()


def test_what_a_profile_is_denied_is_in_no_file_and_said_before(trip: Trip, tmp_path: Path) -> None:
    package = trip.look(papers=("calendar", "visit", "people", "hosts", "rooms", "contacts"))

    assert package.parcels
    for one in package.parcels:
        assert any(name.endswith(".xlsx") for name in one.files)
        for content in (*one.files.values(), one.letter.text.encode()):
            assert SECRET.encode() not in opened(content), one.recipient.name
            if one.recipient.kind is RecipientKind.SITE:
                assert b"@example.org" not in opened(content)
    said = [left_out_in_words(one) for one in parcel(package, trip.key("Hanako")).left_out]
    assert "2 entries of the programme" in said
    assert any("internal note" in text for text in said)
    assert "who pays for 3 people" in said


def test_saving_writes_all_files_and_puts_each_on_record(trip: Trip, tmp_path: Path) -> None:
    package = trip.look(papers=("calendar", "contacts"), purpose="the visit")

    sent = trip.planner.sending.save(package, tmp_path)

    assert sent.folder == tmp_path / "2027-05-10_JP-DK_v1"
    written = {path.relative_to(sent.folder).as_posix() for path in sent.files}
    assert "Yui Tanaka/2027-05-10_JP-DK_kalender_Yui Tanaka_v1.ics" in written
    assert "Jörg Weiß/2027-05-10_JP-DK_Kontakte_v1.xlsx" in written
    on_disk = {path for path in sent.folder.rglob("*") if path.is_file()}
    assert on_disk == set(sent.files)
    records = trip.disclosures()
    assert Counter(one.file_hash for one in records) == Counter(
        hashlib.sha256(path.read_bytes()).hexdigest() for path in sent.files
    )
    mine = [one for one in records if one.recipient_key == trip.key("Yui")]
    assert {one.paper for one in mine} == {"calendar", "contacts"}
    assert {(one.way, one.language, one.purpose, one.release_number) for one in mine} == {
        (Way.FILE, "da", "the visit", 1)
    }
    subjects = reading.having(
        trip.planner._core.reader, DisclosureSubject, "disclosure_id",
        [one.id for one in mine if one.paper == "calendar"],
    )  # fmt: skip
    assert {one.name for one in subjects} == {"Yui Tanaka", "Eva Nilsson"}


def test_a_second_saving_overwrites_nothing(trip: Trip, tmp_path: Path) -> None:
    package = trip.look(papers=("calendar",))
    first = trip.planner.sending.save(package, tmp_path)

    second = trip.planner.sending.save(package, tmp_path)

    assert second.folder.name == "2027-05-10_JP-DK_v1 (2)"
    assert all(path.exists() for path in first.files)


def test_calling_it_off_leaves_neither_files_nor_records(trip: Trip, tmp_path: Path) -> None:
    class CalledOff(Exception):
        pass

    def progress(done: int, total: int) -> None:
        if done == total - 1:
            raise CalledOff

    package = trip.look(papers=("calendar",))
    for write in (trip.planner.sending.save, trip.planner.sending.drafts):
        with pytest.raises(CalledOff):
            write(package, tmp_path / "out", progress)
    with pytest.raises(CalledOff):
        trip.planner.sending.look(package.request, progress)

    assert not (tmp_path / "out").exists()
    assert not trip.disclosures()


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "mkdir"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_refuses_leaves_neither_files_nor_records(
    trip: Trip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    package = trip.look(papers=("calendar",))
    real, seen = getattr(os, call), list[int]()

    def refuse(*args: object, **more: object) -> object:
        seen.append(1)
        if len(seen) > 2:
            raise OSError(number, os.strerror(number))
        return real(*args, **more)

    with monkeypatch.context() as broken:
        broken.setattr(os, call, refuse)
        with pytest.raises(NotWritten) as caught:
            trip.planner.sending.save(package, tmp_path / "out")

    assert caught.value.message.endswith("Nothing was left behind.")
    assert not (tmp_path / "out").exists()
    assert not trip.disclosures()


def test_what_fails_after_the_folder_appeared_takes_it_away(
    trip: Trip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    appear = NewFolder.appear

    def breaks(self: NewFolder) -> Path:
        appear(self)
        raise RuntimeError("the library cannot be written")

    package = trip.look(papers=("calendar",))
    monkeypatch.setattr(NewFolder, "appear", breaks)
    with pytest.raises(RuntimeError):
        trip.planner.sending.save(package, tmp_path)

    assert not list(tmp_path.glob("2027*"))
    assert not list(tmp_path.glob(".2027*"))
    assert not trip.disclosures()


def test_a_killed_program_leaves_neither_folder_nor_record(trip: Trip, tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path\n"
        "from planner.services.planner import open_planner; from planner.settings import Settings\n"
        "from planner.services.sending import SendRequest\n"
        "planner = open_planner(sys.argv[1], Settings())\n"
        "package = planner.sending.look(SendRequest(visit_id=sys.argv[2], papers=('calendar',)))\n"
        "planner.sending.save(package, Path(sys.argv[3]), lambda done, total: done == 2 and os._exit(9))"
    )
    library, out = str(tmp_path / "library.planner"), tmp_path / "out"
    trip.planner.close()
    died = subprocess.run([sys.executable, "-c", program, library, trip.id, str(out)], check=False)

    assert died.returncode == 9
    assert all(one.name.startswith(".") for one in out.iterdir())
    trip.planner = open_planner(library, Settings())
    assert not trip.disclosures()
    trip.planner.close()


# what changed


def hand_out(trip: Trip, folder: Path, **fields: object) -> Package:
    package = trip.look(**fields)
    trip.planner.sending.drafts(package, folder)
    return package


def change(trip: Trip, clock: object) -> None:
    clock.forward(days=1)  # type: ignore[attr-defined]
    start = WallTime(item(trip.id, "", "10:00", "11:00").start_local, "Europe/Copenhagen")  # type: ignore[arg-type]
    trip.planner.itineraries.move(trip.talks, Slot(start))
    trip.only(trip.dinner, "Hanako")
    trip.planner.releases.release(trip.id)


def test_who_holds_a_calendar_gets_one_change_an_entry_and_others_the_calendar(
    trip: Trip, tmp_path: Path, clock: object
) -> None:
    hand_out(trip, tmp_path, recipients=(trip.key("Yui"), trip.key("Hanako")))
    change(trip, clock)

    package = trip.look()

    def updates(name: str) -> set[tuple[str, Method | None]]:
        return {(one.title, one.method) for one, _letter in parcel(package, trip.key(name)).updates}

    assert updates("Yui") == {("Talks", Method.REQUEST), ("Dinner", Method.CANCEL)}
    assert updates("Hanako") == {("Talks", Method.REQUEST), ("Dinner", Method.REQUEST)}
    assert not updates("Jörg")
    assert [one.kind for one in parcel(package, trip.key("Jörg")).papers] == ["calendar"]
    for one in parcel(package, trip.key("Yui")).papers:
        calendar = read(one.content)
        (event,) = calendar.all("VEVENT")
        assert calendar.value("METHOD") == one.method
        assert event.value("ORGANIZER") == "mailto:visits@example.dk"
        assert event.value("ATTENDEE") == "mailto:yui@example.org"


def test_what_somebody_may_no_longer_see_is_called_off_by_its_name_alone(
    trip: Trip, tmp_path: Path, clock: object
) -> None:
    key = trip.key("Yui")
    hidden = trip.planner.itineraries.add(
        item(
            trip.id, "Idea of an evening", "21:00", "22:00",
            status=ItemStatus.IDEA, place="Told once", public_text="Told once",
        )
    )  # fmt: skip
    trip.planner.itineraries.set_hosts(hidden, people=[trip.host.id])
    trip.planner.releases.release(trip.id)
    hand_out(trip, tmp_path, recipients=(key,), profiles={key: Profile.INTERNAL})
    change(trip, clock)
    again = parcel(trip.look(recipients=(key,)), key)
    (gone,) = (
        one
        for one in again.papers
        if one.method is Method.CANCEL and one.title == "Idea of an evening"
    )
    assert b"Told once" not in opened(gone.content)
    assert b"Nilsson" not in opened(gone.content)
    assert trip.host.id not in {one.person_id for one in gone.subjects}
    hand_out(trip, tmp_path, recipients=(key,))
    trip.planner.releases.release(trip.id)
    assert trip.look(recipients=(key,)).parcels == ()  # called off once is enough


def test_who_has_no_changes_gets_nothing(trip: Trip, tmp_path: Path, clock: object) -> None:
    hand_out(trip, tmp_path)
    clock.forward(days=1)  # type: ignore[attr-defined]
    trip.only(trip.dinner, "Yui", "Hanako")
    trip.planner.releases.release(trip.id)

    package = trip.look()

    assert [one.recipient.key for one in package.parcels] == [trip.key("Hanako")]
    assert {one.name for one, _why in package.without} == {
        "Yui Tanaka",
        "Jörg Weiß",
        "Eva Nilsson",
        "ESS",
    }
    assert {why.kind for _one, why in package.without} == {CautionKind.NOTHING}


def test_the_letter_greets_and_tells_the_changes_in_the_language_of_the_recipient(
    trip: Trip, tmp_path: Path, clock: object
) -> None:
    hand_out(trip, tmp_path)
    change(trip, clock)

    package = trip.look(note="Vi glæder os.")
    danish = parcel(package, trip.key("Yui")).letter.text
    german = parcel(package, trip.key("Jörg")).letter.text
    english = parcel(package, trip.key("Hanako"))

    assert danish.startswith("Kære Yui Tanaka,\n")
    assert "Ikke længere i dit program: ”Dinner”" in danish
    assert "Vi glæder os." in danish
    assert danish.endswith("Venlig hilsen\nEva\n")
    assert german.startswith("Guten Tag Jörg Weiß,\n\nanbei ")
    assert "Dinner" not in german
    assert english.letter.text.startswith("Dear Hanako Satō,\n")
    assert CautionKind.LANGUAGE in kinds(english)


def test_drafts_hold_papers_and_text_and_are_on_record(
    trip: Trip, tmp_path: Path, clock: object
) -> None:
    hand_out(trip, tmp_path / "first")
    before = len(trip.disclosures())
    change(trip, clock)
    package = trip.look(papers=("calendar", "updates", "contacts"), recipients=(trip.key("Yui"),))

    sent = trip.planner.sending.drafts(package, tmp_path)

    mails = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in sent.files
    ]
    assert [path.suffix for path in sent.files] == [".eml"] * 3
    assert {str(mail["To"]) for mail in mails} == {"Yui Tanaka <yui@example.org>"}
    assert {str(mail["From"]) for mail in mails} == {"Eva <visits@example.dk>"}
    assert all(mail["X-Unsent"] == "1" for mail in mails)
    files = [[part.get_filename() for part in mail.iter_attachments()] for mail in mails]
    assert files[0] == ["2027-05-10_JP-DK_kontakter_v2.xlsx"]
    methods = [
        part["Content-Type"].params.get("method")
        for mail in mails[1:]
        for part in mail.walk()
        if part.get_content_type() == "text/calendar"
    ]
    assert sorted(methods) == ["CANCEL", "REQUEST"]
    new = trip.disclosures()[before:]
    assert Counter(one.paper for one in new) == {"updates": 2, "contacts": 1, "letter": 1}
    assert {one.way for one in new} == {Way.MAIL}


def test_somebody_who_left_the_visit_gets_what_is_called_off_and_nothing_else(
    trip: Trip, tmp_path: Path, clock: object
) -> None:
    hand_out(trip, tmp_path)
    clock.forward(days=1)  # type: ignore[attr-defined]
    trip.planner.delegations.remove(trip.delegates["Hanako"])
    new = trip.planner.contacts.add(person("Yamada", "Ken"))
    trip.planner.delegations.add_person(trip.id, new)
    trip.planner.releases.release(trip.id)

    gone = parcel(trip.look(papers=("calendar", "updates", "contacts")), trip.key("Hanako"))

    assert CautionKind.GONE in kinds(gone)
    assert [(one.title, one.method) for one in gone.papers] == [("Talks", Method.CANCEL)]
    assert "Talks" in gone.letter.text
    assert "Yamada" not in gone.letter.text
    assert gone.letter.text.splitlines()[0] == "Dear Hanako Satō,"


def test_one_mailbox_of_two_keeps_what_one_of_them_is_still_on(
    trip: Trip, tmp_path: Path, clock: object
) -> None:
    for name in ("Yui", "Hanako"):
        said = Addressing(
            id=RecordId(new_id()),
            visit_id=trip.id,
            of_key=trip.key(name),
            email="office@example.org",
        )
        with trip.planner._core.work("Change {name}", {"name": name}) as work:
            work.add(said)
    hand_out(trip, tmp_path)
    clock.forward(days=1)  # type: ignore[attr-defined]
    trip.only(trip.talks, "Hanako", "Jörg")
    trip.only(trip.dinner, "Jörg")
    trip.planner.releases.release(trip.id)

    updates = parcel(trip.look(), trip.key("Yui")).updates

    assert [(one.title, one.method) for one, _letter in updates] == [("Dinner", Method.CANCEL)]


def test_cautions_name_what_is_in_the_way(trip: Trip, tmp_path: Path, clock: object) -> None:
    hand_out(trip, tmp_path, recipients=(trip.key("Yui"),))
    clock.forward(days=1)  # type: ignore[attr-defined]

    package = trip.look(
        profiles={trip.key("Hanako"): Profile.INTERNAL}, languages={trip.key("Hanako"): "fr"}
    )

    assert CautionKind.HOLDS in kinds(parcel(package, trip.key("Yui")))
    assert CautionKind.NO_EMAIL in kinds(parcel(package, trip.key("Jörg")))
    wide = parcel(package, trip.key("Hanako"))
    assert CautionKind.PROFILE in kinds(wide)
    assert wide.recipient.language == "en"
    trip.planner.settings.chosen.pop("email")
    assert CautionKind.NO_SENDER in kinds(trip.look())
    trip.planner.releases.release(trip.id)
    assert CautionKind.NOT_LATEST in kinds(trip.look(release=1))
    assert CautionKind.HOLDS_NEWER not in kinds(parcel(trip.look(release=1), trip.key("Yui")))


def test_a_new_address_is_used_and_said(trip: Trip) -> None:
    said = Addressing(
        id=RecordId(new_id()), visit_id=trip.id, kind=RecipientKind.EMBASSY, name="Embassy",
        email="not an address",
    )  # fmt: skip
    with trip.planner._core.work("Change {name}", {"name": "x"}) as work:
        work.add(said)
        (old,) = work.rows(
            "SELECT id FROM contact_point WHERE person_id = :id", {"id": trip.people["Yui"]}
        )
        known = reading.one(work, ContactPoint, str(old[0]))
        assert known
        work.put(replace(known, value="new@example.org", normal="new@example.org"))

    package = trip.look(papers=("visit",))

    yui = parcel(package, trip.key("Yui"))
    assert yui.to is not None
    assert yui.to.address == "new@example.org"
    assert CautionKind.NEW_EMAIL in kinds(yui)
    embassy = parcel(package, f"added:{said.id}")
    assert embassy.to is None
    assert CautionKind.BAD_EMAIL in kinds(embassy)


def test_copied_text_is_on_record(trip: Trip) -> None:
    package = trip.look()

    text = trip.planner.sending.copy_text(package, trip.key("Yui"))

    assert text == parcel(package, trip.key("Yui")).letter.text
    (record,) = trip.disclosures()
    assert (record.way, record.paper) == (Way.COPY, "letter")
    with pytest.raises(NotFound):
        trip.planner.sending.copy_text(package, "delegate:nobody")


def test_what_is_not_there_is_said(trip: Trip, planner: Planner, tmp_path: Path) -> None:
    draft = planner.visits.new(visit(code="X"))
    with pytest.raises(NotFound, match="not been released"):
        planner.sending.recipients(draft)
    with pytest.raises(NotFound, match="no version 9"):
        trip.look(release=9)
    with pytest.raises(NotFound, match="no recipient"):
        trip.look(recipients=("delegate:nobody",))
    with pytest.raises(UserError, match="no paper"):
        trip.look(papers=("poem",))
    empty = trip.look(papers=(), recipients=(trip.key("Yui"),))
    with pytest.raises(UserError, match="nothing to send"):
        planner.sending.save(empty, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not LINT.exists(), reason="the shared rules are not here")
def test_the_shared_rules_find_nothing_in_any_calendar(
    trip: Trip, tmp_path: Path, clock: object
) -> None:
    every = ("calendar", "visit", "people", "hosts")
    first = trip.planner.sending.save(trip.look(papers=every), tmp_path)
    hand_out(trip, tmp_path)
    change(trip, clock)
    second = trip.planner.sending.save(trip.look(papers=("updates", *every)), tmp_path)

    files = [str(path) for path in (*first.files, *second.files) if path.suffix == ".ics"]
    done = subprocess.run(
        [sys.executable, LINT, *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert " WARN " not in done.stdout, done.stdout
    assert len(files) > 20


def test_an_office_that_looks_at_itself_is_the_teeth_of_the_test_above(trip: Trip) -> None:
    package = trip.look(
        papers=("contacts",), profile=Profile.INTERNAL, recipients=(trip.key("Yui"),)
    )

    (content,) = package.parcels[0].files.values()
    assert SECRET.encode() in opened(content)
    assert CautionKind.PROFILE in kinds(package.parcels[0])


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "a\r\nBcc: x@evil.org", "../x"]
)
def test_no_text_becomes_a_formula_a_header_or_a_path(
    trip: Trip, tmp_path: Path, text: str, clock: object
) -> None:
    hand_out(trip, tmp_path)
    trip.planner.itineraries.edit(trip.talks, title=text, public_text=text)
    trip.planner.contacts.edit(trip.people["Yui"], family_name=text, given_name="")
    trip.planner.visits.edit(trip.id, title=text, code=text)
    trip.planner.releases.release(trip.id)
    package = trip.look(papers=("calendar", "updates", "contacts"))

    saved = trip.planner.sending.save(package, tmp_path)
    drafts = trip.planner.sending.drafts(package, tmp_path)

    assert all(path.resolve().is_relative_to(tmp_path.resolve()) for path in saved.files)
    assert {path.parent.parent for path in saved.files} == {saved.folder}
    assert {path.parent for path in drafts.files} == {drafts.folder}
    for path in saved.files:
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            assert not [cell for cell in cells if cell.data_type == "f"]
    for path in drafts.files:
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert set(mail.keys()) <= {
            "X-Unsent",
            "Subject",
            "From",
            "To",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
        }
        assert len(mail.get_all("To") or []) <= 1
