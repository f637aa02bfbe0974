"""Countries on the real window: the list, one country, its dated facts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.services.planner import Planner
from planner.ui.dialogs.country_paper import CountryPaperDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages import choices
from planner.ui.pages.country_facts import FactsDialog
from planner.ui.pages.country_form import CountryForm
from planner.ui.pages.country_list import CountryList
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.pages.relationship import RelationshipPage
from planner.ui.widgets.label import Label
from planner.ui.widgets.links import LinkButton

from .conftest import Files


@pytest.fixture
def page(sample_window: MainWindow) -> CountryList:
    sample_window.show_record("country", "JP")
    whole = sample_window.page
    assert isinstance(whole, OrganisationsPage)
    assert isinstance(whole.front, CountryList)
    return whole.front


def form_of(page: CountryList) -> CountryForm:
    form = page.inspector()
    assert isinstance(form, CountryForm)
    return form


def words_of(form: CountryForm) -> list[str]:
    QApplication.processEvents()  # what is new in a layout is shown in the next turn
    texts = [one.text() for one in form.findChildren(Label) if not one.isHidden()]
    return texts + [one.accessibleName() for one in form.findChildren(LinkButton)]


def test_a_country_shows_what_there_is_and_what_is_known_of_it(page: CountryList) -> None:
    told = words_of(form_of(page))
    assert "7 h ahead of Copenhagen; from 31 Oct 2027 8 h ahead" in told
    assert "Research delegation from Japan to Denmark" in told
    assert "Third largest economy in the world." in told
    assert any(text.startswith("as of 2 May 2024 · Fokus på øget") for text in told)
    assert "Global Innovation Network Programme" in told
    assert "The family name stands first." in told
    rows = [page.model.line(row) for row in range(page.model.rowCount())]
    somethings = [line.has_something for line in rows]
    assert somethings == sorted(somethings, reverse=True)
    assert next(line.visits for line in rows if line.id == "JP") == 2


def test_a_newer_fact_stands_beside_the_older_one(
    qtbot: QtBot, page: CountryList, sample: Planner
) -> None:
    form = form_of(page)
    dialog = FactsDialog(form.context, "JP", "Japan", form)
    qtbot.addWidget(dialog)
    before = dialog.model.rowCount()
    dialog.new()
    for name, value in (("text", "Fourth largest economy"), ("as_of", dt.date(2025, 4, 1))):
        dialog.form.fields[name].set_value(value)
        dialog.form.fields[name].committed.emit(value)
    assert dialog.model.rowCount() == before + 1
    dialog.done(0)
    kept = {(one.text, one.as_of) for one in sample.country_facts.of("JP")}
    assert ("Fourth largest economy", dt.date(2025, 4, 1)) in kept
    assert ("Third largest economy in the world.", dt.date(2024, 5, 2)) in kept
    told = words_of(form_of(page))
    assert {"Fourth largest economy", "Third largest economy in the world."} <= set(told)


def test_a_country_that_is_new_is_kept_with_code_and_name(
    page: CountryList, sample: Planner
) -> None:
    page.new()
    form = form_of(page)
    for name, value in (("id", "no"), ("name", "Norway")):
        form.fields[name].set_value(value)
        form.fields[name].committed.emit(value)
    assert sample.countries.card("NO").country.name == "Norway"
    assert page.table.current_key == "NO"
    assert choices.country_name(form.context, "NO") == "Norway"
    form.fields["currency"].set_value("NOK")
    form.fields["currency"].committed.emit("NOK")
    assert sample.countries.card("NO").country.currency == "NOK"
    page.filter.setText("norw")
    assert [page.model.line(row).id for row in range(page.model.rowCount())] == ["NO"]


def test_the_country_page_is_saved_in_two_languages(
    qtbot: QtBot,
    page: CountryList,
    sample_window: MainWindow,
    files: Files,
    said: Recorded,
    tmp_path: Path,
) -> None:
    files.paths = [tmp_path / "japan"]
    sample_window.registry.run("country.paper")
    (dialog,) = form_of(page).findChildren(CountryPaperDialog)
    dialog.form.setCurrentIndex(dialog.form.findData("docx"))
    dialog.second.setCurrentIndex(dialog.second.findData("ja"))
    assert dialog.languages == ("en", "ja")
    dialog.start()
    qtbot.waitUntil(lambda: bool(said.toasts), timeout=10_000)
    assert said.toasts[-1][0] == "japan.docx was written"
    assert (tmp_path / "japan.docx").read_bytes()[:2] == b"PK"


def test_the_relationship_is_one_link_away(page: CountryList, sample_window: MainWindow) -> None:
    QApplication.processEvents()  # links to what was in front before go away in the next turn
    links = [one for one in form_of(page).findChildren(LinkButton) if not one.isHidden()]
    next(one for one in links if one.accessibleName().startswith("What is open")).click()
    assert isinstance(sample_window.page, RelationshipPage)
    assert "Japan" in sample_window.page.title
