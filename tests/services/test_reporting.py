"""The visit report leaves in all its formats as one step, and not before it is on record."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from planner.domain.disclosed import Asked
from planner.domain.ids import VisitId
from planner.errors import NotWritten, UserError
from planner.services.disclosures import Disclosures
from planner.services.planner import Planner
from planner.services.reporting import ReportRequest


@pytest.fixture
def visit(sample: Planner) -> VisitId:
    return sample.visits.find("JP-DK-2027").id


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def recorded(sample: Planner, visit: VisitId) -> list[str]:
    return sorted(
        one.disclosure.file_name for one in sample.disclosures.page(Asked(visit_id=visit))
    )


def test_all_formats_are_on_record_and_nothing_in_the_folder_gives_way(
    sample: Planner, visit: VisitId, out: Path
) -> None:
    request = ReportRequest(visit_id=visit, formats=("pdf", "xlsx"))
    first = sample.reporting.save(request, out)
    before = {path: path.read_bytes() for path in first}
    second = sample.reporting.save(request, out)
    assert not set(first) & set(second)
    assert {path: path.read_bytes() for path in first} == before
    assert recorded(sample, visit) == sorted(path.name for path in (*first, *second))
    assert sorted(path.suffix for path in first) == [".pdf", ".xlsx"]


def test_what_cannot_be_put_on_record_is_not_written(
    sample: Planner, visit: VisitId, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise UserError("The register is locked.")

    monkeypatch.setattr(Disclosures, "record", refuse)
    with pytest.raises(UserError, match="locked"):
        sample.reporting.save(ReportRequest(visit_id=visit, formats=("xlsx",)), out)
    assert list(out.iterdir()) == []


def test_a_file_that_fails_is_not_on_record_and_those_before_it_are(
    sample: Planner, visit: VisitId, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.interchange import files

    write = files.save_bytes

    def fail(path: Path, data: bytes) -> None:
        if path.suffix == ".xlsx":
            raise NotWritten("The disk is full.", "Make room.")
        write(path, data)

    monkeypatch.setattr(files, "save_bytes", fail)
    with pytest.raises(NotWritten, match="full"):
        sample.reporting.save(ReportRequest(visit_id=visit, formats=("pdf", "xlsx")), out)
    assert recorded(sample, visit) == sorted(path.name for path in out.iterdir())
    assert [path.suffix for path in out.iterdir()] == [".pdf"]


def test_the_first_sheet_is_the_page_and_is_printed_on_one(
    sample: Planner, visit: VisitId, out: Path
) -> None:
    (path,) = sample.reporting.save(ReportRequest(visit_id=visit, formats=("xlsx",)), out)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 1)
    assert page.auto_filter.ref is None
    said = {str(cell.value) for row in page.iter_rows() for cell in row if cell.value}
    assert {"Visit report", "Outcomes", "Gifts", "Costs", "Follow-ups", "In the media"} <= said
    assert any(one.startswith("TAKAHASHI") for one in said)
    assert book.sheetnames[1] == "Who came, and who paid"
