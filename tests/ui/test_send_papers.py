"""Papers among what is sent: their groups, how they are set, presets that keep it, and their pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from planner.services.occasions import FORMATS, Setting
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.dialogs.send import SendDialog
from planner.ui.messages import Recorded
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme

from .test_audit import findings


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    ground.planner.settings.chosen["email"] = "visits@example.dk"
    ground.planner.releases.release(ground.visit, "First")
    yield ground
    ground.planner.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def dialog(qtbot: QtBot, ground: Ground, out: Path) -> Iterator[SendDialog]:
    messages = Recorded()
    bridge, tasks = Bridge(ground.planner), Tasks(messages)
    files = Files(folder=out)
    context = Context(ground.planner, bridge, messages, tasks, Selection(), Theme("light"), files)
    dialog = SendDialog(context, ground.visit)
    qtbot.addWidget(dialog)
    dialog.show()
    looked(qtbot, dialog)
    yield dialog
    tasks.close()
    bridge.close()


def looked(qtbot: QtBot, dialog: SendDialog) -> None:
    qtbot.waitUntil(
        lambda: dialog.package is not None and not dialog.work.is_looking, timeout=30_000
    )


def test_what_can_be_sent_is_grouped_and_a_group_with_ticks_is_open(dialog: SendDialog) -> None:
    files = dialog.choices.files
    assert "official-programme" in files.pages.boxes
    assert {"calendar", "rooms"} <= set(files.calendars.boxes)
    assert {"contacts", "transport"} <= set(files.sheets.boxes)
    assert sum(len(group.boxes) for group in files.groups) == len(dialog.choices.papers)
    shown = [group.inside.isVisible() for group in files.groups]
    assert shown == [False, True, False], "the preset has calendars alone"
    assert files.calendars.head.text() == "Calendars (2 of 8)"
    files.pages.head.click()
    assert files.pages.inside.isVisible()


def test_papers_go_out_in_two_languages_with_a_mail_for_each(
    dialog: SendDialog, qtbot: QtBot, out: Path
) -> None:
    dialog.choices.choose_papers(("official-programme",), Setting(languages=("en", "ja")))
    looked(qtbot, dialog)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.done_page, timeout=60_000)
    found = sorted(out.rglob("*.pdf"))
    assert len(found) == len(list(next(out.iterdir()).iterdir())) > 1, "one for each recipient"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(found[0]).pages)
    assert "Programme" in text
    assert "月" in text, "the days in Japanese beside them"


def test_a_preset_keeps_how_papers_are_set(
    dialog: SendDialog, qtbot: QtBot, ground: Ground
) -> None:
    setting = Setting(formats=tuple(FORMATS), languages=("da", "ja"))
    dialog.choices.choose_papers(("lobby-sign", "calendar"), setting)
    dialog.choices.presets.save("Danish and Japanese")
    kept = ground.planner.send_presets.find("danish and japanese")
    assert (kept.setting, kept.papers) == (setting, ("calendar", "lobby-sign"))
    dialog.choices.presets.choose("all")
    assert dialog.choices.setting == Setting()
    dialog.choices.presets.choose(kept.key)
    assert dialog.choices.setting == setting
    assert dialog.choices.files.setting.isVisible()
    looked(qtbot, dialog)


def test_the_preview_shows_the_pages_of_papers(dialog: SendDialog, qtbot: QtBot) -> None:
    preview = dialog.people.preview
    assert not preview.tabs.isTabVisible(preview.tabs.indexOf(preview.pages))
    dialog.choices.choose_papers(("official-programme", "lobby-sign"), Setting())
    looked(qtbot, dialog)
    assert preview.tabs.isTabVisible(preview.tabs.indexOf(preview.pages))
    preview.tabs.setCurrentWidget(preview.pages)
    pane = preview.pages.pane
    names = preview.pages.box
    assert names.count() == 2
    row = names.findText("rogramme", Qt.MatchFlag.MatchContains)
    names.setCurrentIndex(row)
    names.activated.emit(row)
    qtbot.waitUntil(lambda: pane.list.pages.title == names.currentText(), timeout=20_000)
    paper = next(
        paper
        for parcel in dialog.package.parcels  # type: ignore[union-attr]
        if parcel.recipient.key == dialog.people.current.key  # type: ignore[union-attr]
        for paper in parcel.papers
        if paper.name == names.currentText()
    )
    assert pane.list.pages.rowCount() == len(pypdf.PdfReader(io.BytesIO(paper.content)).pages)


def test_nothing_is_clipped_or_nameless(dialog: SendDialog, qtbot: QtBot) -> None:
    dialog.resize(960, 540)
    for group in dialog.choices.files.groups:
        group.head.setChecked(True)
    dialog.choices.choose_papers(("official-programme",), Setting())
    looked(qtbot, dialog)
    inside = dialog.choices.widget()
    assert inside.minimumSizeHint().width() <= dialog.choices.viewport().width()
    assert list(findings(dialog)) == []
