"""A sheet of the visit that came back, in the window: looked through, taken back, undone."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from planner.domain.privacy import Profile
from planner.i18n import language
from planner.services.sheet_columns import View
from planner.services.visit_sheets import make_sheet
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.dialogs.import_review import ImportReview
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
    bridge = Bridge(ground.planner)
    tasks = Tasks(messages)
    yield Context(ground.planner, bridge, messages, tasks, Selection(), Theme("light"), Files())
    tasks.close()
    bridge.close()


def programme(ground: Ground, path: Path) -> Path:
    """The programme table of the visit, with another title in its first row."""
    view = View(
        plan=ground.planner.visits.plan(ground.visit),
        profile=Profile.INTERNAL,
        speak=language("en"),
    )
    made = make_sheet("programme", view, dt.datetime(2027, 4, 1, tzinfo=dt.UTC))
    assert made is not None
    book = load_workbook(io.BytesIO(made.content))
    page = book.worksheets[0]
    titles = {cell.value: cell.column for cell in page[1]}
    page.cell(2, titles["Title"]).value = "Quite another title"
    page.cell(2, titles["Hosts"]).value = "Somebody"
    book.save(path)
    return path


@pytest.mark.parametrize("opened", [True, False])
def test_a_sheet_is_compared_with_its_visit_and_taken_back(
    qtbot: QtBot, context: Context, ground: Ground, tmp_path: Path, opened: bool
) -> None:
    path = programme(ground, tmp_path / "programme.xlsx")
    dialog = ImportReview(context, [path], ground.visit if opened else None)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.sheet_page, timeout=30_000)

    page = dialog.sheet_page
    assert "“Hosts”" in page.notices.text()
    assert not page.notices.isHidden()
    assert dialog.go.text() == "Import 1 row"
    page.choose(2)
    changed = [page.panel.changes.item(0, column).text() for column in range(3)]  # type: ignore[union-attr]
    assert (changed[0], changed[2]) == ("Title", "Quite another title")
    if folder := os.environ.get("SHOTS"):
        dialog.show()
        dialog.grab().save(f"{folder}/sheet_back.png")
    first = ground.planner.visits.plan(ground.visit).scheduled[0]
    dialog.commit()
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.done_page, timeout=30_000)

    plan = ground.planner.visits.plan(ground.visit)
    assert plan.item[first.id].title == "Quite another title"
    assert "1 row was taken back" in dialog.done_page._text.text()
    dialog.done_page.undo_wanted.emit()
    qtbot.waitUntil(
        lambda: ground.planner.visits.plan(ground.visit).item[first.id].title == first.title
    )
