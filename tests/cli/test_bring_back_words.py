"""What differs from a backup is told in words, never as the inside of a record."""

from __future__ import annotations

from pathlib import Path

import pytest

from factories import person, visit
from planner.cli import main
from planner.domain.releases import Release, hash_of
from planner.domain.visits import Visit
from planner.services.planner import Planner
from planner.ui.dialogs.backup_records import _record_item


def test_a_frozen_version_that_differs_is_named_and_no_more(
    planner: Planner, capsys: pytest.CaptureFixture[str]
) -> None:
    """ "Release 1: differs" instead of a whole plan with everybody in it; in the window, too."""
    held = visit(notes="First. " * 100)
    with planner._core.work("Add") as work:
        work.add(held)
    release = planner.releases.release(held.id)
    kept = planner.backups.make()
    content = release.content.replace("First", "Later")
    with planner._core.work("Change") as work:
        work.change(Release, release.id, content=content, content_hash=hash_of(content))
        work.change(Visit, held.id, notes="Second. " * 100)
    differing = planner.backup_records.differences(kept.number, "visit", held.id)
    (line,) = [one for one in differing if one.word == "release"]
    row = _record_item(line)
    planner.close()

    asked = ["library", "bring-back", "1", "visit", held.id, "--dry-run"]
    assert main([*asked, "--library", planner.address]) == 0

    told = capsys.readouterr().out
    assert "Release 1: differs" in told.splitlines()
    assert "{" not in told
    assert "First. First." in told
    assert max(map(len, told.splitlines())) < 500
    assert [row.text(column) for column in range(3)] == ["Release: 1", "", "differs"]


def test_a_dry_run_that_finds_nothing_says_so(
    planner: Planner, capsys: pytest.CaptureFixture[str]
) -> None:
    held = visit()
    with planner._core.work("Add") as work:
        work.add(held)
    planner.backups.make()
    planner.close()
    asked = ["library", "bring-back", "1", "visit", held.id, "--dry-run"]
    assert main([*asked, "--library", planner.address]) == 0
    assert capsys.readouterr().out == "All of it is as it was then.\n"


def test_the_command_line_says_where_the_certificate_is_and_for_whom(
    planner: Planner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ann = person("Quistgaard", "Ann")
    with planner._core.work("Add") as work:
        work.add(ann)
    planner.close()
    paper = tmp_path / "paper.pdf"
    asked = ["contact", "erase", ann.id, "--confirm", "Ann Quistgaard", "--certificate", str(paper)]
    assert main([*asked, "--library", planner.address]) == 0
    said = capsys.readouterr()
    assert f"Wrote {paper}" in said.out
    assert "goes to the person alone" in said.out + said.err
    assert paper.exists()
