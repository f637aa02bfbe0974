"""Calendars remind only when they were asked to."""

from __future__ import annotations

from pathlib import Path

from planner.cli import main
from planner.services.exporting import Calendars, ExportRequest
from planner.services.planner import Planner


def _calendar(planner: Planner, folder: Path, alarm: int | None) -> str:
    visit = planner.visits.find("JP-DK-2027").id
    request = ExportRequest(
        visit_id=visit, folder=folder, calendars=(Calendars.VISIT,), alarm_minutes=alarm
    )
    (path,) = planner.exporting.write(request).files
    return path.read_text(encoding="utf-8")


def test_without_a_wish_a_calendar_is_as_it_ever_was(sample: Planner, tmp_path: Path) -> None:
    assert "VALARM" not in _calendar(sample, tmp_path, None)


def test_what_has_a_time_and_keeps_people_busy_gets_an_alarm(
    sample: Planner, tmp_path: Path
) -> None:
    sample.settings.choose("alarm_minutes", 30)
    told = _calendar(sample, tmp_path, None)
    busy = told.count("TRANSP:OPAQUE")
    assert told.count("TRIGGER:-PT30M") == busy > 10
    assert told.count("BEGIN:VEVENT") > busy  # nights at the hotel ring nobody up
    assert "VALARM" not in _calendar(sample, tmp_path, 0)
    assert "TRIGGER:-PT5M" in _calendar(sample, tmp_path, 5)


def test_the_command_line_asks_for_alarms(sample_file: Path, tmp_path: Path) -> None:
    library = tmp_path / "lib.planner"
    library.write_bytes(sample_file.read_bytes())
    out = tmp_path / "visit.ics"
    ask = ["--library", str(library), "visit", "export", "JP-DK-2027", "--ics", "-o", str(out)]
    assert main([*ask, "--alarm", "15"]) == 0
    assert "TRIGGER:-PT15M" in out.read_text(encoding="utf-8")
