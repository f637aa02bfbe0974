"""Small things at the command line: a move that is only looked at, the name as lists say it, local time."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from factories import person
from planner.cli import main
from planner.i18n import moment_in_words
from planner.services.planner import Planner


def test_a_move_is_only_looked_at(
    planner: Planner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """T25."""
    planner.close()
    there = tmp_path / "other"
    asked = ["--library", planner.address, "--json", "library", "move", str(there), "--dry-run"]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out)["library"]
    assert Path(told["address"]).parent == there
    assert not there.exists()
    assert Path(planner.address).is_file()


def test_the_name_that_is_typed_to_erase_may_be_as_lists_say_it(planner: Planner) -> None:
    """T25: lists say “Dr. Nakagawa Sho”, the erasing said “Sho Nakagawa”."""
    one = person("Nakagawa", "Sho", prefix="Dr.", country="JP")
    planner.contacts.add(one)
    planner.close()
    asked = ["--library", planner.address, "contact", "erase", one.id, "--confirm"]
    assert main([*asked, "Nakagawa"]) != 0
    assert main([*asked, one.name]) == 0


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("tokyo")
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of the process cannot be set")
def test_the_history_is_told_by_the_clock_of_this_computer(
    planner: Planner, capsys: pytest.CaptureFixture[str]
) -> None:
    """T25: other lists are."""
    planner.contacts.add(person())
    step = planner.history.page()[0]
    planner.close()
    here = step.at.replace(tzinfo=dt.UTC).astimezone()
    assert main(["--library", planner.address, "history", "list"]) == 0
    said = capsys.readouterr().out
    assert moment_in_words(here.replace(tzinfo=None)) in said
