"""The tab of admissions and the dialogs of small records under the same careful eye; and read only."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog

from planner import i18n
from planner.domain.access import BorderPaper
from planner.domain.ids import RecordId, SiteId, new_id
from planner.domain.sites import SiteRule, SiteRuleKind
from planner.domain.visits import NeedKind
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.main_window import MainWindow
from planner.ui.pages.site_parts import HoursDialog, RoomsDialog, RulesDialog
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_delegate_parts import NeedsOfDialog, PapersDialog
from planner.ui.pages.visit_needs import NeedsDialog

from .conftest import Opener
from .test_audit import Wordy, findings


@pytest.fixture(params=["usual", "14 points", "half as long again"])
def window(
    request: pytest.FixtureRequest, open_window: Opener, sample: Planner, qapp: QApplication
) -> Iterator[MainWindow]:
    usual = QFont(qapp.font())
    if request.param == "14 points":
        large = QFont(usual)
        large.setPointSizeF(14)
        qapp.setFont(large)
    elif request.param == "half as long again":
        i18n._current[:] = [Wordy()]
    window = open_window(sample)
    window.resize(960, 540)
    yield window
    qapp.setFont(usual)
    i18n.use("en")


def page_of(window: MainWindow) -> VisitPage:
    visit = window.context.planner.visits.find("JP-DK-2027").id
    window.context.open_record("visit", visit)
    assert isinstance(window.page, VisitPage)
    return window.page


def test_the_tab_of_admissions_has_room_for_its_words(
    window: MainWindow, qapp: QApplication
) -> None:
    page = page_of(window)
    page.tabs.setCurrentWidget(page.access)
    qapp.processEvents()
    assert window.width() == 960
    assert list(findings(page.access)) == []


def test_so_have_the_dialogs(window: MainWindow, qapp: QApplication) -> None:
    page, planner = page_of(window), window.context.planner
    state = page.state
    assert state is not None
    head = state.plan.delegates[0].id
    planner.needs.note(head, kind=NeedKind.DIET, text="No fish")
    place = SiteId(planner.sites.page(text="MAX IV")[0].id)
    for kind in SiteRuleKind:
        planner.site_rules.add(SiteRule(id=RecordId(new_id()), site_id=place, kind=kind))
    opens: list[Callable[[], QDialog]] = [
        lambda: RulesDialog(page.context, place, "MAX IV", "Europe/Stockholm", page),
        lambda: HoursDialog(page.context, place, "MAX IV", page),
        lambda: RoomsDialog(page.context, place, "MAX IV", page),
        lambda: PapersDialog(page.context, state, head, page),
        lambda: NeedsOfDialog(page.context, state, head, page),
        lambda: NeedsDialog(page.context, state.visit_id, None, page),
    ]
    found: list[str] = []
    for make in opens:
        dialog = make()
        dialog.show()
        qapp.processEvents()
        assert dialog.width() <= 960
        assert dialog.height() <= 540
        rows = dialog.model.rowCount() if isinstance(dialog, RecordsDialog) else 1
        for row in range(max(rows, 1)):
            if isinstance(dialog, RecordsDialog):
                dialog.table.choose(row)
            qapp.processEvents()
            found += [f"{type(dialog).__name__}: {finding}" for finding in findings(dialog)]
        dialog.close()
    assert found == []


def test_a_library_that_is_only_read_lets_nothing_be_noted(
    open_window: Opener, sample: Planner, qapp: QApplication
) -> None:
    visit = sample.visits.find("JP-DK-2027").id
    head = sample.visits.plan(visit).delegates[0].id
    for paper in sample.papers.of(head):
        sample.papers.remove(paper.id)
    sample.papers.note(head, "SE")
    reading = open_planner(sample.address, Settings(), read_only=True)
    window = open_window(reading)
    try:
        page = page_of(window)
        page.tabs.setCurrentWidget(page.access)
        qapp.processEvents()
        page.access.table.selectAll()
        assert len(page.access.table.selected_keys()) == 12
        keys = ("access.collected", "access.sent", "access.approved")
        assert not any(window.registry.get(key).enabled() for key in keys)
        assert not page.access._sent.isEnabled()
        state = page.state
        assert state is not None
        dialog = PapersDialog(page.context, state, head, page)
        assert isinstance(dialog.record, BorderPaper)
        assert not dialog.new_button.isEnabled()
        assert not dialog.remove_button.isEnabled()
        dialog.reject()
    finally:
        window.release_library()
        reading.close()
