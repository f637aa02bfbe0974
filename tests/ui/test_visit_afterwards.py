"""The coordinator notes what became of a visit: each field kept as she leaves it, sums as she goes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Files

from planner.domain.arranging.cloning import Clone
from planner.domain.ids import VisitId
from planner.domain.visits import VisitStatus
from planner.services.planner import Planner
from planner.ui.dialogs.papers import PapersDialog
from planner.ui.dialogs.thank_you import ThankYouDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.afterwards_section import RecordsSection
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_afterwards import AfterwardsTab
from planner.ui.pages.visit_copies import can_be_revived, revive_on
from planner.ui.widgets.fields import LineField, SearchField, TextField
from planner.ui.widgets.links import LinkButton


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
def tab(page: VisitPage) -> AfterwardsTab:
    page.tabs.setCurrentWidget(page.afterwards)
    QApplication.processEvents()
    return page.afterwards


def front(tab: AfterwardsTab, section: object) -> None:
    tab.bar.setCurrentIndex([*tab.sections].index(section))  # type: ignore[arg-type]
    QApplication.processEvents()


def type_into(section: RecordsSection, name: str, text: str) -> None:  # type: ignore[type-arg]
    field = section.form.fields[name]
    if isinstance(field, TextField):
        field.editor.setPlainText(text)
    else:
        assert isinstance(field, LineField | SearchField)
        field.editor.setText(text)
    field.commit()
    QApplication.processEvents()


def test_a_cost_is_noted_and_summed_apart_from_other_currencies(
    library: Planner, visit: VisitId, tab: AfterwardsTab
) -> None:
    front(tab, tab.costs)
    tab.costs.new_button.click()
    type_into(tab.costs, "description", "Flowers")
    type_into(tab.costs, "amount", "350")
    type_into(tab.costs, "payer", "danish agency for higher education and science")

    made = next(one for one in library.costs.of(visit) if one.description == "Flowers")
    assert (made.minor_units, made.currency, made.payer) == (35000, "DKK", "")
    assert made.payer_organisation_id is not None
    assert "122,750.00\u00a0DKK" in tab.costs.sums.text()
    assert tab.bar.tabText(2) == "Costs (7)"


def test_what_is_no_amount_is_said_below_the_field_and_stays_typed(
    library: Planner, visit: VisitId, tab: AfterwardsTab
) -> None:
    front(tab, tab.gifts)
    before = library.gifts.of(visit)
    type_into(tab.gifts, "value", "a lot")
    field = tab.gifts.form.fields["value"]
    assert "is no amount" in field.error
    assert field.value() == "a lot"
    assert library.gifts.of(visit) == before


def test_outcomes_are_put_in_order_and_taken_out_with_undo(
    library: Planner, visit: VisitId, tab: AfterwardsTab, page: VisitPage
) -> None:
    first, second, third = (one.id for one in library.outcomes.of(visit))
    tab.outcomes.choose(second)
    tab.outcomes.up.click()
    QApplication.processEvents()
    assert [one.id for one in library.outcomes.of(visit)] == [second, first, third]
    assert not tab.outcomes.up.isEnabled()
    tab.outcomes.remove_button.click()
    QApplication.processEvents()
    assert [one.id for one in library.outcomes.of(visit)] == [first, third]
    page.context.commands.run("edit.undo")
    QApplication.processEvents()
    assert tab.outcomes.model.rowCount() == 3


def test_what_is_typed_goes_into_the_record_it_was_typed_for(
    library: Planner, visit: VisitId, tab: AfterwardsTab
) -> None:
    front(tab, tab.media)
    one, other = library.mentions.of(visit)
    tab.media.choose(one.id)
    field = tab.media.form.fields["title"]
    assert isinstance(field, LineField)
    field.editor.setText("Another title")
    tab.media.choose(other.id)
    QApplication.processEvents()
    assert [each.title for each in library.mentions.of(visit)] == ["Another title", other.title]


def test_the_payer_of_a_delegate_is_that_of_the_delegation(
    library: Planner, visit: VisitId, tab: AfterwardsTab
) -> None:
    front(tab, tab.people)
    field = tab.people.form.fields["payer"]
    assert isinstance(field, SearchField)
    field.editor.setText("Host")
    field.commit()
    QApplication.processEvents()
    assert library.visits.plan(visit).delegates[0].payer == "Host"
    assert "Host 1" in tab.people.counts.text()


def test_a_visit_that_was_revived_leads_to_the_other_and_back(
    library: Planner, visit: VisitId, tab: AfterwardsTab, page: VisitPage
) -> None:
    library.visits.edit(visit, status=VisitStatus.CANCELLED, status_reason="Elections")
    assert can_be_revived(library.visits.get(visit))
    revive_on(page.context, library.visits.get(visit), dt.date(2028, 5, 8))
    QApplication.processEvents()
    assert not can_be_revived(library.visits.get(visit))
    after = library.reviving.links(visit).after
    assert after is not None
    assert str(after.first_day) == "2028-05-08"
    window = page.window()
    assert isinstance(window, MainWindow)
    new = window.page
    assert isinstance(new, VisitPage)
    new.tabs.setCurrentWidget(new.afterwards)
    QApplication.processEvents()
    (link,) = new.afterwards.links.findChildren(LinkButton)
    assert "cancelled: Elections" in link.accessibleName()
    with pytest.raises(Exception, match="revived already"):
        library.reviving.revive(visit, Clone())


def test_the_report_opens_among_the_papers(tab: AfterwardsTab, page: VisitPage) -> None:
    tab.report_button.click()
    QApplication.processEvents()
    (dialog,) = page.findChildren(PapersDialog)
    assert dialog.choices.paper == "visit-report"
    dialog.reject()


def test_the_report_is_saved_as_a_table(
    library: Planner,
    visit: VisitId,
    tab: AfterwardsTab,
    files: Files,
    said: Recorded,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    files.paths = [tmp_path]
    tab.table_button.click()
    qtbot.waitUntil(lambda: any(tmp_path.glob("*.xlsx")), timeout=10_000)
    (path,) = tmp_path.glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    cells = {str(cell) for sheet in book for row in sheet.values for cell in row if cell}
    plan = library.visits.plan(visit)
    names = [plan.person[one.person_id].family_name for one in plan.delegates if one.person_id]
    assert len(names) > 5
    told = {cell.casefold() for cell in cells}
    assert [name for name in names if not any(name.casefold() in cell for cell in told)] == []


def test_letters_are_read_before_they_are_written(
    tab: AfterwardsTab, files: Files, tmp_path: Path, qtbot: QtBot
) -> None:
    tab.letters_button.click()
    (dialog,) = tab.findChildren(ThankYouDialog)
    qtbot.waitUntil(lambda: bool(dialog.letters), timeout=10_000)
    own = [one.own for one in dialog.letters]
    assert len(dialog.chosen) == own.count(False) == 7
    dialog.hosts.setCurrentRow(own.index(False))
    assert "Elin Sandström" in dialog.text.toPlainText()
    dialog.hosts.item(own.index(False)).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.save_button.isEnabled()
    files.paths = [tmp_path]
    dialog.save()
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.docx"))) == 6, timeout=10_000)
    qtbot.waitUntil(lambda: "6" in dialog.said.text(), timeout=10_000)
    dialog.reject()


def test_the_keys_of_the_window_make_and_remove_a_record(
    library: Planner, visit: VisitId, tab: AfterwardsTab, page: VisitPage
) -> None:
    front(tab, tab.gifts)
    page.context.commands.run("file.new")
    QApplication.processEvents()
    assert len(library.gifts.of(visit)) == 3
    page.context.commands.run("item.remove")
    QApplication.processEvents()
    assert len(library.gifts.of(visit)) == 2
    front(tab, tab.invitations)
    assert not page.can("new")


def test_the_details_name_the_visit_that_took_the_place_of_this_one(
    library: Planner, visit: VisitId, page: VisitPage
) -> None:
    other = library.visits.find("SH-JP-2027")
    field = page.details.fields["successor_id"]
    assert isinstance(field, SearchField)
    field.editor.setText(other.title)
    field.commit()
    QApplication.processEvents()
    assert library.visits.get(visit).successor_id == other.id
    field.editor.setText(library.visits.get(visit).title)
    field.commit()
    assert "cannot follow itself" in field.error
