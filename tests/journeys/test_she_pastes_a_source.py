"""She pastes a page that lists agreements and centres, looks through what differs, and takes it in."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.services.planner import Planner
from planner.ui.dialogs.new_source import NewSourceDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.pages.source_list import SourceList

PAGE = """Cooperation with countries far away

The Ministry of Higher Education and Science now has agreements with Brazil, Chile, China, Germany,
Japan and Turkey, and more are to come.

There are three innovation centres; they are located in Boston, Nairobi and Seoul.

last modified Feb 3, 2024"""


@pytest.fixture
def planner(sample: Planner) -> Planner:
    return sample


@pytest.fixture
def ground(planner: Planner) -> SimpleNamespace:
    """The library as it is shipped, where the other journeys have one of their own."""
    return SimpleNamespace(planner=planner)


def test_she_pastes_a_page_and_accepts_what_differs(
    qtbot: QtBot, window: MainWindow, planner: Planner, said: Recorded
) -> None:
    sources, agreements = planner.sources.count(), planner.agreements.count()
    window.go("organisations")
    page = window.findChild(OrganisationsPage)
    assert page is not None
    front = page.turn_to("sources")
    assert isinstance(front, SourceList)
    QGuiApplication.clipboard().setText(PAGE)

    front.from_text.click()

    dialog = QApplication.activeModalWidget() or window.findChild(NewSourceDialog)
    assert isinstance(dialog, NewSourceDialog)
    qtbot.waitUntil(lambda: dialog.staging is not None, timeout=15_000)
    assert dialog.form.fields["title"].value() == "Cooperation with countries far away"
    assert str(dialog.form.fields["as_of"].value()) == "2024-02-03"
    assert dialog.form.fields["language"].value() == "en"

    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1, timeout=15_000)
    differences = dialog.sentences.texts
    assert any("adds Chile" in one and "2022" in one and "Israel" in one for one in differences), (
        differences
    )
    chile = next(one.key for one in dialog.staging.offers if "Chile" in one.facts.values())
    nairobi = next(one.key for one in dialog.staging.offers if "Nairobi" in one.facts.values())
    dialog.tree.tick(nairobi, take=False)
    count = len(dialog.tree.taken())
    assert chile in dialog.tree.taken()
    assert str(count) in dialog.go.text()
    dialog.go.click()

    assert planner.sources.count() == sources + 1
    assert planner.agreements.count() == agreements + 1, "the agreement with Chile alone is new"
    assert front.table.current_key == planner.search("countries far away")[0].id
    assert [hit.word for hit in planner.search("Nairobi")] == ["source"], (
        "not taken: in the text alone"
    )
    assert not said.errors

    window.registry.run("edit.undo")

    assert planner.sources.count() == sources
    assert planner.agreements.count() == agreements
