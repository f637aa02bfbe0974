"""The list of sources, one in the inspector, and what sources say on the forms of records."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from planner.domain.agreements import Agreement
from planner.domain.ids import RecordId, SourceId, new_id
from planner.domain.sources import Source
from planner.services.planner import Planner
from planner.ui.dialogs.citations import CitationsDialog, CiteDialog
from planner.ui.dialogs.new_source import NewSourceDialog
from planner.ui.main_window import MainWindow
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.pages.source_list import SourceList
from ui.test_audit import findings


def sources_of(window: MainWindow) -> SourceList:
    window.go("organisations")
    page = window.findChild(OrganisationsPage)
    assert page is not None
    front = page.turn_to("sources")
    assert isinstance(front, SourceList)
    return front


def words_in(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))  # type: ignore[attr-defined]


def test_a_source_shows_what_it_states_and_who_says_otherwise(sample_window: MainWindow) -> None:
    page = sources_of(sample_window)
    planner = page.context.planner
    key = next(one.id for one in planner.sources.page(text="Background (global") if one.facts)

    page.show_record("source", key)

    form = page.inspector()
    assert form is not None
    text = words_in(form)
    assert "adds Germany and Türkiye and no longer names Vietnam" in text
    assert "located in: Seoul" in text


def test_a_hit_of_the_search_opens_the_source(sample_window: MainWindow) -> None:
    hit = next(
        one for one in sample_window.context.planner.search("superklynge") if one.word == "source"
    )

    sample_window.context.open_record("source", hit.id)

    page = sample_window.findChild(SourceList)
    assert page is not None
    assert page.table.current_key == hit.id


def test_a_source_can_be_corrected_in_the_inspector(sample_window: MainWindow) -> None:
    page = sources_of(sample_window)
    planner = page.context.planner
    (line,) = (
        planner.sources.page(text="superklynge lykkedes")
        or planner.sources.page(text="Ny superklynge")[:1]
    )
    page.show_record("source", line.id)
    form = page.inspector()
    form.fields["publisher"].editor.setText("Another house")  # type: ignore[union-attr]
    form.fields["publisher"].commit()  # type: ignore[union-attr]

    assert planner.keeper(Source).get(line.id).publisher == "Another house"


def test_who_looks_through_before_the_text_is_read_still_gets_its_title(
    sample_window: MainWindow, qtbot: QtBot
) -> None:
    dialog = NewSourceDialog(sample_window.context, sample_window)
    dialog.text.setPlainText("Far away and near\n\nDenmark has agreements with Japan and Peru.")

    dialog.go.click()

    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1, timeout=15_000)
    assert dialog.staging is not None
    assert dialog.staging.source.title == "Far away and near"
    dialog.reject()


@pytest.mark.parametrize("size", [(960, 540), (1440, 900)])
def test_nothing_in_the_tab_and_its_dialogs_is_clipped_or_nameless(
    sample_window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    sample_window.resize(*size)
    page = sources_of(sample_window)
    page.table.choose(3)
    sample_window.open_inspector()
    qtbot.wait(100)
    assert list(findings(sample_window)) == []
    QGuiApplication.clipboard().setText(
        "Far away\n\nThe Ministry of Higher Education and Science has agreements with Japan, Chile and"
        " Peru.\n\nupdated 3 May 2024"
    )
    page.from_text.click()
    (dialog,) = page.findChildren(NewSourceDialog)
    qtbot.waitUntil(lambda: dialog.staging is not None, timeout=15_000)
    assert list(findings(dialog)) == []
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1, timeout=15_000)
    assert dialog.sentences.texts
    qtbot.wait(50)
    assert list(findings(dialog)) == []
    dialog.reject()


def test_a_record_says_where_its_sources_differ_and_takes_another(
    qtbot: QtBot, window: MainWindow
) -> None:
    planner: Planner = window.context.planner
    agreement = Agreement(id=RecordId(new_id()), title="Old rivers")  # type: ignore[arg-type]
    planner.keeper(Agreement).add(agreement)
    for title, value in (("Almanac", "Munich"), ("Yearbook", "München")):
        source = Source(id=SourceId(new_id()), title=title, as_of=dt.date(2020, 1, 1))
        planner.sources.add(source)
        planner.sources.cite(source.id, "agreement", agreement.id, "located in", value)
    window.context.open_record("agreement", agreement.id)
    shown = window.inspector_panel if hasattr(window, "inspector_panel") else window
    assert "The sources differ:" not in words_in(shown), "one town in two languages"

    dialog = CitationsDialog(window.context, "agreement", agreement.id, agreement.title, window)
    qtbot.addWidget(dialog)
    dialog.new()
    (asked,) = dialog.findChildren(CiteDialog)
    asked.source.set_value((source.id, source.title))
    asked.fact.set_value("located in")
    asked.value.set_value("Kiel")
    asked.accept()

    assert [one.value for one in planner.sources.of("agreement", agreement.id)].count("Kiel") == 1
    assert "The sources differ:" in words_in(shown)
    dialog.remove()
    assert len(planner.sources.of("agreement", agreement.id)) == 2
