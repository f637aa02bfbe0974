"""Papers get into a folder in one way: what is there stays, and nothing lies there that is on no record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.disclosed import Asked
from planner.domain.ids import VisitId
from planner.domain.privacy import Disclosure
from planner.errors import NotWritten, UserError
from planner.services.disclosures import Given
from planner.services.exporting import Calendars, ExportRequest
from planner.services.leaving import Leaving, with_ending
from planner.services.occasions import Setting
from planner.services.planner import Planner
from planner.services.printing import PrintRequest
from planner.services.thanking import ThanksRequest


@pytest.fixture
def visit(sample: Planner) -> VisitId:
    return sample.visits.find("JP-DK-2027").id


def printed(sample: Planner, visit: VisitId, out: Path, **how: str) -> list[Path]:
    request = PrintRequest(visit_id=visit, papers=("lobby-sign",))
    return list(sample.printing.save(request, sample.printing.look(request), out, **how))  # type: ignore[arg-type]


def exported(sample: Planner, visit: VisitId, out: Path) -> list[Path]:
    request = ExportRequest(visit_id=visit, folder=out, calendars=(Calendars.VISIT,))
    return list(sample.exporting.write(request).files)


def thanked(sample: Planner, visit: VisitId, out: Path) -> list[Path]:
    one = next(one for one in sample.thanking.look(ThanksRequest(visit_id=visit)) if not one.own)
    return list(sample.thanking.save(ThanksRequest(visit_id=visit, hosts=(one.key,)), out))


@pytest.mark.parametrize("save", [printed, exported, thanked])
def test_a_second_time_gets_a_number_and_the_first_file_stays(
    sample: Planner, visit: VisitId, tmp_path: Path, save: object
) -> None:
    (first,) = save(sample, visit, tmp_path)  # type: ignore[operator]
    first.write_bytes(b"changed by hand")
    (second,) = save(sample, visit, tmp_path)  # type: ignore[operator]
    assert first.read_bytes() == b"changed by hand"
    assert second.name == f"{first.stem} (2){first.suffix}"
    records = [one.disclosure.file_name for one in sample.disclosures.page(Asked(visit_id=visit))]
    assert sorted(records) == sorted([first.name, second.name])


def test_the_very_file_that_was_chosen_is_replaced(
    sample: Planner, visit: VisitId, tmp_path: Path
) -> None:
    (tmp_path / "Sign.pdf").write_bytes(b"old")
    (path,) = printed(sample, visit, tmp_path, file_name="Sign.pdf")
    assert path.read_bytes().startswith(b"%PDF")


def test_an_ending_that_is_added_makes_no_name_that_is_there(tmp_path: Path) -> None:
    assert with_ending(tmp_path / "Sign.PDF", "pdf").name == "Sign.PDF"
    assert with_ending(tmp_path / "Dr. Weiß", "pdf").name == "Dr. Weiß.pdf"
    (tmp_path / "Sign.pdf").touch()
    assert with_ending(tmp_path / "Sign", "pdf").name == "Sign (2).pdf"


def test_a_step_that_fails_takes_its_files_along(sample: Planner, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.txt").write_bytes(b"old")
    leaving = Leaving(sample.disclosures, out)
    given = Given(file_name="a.txt", content=b"new")
    with (
        pytest.raises(UserError, match="locked"),
        leaving.in_step(),
        sample._core.work("Hand out {name}", {"name": ""}, lasting=True) as work,
    ):
        assert leaving.put(work, given)
        assert leaving.put(work, replace(given, file_name="chosen.txt"), chosen="a.txt")
        raise UserError("The library is locked.")
    assert [path.name for path in out.iterdir()] == ["a.txt"]
    assert sample.keeper(Disclosure).of() == []


def test_what_the_disk_refuses_is_on_no_record(
    sample: Planner, visit: VisitId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.interchange import files

    def fail(_path: Path, _data: bytes) -> None:
        raise NotWritten("The disk is full.", "Make room.")

    monkeypatch.setattr(files, "save_bytes", fail)
    for save in (printed, exported, thanked):
        with pytest.raises(NotWritten, match="full"):
            save(sample, visit, tmp_path)
    assert sample.keeper(Disclosure).of() == []


@pytest.mark.parametrize(("code", "word"), [("de", "Entwurf"), ("ja", "案"), ("sv", "utkast")])
def test_the_name_of_a_file_is_all_in_the_language_of_the_paper(
    sample: Planner, visit: VisitId, tmp_path: Path, code: str, word: str
) -> None:
    setting = Setting(languages=(code,))
    request = PrintRequest(visit_id=visit, papers=("visit-report",), setting=setting)
    made = sample.printing.look(request)
    (path,) = sample.printing.save(request, made, tmp_path)
    assert path.stem.endswith(f"_{word}")
    assert sample.printing.names(made) == [path.name]
