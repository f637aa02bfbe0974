"""A5, A2, B8, A9 on the real window: what she typed stays, the title is true, and she goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from factories import person
from faults.broken_disk import BrokenDisk, broken_disk
from journeys.ground import Ground
from planner.services import moved
from planner.services.planner import open_planner
from planner.settings import Settings
from planner.ui import trouble
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.record_form import RecordForm
from planner.ui.unsaved_text import editors_of, set_text
from planner.ui.widgets.fields import Field

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the disk is broken below SQLite on Unix")


@pytest.fixture
def disk() -> Iterator[BrokenDisk]:
    with broken_disk() as disk:
        yield disk


@pytest.fixture
def notes(window: MainWindow, ground: Ground) -> Field:
    """The notes of a person, on the page in front."""
    window.show_record("person", ground.planner.contacts.add(person("Ann", "One")))
    assert window.page is not None
    (form,) = (one for one in window.findChildren(RecordForm) if "notes" in one.fields and one.key)
    return form.fields["notes"]


def _type(field: Field, text: str) -> None:
    field._show(text)
    field.commit()


def _notes(ground: Ground) -> list[str]:
    """What is in the library, and not what is on screen."""
    rows = ground.planner._core.reader.rows("SELECT notes FROM person WHERE notes <> ''")
    return [str(row[0]) for row in rows]


def test_the_disk_is_full_while_she_types(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded, notes: Field, disk: BrokenDisk
) -> None:
    """The text stays, title and status say "not saved", Save tries again, and with room it is saved."""
    disk.fill()
    _type(notes, "Speaks at ten")
    qtbot.waitUntil(lambda: "(not saved)" in window.windowTitle(), timeout=2000)
    assert notes.value() == "Speaks at ten"
    assert "is full" in notes.error
    assert window.status._saved.text() == "NOT saved"
    assert "still on screen and NOT saved. Free about 5 MB" in said.bars[-1]
    assert _notes(ground) == []

    window.save()
    assert "(not saved)" in window.windowTitle()
    assert window.status.currentMessage() != "All changes are saved."

    disk.mend()
    window.save()
    assert _notes(ground) == ["Speaks at ten"]
    assert "(not saved)" not in window.windowTitle()
    assert window.status._saved.text().startswith("Saved ")
    assert notes.error == ""


def test_she_goes_to_another_person_while_the_disk_is_full(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded, notes: Field, disk: BrokenDisk
) -> None:
    """What she typed leaves the screen and not the window: it is said, counted, and offered again."""
    other = ground.planner.contacts.add(person("Bo", "Two"))
    window._follow_typing(window.context)  # type: ignore[arg-type]
    editor = editors_of(notes)[0]
    editor.setFocus()
    window.unsaved_text.watch(editor)  # type: ignore[union-attr]
    disk.fill()
    set_text(editor, "Speaks at ten")
    window.show_record("person", other)
    qtbot.waitUntil(lambda: "(not saved)" in window.windowTitle(), timeout=2000)
    assert notes.value() == ""
    assert "is kept here and NOT saved. Free about 5 MB" in said.bars[-1]
    said.answer = False
    assert window.trouble is not None
    assert not window.trouble.may_close()
    assert said.questions == ["What you typed in 1 field is NOT saved."]

    disk.mend()
    window.save()
    assert "(not saved)" not in window.windowTitle()
    assert window.status._saved.text() == "All changes are saved as you make them"
    assert said.bars[-1] == "Unsaved text in “One Ann” was kept."
    said.acts[said.bars[-1]]["Use"]()
    assert notes.value() == "Speaks at ten"
    window.save()
    assert _notes(ground) == ["Speaks at ten"]


def test_when_there_is_room_again_it_is_saved_by_itself(
    qtbot: QtBot,
    window: MainWindow,
    ground: Ground,
    notes: Field,
    disk: BrokenDisk,
) -> None:
    """Every ten seconds; here sooner."""
    assert trouble.AGAIN == 10_000
    assert window.trouble is not None
    window.trouble._timer.setInterval(50)
    disk.fill()
    _type(notes, "Speaks at ten")
    qtbot.wait(200)
    assert disk.refused > 2
    assert _notes(ground) == []
    disk.mend()
    qtbot.waitUntil(lambda: _notes(ground) == ["Speaks at ten"], timeout=2000)
    assert "(not saved)" not in window.windowTitle()
    assert not window.trouble._timer.isActive()


def test_closing_with_unsaved_text_asks_first(
    qtbot: QtBot, window: MainWindow, said: Recorded, notes: Field, disk: BrokenDisk
) -> None:
    disk.fill()
    _type(notes, "Speaks at ten")
    qtbot.waitUntil(lambda: "(not saved)" in window.windowTitle(), timeout=2000)
    said.answer = False
    window.close()
    assert window.isVisible()
    assert said.questions == ["What you typed in 1 field is NOT saved."]
    disk.mend()
    window.save()


def test_the_file_is_deleted_under_her_and_she_goes_on_in_the_copy(
    qtbot: QtBot,
    window: MainWindow,
    ground: Ground,
    said: Recorded,
    notes: Field,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Noticed without any act of hers, a copy is saved and named, and what she typed goes into it."""
    assert trouble.LOOK < 5
    monkeypatch.setattr(trouble, "LOOK", 0.05)
    assert window.trouble is not None
    window.trouble._look.end()
    window.trouble._look = trouble._Looking(ground.planner.whereabouts)
    file = Path(ground.planner.address)
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    qtbot.waitUntil(lambda: any("was saved to" in one for one in said.bars), timeout=5000)
    assert "was moved, deleted or unplugged" in said.bars[-1]
    assert "(not saved)" in window.windowTitle()
    copy = window.trouble.copy
    assert copy is not None
    assert str(copy) in said.bars[-1]
    assert not file.exists()

    _type(notes, "Speaks at ten")
    assert notes.value() == "Speaks at ten"
    count = len(said.bars)
    window.save()  # the message may have been closed: Save brings it back
    assert len(said.bars) == count + 1
    said.acts[said.bars[-1]]["Continue there"]()
    qtbot.waitUntil(lambda: _notes(ground) == ["Speaks at ten"], timeout=2000)
    assert window.windowTitle().startswith(copy.name)
    assert "(not saved)" not in window.windowTitle()
    assert not file.exists()
    found = moved.current(str(file))
    assert found is not None
    assert found.to == copy


def test_a_failing_disk_stops_all_writing_and_a_checked_copy_is_made(
    qtbot: QtBot,
    window: MainWindow,
    ground: Ground,
    said: Recorded,
    notes: Field,
    disk: BrokenDisk,
    tmp_path: Path,
) -> None:
    """A9; the first folder lies on the failing disk, too: she chooses another."""
    disk.writing = 5
    _type(notes, "Speaks at ten")
    qtbot.waitUntil(lambda: any("No copy" in one for one in said.bars), timeout=5000)
    assert any("reported an error" in one for one in said.bars)
    disk.mend()
    assert ground.planner.whereabouts.trouble is not None
    said.acts[said.bars[-1]]["Save to…"]()
    qtbot.waitUntil(lambda: any("was saved to" in one for one in said.bars), timeout=5000)
    assert window.trouble is not None
    copy = window.trouble.copy
    assert copy is not None
    said.acts[said.bars[-1]]["Continue there"]()
    assert _notes(ground) == ["Speaks at ten"]
    other = open_planner(str(copy), Settings(), read_only=True)
    assert other.contacts.count() == ground.planner.contacts.count()
    other.close()


def test_the_buttons_of_the_message_are_not_covered_in_a_small_window(
    qtbot: QtBot, window: MainWindow, notes: Field, disk: BrokenDisk
) -> None:
    """The drawer with the fields stands below the bar that says what to do."""
    window.resize(960, 540)
    window.open_inspector()
    assert window.inspector.is_drawer
    assert window.inspector.isVisible()
    window.own_messages.bar("The disk is full.", ("Save now", lambda: None), tone="danger")
    bar = window.message_bar
    qtbot.waitUntil(
        lambda: window.inspector.y() >= bar.mapTo(window, bar.rect().bottomLeft()).y(), timeout=2000
    )
    bar.close_message()
    qtbot.waitUntil(
        lambda: window.inspector.y() == window.centre.y() + window.top.height(), timeout=2000
    )
    assert notes.value() == ""
    assert not disk.refused
