"""Issue 8, item 8, and K11: the report for support says how things stand, and nothing of people."""

from __future__ import annotations

import datetime as dt
import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Clock
from factories import person
from marked_person import MARK, Marked, written
from planner import log, paths
from planner.cli import main
from planner.domain.unsaved import Unsaved
from planner.services import support
from planner.services.planner import Planner
from planner.settings import SETTINGS, Settings
from planner.ui.dialogs.crash import report as of_fault

USER, HOST, HOME = "xmarkedquser", "xmarkedqhost", "xmarkedqhome"


@pytest.fixture
def logged() -> Iterator[logging.Logger]:
    """The log of the program in its file."""
    root = logging.getLogger("planner")
    before = (root.handlers[:], root.level)
    log.start(paths.user_state(), verbose=True)
    yield root
    for handler in root.handlers:
        handler.close()
    root.handlers[:], level = before
    root.setLevel(level)


@pytest.fixture
def marked_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """User, computer and home folder have marked names, too; the home folder is in a deep path."""
    home = tmp_path / HOME
    home.mkdir()
    for name in ("LOGNAME", "USER", "USERNAME"):
        monkeypatch.setenv(name, USER)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setattr(socket, "gethostname", lambda: f"{HOST}.example.org")
    return home


def _settings() -> Settings:
    chosen = {
        one.key: f"{MARK}{one.key}"
        for one in SETTINGS
        if isinstance(one.default, str) and one.key not in support.OPEN
    }
    return Settings(chosen={**chosen, "home_country": "SE"})


def _fall(words: str) -> None:
    raise ValueError(words)


def test_no_marked_value_of_a_full_library_and_a_fault_stands_in_the_report(
    planner: Planner,
    logged: logging.Logger,
    marked_place: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Every field of every table, the history, unsaved text, backups, settings, the log and the fault
    itself are marked; so are the names of the user, the computer and the folders."""
    marked = Marked()
    written(planner, marked)
    assert marked.count >= 200
    planner.drafts.keep(
        Unsaved(word="person", key=marked.person.id, field="notes", text=f"{MARK}draft")
    )
    planner.backups.make()
    try:
        _fall(f"{marked.whole} at {marked_place}")
    except ValueError as error:
        fault = of_fault(error)
        logged.exception("could not keep %s", marked.person)
    logged.error("%s on %s for %s", marked.whole, f"{HOST}.example.org", str(marked_place))
    logged.warning(f"{USER} at {marked_place}/notes.planner on {HOST}")
    caplog.clear()
    text = support.report(planner, _settings(), screen="1920 × 1080 at 2", fault=fault)

    lowered = text.casefold()
    assert MARK.casefold() not in lowered
    for name in (
        USER,
        HOST,
        HOME,
        paths.user_name(),
        str(tmp_path),
        tmp_path.name,
        "library.planner",
    ):
        assert name.casefold() not in lowered
    assert "ValueError" in text
    assert "test_support.py" in text
    assert "<user> at <path>" in text
    assert "person: " in text
    assert "unsaved texts kept: 1" in text
    assert "number 1: hand, 0 hours ago" in text
    assert "verified" in text


def test_the_report_says_what_support_asks_for(
    sample: Planner, clock: Clock, logged: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    sample.backups.make()
    clock.forward(days=3)
    sample.backups.make()
    sample.checking_up.checked(dt.date(2027, 4, 2))
    logged.error("the disk said %d", 5)
    logged.info("this is not worth a line")
    caplog.clear()
    text = support.report(sample, sample.settings, screen="1 screen", state=paths.user_state())
    for line in (
        "== Program", "== Library", "== Records", "== Backups", "== Settings", "== Log",
        "Planner: ", "Python: ", "Qt: 6", "SQLite: 3.", "cipher: ", "system: ", "screen: 1 screen",
        "open: yes", "kind: file", "sample: yes", "format: 8", "encrypted: no", "place: local",
        "last check that found nothing: 2027-04-02", "size: ", "person: ", "visit: 2",
        "steps of the history: ", "kept: 2", "good: 2", "number 2: hand, 0 hours ago",
        "number 1: hand, 3 days ago", "author: set", "home_zone: Europe/Copenhagen", "second folder: not set",
    ):  # fmt: skip
        assert line in text
    assert "ERROR planner the disk said 5" in text
    assert "worth a line" not in text


def test_only_settings_that_say_nothing_of_a_person_show_their_value() -> None:
    """A new setting shows none until somebody decides about it."""
    keys = {one.key for one in SETTINGS}
    assert keys >= support.OPEN
    assert {"author", "email", "template", "backup_folder"}.isdisjoint(support.OPEN)


def test_a_part_that_cannot_be_read_is_said_and_the_others_stand(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_planner: Planner) -> dict[str, int]:
        raise OSError(5, "secret place")

    monkeypatch.setattr(Planner, "counts", broken)
    text = support.report(planner, Settings())
    assert "== Records\nnot known: OSError" in text
    assert "secret" not in text
    assert "== Backups\nkept: 0" in text


def test_the_log_is_read_from_its_end_and_in_any_state(tmp_path: Path) -> None:
    assert support.log_lines(tmp_path) == []
    file = tmp_path / log.NAME
    file.write_bytes(b"\xff\x00 no date\n" * 10)
    assert support.log_lines(tmp_path) == []
    line = "2027-04-01 09:30:00,000 ERROR planner.x it failed\nValueError\n  ui/a.py:3 go\n"
    file.write_text("2027-04-01 09:30:00,000 INFO planner.x fine\n" * 9000 + line, encoding="utf-8")
    assert support.log_lines(tmp_path) == line.splitlines()
    file.write_text(line * 100, encoding="utf-8")
    assert len(support.log_lines(tmp_path)) == support.LINES


def test_places_of_a_fault_hold_no_path_of_this_computer(planner: Planner) -> None:
    try:
        planner._core.reader.rows("SELECT nothing FROM nowhere")
    except Exception as error:  # noqa: BLE001 - whichever it is
        places = log.places_of(error.__traceback__)
    assert any(one.startswith("  storage/engine.py:") for one in places)
    assert places[0].startswith("  test_support.py:")
    assert str(Path.home()) + os.sep not in "".join(places)


def test_the_command_writes_it_and_works_where_nothing_opens(
    planner: Planner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planner.contacts.add(person("Xmarkedqfamily", "Xmarkedqgiven"))
    planner.close()
    out = tmp_path / "report.txt"
    assert main(["--library", planner.address, "library", "report", "--to", str(out)]) == 0
    assert "The report is saved as" in capsys.readouterr().out
    text = out.read_text(encoding="utf-8")
    assert "person: 1" in text
    assert MARK.casefold() not in text.casefold()

    broken = tmp_path / "Xmarkedq.planner"
    broken.write_text("no library", encoding="utf-8")
    assert main(["--library", str(broken), "library", "report"]) == 0
    said = capsys.readouterr().out
    assert "open: no" in said
    assert "error: NotALibrary" in said
    assert MARK.casefold() not in said.casefold()
