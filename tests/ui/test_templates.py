"""The dialog of templates: a look at each, what is wrong with one, one of our own, the usual one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from planner.documents.templates.known import own_folder
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.dialogs.settings import SettingsDialog
from planner.ui.dialogs.templates import TemplatesDialog
from planner.ui.messages import Recorded
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


@pytest.fixture
def context(qtbot: QtBot, ground: Ground) -> Iterator[Context]:
    messages = Recorded()
    bridge, tasks = Bridge(ground.planner), Tasks(messages)
    yield Context(ground.planner, bridge, messages, tasks, Selection(), Theme("light"), Files())
    tasks.close()
    bridge.close()


def opened(qtbot: QtBot, context: Context) -> TemplatesDialog:
    dialog = TemplatesDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    wait(qtbot, dialog)
    return dialog


def wait(qtbot: QtBot, dialog: TemplatesDialog) -> None:
    qtbot.waitUntil(lambda: dialog._looking is None, timeout=20_000)


def listed(dialog: TemplatesDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def wrong(dialog: TemplatesDialog) -> list[str]:
    return [dialog.problems.item(row).text() for row in range(dialog.problems.count())]


def broken() -> Path:
    folder = own_folder() / "ours"
    folder.mkdir(parents=True)
    table = folder / "template.toml"
    table.write_text('title = "Ours"\nacent = "x"\n[layout]\nsize = 30\n', encoding="utf-8")
    return table


def test_the_usual_template_is_in_front_with_its_pages(qtbot: QtBot, context: Context) -> None:
    dialog = opened(qtbot, context)
    assert listed(dialog) == ["Plain (for all papers)", "Formal", "Compact"]
    assert dialog.chosen == "plain"
    assert dialog.pages.pages.rowCount() > 3
    assert dialog.says.text() == "Nothing is wrong with it."
    assert not dialog.use.isEnabled()
    assert not dialog.folder.isEnabled()


def test_another_one_is_looked_at_with_the_keyboard_and_used(
    qtbot: QtBot, context: Context
) -> None:
    dialog = opened(qtbot, context)
    first = dialog.pages.pages.pixmap(0).toImage()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    wait(qtbot, dialog)
    assert dialog.chosen == "formal"
    assert dialog.pages.pages.pixmap(0).toImage() != first
    dialog.use.click()
    wait(qtbot, dialog)
    assert context.planner.templates.usual == "formal"
    assert listed(dialog) == ["Plain", "Formal (for all papers)", "Compact"]
    assert dialog.chosen == "formal"


def test_what_is_wrong_is_listed_with_file_and_line_and_mending_it_helps(
    qtbot: QtBot, context: Context
) -> None:
    table = broken()
    dialog = opened(qtbot, context)
    assert listed(dialog)[-1] == "Ours (cannot be used)"
    dialog.list.setCurrentRow(3)
    wait(qtbot, dialog)
    assert wrong(dialog) == [
        "template.toml, line 4: “size” is a number from 7 to 13.",
        "template.toml, line 2: There is no setting “acent”. Did you mean “accent”?",
    ]
    assert dialog.pages.pages.rowCount() == 0
    assert not dialog.use.isEnabled()
    assert dialog.folder.isEnabled()

    table.write_text('title = "Ours"\n[layout]\nsize = 11\n', encoding="utf-8")
    dialog.again.click()
    wait(qtbot, dialog)
    assert dialog.chosen == "ours"
    assert wrong(dialog) == []
    assert dialog.pages.pages.rowCount() > 3
    assert dialog.use.isEnabled()


def test_one_of_our_own_is_made_from_the_one_in_front(qtbot: QtBot, context: Context) -> None:
    dialog = opened(qtbot, context)
    dialog.make.click()
    assert not own_folder().exists()
    assert dialog.name.hasFocus() or not dialog.isActiveWindow()
    dialog.list.setCurrentRow(1)
    qtbot.keyClicks(dialog.name, "Our Agency")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    wait(qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.chosen == "our-agency"
    assert context.planner.templates.look("our-agency").layout.cover == "centred"
    assert dialog.name.text() == ""

    qtbot.keyClicks(dialog.name, "our agency")
    dialog.make.click()
    assert "There is already a template “our-agency”." in dialog.says.text()
    assert dialog.name.text() == "our agency"


def test_a_usual_template_that_is_gone_is_said(qtbot: QtBot, context: Context) -> None:
    context.planner.settings.choose("template", "gone")
    dialog = TemplatesDialog(context)
    qtbot.addWidget(dialog)
    assert dialog.says.text() == "All papers want the template “gone”, which is gone."
    wait(qtbot, dialog)


def test_closing_while_it_is_looked_at_is_no_fault(qtbot: QtBot, context: Context) -> None:
    dialog = TemplatesDialog(context)
    dialog.show()
    dialog.close()
    dialog.deleteLater()
    qtbot.waitUntil(lambda: not context.tasks.is_busy, timeout=20_000)
    assert not context.messages.errors  # type: ignore[attr-defined]


def test_the_settings_offer_the_templates(qtbot: QtBot, context: Context) -> None:
    broken()
    dialog = SettingsDialog(context.planner.settings, context.theme)
    qtbot.addWidget(dialog)
    editor = dialog.fields["template"].editor
    texts = [editor.itemText(row) for row in range(editor.count())]  # type: ignore[attr-defined]
    assert texts == ["Plain", "Formal", "Compact", "Ours (cannot be used)"]


def test_a_chosen_template_that_is_gone_stays_in_the_settings(
    qtbot: QtBot, context: Context
) -> None:
    context.planner.settings.choose("template", "gone")
    dialog = SettingsDialog(context.planner.settings, context.theme)
    qtbot.addWidget(dialog)
    editor = dialog.fields["template"].editor
    assert editor.currentText() == "gone (cannot be used)"  # type: ignore[attr-defined]
    dialog.close()
    assert context.planner.templates.usual == "gone"
