"""What differs from a backup is told in words, never as the inside of a record."""

from __future__ import annotations

import pytest

from factories import visit
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
