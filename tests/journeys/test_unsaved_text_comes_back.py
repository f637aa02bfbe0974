"""A1 on the real window: what she was typing when the program ended is offered, and stands in its field again."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from factories import person
from faults.broken_disk import broken_disk
from journeys.ground import Files, Ground, ground_in
from planner.domain.briefs import Brief
from planner.domain.library import BY_NAME
from planner.domain.people import Person
from planner.domain.retention import GROUP_OF_WORD
from planner.domain.unsaved import Unsaved, mark_of, may_be_kept
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.ui import unsaved_text
from planner.ui.dialogs.kept_text import KeptTextDialog
from planner.ui.kept_text import KeptText
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.record_form import RecordForm
from planner.ui.theme import Theme
from planner.ui.unsaved_text import Editor, editors_of
from planner.ui.widgets.fields import InspectorForm

ONE = "Unsaved text in “Ann One” was kept."


@pytest.fixture
def window(
    qtbot: QtBot, ground: Ground, said: Recorded, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """As the program has it: the library is locked, and the pause is short."""
    assert unsaved_text.PAUSE == 1000
    monkeypatch.setattr(unsaved_text, "PAUSE", 20)
    ground.planner.keep_locked()
    window = _window(qtbot, ground.planner, said)
    yield window
    window.release_library()


def _window(qtbot: QtBot, planner: Planner, said: Recorded) -> MainWindow:
    window = MainWindow(Theme("light"), planner.settings)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    window.open_library(planner, Files(), said)
    qtbot.waitUntil(lambda: window.unsaved_text is not None, timeout=3000)
    return window


def _form(window: MainWindow, word: str, key: str, field: str) -> InspectorForm:
    found = [
        one
        for one in window.findChildren(InspectorForm)
        if field in one.fields and one.subject() == (word, key) and one.isVisible()
    ]
    return found[0]


def _editor(form: InspectorForm, field: str, part: int = 0) -> Editor:
    return editors_of(form.fields[field])[part]


def _ann(window: MainWindow, ground: Ground) -> tuple[str, InspectorForm]:
    key = ground.planner.contacts.add(person("One", "Ann"))
    window.show_record("person", key)
    window.open_inspector()
    return key, _form(window, "person", key, "notes")


def _type(qtbot: QtBot, editor: Editor, text: str) -> None:
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus, timeout=2000)
    QTest.keyClicks(editor, text)


def _notes(planner: Planner, key: str) -> str:
    return planner.keeper(Person).get(key).notes


def _kept(ground: Ground) -> list[tuple[str, str, str]]:
    return [(one.word, one.field, one.text) for one in ground.planner.drafts.kept()]


def _until(qtbot: QtBot, ground: Ground, *wanted: tuple[str, str, str]) -> None:
    qtbot.waitUntil(lambda: sorted(_kept(ground)) == sorted(wanted), timeout=3000)


def test_typed_text_is_kept_after_a_pause_and_gone_when_it_is_saved(
    qtbot: QtBot, window: MainWindow, ground: Ground
) -> None:
    """No step of the history comes of it, neither when it is kept nor when it is dropped."""
    key, form = _ann(window, ground)
    steps = ground.planner.history.next_undo()
    notes = _editor(form, "notes")
    _type(qtbot, notes, "Speaks at ten")
    _until(qtbot, ground, ("person", "notes", "Speaks at ten"))
    QTest.keyClicks(notes, " or eleven")
    _until(qtbot, ground, ("person", "notes", "Speaks at ten or eleven"))
    assert ground.planner.history.next_undo() == steps
    assert _notes(ground.planner, key) == ""

    _editor(form, "salutation").setFocus()
    _until(qtbot, ground)
    assert _notes(ground.planner, key) == "Speaks at ten or eleven"


def test_escape_drops_what_was_kept(qtbot: QtBot, window: MainWindow, ground: Ground) -> None:
    _key, form = _ann(window, ground)
    notes = _editor(form, "notes")
    _type(qtbot, notes, "Speaks")
    _until(qtbot, ground, ("person", "notes", "Speaks"))
    QTest.keyClick(notes, Qt.Key.Key_Escape)
    _until(qtbot, ground)


def test_closing_the_window_saves_and_keeps_nothing_beside(
    qtbot: QtBot, window: MainWindow, ground: Ground
) -> None:
    key, form = _ann(window, ground)
    _type(qtbot, _editor(form, "notes"), "Speaks")
    _until(qtbot, ground, ("person", "notes", "Speaks"))
    window.release_library()
    assert _kept(ground) == []
    assert _notes(ground.planner, key) == "Speaks"


def test_every_kind_of_form_keeps_its_text(
    qtbot: QtBot, window: MainWindow, ground: Ground
) -> None:
    """The fields of pages, of the inspector, of a date that is no date, of a brief that is not there yet."""
    visit = ground.visit
    window.show_record("visit", visit)
    page = window.page
    assert page is not None
    page.tabs.setCurrentWidget(page.details)  # type: ignore[attr-defined]
    details = _form(window, "visit", visit, "purpose")
    _type(qtbot, _editor(details, "purpose"), "Neutrons")
    _until(qtbot, ground, ("visit", "purpose", "Neutrons"))
    first_day = _editor(details, "first_day")
    first_day.setFocus()
    first_day.selectAll()
    _until(qtbot, ground)
    QTest.keyClicks(first_day, "31.2.")
    _until(qtbot, ground, ("visit", "first_day", "31.2."))
    _editor(details, "code").setFocus()
    assert "is not a date" in details.fields["first_day"].error
    assert _kept(ground) == [("visit", "first_day", "31.2.")]
    first_day.setFocus()
    QTest.keyClick(first_day, Qt.Key.Key_Escape)

    window.show_record("item", ground.item("lunch"))
    window.open_inspector()
    entry = _form(window, "item", ground.item("lunch"), "public_text")
    _type(qtbot, _editor(entry, "public_text"), "Fish")
    qtbot.waitUntil(lambda: ("item", "public_text", "Fish") in _kept(ground), timeout=3000)

    window.show_record("visit_part", f"{visit}/brief/{ground.item('round')}")
    brief = _form(window, Brief.WORD, f"{visit}/{ground.item('round')}", "objective")
    _type(qtbot, _editor(brief, "objective"), "An answer")
    _until(qtbot, ground, ("brief", "objective", "An answer"))
    _editor(brief, "points").setFocus()
    _until(qtbot, ground)


def test_hidden_words_are_never_kept(ground: Ground) -> None:
    """Diet, health, belief, room, assistance, passport and birth date, and what the review takes away."""
    assert {"need", "private_detail", "border_paper"} <= set(GROUP_OF_WORD)
    for word in (*GROUP_OF_WORD, "data_request"):
        assert not may_be_kept(word)
        assert not ground.planner.drafts.keep(
            Unsaved(word=word, key="a" * 32, field="text", text="Nut")
        )
    assert ground.planner._core.reader.rows("SELECT id FROM draft") == []
    assert may_be_kept("person")
    assert set(GROUP_OF_WORD) <= set(BY_NAME)


def _left(ground: Ground, key: str, text: str, *, was: str = "", field: str = "notes") -> Unsaved:
    found = Unsaved(word="person", key=key, field=field, text=text, was=mark_of(was))
    ground.planner.drafts.keep(found)
    return found


def test_use_puts_the_text_into_its_field_and_saves_nothing(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded
) -> None:
    key = ground.planner.contacts.add(person("One", "Ann"))
    _left(ground, key, "Speaks at ten")
    KeptText(window).offer()
    assert said.bars[-1] == ONE
    said.acts[ONE]["Use"]()
    notes = _editor(_form(window, "person", key, "notes"), "notes")
    assert isinstance(notes, QPlainTextEdit)
    assert notes.toPlainText() == "Speaks at ten"
    assert notes.hasFocus()
    form = _form(window, "person", key, "notes")
    qtbot.waitUntil(
        lambda: (
            form.viewport().rect().contains(notes.mapTo(form.viewport(), notes.rect().center()))
        ),
        timeout=2000,
    )
    assert _notes(ground.planner, key) == ""
    assert _kept(ground) == [("person", "notes", "Speaks at ten")]

    window.inspector.commit()
    _until(qtbot, ground)
    assert _notes(ground.planner, key) == "Speaks at ten"


def test_what_was_saved_after_all_is_not_offered(
    window: MainWindow, ground: Ground, said: Recorded
) -> None:
    """It was used and saved, and the program ended before the kept text was dropped."""
    key = ground.planner.contacts.add(replace(person("One", "Ann"), notes="Speaks at ten"))
    _left(ground, key, "Speaks at ten ")
    KeptText(window).offer()
    assert said.bars == []
    assert _kept(ground) == []

    _left(ground, key, "Speaks at eleven")
    KeptText(window).offer()
    assert said.bars == [ONE]
    assert _kept(ground) == [("person", "notes", "Speaks at eleven")]


def test_discard_deletes_it(window: MainWindow, ground: Ground, said: Recorded) -> None:
    key = ground.planner.contacts.add(person("One", "Ann"))
    _left(ground, key, "Speaks at ten")
    KeptText(window).offer()
    said.acts[ONE]["Discard"]()
    assert ground.planner._core.reader.rows("SELECT id FROM draft") == []


@pytest.mark.parametrize(
    ("answer", "shown", "left"), [(0, "Ten", 1), (1, "Eleven", 0), (-1, "Eleven", 1)]
)
def test_where_the_record_was_changed_since_both_values_are_said(
    window: MainWindow,
    ground: Ground,
    said: Recorded,
    monkeypatch: pytest.MonkeyPatch,
    answer: int,
    shown: str,
    left: int,
) -> None:
    key = ground.planner.contacts.add(replace(person("One", "Ann"), notes="Eleven"))
    one = _left(ground, key, "Ten", was="Nine")
    details: list[str] = []

    def choice(_text: str, _verbs: object, *, detail: str = "", recommended: bool = False) -> int:
        details.append(detail)
        return answer

    monkeypatch.setattr(said, "choice", choice)
    KeptText(window).use(one)
    assert details == ["Unsaved text:\nTen\n\nIn the library now:\nEleven"]
    notes = _editor(_form(window, "person", key, "notes"), "notes")
    assert isinstance(notes, QPlainTextEdit)
    assert notes.toPlainText() == shown
    assert len(_kept(ground)) == left


def test_of_two_texts_of_a_field_the_newest_is_kept(ground: Ground) -> None:
    key = ground.planner.contacts.add(person("One", "Ann"))
    _left(ground, key, "Ten")
    _left(ground, key, "Eleven\x00\u202e\x07")
    assert [one.text for one in ground.planner.drafts.kept()] == ["Eleven\u202e"]


def test_a_new_record_comes_back_with_all_its_fields(
    qtbot: QtBot, window: MainWindow, ground: Ground
) -> None:
    """It was never kept, for its name was missing: the form for a new one is filled again."""
    window.go("contacts")
    window.on_page("new")
    form = next(one for one in window.findChildren(RecordForm) if one.subject() == ("person", ""))
    _type(qtbot, _editor(form, "prefix"), "Dr")
    _type(qtbot, _editor(form, "notes"), "Speaks")
    _until(qtbot, ground, ("person", "prefix", "Dr"), ("person", "notes", "Speaks"))
    for name in ("prefix", "notes"):
        form.fields[name].set_value("")
    window.go("home")
    ground.planner.drafts.keep(Unsaved(word="person", key="", field="prefix", text="Dr"))
    ground.planner.drafts.keep(Unsaved(word="person", key="", field="notes", text="Speaks"))
    assert KeptText(window).use(ground.planner.drafts.kept()[0])
    assert form.fields["prefix"].value() == "Dr"
    assert form.fields["notes"].value() == "Speaks"
    _type(qtbot, _editor(form, "family_name"), "One")
    window.inspector.commit()
    _until(qtbot, ground)


def test_several_are_listed_and_what_has_no_form_can_be_copied(
    qtbot: QtBot,
    window: MainWindow,
    ground: Ground,
    said: Recorded,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = ground.planner.contacts.add(person("One", "Ann"))
    _left(ground, key, "Ten")
    gone = _left(ground, "f" * 32, "Eleven")
    dialogs: list[KeptTextDialog] = []

    def shown(dialog: KeptTextDialog) -> int:
        dialogs.append(dialog)
        return 0

    monkeypatch.setattr(KeptTextDialog, "exec", shown)
    monkeypatch.setattr(KeptTextDialog, "deleteLater", lambda _dialog: None)
    kept = KeptText(window)
    kept.offer()
    assert said.bars[-1] == "Unsaved text in 2 fields was kept."
    said.acts[said.bars[-1]]["Show…"]()
    (dialog,) = dialogs
    assert dialog.model.rowCount() == 2
    assert not kept.use(gone)
    assert dialogs[1].text.toPlainText() == "Eleven"
    dialogs[1].discard()
    assert _kept(ground) == [("person", "notes", "Ten")]
    said.acts[said.bars[-1]]["Discard all"]()
    assert said.questions == ["Discard the unsaved text of 2 fields?"]
    assert _kept(ground) == []


def test_text_of_a_part_is_shown_over_its_owner_to_be_copied(
    window: MainWindow, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was typed in a dialog of its own: the person is in front, and the text beside it."""
    key = ground.planner.contacts.add(person("One", "Ann"), organisation="Office", title="Head")
    post = ground.planner.posts.of(key)[0]
    one = Unsaved(word="position", key=post.id, field="title", text="Head of all")
    ground.planner.drafts.keep(one)
    shown: list[str] = []

    def exec_(dialog: KeptTextDialog) -> int:
        shown.append(dialog.text.toPlainText())
        return 0

    monkeypatch.setattr(KeptTextDialog, "exec", exec_)
    assert not KeptText(window).use(one)
    assert shown == ["Head of all"]
    assert _form(window, "person", key, "notes").isVisible()


@pytest.mark.skipif(os.name == "nt", reason="the disk is broken below SQLite on Unix")
def test_on_a_full_disk_typing_goes_on_and_the_text_is_kept_when_there_is_room(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded
) -> None:
    """Nothing is said of it: no change was refused yet. The text stays on screen, and is kept later."""
    _key, form = _ann(window, ground)
    notes = _editor(form, "notes")
    with broken_disk() as disk:
        bars = len(said.bars)
        disk.fill()
        _type(qtbot, notes, "Speaks")
        qtbot.waitUntil(lambda: disk.refused > 0, timeout=3000)
        assert _kept(ground) == []
        assert said.bars[bars:] == []
        assert "(not saved)" not in window.windowTitle()
        disk.mend()
        QTest.keyClicks(notes, " at ten")
        _until(qtbot, ground, ("person", "notes", "Speaks at ten"))
        window.release_library()


def test_in_a_library_that_is_only_read_nothing_is_kept(ground: Ground) -> None:
    other = open_planner(ground.planner.address, Settings(), read_only=True)
    try:
        assert not other.drafts.keep(
            Unsaved(word="person", key="a" * 32, field="notes", text="Ten")
        )
        assert other.drafts.sweep() == 0
    finally:
        other.close()


def test_after_a_month_it_goes_by_itself(ground: Ground) -> None:
    key = ground.planner.contacts.add(person("One", "Ann"))
    _left(ground, key, "Ten")
    ground.clock.now += dt.timedelta(29)
    assert ground.planner.drafts.sweep() == 0
    ground.clock.now += dt.timedelta(2)
    assert ground.planner.drafts.sweep() == 1
    assert _kept(ground) == []


def test_keeping_costs_the_window_nothing(qtbot: QtBot, window: MainWindow, ground: Ground) -> None:
    """It is written beside the window; what stays in its thread is under 5 ms."""
    _key, form = _ann(window, ground)
    notes = _editor(form, "notes")
    _type(qtbot, notes, "S")
    notes.setPlainText("word " * 2000)
    notes.document().setModified(True)
    assert window.unsaved_text is not None
    spent = []
    for _again in range(5):
        notes.insertPlainText("more ")
        begun = time.perf_counter()
        window.unsaved_text.look()
        spent.append(time.perf_counter() - begun)
    assert sorted(spent)[2] < 0.005
    qtbot.waitUntil(lambda: len(_kept(ground)) == 1, timeout=3000)


_TYPING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from planner import app
from planner.ui import unsaved_text
from planner.ui.widgets.fields import InspectorForm
unsaved_text.PAUSE = 20
session = app.Session(sys.argv[1])
window = session.window
def type_it():
    if window.unsaved_text is None:
        QTimer.singleShot(20, type_it)
        return
    window.activateWindow()
    window.show_record("person", sys.argv[2])
    window.open_inspector()
    form = next(
        one for one in window.findChildren(InspectorForm) if one.subject() == ("person", sys.argv[2])
    )
    editor = form.fields["notes"].editor
    editor.setFocus()
    QTest.keyClicks(editor, "Speaks at ten")
    QTimer.singleShot(20, look)
def look():
    if window.context.planner.drafts.kept():
        print("kept", flush=True)
    else:
        QTimer.singleShot(20, look)
QTimer.singleShot(20, type_it)
sys.exit(session.run())
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of Unix")
def test_the_program_is_killed_while_she_types_and_the_text_is_there_at_the_next_start(
    qtbot: QtBot, tmp_path: Path, said: Recorded
) -> None:
    """A real process, ended by kill -9 with the text in the field; the next start says so quietly."""
    ground = ground_in(tmp_path)
    key = ground.planner.contacts.add(person("One", "Ann"))
    ground.planner.close()
    folders = {
        name: str(tmp_path / name)
        for name in ("PLANNER_DATA_DIR", "PLANNER_CONFIG_DIR", "PLANNER_STATE_DIR")
    }
    with subprocess.Popen(
        [sys.executable, "-c", _TYPING, ground.planner.address, key],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **folders},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "kept\n"
        process.send_signal(signal.SIGKILL)
    planner = open_planner(ground.planner.address, Settings())
    planner.keep_locked()
    window = _window(qtbot, planner, said)
    assert ONE in said.bars
    said.acts[ONE]["Use"]()
    notes = _editor(_form(window, "person", key, "notes"), "notes")
    assert isinstance(notes, QPlainTextEdit)
    assert notes.toPlainText() == "Speaks at ten"
    window.release_library()
    assert _notes(planner, key) == "Speaks at ten"
    assert planner.drafts.kept() == []
    planner.close()
    shutil.rmtree(tmp_path / "PLANNER_STATE_DIR", ignore_errors=True)
