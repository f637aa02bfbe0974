"""Papers of the draft and of releases: for one, for each, on record; nothing half written."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from pathlib import Path

import pypdf
import pytest

from planner.documents.kinds import DOCUMENTS
from planner.documents.material import Wishes
from planner.domain.privacy import Disclosure, DisclosureSubject, Profile, Way
from planner.domain.recipients import RecipientKind
from planner.errors import NotWritten, UserError
from planner.interchange import files
from planner.services.occasions import Setting
from planner.services.planner import Planner
from planner.services.printing import EACH, PrintRequest
from planner.services.sending import SendRequest


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.fixture
def request_for(sample: Planner) -> PrintRequest:
    return PrintRequest(visit_id=sample.visits.find("JP-DK-2027").id, papers=("lobby-sign",))


def test_a_paper_is_written_and_put_on_record_with_its_hash(
    sample: Planner, request_for: PrintRequest, tmp_path: Path
) -> None:
    made = sample.printing.look(request_for)
    (path,) = sample.printing.save(request_for, made, tmp_path / "out")
    record = max(sample.keeper(Disclosure).of(), key=lambda one: one.at)
    assert path.name == sample.printing.names(made)[0]
    assert "Welcome" in text_of(path.read_bytes())
    assert record.file_hash == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (record.paper, record.way, record.profile) == ("lobby-sign", Way.FILE, Profile.INTERNAL)


def test_both_formats_and_two_languages_come_from_one_request(
    sample: Planner, request_for: PrintRequest, tmp_path: Path
) -> None:
    asked = dataclasses.replace(
        request_for, setting=Setting(formats=("pdf", "docx"), languages=("en", "ja"))
    )
    paths = sample.printing.save(asked, sample.printing.look(asked), tmp_path)
    assert [path.suffix for path in paths] == [".pdf", ".docx"]
    assert "歓迎" in text_of(paths[0].read_bytes())


def test_a_release_is_printed_the_same_every_time(
    sample: Planner, request_for: PrintRequest
) -> None:
    sample.releases.release(request_for.visit_id)
    number = sample.releases.list(request_for.visit_id)[0].number
    asked = dataclasses.replace(request_for, release=number)
    (first,), (second,) = sample.printing.look(asked), sample.printing.look(asked)
    assert first.document == second.document
    assert f"Version {number}" in first.document.version.text  # type: ignore[union-attr]


def test_printing_is_on_record_too(sample: Planner, request_for: PrintRequest) -> None:
    made = sample.printing.look(request_for)
    pages = sample.printing.to_printer(request_for, made, 40)
    record = max(sample.keeper(Disclosure).of(), key=lambda one: one.at)
    assert record.way is Way.PRINT
    assert {page[:4] for paper in pages for page in paper} == {b"\x89PNG"}


def test_a_full_disk_leaves_the_old_paper_and_no_record(
    sample: Planner, request_for: PrintRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = sample.printing.look(request_for)
    (path,) = sample.printing.save(request_for, made, tmp_path)
    path.write_bytes(b"old")
    records = len(sample.keeper(Disclosure).of())

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write_all", full)
    with pytest.raises(NotWritten):
        sample.printing.save(request_for, made, tmp_path)
    assert path.read_bytes() == b"old"
    assert len(sample.keeper(Disclosure).of()) == records


def test_a_paper_that_there_is_not_is_refused_by_name(
    sample: Planner, request_for: PrintRequest
) -> None:
    with pytest.raises(UserError, match="poster"):
        sample.printing.look(dataclasses.replace(request_for, papers=("poster",)))


def test_nobody_gets_a_paper_that_is_not_for_the_audience(sample: Planner) -> None:
    visit = sample.visits.find("JP-DK-2027").id
    for name, kind in DOCUMENTS.items():
        for profile in set(Profile) - kind.profiles:
            asked = PrintRequest(
                visit_id=visit, papers=(name,), profile=profile, recipients=(EACH,)
            )
            assert sample.printing.look(asked) == (), (name, profile)


def test_what_to_look_at_is_said_beside_the_paper(
    sample: Planner, request_for: PrintRequest
) -> None:
    def kinds(paper: str) -> set[str]:
        (one,) = sample.printing.look(dataclasses.replace(request_for, papers=(paper,)))
        return {remark.kind.value for remark in sample.printing.remarks(one)}

    assert kinds("official-programme") >= {"draft", "unconfirmed", "placeholders"}
    assert kinds("badges") == {"draft", "placeholders"}, "no entry stands on a badge"


def test_whom_somebody_added_by_hand_can_have_a_paper_too(
    sample: Planner, request_for: PrintRequest
) -> None:
    visit = request_for.visit_id
    added = sample.addressings.add(visit, "Embassy", RecipientKind.EMBASSY, language="da")
    asked = dataclasses.replace(request_for, recipients=(f"added:{added.id}",))
    (one,) = sample.printing.look(asked)
    assert (one.recipient.name, one.document.language) == ("Embassy", "da")


def test_named_needs_are_on_record_where_the_office_asked_for_them(
    sample: Planner, request_for: PrintRequest, tmp_path: Path
) -> None:
    for named in (False, True):
        wishes = Wishes(named_needs=named)
        asked = dataclasses.replace(
            request_for, papers=("caterer-sheet",), setting=Setting(wishes=wishes),
            to="Kitchen", purpose="Lunch on Monday", unveiled=True,
        )  # fmt: skip
        sample.printing.save(asked, sample.printing.look(asked), tmp_path / str(named))
        record = max(sample.keeper(Disclosure).of(), key=lambda one: (one.at, one.id))
        told = sample.keeper(DisclosureSubject).of(disclosure_id=record.id)
        assert ("needs" in record.columns) is named
        assert any("needs" in one.columns for one in told) is named


def test_changes_are_marked_since_an_earlier_version_alone(
    sample: Planner, request_for: PrintRequest
) -> None:
    for _time in range(2):
        sample.releases.release(request_for.visit_id)
    numbers = sorted(line.number for line in sample.releases.list(request_for.visit_id))[-2:]
    asked = dataclasses.replace(request_for, papers=("addendum",), release=numbers[0])
    for since in numbers:
        with pytest.raises(UserError, match="not earlier"):
            sample.printing.look(dataclasses.replace(asked, since=since))
    assert (
        sample.printing.look(dataclasses.replace(asked, release=numbers[1], since=numbers[0])) == ()
    )


def test_a_copy_each_within_an_audience_goes_to_nobody_else(sample: Planner) -> None:
    visit = sample.visits.find("JP-DK-2027").id
    asked = PrintRequest(visit_id=visit, papers=("day-sheet",), recipients=(EACH,))
    all_of_them = sample.printing.look(asked)
    guests = sample.printing.look(dataclasses.replace(asked, profile=Profile.DELEGATES))

    assert [one.recipient for one in guests] == [
        one.recipient for one in all_of_them if one.recipient.profile is Profile.DELEGATES
    ]
    assert 0 < len(guests) < len(all_of_them)


def test_a_guest_reads_the_language_of_the_visit_printed_or_sent(
    sample: Planner, request_for: PrintRequest
) -> None:
    """Nobody noted which languages the delegates speak; the visit says what its guests read."""
    visit = request_for.visit_id
    number = sample.releases.release(visit).number
    papers = ("personal-programme",)
    asked = dataclasses.replace(request_for, papers=papers, release=number, recipients=(EACH,))
    printed = {
        one.recipient.key: one.document.language
        for one in sample.printing.look(asked)
        if one.recipient.kind is RecipientKind.DELEGATE
    }
    package = sample.sending.look(SendRequest(visit_id=visit, release=number, papers=papers))
    sent = {
        parcel.recipient.key: paper.name
        for parcel in package.parcels
        for paper in parcel.papers
        if parcel.recipient.key in printed
    }
    assert printed
    assert set(printed.values()) == {"ja"}
    assert all("個人日程表" in name for name in sent.values())
    assert sent.keys() == printed.keys()


def test_a_language_that_the_office_chose_by_hand_is_that_of_the_paper(
    sample: Planner, request_for: PrintRequest
) -> None:
    visit = request_for.visit_id
    one = next(
        one for one in sample.printing.recipients(visit) if one.kind is RecipientKind.DELEGATE
    )
    asked = dataclasses.replace(request_for, papers=("personal-programme",), recipients=(one.key,))
    (before,) = sample.printing.look(asked)
    sample.addressings.say(visit, one.key, language="da")
    (after,) = sample.printing.look(asked)
    assert (before.document.language, after.document.language) == ("ja", "da")
