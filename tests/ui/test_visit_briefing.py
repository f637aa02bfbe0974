"""The coordinator writes briefs in the window: for the visit, for each meeting, kept as she goes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from planner.domain.briefs import Brief
from planner.domain.ids import ItemId, VisitId
from planner.services.briefs import TEXT_LIMIT
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_briefing import BriefingTab
from planner.ui.widgets.fields import LineField, TextField


@pytest.fixture
def library(sample_window: MainWindow) -> Planner:
    return sample_window.context.planner


@pytest.fixture
def visit(library: Planner) -> VisitId:
    return library.visits.find("JP-DK-2027").id


@pytest.fixture
def page(sample_window: MainWindow, visit: VisitId) -> VisitPage:
    sample_window.context.open_record("visit", visit)
    page = sample_window.page
    assert isinstance(page, VisitPage)
    return page


@pytest.fixture
def tab(page: VisitPage) -> BriefingTab:
    page.tabs.setCurrentWidget(page.briefing)
    QApplication.processEvents()
    return page.briefing


def entry(library: Planner, visit: VisitId, title: str) -> ItemId:
    return next(one.id for one in library.visits.plan(visit).items if one.title == title)


def of(library: Planner, visit: VisitId, item: ItemId | None) -> list[Brief]:
    return [one for one in library.briefs.briefs(visit) if one.item_id == item]


def type_into(tab: BriefingTab, name: str, text: str, *, leave: bool = True) -> None:
    field = tab.form.fields[name]
    if isinstance(field, TextField):
        field.editor.setPlainText(text)
    else:
        assert isinstance(field, LineField)
        field.editor.setText(text)
    if leave:
        field.commit()
    QApplication.processEvents()


def test_the_visit_stands_first_and_each_meeting_has_a_place(
    tab: BriefingTab, library: Planner, visit: VisitId
) -> None:
    lines = [tab.model.line(row) for row in range(tab.model.rowCount())]

    assert lines[0].item is None
    assert lines[0].brief is not None
    about = [line.about for line in lines]
    assert about.index("Talks on the cooperation agreement") < about.index("Closing talks")
    assert "Laboratories" in about
    assert "Coach to the hotel" not in about
    assert tab.form.heading == "The visit as a whole"


def test_the_first_word_makes_a_brief_and_the_next_ones_go_into_it(
    tab: BriefingTab, library: Planner, visit: VisitId
) -> None:
    item = entry(library, visit, "Laboratories")
    tab.choose_item(item)
    steps = library.history.count()

    type_into(tab, "objective", "See the cold stage.")
    type_into(tab, "not_disclosed", "The lease ends in June.")

    (made,) = of(library, visit, item)
    assert (made.objective, made.not_disclosed) == (
        "See the cold stage.",
        "The lease ends in June.",
    )
    assert library.history.count() == steps + 2
    assert tab.line is not None
    assert tab.line.brief == made
    library.history.undo()
    library.history.undo()
    QApplication.processEvents()
    assert of(library, visit, item) == []
    assert tab.form.fields["objective"].value() == ""


def test_what_is_typed_is_kept_where_it_belongs_when_another_row_is_chosen(
    tab: BriefingTab, library: Planner, visit: VisitId
) -> None:
    item = entry(library, visit, "Laboratories")
    other = entry(library, visit, "Closing talks")
    before = of(library, visit, other)
    tab.choose_item(item)
    type_into(tab, "objective", "One", leave=False)
    type_into(tab, "usable", "Two", leave=False)
    type_into(tab, "not_disclosed", "Three", leave=False)

    tab.choose_item(other)
    QApplication.processEvents()

    (made,) = of(library, visit, item)
    assert (made.objective, made.usable, made.not_disclosed) == ("One", "Two", "Three")
    assert of(library, visit, other) == before
    assert tab.form.fields["not_disclosed"].value() == before[0].not_disclosed


def test_what_is_refused_stays_typed_and_never_reaches_another_brief(
    tab: BriefingTab, library: Planner, visit: VisitId
) -> None:
    item = entry(library, visit, "Laboratories")
    other = entry(library, visit, "Closing talks")
    before = of(library, visit, other)
    tab.choose_item(item)
    type_into(tab, "not_disclosed", "x" * (TEXT_LIMIT + 1))
    assert "at most" in tab.form.fields["not_disclosed"].error

    tab.choose_item(other)
    QApplication.processEvents()

    assert of(library, visit, item) == []
    assert of(library, visit, other) == before
    assert tab.form.fields["not_disclosed"].value() == before[0].not_disclosed
    assert tab.form.fields["not_disclosed"].error == ""


def test_one_more_brief_is_added_and_one_is_removed_with_undo(
    tab: BriefingTab, library: Planner, visit: VisitId
) -> None:
    item = entry(library, visit, "Closing talks")
    tab.choose_item(item)
    tab.another.click()
    type_into(tab, "title", "For the physicists")
    assert [one.title for one in of(library, visit, item)] == [
        "Closing talks",
        "For the physicists",
    ]

    tab.remove_button.click()
    QApplication.processEvents()
    assert len(of(library, visit, item)) == 1
    library.history.undo()
    QApplication.processEvents()
    assert len(of(library, visit, item)) == 2


def test_the_entry_in_front_leads_to_its_brief(
    page: VisitPage, sample_window: MainWindow, library: Planner, visit: VisitId
) -> None:
    item = entry(library, visit, "Closing talks")
    page.show_record("item", item)
    QApplication.processEvents()

    sample_window.context.commands.run("item.brief")

    assert page.tabs.currentWidget() is page.briefing
    assert page.briefing.line is not None
    assert page.briefing.line.item is not None
    assert page.briefing.line.item.id == item


def test_an_entry_that_is_called_off_keeps_its_brief_in_sight(
    tab: BriefingTab, library: Planner, visit: VisitId
) -> None:
    item = entry(library, visit, "Closing talks")
    library.itineraries.edit(item, status="cancelled")
    QApplication.processEvents()

    assert tab.has_place_for(item)


def test_leaving_the_page_keeps_what_is_typed(
    page: VisitPage, tab: BriefingTab, library: Planner, visit: VisitId
) -> None:
    type_into(tab, "department", "Protocol", leave=False)

    page.commit()

    assert of(library, visit, None)[0].department == "Protocol"
